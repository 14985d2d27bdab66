//! The screens: each draws one thing a person does, from a model, and says what is wanted.
//!
//! # The pattern
//! - A screen is a state struct (`XState: Default`, what is typed and chosen, nothing the worker told) and
//!   `fn x_ui(ui: &mut Ui, cx: &Cx, model: &Model, state: &mut XState, send: &mut Commands)`.
//! - [`Model`] holds what the worker told. A screen never writes it; `None` means "not yet told": show
//!   [`parts::loading_ui`], which stays empty for the first 200 ms.
//! - [`Commands`] collects what the screen wants: `send.job(Job::…)`, `send.go(Route::…)`, `send.command(Command::…)`,
//!   `send.toast(News::Done, …)`. `send.ticket()` draws a number for a job; keep it in the state and ask
//!   `model.done(ticket)`, `model.fault_of(ticket)`, `model.draft_saved(ticket)`, `model.paper(ticket)` in later passes.
//! - Keys that mean something only in front of one screen (Sign, Diagnosis, Prescribe, FindInCard, Print, Tab, Undo…)
//!   stand in `model.orders` for one pass; `model.orders.contains(&Command::Sign)`. The app obeys the others itself.
//! - A fault is drawn in place with [`parts::fault_ui`]; what was typed stays.
//! - Where a screen keeps typed clinical text it has `fn x_keep(model, state, send)`, called before lock, sign-out, end and
//!   change of card: it sends what is not yet kept (`Job::SaveDraft`).
//! - A new screen gets its state in [`Screens`] and its line in [`centre_ui`].
//! - Personal data lives in `Model` and `Screens` only: lock forgets the one and hides the other.

pub mod access_log;
pub mod allergy_edit;
pub mod approval_words;
pub mod background_edit;
pub mod calls;
pub mod card;
pub mod card_focus;
pub mod card_row;
pub mod card_words;
pub mod conflict_words;
pub mod conflicts;
pub mod diagnosis;
mod diagnosis_offers;
pub mod elsewhere;
pub mod fact_edit;
pub mod file_read;
pub mod first_run;
pub mod foreign;
pub mod form_choice;
pub mod give;
pub mod give_ask;
pub mod give_drip;
pub mod give_elsewhere;
pub mod give_not;
pub mod give_package;
pub mod give_record;
pub mod growth;
pub mod help;
mod help_keys;
pub mod help_picture;
pub mod imci;
pub mod locked;
pub mod nav;
pub mod new_password;
pub mod parts;
pub mod passport;
pub mod passport_blocks;
pub mod passport_edit;
pub mod passport_front;
pub mod passport_lines;
pub mod passport_trend;
pub mod pregnancy;
pub mod pregnancy_edit;
pub mod pregnancy_end;
pub mod pregnancy_parts;
pub mod prescribe;
pub mod prescribe_again;
pub mod prescribe_answer;
pub mod prescribe_box;
pub mod prescribe_order;
pub mod prescribe_override;
pub mod prescribe_products;
pub mod prescribe_search;
pub mod prevention;
pub mod prevention_edit;
pub mod preview;
pub mod problem_edit;
pub mod proposals;
pub mod recall;
pub mod recover;
pub mod registration;
pub mod reviews;
pub mod round;
pub mod round_scan;
pub mod round_words;
pub mod rule_words;
pub mod rules;
pub mod rules_sign;
pub mod scan;
pub mod search;
pub mod settings;
pub mod sign_in;
pub mod site_forms;
pub mod status;
pub mod summary;
pub mod sync;
pub mod sync_courier;
pub mod timeline;
pub mod users;
pub mod vaccination;
pub mod vaccination_edit;
pub mod vaccination_reaction;
pub mod vaccination_words;
pub mod visit;
pub mod visit_body;
mod visit_calc;
pub mod visit_editor;
pub mod visit_fill;
pub mod visit_form;
pub mod visit_head;
mod visit_last;
pub mod visit_news;
pub mod visit_orders;
pub mod visit_read;
pub mod visit_referral;
mod visit_repeat;
pub mod visit_sign;
pub mod visit_withdraw;
pub mod worklist;

