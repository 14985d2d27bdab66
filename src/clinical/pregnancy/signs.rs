//! What was measured and told at the contacts -> danger signs, the most urgent first, and what nobody measured.
//!
//! A value counts until a newer one stands, whatever its day; of values within 24 hours the worst counts, for a second reading that
//! is better takes nothing back. What was not measured is a gap, never a sign that all is well.

use chrono::{NaiveDate, NaiveTime, TimeDelta};

use super::book::{Book, Sign};
use super::dating::{Age, Dated, trimester};

/// One visit in the pregnancy. `None`: not measured, not asked.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Contact {
    pub on: NaiveDate,
    /// On the clock of the place; without it only values of the same day stand beside each other.
    pub time: Option<NaiveTime>,
    /// A visit for the pregnancy; what another visit measured counts too.
    pub antenatal: bool,
    pub weight_kg: Option<f64>,
    /// mmHg, over and under.
    pub systolic: Option<f64>,
    pub diastolic: Option<f64>,
    /// Degrees Celsius.
    pub temperature: Option<f64>,
    /// Beats and breaths a minute.
    pub pulse: Option<f64>,
    pub respiration: Option<f64>,
    /// Oxygen in percent.
    pub saturation: Option<f64>,
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
    /// The time of day, where a better value was written within 24 hours after it.
    pub time: Option<NaiveTime>,
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
    all.sort_by_key(|contact| std::cmp::Reverse((contact.on, contact.time)));
    all
}

/// When the value of a finding was taken.
#[derive(Debug, Clone, Copy)]
struct When {
    on: NaiveDate,
    time: Option<NaiveTime>,
}

/// Of the same day, or within the 24 hours before.
fn is_beside(contact: &Contact, newest: &Contact) -> bool {
    let at = |contact: &Contact| contact.time.map(|time| contact.on.and_time(time));
    let near = at(newest)
        .zip(at(contact))
        .is_some_and(|(newest, other)| newest - other <= TimeDelta::hours(24));
    contact.on == newest.on || near
}

struct Look<'a, 'b> {
    book: &'b Book,
    woman: &'a Woman,
    /// Newest first.
    contacts: Vec<&'a Contact>,
    age: Option<Age>,
}

