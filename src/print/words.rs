//! Values into the words of a paper: dates, amounts, medicine lines, allergies, names.
//! What is missing is said in words, never left blank (NHS CUI PAB-0019).

use chrono::{NaiveDate, NaiveDateTime};

use crate::{
    domain::{
        allergy::Severity,
        identifiers::IdentifierKind,
        lang::Lang,
        number::Decimal,
        paper::{
            Allergies, Allergy, Amount, Clinician, Diagnosis, LabValue, Medicine, PaperContext,
            Patient, VitalValue,
        },
        person::Sex,
    },
    i18n::{dates, has, names, numbers, tr, tr_n},
};

use super::paper::{Rich, Style};

/// Between the parts of a medicine line (MEDi-018); the dash never opens a line.
pub(super) const DASH: &str = "\u{a0}— ";

/// The words of one language.
#[derive(Debug, Clone, Copy)]
pub(super) struct Words {
    pub lang: Lang,
}

impl Words {
    pub fn of(context: &PaperContext) -> Self {
        Self { lang: context.lang }
    }

    /// The sentence of `print-<key>`.
    pub fn say(self, key: &str) -> String {
        tr(self.lang, &format!("print-{key}"), &[])
    }

    pub fn say_with(self, key: &str, args: &[(&str, &str)]) -> String {
        tr(self.lang, &format!("print-{key}"), args)
    }

    /// The label of a field.
    pub fn label(self, item: &str) -> String {
        // the national number has one name in the whole program
        if item.starts_with("national-number-") {
            return tr(self.lang, &format!("common-{item}"), &[]);
        }
        self.say(&format!("item-{item}"))
    }

    pub fn missing(self) -> Rich {
        Rich::muted(self.say("not-recorded"))
    }

    pub fn text(self, text: Option<&str>) -> Option<Rich> {
        text.map(str::trim)
            .filter(|text| !text.is_empty())
            .map(Rich::plain)
    }

    pub fn date(self, day: NaiveDate) -> String {
        glued(&dates::long(self.lang, day))
    }

    pub fn date_and_time(self, at: NaiveDateTime) -> String {
        self.say_with(
            "date-and-time",
            &[("date", &self.date(at.date())), ("time", &time(at))],
        )
    }

    pub fn signed_at(self, at: NaiveDateTime) -> String {
        self.say_with(
            "signed-at",
            &[("date", &self.date(at.date())), ("time", &time(at))],
        )
    }

    /// "14 July 1985 (41 years)", as far as it is known.
    pub fn born(self, patient: &Patient, on: NaiveDate) -> String {
        let born = dates::long_partial(self.lang, patient.born);
        if patient.born.is_known() {
            let age = dates::age_on(self.lang, patient.born, on);
            format!("{}\u{a0}({})", glued(&born), glued(&age))
        } else {
            born
        }
    }

    pub fn sex(self, sex: Sex) -> String {
        let key = match sex {
            Sex::Male => "common-sex-male",
            Sex::Female => "common-sex-female",
            Sex::Unknown => "print-sex-unknown",
        };
        tr(self.lang, key, &[])
    }

    pub fn name(self, patient: &Patient) -> String {
        let given = patient.given.as_deref().unwrap_or_default();
        names::full(
            &patient.family,
            given,
            patient.patronymic.as_deref().unwrap_or_default(),
        )
    }

    pub fn number_label(self, kind: IdentifierKind) -> String {
        match kind {
            IdentifierKind::KzIin => tr(self.lang, "common-national-number-kz", &[]),
            IdentifierKind::UzPinfl => tr(self.lang, "common-national-number-uz", &[]),
            IdentifierKind::GePersonal => tr(self.lang, "common-national-number-ge", &[]),
            IdentifierKind::Passport => self.say("id-passport"),
            IdentifierKind::IdCard => self.say("id-id-card"),
            IdentifierKind::BirthCertificate => self.say("id-birth-certificate"),
            IdentifierKind::Temporary => self.say("id-temporary"),
        }
    }

