//! What stands beside an order: what can be given, what the check says, and what is still to be asked.

use egui::{Align, FontSelection, Frame, Margin, RichText, Stroke, Ui, text::LayoutJob};

use super::approval_words::{Signatures, approval_lines};
use super::card_words::{dose_text, finding_text, in_words, source_text, with_words};
use super::parts::{self, tick_ui};
use super::prescribe::AskState;
use super::visit_editor::Editor;
use super::visit_fill::KILOGRAM;
use crate::clinical::{Finding, KidneyFunction, Level, Medicine, Proposal, Stop, Verdict};
use crate::domain::allergy::Status;
use crate::domain::card::CardView;
use crate::ui::cx::Cx;
use crate::ui::theme::tokens::{size, space};
use crate::ui::widgets::alert::finding_line_ui;
use crate::ui::widgets::sign::{Severity, sign_ui};
use crate::ui::widgets::text::{small, strong, whole_ui};
use crate::ui::widgets::{Choice, NumberField, RecordKey};
use crate::worker::dose::{Doubt, Judged, PREGNANT, WEIGHT, hangs_on_kidneys};
use crate::worker::kidney::words::sentence;

/// Proposals that are shown; more are for other indications.
const PROPOSALS_MAX: usize = 3;

/// The order in hand as far as its answer is concerned.
pub struct AnswerPart<'a> {
    pub card: &'a CardView,
    pub judged: &'a Judged,
    /// Signatures under rules that count in this house.
    pub signed: Signatures<'a>,
    pub medicine: Option<&'a Medicine>,
    pub has_dose: bool,
    /// Written in free words: nothing can be checked.
    pub is_free: bool,
    pub indication: Option<&'a str>,
    /// From the last creatinine.
    pub kidneys: KidneyFunction,
}

/// Stops of this medicine that turn on a disease.
pub fn condition_stops(medicine: &Medicine) -> Vec<&Stop> {
    medicine
        .stops
        .iter()
        .filter(|s| !s.population.condition.is_empty())
        .collect()
}

pub fn answer_ui(
    ui: &mut Ui,
    cx: &Cx,
    part: AnswerPart<'_>,
    editor: &mut Editor,
    ask: &mut AskState,
) {
    answer_head_ui(ui, cx, &part);
    parts::page_ui(ui, "prescribe-answer", |ui| {
        ui.spacing_mut().item_spacing.y = space::XS;
        if !part.is_free {
            reasons_ui(ui, cx, &part, editor, ask);
        }
    });
}

fn reasons_ui(
    ui: &mut Ui,
    cx: &Cx,
    part: &AnswerPart<'_>,
    editor: &mut Editor,
    ask: &mut AskState,
) {
    loud_ui(ui, cx, part);
    kidneys_ui(ui, cx, part);
    ask_ui(ui, cx, part, editor, ask);
    proposals_ui(ui, cx, part);
    quiet_ui(ui, cx, part);
}

/// The answer itself, word and arithmetic: it stays in sight while the reasons and questions below it scroll.
pub(super) fn answer_head_ui(ui: &mut Ui, cx: &Cx, part: &AnswerPart<'_>) {
    if part.is_free {
        verdict_ui(
            ui,
            cx,
            Severity::Warning,
            &cx.tr("finding-verdict-cannot-check"),
            &[cx.tr("card-rx-free-what")],
            None,
        );
        return;
    }
    let judged = part.judged;
    if part.has_dose {
        let (severity, key) = match judged.verdict {
            Verdict::Within => (Severity::Ok, "finding-verdict-within"),
            Verdict::Outside if judged.is_contraindicated() => {
                (Severity::Prohibition, "finding-verdict-outside")
            }
            Verdict::Outside => (Severity::Warning, "finding-verdict-outside"),
            Verdict::CannotCheck => (Severity::Warning, "finding-verdict-cannot-check"),
        };
        let mut lines = Vec::new();
        if let Some(sum) = &judged.arithmetic {
            lines.push(with_words(cx, |w| sum.say(w)));
        }
        if judged.verdict == Verdict::Within {
            lines.extend(approval_lines(
                cx,
                part.signed,
                judged.approved,
                &judged.relied_on,
            ));
        }
        let chief = chief(judged);
        verdict_ui(ui, cx, severity, &cx.tr(key), &lines, chief);
    }
}

/// Why it is outside: the loudest finding stands with the answer, where no scrolling hides it.
fn chief(judged: &Judged) -> Option<&Finding> {
    let of = |level: Level| judged.findings.iter().find(|f| f.level == level);
    (judged.verdict == Verdict::Outside)
        .then(|| of(Level::Contraindicated).or_else(|| of(Level::Major)))?
}

