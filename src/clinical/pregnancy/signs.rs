//! What was measured and told at the contacts -> danger signs, the most urgent first, and what nobody measured.
//!
//! A value counts until a newer one stands, whatever its day. What was not measured is a gap, never a sign that all is well.

use chrono::NaiveDate;

use super::book::{Book, Sign};
use super::dating::{Age, Dated, trimester};

/// One visit in the pregnancy. `None`: not measured, not asked.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Contact {
    pub on: NaiveDate,
    /// A visit for the pregnancy; what another visit measured counts too.
    pub antenatal: bool,
    pub weight_kg: Option<f64>,
    /// mmHg, over and under.
    pub systolic: Option<f64>,
    pub diastolic: Option<f64>,
    pub fundal_cm: Option<f64>,
    /// Beats a minute.
    pub fetal_heart: Option<f64>,
    pub haemoglobin_g_l: Option<f64>,
    /// Pluses of the strip: 0 none, 0.5 a trace, 1 to 4.
    pub protein_plus: Option<f64>,
    /// Code of the form: `cephalic`, `breech`, `transverse`, `unclear`.
    pub presentation: Option<String>,
    /// `felt`, `reduced`, `none`, `not-yet`.
    pub movements: Option<String>,
    /// `none`, `legs`, `face-hands`.
    pub oedema: Option<String>,
    /// Codes of danger signs; empty: she was asked and there were none.
    pub danger: Option<Vec<String>>,
}

/// What is known of the woman.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Woman {
    pub dated: Option<Dated>,
    pub fetuses: Option<i64>,
    /// `None`: the passport does not say.
    pub rh_negative: Option<bool>,
    pub father_rh_negative: Option<bool>,
    /// Something of earlier pregnancies or a chronic disease was written down at booking.
    pub has_history: bool,
}

/// One sign that was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding<'b> {
    pub sign: &'b Sign,
    /// The day of the measurement; `None` for what hangs on today.
    pub on: Option<NaiveDate>,
    /// Numbers of its sentence, by name.
    pub numbers: Vec<(&'static str, f64)>,
}

/// What was not measured or asked at the last contact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gap {
    Contact,
    Pressure,
    Protein,
    Danger,
    Weight,
    Fundal,
    FetalHeart,
    Haemoglobin,
    Rhesus,
}

impl Gap {
    pub const ALL: [Self; 9] = [
        Self::Contact,
        Self::Pressure,
        Self::Protein,
        Self::Danger,
        Self::Weight,
        Self::Fundal,
        Self::FetalHeart,
        Self::Haemoglobin,
        Self::Rhesus,
    ];

    /// `pregnancy-gap-<code>` in the catalogues.
    pub fn code(self) -> &'static str {
        match self {
            Self::Contact => "contact",
            Self::Pressure => "pressure",
            Self::Protein => "protein",
            Self::Danger => "danger",
            Self::Weight => "weight",
            Self::Fundal => "fundal",
            Self::FetalHeart => "fetal-heart",
            Self::Haemoglobin => "haemoglobin",
            Self::Rhesus => "rhesus",
        }
    }
}

/// Danger signs that a woman is asked about; `movements` and `swelling` have fields of their own as well.
pub const ASKED: [&str; 9] = [
    "convulsions",
    "bleeding",
    "breathing",
    "headache-vision",
    "abdominal-pain",
    "waters",
    "fever",
    "swelling",
    "vomiting",
];

/// The signs of a pregnancy on `today`; the most urgent first, within a level as the file has them.
pub fn findings<'b>(
    book: &'b Book,
    woman: &Woman,
    contacts: &[Contact],
    today: NaiveDate,
) -> Vec<Finding<'b>> {
    let look = Look {
        book,
        woman,
        contacts: sorted(contacts),
        age: woman
            .dated
            .and_then(|dated| dated.age_on(&book.rules.dating, today).ok()),
    };
    let mut found: Vec<Finding<'b>> = book
        .rules
        .signs
        .iter()
        .filter_map(|sign| look.at(sign))
        .collect();
    quiet_parts(&mut found);
    found.sort_by_key(|finding| finding.sign.level);
    found
}

