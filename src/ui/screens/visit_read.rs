//! A signed visit, to read: every value with its author, the time of care and of entry, and what became of it.

use egui::{Align, Layout, Ui};

use super::card_words::{
    answers_text, author, diagnosis_line, diagnosis_role, form_of, forms, group_title, who,
};
use super::imci;
use super::parts::page_ui;
use super::timeline::state_text;
use super::visit_news::SATURATION;
use super::visit_orders::prescription_ui;
use super::visit_referral::referral_line;
use crate::domain::card::standing;
use crate::domain::card::{CardView, Event, Sent, SignatureState};
use crate::domain::ids::DocId;
use crate::domain::visit::Visit;
use crate::forms::{Form, Item, Kind};
use crate::i18n::dates;
use crate::ui::command::Command;
use crate::ui::cx::Cx;
use crate::ui::model::Model;
use crate::ui::theme::tokens::space;
use crate::ui::widgets::text::{heading_ui, muted, small, strong, whole_ui};
use crate::ui::widgets::{Alert, Btn, Severity};
use crate::worker::{Action, news};

/// What the reader wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReadAct {
    Back,
    Print,
    PrintPrescription(DocId),
    PrintReferral(DocId),
    /// What to do and when to come back, for the mother of a sick child.
    PrintImci,
    /// A file is to be attached to this visit.
    Attach,
    /// A file or picture, in the desktop's viewer.
    OpenFile(DocId),
    Amend,
    /// The visit, or one of its prescriptions.
    Withdraw(DocId),
}

/// Column of the labels.
const LABELS: f32 = 240.0;
/// Points for the buttons beside the heading; where there are fewer, they stand in lines of their own.
const BUTTONS: f32 = 700.0;

pub fn visit_read_ui(
    ui: &mut Ui,
    cx: &Cx,
    model: &Model,
    card: &CardView,
    visit: &Event<Visit>,
) -> Option<ReadAct> {
    let mut act = None;
    let stands = standing(&card.visits, None).any(|v| v.id == visit.id);
    let title = format!(
        "{} · {}",
        cx.tr("common-visit"),
        model.date_time(cx.lang, visit.care_at)
    );
    // Beside the heading, or in lines of their own where the window is narrow.
    let font = egui::TextStyle::Heading.resolve(ui.style());
    let ink = cx.tokens().text;
    let heading = ui
        .painter()
        .layout_no_wrap(title.clone(), font, ink)
        .size()
        .x;
    let is_narrow = ui.available_width() < heading + BUTTONS;
    if is_narrow {
        heading_ui(ui, &title);
    }
    let row = if is_narrow {
        Layout::left_to_right(Align::Center).with_main_wrap(true)
    } else {
        Layout::right_to_left(Align::Center)
    };
    ui.horizontal(|ui| {
        ui.set_min_height(cx.control());
        ui.spacing_mut().item_spacing.x = space::S;
        if !is_narrow {
            heading_ui(ui, &title);
        }
        ui.with_layout(row, |ui| {
            ui.spacing_mut().item_spacing.x = space::S;
            let mut offer = |ui: &mut Ui, btn: Btn<'_>, what| {
                if btn.show(ui, cx).clicked() {
                    act = Some(what);
                }
            };
            let (back, print) = (cx.tr("card-back-to-card"), Command::Print.name(cx));
            offer(ui, Btn::secondary(&back).shortcut("Esc"), ReadAct::Back);
            if model.may_for(Action::Print, card.patient) {
                let keys = Command::Print.keys();
                offer(ui, Btn::secondary(&print).shortcut(keys), ReadAct::Print);
            }
            if stands {
                let (withdraw, amend) = (cx.tr("card-withdraw"), cx.tr("card-amend"));
                if model.may_for(Action::Withdraw, card.patient) {
                    offer(ui, Btn::quiet(&withdraw), ReadAct::Withdraw(visit.id));
                }
                if model.may_for(Action::WriteDraft, card.patient) {
                    offer(ui, Btn::quiet(&amend), ReadAct::Amend);
                }
            }
        });
    });
    ui.add_space(space::XS);
    ui.separator();
    page_ui(ui, "visit-read", |ui| {
        status_ui(ui, cx, model, card, visit, stands);
        if imci::signed_ui(ui, cx, model, card, visit) {
            act = Some(ReadAct::PrintImci);
        }
        if let Some(form) = form_of(forms(), &visit.content) {
            let news = news_text(cx, model, card, visit);
            content_ui(ui, cx, form, &visit.content, news.as_deref());
        }
        act = entries_ui(ui, cx, model, card, visit).or(act);
        ui.add_space(space::XL);
    });
    let escaped = !crate::ui::widgets::dialog::is_any_open(ui.ctx())
        && ui.input_mut(|i| i.consume_key(egui::Modifiers::NONE, egui::Key::Escape));
    if escaped {
        return Some(ReadAct::Back);
    }
    act
}

