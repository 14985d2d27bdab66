//! One dose of a signed order: who, what, how much, whether it may be given now; then given or not given, and signed.

use egui::{Align, Id, Layout, RichText, Ui, vec2};

use super::approval_words::Signatures;
use super::card_words::{dose_text, prescription_details, strength_text, who};
use super::give_ask::ask_ui;
use super::give_drip::{DripEdit, drip_ui};
use super::give_elsewhere::ElsewhereEdit;
use super::give_not::NotGivenEdit;
use super::give_package::{Pack, PackageEdit, package_ui};
use super::give_record::{
    Bar, Bedside, Bedtime, bar, bar_with, draft_of, given, may_change_product, measured, not_given,
    stated, taken, tier, turns_of, wish,
};
use super::passport::moment;
use super::prescribe::AskState;
use super::prescribe_answer::{AnswerPart, answer_head_ui, loud_ui, quiet_ui};
use super::prescribe_override::{Interrupted, Overridden, OverrideEdit, OverrideWords};
use super::prescribe_products::{fits_route, products};
use super::prescribe_search::mistaken_for;
use super::reviews::bedside_ui;
use super::round_words::{badge, due_of, due_text, medicine_name, time_text, when_text};
use super::visit_withdraw::WithdrawEdit;
use super::{Commands, Route, parts};
use crate::clinical::{Due, Formulary, Level, Medicine};
use crate::codes::fold::fold;
use crate::domain::administration::Administration;
use crate::domain::card::{CardView, Event};
use crate::domain::dose::Strength;
use crate::domain::ids::DocId;
use crate::domain::visit::Prescription;
use crate::ui::command::Command;
use crate::ui::cx::Cx;
use crate::ui::model::Model;
use crate::ui::theme::tokens::space;
use crate::ui::widgets::alert::finding_line_ui;
use crate::ui::widgets::number_field::read_kilograms;
use crate::ui::widgets::text::{heading_ui, muted, small, strong, whole_ui};
use crate::ui::widgets::toast::News;
use crate::ui::widgets::{Btn, Choice, Field, RecordKey, Severity, badge_ui, focus_chain};
use crate::worker::dose::{Asked, Judged, Tier, Told, ask, dose_of, judge, order_of};
use crate::worker::{Action, Job, Op, PaperOf, Ticket};

/// Width of the column with the order.
const ORDER: f32 = 470.0;
/// Height of the foot with the acts, always in sight; where a reason stands beside them they may need a second line.
const FOOT: f32 = 52.0;
const FOOT_WITH_REASON: f32 = 88.0;
/// Doses so far that are shown.
const TURNS_MAX: usize = 6;
/// Strengths that one choice offers.
const STRENGTHS_MAX: usize = 6;

const GIVING: OverrideWords = OverrideWords {
    title: "give-override-title",
    go_on: "give-override-do",
    back: "give-override-back",
};

/// What is typed at this bedside.
#[derive(Debug, Default)]
pub struct GiveState {
    target: Option<DocId>,
    pub(super) scope: String,
    /// Strength of the product in the hand.
    strength: String,
    /// What is on the box in the hand.
    product: String,
    pub(super) weight: String,
    /// 0: yes; 1: no.
    pub(super) pregnant: Option<usize>,
    pub(super) told: Told,
    pub(super) ask: AskState,
    drip: DripEdit,
    package: PackageEdit,
    /// Weight, box, strength and pregnancy before a scan began, which types into whatever has the keyboard.
    before: (String, String, String, Option<usize>),
    interrupt: Option<OverrideEdit>,
    not: Option<NotGivenEdit>,
    elsewhere: Option<ElsewhereEdit>,
    withdraw: Option<WithdrawEdit>,
    judged: Option<(Asked, u64, Judged)>,
    /// What was signed and has no answer yet, and whether it was given.
    sent: Option<(Ticket, bool)>,
    /// A mistake was marked, or a dose of elsewhere written down, and what says so; the screen stays.
    marked: Option<(Ticket, &'static str)>,
    override_waits: bool,
    /// Passes until the keyboard stands on the weight; the zone's own wish comes first.
    focus_in: u8,
}

impl GiveState {
    pub fn override_waits(&self) -> bool {
        self.override_waits
    }

