//! The blocks of the health passport, each drawn by itself: the column beside the card and the screen of F8 put them in their order.

use chrono::NaiveDate;
use egui::text::LayoutJob;
use egui::{Align, FontSelection, Label, Ui};

use super::allergy_edit::AllergyEdit;
use super::background_edit::{
    ContactEdit, DisabilityEdit, FamilyEdit, HabitEdit, ProcedureEdit, kind_word, relation_word,
};
use super::card::CardState;
use super::card_words::{
    answer_text, box_text, form_of, forms, schedule_text, stored_dose, strength_text, who,
};
use super::growth::growth_line_ui;
use super::passport::{Edit, can_be_pregnant, edit, moment};
use super::passport_edit::{AlertEdit, BloodEdit, MedicineEdit, PregnancyEdit};
use super::passport_lines::{
    Shown, allergy_job, empty_line_ui, entries_ui, is_empty, line, none_ui, section_ui, title_ui,
};
use super::passport_trend::{days_ui, signs_ui};
use super::pregnancy::pregnancy_line_ui;
use super::prevention::prevention_line_ui;
use super::problem_edit::ProblemEdit;
use super::reviews::severity;
use super::vaccination::vaccination_line_ui;
use super::{Commands, parts};
use crate::clinical::pregnancy::{Known, known};
use crate::clinical::{Formulary, Site};
use crate::domain::allergy::{AllergyStatus, Status};
use crate::domain::background::{HABIT_VALUES, Procedure, ProcedureKind};
use crate::domain::card::{CardView, Draft, Noted, standing};
use crate::forms::{Answer, decode_all};
use crate::i18n::dates;
use crate::ui::cx::Cx;
use crate::ui::model::Model;
use crate::ui::widgets::alert::finding_line_ui;
use crate::ui::widgets::text::{muted, small, strong, whole_ui};
use crate::ui::widgets::{Btn, Severity, badge_ui};
use crate::worker::Op;
use crate::worker::dose::{Told, WEIGHT, Wish, ask, is_running, judge};
use crate::worker::signs::{BODY, LABORATORY, VITAL};

/// The parts of the passport. Seed 2 names twelve blocks; number 2 (who wrote, where) stands under every fact and in
/// [`Block::Authors`], numbers 5 and 8 (way of life, what endangers health) are one list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Block {
    Allergies,
    Blood,
    Alerts,
    Pregnancy,
    Problems,
    Medicines,
    Vitals,
    Contacts,
    Procedures,
    /// What stays in the body, where there is any: all that the narrow column shows of the operations.
    Implants,
    Body,
    Laboratory,
    Vaccination,
    Prevention,
    Disability,
    Habits,
    Family,
    Identity,
    Authors,
}

/// Draws one block; what its buttons ask for is in `state` afterwards.
pub fn block_ui(
    ui: &mut Ui,
    p: &Shown<'_>,
    block: Block,
    state: &mut CardState,
    send: &mut Commands,
) {
    let wanted = match block {
        Block::Allergies => allergies_ui(ui, p, state, send),
        Block::Blood => blood_ui(ui, p),
        Block::Alerts => alerts_ui(ui, p),
        Block::Pregnancy => pregnancy_ui(ui, p, state),
        Block::Problems => problems_ui(ui, p, state, send),
        Block::Medicines => medicines_ui(ui, p, state, send),
        Block::Contacts => contacts_ui(ui, p),
        Block::Procedures => procedures_ui(ui, p, state, send),
        Block::Disability => disability_ui(ui, p),
        Block::Habits => habits_ui(ui, p),
        Block::Family => family_ui(ui, p, state, send),
        Block::Implants => implants_ui(ui, p),
        Block::Vitals => {
            title_ui(ui, p.cx, "passport-vitals");
            let any = if p.front {
                signs_ui(ui, p, &VITAL, &mut state.passport.trend)
            } else {
                days_ui(ui, p, &VITAL, &mut state.passport.trend)
            };
            if !any {
                whole_ui(ui, muted(p.cx, p.cx.tr("passport-never-measured")));
            }
            None
        }
        Block::Laboratory => {
            title_ui(ui, p.cx, "passport-laboratory");
            if !signs_ui(ui, p, &LABORATORY, &mut state.passport.trend) {
                whole_ui(ui, muted(p.cx, p.cx.tr("passport-never-measured")));
            }
            None
        }
        Block::Body => {
            body_ui(ui, p, state);
            growth_line_ui(ui, p.cx, p.model, p.card, &mut state.passport.growth);
            None
        }
        Block::Vaccination => {
            title_ui(ui, p.cx, "vaccination-title");
            vaccination_line_ui(ui, p.cx, p.model, p.card, &mut state.passport.vaccination);
            None
        }
        Block::Prevention => {
            prevention_line_ui(ui, p.cx, p.model, p.card, &mut state.passport.prevention);
            None
        }
        Block::Identity => {
            identity_ui(ui, p);
            None
        }
        Block::Authors => {
            authors_ui(ui, p);
            None
        }
    };
    if let Some(wanted) = wanted.filter(|_| p.may_edit) {
        edit(&mut state.passport, p.card, wanted);
    }
}