fn status_ui(
    ui: &mut Ui,
    cx: &Cx,
    model: &Model,
    card: &CardView,
    visit: &Event<Visit>,
    stands: bool,
) {
    if let Some(reason) = &visit.withdrawn {
        let key = format!("card-withdraw-{reason}");
        let reason = if crate::i18n::has(cx.lang, &key) {
            cx.tr(&key)
        } else {
            reason.clone()
        };
        Alert::new(
            "visit-withdrawn",
            Severity::Warning,
            &cx.tr("common-entered-in-error"),
        )
        .sentence(&format!("{} — {reason}", cx.tr("common-reason")))
        .show(ui, cx);
        ui.add_space(space::S);
    } else if let Some(state) = state_text(cx, visit, stands)
        .filter(|_| !stands || visit.signature != SignatureState::Valid)
    {
        let sentence = visit
            .amended_by
            .iter()
            .filter_map(|id| card.visits.iter().find(|v| v.id == *id))
            .map(|v| {
                cx.tr_with(
                    "card-corrected-by",
                    &[
                        ("who", &who(cx, card, v.by)),
                        ("when", &model.date_time(cx.lang, v.entered_at)),
                    ],
                )
            })
            .collect::<Vec<_>>()
            .join(" · ");
        Alert::new("visit-state", Severity::Warning, &state)
            .sentence(&sentence)
            .show(ui, cx);
        ui.add_space(space::S);
    }
    let mut line = vec![
        cx.tr_with("card-read-author", &[("who", &author(cx, card, visit))]),
        cx.tr_with(
            "card-read-entered",
            &[("when", &model.date_time(cx.lang, visit.entered_at))],
        ),
    ];
    if visit.clock_doubtful {
        line.push(cx.tr("card-clock-doubtful"));
    }
    if visit.amends.is_some() {
        line.push(cx.tr("card-is-correction"));
    }
    line.push(cx.tr(match visit.signature {
        SignatureState::Valid => "card-signature-valid",
        SignatureState::UnknownAuthor => "card-signature-unknown",
        SignatureState::Invalid => "card-signature-invalid",
    }));
    line.push(cx.tr(match visit.sent {
        Sent::Here => "card-sent-here",
        Sent::Refused => "card-sent-refused",
        Sent::Accepted => "card-sent-accepted",
        Sent::Stable => "card-sent-stable",
    }));
    whole_ui(ui, muted(cx, line.join(" · ")));
}

fn content_ui(ui: &mut Ui, cx: &Cx, form: &Form, visit: &Visit, news: Option<&str>) {
    let form = form.unfolded_for(visit.answers.keys().map(String::as_str));
    let known = form.all_items();
    items_ui(ui, cx, &form.items, visit, news);
    let unknown: Vec<(&String, &String)> = visit
        .answers
        .iter()
        .filter(|(id, _)| known.iter().all(|i| i.link_id != **id))
        .collect();
    if !unknown.is_empty() {
        ui.add_space(space::M);
        heading_ui(ui, &cx.tr("card-other-answers"));
        for (id, stored) in unknown {
            line_ui(ui, cx, id, &answers_text(cx, None, stored));
        }
    }
    if !visit.diagnoses.is_empty() {
        ui.add_space(space::M);
        heading_ui(ui, &cx.tr("common-diagnosis"));
        for d in &visit.diagnoses {
            line_ui(
                ui,
                cx,
                &diagnosis_role(cx, d.role),
                &diagnosis_line(&d.code, &d.title),
            );
        }
    }
}

/// NEWS2 as it comes of the signed values.
fn news_text(cx: &Cx, model: &Model, card: &CardView, visit: &Event<Visit>) -> Option<String> {
    let day = dates::local_day(visit.care_at, model.offset_minutes)?;
    let news = news::of_past(card, &visit.content, day)?;
    Some(news::words::past(cx.lang, &news))
}

fn items_ui(ui: &mut Ui, cx: &Cx, items: &[Item], visit: &Visit, news: Option<&str>) {
    for item in items {
        if item.kind == Kind::Group {
            if has_answer(item, visit) {
                let text = group_title(cx, item);
                if !text.is_empty() {
                    ui.add_space(space::M);
                    heading_ui(ui, &text);
                }
                items_ui(ui, cx, &item.items, visit, news);
            }
            continue;
        }
        if let Some(stored) = visit.answers.get(&item.link_id) {
            line_ui(
                ui,
                cx,
                item.text(cx.lang),
                &answers_text(cx, Some(item), stored),
            );
        }
        items_ui(ui, cx, &item.items, visit, news);
    }
    // Under the vital signs it is read from.
    if let Some(news) = news.filter(|_| items.iter().any(|item| item.link_id == SATURATION)) {
        line_ui(ui, cx, news::words::NAME, news);
    }
}

fn has_answer(group: &Item, visit: &Visit) -> bool {
    group
        .items
        .iter()
        .any(|i| visit.answers.contains_key(&i.link_id) || has_answer(i, visit))
}