/// The verdict is its own word: sign, word, arithmetic, and the chief reason.
fn verdict_ui(
    ui: &mut Ui,
    cx: &Cx,
    severity: Severity,
    word: &str,
    lines: &[String],
    chief: Option<&Finding>,
) {
    let role = severity.role(cx.tokens());
    let shown = Frame::new()
        .fill(role.bg)
        .stroke(Stroke::new(size::HAIRLINE, role.fg))
        .corner_radius(size::RADIUS)
        .inner_margin(Margin::symmetric(12, 10))
        .show(ui, |ui| {
            ui.set_min_width(ui.available_width());
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = space::S;
                sign_ui(ui, cx, severity);
                ui.label(strong(word).color(role.fg));
            });
            for line in lines {
                whole_ui(ui, RichText::new(line).color(cx.tokens().text));
            }
            if let Some(finding) = chief {
                reason_ui(ui, cx, role.fg, finding);
            }
        });
    ui.ctx().accesskit_node_builder(shown.response.id, |node| {
        node.set_role(egui::Role::Status);
        node.set_label(format!("{word} {}", lines.join(" ")));
    });
}

/// Facts that can be given right here are asked for below, not complained about.
fn is_asked_here(finding: &Finding) -> bool {
    let code = finding.code;
    let fact = code.strip_prefix("need-").or(code.strip_prefix("ask-"));
    match fact {
        Some(fact) => matches!(
            fact,
            "weight" | "given" | "current" | "conditions" | "pregnancy" | "breastfeeding" | "egfr"
        ),
        None => false,
    }
}

pub(super) fn loud_ui(ui: &mut Ui, cx: &Cx, part: &AnswerPart<'_>) {
    let judged = part.judged;
    for doubt in &judged.doubts {
        let key = match doubt {
            Doubt::Unreadable => "card-doubt-unreadable",
            Doubt::Dispute => "card-doubt-dispute",
            Doubt::Deceased => "card-doubt-deceased",
            Doubt::Pregnancy => "card-doubt-pregnancy",
            Doubt::Kidneys => "card-doubt-kidneys",
            Doubt::Stop => "card-doubt-stop",
        };
        finding_line_ui(ui, cx, Severity::Warning, &cx.tr(key));
    }
    let chief = if part.has_dose { chief(judged) } else { None };
    let below = |f: &&Finding| !is_asked_here(f) && chief.is_none_or(|chief| chief != *f);
    for finding in judged.findings.iter().filter(below) {
        let severity = match finding.level {
            Level::Contraindicated => Severity::Prohibition,
            Level::CannotCheck if finding.code.starts_with("need-") => Severity::Required,
            Level::CannotCheck | Level::Major | Level::Warn => Severity::Warning,
            Level::Info => continue,
        };
        finding_ui(ui, cx, severity, finding);
    }
}

fn finding_ui(ui: &mut Ui, cx: &Cx, severity: Severity, finding: &Finding) {
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = space::S;
        sign_ui(ui, cx, severity);
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            reason_ui(ui, cx, severity.role(cx.tokens()).fg, finding);
        });
    });
    ui.add_space(space::XS);
}

/// Level, words and source of a finding.
fn reason_ui(ui: &mut Ui, cx: &Cx, color: egui::Color32, finding: &Finding) {
    let level = cx.tr(match finding.level {
        Level::Contraindicated => "finding-level-contraindicated",
        Level::CannotCheck => "finding-level-cannot-check",
        Level::Major => "finding-level-major",
        Level::Warn => "finding-level-warn",
        Level::Info => "finding-level-info",
    });
    let text = finding_text(cx, finding);
    let mut job = LayoutJob::default();
    let style = ui.style();
    strong(format!("{level}  ")).color(color).append_to(
        &mut job,
        style,
        FontSelection::Default,
        Align::Center,
    );
    RichText::new(text).color(cx.tokens().text).append_to(
        &mut job,
        style,
        FontSelection::Default,
        Align::Center,
    );
    ui.add(egui::Label::new(job).wrap());
    if let Some(title) = &finding.source_title {
        whole_ui(ui, small(cx, source_text(cx, title)));
    }
}

