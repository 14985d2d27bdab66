//! The vaccination card on paper, read back: every dose with its lot, every refusal, what comes next, in five languages.

use std::path::Path;

use feldsher::domain::country::Country;
use feldsher::domain::ids::PatientId;
use feldsher::domain::immunisation::{Immunisation, ImmunisationStatus};
use feldsher::domain::lang::Lang;
use feldsher::domain::page::Item;
use feldsher::domain::role::Role;
use feldsher::i18n::tr;
use feldsher::ops::Place;
use feldsher::ops::op::Op;
use feldsher::worker::vaccination::vaccine_name;
use feldsher::worker::{PaperOf, fill};

use crate::house::{Point, person, point};
use crate::print::read_back::{bare, pdf, read};

/// 2026-09-21, 14:13 UTC.
const NOW: i64 = 1_790_000_000;

fn give(point: &mut Point, patient: PatientId, content: Immunisation) {
    let op = Op::Immunise {
        patient,
        immunisation: Box::new(content),
        amends: None,
    };
    point.house.transact(&point.me, &op).unwrap();
}

fn dose(vaccine: &str, date: &str, lot: &str) -> Immunisation {
    Immunisation {
        vaccine: vaccine.into(),
        date: date.parse().unwrap(),
        lot: lot.into(),
        expiry: "2027-05".parse().unwrap(),
        site: "left-thigh".into(),
        route: "intramuscular".into(),
        dose_ml: "0.5".into(),
        ..Immunisation::default()
    }
}

/// Eight months old: four doses that count, one too early, one refused, one put off, one entered in error.
fn infant() -> (Point, PatientId) {
    let mut point = point("feldsher", Role::Feldsher);
    let mut child = person();
    child.person.born = "2026-01-15".parse().unwrap();
    let patient = point.register(child);
    give(&mut point, patient, dose("HepB", "2026-01-15", "HB-11"));
    give(
        &mut point,
        patient,
        Immunisation {
            reaction_local: "lymph-node".into(),
            reaction_general: "none".into(),
            reaction: "рубчик 4 мм".into(),
            ..dose("BCG", "2026-01-17", "BC-12")
        },
    );
    give(
        &mut point,
        patient,
        dose("DTaP-Hib-HepB-IPV", "2026-03-16", "HX-13"),
    );
    give(&mut point, patient, dose("PCV", "2026-03-16", "PC-14"));
    give(
        &mut point,
        patient,
        dose("DTaP-Hib-IPV", "2026-03-25", "EARLY-15"),
    );
    give(
        &mut point,
        patient,
        Immunisation {
            status: ImmunisationStatus::NotDone,
            status_reason: "refusal".into(),
            note: "мать боится".into(),
            ..dose("PCV", "2026-06-01", "")
        },
    );
    give(
        &mut point,
        patient,
        Immunisation {
            status: ImmunisationStatus::NotDone,
            status_reason: "medical-exemption".into(),
            until: "2026-08-01".parse().unwrap(),
            note: "окончившийся отвод".into(),
            ..dose("DTaP-Hib-IPV", "2026-06-01", "")
        },
    );
    let wrong = Op::Immunise {
        patient,
        immunisation: Box::new(dose("MMR", "2026-09-01", "WRONG-16")),
        amends: None,
    };
    let written = point.house.transact(&point.me, &wrong).unwrap().written;
    let error = feldsher::domain::visit::EnteredInError {
        target: written[0],
        reason: "wrong-patient".into(),
        note: String::new(),
    };
    let op = Op::Withdraw { patient, error };
    point.house.transact(&point.me, &op).unwrap();
    (point, patient)
}

pub fn place(point: &Point, country: Country) -> Place {
    let own = point.house.place();
    Place {
        facility: own.facility,
        clinic: own.clinic.clone(),
        country,
        lang: own.lang,
        demo: own.demo,
        device: own.device,
        device_key: own.device_key.clone(),
    }
}

/// Each page as people read it, without spaces, and the pages themselves.
fn pages(
    point: &Point,
    patient: PatientId,
    country: Country,
    lang: Lang,
) -> (Vec<String>, Vec<feldsher::domain::page::Page>) {
    let view = point.view(patient);
    let what = PaperOf::Vaccination { patient };
    let place = place(point, country);
    let paper = fill::paper(&view, &place, &what, Some(lang), NOW, 300).unwrap();
    let (pages, bytes) = pdf(&paper);
    if let Some(folder) = std::env::var_os("FELDSHER_SHOTS") {
        let name = format!("vaccination-{}-{}.pdf", country.code(), lang.code());
        std::fs::write(Path::new(&folder).join(name), &bytes).unwrap();
    }
    let text = read(&bytes).unwrap_or_else(|| {
        let text = |item: &Item| match item {
            Item::Text { text, .. } => text.clone(),
            Item::Line { .. } | Item::Rect { .. } => String::new(),
        };
        let page = |page: &feldsher::domain::page::Page| page.items.iter().map(text).collect();
        pages.iter().map(page).collect()
    });
    (text.iter().map(|page| bare(page)).collect(), pages)
}

