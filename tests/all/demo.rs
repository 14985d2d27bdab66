//! Invented patients: the same from the same seed, valid by every check of the program, plainly nobody.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::OnceLock;

use chrono::{DateTime, NaiveDate};
use feldsher::clinical::Formulary;
use feldsher::codes::icd10::Icd10;
use feldsher::demo::{Afterwards, DemoPatient, patients};
use feldsher::domain::country::Country;
use feldsher::domain::dates::Precision;
use feldsher::domain::identifiers::{Identifier, IdentifierKind, NumberSex};
use feldsher::domain::lang::Lang;
use feldsher::domain::person::Sex;
use feldsher::domain::phone::Phone;
use feldsher::domain::role::Role;
use feldsher::forms::{self, Answer, FormSet};

const MANY: usize = 1000;

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 21).unwrap()
}

/// Made once for all tests of the process.
fn village(country: Country) -> &'static [DemoPatient] {
    static VILLAGES: [OnceLock<Vec<DemoPatient>>; 3] = [const { OnceLock::new() }; 3];
    VILLAGES[country as usize].get_or_init(|| patients(7, country, today()).take(MANY).collect())
}

fn decoded(patient: &DemoPatient) -> impl Iterator<Item = (&str, Answer)> {
    patient.visits.iter().flat_map(|visit| {
        let answers = &visit.draft.visit.answers;
        answers
            .iter()
            .map(|(id, text)| (id.as_str(), Answer::decode(text)))
    })
}

/// Every word that a person reads in a patient.
fn texts(patient: &DemoPatient) -> Vec<String> {
    let person = &patient.registration.person;
    let mut all = vec![person.name.plain(), person.address.clone()];
    all.extend(person.relatives.iter().map(|r| r.name.clone()));
    all.extend(person.contacts.iter().map(|c| c.name.clone()));
    let registration = &patient.registration;
    for allergy in &registration.allergies {
        all.push(allergy.substance.clone());
        all.extend(allergy.reactions.iter().cloned());
    }
    all.extend(registration.problems.iter().map(|p| p.title.clone()));
    all.extend(registration.medicines.iter().map(|m| m.frequency.clone()));
    for (_, answer) in decoded(patient) {
        match answer {
            Answer::Text(text) => all.push(text),
            Answer::Choice(coding) => all.push(coding.display),
            _ => {}
        }
    }
    for visit in &patient.visits {
        all.extend(visit.draft.visit.diagnoses.iter().map(|d| d.title.clone()));
        all.extend(visit.draft.referral.iter().map(|r| r.destination.clone()));
    }
    all
}

#[test]
fn the_same_seed_gives_the_same_bytes_however_many_are_taken() {
    for country in Country::ALL {
        let bytes = |seed: u64, skip: usize, count: usize| {
            let some: Vec<DemoPatient> = patients(seed, country, today())
                .skip(skip)
                .take(count)
                .collect();
            serde_json::to_string(&some).unwrap()
        };
        assert_eq!(bytes(1, 0, 100), bytes(1, 0, 100));
        let alone: Vec<DemoPatient> = patients(1, country, today()).skip(57).take(1).collect();
        let among: Vec<DemoPatient> = patients(1, country, today()).take(58).collect();
        assert_eq!(alone.first(), among.last());
        assert_ne!(bytes(1, 0, 5), bytes(2, 0, 5));
    }
}

