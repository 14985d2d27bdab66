//! Trains `dict-1.zdict`. Run from the project's folder: `cargo run --release --example make-sync-dict`.
//!
//! Input is public vocabulary (titles of ICD-10, names of medicines, link ids of the visit form) and the invented phrases beside
//! this file, put into real changes as `record` writes them. Never a person's text: a dictionary carries its training data
//! verbatim. The draw is seeded, so that the same inputs and the same zstd give the same bytes. A dictionary in use is never
//! trained again: the next one gets the next number.

use std::error::Error;
use std::fs;

use ed25519_dalek::SigningKey;
use feldsher::domain::chunk::{Kind, Unit};
use feldsher::domain::ids::{DeviceId, DocId, FacilityId, UserId};
use feldsher::record::{self, Actor, Card, Head};
use serde_json::{Map, Value, json};

const SIZE: usize = 64 * 1024;
const VISITS: usize = 2_600;
const NOW: i64 = 1_790_000_000;

fn main() -> Result<(), Box<dyn Error>> {
    let words = Words::read()?;
    let mut dice = Dice(1);
    let mut samples = Vec::new();
    for n in 0..VISITS {
        samples.push(visit(&words, &mut dice)?);
        match n % 4 {
            0 => samples.extend(card(&words, &mut dice)?),
            1 => samples.push(prescription(&words, &mut dice)?),
            2 => samples.push(access(&mut dice)?),
            _ => {}
        }
    }
    let dictionary = zstd::dict::from_samples(&samples, SIZE)?;
    fs::write("assets/sync/dict-1.zdict", dictionary)?;
    Ok(())
}

struct Words {
    /// Per language: phrases, and diagnoses as code and title.
    languages: Vec<Language>,
    medicines: Vec<(String, String)>,
}

struct Language {
    phrases: Vec<String>,
    titles: Vec<(String, String)>,
}

impl Words {
    fn read() -> Result<Self, Box<dyn Error>> {
        let bank = fs::read_to_string("assets/sync/phrases.txt")?;
        let mut languages = Vec::new();
        for code in ["ru", "kk", "uz", "ka"] {
            let titles = fs::read_to_string(format!("assets/codes/icd10-titles-{code}.tsv"))?;
            languages.push(Language {
                phrases: section(&bank, code),
                titles: pairs(&titles),
            });
        }
        let codes: Vec<String> = languages
            .iter()
            .flat_map(|l| l.titles.iter().map(|t| t.0.clone()))
            .collect();
        let english = fs::read_to_string("assets/codes/icd10-en.tsv")?;
        let mut titles = pairs(&english);
        titles.retain(|(code, _)| codes.contains(code));
        languages.push(Language {
            phrases: section(&bank, "en"),
            titles,
        });
        let formulary: Value =
            serde_json::from_str(&fs::read_to_string("assets/clinical/formulary.json")?)?;
        let medicines = formulary["medicines"]
            .as_array()
            .ok_or("no medicines")?
            .iter()
            .filter_map(|m| {
                Some((
                    m["id"].as_str()?.to_owned(),
                    m["name_ru"].as_str()?.to_owned(),
                ))
            })
            .collect();
        Ok(Self {
            languages,
            medicines,
        })
    }
}

fn section(bank: &str, code: &str) -> Vec<String> {
    let head = format!("[{code}]");
    bank.lines()
        .skip_while(|line| *line != head)
        .skip(1)
        .take_while(|line| !line.starts_with('['))
        .map(ToOwned::to_owned)
        .collect()
}

fn pairs(tsv: &str) -> Vec<(String, String)> {
    tsv.lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('\t'))
        .map(|(code, title)| {
            (
                code.to_owned(),
                title.split('\t').next().unwrap_or(title).to_owned(),
            )
        })
        .collect()
}

fn visit(words: &Words, dice: &mut Dice) -> Result<Vec<u8>, Box<dyn Error>> {
    let language = dice.pick(&words.languages);
    let mut phrase = || dice.pick(&language.phrases).clone();
    let mut answers = Map::new();
    for (id, text) in [
        ("complaints", format!("{} {}", phrase(), phrase())),
        ("history", format!("{} {}", phrase(), phrase())),
        (
            "objective",
            format!("{} {} {}", phrase(), phrase(), phrase()),
        ),
        ("plan", phrase()),
        ("advice", phrase()),
    ] {
        answers.insert(id.to_owned(), json!(text));
    }
    for (id, low, span, unit) in [
        ("temp", 360, 40, "Cel"),
        ("pulse", 55, 70, "/min"),
        ("resp", 12, 20, "/min"),
        ("bp-sys", 95, 80, "mm[Hg]"),
        ("bp-dia", 55, 45, "mm[Hg]"),
        ("weight", 40, 900, "kg"),
        ("height", 50, 140, "cm"),
        ("spo2", 90, 10, "%"),
    ] {
        let value = low + dice.below(span);
        answers.insert(id.to_owned(), json!(format!("{value} {unit}")));
    }
    let diagnosis = dice.pick(&language.titles).clone();
    let second = dice.pick(&language.titles).clone();
    let content = json!({
        "form": "urn:feldsher:form:visit",
        "answers": answers,
        "diagnoses": [
            {"code": diagnosis.0, "system": "icd10", "title": diagnosis.1, "role": "main", "certainty": "confirmed"},
            {"code": second.0, "system": "icd10", "title": second.1, "role": "secondary"},
        ],
    });
    entry(Kind::VISIT, &content, dice)
}

