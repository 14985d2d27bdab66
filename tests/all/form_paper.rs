//! A form with a paper of its own, from the answers to the page.

use feldsher::domain::card::Draft;
use feldsher::domain::lang::Lang;
use feldsher::domain::visit::Visit;
use feldsher::forms::FormSet;
use feldsher::i18n::tr;
use feldsher::worker::PaperOf;

use crate::papers::{Case, sign};
use crate::print::read_back::bare;

/// Kept as it was written, checked again before it is signed, printed in its own order.
#[test]
fn a_national_form_comes_back_and_prints_in_its_own_order() {
    const NEWBORN: &str = "urn:feldsher:form:kz-052u-1";
    let mut case = Case::new();
    let answers = [
        ("birth-weight", "q:3.2|kg"),
        ("weight", "q:64|kg"),
        ("height", "q:160|cm"),
        ("bmi", "n:25"),
        ("moro", "b:true"),
        ("fontanelles", "t:Не выбухают"),
        ("feeds-day", "n:10"),
        ("advice", "t:Кормить по требованию"),
        ("later", "m:2026-09-21T10:30"),
    ];
    let draft = |answers: &[(&str, &str)]| Draft {
        visit: Visit {
            form: NEWBORN.into(),
            form_version: "1.0".into(),
            answers: answers
                .iter()
                .map(|(k, v)| ((*k).to_owned(), (*v).to_owned()))
                .collect(),
            ..Visit::default()
        },
        ..Draft::default()
    };
    let visit = sign(&mut case.point, case.patient, &draft(&answers));
    let view = case.view();
    let written = view.visits.iter().find(|v| v.id == visit).unwrap();
    assert_eq!(written.content.answers, draft(&answers).visit.answers);
    let what = PaperOf::Visit {
        patient: case.patient,
        visit,
    };
    let form = FormSet::in_force().current(NEWBORN).unwrap();
    for lang in Lang::ALL {
        let text = case.text(&view, &what, lang);
        let label = |id: &str| form.item(id).unwrap().text(lang);
        let mut at = 0;
        for word in [
            form.title(lang),
            label("measured"),
            label("birth-weight"),
            label("bmi"),
            label("nerves"),
            label("moro"),
            label("fontanelles"),
            "Не выбухают",
            label("feeds-day"),
            "Кормить по требованию",
        ] {
            let word = bare(word);
            let found = text[at..].find(&word);
            at += found.unwrap_or_else(|| panic!("{word} in {}: {text}", lang.code()));
        }
        let doubt = tr(lang, "print-layout-unconfirmed", &[]);
        for word in ["ДСМ-175/2020", doubt.as_str()] {
            assert!(text.contains(&bare(word)), "{word} is missing in {text}");
        }
        assert!(!text.contains(&bare("Прошлая жалоба")), "of another visit");
    }
}
