//! Who lives where: households of one address, with names that follow the family.

use chrono::{Datelike as _, NaiveDate};

use super::banks::{self, list};
use super::dice::{Dice, FAMILY};
use super::numbers::{self, Slot};
use crate::domain::country::Country;
use crate::domain::dates::PartialDate;
use crate::domain::lang::Lang;
use crate::domain::person::{Contact, Name, Person, Relative, Sex};

/// A person with what the later steps need to know beyond the card.
#[derive(Debug, Clone)]
pub struct Resident {
    /// Number in the whole row of patients.
    pub index: u64,
    pub person: Person,
    /// The day, also where the card knows only a year.
    pub born: NaiveDate,
    pub lang: Lang,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kin {
    Father,
    Mother,
    Child,
    Grandfather,
    Grandmother,
}

/// How names and papers of a household are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Custom {
    Kazakh,
    Russian,
    Uzbek,
    /// Uzbek names as a Russian-language passport spells them.
    UzbekInRussian,
    Georgian,
}

struct Seat {
    kin: Kin,
    sex: Sex,
    years: i32,
    given: &'static str,
}

/// All residents of one group, `size` of them, in the order of their numbers.
pub fn group(
    seed: u64,
    country: Country,
    today: NaiveDate,
    group: u64,
    size: u64,
) -> Vec<Resident> {
    let mut dice = Dice::new(of_country(seed, country), FAMILY, group);
    let mut all: Vec<Resident> = Vec::with_capacity(size as usize);
    while (all.len() as u64) < size {
        let room = size as usize - all.len();
        let first = group * size + all.len() as u64;
        all.extend(household(&mut dice, seed, country, today, first, room));
    }
    all
}

/// The three countries of one seed have nothing in common.
fn of_country(seed: u64, country: Country) -> u64 {
    seed ^ ((country as u64 + 1) << 56)
}