#[test]
fn numbers_pass_every_check_and_belong_to_nobody() {
    for country in Country::ALL {
        let mut seen = HashSet::new();
        let mut temporary = 0;
        let mut partial = 0;
        let all = village(country);
        for patient in all {
            let person = &patient.registration.person;
            let number = person.main_number().unwrap();
            assert!(
                seen.insert((number.kind.clone(), number.value.clone())),
                "{}",
                number.value
            );
            let kind = IdentifierKind::from_code(&number.kind).unwrap();
            let checked = Identifier::parse(kind, &number.value, today()).unwrap();
            assert_eq!(checked.warnings, [], "{}", number.value);
            assert_eq!(checked.identifier.value(), number.value);
            let sex = match person.sex {
                Sex::Female => NumberSex::Female,
                _ => NumberSex::Male,
            };
            assert_eq!(
                checked.against(person.born, Some(sex)),
                [],
                "{}",
                number.value
            );
            let value = number.value.as_str();
            let synthetic = match kind {
                IdentifierKind::KzIin => ("9500"..="9999").contains(&&value[7..11]),
                IdentifierKind::UzPinfl => &value[7..10] == "999" && value[10..13] >= *"500",
                IdentifierKind::GePersonal => value.starts_with("000"),
                _ => {
                    temporary += 1;
                    value.starts_with("t-")
                }
            };
            assert!(synthetic, "{value}");
            partial += usize::from(person.born.precision() != Precision::Day);

            let phones = person
                .contacts
                .iter()
                .map(|c| &c.phone)
                .chain([&person.phone]);
            for phone in phones.filter(|p| !p.is_empty()) {
                let form = Phone::parse(phone, country).unwrap();
                assert_eq!(form.as_str(), phone);
                let nobodys = ["+7000", "+998000", "+995000"];
                assert!(
                    nobodys.iter().any(|start| phone.starts_with(start)),
                    "{phone}"
                );
            }
        }
        assert!(
            (10..=60).contains(&temporary),
            "{country:?}: {temporary} without number"
        );
        assert!(
            (7..=42).contains(&partial),
            "{country:?}: {partial} partial dates"
        );
    }
}

#[test]
fn no_number_twice() {
    let mut seen = HashSet::new();
    for patient in patients(3, Country::Kz, today()).take(2500) {
        let number = patient
            .registration
            .person
            .main_number()
            .unwrap()
            .value
            .clone();
        assert!(seen.insert(number));
    }
}

#[test]
fn prescriptions_are_within_or_cannot_be_checked_and_say_why() {
    let data = Formulary::builtin();
    for country in Country::ALL {
        let mut answers: BTreeMap<String, usize> = BTreeMap::new();
        let mut medicines = BTreeSet::new();
        for patient in village(country) {
            for visit in &patient.visits {
                for order in &visit.draft.prescriptions {
                    assert!(visit.author_role != Role::Nurse, "nurses do not prescribe");
                    let id = order.medicine.as_deref().unwrap();
                    let medicine = data.medicine(id).unwrap();
                    assert!(!medicine.high_alert, "{id}: needs a reason");
                    medicines.insert(id.to_owned());
                    *answers.entry(order.answer.clone()).or_default() += 1;
                    for rule in &order.rules {
                        assert!(medicine.rules.iter().any(|r| r.id == *rule), "{rule}");
                    }
                    if order.answer == "within" {
                        assert!(!order.rules.is_empty(), "{id} {order:?}");
                    }
                    assert!(order.override_reason.is_empty());
                }
            }
        }
        let answers: Vec<(&str, usize)> = answers.iter().map(|(a, n)| (a.as_str(), *n)).collect();
        let [("cannot_check", cannot), ("within", within)] = answers[..] else {
            panic!("{country:?} {answers:?}");
        };
        assert!(within > 300 && cannot > 100, "{country:?} {answers:?}");
        assert!(medicines.len() >= 15, "{country:?} {medicines:?}");
    }
}