#[test]
fn the_card_is_whole_in_five_languages() {
    let (point, patient) = infant();
    for lang in Lang::ALL {
        let (read, pages) = pages(&point, patient, Country::Kz, lang);
        let word = |key: &str| bare(&tr(lang, key, &[]));
        let whole = read.concat();
        for wanted in [
            &word("print-vaccination-title-kz"),
            &bare("065/у"),
            &bare(&vaccine_name(lang, "DTaP-Hib-HepB-IPV")),
            "HB-11",
            "BC-12",
            "HX-13",
            "PC-14",
            "EARLY-15",
            &word("vaccination-local-lymph-node"),
            &bare("рубчик 4 мм"),
            &word("vaccination-site-left-thigh"),
            &word("vaccination-what-refusal"),
            &bare("мать боится"),
            &word("vaccination-status-overdue"),
            &word("vaccination-not-approved"),
            &word("print-layout-unconfirmed"),
            &word("print-vaccination-not-counted"),
        ] {
            assert!(whole.contains(wanted), "{lang:?}: «{wanted}» in {whole}");
        }
        for foreign in ["WRONG-16", &bare("окончившийся отвод")] {
            assert!(!whole.contains(foreign), "{lang:?}: «{foreign}»");
        }
        assert!(pages.len() >= 2, "the plan goes on to a second page");
        for (n, page) in read.iter().enumerate() {
            assert!(page.contains(&bare("СЫНАҚОВА")), "{lang:?}: page {n}: who");
            let of = tr(
                lang,
                "print-page-of",
                &[
                    ("page", &(n + 1).to_string()),
                    ("pages", &pages.len().to_string()),
                ],
            );
            assert!(page.contains(&bare(&of)), "{lang:?}: {of} in {page}");
        }
        for item in pages.iter().flat_map(|page| &page.items) {
            let (x, y) = match item {
                Item::Text { x_mm, y_mm, .. } | Item::Rect { x_mm, y_mm, .. } => (*x_mm, *y_mm),
                Item::Line { to_mm, .. } => *to_mm,
            };
            assert!(
                (5.0..=205.0).contains(&x) && (5.0..=292.0).contains(&y),
                "{item:?}"
            );
        }
    }
}

#[test]
fn each_country_has_its_title_its_calendar_and_its_form() {
    let (point, patient) = infant();
    for (country, lang, form, calendar) in [
        (Country::Kz, Lang::Kk, Some("065/у"), "№ 612"),
        (Country::Uz, Lang::Uz, Some("063-shakl"), ""),
        (Country::Ge, Lang::Ka, None, "01-60/"),
    ] {
        let (read, _) = pages(&point, patient, country, lang);
        let whole = read.concat();
        let title = tr(
            lang,
            &format!("print-vaccination-title-{}", country.code()),
            &[],
        );
        assert!(whole.contains(&bare(&title)), "{title} in {whole}");
        assert!(
            whole.contains(&bare(form.unwrap_or_default())),
            "{form:?} in {whole}"
        );
        assert!(whole.contains(&bare(calendar)), "{calendar} in {whole}");
        let unconfirmed = tr(lang, "print-layout-unconfirmed", &[]);
        assert!(
            whole.contains(&bare(&unconfirmed)),
            "no layout was compared"
        );
        // Georgia's later doses are from knowledge alone, and the paper says so beside each.
        let knowledge = whole
            .matches(&bare(&tr(lang, "print-not-confirmed", &[])))
            .count();
        assert_eq!(
            knowledge > 3,
            country == Country::Ge,
            "{country:?}: {knowledge}"
        );
    }
}

