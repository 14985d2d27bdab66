//! What happened, as resources: orders, vaccinations, pregnancy, plan. Time of care and time of entry both travel.

use serde_json::{Value as Json, json};

use super::facts::{Part, joined, route};
use super::fhir::{self, absent, loinc, quantity, reference, urn, urn_of};
use super::person::Folder;
use crate::domain::card::{Event, Noted, standing};
use crate::domain::dates::PartialDate;
use crate::domain::immunisation::Immunisation;
use crate::domain::pregnancy::Booking;
use crate::domain::problem::Pregnancy;
use crate::domain::visit::{Prescription, Visit};
use crate::forms::{Answer, decode_all};
use crate::i18n::{dates, has};

impl Folder<'_> {
    /// Orders whose days are not over and that nobody has stopped.
    pub fn running_orders(&mut self, part: &mut Part) {
        let source = self.source;
        let view = source.view;
        for order in standing(&view.prescriptions, None) {
            let is_running = order.content.ends_at(order.care_at) > source.now
                && view.stopped(order.id).is_none();
            if is_running {
                let line = self.order_line(order);
                let urn = self.order(order, "active");
                part.push(line, urn);
            }
        }
    }

    pub fn order_line(&self, order: &Event<Prescription>) -> String {
        let source = self.source;
        let words = match source.orders.get(&order.id) {
            Some(words) => words.clone(),
            None => joined(&[
                order.content.name.clone(),
                format!("{} {}", order.content.dose, order.content.unit),
            ]),
        };
        format!("{words}, {}", source.day(order.care_at))
    }

    /// One order. `status` as FHIR names it: active, completed, stopped.
    pub fn order(&mut self, order: &Event<Prescription>, status: &str) -> String {
        let source = self.source;
        let one = &order.content;
        let dose = fhir::ucum(&one.unit).and_then(|code| quantity(&one.dose, code, &one.unit));
        let repeat = json!({
            "boundsDuration": one.days.map(|days| json!({
                "value": days, "unit": "d", "system": fhir::UCUM, "code": "d",
            })),
            "frequency": one.per_day,
            "period": one.per_day.map(|_| 1),
            "periodUnit": one.per_day.map(|_| "d"),
        });
        let notes: Vec<Json> = [&one.note, &one.product]
            .into_iter()
            .filter(|text| !text.trim().is_empty())
            .map(|text| json!({ "text": text }))
            .chain(self.doubtful_clock(order))
            .collect();
        let resource = json!({
            "resourceType": "MedicationRequest",
            "status": status,
            "intent": "order",
            "medicationCodeableConcept": source.medicine(one.medicine.as_deref(), &one.name),
            "subject": self.patient(),
            "authoredOn": source.instant(order.care_at),
            "requester": self.author(order.by),
            "recorder": self.author(order.by),
            "reasonCode": [{"text": one.indication}],
            "note": notes,
            "dosageInstruction": [{
                "text": source.orders.get(&order.id),
                "timing": {"repeat": repeat},
                "asNeededBoolean": one.as_needed.then_some(true),
                "route": {"text": route(self, &one.route)},
                "doseAndRate": [{"doseQuantity": dose}],
            }],
        });
        self.add(&urn(order.id.0), resource)
    }

    pub fn immunisations(&mut self) -> Part {
        let mut part = Part::default();
        let mut all: Vec<&Event<Immunisation>> =
            standing(&self.source.view.immunisations, None).collect();
        all.sort_by_key(|event| (event.content.date.earliest(), event.care_at, event.id));
        for event in all {
            let line = self.immunisation_line(&event.content);
            let urn = self.immunisation(event);
            part.push(line, urn);
        }
        part
    }

    pub fn immunisation(&mut self, event: &Event<Immunisation>) -> String {
        let source = self.source;
        let one = &event.content;
        let reason = (!one.is_done()).then(|| self.word("vaccination-what-", &one.status_reason));
        let expiry = one.expiry.day().map(|day| day.to_string());
        let gtin = (!one.gtin.is_empty()).then(|| format!("GTIN {}", one.gtin));
        let unsaid_expiry = (one.expiry.is_known() && expiry.is_none())
            .then(|| format!("{} {}", source.say("common-expiry"), one.expiry));
        let until = one.until.is_known().then(|| {
            let until = dates::long_partial(source.lang, one.until);
            source.say_with("interop-until", &[("date", &until)])
        });
        let notes: Vec<Json> = [
            Some(one.note.clone()),
            self.reaction(one),
            until,
            gtin,
            unsaid_expiry,
        ]
        .into_iter()
        .flatten()
        .filter(|text| !text.trim().is_empty())
        .map(|text| json!({ "text": text }))
        .chain(self.doubtful_clock(event))
        .collect();
        let site = self.word("vaccination-site-", &one.site);
        let ml = (!one.dose_ml.is_empty())
            .then(|| quantity(&one.dose_ml, "mL", "mL"))
            .flatten();
        let resource = json!({
            "resourceType": "Immunization",
            "status": if one.is_done() { "completed" } else { "not-done" },
            "statusReason": {"text": reason},
            "vaccineCode": {"text": vaccine(one)},
            "patient": self.patient(),
            "occurrenceDateTime": fhir::date(one.date),
            "_occurrenceDateTime": (!one.date.is_known()).then(absent),
            "recorded": source.instant(event.entered_at),
            "primarySource": !one.reported,
            "lotNumber": one.lot,
            "expirationDate": expiry,
            "site": {"text": site},
            "route": {"text": route(self, &one.route)},
            "doseQuantity": ml,
            "performer": (!one.reported && one.is_done())
                .then(|| self.author(event.by))
                .flatten()
                .map(|actor| json!([{"actor": actor}])),
            "note": notes,
            "protocolApplied": one.dose_number.filter(|n| *n > 0)
                .map(|n| json!([{"doseNumberPositiveInt": n}])),
        });
        self.add(&urn(event.id.0), resource)
    }

    fn immunisation_line(&self, one: &Immunisation) -> String {
        let source = self.source;
        let date = if one.date.is_known() {
            dates::long_partial(source.lang, one.date)
        } else {
            source.say("common-unknown")
        };
        let number = one.dose_number.map(|number| {
            source.say_with("interop-dose-number", &[("number", &number.to_string())])
        });
        let lot =
            (!one.lot.is_empty()).then(|| format!("{} {}", source.say("common-lot"), one.lot));
        // A vaccine that was not given must not read as given.
        let not_given = (!one.is_done()).then(|| {
            let why = self.word("vaccination-what-", &one.status_reason);
            source.say_with("interop-not-given", &[("why", &why)])
        });
        joined(&[
            vaccine(one),
            not_given.unwrap_or_default(),
            number.unwrap_or_default(),
            date,
            lot.unwrap_or_default(),
            self.reaction(one).unwrap_or_default(),
            one.note.clone(),
        ])
    }

    fn reaction(&self, one: &Immunisation) -> Option<String> {
        let parts = [
            ("vaccination-local", &one.reaction_local),
            ("vaccination-general", &one.reaction_general),
        ]
        .map(|(key, code)| {
            if code.is_empty() {
                String::new()
            } else {
                let word = self.word(&format!("{key}-"), code);
                format!("{} {word}", self.source.say(key))
            }
        });
        let [local, general] = parts;
        let text = joined(&[local, general, one.reaction.clone()]);
        (!text.is_empty()).then(|| {
            self.source
                .say_with("vaccination-reaction-was", &[("text", &text)])
        })
    }

    /// A word of a short list of codes; a code that this program does not know is said as it is.
    fn word(&self, prefix: &str, code: &str) -> String {
        let key = format!("{prefix}{code}");
        if !code.is_empty() && has(self.source.lang, &key) {
            self.source.say(&key)
        } else {
            code.to_owned()
        }
    }

    /// Pregnancy as the passport states it, and what was told at the booking that stands.
    pub fn pregnancy(&mut self) -> Part {
        let source = self.source;
        let view = source.view;
        let mut part = Part::default();
        let stated: Vec<&Noted<Pregnancy>> =
            view.pregnancy.iter().chain(&view.pregnancy_also).collect();
        for (nth, noted) in stated.into_iter().enumerate() {
            self.pregnancy_status(&mut part, noted, nth);
        }
        let bookings: Vec<&Event<Booking>> = standing(&view.pregnancies, None).collect();
        for event in bookings {
            self.booking(&mut part, event);
        }
        part
    }

    fn pregnancy_status(&mut self, part: &mut Part, noted: &Noted<Pregnancy>, nth: usize) {
        let source = self.source;
        let one = &noted.value;
        let word = match one.value.as_str() {
            "yes" => source.say("interop-pregnant"),
            "no" => source.say("interop-not-pregnant"),
            _ => source.say("common-unknown"),
        };
        let question = source.say("interop-pregnancy-status");
        let observation = json!({
            "resourceType": "Observation",
            "status": "final",
            "code": loinc("82810-3", &question),
            "subject": self.patient(),
            "effectiveDateTime": source.instant(noted.at),
            "issued": source.instant(noted.at),
            "performer": [self.performer(noted.by)],
            "valueCodeableConcept": {"text": word},
            "note": self.notes(noted, &[]),
        });
        let address = super::fhir::urn_of_fact(noted.card, &noted.key, nth);
        let urn = self.add(&address, observation);
        let day = source.day(noted.at);
        let doubt = noted.disputed.then(|| source.say("interop-disputed"));
        part.push(joined(&[word, day, doubt.unwrap_or_default()]), urn);
        if let Some(period) = fhir::date(one.lmp) {
            let label = source.say("pregnancy-lmp");
            let line = format!("{label} {}", dates::long_partial(source.lang, one.lmp));
            let day = self.dated(
                &format!("{address}:lmp"),
                "8665-2",
                &label,
                noted.at,
                period,
            );
            part.push(line, day);
        }
    }

    /// A day as an observation.
    fn dated(&mut self, of: &str, code: &str, label: &str, at: i64, day: String) -> String {
        let at = self.source.instant(at);
        let observation = json!({
            "resourceType": "Observation",
            "status": "final",
            "code": loinc(code, label),
            "subject": self.patient(),
            "effectiveDateTime": at,
            "performer": [reference(&self.house_urn())],
            "valueDateTime": day,
        });
        self.add(&urn_of(of), observation)
    }

    fn booking(&mut self, part: &mut Part, event: &Event<Booking>) {
        let source = self.source;
        let one = &event.content;
        let of = |what: &str| format!("feldsher:{}:{what}", event.id);
        let mut day = |folder: &mut Self, what: &str, code: &str, key: &str, date: PartialDate| {
            let Some(value) = fhir::date(date) else {
                return;
            };
            let label = source.say(key);
            let line = format!("{label} {}", dates::long_partial(source.lang, date));
            let urn = folder.dated(&of(what), code, &label, event.care_at, value);
            part.push(line, urn);
        };
        day(self, "lmp", "8665-2", "pregnancy-lmp", one.lmp);
        if one.is_open()
            && let Some(due) = source.due
        {
            day(self, "due", "11778-8", "interop-due", due.into());
        }
        for (what, code, key, count) in [
            ("gravida", "11996-6", "pregnancy-gravida", one.gravida),
            ("parity", "11640-0", "pregnancy-parity", one.parity),
            ("living", "11638-4", "pregnancy-living", one.living),
        ] {
            let Some(count) = count else { continue };
            let label = source.say(key);
            let observation = json!({
                "resourceType": "Observation",
                "status": "final",
                "code": loinc(code, &label),
                "subject": self.patient(),
                "effectiveDateTime": source.instant(event.care_at),
                "issued": source.instant(event.entered_at),
                "performer": [self.performer(event.by)],
                "valueQuantity": {"value": count, "system": fhir::UCUM, "code": "1"},
            });
            let urn = self.add(&urn_of(&of(what)), observation);
            part.push(format!("{label} {count}"), urn);
        }
        let risks: Vec<String> = one
            .history
            .iter()
            .map(|code| self.word("pregnancy-history-", code))
            .collect();
        let outcome = self.word("pregnancy-outcome-", &one.outcome);
        let ended = one
            .ended
            .is_known()
            .then(|| dates::long_partial(source.lang, one.ended));
        // For these IPS has no field: they are read by people.
        for text in [
            joined(&risks),
            joined(&[outcome, ended.unwrap_or_default()]),
            one.note.clone(),
        ] {
            if !text.trim().is_empty() {
                part.lines.push(text);
            }
        }
    }

    /// Plan and advice of the last visit.
    pub fn plan(&mut self) -> Part {
        let source = self.source;
        let mut part = Part::default();
        let visits = standing(&source.view.visits, None);
        let with_plan = visits.filter(|visit| !plan_of(&visit.content).is_empty());
        let Some(visit) = with_plan.max_by_key(|visit| (visit.care_at, visit.id)) else {
            return part;
        };
        let mut texts = plan_of(&visit.content);
        if let Some(day) = next_visit(&visit.content) {
            let day = dates::long_partial(source.lang, day);
            texts.push(source.say_with("interop-next-visit", &[("date", &day)]));
        }
        let plan = json!({
            "resourceType": "CarePlan",
            // A visit says what was planned, not what became of it.
            "status": "unknown",
            "intent": "plan",
            "description": texts.join("\n"),
            "subject": self.patient(),
            "created": source.instant(visit.care_at),
            "author": self.author(visit.by),
        });
        let urn = self.add(&urn_of(&format!("feldsher:{}:plan", visit.id)), plan);
        part.push(
            format!("{}: {}", source.day(visit.care_at), texts.join("\n")),
            urn,
        );
        part
    }

    /// The workstation's clock was wrong when this was written: said wherever the time is.
    pub fn doubtful_clock<T>(&self, event: &Event<T>) -> Option<Json> {
        event
            .clock_doubtful
            .then(|| json!({"text": self.source.say("interop-clock-doubtful")}))
    }
}

fn vaccine(one: &Immunisation) -> String {
    if one.name.trim().is_empty() {
        one.vaccine.clone()
    } else {
        one.name.clone()
    }
}

fn plan_of(visit: &Visit) -> Vec<String> {
    ["plan", "advice"]
        .iter()
        .filter_map(|place| visit.answers.get(*place))
        .flat_map(|text| decode_all(text))
        .filter_map(|answer| match answer {
            Answer::Text(text) => Some(text.trim().to_owned()),
            _ => None,
        })
        .filter(|text| !text.is_empty())
        .collect()
}

fn next_visit(visit: &Visit) -> Option<PartialDate> {
    let answers = decode_all(visit.answers.get("next-visit")?);
    answers.into_iter().find_map(|answer| match answer {
        Answer::Date(date) if date.is_known() => Some(date),
        _ => None,
    })
}