#[test]
fn every_visit_could_be_signed_as_it_stands() {
    let (forms, mistakes) = FormSet::load(forms::builtin(), vec![]);
    assert!(mistakes.is_empty());
    for country in Country::ALL {
        let offset = if country == Country::Ge { 4 } else { 5 };
        let mut unusual: BTreeMap<String, usize> = BTreeMap::new();
        let mut visits = 0;
        for patient in village(country) {
            let person = &patient.registration.person;
            let mut before = i64::MIN;
            assert!(patient.visits.len() <= 12);
            for visit in &patient.visits {
                visits += 1;
                assert!(visit.care_at > before, "in order");
                before = visit.care_at;
                assert_eq!(visit.draft.care_at, Some(visit.care_at));
                let local = DateTime::from_timestamp(visit.care_at + offset * 3600, 0).unwrap();
                let day = local.date_naive();
                assert!(day < today());
                assert!(person.born.earliest().unwrap() <= day, "not before birth");
                if let Some(died) = person.deceased {
                    assert!(died.earliest().unwrap() > day);
                }
                let current = forms.current(&visit.draft.visit.form).unwrap();
                let form = forms.version(&visit.draft.visit.form, &visit.draft.visit.form_version);
                assert_eq!(
                    form.map(|f| &f.version),
                    Some(&current.version),
                    "FORM_VERSION is old"
                );
                let answers: forms::Answers = visit
                    .draft
                    .visit
                    .answers
                    .iter()
                    .map(|(id, text)| (id.clone(), forms::decode_all(text)))
                    .collect();
                let born = person.born.day();
                let months = born.map(|born| ((day - born).num_days() * 12 / 365) as u32);
                let facts = forms::Facts {
                    sex: person.sex,
                    age_months: months,
                    today: Some(day),
                };
                let answers = forms::with_facts(current, &answers, &facts);
                assert_eq!(
                    forms::validate(current, &answers, day),
                    [],
                    "{person:?} {day}"
                );
                for warning in forms::warnings(current, &answers, months) {
                    *unusual.entry(warning.link_id).or_default() += 1;
                }
                for id in visit.draft.visit.answers.keys() {
                    assert!(
                        current.item(id).is_some_and(|item| item.link_id == *id),
                        "{id}"
                    );
                }
                assert!(!visit.draft.visit.diagnoses.is_empty());
            }
        }
        assert!(visits > MANY * 3, "{visits}");
        let unusual_all: usize = unusual.values().sum();
        assert!(
            unusual_all * 100 < visits,
            "{country:?}: {unusual:?} of {visits}"
        );
    }
}

#[test]
fn children_grow() {
    for country in Country::ALL {
        let offset = if country == Country::Ge { 4 } else { 5 };
        let mut weighed = 0;
        for patient in village(country) {
            let person = &patient.registration.person;
            let Some(born) = person.born.day() else {
                continue;
            };
            let mut last: Option<(i64, f64, f64)> = None;
            for visit in &patient.visits {
                let local = DateTime::from_timestamp(visit.care_at + offset * 3600, 0).unwrap();
                let days = (local.date_naive() - born).num_days();
                if days > 15 * 365 {
                    break;
                }
                let value =
                    |id: &str| match visit.draft.visit.answers.get(id).map(|a| Answer::decode(a)) {
                        Some(Answer::Quantity(q)) => Some(q.value.to_f64()),
                        _ => None,
                    };
                let kg = value("weight").expect("children are always weighed");
                weighed += 1;
                let years = days as f64 / 365.25;
                // Bounds of WHO growth standards about the 0.1st and 99.9th percentile, rounded outwards.
                let (least, most) = match years {
                    y if y < 0.1 => (1.5, 6.0),
                    y if y < 1.0 => (2.3, 13.0),
                    y if y < 2.0 => (6.0, 16.0),
                    y if y < 5.0 => (8.0, 28.0),
                    y if y < 10.0 => (12.0, 50.0),
                    _ => (18.0, 85.0),
                };
                assert!((least..most).contains(&kg), "{years:.2} years: {kg} kg");
                let cm = value("height");
                if let Some((days_before, kg_before, cm_before)) = last {
                    assert!(kg >= kg_before * 0.96, "lost weight: {kg_before} -> {kg}");
                    let passed = (days - days_before) as f64 / 365.25;
                    let most = 15.0 * passed + 0.04 * kg;
                    assert!(
                        kg - kg_before < most,
                        "{kg_before} -> {kg} in {passed:.2} years"
                    );
                    assert!(cm.unwrap_or(cm_before) >= cm_before, "shrunk");
                }
                let cm_before = last.map_or(0.0, |l| l.2);
                last = Some((days, kg, cm.unwrap_or(cm_before)));
            }
        }
        assert!(weighed > 1500, "{weighed}");
    }
}