use egui::Ui;

use super::command::Command;
use super::cx::Cx;
use super::model::Model;
use super::settings::Settings;
use super::widgets::toast::News;
use crate::domain::ids::{DocId, PatientId};
use crate::domain::lang::Lang;
use crate::worker::{Job, PaperOf, Ticket};

/// Where the centre of the window stands.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Route {
    #[default]
    Worklist,
    Search,
    Registration,
    Conflicts,
    Proposals,
    /// People to be called: for vaccination, screening, follow-up, in pregnancy.
    Recall,
    /// Orders whose doses are given here.
    Round,
    /// Open orders that have become dangerous.
    Reviews,
    /// Rules of dosing, to be read and signed.
    Rules,
    Sync,
    Users,
    AccessLog,
    Settings,
    /// The open card: `model.card`.
    Card,
    /// A visit of the open card; `None` begins one.
    Visit {
        draft: Option<DocId>,
    },
    /// One medicine of the visit in hand.
    Prescribe,
    /// One dose of a signed order of the open card.
    Give {
        order: DocId,
    },
    Preview(Box<PaperOf>),
}

impl Route {
    /// A patient's card is in front: banner above, worklist folded.
    pub fn is_of_card(&self) -> bool {
        matches!(
            self,
            Self::Card | Self::Visit { .. } | Self::Prescribe | Self::Give { .. }
        ) || matches!(self, Self::Preview(what) if what.patient().is_some())
    }

    /// A visit is being written.
    pub fn is_of_visit(&self) -> bool {
        matches!(self, Self::Visit { .. } | Self::Prescribe)
    }
}

/// What a screen wants.
#[derive(Debug)]
pub enum Ask {
    Job(Job),
    Go(Route),
    /// Opens this card and goes to it.
    OpenCard(PatientId),
    Command(Command),
    Toast(News, String),
    /// Language of the window; kept, and told to the worker.
    Speak(Lang),
    Settings(Settings),
    /// The recovery shares were written down.
    SharesWritten,
    CloseForTheDay,
    /// To the clipboard of the system.
    Copy(String),
}

/// Collects what the screens want in one pass; the app carries it out afterwards.
#[derive(Debug, Default)]
pub struct Commands {
    asks: Vec<Ask>,
    last_ticket: Ticket,
}

impl Commands {
    /// A number that no other job of this window has.
    pub fn ticket(&mut self) -> Ticket {
        self.last_ticket += 1;
        self.last_ticket
    }

    pub fn job(&mut self, job: Job) {
        self.asks.push(Ask::Job(job));
    }

    pub fn go(&mut self, route: Route) {
        self.asks.push(Ask::Go(route));
    }

    pub fn open_card(&mut self, patient: PatientId) {
        self.asks.push(Ask::OpenCard(patient));
    }

    pub fn command(&mut self, command: Command) {
        self.asks.push(Ask::Command(command));
    }

    pub fn toast(&mut self, news: News, text: impl Into<String>) {
        self.asks.push(Ask::Toast(news, text.into()));
    }

    pub fn ask(&mut self, ask: Ask) {
        self.asks.push(ask);
    }

    /// What was collected so far.
    pub fn take(&mut self) -> Vec<Ask> {
        std::mem::take(&mut self.asks)
    }
}