/// "Asked: none" is written under `key`.
fn say_none(p: &Shown<'_>, key: &str, state: &mut CardState, send: &mut Commands) {
    let mut value = serde_json::Map::new();
    value.insert("none_known".into(), true.into());
    let patient = p.card.patient;
    let op = Op::SetFact {
        patient,
        key: key.to_owned(),
        value,
        seen: Some(p.card.seen(patient, key)),
    };
    state.act(op, "common-saved", send);
}

/// Statements of linked cards that differ, said above them.
fn dispute_ui(ui: &mut Ui, cx: &Cx, agree: bool) {
    if !agree {
        finding_line_ui(ui, cx, Severity::Warning, &cx.tr("card-statements-differ"));
    }
}

fn allergies_ui(
    ui: &mut Ui,
    p: &Shown<'_>,
    state: &mut CardState,
    send: &mut Commands,
) -> Option<Edit> {
    let (cx, card) = (p.cx, p.card);
    let mut edit = None;
    if section_ui(ui, cx, "card-allergies", "allergy", p.may_edit) {
        edit = Some(Edit::Allergy(AllergyEdit::new(card.patient)));
    }
    match card.allergy_status() {
        AllergyStatus::Known => {}
        AllergyStatus::NoneKnown => {
            let (by, at) = card.none_known.unwrap_or_default();
            let who = who(cx, card, by);
            let args = [("who", who.as_str()), ("date", &p.day(at))];
            whole_ui(ui, cx.tr_with("ui-allergy-none-known", &args));
            p.source_ui(ui, by, at);
        }
        AllergyStatus::NotRecorded => {
            finding_line_ui(
                ui,
                cx,
                Severity::Required,
                &cx.tr("ui-allergy-not-recorded"),
            );
            if p.may_edit
                && Btn::secondary(&cx.tr("card-none-known"))
                    .show(ui, cx)
                    .clicked()
            {
                say_none(p, "alst", state, send);
            }
        }
        AllergyStatus::Unavailable => {
            finding_line_ui(ui, cx, Severity::Warning, &cx.tr("ui-allergy-unavailable"));
        }
    }
    let opened = entries_ui(ui, p, &card.allergies, |a| a.status, allergy_job);
    opened.map(AllergyEdit::open).map(Edit::Allergy).or(edit)
}

fn blood_ui(ui: &mut Ui, p: &Shown<'_>) -> Option<Edit> {
    let (cx, card) = (p.cx, p.card);
    let pressed = section_ui(ui, cx, "card-blood", "blood", p.may_edit);
    empty_line_ui(ui, cx, card.blood.is_none());
    dispute_ui(ui, cx, card.blood_also.is_empty());
    for noted in card.blood.iter().chain(&card.blood_also) {
        ui.label(strong(&noted.value));
        p.source_ui(ui, noted.by, noted.at);
    }
    pressed.then(|| Edit::Blood(BloodEdit::open(card.patient, card.blood.as_ref())))
}