fn line_ui(ui: &mut Ui, cx: &Cx, label: &str, value: &str) {
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = space::S;
        ui.allocate_ui_with_layout(
            egui::vec2(LABELS, 18.0),
            Layout::top_down(Align::Min),
            |ui| {
                ui.set_width(LABELS);
                ui.add_space(3.0);
                whole_ui(ui, small(cx, label));
            },
        );
        ui.vertical(|ui| {
            whole_ui(ui, value);
        });
    });
}

fn entries_ui(
    ui: &mut Ui,
    cx: &Cx,
    model: &Model,
    card: &CardView,
    visit: &Event<Visit>,
) -> Option<ReadAct> {
    let mut act = None;
    let own = card
        .prescriptions
        .iter()
        .filter(|p| p.content.visit == Some(visit.id));
    let may_print = model.may_for(Action::Print, card.patient);
    for (index, p) in own.enumerate() {
        if index == 0 {
            ui.add_space(space::M);
            heading_ui(ui, &cx.tr("card-prescriptions"));
        }
        prescription_ui(ui, cx, &p.content);
        if p.withdrawn.is_some() {
            whole_ui(
                ui,
                egui::RichText::new(cx.tr("common-entered-in-error")).color(cx.tokens().warning.fg),
            );
            continue;
        }
        let stopped = card.stopped(p.id);
        if let Some(review) = stopped {
            let when = model.when(cx.lang, review.care_at);
            let who = who(cx, card, review.by);
            let args = [("when", when.as_str()), ("who", &who)];
            let text = cx.tr_with("review-stopped-on", &args);
            whole_ui(ui, egui::RichText::new(text).color(cx.tokens().warning.fg));
        }
        let may_print = may_print && stopped.is_none();
        ui.horizontal(|ui| {
            let id = egui::Id::unique(("feldsher-read-rx", p.id));
            if may_print
                && Btn::quiet(&cx.tr("card-print-prescription"))
                    .id(id.with("print"))
                    .show(ui, cx)
                    .clicked()
            {
                act = Some(ReadAct::PrintPrescription(p.id));
            }
            if model.may_for(Action::Withdraw, card.patient)
                && Btn::quiet(&cx.tr("card-withdraw"))
                    .id(id.with("withdraw"))
                    .show(ui, cx)
                    .clicked()
            {
                act = Some(ReadAct::Withdraw(p.id));
            }
        });
    }
    for referral in card
        .referrals
        .iter()
        .filter(|r| r.content.visit == Some(visit.id))
    {
        ui.add_space(space::M);
        heading_ui(ui, &cx.tr("common-referral"));
        whole_ui(ui, referral_line(cx, &referral.content));
        let id = egui::Id::unique(("feldsher-read-referral", referral.id));
        if may_print
            && Btn::quiet(&cx.tr("card-print-referral"))
                .id(id)
                .show(ui, cx)
                .clicked()
        {
            act = Some(ReadAct::PrintReferral(referral.id));
        }
    }
    files_ui(ui, cx, model, card, visit).or(act)
}

/// Files of this visit, each with what it is and where its bytes are.
fn files_ui(
    ui: &mut Ui,
    cx: &Cx,
    model: &Model,
    card: &CardView,
    visit: &Event<Visit>,
) -> Option<ReadAct> {
    let mut act = None;
    let may_attach = model.may_for(Action::Attach, card.patient);
    let files: Vec<_> = card
        .attachments
        .iter()
        .filter(|a| a.content.visit == Some(visit.id))
        .collect();
    if files.is_empty() && !may_attach {
        return None;
    }
    ui.add_space(space::M);
    heading_ui(ui, &cx.tr("card-attachments"));
    for file in files {
        let is_here = card.files_here.contains(&file.id);
        let mut name = strong(&file.content.name);
        if file.withdrawn.is_some() {
            name = name.strikethrough();
        }
        whole_ui(ui, name);
        let what = super::file_read::what(cx, &file.content);
        let place = super::file_read::place(cx, is_here);
        whole_ui(ui, small(cx, format!("{what} · {place}")));
        let id = egui::Id::unique(("feldsher-read-file", file.id));
        ui.horizontal(|ui| {
            if is_here
                && Btn::quiet(&cx.tr("card-file-open"))
                    .id(id)
                    .show(ui, cx)
                    .clicked()
            {
                act = Some(ReadAct::OpenFile(file.id));
            }
            if file.withdrawn.is_none()
                && model.may_for(Action::Withdraw, card.patient)
                && Btn::quiet(&cx.tr("card-withdraw"))
                    .id(id.with("withdraw"))
                    .show(ui, cx)
                    .clicked()
            {
                act = Some(ReadAct::Withdraw(file.id));
            }
        });
    }
    if may_attach && Btn::secondary(&cx.tr("card-attach")).show(ui, cx).clicked() {
        act = Some(ReadAct::Attach);
    }
    act
}