fn household(
    dice: &mut Dice,
    seed: u64,
    country: Country,
    today: NaiveDate,
    first: u64,
    room: usize,
) -> Vec<Resident> {
    let custom = match country {
        Country::Kz if dice.per_mille(240) => Custom::Russian,
        Country::Kz => Custom::Kazakh,
        Country::Uz if dice.per_mille(70) => Custom::UzbekInRussian,
        Country::Uz => Custom::Uzbek,
        Country::Ge => Custom::Georgian,
    };
    let lang = match custom {
        Custom::Kazakh if dice.per_mille(200) => Lang::Ru,
        Custom::Kazakh => Lang::Kk,
        Custom::Russian | Custom::UzbekInRussian => Lang::Ru,
        Custom::Uzbek => Lang::Uz,
        Custom::Georgian => Lang::Ka,
    };
    let bank = banks::names(country);
    let suffix = match custom {
        Custom::Kazakh => "kk",
        Custom::Russian => "ru",
        Custom::Uzbek | Custom::UzbekInRussian => "uz",
        Custom::Georgian => "ka",
    };
    let families = list(bank, &format!("family-{suffix}"));
    let men = list(bank, &format!("male-{suffix}"));
    let women = list(bank, &format!("female-{suffix}"));

    let mut seats = seats(dice);
    seats.truncate(room);
    for seat in &mut seats {
        seat.given = dice.word(if seat.sex == Sex::Male { men } else { women });
    }
    // Brothers and sisters have different names.
    for at in 1..seats.len() {
        while seats[..at]
            .iter()
            .any(|other| other.given == seats[at].given && other.sex == seats[at].sex)
        {
            seats[at].given = dice.word(if seats[at].sex == Sex::Male {
                men
            } else {
                women
            });
        }
    }

    let family = dice.word(families);
    let given_of = |kin: Kin| seats.iter().find(|s| s.kin == kin).map(|s| s.given);
    let father = given_of(Kin::Father).unwrap_or_else(|| dice.word(men));
    let grandfather = given_of(Kin::Grandfather).unwrap_or_else(|| dice.word(men));
    let address = address(dice, lang);
    let home_phone = numbers::phone(country, dice);

    // Brothers and sisters have their patronymic in one style.
    let modern_children = dice.per_mille(800);
    let names: Vec<Name> = seats
        .iter()
        .map(|seat| {
            let born_in = today.year() - seat.years;
            let (own_family, sire) = match seat.kin {
                Kin::Child => (family, father),
                Kin::Father => (family, grandfather),
                Kin::Grandfather => (family, dice.word(men)),
                // Some wives keep the family of their father.
                Kin::Mother | Kin::Grandmother if dice.per_mille(300) => {
                    (dice.word(families), dice.word(men))
                }
                Kin::Mother | Kin::Grandmother => (family, dice.word(men)),
            };
            let modern = if seat.kin == Kin::Child {
                modern_children
            } else {
                dice.per_mille(if born_in >= 1996 { 800 } else { 350 })
            };
            name(custom, own_family, seat, sire, modern)
        })
        .collect();

    let mut residents = Vec::with_capacity(seats.len());
    for (at, seat) in seats.iter().enumerate() {
        let index = first + at as u64;
        let slot = Slot::of(of_country(seed, country), index);
        let born = slot.birth(seat.years, today);
        let vague = seat.years >= 18 && dice.per_mille(28);
        let national = if vague || dice.per_mille(12) {
            None
        } else {
            slot.national(country, seat.sex, born)
        };
        let born_as_known = match vague.then(|| dice.below(3)) {
            Some(0) => PartialDate::from_month(born.year(), born.month()),
            Some(_) => PartialDate::from_year(born.year()),
            None => Some(PartialDate::from_day(born)),
        };
        let birth_weeks = (seat.years < 6).then(|| match dice.range(0, 99) {
            0..3 => dice.range(32, 34),
            3..9 => dice.range(35, 36),
            9..30 => dice.range(37, 38),
            _ => dice.range(39, 41),
        } as u8);
        let mut person = Person {
            name: names.get(at).cloned().unwrap_or_default(),
            sex: seat.sex,
            born: born_as_known.unwrap_or_default(),
            birth_weeks,
            language: Some(lang),
            identifiers: vec![national.unwrap_or_else(|| slot.temporary(dice))],
            address: address.clone(),
            ..Person::default()
        };
        if seat.years >= 16 && dice.per_mille(820) {
            person.phone = numbers::phone(country, dice);
        }
        for (other, other_name) in seats.iter().zip(&names) {
            if let Some(relation) = relation(seat.kin, other.kin, other.sex) {
                person.relatives.push(Relative {
                    relation: relation.to_owned(),
                    patient: None,
                    name: other_name.plain(),
                });
            }
        }
        person.relatives.retain(|r| r.name != person.name.plain());
        let near = person.relatives.iter().find(|r| {
            matches!(
                r.relation.as_str(),
                "mother" | "father" | "spouse" | "child"
            )
        });
        if let Some(near) = near
            && (seat.years < 16 || dice.per_mille(500))
        {
            person.contacts.push(Contact {
                name: near.name.clone(),
                relation: near.relation.clone(),
                phone: home_phone.clone(),
                ..Contact::default()
            });
        }
        if seat.years >= 66 && dice.per_mille(60) {
            let died = today - chrono::Days::new(dice.range(5, 300) as u64);
            person.deceased = Some(PartialDate::from_day(died));
        }
        residents.push(Resident {
            index,
            person,
            born,
            lang,
        });
    }
    residents
}