fn alerts_ui(ui: &mut Ui, p: &Shown<'_>) -> Option<Edit> {
    let (cx, card) = (p.cx, p.card);
    let mut edit = None;
    if section_ui(ui, cx, "card-alerts", "alert", p.may_edit) {
        edit = Some(Edit::Alert(AlertEdit::new(card.patient)));
    }
    empty_line_ui(ui, cx, is_empty(&card.alerts, p.show_all, |a| a.status));
    let opened = entries_ui(
        ui,
        p,
        &card.alerts,
        |a| a.status,
        |ui, cx, noted| line(ui, cx, &noted.value.text, ""),
    );
    opened.map(AlertEdit::open).map(Edit::Alert).or(edit)
}

/// A pregnancy that is followed, and what was stated about it; nothing of a boy or of a girl of seven.
fn pregnancy_ui(ui: &mut Ui, p: &Shown<'_>, state: &mut CardState) -> Option<Edit> {
    let (cx, model, card) = (p.cx, p.model, p.card);
    let is_followed = matches!(known(card), Known::Open(_) | Known::Disputed(_));
    if is_followed {
        title_ui(ui, cx, "pregnancy-title");
        pregnancy_line_ui(ui, cx, model, card, &mut state.passport.pregnancy);
    }
    if card.pregnancy.is_none() && !can_be_pregnant(card, model.today()) {
        return None;
    }
    let pressed = section_ui(ui, cx, "common-pregnancy", "pregnancy", p.may_edit);
    empty_line_ui(ui, cx, card.pregnancy.is_none());
    dispute_ui(ui, cx, card.pregnancy_also.is_empty());
    for noted in card.pregnancy.iter().chain(&card.pregnancy_also) {
        let word = match noted.value.value.as_str() {
            "yes" => "common-yes",
            "no" => "common-no",
            _ => "common-unknown",
        };
        whole_ui(ui, format!("{} · {}", cx.tr(word), p.day(noted.at)));
        p.source_ui(ui, noted.by, noted.at);
    }
    if !is_followed {
        pregnancy_line_ui(ui, cx, model, card, &mut state.passport.pregnancy);
    }
    pressed.then(|| Edit::Pregnancy(PregnancyEdit::open(card.patient, card.pregnancy.as_ref())))
}

fn problems_ui(
    ui: &mut Ui,
    p: &Shown<'_>,
    state: &mut CardState,
    send: &mut Commands,
) -> Option<Edit> {
    let (cx, card) = (p.cx, p.card);
    let mut edit = None;
    if section_ui(ui, cx, "card-problems", "problem", p.may_edit) {
        edit = Some(Edit::Problem(ProblemEdit::new(card.patient)));
    }
    if is_empty(&card.problems, p.show_all, |p| p.status) && none_ui(ui, p, "pr") {
        say_none(p, "none/pr", state, send);
    }
    let opened = entries_ui(
        ui,
        p,
        &card.problems,
        |p| p.status,
        |ui, cx, noted| {
            let p = &noted.value;
            let mut quiet = p.code.clone().unwrap_or_default();
            if p.onset.is_known() {
                quiet = format!(
                    "{quiet} · {}",
                    cx.tr_with("card-since", &[("date", &cx.partial(p.onset))])
                );
            }
            line(ui, cx, &p.title, quiet.trim_start_matches(" · "))
        },
    );
    opened.map(ProblemEdit::open).map(Edit::Problem).or(edit)
}

