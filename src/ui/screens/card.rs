//! The open card: banner, drafts, linked cards, timeline; a visit to read; the passport on the right.

use egui::{Align, Id, Layout, Ui, UiBuilder, vec2};

use super::card_row::row_ui;
use super::form_choice::{self, FormChoice};
use super::passport::PassportState;
use super::passport_front::passport_front_ui;
use super::reviews::danger_ui;
use super::timeline::{self, Timeline};
use super::visit_read::{self, ReadAct};
use super::visit_referral::ReferralEdit;
use super::visit_withdraw::WithdrawEdit;
use super::{Commands, Route, card_focus, file_read, parts, passport};
use crate::domain::allergy::{AllergyStatus, Status};
use crate::domain::card::{CardView, Draft};
use crate::domain::dates::Precision;
use crate::domain::ids::{DocId, PatientId};
use crate::domain::person::Sex;
use crate::domain::visit::{LinkAct, Referral};
use crate::i18n::dates;
use crate::ui::command::Command;
use crate::ui::cx::Cx;
use crate::ui::file_dialog::{Picked, Picking};
use crate::ui::model::Model;
use crate::ui::theme::tokens::space;
use crate::ui::widgets::banner::{Allergies, Banner, Died, KnownAllergy, banner_ui};
use crate::ui::widgets::text::{heading_ui, muted, whole_ui};
use crate::ui::widgets::toast::News;
use crate::ui::widgets::{Alert, Btn, Choice, Field, RecordKey, Severity, focus_chain, sign};
use crate::worker::{Action, Fault, Job, Op, OpChanges, PaperOf, Ticket, ToReview};

/// Height of the head.
const HEAD: f32 = 40.0;

/// What the card's screen remembers.
#[derive(Debug, Default)]
pub struct CardState {
    pub timeline: Timeline,
    /// The visit that is read.
    reading: Option<DocId>,
    pub(super) passport: PassportState,
    withdraw: Option<WithdrawEdit>,
    referral: Option<ReferralEdit>,
    form_choice: Option<FormChoice>,
    /// Text of "find in card", when it is open.
    find: Option<String>,
    /// The problem whose visits alone are shown: 0 is all of them.
    problem: Option<usize>,
    /// Jobs whose answer is awaited, and what is said when they are done.
    waiting: Vec<(Ticket, &'static str)>,
    /// The dialog that asks for a file, and the visit it is for.
    pub attaching: Option<(Option<DocId>, Picking)>,
    /// A file is on its way to the viewer.
    opening: Option<Ticket>,
    /// A correction or a contact is being prepared: its draft is on the way.
    amending: Option<Ticket>,
    fault: Option<Fault>,
    /// Passes until the keyboard stands on the unfinished visit or the list: an act of the notices must not get it unasked.
    focus_in: u8,
    /// The whole passport takes the centre (F8) in front of this screen, and of no other.
    passport_over: Option<Route>,
}

impl CardState {
    /// An entry of the card stands in the place of its list.
    pub fn is_reading(&self) -> bool {
        self.reading.is_some()
    }

    /// Lets go of what was read of a card: at lock.
    pub fn forget_read(&mut self) {
        self.timeline.forget();
        self.passport.trend.forget();
    }

    /// Sends an act and says `done` when it is durable.
    pub(super) fn act(&mut self, op: Op, done: &'static str, send: &mut Commands) -> Ticket {
        let ticket = send.ticket();
        send.job(Job::Do {
            ticket,
            op: Box::new(op),
        });
        self.fault = None;
        self.waiting.push((ticket, done));
        ticket
    }

    /// Keeps a draft that was begun for somebody, and opens it when it is kept.
    pub(super) fn begin(&mut self, patient: PatientId, content: Box<Draft>, send: &mut Commands) {
        let ticket = send.ticket();
        send.job(Job::SaveDraft {
            ticket,
            draft: None,
            patient,
            content,
        });
        self.amending = Some(ticket);
    }

