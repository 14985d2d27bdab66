//! The paper for the mother, made from a visit that the house signed.

use std::path::Path;

use chrono::NaiveDate;
use feldsher::clinical::imci::Shown;
use feldsher::domain::card::Draft;
use feldsher::domain::lang::Lang;
use feldsher::domain::role::Role;
use feldsher::domain::visit::Visit;
use feldsher::i18n;
use feldsher::ops::op::Op;
use feldsher::worker::imci::of_visit;
use feldsher::worker::{PaperOf, fill};

use crate::house::{person, point};
use crate::print::read_back::{bare, pdf, read as read_pages};

/// 2026-09-21, 14:13 UTC: 19:13 at the point.
const NOW: i64 = 1_790_000_000;

#[test]
fn a_signed_assessment_is_read_again_and_printed_for_the_mother() {
    let mut here = point("nurse", Role::Feldsher);
    let mut child = person();
    child.person.born = "2026-01-10".parse().unwrap();
    child.person.deceased = None;
    let patient = here.register(child);
    let answers = [
        ("diarrhoea", "b:true"),
        ("sunken-eyes", "b:true"),
        ("restless", "b:true"),
        ("weight", "q:7.6|kg"),
        ("oedema", "b:false"),
        ("muac", "q:136|mm"),
        ("cough", "b:true"),
        ("resp", "q:54|/min"),
        ("next-visit", "d:2026-09-24"),
    ];
    let draft = Draft {
        visit: Visit {
            form: "urn:feldsher:form:imci-child".into(),
            form_version: "1.0".into(),
            answers: answers
                .map(|(id, text)| (id.to_owned(), text.to_owned()))
                .into(),
            ..Visit::default()
        },
        ..Draft::default()
    };
    let saved = here
        .house
        .save_draft(&here.me, None, patient, &draft)
        .unwrap();
    let sign = Op::SignVisit {
        draft: saved.id,
        confirmed: true,
    };
    here.house.transact(&here.me, &sign).unwrap();
    let view = here.view(patient);
    let visit = &view.visits[0];
    let on = NaiveDate::from_ymd_opt(2026, 9, 21).unwrap();
    let looked = of_visit(&view.person, &visit.content, on).unwrap();
    assert_eq!(looked.assessment.shown(), Shown::Yellow);
    assert!(of_visit(&view.person, &Visit::default(), on).is_none());
    for lang in Lang::ALL {
        let what = PaperOf::Imci {
            patient,
            visit: visit.id,
        };
        let place = here.house.place();
        let paper = fill::paper(&view, place, &what, Some(lang), NOW, 300).unwrap();
        crate::print::read_back::sound("shared", &paper);
        let (_, bytes) = pdf(&paper);
        if let Some(folder) = std::env::var_os("FELDSHER_SHOTS") {
            let name = format!("imci-{}.pdf", lang.code());
            std::fs::write(Path::new(&folder).join(name), &bytes).unwrap();
        }
        let Some(pages) = read_pages(&bytes) else {
            continue;
        };
        let whole: String = pages.iter().map(|page| bare(page)).collect();
        for key in [
            "print-imci-title",
            "imci-class-some-dehydration",
            "imci-class-pneumonia",
            "imci-at-least",
            "imci-do-plan-b",
            "imci-return-title",
            "imci-return-fast-breathing",
            "imci-return-blood-in-stool",
            "imci-shown-yellow-open",
            "imci-not-approved",
        ] {
            let wanted = bare(&i18n::tr(lang, key, &[]));
            assert!(whole.contains(&wanted), "{lang:?}: {key} in {whole}");
        }
        assert!(whole.contains("570"), "{lang:?}: 75 mL/kg × 7.6 kg");
    }
    // A visit by another form has no such paper.
    let mut other = view.clone();
    other.visits[0].content.form = "urn:feldsher:form:visit".into();
    let what = PaperOf::Imci {
        patient,
        visit: visit.id,
    };
    let fault = fill::paper(&other, here.house.place(), &what, None, NOW, 300).unwrap_err();
    assert_eq!(fault.code, "paper-of-imci");
}
