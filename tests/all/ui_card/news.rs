//! NEWS2 beside the vital signs, and the kidneys beside a dose, by keyboard.

use egui::Key;
use feldsher::domain::card::CardView;
use feldsher::domain::chunk::Kind;
use feldsher::domain::dates::PartialDate;
use feldsher::domain::lang::Lang;
use feldsher::domain::role::Role;
use feldsher::forms::{FormSet, VISIT};
use feldsher::i18n::tr;

use super::fixture::{child, event, id, visit};
use super::stage::{Hands as _, stage};
use crate::ui::keys::Keys as _;
use crate::ui::shoot;

/// The boy of the fixture grown old: nothing measured, no medicines.
fn old_man() -> CardView {
    let mut view = child();
    view.person.born = PartialDate::from_ymd(1958, 3, 10).unwrap();
    view.visits.clear();
    view.medicines.clear();
    view.prescriptions.clear();
    view.administrations.clear();
    view
}

fn label(lang: Lang, link_id: &str) -> String {
    let form = FormSet::in_force().current(VISIT).unwrap();
    form.item(link_id).unwrap().text(lang).to_owned()
}

#[test]
fn the_score_stands_beside_the_vital_signs() {
    for lang in Lang::ALL {
        let word = |key: &str| tr(lang, key, &[]);
        let mut h = stage(Role::Nurse, lang, vec![old_man()]);
        h.open(id(10));
        h.press(Key::F4);
        assert!(!h.sees(&label(lang, "head")) && !h.sees(&label(lang, "oedema")));
        for (place, typed) in [
            ("temp", "38,3"),
            ("bp-sys", "132"),
            ("bp-dia", "80"),
            ("pulse", "104"),
        ] {
            h.write(&label(lang, place), typed);
        }
        assert!(
            !h.sees("NEWS2"),
            "{lang:?}: a usual visit asks for no score"
        );
        h.write(&label(lang, "resp"), "25");
        h.run_steps(4);
        // 3 for the breaths alone is urgent, whatever is missing.
        assert!(
            h.sees(&format!(
                "NEWS2 {}",
                tr(lang, "news-already-medium", &[("score", "5")])
            )),
            "{lang:?}"
        );
        h.write(&label(lang, "spo2"), "93");
        h.run_steps(4);
        h.pick(&label(lang, "oxygen"), &word("common-no"));
        let alert = FormSet::in_force().current(VISIT).unwrap();
        let alert = alert.item("consciousness").unwrap().options[0]
            .text
            .get(lang)
            .to_owned();
        assert!(h.sees(&label(lang, "spo2-scale-2")), "{lang:?}");
        h.pick(&label(lang, "consciousness"), &alert);
        h.run_steps(4);
        assert!(
            h.sees(&format!(
                "NEWS2 {}",
                tr(lang, "news-high", &[("score", "7")])
            )),
            "{lang:?}"
        );
        shoot(&mut h, &format!("news-visit-{}", lang.code()));
        h.press(Key::Tab);
        assert_eq!(
            h.focused().as_deref(),
            Some(word("growth-show-arithmetic").as_str()),
            "{lang:?}: one key away"
        );
        h.press(Key::Enter);
        h.run_steps(4);
        assert!(h.sees(&tr(lang, "news-sum", &[("score", "7")])), "{lang:?}");
        shoot(&mut h, &format!("news-arithmetic-{}", lang.code()));
        h.only_keys();
    }
}

#[test]
fn a_signed_visit_shows_its_score() {
    let answers = [
        ("temp", "q:38.3|Cel"),
        ("bp-sys", "q:132|mm[Hg]"),
        ("bp-dia", "q:80|mm[Hg]"),
        ("pulse", "q:104|/min"),
        ("resp", "q:25|/min"),
        ("spo2", "q:93|%"),
        ("oxygen", "b:false"),
        ("consciousness", "c:urn:feldsher:acvpu|A|Alert"),
    ];
    let mut content = visit(&answers, &[("J18.9", "Пневмония")]);
    content.form_version = "1.1".into();
    let mut card = old_man();
    card.visits = vec![event(70, Kind::VISIT, id(10), 1, content)];
    let mut h = stage(Role::Doctor, Lang::Ru, vec![card]);
    h.open(id(10));
    h.press(Key::Enter);
    h.run_steps(6);
    assert!(h.sees("7, высокий риск"));
    assert!(h.sees("Ясное"), "in the words of the reader");
    shoot(&mut h, "news-read-ru");
}

/// What the record knows of the kidneys goes into the check, with its creatinine and its age; old is not normal.
#[test]
fn the_last_creatinine_stands_beside_the_dose() {
    for (days_ago, sampled, said) in [
        (
            51,
            "2026-10-01",
            "рСКФ 47,2 мл/мин (креатинин 140\u{a0}мкмоль/л, 01-окт-2026, 7 недель назад)",
        ),
        (
            200,
            "2026-05-05",
            "рСКФ не известна. Креатинин, 05-май-2026, 6 месяцев назад: старше 90 дней",
        ),
    ] {
        let sample = format!("d:{sampled}");
        let answers = [
            ("creatinine", "q:140|umol/L"),
            ("creatinine-date", sample.as_str()),
        ];
        let mut content = visit(&answers, &[("E11.9", "Сахарный диабет 2 типа")]);
        content.form_version = "1.1".into();
        let mut card = old_man();
        card.visits = vec![event(70, Kind::VISIT, id(10), days_ago, content)];
        let mut h = stage(Role::Doctor, Lang::Ru, vec![card]);
        h.open(id(10));
        h.press(Key::F4);
        h.press(Key::F9);
        h.write("Лекарственное средство", "метформин");
        h.press(Key::ArrowDown);
        h.press(Key::Enter);
        h.run_steps(6);
        h.tab_to("Способ введения");
        h.press(Key::ArrowRight);
        h.run_steps(6);
        assert!(h.sees(said), "{said}");
        // Unknown kidneys are asked for; known ones are not asked again.
        assert_eq!(h.sees("Функция почек (рСКФ)"), sampled == "2026-05-05");
        shoot(&mut h, &format!("kidneys-{sampled}"));
        h.only_keys();
    }
}