/// The states of all screens of a signed-in user.
#[derive(Debug, Default)]
pub struct Screens {
    pub nav: nav::NavState,
    pub worklist: worklist::WorklistState,
    pub search: search::SearchScreen,
    pub registration: registration::RegistrationState,
    pub conflicts: conflicts::ConflictsState,
    pub proposals: proposals::ProposalsState,
    pub recall: recall::RecallState,
    pub round: round::RoundState,
    pub reviews: reviews::ReviewsState,
    pub rules: rules::RulesState,
    pub sync: sync::SyncState,
    pub users: users::UsersState,
    pub access_log: access_log::AccessLogState,
    pub settings: settings::SettingsState,
    pub card: card::CardState,
    pub visit: visit::VisitState,
    pub prescribe: prescribe::PrescribeState,
    pub give: give::GiveState,
    pub preview: preview::PreviewState,
}

impl Screens {
    /// Sends what is typed and not yet kept; before lock, sign-out, end, and before another card opens.
    pub fn keep(&mut self, model: &Model, send: &mut Commands) {
        visit::visit_keep(model, &mut self.visit, send);
    }

    /// Forgets passwords and one-time codes that were typed.
    pub fn forget_secrets(&mut self) {
        self.card.forget_read();
        self.visit.forget_read();
        self.users.forget_secrets();
        self.settings.forget_secrets();
        self.sync.forget_secrets();
    }

    /// Another card: what was typed into the last one is gone from the screen (it was kept).
    pub fn forget_card(&mut self) {
        self.card = card::CardState::default();
        self.visit = visit::VisitState::default();
        self.prescribe = prescribe::PrescribeState::default();
        self.give = give::GiveState::default();
        self.preview = preview::PreviewState::default();
    }
}

/// Draws the centre of the window.
pub fn centre_ui(
    ui: &mut Ui,
    cx: &Cx,
    model: &Model,
    route: &Route,
    settings: &Settings,
    screens: &mut Screens,
    send: &mut Commands,
) {
    let s = screens;
    let beside_card = route.is_of_card() && !matches!(route, Route::Preview(_));
    if beside_card && model.card.is_some() {
        s.card.leave_passport(route);
        let in_front = s.card.passport_is_over(route);
        if model.orders.contains(&Command::Passport) {
            // What is typed in a visit is kept before the passport stands in front of it.
            s.keep(model, send);
            s.card.turn_passport(ui.ctx(), route);
        }
        if in_front {
            card::passport_screen_ui(ui, cx, model, route, &mut s.card, send);
            return;
        }
    }
    match route {
        Route::Worklist => worklist::worklist_ui(ui, cx, model, &mut s.worklist, send),
        Route::Search => search::search_ui(ui, cx, model, &mut s.search, send),
        Route::Registration => {
            registration::registration_ui(ui, cx, model, &mut s.registration, send);
        }
        Route::Conflicts => conflicts::conflicts_ui(ui, cx, model, &mut s.conflicts, send),
        Route::Proposals => proposals::proposals_ui(ui, cx, model, &mut s.proposals, send),
        Route::Recall => recall::recall_ui(ui, cx, model, &mut s.recall, send),
        Route::Round => round::round_ui(ui, cx, model, &mut s.round, send),
        Route::Reviews => reviews::reviews_ui(ui, cx, model, &mut s.reviews, send),
        Route::Rules => rules::rules_ui(ui, cx, model, &mut s.rules, send),
        Route::Sync => sync::sync_ui(ui, cx, model, &mut s.sync, send),
        Route::Users => users::users_ui(ui, cx, model, &mut s.users, send),
        Route::AccessLog => access_log::access_log_ui(ui, cx, model, &mut s.access_log, send),
        Route::Settings => settings::settings_ui(ui, cx, model, settings, &mut s.settings, send),
        Route::Card => card::card_ui(ui, cx, model, &mut s.card, send),
        Route::Visit { draft } => visit::visit_ui(ui, cx, model, *draft, &mut s.visit, send),
        Route::Prescribe => {
            prescribe::prescribe_ui(ui, cx, model, &mut s.visit, &mut s.prescribe, send);
        }
        Route::Give { order } => give::give_ui(ui, cx, model, *order, &mut s.give, send),
        Route::Preview(what) => preview::preview_ui(ui, cx, model, what, &mut s.preview, send),
    }
}