/// The kidney function with its creatinine and age; why it is not known, where this medicine hangs on it. Nothing where no
/// creatinine was ever written.
pub(super) fn kidneys_ui(ui: &mut Ui, cx: &Cx, part: &AnswerPart<'_>) {
    let Some(text) = sentence(cx.lang, &part.kidneys, cx.today) else {
        return;
    };
    match part.kidneys {
        KidneyFunction::NotMeasured | KidneyFunction::Known { .. } => {
            whole_ui(ui, text);
        }
        KidneyFunction::Unknown { .. } if part.medicine.is_some_and(hangs_on_kidneys) => {
            finding_line_ui(ui, cx, Severity::Required, &text);
        }
        KidneyFunction::Unknown { .. } => {}
    }
}

/// Weight, lists, diseases: what the nurse can answer at once.
fn ask_ui(ui: &mut Ui, cx: &Cx, part: &AnswerPart<'_>, editor: &mut Editor, ask: &mut AskState) {
    let judged = part.judged;
    let scope = editor.scope.clone();
    let typed_weight = editor
        .filled
        .typed
        .get(WEIGHT)
        .is_some_and(|t| !t.trim().is_empty());
    let wants_scale = judged.wants_scale() || typed_weight;
    let items: Vec<bool> = vec![
        wants_scale,
        judged.lacks("given") || editor.told.given_asked,
        judged.lacks("current") || editor.told.medicines_asked,
        judged.lacks("conditions") || ask.conditions.is_some(),
        judged.lacks("pregnancy"),
        judged.lacks("breastfeeding") || ask.breastfeeding.is_some(),
        judged.lacks("egfr") || !ask.egfr.is_empty(),
    ];
    if !items.contains(&true) {
        return;
    }
    ui.add_space(space::S);
    ui.label(strong(cx.tr("card-ask-title")));
    let mut changed = false;
    if wants_scale {
        let item = editor.form.item(WEIGHT);
        let label = if judged.wants_scale() {
            cx.tr("card-on-scale")
        } else {
            item.map_or_else(String::new, |i| i.text(cx.lang).to_owned())
        };
        let unit = item
            .and_then(|i| i.units.first())
            .map_or("kg", |u| u.text.get(cx.lang));
        let kilograms = item.is_none_or(|item| editor.filled.unit(item) == KILOGRAM);
        let text = editor.filled.typed.entry(WEIGHT.to_owned()).or_default();
        let field = NumberField::new(RecordKey::new(&scope, WEIGHT), &label, text)
            .unit(unit)
            .kilograms(kilograms)
            .show(ui, cx);
        changed |= field.field.changed;
    }
    if items.get(1) == Some(&true) {
        let id = egui::Id::unique(("feldsher-asked-given", scope.as_str()));
        tick_ui(
            ui,
            cx,
            id,
            &mut editor.told.given_asked,
            &cx.tr("card-asked-given"),
        );
    }
    if items.get(2) == Some(&true) {
        let id = egui::Id::unique(("feldsher-asked-medicines", scope.as_str()));
        let words = cx.tr("card-asked-medicines");
        tick_ui(ui, cx, id, &mut editor.told.medicines_asked, &words);
    }
    if items.get(3) == Some(&true) {
        conditions_ui(ui, cx, part, &scope, ask);
    }
    if items.get(4) == Some(&true)
        && let Some(item) = editor.form.item(PREGNANT)
    {
        let options: Vec<&str> = item.options.iter().map(|o| o.text.get(cx.lang)).collect();
        let mut chosen = editor.filled.chosen.get(PREGNANT).copied();
        let key = RecordKey::new(&scope, PREGNANT);
        let answered = Choice::new(key, item.text(cx.lang), &mut chosen, &options)
            .show(ui, cx)
            .changed();
        if answered && let Some(at) = chosen {
            editor.filled.chosen.insert(PREGNANT.to_owned(), at);
            changed = true;
        }
    }
    if items.get(5) == Some(&true) {
        let (yes, no) = (cx.tr("common-yes"), cx.tr("common-no"));
        let key = RecordKey::new(&scope, "asked-breastfeeding");
        let label = cx.tr("card-asked-breastfeeding");
        Choice::new(key, &label, &mut ask.breastfeeding, &[&yes, &no]).show(ui, cx);
    }
    if items.get(6) == Some(&true) {
        let key = RecordKey::new(&scope, "asked-egfr");
        NumberField::new(key, &cx.tr("card-asked-egfr"), &mut ask.egfr)
            .unit(&cx.tr("card-egfr-unit"))
            .show(ui, cx);
    }
    if changed {
        editor.changed(ui.ctx());
    }
    ui.add_space(space::S);
}