    fn bedside(&self) -> Bedside {
        let weight = read_kilograms(&self.weight);
        let known = weight.as_ref().ok().copied().flatten();
        let known = known.filter(|kg| kg.to_f64() > 0.0);
        Bedside {
            weight: known,
            weight_unreadable: known.is_none() && !self.weight.trim().is_empty(),
            pregnant: self.pregnant.map(|at| at == 0),
            strength: self.strength.clone(),
            product: self.product.trim().to_owned(),
            rate: self.drip.rate(),
        }
    }
}

/// Everything that is known of the dose in this pass.
struct Dose<'a> {
    card: &'a CardView,
    event: &'a Event<Prescription>,
    turns: Vec<&'a Event<Administration>>,
    medicine: Option<&'static Medicine>,
    name: String,
    bedside: Bedside,
    pack: Pack,
    is_expired: bool,
    /// Half a date stands in the expiry field.
    expiry_unreadable: bool,
    asked: Option<Asked>,
    judged: Judged,
    due: Option<Due>,
    now: Option<chrono::NaiveDateTime>,
}

impl Dose<'_> {
    /// What stands before it, the package included.
    fn bar(&self) -> Option<Bar> {
        bar_with(bar(&self.judged, self.due, self.now), self.is_expired)
    }
}

pub fn give_ui(
    ui: &mut Ui,
    cx: &Cx,
    model: &Model,
    order: DocId,
    state: &mut GiveState,
    send: &mut Commands,
) {
    state.override_waits = false;
    let Some(card) = &model.card else {
        parts::no_card_ui(ui, cx, model);
        return;
    };
    head_ui(ui, cx);
    if let Some(event) = order_of(card, order) {
        aim(state, event);
        listen(ui, cx, state);
        let dose = dose(cx, model, card, event, state);
        hear(cx, model, &dose, state, send);
        dose_ui(ui, cx, model, &dose, state, send);
        begin_at_weight(ui, state);
    } else {
        finding_line_ui(ui, cx, Severity::Warning, &cx.tr("give-gone"));
    }
    let escaped = !ui.ctx().text_edit_focused()
        && !crate::ui::widgets::dialog::is_any_open(ui.ctx())
        && ui.input_mut(|i| i.consume_key(egui::Modifiers::NONE, egui::Key::Escape));
    if escaped {
        send.go(Route::Round);
    }
}

/// The first thing to be filled gets the keyboard: an act on an earlier dose stands above it and must not get it unasked.
fn begin_at_weight(ui: &Ui, state: &mut GiveState) {
    if state.focus_in > 0 {
        state.focus_in -= 1;
        if state.focus_in == 0 {
            let weight = RecordKey::new(&state.scope, "weight");
            focus_chain::ask_for(ui.ctx(), weight.id());
        }
        ui.ctx().request_repaint();
    }
}

/// A scanner is heard wherever the keyboard stands, unless text is typed there.
fn listen(ui: &Ui, cx: &Cx, state: &mut GiveState) {
    if state.package.scan.is_idle(ui.ctx()) {
        let (weight, product) = (state.weight.clone(), state.product.clone());
        state.before = (weight, product, state.strength.clone(), state.pregnant);
        state.package.keep_texts();
    }
    let field = PackageEdit::scan_key(&state.scope).id();
    let also =
        ["weight", "box", "lot", "expiry"].map(|name| RecordKey::new(&state.scope, name).id());
    let scanned = state.package.scan.listen(ui.ctx(), field, &also);
    if let Some(text) = scanned {
        (state.weight, state.product, state.strength, state.pregnant) = state.before.clone();
        state.package.put_back();
        state.package.take(text, cx.today);
    }
}

/// Begins anew at another order.
fn aim(state: &mut GiveState, event: &Event<Prescription>) {
    if state.target != Some(event.id) {
        *state = GiveState {
            target: Some(event.id),
            scope: format!("give-{}", event.id),
            strength: event.content.strength.clone(),
            focus_in: 3,
            ..GiveState::default()
        };
    }
}

