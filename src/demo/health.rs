//! What somebody has: problems, allergies, current medicines, as the card lists them at registration.

use chrono::{Datelike as _, NaiveDate};

use super::banks;
use super::dice::Dice;
use super::growth::Body;
use super::orders;
use super::people::Resident;
use crate::codes::icd10::Icd10;
use crate::domain::allergy::{Allergy, Severity, Status};
use crate::domain::dates::PartialDate;
use crate::domain::lang::Lang;
use crate::domain::person::Sex;
use crate::domain::problem::{CurrentMedicine, Problem};

#[derive(Debug)]
pub struct Health {
    pub allergies: Vec<Allergy>,
    pub none_known: bool,
    pub problems: Vec<Problem>,
    pub medicines: Vec<CurrentMedicine>,
    pub body: Body,
    /// First day of the last menstruation of a pregnancy that goes on today.
    pub pregnant_since: Option<NaiveDate>,
}

/// A lasting disease: who has it, what is taken for it, and its words in the dose check.
struct Disease {
    code: &'static str,
    from_age: i32,
    /// Per mille at `from_age` and per year after it.
    odds: i64,
    yearly: i64,
    only: Option<Sex>,
    /// One of these is taken.
    regimens: &'static [&'static [Taken]],
    condition: Option<&'static str>,
}

/// Formulary id, dose, doses a day (0: when needed).
type Taken = (&'static str, &'static str, u8);

const AMLODIPINE: Taken = ("amlodipine", "5 mg", 1);
const ENALAPRIL: Taken = ("enalapril", "10 mg", 2);
const LOSARTAN: Taken = ("losartan", "50 mg", 1);
const INDAPAMIDE: Taken = ("indapamide", "2.5 mg", 1);
const METFORMIN: Taken = ("metformin", "850 mg", 2);
const ASPIRIN: Taken = ("acetylsalicylic-acid", "75 mg", 1);
const STATIN: Taken = ("atorvastatin", "20 mg", 1);

const DISEASES: [Disease; 8] = [
    Disease {
        code: "I10",
        from_age: 38,
        odds: 80,
        yearly: 12,
        only: None,
        regimens: &[
            &[AMLODIPINE],
            &[ENALAPRIL],
            &[LOSARTAN],
            &[ENALAPRIL, INDAPAMIDE],
            &[LOSARTAN, AMLODIPINE],
        ],
        condition: Some("hypertension"),
    },
    Disease {
        code: "E11.9",
        from_age: 40,
        odds: 40,
        yearly: 4,
        only: None,
        regimens: &[&[METFORMIN], &[METFORMIN, ("gliclazide", "60 mg", 1)]],
        condition: None,
    },
    Disease {
        code: "I20.8",
        from_age: 52,
        odds: 40,
        yearly: 5,
        only: None,
        regimens: &[
            &[("bisoprolol", "5 mg", 1), ASPIRIN, STATIN],
            &[ASPIRIN, STATIN],
        ],
        condition: Some("coronary_disease"),
    },
    Disease {
        code: "J45.9",
        from_age: 5,
        odds: 28,
        yearly: 0,
        only: None,
        regimens: &[&[("salbutamol", "100 mcg", 0)]],
        condition: Some("asthma"),
    },
    Disease {
        code: "E03.9",
        from_age: 28,
        odds: 35,
        yearly: 1,
        only: Some(Sex::Female),
        regimens: &[&[("levothyroxine", "50 mcg", 1)]],
        condition: None,
    },
    Disease {
        code: "K81.1",
        from_age: 36,
        odds: 90,
        yearly: 2,
        only: Some(Sex::Female),
        regimens: &[],
        condition: None,
    },
    Disease {
        code: "M17.9",
        from_age: 52,
        odds: 120,
        yearly: 8,
        only: None,
        regimens: &[],
        condition: None,
    },
    Disease {
        code: "D50.9",
        from_age: 16,
        odds: 60,
        yearly: 0,
        only: Some(Sex::Female),
        regimens: &[],
        condition: None,
    },
];

/// Class or word of the formulary (none for pollen), key of its words, share in a hundred.
const SUBSTANCES: [(Option<&str>, &str, i64); 8] = [
    (Some("beta_lactam_penicillin"), "penicillin", 38),
    (Some("sulfonamide_antibiotic"), "sulfonamide", 12),
    (Some("salicylate"), "aspirin", 12),
    (Some("amide_anaesthetic"), "lidocaine", 6),
    (Some("pyrazolone"), "metamizole", 8),
    (Some("egg"), "egg", 7),
    (Some("iodine_amiodarone"), "iodine", 4),
    (None, "pollen", 13),
];

/// The formulary's word for a problem, where it has one.
pub fn condition_of(code: &str) -> Option<&'static str> {
    DISEASES.iter().find(|d| d.code == code)?.condition
}