    /// Number and unit with no break between them (MEDi-008), no trailing zero (MEDi-015).
    pub fn amount(self, amount: &Amount) -> String {
        let value = numbers::decimal(self.lang, amount.value);
        let unit = amount.unit.trim();
        let counted = format!("print-amount-{unit}");
        let text = if has(self.lang, &counted) {
            // "0,5 таблетки": a part of a thing takes the form that follows 2 in Russian, of 1 elsewhere
            let part = if self.lang == Lang::Ru { 2 } else { 1 };
            let n = value.parse::<i64>().unwrap_or(part);
            tr_n(self.lang, &counted, n, &[("value", &value)])
        } else if unit.is_empty() {
            value
        } else {
            format!("{value} {}", self.unit(unit))
        };
        glued(&text)
    }

    pub fn kilograms(self, weight: Decimal) -> String {
        self.amount(&Amount {
            value: weight,
            unit: "kg".to_owned(),
        })
    }

    pub fn days(self, days: u32) -> String {
        glued(&tr_n(self.lang, "common-count-days", i64::from(days), &[]))
    }

    pub fn route(self, route: &str) -> String {
        let key = format!("common-route-{route}");
        if has(self.lang, &key) {
            tr(self.lang, &key, &[])
        } else {
            route.to_owned()
        }
    }

    pub fn diagnosis(self, diagnosis: &Diagnosis) -> Rich {
        match &diagnosis.code {
            Some(code) => Rich::bold(code)
                .and(" ", Style::Plain)
                .and(&diagnosis.title, Style::Plain),
            None => Rich::plain(&diagnosis.title),
        }
    }

    pub fn diagnoses(self, all: &[Diagnosis]) -> Option<Rich> {
        (!all.is_empty()).then(|| Rich::join(all.iter().map(|one| self.diagnosis(one)), "\n"))
    }

    pub fn allergies(self, allergies: &Allergies) -> Rich {
        match allergies {
            Allergies::Known(list) if !list.is_empty() => {
                Rich::join(list.iter().map(|one| self.allergy(one)), "\n")
            }
            // an empty list is not an answer
            Allergies::Known(_) | Allergies::NotRecorded => {
                Rich::plain(self.say("allergy-not-recorded"))
            }
            Allergies::NoneKnown { by, on } => Rich::plain(self.say_with(
                "allergy-none-known",
                &[("by", by), ("date", &self.date(*on))],
            )),
            Allergies::Unavailable => Rich::plain(self.say("allergy-unavailable")),
        }
    }

    /// Agent left, reactions right; "+" within one event (ADR-0022, ADR-0023).
    fn allergy(self, allergy: &Allergy) -> Rich {
        let agent = Rich::bold(&allergy.agent).and(DASH, Style::Plain);
        let mut line = if allergy.reactions.is_empty() {
            agent.and(self.say("allergy-no-reaction"), Style::Muted)
        } else {
            agent.and(allergy.reactions.join(", "), Style::Plain)
        };
        if allergy.severity != Severity::Unknown {
            let key = format!("common-severity-{}", allergy.severity.code());
            line = line
                .and(DASH, Style::Plain)
                .and(tr(self.lang, &key, &[]), Style::Bold);
        }
        if let Some(note) = self.text(allergy.note.as_deref()) {
            line = line.and(". ", Style::Plain).and(note.text(), Style::Plain);
        }
        if allergy.disputed {
            line = line
                .and(DASH, Style::Plain)
                .and(self.say("allergy-disputed"), Style::Plain);
        }
        line
    }