fn dose<'a>(
    cx: &Cx,
    model: &Model,
    card: &'a CardView,
    event: &'a Event<Prescription>,
    state: &mut GiveState,
) -> Dose<'a> {
    let order = &event.content;
    let medicine = order
        .medicine
        .as_deref()
        .and_then(|id| Formulary::builtin().medicine(id));
    let bedside = state.bedside();
    let moment = moment(model);
    let asked = wish(event, &bedside).map(|wish| {
        let told = state.ask.told(medicine, &state.told);
        let draft = draft_of(&bedside);
        ask(Formulary::builtin(), card, &draft, &wish, &told, moment)
    });
    let judged = match (&asked, &state.judged) {
        (None, _) => Judged::unknown_medicine(),
        (Some(asked), Some((before, heard, judged)))
            if asked == before && *heard == model.site_heard =>
        {
            judged.clone()
        }
        (Some(asked), _) => {
            let judged = judge(Formulary::builtin(), &model.site, asked);
            state.judged = Some((asked.clone(), model.site_heard, judged.clone()));
            judged
        }
    };
    let turns = turns_of(card, event.id);
    let pack = state.package.pack(cx.today);
    Dose {
        is_expired: pack.is_expired_on(cx.today),
        expiry_unreadable: !state.package.is_settled(cx.today),
        pack,
        due: due_of(
            order,
            event.care_at,
            turns.iter().map(|turn| taken(turn)),
            moment,
        ),
        now: moment.minute(model.now),
        name: medicine_name(cx, order.medicine.as_deref(), &order.name),
        card,
        event,
        turns,
        medicine,
        bedside,
        asked,
        judged,
    }
}

/// The worker's answers: back to the round with what is next, or the fault stays in place.
fn hear(cx: &Cx, model: &Model, dose: &Dose<'_>, state: &mut GiveState, send: &mut Commands) {
    if let Some((ticket, done)) = state.marked
        && model.done(ticket).is_some()
    {
        send.toast(News::Done, cx.tr(done));
        state.marked = None;
    }
    let Some((ticket, was_given)) = state.sent else {
        return;
    };
    if model.done(ticket).is_none() {
        return;
    }
    let key = if was_given {
        "give-saved-given"
    } else {
        "give-saved-not"
    };
    // The card may or may not have come back with the new turn.
    let mut turns: Vec<_> = dose.turns.iter().map(|turn| taken(turn)).collect();
    let is_new = |turn: &crate::worker::Taken| model.now - turn.at < 60;
    if !turns.iter().any(is_new) {
        turns.push(crate::worker::Taken {
            at: model.now,
            given: was_given,
            doubtful: false,
        });
    }
    let order = &dose.event.content;
    let next = due_of(order, dose.event.care_at, turns.into_iter(), moment(model));
    let next = next.map_or_else(String::new, |due| due_text(cx, due, dose.now));
    send.toast(News::Done, format!("{}. {next}", cx.tr(key)));
    *state = GiveState::default();
    send.go(Route::Round);
}

fn head_ui(ui: &mut Ui, cx: &Cx) {
    ui.horizontal(|ui| {
        heading_ui(ui, &cx.tr("give-title"));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.label(small(cx, format!("Esc — {}", cx.tr("give-back"))));
        });
    });
    ui.add_space(space::XS);
    ui.separator();
}

fn dose_ui(
    ui: &mut Ui,
    cx: &Cx,
    model: &Model,
    dose: &Dose<'_>,
    state: &mut GiveState,
    send: &mut Commands,
) {
    let whole = ui.available_width();
    let why = why_not(model, dose, state);
    let foot = if why.is_some() || state.sent.is_some() {
        FOOT_WITH_REASON
    } else {
        FOOT
    };
    let high = ui.available_height() - foot;
    let ours = ORDER.min((whole - space::L) * 0.5).max(0.0);
    let beside = (whole - ours - space::L).max(0.0);
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = space::L;
        ui.allocate_ui_with_layout(vec2(ours, high), Layout::top_down(Align::Min), |ui| {
            parts::page_ui(ui, "give-order", |ui| order_ui(ui, cx, model, dose, state));
        });
        ui.allocate_ui_with_layout(vec2(beside, high), Layout::top_down(Align::Min), |ui| {
            answer_ui(ui, cx, model, dose, state);
        });
    });
    foot_ui(ui, cx, model, dose, state, send);
    dialogs(ui, cx, model, dose, state, send);
}

