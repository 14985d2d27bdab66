//! The discharge of a patient by keyboard: the form, the day of admission, one button, a sentence changed, signed, and the case on paper.

use egui::{Key, Modifiers};
use feldsher::domain::administration::Administration;
use feldsher::domain::card::CardView;
use feldsher::domain::chunk::Kind;
use feldsher::domain::lang::Lang;
use feldsher::domain::role::Role;
use feldsher::ui::screens::Route;
use feldsher::worker::{Op, PaperOf};

use super::fixture::{child, event, id, visit};
use super::stage::{Hands as _, stage};
use crate::ui::keys::Keys as _;
use crate::ui::shoot;

const SUMMARY: &str = "urn:feldsher:form:kz-001u-discharge";

/// Five days up to today, 21 November: a visit and a dose on each.
fn after_five_days() -> CardView {
    let mut card = child();
    card.person.language = Some(Lang::Ru);
    card.visits.clear();
    card.prescriptions.clear();
    card.administrations.clear();
    for day in 0..5_u8 {
        let ago = i64::from(4 - day);
        let text = format!("t:День {}, хрипов меньше", day + 1);
        let answers = [("complaints", "t:Кашель"), ("exam", text.as_str())];
        let own = visit(&answers, &[("J20.9", "Острый бронхит")]);
        let own = event(150 + day, Kind::VISIT, card.patient, ago, own);
        card.visits.insert(0, own);
        let dose = Administration {
            name: "Ампициллин".into(),
            dose: "250".into(),
            unit: "mg".into(),
            route: "intramuscular".into(),
            given: true,
            ..Administration::default()
        };
        let dose = event(160 + day, Kind::ADMINISTRATION, card.patient, ago, dose);
        card.administrations.insert(0, dose);
    }
    card
}

#[test]
fn a_discharge_is_assembled_from_the_days_and_every_sentence_can_be_changed() {
    let mut h = stage(Role::Doctor, Lang::Ru, vec![after_five_days()]);
    h.open(id(10));
    h.tab_to("Другая форма");
    h.press(Key::Enter);
    h.run_steps(4);
    h.tab_to("Номер или название формы");
    h.typed("001 эпикриз");
    h.press(Key::ArrowDown);
    h.press(Key::Enter);
    h.run_steps(20);
    // Without its first day a stay has no days.
    h.tab_to("Собрать из записей");
    h.press(Key::Enter);
    h.run_steps(2);
    assert!(h.sees("Сначала впишите дату поступления"));
    h.write("Дата поступления", "17.11.2026");
    h.write("Жалобы", "Сказано иначе");
    h.tab_to("Собрать из записей");
    h.press(Key::Enter);
    h.run_steps(3);
    assert!(h.sees("посещений 5, доз 5"));
    shoot(&mut h, "stay-assembled");
    h.run_steps(80);
    let draft = h.state().saved.last().unwrap().visit.clone();
    assert_eq!(draft.form, SUMMARY);
    let kept = |place: &str| draft.answers.get(place).map_or("", String::as_str);
    assert_eq!(kept("complaints"), "t:Сказано иначе", "an old answer stays");
    assert_eq!(kept("discharged"), "d:2026-11-21");
    assert!(
        kept("exam").starts_with("t:17-ноя-2026: День 1"),
        "{}",
        kept("exam")
    );
    assert!(
        kept("state").starts_with("t:21-ноя-2026: День 5"),
        "{}",
        kept("state")
    );
    let course = kept("course");
    assert!(
        course.contains("20-ноя-2026, ") && course.contains("День 4"),
        "{course}"
    );
    let treatment = kept("treatment-given");
    assert!(
        treatment.contains("дано доз: 5 (17-ноя-2026 – 21-ноя-2026)"),
        "{treatment}"
    );
    assert_eq!(draft.diagnoses[0].code, "J20.9");

    // Once more changes nothing, and a sentence is the doctor's to change.
    h.tab_to("Собрать из записей");
    h.press(Key::Enter);
    h.run_steps(3);
    assert!(h.sees("брать нечего"));
    h.tab_to("Состояние при выписке");
    h.chord(Modifiers::COMMAND, Key::A);
    h.typed("Удовлетворительное");
    h.run_steps(80);
    for _ in 0..2 {
        h.chord(Modifiers::COMMAND, Key::Enter);
        h.run_steps(10);
    }
    let ops = &h.state().ops;
    assert!(
        ops.iter().any(|op| matches!(op, Op::SignVisit { .. })),
        "{:?}",
        h.state().log
    );
    let signed = h.state().cards[&id(10)].visits[0].content.clone();
    assert_eq!(signed.answers["state"], "t:Удовлетворительное");
    h.chord(Modifiers::COMMAND, Key::P);
    h.run_steps(6);
    let route = &h.state().app.route;
    assert!(matches!(route, Route::Preview(what) if matches!(**what, PaperOf::Visit { .. })));
    h.pick("Документ", "История болезни");
    h.run_steps(6);
    shoot(&mut h, "stay-case");
    let log = h.state().log.join("\n");
    assert!(log.contains("Preview"), "{log}");
}