    /// What the file dialog answered, and what became of a file that was opened.
    fn hear_files(&mut self, cx: &Cx, model: &Model, card: &CardView, send: &mut Commands) {
        if let Some((visit, picking)) = self.attaching.take() {
            match picking.take() {
                Picked::Waiting => self.attaching = Some((visit, picking)),
                Picked::Nothing => {}
                Picked::File(path) => {
                    let ticket = send.ticket();
                    send.job(Job::AttachFile {
                        ticket,
                        patient: card.patient,
                        visit,
                        path,
                    });
                    self.fault = None;
                    self.waiting.push((ticket, "card-file-attached"));
                }
            }
        }
        let Some(ticket) = self.opening else { return };
        if model.paper_sent(ticket) {
            send.toast(News::Done, cx.tr("card-file-opened"));
            self.opening = None;
        } else if let Some(fault) = model.fault_of(ticket) {
            self.fault = Some(fault.clone());
            self.opening = None;
        }
    }

    fn open_file(&mut self, card: &CardView, attachment: DocId, send: &mut Commands) {
        let ticket = send.ticket();
        send.job(Job::OpenAttachment {
            ticket,
            patient: card.patient,
            attachment,
        });
        self.fault = None;
        self.opening = Some(ticket);
    }

    /// The whole passport stands in the centre, in the place of `route`.
    pub fn passport_is_over(&self, route: &Route) -> bool {
        self.passport_over.as_ref() == Some(route)
    }

    /// F8: the passport comes in front of `route` or goes back; seen from the next pass on, when the zones know of it.
    pub fn turn_passport(&mut self, ctx: &egui::Context, route: &Route) {
        if self.passport_is_over(route) {
            self.passport_over = None;
            self.focus_in = 3;
        } else {
            self.passport_over = Some(route.clone());
            card_focus::ask(ctx, passport::first_button());
        }
        ctx.request_repaint();
    }

    /// Another screen of the card has come: the passport is not in its way, and not when the first one comes back.
    pub fn leave_passport(&mut self, route: &Route) {
        if !self.passport_is_over(route) {
            self.passport_over = None;
        }
    }

    pub(super) fn fault_ui(&self, ui: &mut Ui, cx: &Cx) {
        if let Some(fault) = &self.fault {
            parts::fault_ui(ui, cx, fault);
            ui.add_space(space::S);
        }
    }