/// What belongs to a contact of this age and is missing from the last one.
pub fn gaps(book: &Book, woman: &Woman, contacts: &[Contact], today: NaiveDate) -> Vec<Gap> {
    let contacts = sorted(contacts);
    let mut missing = Vec::new();
    let Some(last) = contacts.iter().find(|contact| contact.antenatal) else {
        missing.push(Gap::Contact);
        return missing;
    };
    let age = woman
        .dated
        .and_then(|dated| dated.age_on(&book.rules.dating, last.on).ok());
    let from = |sign: &str| book.sign(sign).and_then(|sign| sign.limit("from_days"));
    // Without a date nobody can say that it is too early.
    let is_late =
        |sign: &str| from(sign).is_none_or(|from| age.is_none_or(|age| age.days as f64 >= from));
    let mut lacks = |gap: Gap, is_missing: bool| {
        if is_missing {
            missing.push(gap);
        }
    };
    lacks(
        Gap::Pressure,
        last.systolic.is_none() || last.diastolic.is_none(),
    );
    lacks(Gap::Protein, last.protein_plus.is_none());
    lacks(Gap::Danger, last.danger.is_none());
    lacks(Gap::Weight, last.weight_kg.is_none());
    lacks(
        Gap::Fundal,
        is_late("fundal-low") && last.fundal_cm.is_none(),
    );
    lacks(
        Gap::FetalHeart,
        is_late("fetal-heart") && last.fetal_heart.is_none(),
    );
    let has = |contact: &Contact| contact.on <= today && contact.haemoglobin_g_l.is_some();
    lacks(Gap::Haemoglobin, !contacts.iter().any(|c| has(c)));
    lacks(Gap::Rhesus, woman.rh_negative.is_none());
    missing
}

/// Newest first.
fn sorted(contacts: &[Contact]) -> Vec<&Contact> {
    let mut all: Vec<&Contact> = contacts.iter().collect();
    all.sort_by_key(|contact| std::cmp::Reverse(contact.on));
    all
}

struct Look<'a, 'b> {
    book: &'b Book,
    woman: &'a Woman,
    /// Newest first.
    contacts: Vec<&'a Contact>,
    age: Option<Age>,
}

