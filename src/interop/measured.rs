//! Measured values as observations: what a visit's form asks with a code of LOINC and a unit of UCUM.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value as Json, json};

use super::facts::Part;
use super::fhir::{self, kind, loinc, quantity, urn_of, urn_of_fact};
use super::person::Folder;
use crate::domain::card::{Event, standing};
use crate::domain::visit::Visit;
use crate::forms::{Answer, Form, FormSet, Item, Quantity, decode_all};
use crate::i18n::numbers;

const SYSTOLIC: &str = "8480-6";
const DIASTOLIC: &str = "8462-4";
const PRESSURE: &str = "85354-9";
/// What FHIR R4 counts among the vital signs, by LOINC; arm circumferences stand with them.
const VITAL: [&str; 15] = [
    "9279-1", "8867-4", "2708-6", "59408-5", "8310-5", "8302-2", "8306-3", "8287-5", "9843-4",
    "29463-7", "39156-5", "8480-6", "8462-4", "8478-0", "56072-2",
];
/// Numbers of our forms that come from a laboratory or from a strip, by LOINC. Whatever is in neither list has no category.
const LABORATORY: [&str; 4] = ["14743-9", "14682-9", "2160-0", "718-7"];

/// A number of a visit with what its form says of it.
pub(super) struct Measure {
    pub link_id: String,
    /// What is measured, first code first.
    pub codes: Vec<(String, String)>,
    pub label: String,
    pub value: Quantity,
    /// Of `observation-category`, where it is sure.
    pub category: Option<&'static str>,
}

impl Measure {
    fn is_vital(&self) -> bool {
        self.category == Some("vital-signs")
    }
}

/// The form of a visit in the version it was written in.
pub(super) fn form_of(visit: &Visit) -> Option<Cow<'static, Form>> {
    let forms = FormSet::in_force();
    let form = forms
        .version(&visit.form, &visit.form_version)
        .or_else(|| forms.current(&visit.form))?;
    Some(form.unfolded_for(visit.answers.keys().map(String::as_str)))
}

