//! The health passport on paper, read back in five languages: one sheet, nothing left out in silence, and a wallet card whose square
//! code is read as a telephone reads it.

use std::path::Path;

use feldsher::domain::country::Country;
use feldsher::domain::ids::PatientId;
use feldsher::domain::lang::Lang;
use feldsher::domain::page::{Item, Page, Shade};
use feldsher::domain::role::Role;
use feldsher::i18n::tr;
use feldsher::ops::op::{Op, Registration};
use feldsher::worker::{PaperOf, fill};
use serde_json::json;

use crate::house::{Point, person, point};
use crate::print::read_back::{bare, pdf, read};
use crate::vaccination_paper::place;

/// 2026-09-21, 14:13 UTC.
const NOW: i64 = 1_790_000_000;

/// A woman of 41 about whom everything is known that the passport has a place for.
fn known() -> (Point, PatientId) {
    let mut point = point("doctor", Role::Doctor);
    let mut registration: Registration = person();
    registration.person.born = "1985-07-14".parse().unwrap();
    registration.person.address = "Үлгі ауылы, 7-үй".into();
    let patient = point.register(registration);
    let facts = [
        (
            "al/new",
            json!({"substance": "Амоксициллин", "code": "amoxicillin", "reactions": ["отёк"], "severity": "severe", "status": "active"}),
        ),
        ("blood", json!({"value": "A(II) Rh−"})),
        (
            "alert/new",
            json!({"text": "Плохо слышит левым ухом", "status": "active"}),
        ),
        (
            "pr/new",
            json!({"code": "E11.9", "title": "Диабет", "status": "active", "onset": "2019"}),
        ),
        (
            "pr/new",
            json!({"code": "K35.8", "title": "Аппендицит", "status": "resolved"}),
        ),
        (
            "med/new",
            json!({"medicine": "metformin", "name": "Метформин", "dose": "850 mg", "frequency": "2 раза в день", "status": "active"}),
        ),
        (
            "ct/new",
            json!({"name": "Сынақов Ерлан", "relation": "spouse", "phone": "+77015550102"}),
        ),
        (
            "ct/new",
            json!({"name": "Старый Номер", "relation": "sibling", "phone": "+77010000000", "status": "resolved"}),
        ),
        (
            "proc/new",
            json!({"kind": "implant", "title": "Кардиостимулятор", "date": "2024-05", "status": "active"}),
        ),
        ("risk/tobacco", json!({"value": "past", "note": "до 2019"})),
        ("disab", json!({"value": "3"})),
        ("none/fam", json!({"none_known": true})),
    ];
    for (key, value) in facts {
        point.set(patient, key, value);
    }
    let mut draft = crate::papers::full();
    draft.prescriptions.clear();
    draft.referral = None;
    let op = Op::SignNew {
        patient,
        content: Box::new(draft),
        id: None,
        confirmed: true,
    };
    point.house.transact(&point.me, &op).unwrap();
    (point, patient)
}

fn pages(point: &Point, what: &PaperOf, lang: Lang, name: &str) -> (Vec<String>, Vec<Page>) {
    let patient = what.patient().unwrap();
    let view = point.view(patient);
    let place = place(point, Country::Kz);
    let paper = fill::paper(&view, &place, what, Some(lang), NOW, 300).unwrap();
    let (pages, bytes) = pdf(&paper);
    if let Some(folder) = std::env::var_os("FELDSHER_SHOTS") {
        let name = format!("{name}-{}.pdf", lang.code());
        std::fs::write(Path::new(&folder).join(name), &bytes).unwrap();
    }
    let text = read(&bytes).unwrap_or_else(|| pages.iter().map(drawn).collect());
    (text.iter().map(|page| bare(page)).collect(), pages)
}

fn drawn(page: &Page) -> String {
    let text = |item: &Item| match item {
        Item::Text { text, .. } => text.clone(),
        Item::Line { .. } | Item::Rect { .. } => String::new(),
    };
    page.items.iter().map(text).collect()
}