    fn hear(&mut self, cx: &Cx, model: &Model, send: &mut Commands) {
        let mut heard = Vec::new();
        for (ticket, done) in &self.waiting {
            if model.done(*ticket).is_some() {
                send.toast(News::Done, cx.tr(done));
                heard.push(*ticket);
            } else if let Some(fault) = model.fault_of(*ticket) {
                self.fault = Some(fault.clone());
                heard.push(*ticket);
                if let Some(card) = &model.card {
                    self.passport.refused(*ticket, card);
                }
            }
        }
        self.waiting.retain(|(t, _)| !heard.contains(t));
        if let Some(ticket) = self.amending {
            if let Some((draft, _)) = model.draft_saved(ticket) {
                self.amending = None;
                if let Some(card) = &model.card {
                    send.job(Job::RefreshCard {
                        patient: card.patient,
                    });
                }
                send.go(Route::Visit { draft: Some(draft) });
            } else if let Some(fault) = model.fault_of(ticket) {
                self.fault = Some(fault.clone());
                self.amending = None;
            }
        }
    }
}

/// Who the patient is, over the whole width.
pub fn card_banner_ui(ui: &mut Ui, cx: &Cx, model: &Model) {
    let Some(card) = &model.card else {
        return;
    };
    let person = &card.person;
    let given = parts::given_names(person);
    let sex = (person.sex != Sex::Unknown).then(|| parts::sex_word(cx, person.sex));
    let number = person
        .main_number()
        .map(|n| (parts::number_label(cx, &n.kind), parts::number_grouped(n)));
    let known: Vec<KnownAllergy> = card
        .allergies
        .iter()
        .filter(|a| a.value.status == Status::Active || a.disputed)
        .map(|a| KnownAllergy {
            agent: a.value.substance.clone(),
            reactions: a.value.reactions.join(" + "),
        })
        .collect();
    let asked = card.none_known.map(|(by, at)| {
        (
            super::card_words::who(cx, card, by),
            dates::local_day(at, model.offset_minutes).unwrap_or_default(),
        )
    });
    let allergies = match (card.allergy_status(), &asked) {
        (AllergyStatus::Known, _) => Allergies::Known(&known),
        (AllergyStatus::Unavailable, _) => Allergies::Unavailable,
        (AllergyStatus::NoneKnown, Some((who, on))) => Allergies::NoneKnown { who, on: *on },
        (AllergyStatus::NoneKnown, None) | (AllergyStatus::NotRecorded, _) => {
            Allergies::NotRecorded
        }
    };
    let mut marks = Vec::new();
    if let Some(text) = passport::pregnancy_mark(cx, model, card) {
        marks.push((Severity::Warning, text));
    }
    let alerts = card
        .alerts
        .iter()
        .filter(|a| a.value.status == Status::Active || a.disputed);
    marks.extend(alerts.map(|a| (Severity::Warning, a.value.text.clone())));
    banner_ui(
        ui,
        cx,
        &Banner {
            family: &person.name.family,
            given: &given,
            born: person.born,
            sex: sex.as_deref(),
            number: number.as_ref().map(|(l, n)| (l.as_str(), n.as_str())),
            allergies,
            marks: &marks,
            died: match person.deceased {
                None => Died::No,
                Some(date) if date.precision() == Precision::Day => {
                    date.day().map_or(Died::Yes, Died::On)
                }
                Some(_) => Died::Yes,
            },
        },
    );
}

pub fn card_ui(ui: &mut Ui, cx: &Cx, model: &Model, state: &mut CardState, send: &mut Commands) {
    state.hear(cx, model, send);
    let Some(card) = &model.card else {
        parts::no_card_ui(ui, cx, model);
        return;
    };
    state.hear_files(cx, model, card, send);
    let file = state
        .reading
        .and_then(|id| card.attachments.iter().find(|f| f.id == id));
    if let Some(file) = file {
        let act = file_read::file_read_ui(ui, cx, model, card, file);
        if let Some(fault) = &state.fault {
            parts::fault_ui(ui, cx, fault);
        }
        match act {
            Some(ReadAct::OpenFile(id)) => state.open_file(card, id, send),
            Some(ReadAct::Withdraw(id)) => {
                state.withdraw = Some(WithdrawEdit::new(file.card, id));
            }
            Some(_) => state.reading = None,
            None => {}
        }
        dialogs_ui(ui, cx, model, card, state, send);
        return;
    }
    let reading = state
        .reading
        .and_then(|id| card.visits.iter().find(|v| v.id == id));
    if model.orders.contains(&Command::Print) {
        let which = reading.or_else(|| timeline::selected(card, &state.timeline));
        if let Some(visit) = which {
            print_visit(card, visit.id, send);
        }
    }
    if let Some(visit) = reading {
        let act = visit_read::visit_read_ui(ui, cx, model, card, visit);
        if let Some(fault) = &state.fault {
            parts::fault_ui(ui, cx, fault);
        }
        match act {
            Some(ReadAct::Back) => state.reading = None,
            Some(ReadAct::Print) => print_visit(card, visit.id, send),
            Some(ReadAct::PrintPrescription(prescription)) => {
                send.go(Route::Preview(Box::new(PaperOf::Prescription {
                    patient: card.patient,
                    prescription,
                })));
            }
            Some(ReadAct::PrintReferral(referral)) => {
                send.go(Route::Preview(Box::new(PaperOf::Referral {
                    patient: card.patient,
                    referral,
                })));
            }
            Some(ReadAct::PrintImci) => {
                send.go(Route::Preview(Box::new(PaperOf::Imci {
                    patient: card.patient,
                    visit: visit.id,
                })));
            }
            Some(ReadAct::Attach) => {
                state.attaching = Some((Some(visit.id), Picking::open(ui.ctx())));
            }
            Some(ReadAct::OpenFile(id)) => state.open_file(card, id, send),
            Some(ReadAct::Amend) => {
                let draft = Draft {
                    visit: visit.content.clone(),
                    care_at: Some(visit.care_at),
                    amends: Some(visit.id),
                    ..Draft::default()
                };
                state.begin(visit.card, Box::new(draft), send);
            }
            Some(ReadAct::Withdraw(target)) => {
                state.withdraw = Some(WithdrawEdit::new(visit.card, target));
            }
            None => {}
        }
    } else {
        state.reading = None;
        // The buttons stand above, but the arrows of the list get the keyboard first.
        let head = ui
            .allocate_exact_size(vec2(ui.available_width(), HEAD), egui::Sense::hover())
            .0;
        if focus_chain::is_waiting(ui.ctx()) {
            state.focus_in = 3;
        }
        notices_ui(ui, cx, model, card, state, send);
        let problem = state.problem.filter(|_| state.find.is_some());
        let problems = match problem {
            Some(_) => timeline::categories(card),
            None => Vec::new(),
        };
        let wanted = timeline::Wanted {
            find: state.find.as_deref().unwrap_or_default(),
            category: problem
                .and_then(|at| problems.get(at.checked_sub(1)?))
                .map(|(category, _)| category.as_str()),
        };
        let shown = timeline::timeline_ui(ui, cx, model, card, wanted, &mut state.timeline);
        if let Some(opened) = shown {
            state.reading = Some(opened);
            if card.files_here.contains(&opened) {
                card_focus::ask(ui.ctx(), file_read::open_button());
            }
        }
        let mut above = ui.new_child(
            UiBuilder::new()
                .scope_id(Id::unique("feldsher-card-head"))
                .max_rect(head),
        );
        buttons_ui(&mut above, cx, model, card, state, send);
        if state.focus_in > 0 {
            state.focus_in -= 1;
            if state.focus_in == 0 {
                match card.drafts.first() {
                    Some(draft) => card_focus::ask(ui.ctx(), draft_button(draft.id)),
                    None => focus_chain::ask_for(ui.ctx(), timeline::table_id()),
                }
            }
            ui.ctx().request_repaint();
        }
    }
    dialogs_ui(ui, cx, model, card, state, send);
}

/// Allergies, problems, medicines: the right zone.
pub fn passport_ui(
    ui: &mut Ui,
    cx: &Cx,
    model: &Model,
    state: &mut CardState,
    send: &mut Commands,
) {
    passport::passport_ui(ui, cx, model, state, send);
}

/// The whole passport in the place of the screen of the card; Esc and F8 go back.
pub fn passport_screen_ui(
    ui: &mut Ui,
    cx: &Cx,
    model: &Model,
    route: &Route,
    state: &mut CardState,
    send: &mut Commands,
) {
    state.hear(cx, model, send);
    let close = passport_front_ui(ui, cx, model, state, send);
    let escaped = !ui.ctx().text_edit_focused()
        && !crate::ui::widgets::dialog::is_any_open(ui.ctx())
        && ui.input_mut(|i| i.consume_key(egui::Modifiers::NONE, egui::Key::Escape));
    if close || escaped {
        state.turn_passport(ui.ctx(), route);
    }
}

/// The visit among what a signing wrote, once the card shows it.
pub(super) fn written_visit(card: &CardView, changes: &OpChanges) -> Option<DocId> {
    card.visits
        .iter()
        .map(|v| v.id)
        .find(|id| changes.written.contains(id))
}

fn draft_button(draft: DocId) -> Id {
    Id::unique(("feldsher-draft", draft))
}

fn print_visit(card: &CardView, visit: DocId, send: &mut Commands) {
    let written = card.visits.iter().find(|v| v.id == visit);
    let form = written.map_or("", |v| v.content.form.as_str());
    let paper = form_choice::paper_of(form, card.patient, visit);
    send.go(Route::Preview(Box::new(paper)));
}

fn buttons_ui(
    ui: &mut Ui,
    cx: &Cx,
    model: &Model,
    card: &CardView,
    state: &mut CardState,
    send: &mut Commands,
) {
    ui.horizontal(|ui| {
        ui.set_min_height(cx.control());
        ui.spacing_mut().item_spacing.x = space::S;
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = space::S;
            // Drawn from the edge, so the last in reading order is the main one.
            let may_write = model.may_for(Action::WriteDraft, card.patient);
            if may_write
                && Btn::primary(&Command::NewVisit.name(cx))
                    .shortcut(Command::NewVisit.keys())
                    .show(ui, cx)
                    .clicked()
            {
                send.command(Command::NewVisit);
            }
            if may_write
                && super::imci::is_of_age(model, card)
                && Btn::secondary(&cx.tr("imci-short")).show(ui, cx).clicked()
            {
                send.command(Command::SickChild);
            }
            let ordered = |command| model.orders.contains(&command);
            if may_write
                && form_choice::offers_any(model.country())
                && (Btn::secondary(&cx.tr("card-form-other"))
                    .show(ui, cx)
                    .clicked()
                    || ordered(Command::OtherForm))
            {
                state.form_choice = Some(FormChoice::default());
            }
            if model.may_for(Action::Refer, card.patient)
                && (Btn::secondary(&cx.tr("card-refer")).show(ui, cx).clicked()
                    || ordered(Command::Refer))
            {
                state.referral = Some(ReferralEdit::new(&format!("card-{}", card.patient)));
            }
            if model.may_for(Action::Attach, card.patient)
                && (Btn::secondary(&cx.tr("card-attach")).show(ui, cx).clicked()
                    || ordered(Command::Attach))
            {
                state.attaching = Some((None, Picking::open(ui.ctx())));
            }
            if model.may_for(Action::Print, card.patient)
                && !card.visits.is_empty()
                && Btn::secondary(&Command::Print.name(cx))
                    .shortcut(Command::Print.keys())
                    .show(ui, cx)
                    .clicked()
            {
                send.command(Command::Print);
            }
            // The heading has what the buttons leave; where that is too little, the banner says enough.
            let title = cx.tr("common-card");
            let font = egui::TextStyle::Heading.resolve(ui.style());
            let ink = egui::Color32::PLACEHOLDER;
            let wide = ui.painter().layout_no_wrap(title.clone(), font, ink);
            if ui.available_width() > wide.size().x + space::S {
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    heading_ui(ui, &title);
                });
            }
        });
    });
}