    /// One medicine in the order of MEDi-051, the dose bold with its label (MEDi-007, 038).
    pub fn medicine(self, medicine: &Medicine) -> Rich {
        let parts = [
            "generic",
            "brand",
            "strength",
            "form",
            "dose-labelled",
            "rate",
            "duration",
            "route",
            "frequency",
        ];
        let mut line = Rich::join(
            parts
                .into_iter()
                .filter_map(|part| self.medicine_part(medicine, part)),
            DASH,
        );
        if let Some(instructions) = self.medicine_part(medicine, "instructions") {
            line = Rich::join([line, instructions], "\n");
        }
        line
    }

    pub fn medicines(self, all: &[Medicine]) -> Option<Rich> {
        let many = all.len() > 1;
        let numbered = all.iter().enumerate().map(|(index, medicine)| {
            let mut line = if many {
                Rich::plain(format!("{}.\u{a0}", index + 1))
            } else {
                Rich::default()
            };
            line.0.extend(self.medicine(medicine).0);
            line
        });
        (!all.is_empty()).then(|| Rich::join(numbered, "\n"))
    }

    pub fn medicine_part(self, medicine: &Medicine, part: &str) -> Option<Rich> {
        let glued_text = |text: Option<&String>| {
            self.text(text.map(String::as_str))
                .map(|text| Rich::plain(glue_units(&text.text())))
        };
        match part {
            // lower case, so that it is not taken for a brand (MEDi-002)
            "generic" => self
                .text(Some(&medicine.generic.to_lowercase()))
                .map(|text| Rich::bold(text.text())),
            "brand" => self.text(medicine.brand.as_deref()),
            "strength" => glued_text(medicine.strength.as_ref()),
            "form" => self.text(medicine.form.as_deref()),
            "dose" => medicine.dose.as_ref().map(|dose| self.dose(medicine, dose)),
            "dose-labelled" => Some(match &medicine.dose {
                Some(dose) => Rich::plain(format!("{}\u{a0}", self.say("dose-label")))
                    .followed_by(self.dose(medicine, dose)),
                None => Rich::muted(self.say("dose-missing")),
            }),
            "rate" => glued_text(medicine.rate.as_ref()),
            "duration" => medicine
                .duration_days
                .map(|days| Rich::plain(self.days(days))),
            "route" => self
                .text(medicine.route.as_deref())
                .map(|route| Rich::plain(self.route(&route.text()))),
            "frequency" => glued_text(medicine.frequency.as_ref()),
            "instructions" => glued_text(medicine.instructions.as_ref()),
            _ => None,
        }
    }

    /// "120 mg = 5 mL", "101 mg ≈ 4.2 mL"; what is measured off is left out where it says the same.
    fn dose(self, medicine: &Medicine, dose: &Amount) -> Rich {
        let line = Rich::bold(self.amount(dose));
        match &medicine.measured {
            Some(measured) if measured != dose => line
                .and(
                    if medicine.rounded {
                        "\u{a0}≈ "
                    } else {
                        "\u{a0}= "
                    },
                    Style::Plain,
                )
                .and(self.amount(measured), Style::Bold),
            _ => line,
        }
    }

    pub fn lab_value(self, value: &LabValue) -> String {
        match value {
            LabValue::Number(amount) => self.amount(amount),
            LabValue::Text(text) => text.clone(),
        }
    }

    pub fn vital_name(self, code: &str) -> String {
        let key = format!("vital-{code}");
        if has(self.lang, &format!("print-{key}")) {
            self.say(&key)
        } else {
            code.to_owned()
        }
    }

    pub fn vital_value(self, value: &VitalValue) -> String {
        match value {
            VitalValue::Number(amount) => self.amount(amount),
            VitalValue::Pressure(systolic, diastolic) => {
                glued(&format!("{systolic}/{diastolic} {}", self.unit("mmhg")))
            }
        }
    }

    /// Name, post and number of a clinician, or that nobody was recorded.
    pub fn clinician(self, clinician: Option<&Clinician>) -> Rich {
        let Some(clinician) = clinician else {
            return self.missing();
        };
        let id = clinician
            .id
            .as_ref()
            .map(|id| glued(&self.say_with("clinician-id", &[("id", id)])));
        let mut all = Rich::bold(&clinician.name);
        for part in [clinician.post.clone(), id].into_iter().flatten() {
            all = all.and(format!(", {part}"), Style::Plain);
        }
        all
    }