fn medicines_ui(
    ui: &mut Ui,
    p: &Shown<'_>,
    state: &mut CardState,
    send: &mut Commands,
) -> Option<Edit> {
    let (cx, model, card) = (p.cx, p.model, p.card);
    let mut edit = None;
    if section_ui(ui, cx, "card-medicines", "medicine", p.may_edit) {
        edit = Some(Edit::Medicine(MedicineEdit::new(card.patient)));
    }
    let running: Vec<_> = standing(&card.prescriptions, None)
        .filter(|p| is_running(&p.content, p.care_at, model.now))
        .filter(|p| card.stopped(p.id).is_none())
        .collect();
    let none = running.is_empty() && is_empty(&card.medicines, p.show_all, |m| m.status);
    if none && none_ui(ui, p, "med") {
        say_none(p, "none/med", state, send);
    }
    let opened = entries_ui(
        ui,
        p,
        &card.medicines,
        |m| m.status,
        |ui, cx, noted| {
            let m = &noted.value;
            let quiet: Vec<&str> = [m.dose.as_str(), m.frequency.as_str()]
                .into_iter()
                .filter(|s| !s.is_empty())
                .collect();
            line(ui, cx, &m.name, &quiet.join(", "))
        },
    );
    edit = opened.map(MedicineEdit::open).map(Edit::Medicine).or(edit);
    for order in running {
        let dose = stored_dose(cx, &order.content.dose, &order.content.unit);
        let schedule = schedule_text(cx, &order.content);
        let strength = strength_text(cx, &order.content.strength);
        // Two amounts side by side are told apart by the word (MEDi-007).
        let dose = if dose.is_empty() {
            dose
        } else {
            format!("{} {dose}", cx.tr("card-dose-label"))
        };
        let product = box_text(cx, &order.content).unwrap_or_default();
        let parts: Vec<String> = [strength, product, dose, schedule]
            .into_iter()
            .filter(|s| !s.is_empty())
            .collect();
        let day = p.day(order.care_at);
        let quiet = format!(
            "{} · {}",
            parts.join(", "),
            cx.tr_with("card-prescribed-on", &[("date", &day)])
        );
        if let Some(row) = model.to_review(order.id) {
            badge_ui(ui, cx, severity(row), &cx.tr("review-title"));
        }
        ui.add(Label::new(line(ui, cx, &order.content.name, &quiet)).wrap());
        if p.sources {
            let source = p.source(order.by, order.entered_at, None);
            whole_ui(ui, small(cx, source));
        }
        ui.add_space(2.0);
    }
    edit
}

fn contacts_ui(ui: &mut Ui, p: &Shown<'_>) -> Option<Edit> {
    let (cx, card) = (p.cx, p.card);
    let country = p.model.country();
    let mut edit = None;
    if section_ui(ui, cx, "screen-kin", "contact", p.may_edit) {
        edit = Some(Edit::Contact(ContactEdit::new(card.patient, country)));
    }
    if is_empty(&card.contacts, p.show_all, |c| c.status) {
        whole_ui(ui, muted(cx, cx.tr("passport-contact-none")));
    }
    let opened = entries_ui(
        ui,
        p,
        &card.contacts,
        |c| c.status,
        |ui, cx, noted| {
            let c = &noted.value;
            let phone = if c.phone.trim().is_empty() {
                cx.tr("passport-no-phone")
            } else {
                parts::phone_text(&c.phone, country)
            };
            let loud = format!("{} {phone}", relation_word(cx, &c.relation));
            line(ui, cx, loud.trim(), &c.name)
        },
    );
    if !card.person.phone.is_empty() {
        let phone = parts::phone_text(&card.person.phone, country);
        let label = cx.tr("passport-own-phone");
        whole_ui(ui, small(cx, format!("{label} {phone}")));
    }
    opened
        .map(|noted| Edit::Contact(ContactEdit::open(noted, country)))
        .or(edit)
}

fn procedure_line(ui: &Ui, cx: &Cx, noted: &Noted<Procedure>) -> LayoutJob {
    let done = &noted.value;
    let mut quiet = vec![kind_word(cx, done.kind)];
    if done.date.is_known() {
        quiet.push(cx.partial(done.date));
    }
    quiet.extend(Some(done.note.clone()).filter(|note| !note.is_empty()));
    line(ui, cx, &done.title, &quiet.join(" · "))
}

fn procedures_ui(
    ui: &mut Ui,
    p: &Shown<'_>,
    state: &mut CardState,
    send: &mut Commands,
) -> Option<Edit> {
    let card = p.card;
    let mut edit = None;
    if section_ui(ui, p.cx, "passport-procedures", "procedure", p.may_edit) {
        edit = Some(Edit::Procedure(ProcedureEdit::new(card.patient)));
    }
    if is_empty(&card.procedures, p.show_all, |p| p.status) && none_ui(ui, p, "proc") {
        say_none(p, "none/proc", state, send);
    }
    let opened = entries_ui(ui, p, &card.procedures, |p| p.status, procedure_line);
    opened
        .map(ProcedureEdit::open)
        .map(Edit::Procedure)
        .or(edit)
}