#[test]
fn the_passport_stands_on_one_sheet_in_five_languages() {
    let (point, patient) = known();
    for lang in Lang::ALL {
        let what = PaperOf::Passport { patient };
        let (text, pages) = pages(&point, &what, lang, "passport");
        assert_eq!(pages.len(), 1, "{lang:?}");
        let page = &text[0];
        for fact in [
            "Амоксициллин",
            "A(II)Rh−",
            "Плохослышитлевымухом",
            "E11.9",
            "850",
            "СынақовЕрлан",
            "+77015550102",
            "Кардиостимулятор",
            "124/76",
            "61",
            "до2019",
            "Үлгіауылы,7-үй",
        ] {
            assert!(page.contains(fact), "{lang:?}: {fact} in {page}");
        }
        assert!(
            !page.contains("СтарыйНомер"),
            "{lang:?}: a number of the past"
        );
        for key in [
            "passport-disability-3",
            "passport-habit-past",
            "print-passport-rest",
        ] {
            let word = bare(&tr(lang, key, &[]));
            assert!(page.contains(&word), "{lang:?}: {key}");
        }
        // Asked and not there; not asked; and who wrote it.
        assert!(page.contains(&bare("Сынақов Үлгі")), "{lang:?}");
        let not_asked = bare(&tr(lang, "print-passport-not-asked", &[]));
        assert!(
            page.contains(&not_asked),
            "{lang:?}: nobody asked about alcohol"
        );
        // What an emergency asks for stands above the rest.
        let order = ["A(II)Rh−", "850", "E11.9", "124/76", "+77015550102"];
        let rest = page
            .find(&bare(&tr(lang, "print-passport-rest", &[])))
            .unwrap();
        for fact in order {
            assert!(
                page.find(fact).unwrap() < rest,
                "{lang:?}: {fact} stands too low"
            );
        }
    }
}

/// So much that one sheet cannot hold it: first the sources give way, then what is past; in the end there are more sheets. Each says so.
#[test]
fn what_does_not_fit_is_named_or_stands_on_the_next_sheet() {
    let (mut point, patient) = known();
    let lang = Lang::Ru;
    let what = PaperOf::Passport { patient };
    let mut seen = std::collections::BTreeSet::new();
    for n in 0..90 {
        let status = if n % 2 == 0 { "resolved" } else { "active" };
        point.set(
            patient,
            "pr/new",
            json!({"title": format!("Придуманная болезнь {n} с длинным названием на целую строку"), "status": status}),
        );
        if n % 10 != 9 {
            continue;
        }
        let (text, pages) = pages(&point, &what, lang, "passport-long");
        let whole = text.concat();
        let is_short = whole.contains("опущено");
        let is_long = whole.contains("продолжаетсянаследующемлисте");
        assert_eq!(pages.len() > 1, is_long, "{n}");
        for known in 0..=n {
            let title = bare(&format!("Придуманная болезнь {known} с"));
            let is_there = whole.contains(&title);
            let is_named = is_short && whole.contains("прошлыепроблемы(");
            assert!(
                is_there || (is_named && known % 2 == 0),
                "{n}: {known} is lost"
            );
        }
        seen.insert((is_short, is_long));
    }
    assert!(
        seen.contains(&(true, false)),
        "nothing ever gave way: {seen:?}"
    );
    assert!(
        seen.contains(&(false, true)),
        "never a second sheet: {seen:?}"
    );
}

/// What a telephone reads in the code of the first page.
fn scanned(page: &Page) -> String {
    const DOTS_PER_MM: f32 = 200.0 / 25.4;
    let dots = |mm: f32| (mm * DOTS_PER_MM).round() as usize;
    let (width, height) = (dots(page.width_mm), dots(page.height_mm));
    let mut paper = vec![255_u8; width * height];
    for item in &page.items {
        let Item::Rect {
            x_mm,
            y_mm,
            width_mm,
            height_mm,
            shade: Shade::Ink,
        } = item
        else {
            continue;
        };
        for y in dots(*y_mm)..dots(y_mm + height_mm) {
            for x in dots(*x_mm)..dots(x_mm + width_mm) {
                paper[y * width + x] = 0;
            }
        }
    }
    let mut image =
        rqrr::PreparedImage::prepare_from_greyscale(width, height, |x, y| paper[y * width + x]);
    let grids = image.detect_grids();
    assert_eq!(grids.len(), 1, "one code on the card");
    grids[0].decode().unwrap().1
}