fn notices_ui(
    ui: &mut Ui,
    cx: &Cx,
    model: &Model,
    card: &CardView,
    state: &mut CardState,
    send: &mut Commands,
) {
    state.fault_ui(ui, cx);
    if let Some(fault) = &model.card_fault {
        parts::fault_ui(ui, cx, fault);
    }
    if card.is_leaving {
        ui.add(egui::Label::new(cx.tr("screen-card-leaving")).wrap());
        ui.add_space(space::S);
    }
    if card.unreadable > 0 || card.newer > 0 {
        let count = (card.unreadable + card.newer).to_string();
        Alert::new(
            "card-unreadable",
            Severity::Warning,
            &cx.tr("card-part-unreadable"),
        )
        .sentence(&cx.tr_with("card-part-unreadable-what", &[("count", &count)]))
        .show(ui, cx);
        ui.add_space(space::S);
    }
    reviews_ui(ui, cx, model, card, send);
    links_ui(ui, cx, model, card, state, send);
    drafts_ui(ui, cx, model, card, send);
    if model.orders.contains(&Command::FindInCard) {
        state.find.get_or_insert_default();
        let scope = format!("card-{}", card.patient);
        crate::ui::widgets::field::focus_field(ui.ctx(), RecordKey::new(&scope, "find"));
    }
    let mut close = false;
    if let Some(text) = &mut state.find {
        let scope = format!("card-{}", card.patient);
        let label = Command::FindInCard.name(cx);
        parts::line_ui(ui, cx, |ui| {
            Field::new(RecordKey::new(&scope, "find"), &label, text)
                .hint(&label)
                .label_hidden()
                .show(ui, cx);
            close = Btn::quiet(&cx.tr("card-find-close")).show(ui, cx).clicked();
        });
        let problems = timeline::categories(card);
        if problems.len() > 1 {
            let mut words = vec![cx.tr("card-find-all")];
            words.extend(problems.into_iter().map(|(category, _)| category));
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            state.problem.get_or_insert(0);
            Choice::new(
                RecordKey::new(&scope, "problem"),
                &cx.tr("card-find-problem"),
                &mut state.problem,
                &words,
            )
            .show(ui, cx);
        }
        ui.add_space(space::S);
    }
    if close {
        state.find = None;
        state.problem = None;
        state.focus_in = 3;
    }
}