fn implants_ui(ui: &mut Ui, p: &Shown<'_>) -> Option<Edit> {
    let is_one = |noted: &&Noted<Procedure>| {
        noted.value.kind == ProcedureKind::Implant
            && (noted.value.status == Status::Active || noted.disputed)
    };
    let implants: Vec<Noted<Procedure>> =
        p.card.procedures.iter().filter(is_one).cloned().collect();
    if implants.is_empty() {
        return None;
    }
    title_ui(ui, p.cx, "passport-implants");
    let opened = entries_ui(ui, p, &implants, |p| p.status, procedure_line);
    opened.map(ProcedureEdit::open).map(Edit::Procedure)
}

fn disability_ui(ui: &mut Ui, p: &Shown<'_>) -> Option<Edit> {
    let (cx, card) = (p.cx, p.card);
    let pressed = section_ui(ui, cx, "passport-disability", "disability", p.may_edit);
    if card.disability.is_empty() {
        whole_ui(ui, muted(cx, cx.tr("passport-not-asked")));
    }
    dispute_ui(ui, cx, card.disability.len() < 2);
    for noted in &card.disability {
        let key = format!("passport-disability-{}", noted.value.value);
        let word = if crate::i18n::has(cx.lang, &key) {
            cx.tr(&key)
        } else {
            noted.value.value.clone()
        };
        ui.add(Label::new(line(ui, cx, &word, &noted.value.note)).wrap());
        p.source_ui(ui, noted.by, noted.at);
    }
    pressed.then(|| Edit::Disability(DisabilityEdit::open(card.patient, card.disability.first())))
}

fn habits_ui(ui: &mut Ui, p: &Shown<'_>) -> Option<Edit> {
    let (cx, card) = (p.cx, p.card);
    let mut edit = None;
    if section_ui(ui, cx, "passport-habits", "habit", p.may_edit) {
        edit = Some(Edit::Habit(HabitEdit::new(card.patient)));
    }
    if card.habits.is_empty() {
        whole_ui(ui, muted(cx, cx.tr("passport-not-asked")));
    }
    let opened = entries_ui(
        ui,
        p,
        &card.habits,
        |_| Status::Active,
        |ui, cx, noted| {
            let habit = noted.key.strip_prefix("risk/").unwrap_or(&noted.key);
            let value = noted.value.value.as_str();
            let value = if HABIT_VALUES.contains(&value) {
                cx.tr(&format!("passport-habit-{value}"))
            } else {
                value.to_owned()
            };
            let key = format!("passport-habit-{habit}");
            let habit = if crate::i18n::has(cx.lang, &key) {
                cx.tr(&key)
            } else {
                habit.to_owned()
            };
            line(ui, cx, &format!("{habit} — {value}"), &noted.value.note)
        },
    );
    opened.map(HabitEdit::open).map(Edit::Habit).or(edit)
}

fn family_ui(
    ui: &mut Ui,
    p: &Shown<'_>,
    state: &mut CardState,
    send: &mut Commands,
) -> Option<Edit> {
    let card = p.card;
    let mut edit = None;
    if section_ui(ui, p.cx, "passport-family", "family", p.may_edit) {
        edit = Some(Edit::Family(FamilyEdit::new(card.patient)));
    }
    if is_empty(&card.family, p.show_all, |f| f.status) && none_ui(ui, p, "fam") {
        say_none(p, "none/fam", state, send);
    }
    let opened = entries_ui(
        ui,
        p,
        &card.family,
        |f| f.status,
        |ui, cx, noted| {
            let f = &noted.value;
            let quiet = [relation_word(cx, &f.relation), f.note.clone()];
            let quiet: Vec<String> = quiet.into_iter().filter(|q| !q.is_empty()).collect();
            line(ui, cx, &f.title, &quiet.join(" · "))
        },
    );
    opened.map(FamilyEdit::open).map(Edit::Family).or(edit)
}

/// Numbers, address, language of the papers.
fn identity_ui(ui: &mut Ui, p: &Shown<'_>) {
    let (cx, person) = (p.cx, &p.card.person);
    title_ui(ui, cx, "passport-identity");
    for number in &person.identifiers {
        let label = parts::number_label(cx, &number.kind);
        let value = parts::number_grouped(number);
        ui.add(Label::new(line(ui, cx, &value, &label)).wrap());
    }
    empty_line_ui(
        ui,
        cx,
        person.identifiers.is_empty() && person.address.is_empty(),
    );
    if !person.address.is_empty() {
        whole_ui(ui, person.address.clone());
    }
}