/// The order as it was signed, when it is due, the product in the hand, what was given so far.
fn order_ui(ui: &mut Ui, cx: &Cx, model: &Model, dose: &Dose<'_>, state: &mut GiveState) {
    ui.spacing_mut().item_spacing.y = space::XS;
    let order = &dose.event.content;
    heading_ui(ui, &dose.name);
    if let Some(medicine) = dose.medicine {
        let others = mistaken_for(medicine);
        if !others.is_empty() {
            let text = cx.tr_with("card-rx-looks-like", &[("names", &others.join(", "))]);
            // A line, not a badge: four names may need two lines.
            finding_line_ui(ui, cx, Severity::Warning, &text);
        }
        if medicine.high_alert {
            badge_ui(ui, cx, Severity::Warning, &cx.tr("card-high-alert-short"));
        }
    }
    whole_ui(ui, strong(prescription_details(cx, order)));
    if !order.note.is_empty() {
        whole_ui(ui, order.note.as_str());
    }
    let ordered = cx.tr_with(
        "give-ordered",
        &[
            ("when", &model.when(cx.lang, dose.event.care_at)),
            ("who", &who(cx, dose.card, dose.event.by)),
        ],
    );
    whole_ui(ui, small(cx, ordered));
    if !order.override_reason.is_empty() {
        let reason = cx.tr(&format!("card-override-{}", order.override_reason));
        let color = cx.tokens().warning.fg;
        whole_ui(
            ui,
            RichText::new(format!("{}: {reason}", cx.tr("common-reason"))).color(color),
        );
    }
    if let Some(due) = dose.due {
        ui.add_space(space::XS);
        ui.horizontal_wrapped(|ui| {
            if let Some((severity, word)) = badge(cx, due) {
                badge_ui(ui, cx, severity, &word);
            }
            ui.label(when_text(cx, due, dose.now));
        });
    }
    ui.add_space(space::S);
    product_ui(ui, cx, dose, state);
    let scope = state.scope.clone();
    box_ui(ui, cx, &scope, order, state);
    package_ui(ui, cx, &scope, &mut state.package);
    if matches!(order.route.as_str(), "intravenous" | "intraosseous") {
        drip_ui(ui, cx, &scope, &mut state.drip);
    }
    ui.add_space(space::S);
    turns_ui(ui, cx, model, dose, state);
}

/// Another strength than the ordered one changes what is measured off, and only where the dose is a weight of substance.
fn product_ui(ui: &mut Ui, cx: &Cx, dose: &Dose<'_>, state: &mut GiveState) {
    let order = &dose.event.content;
    let mut strengths: Vec<String> = Vec::new();
    if may_change_product(order) {
        let unit = Strength::parse(&order.strength).map(|s| s.amount.unit.dimension());
        let same = |text: &str| {
            Strength::parse(text)
                .map(|s| s.amount.unit.dimension())
                .ok()
                == unit.as_ref().ok().copied()
        };
        strengths.push(order.strength.clone());
        let known = dose.medicine.map(products).unwrap_or_default();
        let fit = known.into_iter().filter(|product| {
            (order.dosage_form.is_empty() || product.form == order.dosage_form)
                && fits_route(&product.form, &order.route)
                && same(&product.strength)
        });
        for product in fit {
            if !strengths.contains(&product.strength) && strengths.len() < STRENGTHS_MAX {
                strengths.push(product.strength);
            }
        }
    }
    if strengths.len() > 1 {
        let words: Vec<String> = strengths.iter().map(|s| strength_text(cx, s)).collect();
        let shown: Vec<&str> = words.iter().map(String::as_str).collect();
        let mut at = strengths.iter().position(|s| *s == state.strength);
        let key = RecordKey::new(&state.scope, "product");
        Choice::new(key, &cx.tr("give-product"), &mut at, &shown).show(ui, cx);
        if let Some(strength) = at.and_then(|at| strengths.get(at)) {
            state.strength.clone_from(strength);
        }
    }
    if let Some(amount) = measured(&dose.judged) {
        let amount = dose_text(cx, amount);
        whole_ui(
            ui,
            strong(cx.tr_with("give-measure", &[("amount", &amount)])),
        );
    }
}