#[test]
fn letters_are_those_of_the_language() {
    let latin = |c: char| c.is_ascii_alphabetic() || matches!(c, 'ʻ' | 'ʼ');
    let russian =
        |c: char| ('а'..='я').contains(&c) || ('А'..='Я').contains(&c) || "ёЁ".contains(c);
    let kazakh = |c: char| russian(c) || "әғқңөұүһіӘҒҚҢӨҰҮҺІ".contains(c);
    let georgian = |c: char| ('ა'..='ჰ').contains(&c);
    for country in Country::ALL {
        let mut langs: BTreeMap<Lang, usize> = BTreeMap::new();
        for patient in village(country) {
            let person = &patient.registration.person;
            let lang = person.language.unwrap();
            *langs.entry(lang).or_default() += 1;
            assert!(!person.name.family.is_empty() && !person.name.given.is_empty());
            assert_eq!(
                person.name.patronymic.is_empty(),
                country == Country::Ge,
                "{:?}",
                person.name
            );
            for text in texts(patient) {
                // Names of Kazakh people stay Kazakh on Russian papers.
                let fits = |c: char| match (country, lang) {
                    (Country::Kz, _) => kazakh(c),
                    (Country::Uz, Lang::Ru) => russian(c),
                    (Country::Uz, _) => latin(c),
                    (Country::Ge, _) => georgian(c),
                };
                for c in text.chars() {
                    let mark = c.is_ascii_digit() || " .,:;()-/—–«»".contains(c);
                    assert!(
                        fits(c) || mark,
                        "{lang:?} {c:?} (U+{:04X}) in {text:?}",
                        c as u32
                    );
                }
                if country == Country::Uz {
                    assert!(!text.contains(['\'', '‘', '’', '`']), "{text}");
                }
            }
        }
        let expected: &[Lang] = match country {
            Country::Kz => &[Lang::Kk, Lang::Ru],
            Country::Uz => &[Lang::Ru, Lang::Uz],
            Country::Ge => &[Lang::Ka],
        };
        assert_eq!(langs.keys().copied().collect::<Vec<_>>(), expected);
    }
}

#[test]
fn every_letter_has_a_glyph() {
    for country in Country::ALL {
        let letters: BTreeSet<char> = village(country)
            .iter()
            .flat_map(texts)
            .flat_map(|t| t.chars().collect::<Vec<_>>())
            .collect();
        for letter in letters {
            for bold in [false, true] {
                assert!(
                    feldsher::print::fonts::face_of(letter, bold).is_some(),
                    "U+{:04X}",
                    letter as u32
                );
            }
        }
    }
}

#[test]
fn names_follow_the_family() {
    for patient in village(Country::Kz).iter().chain(village(Country::Uz)) {
        let person = &patient.registration.person;
        let end = |ends: &[&str]| ends.iter().any(|e| person.name.patronymic.ends_with(e));
        let right = match person.sex {
            Sex::Male => end(&["ұлы", "вич", "ьич", "итич", "oʻgʻli", "vich", "угли"]),
            _ => end(&["қызы", "вна", "ична", "qizi", "vna", "кизи"]),
        };
        assert!(right, "{:?}", person.name);
        for relative in &person.relatives {
            if relative.relation == "father"
                && person.born.earliest() > NaiveDate::from_ymd_opt(2010, 1, 1)
            {
                let given = relative.name.split(' ').nth(1).unwrap();
                let stem: String = given.chars().take(2).collect::<String>().replace('ё', "е");
                assert!(
                    person.name.patronymic.replace('ё', "е").starts_with(&stem),
                    "{:?} of {given}",
                    person.name
                );
            }
        }
    }
}