impl Folder<'_> {
    /// The numbers of a visit that have a code.
    pub fn measures(&self, visit: &Visit) -> Vec<Measure> {
        let Some(form) = form_of(visit) else {
            return Vec::new();
        };
        form.all_items()
            .into_iter()
            .filter_map(|item| self.measure(item, visit))
            .collect()
    }

    fn measure(&self, item: &Item, visit: &Visit) -> Option<Measure> {
        if item.codes.is_empty() {
            return None;
        }
        let [Answer::Quantity(value)] = &decode_all(visit.answers.get(&item.link_id)?)[..] else {
            return None;
        };
        let codes: Vec<(String, String)> = item
            .codes
            .iter()
            .map(|coding| (coding.system.clone(), coding.code.clone()))
            .collect();
        let is_one_of = |list: &[&str]| {
            let mut own = codes.iter();
            own.any(|(system, code)| system == fhir::LOINC && list.contains(&code.as_str()))
        };
        let category = if is_one_of(&VITAL) {
            Some("vital-signs")
        } else {
            is_one_of(&LABORATORY).then_some("laboratory")
        };
        Some(Measure {
            link_id: item.link_id.clone(),
            codes,
            label: item.text(self.source.lang).to_owned(),
            value: value.clone(),
            category,
        })
    }

    /// The newest value of each measure, over all visits that stand: of the vital signs, or of everything else.
    pub fn newest(&mut self, vital: bool) -> Part {
        let mut visits: Vec<&Event<Visit>> = standing(&self.source.view.visits, None).collect();
        visits.sort_by_key(|visit| std::cmp::Reverse((visit.care_at, visit.id)));
        let mut part = Part::default();
        let mut known = BTreeSet::new();
        for visit in visits {
            let measures = self.measures(&visit.content);
            let new: Vec<Measure> = measures
                .into_iter()
                .filter(|one| one.is_vital() == vital)
                .filter(|one| known.insert(one.codes.first().cloned()))
                .collect();
            for (line, urn) in self.observations(visit, &new) {
                part.push(format!("{line}, {}", self.source.day(visit.care_at)), urn);
            }
        }
        part
    }

    /// Observations of one visit with their lines; both pressures are one.
    pub fn observations(&mut self, visit: &Event<Visit>, all: &[Measure]) -> Vec<(String, String)> {
        let by_code: BTreeMap<&str, &Measure> = all
            .iter()
            .filter_map(|one| Some((one.codes.first()?.1.as_str(), one)))
            .collect();
        let pressure = by_code.get(SYSTOLIC).zip(by_code.get(DIASTOLIC));
        let mut out = Vec::new();
        for one in all {
            let code = one.codes.first().map(|code| code.1.as_str());
            match (pressure, code) {
                (Some((above, below)), Some(SYSTOLIC)) => {
                    out.push(self.pressure(visit, above, below));
                }
                (Some(_), Some(DIASTOLIC)) => {}
                _ => {
                    let mut observation = self.observation(visit, one.category);
                    observation["code"] = code_of(one);
                    set_value(&mut observation, &one.value);
                    let address = urn_of(&format!("feldsher:{}:{}", visit.id, one.link_id));
                    let urn = self.add(&address, observation);
                    out.push((format!("{} {}", one.label, self.words(&one.value)), urn));
                }
            }
        }
        out
    }

    fn pressure(
        &mut self,
        visit: &Event<Visit>,
        above: &Measure,
        below: &Measure,
    ) -> (String, String) {
        let label = self.source.say("print-vital-blood-pressure");
        let mut observation = self.observation(visit, Some("vital-signs"));
        observation["code"] = loinc(PRESSURE, &label);
        let components: Vec<Json> = [above, below]
            .iter()
            .map(|one| {
                let mut component = json!({"code": code_of(one)});
                set_value(&mut component, &one.value);
                component
            })
            .collect();
        observation["component"] = json!(components);
        let urn = self.add(
            &urn_of(&format!("feldsher:{}:pressure", visit.id)),
            observation,
        );
        let line = format!(
            "{label} {}/{}",
            numbers::decimal(self.source.lang, above.value.value),
            self.words(&below.value)
        );
        (line, urn)
    }

    fn observation(&mut self, visit: &Event<Visit>, category: Option<&str>) -> Json {
        json!({
            "resourceType": "Observation",
            "status": "final",
            "category": [category.map(|category| kind("observation-category", category))],
            "subject": self.patient(),
            "effectiveDateTime": self.source.instant(visit.care_at),
            "issued": self.source.instant(visit.entered_at),
            "performer": [self.performer(visit.by)],
            "note": self.doubtful_clock(visit).map(|note| json!([note])),
        })
    }

    /// A number with its unit as the form's country writes it.
    fn words(&self, value: &Quantity) -> String {
        let number = numbers::decimal(self.source.lang, value.value);
        let key = match value.unit.as_str() {
            "kg" => "common-unit-kg",
            "cm" => "common-unit-cm",
            "Cel" => "common-unit-celsius",
            "mm[Hg]" => "common-unit-mmhg",
            "/min" => "common-unit-per-minute",
            "%" => "common-unit-percent",
            "mmol/L" => "common-unit-mmol-l",
            "umol/L" => "common-unit-umol-l",
            "mg/dL" => "common-unit-mg-dl",
            other => return format!("{number} {other}"),
        };
        format!("{number}\u{a0}{}", self.source.say(key))
    }

    /// Blood group and Rh as the passport has them.
    pub fn blood(&mut self, part: &mut Part) {
        let source = self.source;
        let all = source.view.blood.iter().chain(&source.view.blood_also);
        for (nth, noted) in all.enumerate() {
            let label = source.say("card-blood");
            let observation = json!({
                "resourceType": "Observation",
                "status": "final",
                "category": [kind("observation-category", "laboratory")],
                "code": loinc("882-1", &label),
                "subject": self.patient(),
                // Nobody wrote when it was determined, only when it was written down.
                "_effectiveDateTime": fhir::absent(),
                "issued": source.instant(noted.at),
                "performer": [self.performer(noted.by)],
                "valueCodeableConcept": {"text": noted.value},
                "note": self.notes(noted, &[]),
            });
            let urn = self.add(&urn_of_fact(noted.card, &noted.key, nth), observation);
            let doubt = noted.disputed.then(|| source.say("interop-disputed"));
            let line = [Some(format!("{label} {}", noted.value)), doubt];
            part.push(
                line.into_iter()
                    .flatten()
                    .collect::<Vec<_>>()
                    .join(" \u{2014} "),
                urn,
            );
        }
    }
}

fn code_of(one: &Measure) -> Json {
    let codings: Vec<Json> = one
        .codes
        .iter()
        .map(|(system, code)| json!({"system": system, "code": code}))
        .collect();
    json!({"coding": codings, "text": one.label})
}

/// The number with its unit; one that JSON cannot say exactly stays a text.
fn set_value(of: &mut Json, value: &Quantity) {
    let text = value.value.to_string();
    match quantity(&text, &value.unit, &value.unit) {
        Some(quantity) => of["valueQuantity"] = quantity,
        None => of["valueString"] = json!(format!("{text} {}", value.unit)),
    }
}