/// What is on the box in the hand; beside another one than the prescribed stands what was prescribed, and the check reads the one in the
/// hand. A scanned code names no medicine: then the words of the order are to be compared.
fn box_ui(ui: &mut Ui, cx: &Cx, scope: &str, order: &Prescription, state: &mut GiveState) {
    Field::new(
        RecordKey::new(scope, "box"),
        &cx.tr("give-box"),
        &mut state.product,
    )
    .width(f32::INFINITY)
    .char_limit(Prescription::PRODUCT_MAX)
    .show(ui, cx);
    let (ordered, typed) = (order.product.trim(), state.product.trim());
    let key = if typed.is_empty() {
        state.package.has_code().then_some("give-box-scanned")
    } else {
        (fold(typed) != fold(ordered)).then_some("give-box-other")
    };
    if let Some(key) = key.filter(|_| !ordered.is_empty()) {
        let text = cx.tr_with(key, &[("product", ordered)]);
        finding_line_ui(ui, cx, Severity::Required, &text);
    }
}

fn turns_ui(ui: &mut Ui, cx: &Cx, model: &Model, dose: &Dose<'_>, state: &mut GiveState) {
    ui.label(strong(cx.tr("give-turns")));
    if dose.turns.is_empty() {
        ui.label(muted(cx, cx.tr("give-none-yet")));
        return;
    }
    let may = model.may_for(Action::Withdraw, dose.card.patient);
    for turn in dose.turns.iter().take(TURNS_MAX) {
        let when = model.when(cx.lang, turn.care_at);
        let by = who(cx, dose.card, turn.by);
        let text = if turn.content.is_stated() {
            stated_text(cx, &turn.content, &when, &by)
        } else if turn.content.given {
            cx.tr_with("give-turn-given", &[("when", &when), ("who", &by)])
        } else {
            let reason = reason_word(cx, &turn.content);
            let args = [("when", when.as_str()), ("who", &by), ("reason", &reason)];
            cx.tr_with("give-turn-not", &args)
        };
        whole_ui(ui, text);
        if may {
            let id = Id::unique(("feldsher-give-withdraw", turn.id));
            let btn = Btn::quiet(&cx.tr("card-withdraw")).id(id).show(ui, cx);
            if btn.clicked() {
                state.withdraw = Some(WithdrawEdit::new(turn.card, turn.id));
            }
        }
    }
}

/// What was told is never worded as what we did.
fn stated_text(cx: &Cx, told: &Administration, when: &str, by: &str) -> String {
    let key = format!("give-stated-{}", told.stated_by);
    let sayer = if Administration::SAYERS.contains(&told.stated_by.as_str()) {
        cx.tr(&key)
    } else {
        told.stated_by.clone()
    };
    let dose = super::card_words::stored_dose(cx, &told.dose, &told.unit);
    let args = [
        ("when", when),
        ("dose", &dose),
        ("sayer", &sayer),
        ("who", by),
    ];
    let text = cx.tr_with("give-turn-stated", &args);
    match told.note.trim() {
        "" => text,
        note => format!("{text} ({note})"),
    }
}

fn reason_word(cx: &Cx, turn: &Administration) -> String {
    let key = format!("give-reason-{}", turn.status_reason);
    let word = if Administration::REASONS.contains(&turn.status_reason.as_str()) {
        cx.tr(&key)
    } else {
        turn.status_reason.clone()
    };
    match turn.note.trim() {
        "" => word,
        note => format!("{word} ({note})"),
    }
}

fn answer_ui(ui: &mut Ui, cx: &Cx, model: &Model, dose: &Dose<'_>, state: &mut GiveState) {
    let indication = dose.event.content.indication.as_str();
    let part = AnswerPart {
        card: dose.card,
        judged: &dose.judged,
        signed: Signatures::of(model),
        medicine: dose.medicine,
        has_dose: true,
        is_free: dose.medicine.is_none(),
        indication: Some(indication).filter(|text| !text.is_empty()),
        kidneys: dose
            .asked
            .as_ref()
            .map(|asked| asked.kidneys)
            .unwrap_or_default(),
    };
    if dose.is_expired {
        finding_line_ui(ui, cx, Severity::Prohibition, &cx.tr("give-expired"));
    }
    answer_head_ui(ui, cx, &part);
    parts::page_ui(ui, "give-answer", |ui| {
        ui.spacing_mut().item_spacing.y = space::XS;
        if let Some(row) = model.to_review(dose.event.id) {
            bedside_ui(ui, cx, row, &dose.judged);
            ui.add_space(space::S);
        }
        if !part.is_free {
            loud_ui(ui, cx, &part);
        }
        if let Some(Bar::Early(at)) = bar(&dose.judged, dose.due, dose.now) {
            let text = cx.tr_with("give-early", &[("time", &time_text(cx, at))]);
            finding_line_ui(ui, cx, Severity::Warning, &text);
        }
        ask_ui(ui, cx, &part, dose.asked.as_ref(), state);
        quiet_ui(ui, cx, &part);
    });
}