fn prescription(words: &Words, dice: &mut Dice) -> Result<Vec<u8>, Box<dyn Error>> {
    let (id, name) = dice.pick(&words.medicines).clone();
    let content = json!({
        "medicine": id,
        "name": name,
        "strength": format!("{} mg", 50 * (1 + dice.below(10))),
        "dose": format!("{} mg", 50 * (1 + dice.below(10))),
        "route": "oral",
        "frequency": format!("{} times a day", 1 + dice.below(4)),
        "status": "active",
    });
    entry(Kind::PRESCRIPTION, &content, dice)
}

fn access(dice: &mut Dice) -> Result<Vec<u8>, Box<dyn Error>> {
    let content = json!({ "action": "open", "patient": DocId(dice.bytes()).to_string(), "purpose": "treatment" });
    entry(Kind::ACCESS, &content, dice)
}

fn entry(kind: Kind, content: &Value, dice: &mut Dice) -> Result<Vec<u8>, Box<dyn Error>> {
    let head = Head {
        id: DocId(dice.bytes()),
        kind,
        unit: Unit::Patient(DocId(dice.bytes())),
        by: Some(UserId(dice.bytes())),
        role: "feldsher".to_owned(),
        device: DeviceId(dice.bytes()),
        facility: FacilityId(dice.bytes()),
        care_at: NOW + i64::from(dice.below(90_000_000)),
        entered_at: NOW + i64::from(dice.below(90_000_000)),
        clock_doubtful: false,
        amends: None,
    };
    let key = SigningKey::from_bytes(&dice.bytes());
    Ok(record::seal(&head, content, &key, Actor(dice.bytes()))?.bytes)
}

fn card(words: &Words, dice: &mut Dice) -> Result<Vec<Vec<u8>>, Box<dyn Error>> {
    let patient = DocId(dice.bytes());
    let by = UserId(dice.bytes());
    let device = DeviceId(dice.bytes());
    let key = SigningKey::from_bytes(&dice.bytes());
    let language = dice.pick(&words.languages);
    let problem = dice.pick(&language.titles).clone();
    let (medicine, name) = dice.pick(&words.medicines).clone();
    let mut card = Card::new(patient, Actor(dice.bytes()));
    let puts = [
        ("name.sur", json!({"text": "Пробников"})),
        ("name.given", json!({"text": "Тест"})),
        (
            "birth",
            json!({"date": format!("{}-0{}-1{}", 1940 + dice.below(85), 1 + dice.below(9), dice.below(9))}),
        ),
        (
            "sex",
            json!({"code": if dice.below(2) == 0 { "male" } else { "female" }}),
        ),
        ("lang", json!({"lang": "ru"})),
    ];
    for (key, value) in puts {
        put(&mut card, key, value, by)?;
    }
    let mut all = vec![card.commit(NOW, device, &key)?.bytes];
    let later = [
        (
            format!("pr/{}", DocId(dice.bytes())),
            json!({"code": problem.0, "system": "icd10", "title": problem.1, "status": "active"}),
        ),
        (
            format!("al/{}", DocId(dice.bytes())),
            json!({"substance": medicine.clone(), "reactions": ["rash"], "severity": "severe", "certainty": "confirmed"}),
        ),
        (
            format!("med/{}", DocId(dice.bytes())),
            json!({"medicine": medicine, "name": name, "dose": "500 mg", "route": "oral", "status": "active"}),
        ),
        (
            format!("ct/{}", DocId(dice.bytes())),
            json!({"phone": "+7 700 000 00 00", "kind": "mobile"}),
        ),
    ];
    for (name, value) in later {
        put(&mut card, &name, value, by)?;
        all.push(card.commit(NOW, device, &key)?.bytes);
    }
    Ok(all)
}

fn put(card: &mut Card, key: &str, value: Value, by: UserId) -> Result<(), Box<dyn Error>> {
    let Value::Object(fields) = value else {
        return Err("an object".into());
    };
    Ok(card.put(key, &fields, by, NOW)?)
}

/// A seeded draw (SplitMix64).
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, limit: u32) -> u32 {
        (self.roll() % u64::from(limit.max(1))) as u32
    }

    fn pick<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len() as u32) as usize]
    }

    fn bytes<const N: usize>(&mut self) -> [u8; N] {
        let mut out = [0; N];
        out.fill_with(|| self.roll() as u8);
        out
    }
}