/// Everybody who wrote in this card, with the place where they work.
fn authors_ui(ui: &mut Ui, p: &Shown<'_>) {
    let (cx, card) = (p.cx, p.card);
    title_ui(ui, cx, "passport-written-by");
    let facts = [
        card.allergies.iter().filter_map(|n| n.by).collect(),
        card.problems.iter().filter_map(|n| n.by).collect(),
        card.medicines.iter().filter_map(|n| n.by).collect(),
        card.alerts.iter().filter_map(|n| n.by).collect(),
        card.contacts.iter().filter_map(|n| n.by).collect(),
        card.visits.iter().filter_map(|v| v.by).collect::<Vec<_>>(),
    ];
    let mut authors = facts.concat();
    authors.sort_unstable();
    authors.dedup();
    empty_line_ui(ui, cx, authors.is_empty());
    for author in authors {
        let name = who(cx, card, Some(author));
        let place = card.places.get(&author).cloned();
        let place = place.unwrap_or_else(|| cx.tr("passport-place-unknown"));
        ui.add(Label::new(line(ui, cx, &name, &place)).wrap());
    }
}

/// Weight and height with their age; "on the scale" where a dose would ask for it.
fn body_ui(ui: &mut Ui, p: &Shown<'_>, state: &mut CardState) {
    let (cx, model, card) = (p.cx, p.model, p.card);
    title_ui(ui, cx, "card-measured");
    let any = if p.front {
        signs_ui(ui, p, &BODY, &mut state.passport.trend)
    } else {
        measured_ui(ui, cx, model, card)
    };
    empty_line_ui(ui, cx, !any);
    if let Some(text) = scale_wanted(cx, model, card) {
        finding_line_ui(ui, cx, Severity::Required, &text);
    }
}

fn measured_ui(ui: &mut Ui, cx: &Cx, model: &Model, card: &CardView) -> bool {
    let mut any = false;
    for link_id in [WEIGHT, "height"] {
        let mut with: Vec<_> = standing(&card.visits, None)
            .filter(|v| v.content.answers.contains_key(link_id))
            .collect();
        with.sort_by_key(|v| std::cmp::Reverse((v.care_at, v.entered_at)));
        let Some(visit) = with.first() else { continue };
        let stored = visit.content.answers.get(link_id).map(|t| decode_all(t));
        let Some([answer @ Answer::Quantity(_)]) = stored.as_deref() else {
            continue;
        };
        let item = form_of(forms(), &visit.content).and_then(|f| f.item(link_id));
        let value = answer_text(cx, item, answer);
        let age = dates::local_day(visit.care_at, model.offset_minutes)
            .map(|day: NaiveDate| {
                format!(
                    "{}, {}",
                    dates::relative_day(cx.lang, day, model.today()),
                    cx.date(day)
                )
            })
            .unwrap_or_default();
        let mut job = LayoutJob::default();
        strong(value).append_to(&mut job, ui.style(), FontSelection::Default, Align::Center);
        small(cx, format!("  {age}")).append_to(
            &mut job,
            ui.style(),
            FontSelection::Default,
            Align::Center,
        );
        ui.add(Label::new(job).wrap());
        any = true;
    }
    any
}

/// The engine's own words about the weight, asked with a medicine that every child is dosed by weight.
fn scale_wanted(cx: &Cx, model: &Model, card: &CardView) -> Option<String> {
    let wish = Wish {
        medicine: "paracetamol".to_owned(),
        route: Some("oral".to_owned()),
        ..Wish::default()
    };
    let asked = ask(
        Formulary::builtin(),
        card,
        &Draft::default(),
        &wish,
        &Told::default(),
        moment(model),
    );
    judge(Formulary::builtin(), &Site::default(), &asked)
        .findings
        .iter()
        .find(|f| f.code == "need-weight" || f.code.starts_with("weight-"))
        .map(|f| super::card_words::finding_text(cx, f))
}