/// Why the dose cannot be given at all.
fn blocked(model: &Model, dose: &Dose<'_>, state: &GiveState) -> Option<&'static str> {
    if !model.may_for(Action::Administer, dose.card.patient) {
        Some("give-blocked-role")
    } else if dose_of(&dose.event.content).is_none() {
        Some("give-blocked-dose")
    } else if dose.bedside.weight_unreadable {
        Some("give-blocked-weight")
    } else if dose.expiry_unreadable {
        Some("give-blocked-expiry")
    } else if !state.drip.is_settled() {
        Some("give-blocked-drip")
    } else {
        None
    }
}

/// Why one key is not enough to give it: it cannot be given, or only with a reason.
fn why_not(model: &Model, dose: &Dose<'_>, state: &GiveState) -> Option<&'static str> {
    let soft = || {
        Some(match dose.bar()? {
            Bar::Outside => "give-blocked-outside",
            Bar::Expired => "give-blocked-expired",
            Bar::Early(_) => "give-blocked-early",
            Bar::Finished => "give-blocked-finished",
            Bar::HighAlert => "give-blocked-second",
        })
    };
    blocked(model, dose, state).or_else(soft)
}

fn foot_ui(
    ui: &mut Ui,
    cx: &Cx,
    model: &Model,
    dose: &Dose<'_>,
    state: &mut GiveState,
    send: &mut Commands,
) {
    ui.separator();
    let asked = state.sent.map(|(ticket, _)| ticket);
    let asked = asked.or(state.marked.map(|(ticket, _)| ticket));
    let fault = asked.and_then(|ticket| model.fault_of(ticket));
    if let Some(fault) = fault {
        parts::fault_ui(ui, cx, fault);
    }
    let waits = state.sent.is_some() && fault.is_none();
    let hard = blocked(model, dose, state);
    let tier = tier(&dose.judged, dose.bar());
    let why = why_not(model, dose, state).map(|key| cx.tr(key));
    let mut give = false;
    let mut over = false;
    state.override_waits =
        hard.is_none() && tier != Tier::Quiet && state.interrupt.is_none() && !waits;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(space::S, 2.0);
        give = Btn::primary(&cx.tr("give-do"))
            .shortcut(Command::Sign.keys())
            .blocked(why.as_deref())
            .show(ui, cx)
            .clicked();
        if state.override_waits {
            let label = cx.tr(if tier == Tier::SecondCheck {
                "give-with-second"
            } else {
                "give-with-reason"
            });
            over = Btn::secondary(&label)
                .shortcut(Command::OverrideWithReason.keys())
                .show(ui, cx)
                .clicked();
        }
        if hard != Some("give-blocked-role")
            && Btn::secondary(&cx.tr("give-not")).show(ui, cx).clicked()
        {
            state.not = Some(NotGivenEdit::new(&state.scope));
        }
        if hard != Some("give-blocked-role")
            && dose_of(&dose.event.content).is_some()
            && Btn::quiet(&cx.tr("give-elsewhere")).show(ui, cx).clicked()
        {
            let edit = ElsewhereEdit::new(cx, &state.scope);
            state.elsewhere = Some(edit);
        }
        if model.may_for(Action::Print, dose.card.patient)
            && Btn::quiet(&cx.tr("round-print")).show(ui, cx).clicked()
        {
            print(dose, cx, send);
        }
    });
    if model.orders.contains(&Command::Print) {
        print(dose, cx, send);
    }
    give |= model.orders.contains(&Command::Sign) && why.is_none();
    over |= model.orders.contains(&Command::OverrideWithReason) && state.override_waits;
    if give && why.is_none() && !waits {
        sign_given(model, dose, state, None, send);
    } else if over {
        let edit = OverrideEdit::new(&state.scope, tier).with_words(GIVING);
        state.interrupt = Some(edit);
    }
}