/// A village with many children: young families, three generations under one roof, old couples, the old alone.
fn seats(dice: &mut Dice) -> Vec<Seat> {
    let mut all = Vec::new();
    let mut sit = |kin, sex, years: i64| {
        all.push(Seat {
            kin,
            sex,
            years: years as i32,
            given: "",
        });
    };
    let shape = dice.range(0, 99);
    match shape {
        0..70 => {
            let mother = dice.range(22, 46);
            sit(Kin::Mother, Sex::Female, mother);
            if dice.per_mille(930) {
                sit(Kin::Father, Sex::Male, mother + dice.range(0, 7));
            }
            let mut age = dice.range(0, 5);
            for _ in 0..dice.range(1, 5) {
                if age > mother - 20 {
                    break;
                }
                let sex = if dice.per_mille(512) {
                    Sex::Male
                } else {
                    Sex::Female
                };
                sit(Kin::Child, sex, age);
                age += dice.range(2, 5);
            }
            if shape < 22 {
                let old = mother + dice.range(22, 30);
                sit(Kin::Grandmother, Sex::Female, old);
                if dice.per_mille(550) {
                    sit(Kin::Grandfather, Sex::Male, old + dice.range(0, 6));
                }
            }
        }
        70..84 => {
            let wife = dice.range(50, 78);
            sit(Kin::Grandmother, Sex::Female, wife);
            sit(Kin::Grandfather, Sex::Male, wife + dice.range(0, 7));
        }
        84..93 => sit(Kin::Grandmother, Sex::Female, dice.range(62, 91)),
        _ => {
            let wife = dice.range(19, 30);
            sit(Kin::Mother, Sex::Female, wife);
            sit(Kin::Father, Sex::Male, wife + dice.range(0, 6));
        }
    }
    all
}

/// What `other` is to somebody who is `me` (FHIR-like words of [`Relative`]).
fn relation(me: Kin, other: Kin, sex: Sex) -> Option<&'static str> {
    use Kin::{Child, Father, Grandfather, Grandmother, Mother};
    Some(match (me, other) {
        (Child, Mother) => "mother",
        (Child, Father) => "father",
        (Child, Child) => "sibling",
        (Child, Grandfather | Grandmother) => "grandparent",
        (Mother, Father) | (Father, Mother) => "spouse",
        (Grandfather, Grandmother) | (Grandmother, Grandfather) => "spouse",
        (Mother | Father, Child) => "child",
        (Father, Grandfather) if sex == Sex::Male => "father",
        (Father, Grandmother) => "mother",
        (Grandfather | Grandmother, Father) => "child",
        (Grandfather | Grandmother, Child) => "grandchild",
        _ => return None,
    })
}

fn name(custom: Custom, family: &str, seat: &Seat, father: &str, modern: bool) -> Name {
    let male = seat.sex == Sex::Male;
    let plain = |text: &str| text.split('/').next().unwrap_or_default().to_owned();
    match custom {
        Custom::Kazakh => Name {
            family: cyrillic_family(family, male),
            given: plain(seat.given),
            patronymic: match ovich(father, "ович", "овна", male) {
                Some(old) if !modern => old,
                _ => format!("{father}{}", if male { "ұлы" } else { "қызы" }),
            },
        },
        Custom::Russian => Name {
            family: cyrillic_family(family, male),
            given: plain(seat.given),
            // "Пётр/Петрович/Петровна"
            patronymic: father
                .split('/')
                .nth(if male { 1 } else { 2 })
                .unwrap_or_default()
                .to_owned(),
        },
        Custom::Uzbek | Custom::UzbekInRussian => {
            let family = if male {
                family.to_owned()
            } else if family.ends_with("ov") || family.ends_with("ev") {
                format!("{family}a")
            } else {
                family.to_owned()
            };
            let patronymic = match ovich(father, "ovich", "ovna", male) {
                Some(old) if !modern => old,
                _ => format!("{father} {}", if male { "oʻgʻli" } else { "qizi" }),
            };
            let spell = |text: &str| {
                if custom == Custom::UzbekInRussian {
                    in_russian(text)
                } else {
                    text.to_owned()
                }
            };
            Name {
                family: spell(&family),
                given: spell(seat.given),
                patronymic: spell(&patronymic),
            }
        }
        Custom::Georgian => Name {
            family: family.to_owned(),
            given: seat.given.to_owned(),
            patronymic: String::new(),
        },
    }
}

