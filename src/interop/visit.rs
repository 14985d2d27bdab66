//! One signed visit as FHIR R4: a collection of what was found, decided and ordered in it. The answers travel whole, as a
//! questionnaire response; what has a code stands beside it as an observation, a diagnosis, an order.

use serde_json::{Value as Json, json};

use super::fhir::{self, concept, kind, reference, urn, urn_of};
use super::measured::form_of;
use super::person::Folder;
use super::source::Source;
use crate::domain::card::{Event, standing};
use crate::domain::ids::DocId;
use crate::domain::visit::{Diagnosis, Referral, Visit};
use crate::forms::{Answer, decode_all};

/// The bundle of the visit `id`; `None` where the card has no such visit that stands.
pub fn visit(source: &Source<'_>, id: DocId) -> Option<Json> {
    let visit = standing(&source.view.visits, None).find(|visit| visit.id == id)?;
    let mut folder = Folder::new(source);
    let encounter = encounter(&mut folder, visit);
    folder.add(&urn(visit.id.0), encounter);
    for (nth, diagnosis) in visit.content.diagnoses.iter().enumerate() {
        let condition = condition(&mut folder, visit, diagnosis);
        folder.add(&diagnosis_urn(visit, nth), condition);
    }
    let answers = answers(&mut folder, visit);
    folder.add(&urn_of(&format!("feldsher:{}:answers", visit.id)), answers);
    let measures = folder.measures(&visit.content);
    let observations = folder.observations(visit, &measures);
    drop(observations);
    for order in standing(&source.view.prescriptions, None) {
        if order.content.visit == Some(id) {
            let status = match source.view.stopped(order.id) {
                Some(_) => "stopped",
                None if order.content.ends_at(order.care_at) > source.now => "active",
                None => "completed",
            };
            folder.order(order, status);
        }
    }
    for given in standing(&source.view.immunisations, None) {
        if given.content.visit == Some(id) {
            folder.immunisation(given);
        }
    }
    for referral in standing(&source.view.referrals, None) {
        if referral.content.visit == Some(id) {
            let request = request(&mut folder, referral);
            folder.add(&urn(referral.id.0), request);
        }
    }
    let provenance = provenance(&mut folder, visit);
    folder.add(
        &urn_of(&format!("feldsher:{}:provenance", visit.id)),
        provenance,
    );
    let bundle = urn_of(&format!("feldsher:{}:bundle:{}", visit.id, source.now));
    Some(folder.close("collection", &bundle, None))
}

fn diagnosis_urn(visit: &Event<Visit>, nth: usize) -> String {
    urn_of(&format!("feldsher:{}:diagnosis:{nth}", visit.id))
}

fn encounter(folder: &mut Folder<'_>, visit: &Event<Visit>) -> Json {
    let source = folder.source;
    let diagnoses: Vec<Json> = (0..visit.content.diagnoses.len())
        .map(|nth| json!({"condition": reference(&diagnosis_urn(visit, nth))}))
        .collect();
    let who = folder.author(visit.by);
    json!({
        "resourceType": "Encounter",
        "status": "finished",
        "class": fhir::hl7("v3-ActCode", "AMB"),
        "subject": folder.patient(),
        "participant": who.map(|who| json!([{"individual": who}])),
        "period": {"start": source.instant(visit.care_at)},
        "diagnosis": diagnoses,
        "serviceProvider": (visit.facility == source.facility)
            .then(|| reference(&folder.house_urn())),
    })
}

fn condition(folder: &mut Folder<'_>, visit: &Event<Visit>, one: &Diagnosis) -> Json {
    let source = folder.source;
    let title = if one.title.trim().is_empty() {
        &one.code
    } else {
        &one.title
    };
    json!({
        "resourceType": "Condition",
        // A diagnosis of a visit says nothing of whether it is over by now.
        "category": [kind("condition-category", "encounter-diagnosis")],
        "code": concept(fhir::ICD10, Some(&one.code), title),
        "subject": folder.patient(),
        "encounter": reference(&urn(visit.id.0)),
        "recordedDate": source.instant(visit.entered_at),
        "recorder": folder.author(visit.by),
        "note": [{"text": source.say(&format!("interop-diagnosis-{}", one.role.code()))}],
    })
}