#[test]
fn the_wallet_card_is_read_by_people_and_by_a_telephone_in_five_languages() {
    let (point, patient) = known();
    for lang in Lang::ALL {
        let what = PaperOf::Wallet { patient };
        let (text, pages) = pages(&point, &what, lang, "wallet");
        assert_eq!(pages.len(), 1, "{lang:?}");
        let page = &text[0];
        for fact in [
            "Амоксициллин",
            "A(II)Rh−",
            "Плохослышит",
            "850",
            "Кардиостимулятор",
            "+77015550102",
        ] {
            assert!(page.contains(fact), "{lang:?}: {fact} in {page}");
        }
        let code = scanned(&pages[0]);
        // In English always; in the patient's language too where that costs no fact.
        let english = |key: &str| tr(Lang::En, key, &[]);
        let both = code.contains(&tr(lang, "card-blood", &[]));
        assert!(
            both || code.len() > 700,
            "{lang:?}: room for both names: {code}"
        );
        for (key, fact) in [
            ("card-allergies", "Амоксициллин"),
            ("card-blood", "A(II) Rh−"),
            ("screen-kin", "+77015550102"),
            ("card-medicines", "850"),
        ] {
            let line = code.lines().find(|line| line.starts_with(&english(key)));
            let line = line.unwrap_or_else(|| panic!("{lang:?}: no {key} in {code}"));
            assert!(line.contains(fact), "{lang:?}: {line}");
        }
        // Codes that need no language.
        for fact in [
            "[amoxicillin]",
            "metformin",
            "E11.9",
            "1985-07-14 F",
            "СЫНАҚОВА",
        ] {
            assert!(code.contains(fact), "{lang:?}: {fact} in {code}");
        }
        let second = code.lines().nth(2).unwrap();
        assert!(
            second.starts_with(&english("card-allergies")),
            "first of all: {second}"
        );
        assert!(!code.contains("NOT ON THIS CARD"), "{lang:?}: {code}");
        assert!(!code.contains("Старый"), "{lang:?}: a number of the past");
    }
}

/// Too much for a card of 54 mm and for 996 bytes: nothing is cut in the middle, everything that is missing is counted, on the card, in
/// the code and below it.
#[test]
fn what_finds_no_room_on_the_wallet_card_is_counted() {
    let (mut point, patient) = known();
    for n in 0..30 {
        let title = format!("Придуманная болезнь номер {n} с очень длинным названием");
        point.set(
            patient,
            "pr/new",
            json!({"code": "J45.9", "title": title, "status": "active"}),
        );
        let name = format!("Придуманное лекарство {n}");
        point.set(
            patient,
            "med/new",
            json!({"name": name, "dose": "10 mg", "status": "active"}),
        );
    }
    for lang in Lang::ALL {
        let what = PaperOf::Wallet { patient };
        let (text, pages) = pages(&point, &what, lang, "wallet-full");
        assert!(text[0].contains("Амоксициллин"), "{lang:?}");
        let not_here = tr(lang, "print-wallet-not-here", &[("what", "|")]);
        let not_here = bare(not_here.split('|').next().unwrap());
        assert!(text[0].contains(&not_here), "{lang:?}: {}", text[0]);
        let lacks = tr(lang, "print-wallet-code-lacks", &[("what", "|")]);
        let lacks = bare(lacks.split('|').next().unwrap());
        assert!(text[0].contains(&lacks), "{lang:?}");
        let code = scanned(&pages[0]);
        assert!(
            code.contains("Амоксициллин") && code.contains("A(II) Rh−"),
            "{lang:?}"
        );
        assert!(
            code.contains("+77015550102"),
            "{lang:?}: whom to call is kept"
        );
        assert!(code.len() <= 997, "{lang:?}: {}", code.len());
        let counted = code.lines().last().unwrap();
        assert!(
            counted.starts_with("NOT ON THIS CARD: "),
            "{lang:?}: {code}"
        );
        // What is there and what is counted is all there is.
        let medicines =
            code.matches("придуманное лекарство").count() + usize::from(code.contains("metformin"));
        let missing = counted
            .split([':', ',', '.'])
            .find_map(|part| part.trim().strip_prefix("Current medicines "))
            .map_or(0, |n| n.parse::<usize>().unwrap());
        assert_eq!(medicines + missing, 31, "{lang:?}: {code}");
    }
}

/// Of somebody about whom nobody asked anything, no paper says "none".
#[test]
fn of_an_unknown_person_both_papers_say_that_nobody_asked() {
    let mut point = point("nurse", Role::Nurse);
    let patient = point.register(person());
    for lang in Lang::ALL {
        let word = |key: &str| bare(&tr(lang, key, &[]));
        let (text, _) = pages(
            &point,
            &PaperOf::Passport { patient },
            lang,
            "passport-bare",
        );
        let count = text[0].matches(&word("print-passport-not-asked")).count();
        assert!(count >= 6, "{lang:?}: {count} in {}", text[0]);
        assert!(
            text[0].contains(&word("print-allergy-not-recorded")),
            "{lang:?}"
        );
        let (text, pages) = pages(&point, &PaperOf::Wallet { patient }, lang, "wallet-bare");
        assert!(text[0].contains(&word("print-wallet-unknown")), "{lang:?}");
        let code = scanned(&pages[0]);
        let unknown = tr(lang, "print-wallet-unknown", &[]);
        assert_eq!(code.matches(&unknown).count(), 3, "{lang:?}: {code}");
        assert!(
            !code.contains(&tr(lang, "print-wallet-none", &[])),
            "{lang:?}: {code}"
        );
    }
}