/// Soviet-style patronymic, only where it is formed without changing the name.
fn ovich(father: &str, male_end: &str, female_end: &str, male: bool) -> Option<String> {
    let last = father.chars().last()?;
    let hard = "бвгғдзкқлмнңпрстфхbvgdzkqlmnprstfx".contains(last);
    hard.then(|| format!("{father}{}", if male { male_end } else { female_end }))
}

fn cyrillic_family(family: &str, male: bool) -> String {
    if male {
        return family.to_owned();
    }
    if let Some(stem) = family
        .strip_suffix("ский")
        .or_else(|| family.strip_suffix("цкий"))
    {
        let middle = if family.ends_with("ский") {
            "ская"
        } else {
            "цкая"
        };
        return format!("{stem}{middle}");
    }
    let takes_a = ["ов", "ев", "ёв", "ин", "ын"]
        .iter()
        .any(|end| family.ends_with(end));
    if takes_a {
        format!("{family}а")
    } else {
        family.to_owned()
    }
}

/// Uzbek Latin in the Russian letters of a passport: Yoʻldosheva -> Юлдошева.
fn in_russian(text: &str) -> String {
    const PAIRS: [(&str, &str); 20] = [
        ("yoʻ", "ю"),
        ("oʻgʻli", "угли"),
        ("qizi", "кизи"),
        ("oʻ", "у"),
        ("gʻ", "г"),
        ("sh", "ш"),
        ("ch", "ч"),
        ("ya", "я"),
        ("yu", "ю"),
        ("yo", "ё"),
        ("ye", "е"),
        ("ʼ", ""),
        ("q", "к"),
        ("h", "х"),
        ("x", "х"),
        ("j", "ж"),
        ("c", "ц"),
        ("w", "в"),
        ("iy", "ий"),
        ("ii", "ий"),
    ];
    const LETTERS: [(char, char); 18] = [
        ('a', 'а'),
        ('b', 'б'),
        ('d', 'д'),
        ('e', 'е'),
        ('f', 'ф'),
        ('g', 'г'),
        ('i', 'и'),
        ('k', 'к'),
        ('l', 'л'),
        ('m', 'м'),
        ('n', 'н'),
        ('o', 'о'),
        ('p', 'п'),
        ('r', 'р'),
        ('s', 'с'),
        ('t', 'т'),
        ('u', 'у'),
        ('v', 'в'),
    ];
    let one = |word: &str| {
        let lower = word.to_lowercase();
        let mut out = String::with_capacity(word.len() * 2);
        let mut rest = lower.as_str();
        while let Some(next) = rest.chars().next() {
            if let Some((from, to)) = PAIRS.iter().find(|(from, _)| rest.starts_with(from)) {
                out.push_str(to);
                rest = &rest[from.len()..];
                continue;
            }
            out.push(match next {
                'e' if out.is_empty() => 'э',
                'z' => 'з',
                'y' => 'й',
                _ => LETTERS
                    .iter()
                    .find(|(from, _)| *from == next)
                    .map_or(next, |(_, to)| *to),
            });
            rest = &rest[next.len_utf8()..];
        }
        let particle = matches!(out.as_str(), "угли" | "кизи");
        if particle { out } else { capital(&out) }
    };
    text.split(' ').map(one).collect::<Vec<_>>().join(" ")
}

/// First letter large; Georgian has none.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) if !('\u{10a0}'..='\u{10ff}').contains(&first) => {
            first.to_uppercase().chain(letters).collect()
        }
        _ => text.to_owned(),
    }
}

fn address(dice: &mut Dice, lang: Lang) -> String {
    let bank = banks::phrases(lang);
    let village = dice.word(bank.get("common", "village"));
    let street = dice.word(bank.get("common", "street"));
    let form = dice.word(bank.get("common", "address"));
    form.replace("{village}", village)
        .replace("{street}", street)
        .replace("{house}", &dice.range(1, 74).to_string())
}