pub(super) fn conditions_ui(
    ui: &mut Ui,
    cx: &Cx,
    part: &AnswerPart<'_>,
    scope: &str,
    ask: &mut AskState,
) {
    let Some(medicine) = part.medicine else {
        return;
    };
    let stops = condition_stops(medicine);
    for stop in &stops {
        let text = in_words(cx, &stop.key, &stop.reason);
        whole_ui(ui, RichText::new(format!("• {text}")));
    }
    let problems: Vec<&str> = part
        .card
        .problems
        .iter()
        .filter(|p| p.value.status == Status::Active || p.disputed)
        .map(|p| p.value.title.as_str())
        .collect();
    if !problems.is_empty() {
        whole_ui(
            ui,
            small(
                cx,
                cx.tr_with("card-known-problems", &[("list", &problems.join(", "))]),
            ),
        );
    }
    let (none, some) = (cx.tr("card-conditions-none"), cx.tr("card-conditions-some"));
    let key = RecordKey::new(scope, "asked-conditions");
    let label = cx.tr("card-conditions");
    Choice::new(key, &label, &mut ask.conditions, &[&none, &some]).show(ui, cx);
    if ask.conditions == Some(1) {
        for (at, stop) in stops.iter().enumerate() {
            let mut on = ask.has.contains(&at);
            let text = in_words(cx, &stop.key, &stop.reason);
            let id = egui::Id::unique(("feldsher-asked-condition", scope, stop.key.as_str()));
            if tick_ui(ui, cx, id, &mut on, &text).changed() {
                if on {
                    ask.has.insert(at);
                } else {
                    ask.has.remove(&at);
                }
            }
        }
    }
}

fn proposals_ui(ui: &mut Ui, cx: &Cx, part: &AnswerPart<'_>) {
    let proposals: Vec<&Proposal> = part
        .judged
        .proposals
        .iter()
        .filter(|p| {
            part.indication
                .is_none_or(|wanted| p.indication.to_string() == wanted)
        })
        .take(PROPOSALS_MAX)
        .collect();
    if proposals.is_empty() {
        return;
    }
    ui.add_space(space::S);
    ui.label(strong(cx.tr("card-proposal")));
    for proposal in proposals {
        proposal_ui(ui, cx, part.signed, proposal);
    }
}

fn proposal_ui(ui: &mut Ui, cx: &Cx, signed: Signatures<'_>, p: &Proposal) {
    let t = cx.tokens();
    let (low, high) = (p.low.result, p.high.result);
    let range = if (low.value - high.value).abs() < 1e-9 && low.unit == high.unit {
        dose_text(cx, low)
    } else {
        cx.tr_with(
            "card-proposal-range",
            &[("low", &dose_text(cx, low)), ("high", &dose_text(cx, high))],
        )
    };
    let mut often = Vec::new();
    if let Some(hours) = p.interval_h {
        let hours = crate::i18n::numbers::rounded(cx.lang, hours, 2);
        often.push(cx.tr_with("card-not-sooner", &[("hours", &hours)]));
    }
    if let Some(most) = p.day_max {
        often.push(cx.tr_with("card-day-max", &[("dose", &dose_text(cx, most))]));
    }
    let indication = with_words(cx, |w| p.indication.say(w));
    ui.add_space(2.0);
    whole_ui(ui, strong(format!("{range} — {indication}")));
    if !often.is_empty() {
        whole_ui(ui, often.join(" · "));
    }
    let sums = with_words(cx, |w| {
        let (low, high) = (p.low.say(w), p.high.say(w));
        if low == high {
            vec![low]
        } else {
            vec![low, high]
        }
    });
    for sum in sums {
        whole_ui(ui, RichText::new(sum).color(t.muted));
    }
    if let Some(administer) = &p.administer {
        whole_ui(
            ui,
            RichText::new(with_words(cx, |w| administer.say(w))).color(t.muted),
        );
    }
    let mut lines = vec![source_text(cx, &p.source_title)];
    lines.extend(approval_lines(cx, signed, p.approved, [&p.rule]));
    whole_ui(ui, small(cx, lines.join(" · ")));
}

/// What is only for information, quiet and last.
pub(super) fn quiet_ui(ui: &mut Ui, cx: &Cx, part: &AnswerPart<'_>) {
    let quiet: Vec<String> = part
        .judged
        .findings
        .iter()
        .filter(|f| f.level == Level::Info && !is_asked_here(f))
        .map(|f| finding_text(cx, f))
        .collect();
    if quiet.is_empty() {
        return;
    }
    ui.add_space(space::S);
    for text in quiet {
        whole_ui(ui, small(cx, text));
    }
}