/// Orders that have become dangerous: nobody touches the patient without having read this.
fn reviews_ui(ui: &mut Ui, cx: &Cx, model: &Model, card: &CardView, send: &mut Commands) {
    let own = |row: &&ToReview| card.cards.contains(&row.patient.patient);
    let mut any = false;
    for row in model.reviews.iter().flatten().filter(own) {
        danger_ui(ui, cx, row);
        any = true;
    }
    if any {
        if Btn::secondary(&cx.tr("review-decide"))
            .show(ui, cx)
            .clicked()
        {
            send.go(Route::Reviews);
        }
        ui.add_space(space::S);
    }
}

/// Other cards of this person: how they came together, and how to part them.
fn links_ui(
    ui: &mut Ui,
    cx: &Cx,
    model: &Model,
    card: &CardView,
    state: &mut CardState,
    send: &mut Commands,
) {
    for link in &card.links {
        let reasons: Vec<String> = link
            .reasons
            .iter()
            .map(|reason| {
                let key = format!("card-link-{reason}");
                if crate::i18n::has(cx.lang, &key) {
                    cx.tr(&key)
                } else {
                    reason.clone()
                }
            })
            .collect();
        let key = if link.sure {
            "card-linked-by-program"
        } else {
            "card-linked-by-user"
        };
        let when = model.date_time(cx.lang, link.at);
        let text = cx.tr_with(key, &[("reasons", &reasons.join(", ")), ("when", &when)]);
        let may_part = model.may_for(Action::LinkCards, card.patient);
        let mut part = false;
        row_ui(
            ui,
            cx,
            |ui| {
                let id = Id::unique(("feldsher-unlink", link.other));
                part = may_part
                    && Btn::quiet(&cx.tr("card-unlink"))
                        .id(id)
                        .show(ui, cx)
                        .clicked();
            },
            |ui| {
                ui.horizontal_top(|ui| {
                    sign::sign_ui(ui, cx, Severity::Required);
                    ui.vertical(|ui| whole_ui(ui, text));
                });
            },
        );
        if part {
            state.act(
                Op::Link {
                    first: card.patient,
                    second: link.other,
                    statement: LinkAct::Different,
                },
                "card-unlinked",
                send,
            );
        }
        ui.add_space(space::S);
    }
}