    fn unit(self, code: &str) -> String {
        let key = format!("common-unit-{code}");
        if has(self.lang, &key) {
            tr(self.lang, &key, &[])
        } else {
            code.to_owned()
        }
    }
}

fn time(at: NaiveDateTime) -> String {
    at.format("%H:%M").to_string()
}

/// No line ends inside this text.
pub(super) fn glued(text: &str) -> String {
    text.replace(' ', "\u{a0}")
}

/// No line ends between a number and the word after it.
fn glue_units(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut signs = text.chars().peekable();
    let mut after_digit = false;
    while let Some(sign) = signs.next() {
        let unit_follows = signs
            .peek()
            .is_some_and(|next| next.is_alphabetic() || matches!(next, '%' | '°'));
        out.push(if sign == ' ' && after_digit && unit_follows {
            '\u{a0}'
        } else {
            sign
        });
        after_digit = sign.is_ascii_digit();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn amount(value: &str, unit: &str) -> Amount {
        Amount {
            value: Decimal::parse(value).unwrap(),
            unit: unit.to_owned(),
        }
    }

    #[test]
    fn amounts_keep_number_and_unit_together() {
        for (lang, value, unit, want) in [
            (Lang::Ru, "0.5", "mg", "0,5\u{a0}мг"),
            (Lang::En, "0.5", "mg", "0.5\u{a0}mg"),
            (Lang::Ru, "2", "tablet", "2\u{a0}таблетки"),
            (Lang::Ru, "0.5", "tablet", "0,5\u{a0}таблетки"),
            (Lang::Ru, "5", "tablet", "5\u{a0}таблеток"),
            (Lang::En, "1", "tablet", "1\u{a0}tablet"),
            (Lang::Uz, "2", "tablet", "2\u{a0}tabletka"),
            (Lang::Ka, "3", "drop", "3\u{a0}წვეთი"),
            (Lang::Kk, "7", "мкмоль/л", "7\u{a0}мкмоль/л"),
        ] {
            let words = Words { lang };
            assert_eq!(words.amount(&amount(value, unit)), want);
        }
    }

    #[test]
    fn a_medicine_line_follows_medi_051() {
        let words = Words { lang: Lang::En };
        let medicine = Medicine {
            generic: "Amoxicillin".to_owned(),
            brand: Some("Ospamox".to_owned()),
            strength: Some("125 mg/5 ml".to_owned()),
            form: Some("suspension".to_owned()),
            dose: Some(amount("4.20", "ml")),
            duration_days: Some(7),
            route: Some("oral".to_owned()),
            frequency: Some("3 times a day".to_owned()),
            ..Medicine::default()
        };
        let line = words.medicine(&medicine);
        let want = "amoxicillin — Ospamox — 125 mg/5 ml — suspension — DOSE 4.2 mL — 7 days — by mouth — 3 times a day";
        assert_eq!(
            line.text().replace('\u{a0}', " ").to_lowercase(),
            want.to_lowercase()
        );
        assert!(
            line.0
                .iter()
                .any(|span| span.style == Style::Bold && span.text.starts_with("4.2\u{a0}"))
        );
        let without = Medicine {
            generic: "X".to_owned(),
            ..Medicine::default()
        };
        assert!(
            words
                .medicine(&without)
                .text()
                .ends_with("dose not recorded")
        );
    }

    #[test]
    fn an_empty_allergy_list_is_not_an_answer() {
        for lang in Lang::ALL {
            let words = Words { lang };
            let not_asked = words.allergies(&Allergies::NotRecorded);
            assert_eq!(words.allergies(&Allergies::Known(Vec::new())), not_asked);
            assert_ne!(words.allergies(&Allergies::Unavailable), not_asked);
        }
    }
}