/// ICD-10 title in the language of the papers.
pub fn title(code: &str, lang: Lang) -> String {
    Icd10::builtin()
        .title(code, lang)
        .map_or_else(|| code.to_owned(), |title| title.text.to_owned())
}

pub fn draw(dice: &mut Dice, resident: &Resident, today: NaiveDate) -> Health {
    let person = &resident.person;
    let years = today.years_since(resident.born).unwrap_or(0) as i32;
    let body = Body::draw(dice, person.sex, person.birth_weeks);
    let mut health = Health {
        allergies: Vec::new(),
        none_known: false,
        problems: Vec::new(),
        medicines: Vec::new(),
        body,
        pregnant_since: None,
    };
    for disease in &DISEASES {
        let odds = disease.odds + i64::from(years - disease.from_age) * disease.yearly;
        if years < disease.from_age
            || disease.only.is_some_and(|sex| sex != person.sex)
            || !dice.per_mille(odds.min(600))
        {
            continue;
        }
        let since =
            today.year() - dice.range(1, i64::from((years - disease.from_age).clamp(1, 15))) as i32;
        health.problems.push(Problem {
            code: Some(disease.code.to_owned()),
            title: title(disease.code, resident.lang),
            status: Status::Active,
            onset: PartialDate::from_year(since).unwrap_or_default(),
            note: String::new(),
        });
        if disease.regimens.is_empty() || !dice.per_mille(880) {
            continue;
        }
        let regimen = dice.below(disease.regimens.len());
        for (id, dose, daily) in disease.regimens.get(regimen).copied().unwrap_or_default() {
            let known = health.medicines.iter();
            let twice = known.map(|m| &m.medicine).any(|m| m.as_deref() == Some(id));
            if !twice {
                let medicine = current(resident.lang, id, dose, *daily, since);
                health.medicines.push(medicine);
            }
        }
    }
    // A beta blocker is not for people with asthma.
    if health
        .problems
        .iter()
        .any(|p| p.code.as_deref() == Some("J45.9"))
    {
        health
            .medicines
            .retain(|m| m.medicine.as_deref() != Some("bisoprolol"));
    }
    if (18..=41).contains(&years) && person.sex == Sex::Female && dice.per_mille(75) {
        health.pregnant_since = Some(today - chrono::Days::new(dice.range(56, 252) as u64));
        // What harms the unborn is not taken.
        health
            .medicines
            .retain(|m| m.medicine.as_deref() == Some("levothyroxine"));
    }
    if dice.per_mille(80) {
        health.allergies.push(allergy(
            dice,
            resident.lang,
            today.year(),
            resident.born.year(),
        ));
        if dice.per_mille(80) {
            let second = allergy(dice, resident.lang, today.year(), resident.born.year());
            if health
                .allergies
                .iter()
                .all(|a| a.substance != second.substance)
            {
                health.allergies.push(second);
            }
        }
    } else {
        health.none_known = dice.per_mille(780);
    }
    health
}

fn current(lang: Lang, id: &str, dose: &str, daily: u8, since: i32) -> CurrentMedicine {
    let kind = match daily {
        0 => "as-needed",
        1 => "daily-1",
        2 => "daily-2",
        _ => "daily-3",
    };
    let route = if id == "salbutamol" {
        "inhaled"
    } else {
        "oral"
    };
    CurrentMedicine {
        medicine: Some(id.to_owned()),
        name: orders::shown_name(id, lang),
        dose: dose.to_owned(),
        route: route.to_owned(),
        frequency: banks::phrases(lang)
            .get("common", kind)
            .first()
            .map_or_else(String::new, |words| (*words).to_owned()),
        since: PartialDate::from_year(since).unwrap_or_default(),
        until: PartialDate::UNKNOWN,
        status: Status::Active,
    }
}

fn allergy(dice: &mut Dice, lang: Lang, this_year: i32, born: i32) -> Allergy {
    let mut throw = dice.range(0, 99);
    let mut chosen = SUBSTANCES[0];
    for substance in SUBSTANCES {
        if throw < substance.2 {
            chosen = substance;
            break;
        }
        throw -= substance.2;
    }
    let bank = banks::phrases(lang);
    let words = bank.get("substances", chosen.1);
    let severity = match dice.range(0, 9) {
        0..4 => Severity::Mild,
        4..7 => Severity::Moderate,
        7 => Severity::Severe,
        _ => Severity::Unknown,
    };
    Allergy {
        substance: dice.word(words).to_owned(),
        code: chosen.0.map(ToOwned::to_owned),
        reactions: vec![dice.word(bank.get("common", "reaction")).to_owned()],
        severity,
        status: Status::Active,
        onset: PartialDate::from_year((this_year - dice.range(1, 9) as i32).max(born))
            .unwrap_or_default(),
        note: String::new(),
    }
}