impl<'b> Look<'_, 'b> {
    /// The newest value of a kind, with its day.
    fn newest<T>(&self, value: impl Fn(&Contact) -> Option<T>) -> Option<(T, NaiveDate)> {
        self.contacts
            .iter()
            .find_map(|contact| Some((value(contact)?, contact.on)))
    }

    fn age_on(&self, day: NaiveDate) -> Option<Age> {
        let dated = self.woman.dated?;
        dated.age_on(&self.book.rules.dating, day).ok()
    }

    /// Old enough for this sign on that day. Where nobody knows the age a sign is said rather than kept back.
    fn is_of_age(&self, sign: &Sign, day: NaiveDate) -> bool {
        match (sign.limit("from_days"), self.age_on(day)) {
            (Some(from), Some(age)) => age.days as f64 >= from,
            (None, _) | (_, None) => true,
        }
    }

    fn at(&self, sign: &'b Sign) -> Option<Finding<'b>> {
        let found = |on: NaiveDate, numbers: Vec<(&'static str, f64)>| {
            Some(Finding {
                sign,
                on: Some(on),
                numbers,
            })
        };
        let today = |numbers: Vec<(&'static str, f64)>| {
            Some(Finding {
                sign,
                on: None,
                numbers,
            })
        };
        match sign.id.as_str() {
            "bp-severe" | "bp-high" => {
                let (over, under, on) = self.high_pressure(sign)?;
                found(on, vec![("over", over), ("under", under)])
            }
            "preeclampsia" => {
                let (over, under, on) = self.high_pressure(sign)?;
                let (plus, tested) = self.protein(sign)?;
                let later = on.max(tested);
                self.is_of_age(sign, later).then_some(())?;
                found(
                    later,
                    vec![("over", over), ("under", under), ("plus", plus)],
                )
            }
            "protein" => {
                let (plus, on) = self.protein(sign)?;
                found(on, vec![("plus", plus)])
            }
            "fetal-heart" => {
                let (beats, on) = self.newest(|c| c.fetal_heart)?;
                let usual = sign.limit("low")?..=sign.limit("high")?;
                (!usual.contains(&beats) && self.is_of_age(sign, on)).then_some(())?;
                found(on, vec![("beats", beats)])
            }
            "hb-severe" | "hb-low" => {
                let (hb, on) = self.newest(|c| c.haemoglobin_g_l)?;
                let limit = self.haemoglobin_limit(sign, on)?;
                (hb < limit).then_some(())?;
                found(on, vec![("hb", hb), ("limit", limit)])
            }
            "fundal-low" | "fundal-high" => self.fundal(sign),
            "presentation" => {
                let (code, on) = self.newest(|c| c.presentation.clone())?;
                let known = self.age_on(on).is_some() && self.is_of_age(sign, on);
                let odd = matches!(code.as_str(), "breech" | "transverse");
                (known && odd).then_some(())?;
                found(on, Vec::new())
            }
            "movements" => {
                let (code, on) = self.newest(|c| c.movements.clone())?;
                let few = code == "reduced" || code == "none" && self.is_of_age(sign, on);
                few.then_some(())?;
                found(on, Vec::new())
            }
            "swelling" => {
                let told = self.danger("swelling");
                let seen = self
                    .newest(|c| c.oedema.clone())
                    .filter(|(code, _)| code == "face-hands")
                    .map(|(_, on)| on);
                found(told.max(seen)?, Vec::new())
            }
            "post-term" => {
                let age = self.age?;
                (age.days as f64 >= sign.limit("from_days")?).then_some(())?;
                today(vec![("weeks", age.weeks() as f64)])
            }
            "history" => self.woman.has_history.then_some(()).and(today(Vec::new())),
            "rhesus" => {
                let at_risk = self.woman.rh_negative == Some(true)
                    && self.woman.father_rh_negative != Some(true);
                at_risk.then_some(()).and(today(Vec::new()))
            }
            "fetuses" => {
                let count = self.woman.fetuses.filter(|count| *count > 1)?;
                today(vec![("count", count as f64)])
            }
            told => found(self.danger(told)?, Vec::new()),
        }
    }

    /// She was asked last on this day, and said yes to this one.
    fn danger(&self, code: &str) -> Option<NaiveDate> {
        let (codes, on) = self.newest(|c| c.danger.clone())?;
        codes.iter().any(|told| told == code).then_some(on)
    }

    /// Either of the two is enough; the other may be missing.
    fn high_pressure(&self, sign: &Sign) -> Option<(f64, f64, NaiveDate)> {
        let (pair, on) = self.newest(|c| {
            (c.systolic.is_some() || c.diastolic.is_some()).then_some((c.systolic, c.diastolic))
        })?;
        let (over, under) = (pair.0.unwrap_or(0.0), pair.1.unwrap_or(0.0));
        let high = over >= sign.limit("systolic")? || under >= sign.limit("diastolic")?;
        high.then_some((over, under, on))
    }

    fn protein(&self, sign: &Sign) -> Option<(f64, NaiveDate)> {
        let (plus, on) = self.newest(|c| c.protein_plus)?;
        (plus >= sign.limit("plus")?).then_some((plus, on))
    }

    fn haemoglobin_limit(&self, sign: &Sign, on: NaiveDate) -> Option<f64> {
        if let Some(below) = sign.limit("below") {
            return Some(below);
        }
        let limit = |n: u8| sign.limit(["first", "second", "third"][usize::from(n - 1)]);
        match self.age_on(on) {
            Some(age) => limit(trimester(&self.book.rules.trimesters, age)),
            // Of unknown age the highest limit: rather asked once too often.
            None => [1, 2, 3].into_iter().filter_map(limit).reduce(f64::max),
        }
    }

    fn fundal(&self, sign: &'b Sign) -> Option<Finding<'b>> {
        if self.woman.fetuses.is_some_and(|count| count > 1) {
            return None;
        }
        let (cm, on) = self.newest(|c| c.fundal_cm)?;
        let age = self.age_on(on)?;
        let days = age.days as f64;
        let of_age = days >= sign.limit("from_days")? && days <= sign.limit("until_days")?;
        let weeks = days / 7.0;
        let apart = if sign.id == "fundal-low" {
            weeks - cm
        } else {
            cm - weeks
        };
        (of_age && apart > sign.limit("cm")?).then(|| Finding {
            sign,
            on: Some(on),
            numbers: vec![("cm", cm), ("weeks", age.weeks() as f64)],
        })
    }
}

/// What a graver finding already says is not said again beside it.
fn quiet_parts(found: &mut Vec<Finding<'_>>) {
    let has = |id: &str| found.iter().any(|finding| finding.sign.id == id);
    let mut quiet: Vec<&str> = Vec::new();
    if has("preeclampsia") {
        quiet.extend(["bp-high", "protein"]);
    }
    if has("bp-severe") {
        quiet.push("bp-high");
    }
    if has("hb-severe") {
        quiet.push("hb-low");
    }
    found.retain(|finding| !quiet.contains(&finding.sign.id.as_str()));
}
