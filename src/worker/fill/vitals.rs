//! Measured values in the codes of the papers, each with the value before it.

use super::Fill;
use super::answers::Sheet;
use super::chain::Chain;
use crate::domain::number::Decimal;
use crate::domain::paper::{Vital, VitalValue};

/// Place in the general visit form and code on paper.
const SINGLE: [(&str, &str); 12] = [
    ("weight", "weight"),
    ("height", "height"),
    ("head", "head-circumference"),
    ("muac", "arm-circumference"),
    ("muac-mother", "arm-circumference"),
    ("temp", "temperature"),
    ("pulse", "pulse"),
    ("resp", "respiration"),
    ("spo2", "saturation"),
    ("glucose", "glucose"),
    ("creatinine", "creatinine"),
    ("creatinine-mg", "creatinine"),
];

const PRESSURE: &str = "blood-pressure";

/// The vital signs of a sheet, and the places they were taken from.
pub fn measured(sheet: &Sheet) -> (Vec<(&'static str, VitalValue)>, Vec<&'static str>) {
    let mut found = Vec::new();
    let mut taken = Vec::new();
    for (place, code) in SINGLE {
        if let Some(amount) = sheet.amount(place) {
            found.push((code, VitalValue::Number(amount)));
            taken.push(place);
        }
        if code == "temperature"
            && let Some(pressure) = pressure(sheet)
        {
            found.push((PRESSURE, pressure));
            taken.extend(["bp-sys", "bp-dia"]);
        }
    }
    (found, taken)
}

impl Fill<'_> {
    /// The vital signs of `sheet` with the last values measured before `at`, each with its day.
    pub(super) fn vitals(
        &self,
        sheet: &Sheet,
        at: i64,
        chain: Option<&Chain<'_>>,
    ) -> (Vec<Vital>, Vec<&'static str>) {
        let (now, taken) = measured(sheet);
        let earlier: Vec<_> = self
            .visits_before(at, chain)
            .into_iter()
            .map(|visit| {
                let sheet = Sheet::of(&visit.content, self.lang);
                (self.local(visit.care_at).date(), measured(&sheet).0)
            })
            .collect();
        let vitals = now.into_iter().map(|(code, value)| Vital {
            code: code.to_owned(),
            value,
            previous: earlier.iter().find_map(|(day, values)| {
                let (_, before) = values.iter().find(|(known, _)| *known == code)?;
                Some((before.clone(), *day))
            }),
        });
        (vitals.collect(), taken)
    }
}

/// Both values in whole mmHg; anything else is printed as two separate answers.
fn pressure(sheet: &Sheet) -> Option<VitalValue> {
    let whole = |place| {
        let amount = sheet.amount(place).filter(|a| a.unit == "mmhg")?;
        whole_number(amount.value)
    };
    Some(VitalValue::Pressure(whole("bp-sys")?, whole("bp-dia")?))
}

fn whole_number(value: Decimal) -> Option<u32> {
    value.to_string().parse().ok()
}