impl<'b> Look<'_, 'b> {
    /// Of the newest value of a kind and those of the 24 hours before it, the worst that is bad at all. `bad` says how bad.
    fn worst<T>(
        &self,
        value: impl Fn(&Contact) -> Option<T>,
        bad: impl Fn(&T, NaiveDate) -> Option<f64>,
    ) -> Option<(T, When)> {
        let mut all = self
            .contacts
            .iter()
            .filter_map(|contact| Some((value(contact)?, *contact)))
            .peekable();
        let newest = all.peek()?.1;
        let recent = all.enumerate().filter(|(_, (_, c))| is_beside(c, newest));
        let graded = recent.filter_map(|(at, (v, c))| Some((bad(&v, c.on)?, at, v, c)));
        // Of equals the newest, which comes first.
        let (_, at, value, contact) =
            graded.reduce(|worst, other| if other.0 > worst.0 { other } else { worst })?;
        let when = When {
            on: contact.on,
            time: contact.time.filter(|_| at > 0),
        };
        Some((value, when))
    }

    /// The worst of the recent values beyond a limit.
    fn beyond(
        &self,
        value: impl Fn(&Contact) -> Option<f64>,
        low: Option<f64>,
        high: Option<f64>,
    ) -> Option<(f64, When)> {
        self.worst(value, |value, _| {
            let under = low.filter(|low| value < low).map(|low| low - value);
            under.or_else(|| high.filter(|high| value >= high).map(|high| value - high))
        })
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
        let found = |when: When, numbers: Vec<(&'static str, f64)>| {
            Some(Finding {
                sign,
                on: Some(when.on),
                time: when.time,
                numbers,
            })
        };
        let today = |numbers: Vec<(&'static str, f64)>| {
            Some(Finding {
                sign,
                on: None,
                time: None,
                numbers,
            })
        };
        match sign.id.as_str() {
            "bp-severe" | "bp-high" => {
                let (over, under, when) = self.high_pressure(sign)?;
                found(when, vec![("over", over), ("under", under)])
            }
            "bp-low" => {
                let limit = sign.limit("below")?;
                let pair = |c: &Contact| Some((c.systolic?, c.diastolic.unwrap_or(0.0)));
                let low = |(over, _): &(f64, f64)| (*over < limit).then_some(-over);
                let ((over, under), when) = self.worst(pair, |pair, _| low(pair))?;
                found(when, vec![("over", over), ("under", under)])
            }
            "shock" => {
                let (over, under, beats, when) = self.shock(sign)?;
                let numbers = vec![("over", over), ("under", under), ("beats", beats)];
                found(when, numbers)
            }
            "temperature" => {
                let (value, when) = self.beyond(|c| c.temperature, None, sign.limit("from"))?;
                found(when, vec![("temperature", value)])
            }
            "pulse" => {
                let (low, high) = (sign.limit("low"), sign.limit("high"));
                let (value, when) = self.beyond(|c| c.pulse, low, high)?;
                found(when, vec![("beats", value)])
            }
            "respiration" => {
                let (value, when) = self.beyond(|c| c.respiration, None, sign.limit("from"))?;
                found(when, vec![("breaths", value)])
            }
            "saturation" => {
                let (value, when) = self.beyond(|c| c.saturation, sign.limit("below"), None)?;
                found(when, vec![("percent", value)])
            }
            "preeclampsia" => {
                let (over, under, measured) = self.high_pressure(sign)?;
                let (plus, tested) = self.protein(sign)?;
                let later = if measured.on >= tested.on {
                    measured
                } else {
                    tested
                };
                self.is_of_age(sign, later.on).then_some(())?;
                found(
                    later,
                    vec![("over", over), ("under", under), ("plus", plus)],
                )
            }
            "protein" => {
                let (plus, when) = self.protein(sign)?;
                found(when, vec![("plus", plus)])
            }
            "fetal-heart" => {
                let (low, high) = (sign.limit("low")?, sign.limit("high")?);
                let odd = |beats: &f64, on: NaiveDate| {
                    let apart = (low - beats).max(beats - high);
                    (apart > 0.0 && self.is_of_age(sign, on)).then_some(apart)
                };
                let (beats, when) = self.worst(|c| c.fetal_heart, odd)?;
                found(when, vec![("beats", beats)])
            }
            "hb-severe" | "hb-low" => {
                let low = |hb: &f64, on: NaiveDate| {
                    let limit = self.haemoglobin_limit(sign, on)?;
                    (*hb < limit).then_some(-hb)
                };
                let (hb, when) = self.worst(|c| c.haemoglobin_g_l, low)?;
                let limit = self.haemoglobin_limit(sign, when.on)?;
                found(when, vec![("hb", hb), ("limit", limit)])
            }
            "fundal-low" | "fundal-high" => {
                let apart = |cm: &f64, on: NaiveDate| self.fundal_apart(sign, *cm, on);
                let (cm, when) = self.worst(|c| c.fundal_cm, apart)?;
                let weeks = self.age_on(when.on)?.weeks() as f64;
                found(when, vec![("cm", cm), ("weeks", weeks)])
            }
            "presentation" => found(self.lies(sign, &["breech", "transverse"])?, Vec::new()),
            "presentation-unclear" => found(self.lies(sign, &["unclear"])?, Vec::new()),
            "movements" => {
                let few = |code: &String, on: NaiveDate| {
                    let few = code == "reduced" || code == "none" && self.is_of_age(sign, on);
                    few.then_some(1.0)
                };
                let (_, when) = self.worst(|c| c.movements.clone(), few)?;
                found(when, Vec::new())
            }
            "swelling" => {
                let told = self.danger("swelling");
                let face = |code: &String, _| (code == "face-hands").then_some(1.0);
                let seen = self.worst(|c| c.oedema.clone(), face).map(|(_, on)| on);
                let newer = told.into_iter().chain(seen).max_by_key(|when| when.on)?;
                found(newer, Vec::new())
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

    /// She was asked last within those 24 hours, and said yes to this one.
    fn danger(&self, code: &str) -> Option<When> {
        let told = |codes: &Vec<String>, _| codes.iter().any(|told| told == code).then_some(1.0);
        self.worst(|c| c.danger.clone(), told).map(|(_, when)| when)
    }

    /// Old enough, and the child lies so.
    fn lies(&self, sign: &Sign, codes: &[&str]) -> Option<When> {
        let odd = |code: &String, on: NaiveDate| {
            let known = self.age_on(on).is_some() && self.is_of_age(sign, on);
            (known && codes.contains(&code.as_str())).then_some(1.0)
        };
        self.worst(|c| c.presentation.clone(), odd)
            .map(|(_, when)| when)
    }

    /// Either of the two is enough; the other may be missing.
    fn high_pressure(&self, sign: &Sign) -> Option<(f64, f64, When)> {
        let (over, under) = (sign.limit("systolic")?, sign.limit("diastolic")?);
        let pair = |c: &Contact| {
            (c.systolic.is_some() || c.diastolic.is_some())
                .then_some((c.systolic.unwrap_or(0.0), c.diastolic.unwrap_or(0.0)))
        };
        let high = |told: &(f64, f64), _| {
            let times = (told.0 / over).max(told.1 / under);
            (times >= 1.0).then_some(times)
        };
        let ((over, under), when) = self.worst(pair, high)?;
        Some((over, under, when))
    }

    /// Low pressure and a fast pulse within a day of each other, or a pulse far above the pressure at one contact.
    fn shock(&self, sign: &Sign) -> Option<(f64, f64, f64, When)> {
        let (below, fast) = (sign.limit("below")?, sign.limit("pulse")?);
        let index = sign.limit("index")?;
        let pressure = |c: &Contact| Some((c.systolic?, c.diastolic.unwrap_or(0.0)));
        let low = self.worst(pressure, |(over, _), _| (*over < below).then_some(-over));
        let quick = self.beyond(|c| c.pulse, None, Some(fast));
        let together = low.zip(quick).and_then(|(low, quick)| {
            let ((over, under), measured) = low;
            let (beats, counted) = quick;
            let days = (measured.on - counted.on).num_days().abs();
            let later = if measured.on >= counted.on {
                measured
            } else {
                counted
            };
            (days <= 1).then_some((over, under, beats, later))
        });
        together.or_else(|| {
            let all = |c: &Contact| Some((c.systolic?, c.diastolic.unwrap_or(0.0), c.pulse?));
            let far = |(over, _, beats): &(f64, f64, f64), _| {
                let times = beats / over;
                (*over > 0.0 && times >= index).then_some(times)
            };
            let ((over, under, beats), when) = self.worst(all, far)?;
            Some((over, under, beats, when))
        })
    }

    fn protein(&self, sign: &Sign) -> Option<(f64, When)> {
        self.beyond(|c| c.protein_plus, None, sign.limit("plus"))
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

    /// Centimetres beyond the weeks, where they are more than allowed.
    fn fundal_apart(&self, sign: &Sign, cm: f64, on: NaiveDate) -> Option<f64> {
        if self.woman.fetuses.is_some_and(|count| count > 1) {
            return None;
        }
        let days = self.age_on(on)?.days as f64;
        let of_age = days >= sign.limit("from_days")? && days <= sign.limit("until_days")?;
        let weeks = days / 7.0;
        let apart = if sign.id == "fundal-low" {
            weeks - cm
        } else {
            cm - weeks
        };
        (of_age && apart > sign.limit("cm")?).then_some(apart)
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
    if has("shock") {
        quiet.extend(["bp-low", "pulse"]);
    }
    if has("hb-severe") {
        quiet.push("hb-low");
    }
    if has("presentation") {
        quiet.push("presentation-unclear");
    }
    found.retain(|finding| !quiet.contains(&finding.sign.id.as_str()));
}