fn print(dose: &Dose<'_>, cx: &Cx, send: &mut Commands) {
    let patient = dose.card.patient;
    let day = cx.today;
    let sheet = PaperOf::Administration { patient, day };
    send.go(Route::Preview(Box::new(sheet)));
}

fn sign_given(
    model: &Model,
    dose: &Dose<'_>,
    state: &mut GiveState,
    over: Option<&Overridden>,
    send: &mut Commands,
) {
    let counted = state.drip.counted();
    let done = Bedtime {
        asked: dose.asked.as_ref(),
        judged: &dose.judged,
        bedside: &dose.bedside,
        drip: counted.as_ref(),
        pack: &dose.pack,
        over,
        moment: moment(model),
    };
    sign(dose, state, given(dose.event, &done), send);
}

fn sign(
    dose: &Dose<'_>,
    state: &mut GiveState,
    administration: Administration,
    send: &mut Commands,
) {
    let ticket = send.ticket();
    state.sent = Some((ticket, administration.given));
    send.job(Job::Do {
        ticket,
        op: Box::new(Op::Administer {
            patient: dose.event.card,
            administration: Box::new(administration),
        }),
    });
}

fn dialogs(
    ui: &Ui,
    cx: &Cx,
    model: &Model,
    dose: &Dose<'_>,
    state: &mut GiveState,
    send: &mut Commands,
) {
    let order = format!(
        "{} — {}",
        dose.name,
        prescription_details(cx, &dose.event.content)
    );
    if let Some(mut edit) = state.interrupt.take() {
        let expired = dose.is_expired.then(|| cx.tr("give-expired"));
        let findings = dose
            .judged
            .findings
            .iter()
            .filter(|f| matches!(f.level, Level::Contraindicated | Level::Major))
            .map(|f| super::card_words::finding_text(cx, f));
        let findings: Vec<String> = expired.into_iter().chain(findings).collect();
        let dose_unit = dose_of(&dose.event.content);
        let unit = dose_unit.map_or_else(String::new, |(value, unit)| {
            super::card_words::unit_word(cx, unit, value.to_f64())
        });
        let what = Interrupted {
            order: &order,
            findings: &findings,
            dose: dose_unit.map(|(value, _)| value),
            unit: &unit,
        };
        let (over, close) = edit.show(ui.ctx(), cx, model, &what, send);
        if let Some(over) = over {
            sign_given(model, dose, state, Some(&over), send);
        } else if !close {
            state.interrupt = Some(edit);
        }
    }
    if let Some(mut edit) = state.not.take() {
        let (done, close) = edit.show(ui.ctx(), cx, &order);
        if let Some((reason, note)) = done {
            let turn = not_given(dose.event, reason, &note, moment(model));
            sign(dose, state, turn, send);
        } else if !close {
            state.not = Some(edit);
        }
    }
    if let Some(mut edit) = state.elsewhere.take() {
        let named = (order.as_str(), &dose.event.content);
        let (told, close) = edit.show(ui.ctx(), cx, named, dose.now);
        if let Some(told) = told {
            let ticket = send.ticket();
            state.marked = Some((ticket, "give-elsewhere-saved"));
            let administration = stated(dose.event, &told, moment(model));
            let patient = dose.event.card;
            let administration = Box::new(administration);
            let op = Box::new(Op::Administer {
                patient,
                administration,
            });
            send.job(Job::Do { ticket, op });
        } else if !close {
            state.elsewhere = Some(edit);
        }
    }
    if let Some(mut edit) = state.withdraw.take() {
        let (done, close) = edit.show(ui.ctx(), cx);
        if let Some((patient, error)) = done {
            let ticket = send.ticket();
            state.marked = Some((ticket, "card-withdrawn-done"));
            let op = Box::new(Op::Withdraw { patient, error });
            send.job(Job::Do { ticket, op });
        } else if !close {
            state.withdraw = Some(edit);
        }
    }
}