/// The reaction comes later than the dose: the dose stays one, and what it was given for stays counted.
#[test]
fn a_reaction_is_added_to_a_dose_and_anaphylaxis_forbids_the_next_one() {
    use feldsher::clinical::immunise::Status;
    use feldsher::worker::vaccination::{planned, standing};
    let (mut point, patient) = infant();
    let today = "2026-09-21".parse().unwrap();
    let view = point.view(patient);
    let given = standing(&view).find(|one| one.content.vaccine == "PCV" && one.content.is_done());
    let given = given.unwrap().clone();
    let with = |reaction: &str| Immunisation {
        reaction_general: reaction.into(),
        ..given.content.clone()
    };
    let add = |point: &mut Point, content, amends| {
        let op = Op::Immunise {
            patient,
            immunisation: Box::new(content),
            amends: Some(amends),
        };
        point.house.transact(&point.me, &op)
    };
    let next = |point: &Point| {
        let rows = planned(&point.view(patient), Country::Kz, today)
            .unwrap()
            .rows;
        let pcv: Vec<_> = rows
            .into_iter()
            .filter(|row| row.vaccine == "PCV")
            .collect();
        (
            pcv.iter().filter(|row| row.given_on.is_some()).count(),
            pcv[1].status,
        )
    };
    assert_eq!(next(&point), (1, Status::Overdue));
    let written = add(&mut point, with("anaphylaxis"), given.id)
        .unwrap()
        .written;
    assert_eq!(next(&point), (1, Status::Contraindicated));
    // The note itself was a mistake: the dose is there again, without it.
    let error = feldsher::domain::visit::EnteredInError {
        target: written[0],
        reason: "mistake".into(),
        note: String::new(),
    };
    point
        .house
        .transact(&point.me, &Op::Withdraw { patient, error })
        .unwrap();
    assert_eq!(next(&point), (1, Status::Overdue));
    // What is not a vaccination of this patient cannot be replaced by one.
    let other = point.register(person());
    let stranger = point.house.transact(
        &point.me,
        &Op::Immunise {
            patient: other,
            immunisation: Box::new(with("fever")),
            amends: Some(given.id),
        },
    );
    assert!(stranger.is_err());
    assert!(add(&mut point, with("fever"), patient).is_err());
}

#[test]
fn the_list_of_a_month_names_the_children_and_the_doses_to_take_along() {
    use feldsher::ops::policy::{Scope, authorize, may};
    use feldsher::worker::recall::{MONTHS, sheet};
    let (mut point, _) = infant();
    let mut vague = person();
    vague.person.name.family = "Белгісіз".into();
    vague.person.identifiers.clear();
    vague.person.born = "2026".parse().unwrap();
    point.register(vague);
    let today: chrono::NaiveDate = "2026-09-21".parse().unwrap();
    let until = feldsher::worker::calls::last_day(today, MONTHS);
    let may = authorize::<may::Recall>(&point.me.who, Scope::House).unwrap();
    let all = point.house.recall(&may, today, until).unwrap();
    assert_eq!(all.len(), 2);
    for lang in Lang::ALL {
        let say = |key: &str| tr(lang, key, &[]);
        let place = place(&point, Country::Kz);
        let list = sheet(&all, 0, &place, lang, today);
        let of = |vaccine: &str| {
            let name = vaccine_name(lang, vaccine);
            let found = list.counts.iter().find(|(known, _)| *known == name);
            found.map(|(_, numbers)| numbers.clone())
        };
        assert_eq!(
            of("PCV"),
            Some(vec![0, 1]),
            "{lang:?}: refused, not to be taken along"
        );
        assert_eq!(of("DTaP-Hib-IPV"), Some(vec![1, 0]), "{lang:?}");
        let (pages, bytes) = pdf(&feldsher::print::papers::calls(&list));
        if let Some(folder) = std::env::var_os("FELDSHER_SHOTS") {
            let name = format!("calls-vaccination-{}.pdf", lang.code());
            std::fs::write(Path::new(&folder).join(name), &bytes).unwrap();
        }
        let Some(read) = read(&bytes) else { continue };
        assert_eq!(read.len(), pages.len());
        let whole: String = read.iter().map(|page| bare(page)).collect();
        for wanted in [
            "БЕЛГІСІЗ".to_owned(),
            vaccine_name(lang, "PCV"),
            say("vaccination-no-birth"),
            say("recall-not-counted"),
            say("vaccination-not-approved"),
            say("calls-private"),
            say("calls-kind-vaccination"),
        ] {
            assert!(
                whole.contains(&bare(&wanted)),
                "{lang:?}: {wanted} in {whole}"
            );
        }
        // A later month holds only what falls due in it.
        let later = sheet(&all, 5, &place, lang, today);
        let asks = |list: &feldsher::print::papers::CallSheet| {
            list.lines
                .iter()
                .flat_map(|line| line.asks.clone())
                .collect::<Vec<_>>()
        };
        assert!(
            asks(&later).iter().all(|ask| !asks(&list).contains(ask)),
            "{lang:?}"
        );
    }
}