/// What was begun and not signed, at the top.
fn drafts_ui(ui: &mut Ui, cx: &Cx, model: &Model, card: &CardView, send: &mut Commands) {
    let t = cx.tokens();
    for draft in &card.drafts {
        egui::Frame::new()
            .fill(t.info.bg)
            .stroke(egui::Stroke::new(1.0, t.info.fg))
            .corner_radius(crate::ui::theme::tokens::size::RADIUS)
            .inner_margin(egui::Margin::symmetric(12, 6))
            .show(ui, |ui| {
                let begun = model.when(cx.lang, draft.started_at);
                let kept = model.when(cx.lang, draft.saved_at);
                let who = super::card_words::who(cx, card, Some(draft.author));
                let key = if draft.draft.amends.is_some() {
                    "card-draft-correction"
                } else {
                    "card-draft-open"
                };
                let text = cx.tr_with(key, &[("begun", &begun), ("kept", &kept), ("who", &who)]);
                row_ui(
                    ui,
                    cx,
                    |ui| {
                        let id = draft_button(draft.id);
                        let go_on = Btn::secondary(&cx.tr("common-continue"))
                            .id(id)
                            .show(ui, cx);
                        card_focus::offer(ui, id, &go_on);
                        if go_on.clicked() {
                            send.go(Route::Visit {
                                draft: Some(draft.id),
                            });
                        }
                    },
                    |ui| {
                        ui.horizontal_top(|ui| {
                            sign::sign_ui(ui, cx, Severity::Required);
                            ui.vertical(|ui| {
                                whole_ui(ui, egui::RichText::new(text).color(t.info.fg));
                            });
                        });
                    },
                );
            });
        ui.add_space(space::S);
    }
    if card.visits.is_empty() && card.drafts.is_empty() {
        ui.label(muted(cx, cx.tr("card-no-visits")));
    }
}

fn dialogs_ui(
    ui: &mut Ui,
    cx: &Cx,
    model: &Model,
    card: &CardView,
    state: &mut CardState,
    send: &mut Commands,
) {
    if let Some(edit) = &mut state.withdraw {
        let (done, close) = edit.show(ui.ctx(), cx);
        if let Some((patient, error)) = done {
            state.act(Op::Withdraw { patient, error }, "card-withdrawn-done", send);
        }
        if close {
            state.withdraw = None;
        }
    }
    if let Some(choice) = &mut state.form_choice {
        let (chosen, close) = choice.show(ui.ctx(), cx, model.country());
        if close {
            state.form_choice = None;
        }
        if let Some(form) = chosen {
            let draft = form_choice::draft(form, card, model.today());
            state.begin(card.patient, Box::new(draft), send);
        }
    }
    if let Some(edit) = &mut state.referral {
        let answer = edit.show(ui.ctx(), cx);
        if let Some(referral) = answer.done {
            state.act(
                Op::Refer {
                    patient: card.patient,
                    referral: Box::new(Referral { ..referral }),
                },
                "card-referred-done",
                send,
            );
        }
        if answer.close {
            state.referral = None;
        }
    }
}