#[test]
fn a_village_with_many_children_and_every_kind_of_card() {
    for country in Country::ALL {
        let all = village(country);
        let share = |n: usize| n * 100 / all.len();
        let age = |p: &DemoPatient| {
            today()
                .years_since(p.registration.person.born.earliest().unwrap())
                .unwrap()
        };
        let children = all.iter().filter(|p| age(p) < 18).count();
        let old = all.iter().filter(|p| age(p) >= 65).count();
        assert!((33..=55).contains(&share(children)), "{}", share(children));
        assert!((4..=20).contains(&share(old)), "{}", share(old));
        let allergic = all
            .iter()
            .filter(|p| !p.registration.allergies.is_empty())
            .count();
        assert!((5..=11).contains(&share(allergic)), "{}", share(allergic));
        let topics: BTreeSet<&str> = all
            .iter()
            .flat_map(|p| &p.visits)
            .flat_map(|v| &v.draft.visit.diagnoses)
            .map(|d| d.code.as_str())
            .collect();
        assert!(topics.len() >= 30, "{topics:?}");
        assert!(all.iter().any(|p| p.registration.person.deceased.is_some()));
        let after = |f: fn(&Afterwards) -> bool| {
            all.iter()
                .flat_map(|p| &p.visits)
                .filter(|v| f(&v.afterwards))
                .count()
        };
        assert!(after(|a| matches!(a, Afterwards::Withdrawn { .. })) > 0);
        assert!(after(|a| matches!(a, Afterwards::Corrected(_))) > 0);
        // Households: several people under one address.
        let mut homes: BTreeMap<&str, usize> = BTreeMap::new();
        for patient in all {
            *homes
                .entry(patient.registration.person.address.as_str())
                .or_default() += 1;
        }
        assert!(homes.values().filter(|n| **n >= 4).count() > 30);
        // No two histories in ten are the same words.
        let histories: Vec<String> = all
            .iter()
            .flat_map(|p| {
                decoded(p)
                    .filter(|(id, _)| *id == "complaints")
                    .map(|(_, a)| format!("{a:?}"))
                    .collect::<Vec<_>>()
            })
            .collect();
        let different: BTreeSet<&String> = histories.iter().collect();
        assert!(
            different.len() > 400,
            "{} of {}",
            different.len(),
            histories.len()
        );
    }
}

#[test]
fn codes_and_classes_exist() {
    let classes: BTreeSet<String> = Formulary::builtin()
        .allergy_classes()
        .map(|c| c.id.clone())
        .collect();
    for country in Country::ALL {
        for patient in village(country) {
            let lang = patient.registration.person.language.unwrap();
            let diagnoses = patient.visits.iter().flat_map(|v| &v.draft.visit.diagnoses);
            let listed = diagnoses.map(|d| (&d.code, &d.title));
            let problems = &patient.registration.problems;
            let all = listed.chain(
                problems
                    .iter()
                    .map(|p| (p.code.as_ref().unwrap(), &p.title)),
            );
            for (code, title) in all {
                let own = Icd10::builtin().title(code, lang).unwrap();
                assert_eq!((own.lang, own.text), (lang, title.as_str()), "{code}");
            }
            for allergy in &patient.registration.allergies {
                let born = patient.registration.person.born.year();
                assert!(allergy.onset.year() >= born, "before birth");
                assert!(!allergy.substance.is_empty() && !allergy.reactions.is_empty());
                assert!(
                    allergy.code.as_ref().is_none_or(|c| classes.contains(c)),
                    "{allergy:?}"
                );
            }
            let taken: Vec<_> = patient.registration.medicines.iter().collect();
            let takes = |id: &str| {
                taken
                    .iter()
                    .filter(|m| m.medicine.as_deref() == Some(id))
                    .count()
            };
            assert!(takes("enalapril") + takes("losartan") <= 1, "{taken:?}");
            for medicine in &patient.registration.medicines {
                assert!(
                    Formulary::builtin()
                        .medicine(medicine.medicine.as_deref().unwrap())
                        .is_some()
                );
            }
        }
    }
}