/// Every answer under its link id, in the order of the form; a question that this program does not know keeps its answer.
fn answers(folder: &mut Folder<'_>, visit: &Event<Visit>) -> Json {
    let source = folder.source;
    let form = form_of(&visit.content);
    let mut items = Vec::new();
    let known = form
        .as_deref()
        .map(|form| form.all_items())
        .unwrap_or_default();
    let order = known.iter().map(|item| item.link_id.as_str());
    let foreign = visit
        .content
        .answers
        .keys()
        .map(String::as_str)
        .filter(|id| known.iter().all(|item| item.link_id != *id));
    for id in order.chain(foreign) {
        let Some(text) = visit.content.answers.get(id) else {
            continue;
        };
        let answers: Vec<Json> = decode_all(text).iter().map(answer).collect();
        let label = known.iter().find(|item| item.link_id == id);
        items.push(json!({
            "linkId": id,
            "text": label.map(|item| item.text(source.lang)),
            "answer": answers,
        }));
    }
    let questionnaire = (!visit.content.form.is_empty())
        .then(|| format!("{}|{}", visit.content.form, visit.content.form_version));
    json!({
        "resourceType": "QuestionnaireResponse",
        "questionnaire": questionnaire,
        "status": "completed",
        "subject": folder.patient(),
        "encounter": reference(&urn(visit.id.0)),
        "authored": source.instant(visit.entered_at),
        "author": folder.author(visit.by),
        "item": items,
    })
}

fn answer(one: &Answer) -> Json {
    match one {
        Answer::Text(text) | Answer::Other(text) => json!({ "valueString": text }),
        Answer::Number(number) => match fhir::number(&number.to_string()) {
            Some(value) => json!({ "valueDecimal": value }),
            None => json!({"valueString": number.to_string()}),
        },
        Answer::Quantity(quantity) => {
            let text = quantity.value.to_string();
            match fhir::quantity(&text, &quantity.unit, &quantity.unit) {
                Some(value) => json!({ "valueQuantity": value }),
                None => json!({"valueString": format!("{text} {}", quantity.unit)}),
            }
        }
        Answer::Date(date) => json!({"valueDate": fhir::date(*date)}),
        // By the clock of the place, which the answer does not name an offset for.
        Answer::DateTime(at) => json!({"valueString": at.format("%Y-%m-%dT%H:%M").to_string()}),
        Answer::Time(time) => json!({"valueTime": time.format("%H:%M:%S").to_string()}),
        Answer::Bool(yes) => json!({ "valueBoolean": yes }),
        Answer::Choice(coding) => json!({"valueCoding": {
            "system": coding.system, "code": coding.code, "display": coding.display,
        }}),
    }
}

fn request(folder: &mut Folder<'_>, event: &Event<Referral>) -> Json {
    let source = folder.source;
    let one = &event.content;
    let priority = match one.urgency.as_str() {
        "routine" => Some("routine"),
        "urgent" => Some("urgent"),
        "emergency" => Some("stat"),
        _ => None,
    };
    let reasons: Vec<Json> = one
        .diagnoses
        .iter()
        .map(|one| concept(fhir::ICD10, Some(&one.code), &one.title))
        .collect();
    json!({
        "resourceType": "ServiceRequest",
        "status": "active",
        "intent": "order",
        "priority": priority,
        "code": {"text": one.destination},
        "subject": folder.patient(),
        "encounter": event.content.visit.map(|visit| reference(&urn(visit.0))),
        "authoredOn": source.instant(event.care_at),
        "requester": folder.author(event.by),
        "reasonCode": reasons,
        "note": [{"text": one.reason}],
    })
}

/// Who signed it, when care was given and when it was written down.
fn provenance(folder: &mut Folder<'_>, visit: &Event<Visit>) -> Json {
    let source = folder.source;
    json!({
        "resourceType": "Provenance",
        "target": [reference(&urn(visit.id.0))],
        "occurredDateTime": source.instant(visit.care_at),
        "recorded": source.instant(visit.entered_at),
        "agent": [{"who": folder.performer(visit.by)}],
    })
}