/// By the calendar, some late, some refused; and the plan agrees: what was given in time counts.
#[test]
fn children_are_vaccinated_as_in_a_village() {
    use feldsher::clinical::immunise::{Book, Child, Facts, Status, given, plan};
    let book = Book::builtin();
    for country in Country::ALL {
        let calendar = book.calendar(country).unwrap();
        let mut uncounted = 0;
        let (mut children, mut full, mut overdue, mut declined, mut none) = (0, 0, 0, 0, 0);
        for patient in village(country) {
            let doses = &patient.vaccinations;
            let born = patient.registration.person.born;
            let grown = born
                .latest()
                .is_some_and(|born| born < today() - chrono::Days::new(6600));
            assert!(!grown || doses.is_empty(), "{doses:?}");
            let Some(born) = born
                .day()
                .filter(|_| !grown && patient.registration.person.deceased.is_none())
            else {
                continue;
            };
            for dose in doses {
                let day = dose.content.date.day().unwrap();
                assert!(
                    day >= born && day < today() && dose.written_on >= day,
                    "{dose:?}"
                );
                assert!(book.vaccine(&dose.content.vaccine).is_some());
                assert!(
                    dose.content.reported
                        || !dose.content.is_done()
                        || !dose.content.lot.is_empty()
                );
            }
            let had = given(doses.iter().map(|dose| &dose.content));
            let child = Child {
                birth: born,
                sex: None,
                today: today(),
                given: &had,
                facts: Facts::default(),
            };
            let rows = plan(book, calendar, &child);
            let too_early = rows.iter().filter(|row| {
                row.because
                    .iter()
                    .any(|b| b.code.starts_with("note-interval") || b.code == "note-age")
            });
            uncounted += usize::from(too_early.count() > 0);
            children += 1;
            full += usize::from(!rows.iter().any(|row| row.status.is_due()));
            overdue += usize::from(rows.iter().any(|row| row.status == Status::Overdue));
            declined += usize::from(doses.iter().any(|dose| !dose.content.is_done()));
            none += usize::from(doses.is_empty());
        }
        assert!(children > 30, "{country:?}: {children}");
        // Only where an earlier dose was put off.
        assert!(
            uncounted * 33 < children,
            "{country:?}: {uncounted} of {children}"
        );
        assert!(
            full * 2 > children,
            "{country:?}: {full} of {children} are in time"
        );
        assert!(
            overdue * 12 > children,
            "{country:?}: {overdue} of {children} are late"
        );
        assert!(
            declined > 0 && none > 0 && none * 8 < children,
            "{country:?}: {declined} {none}"
        );
    }
}

#[test]
fn women_who_are_pregnant_have_a_card_with_contacts() {
    use feldsher::clinical::pregnancy::{Book, begun};
    let rules = &Book::builtin().rules.dating;
    for country in Country::ALL {
        let (mut cards, mut contacts, mut high) = (0, 0, 0);
        for patient in village(country) {
            let Some(booking) = &patient.pregnancy else {
                continue;
            };
            cards += 1;
            assert_eq!(patient.registration.person.sex, Sex::Female);
            assert!(booking.is_open() && booking.date.latest().unwrap() < today());
            let dated = begun(booking).unwrap();
            assert!(dated.age_on(rules, today()).is_ok(), "{booking:?}");
            assert!(dated.age_on(rules, booking.date.day().unwrap()).is_ok());
            for visit in &patient.visits {
                if visit.draft.visit.form != forms::ANTENATAL {
                    continue;
                }
                contacts += 1;
                let protein = &visit.draft.visit.answers["urine-protein"];
                high += usize::from(protein.contains("1+"));
            }
        }
        assert!(
            cards > 5 && contacts > cards,
            "{country:?}: {cards} {contacts}"
        );
        assert!(high < contacts / 5, "{country:?}: {high} of {contacts}");
    }
}
