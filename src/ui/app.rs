//! The window as a whole: hears the worker, obeys the keyboard, draws the zones, locks itself.
//!
//! It must not block: jobs go into a bounded queue, events are drained before a pass, and an idle window draws nothing.

mod guide;

use std::collections::VecDeque;
use std::sync::mpsc::{TryRecvError, TrySendError};
use std::time::Duration;

use egui::{Context, Ui, ViewportCommand};

use super::command::{self, Command, Situation};
use super::cx::Cx;
use super::model::{After, Model, Phase};
use super::palette::{Palette, PaletteAnswer};
use super::screens::{
    Ask, Commands, Route, Screens, card, centre_ui, first_run, form_choice, help, imci, locked,
    nav, parts, search, sign_in, status::status_ui,
};
use super::settings::{Colours, Settings};
use super::shell::{Left, Part, Shell, Zone, Zones, shell_ui};
use super::theme::apply::{apply, set_zoom};
use super::theme::tokens::size;
use super::widgets::dialog;
use super::widgets::field::forget_typed_text;
use super::widgets::focus_chain;
use super::widgets::toast::{News, Toasts};
use crate::clock::Clock;
use crate::domain::lang::Lang;
use crate::forms::VISIT;
use crate::worker::imci::form_for;
use crate::worker::{Action, Fault, Job, OpChanges, WorkerLink};

/// One step of the zoom.
const ZOOM_STEP: f32 = 0.1;
/// A full queue is tried again after this.
const RETRY: Duration = Duration::from_millis(50);

/// The program in its window. [`App::logic`], then [`App::ui`], once a pass.
pub struct App {
    link: WorkerLink,
    /// Jobs that found the queue full.
    waiting: VecDeque<Job>,
    pub model: Model,
    pub route: Route,
    pub screens: Screens,
    pub first_run: first_run::FirstRunState,
    pub sign_in: sign_in::SignInState,
    settings: Settings,
    keep: Box<dyn Fn(&Settings) + Send>,
    clock: Box<dyn Clock + Send>,
    send: Commands,
    shell: Shell,
    toasts: Toasts,
    palette: Option<Palette>,
    /// Where the quick start was asked for.
    back: Option<Route>,
    /// Open while there is one.
    help: Option<help::HelpState>,
    /// Commands for the screen in front, of the palette or a button: obeyed in the next pass.
    next_orders: Vec<Command>,
    /// Window's clock at the last sign of life.
    last_active: Option<f64>,
    full_screen: bool,
    looked: bool,
    ended: bool,
}

impl App {
    pub fn new(
        link: WorkerLink,
        settings: Settings,
        keep: Box<dyn Fn(&Settings) + Send>,
        clock: Box<dyn Clock + Send>,
    ) -> Self {
        Self {
            link,
            waiting: VecDeque::new(),
            model: Model::default(),
            route: Route::default(),
            screens: Screens::default(),
            first_run: first_run::FirstRunState::default(),
            sign_in: sign_in::SignInState::default(),
            settings,
            keep,
            clock,
            send: Commands::default(),
            shell: Shell::default(),
            toasts: Toasts::default(),
            palette: None,
            back: None,
            help: None,
            next_orders: Vec::new(),
            last_active: None,
            full_screen: false,
            looked: false,
            ended: false,
        }
    }

    /// Before drawing: the clock, what the worker said, the idle lock.
    pub fn logic(&mut self, ctx: &Context) {
        self.model.now = self.clock.now();
        self.model.offset_minutes = self.clock.offset_minutes();
        if !self.looked {
            self.looked = true;
            set_zoom(ctx, self.settings.zoom);
            self.job(Job::Look);
        }
        self.send_waiting(ctx);
        loop {
            match self.link.events.try_recv() {
                Ok(event) => {
                    let was_looking = self.model.phase == Phase::Looking;
                    let after = self.model.hear(event);
                    self.after(ctx, after);
                    if was_looking && self.model.phase == Phase::SignIn {
                        // The door has the keyboard from the first moment.
                        focus_chain::ask_first(ctx);
                    }
                }
                Err(TryRecvError::Empty) => break,
                Err(TryRecvError::Disconnected) => {
                    self.worker_is_gone();
                    break;
                }
            }
        }
        self.watch_idle(ctx);
    }

    /// Draws the window and carries out what was wanted.
    pub fn ui(&mut self, ui: &mut Ui) {
        let ctx = ui.ctx().clone();
        let cx = self.cx();
        let situation = self.situation(&ctx);
        self.model.orders = std::mem::take(&mut self.next_orders);
        for command in command::pressed(&ctx, &situation) {
            self.obey(&ctx, command, true);
        }
        match &self.model.phase {
            Phase::Looking => {
                parts::sheet_ui(ui, &cx, "looking", 420.0, |ui| match &self.model.fault {
                    Some(fault) => drop(parts::fault_ui(ui, &cx, fault)),
                    None => parts::loading_ui(ui, &cx),
                })
            }
            Phase::FirstRun => {
                first_run::first_run_ui(ui, &cx, &self.model, &mut self.first_run, &mut self.send);
            }
            Phase::Shares(shares) => first_run::shares_ui(
                ui,
                &cx,
                &self.model,
                shares,
                &mut self.first_run,
                &mut self.send,
            ),
            Phase::SignIn => {
                sign_in::sign_in_ui(ui, &cx, &self.model, &mut self.sign_in, &mut self.send);
            }
            Phase::Locked => {
                locked::locked_ui(ui, &cx, &self.model, &mut self.sign_in, &mut self.send);
            }
            Phase::Open => self.open_ui(ui, &cx, &situation),
        }
        self.guide_ui(&ctx, &cx, situation);
        if let Some(palette) = &mut self.palette {
            let open = Situation {
                dialog_open: false,
                ..situation
            };
            match palette.show(&ctx, &cx, &open) {
                PaletteAnswer::Open => {}
                PaletteAnswer::Closed => self.palette = None,
                PaletteAnswer::Chosen(command) => {
                    self.palette = None;
                    self.obey(&ctx, command, false);
                }
            }
        }
        self.toasts.show(&ctx, &cx);
        self.model.orders.clear();
        self.carry_out(&ctx);
    }

    /// The window closes: what is typed is kept, keys are wiped.
    pub fn end(&mut self) {
        if self.ended {
            return;
        }
        self.ended = true;
        self.screens.keep(&self.model, &mut self.send);
        let asks = self.send.take();
        for ask in asks {
            if let Ask::Job(job) = ask {
                self.waiting.push_back(job);
            }
        }
        self.waiting.push_back(Job::Stop);
        // The last jobs may wait for room: nothing is drawn any more.
        for job in self.waiting.drain(..) {
            if self.link.jobs.send(job).is_err() {
                break;
            }
        }
    }

    /// Obeys a command as the menu does, in the next pass.
    pub fn order(&mut self, command: Command) {
        self.ask(Ask::Command(command));
    }

    /// Carries out what a screen could have asked for, in the next pass.
    pub fn ask(&mut self, ask: Ask) {
        self.send.ask(ask);
    }

    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Wipes the screen and the keys; what was typed is kept first.
    pub fn lock(&mut self, ctx: &Context) {
        self.screens.keep(&self.model, &mut self.send);
        self.carry_out(ctx);
        self.job(Job::Lock);
        self.hide(ctx);
        self.model.phase = Phase::Locked;
    }

    fn cx(&self) -> Cx {
        Cx {
            touch: self.settings.touch,
            ..Cx::new(
                self.lang(),
                self.settings.colours.scheme(),
                self.model.today(),
            )
        }
    }

    fn lang(&self) -> Lang {
        self.settings
            .lang
            .or(self.model.session.as_ref().map(|s| s.lang))
            .or(self.model.clinic.as_ref().map(|c| c.lang))
            .unwrap_or(Lang::Ru)
    }

    fn situation(&self, ctx: &Context) -> Situation {
        let m = &self.model;
        let card = m
            .card
            .as_ref()
            .filter(|_| self.route.is_of_card())
            .map(|c| c.patient);
        let may_for = |action| card.is_some_and(|patient| m.may_for(action, patient));
        Situation {
            signed_in: m.phase == Phase::Open,
            dialog_open: dialog::is_any_open(ctx),
            card_open: card.is_some(),
            visit_open: card.is_some() && self.route.is_of_visit(),
            override_waits: self.screens.visit.override_waits()
                || matches!(self.route, Route::Give { .. }) && self.screens.give.override_waits(),
            can_undo: self.screens.visit.can_undo(),
            can_redo: self.screens.visit.can_redo(),
            may_register: m.may(Action::Register),
            may_write_visit: may_for(Action::WriteDraft),
            is_imci_age: m.card.as_ref().is_some_and(|c| imci::is_of_age(m, c)),
            on_visit: matches!(self.route, Route::Visit { .. }),
            on_card: self.route == Route::Card && !self.screens.card.is_reading(),
            may_refer: may_for(Action::Refer),
            may_attach: may_for(Action::Attach),
            other_forms: form_choice::offers_any(m.country()),
            may_prescribe: may_for(Action::Prescribe),
            may_sign: may_for(Action::SignVisit),
            may_print: may_for(Action::Print),
            may_settle: m.may(Action::ListConflicts),
            may_search: m.may(Action::Search),
            may_work_list: m.may(Action::Worklist),
            may_link: self.model.may(Action::ListProposals),
            may_recall: self.model.may(Action::Recall),
            may_round: self.model.may(Action::Round),
            may_review: self.model.may(Action::ListReviews),
            dose_open: matches!(self.route, Route::Give { .. }) && may_for(Action::Administer),
            may_read_rules: m.may(Action::ReadRules),
            may_list_users: m.may(Action::ListUsers),
            may_read_log: match m.card.as_ref().map(|c| c.patient) {
                Some(patient) => m.may_for(Action::ReadAccessLog, patient),
                None => m.may(Action::ReadAudit),
            },
            emergency_access: false,
        }
    }

    fn open_ui(&mut self, ui: &mut Ui, cx: &Cx, situation: &Situation) {
        let of_card = self.route.is_of_card();
        let zones = Zones {
            banner: of_card && self.model.card.is_some(),
            left: if of_card { Left::Rail } else { Left::Open },
            right: of_card
                && self.model.card.is_some()
                && !matches!(self.route, Route::Preview(_))
                && !self.screens.card.passport_is_over(&self.route),
        };
        let Self {
            model,
            route,
            screens,
            settings,
            send,
            shell,
            ..
        } = self;
        shell_ui(ui, cx, shell, zones, |ui, part| match part {
            Part::Banner => card::card_banner_ui(ui, cx, model),
            Part::Left => nav::nav_ui(ui, cx, model, route, situation, &mut screens.nav, send),
            Part::Rail => nav::rail_ui(ui, cx, model, &mut screens.nav, send),
            Part::Centre => centre_ui(ui, cx, model, route, settings, screens, send),
            Part::Right => card::passport_ui(ui, cx, model, &mut screens.card, send),
            Part::Status => status_ui(ui, cx, model, send),
        });
    }

    /// `by_key`: orders for the screen in front are still obeyed in this pass.
    fn obey(&mut self, ctx: &Context, command: Command, by_key: bool) {
        match command {
            Command::Help => self.turn_help(),
            Command::Palette => self.palette = Some(Palette::default()),
            Command::Worklist => self.go(ctx, Route::Worklist),
            Command::FindPatient => {
                self.go(ctx, Route::Search);
                search::focus(ctx);
            }
            Command::NewPatient => self.go(ctx, Route::Registration),
            Command::Conflicts => self.go(ctx, Route::Conflicts),
            Command::Proposals => self.go(ctx, Route::Proposals),
            Command::Recall => self.go(ctx, Route::Recall),
            Command::Round => self.go(ctx, Route::Round),
            Command::Reviews => self.go(ctx, Route::Reviews),
            Command::SyncStatus => self.go(ctx, Route::Sync),
            Command::Rules => self.go(ctx, Route::Rules),
            Command::Users => self.go(ctx, Route::Users),
            Command::AccessLog => self.go(ctx, Route::AccessLog),
            Command::Settings => self.go(ctx, Route::Settings),
            Command::NewVisit => {
                self.screens.visit.want(VISIT);
                self.go(ctx, Route::Visit { draft: None });
            }
            Command::SickChild => self.begin_imci(ctx),
            Command::CloseCard => {
                self.screens.keep(&self.model, &mut self.send);
                self.carry_out(ctx);
                self.model.card = None;
                self.screens.forget_card();
                self.go(ctx, Route::Worklist);
            }
            Command::Refresh => {
                self.read_lists();
                self.read_route();
            }
            Command::SyncNow => self.job(Job::SyncNow),
            Command::NextZone | Command::PreviousZone => {
                let of_card = self.route.is_of_card() && self.model.card.is_some();
                let in_front = self.screens.card.passport_is_over(&self.route);
                let zones = Zones {
                    banner: of_card,
                    left: if self.route.is_of_card() {
                        Left::Rail
                    } else {
                        Left::Open
                    },
                    right: of_card && !in_front,
                };
                self.shell.go(ctx, zones, command == Command::NextZone);
                ctx.request_repaint();
            }
            Command::Lock => self.lock(ctx),
            Command::SignOut => {
                self.lock(ctx);
                self.sign_out(ctx);
            }
            Command::FullScreen => {
                self.full_screen = !self.full_screen;
                ctx.send_viewport_cmd(ViewportCommand::Fullscreen(self.full_screen));
            }
            Command::LightColours => self.colours(ctx, Colours::Light),
            Command::DarkColours => self.colours(ctx, Colours::Dark),
            Command::HighContrast => self.colours(ctx, Colours::HighContrast),
            Command::ZoomIn => self.zoom(ctx, self.settings.zoom + ZOOM_STEP),
            Command::ZoomOut => self.zoom(ctx, self.settings.zoom - ZOOM_STEP),
            Command::ZoomReset => self.zoom(ctx, 1.0),
            Command::Diagnosis
            | Command::LastTime
            | Command::OtherForm
            | Command::Refer
            | Command::Attach
            | Command::Passport
            | Command::Prescribe
            | Command::OverrideWithReason
            | Command::EmergencyAccess
            | Command::FindInCard
            | Command::SaveDraft
            | Command::Sign
            | Command::Print
            | Command::Undo
            | Command::Redo
            | Command::Tab(_) => {
                if by_key {
                    self.model.orders.push(command);
                } else {
                    self.next_orders.push(command);
                    ctx.request_repaint();
                }
            }
        }
    }

    /// A visit by the form of the child's age.
    fn begin_imci(&mut self, ctx: &Context) {
        let today = self.model.today();
        let card = self.model.card.as_ref();
        if let Some(form) = card.and_then(|c| form_for(&c.person, today)) {
            self.screens.visit.want(form);
            self.go(ctx, Route::Visit { draft: None });
        }
    }

    fn go(&mut self, ctx: &Context, route: Route) {
        if self.route != route {
            // A change of screen is a change of focus: what is typed is kept.
            self.screens.keep(&self.model, &mut self.send);
            self.model.fault = None;
            self.route = route;
            self.read_route();
        }
        self.shell.go_to(Zone::Centre);
        ctx.request_repaint();
    }

    /// Asks for what the screen in front shows.
    fn read_route(&mut self) {
        match self.route {
            Route::Worklist => self.read_worklist(),
            Route::Conflicts => self.job(Job::Conflicts),
            Route::Proposals => self.job(Job::Proposals),
            Route::Recall => {
                let job = self.screens.recall.question(&self.model, &mut self.send);
                self.job(job);
            }
            Route::Round => self.read(Action::Round, Job::Round),
            Route::Reviews => self.read(Action::ListReviews, Job::Reviews),
            Route::Sync => self.job(Job::SyncStatus),
            Route::Rules => self.read(Action::ReadRules, Job::Approvals),
            Route::Users => self.job(Job::Users),
            Route::AccessLog => {
                let patient = self.model.card.as_ref().map(|c| c.patient);
                self.job(Job::AccessLog { patient });
            }
            Route::Card
            | Route::Visit { .. }
            | Route::Prescribe
            | Route::Give { .. }
            | Route::Preview(_) => {
                if let Some(patient) = self.model.card.as_ref().map(|c| c.patient) {
                    self.job(Job::RefreshCard { patient });
                }
                if matches!(self.route, Route::Visit { .. }) {
                    self.read(Action::OwnDiagnoses, Job::OwnDiagnoses);
                }
            }
            Route::Search | Route::Registration | Route::Settings => {}
        }
    }

    /// What the left zone and the status line show.
    fn read_lists(&mut self) {
        self.read_worklist();
        self.read(Action::Round, Job::Round);
        self.read(Action::ListReviews, Job::Reviews);
        self.read(Action::ReadRules, Job::Approvals);
        self.read(Action::ListConflicts, Job::Conflicts);
        self.read(Action::ListProposals, Job::Proposals);
        self.job(Job::SyncStatus);
    }

    /// Asks for a list of the house that this user may see.
    fn read(&mut self, action: Action, list: Job) {
        if self.model.may(action) {
            self.job(list);
        }
    }

    fn read_worklist(&mut self) {
        if self.model.may(Action::Worklist) {
            let (from, until) = self.model.day_bounds();
            self.job(Job::Worklist { from, until });
        }
    }

    fn after(&mut self, ctx: &Context, after: After) {
        let cx = self.cx();
        match after {
            After::Nothing => {}
            After::Speak(lang) => {
                self.first_run.speak(lang);
            }
            After::Refresh(changes) => self.refresh(&changes),
            After::Linked(count) => self
                .toasts
                .push(News::Done, cx.tr_n("screen-linked", count)),
            After::BackedUp(path) => self.toasts.push(
                News::Done,
                cx.tr_with("screen-backed-up", &[("path", &path.display().to_string())]),
            ),
            After::LockedByWorker => {
                self.hide(ctx);
                self.model.phase = Phase::Locked;
            }
            After::SignedIn { same } => {
                if self.sign_in.is_recovering() {
                    self.toasts.push(News::Done, cx.tr("screen-recover-done"));
                }
                self.sign_in.forget_secrets();
                if !same {
                    self.screens = Screens::default();
                    self.route = self.home();
                }
                self.last_active = None;
                if self.model.phase == Phase::Open {
                    self.enter(ctx);
                }
            }
        }
    }

    /// The door is open: read what the screens show.
    fn enter(&mut self, ctx: &Context) {
        self.read_lists();
        if self.route.is_of_card() {
            // The same user comes back to the card that was open; it was written to the log when it was opened.
            match self.screens.nav.last_card {
                Some(patient) => self.job(Job::RefreshCard { patient }),
                None => self.route = self.home(),
            }
        } else {
            self.read_route();
        }
        self.shell.go_to(Zone::Centre);
        ctx.request_repaint();
    }

    /// Where a role begins its day.
    fn home(&self) -> Route {
        if self.model.may(Action::Worklist) {
            Route::Worklist
        } else if self.model.may(Action::Search) {
            Route::Search
        } else if self.model.may(Action::ReadAudit) {
            Route::AccessLog
        } else if self.model.may(Action::ReadRules) {
            Route::Rules
        } else {
            Route::Sync
        }
    }

    fn refresh(&mut self, changes: &OpChanges) {
        if self.model.phase != Phase::Open {
            return;
        }
        let cx = self.cx();
        if !changes.linked.is_empty() {
            self.toasts
                .push(News::Done, cx.tr_n("screen-linked", changes.linked.len()));
        }
        let open = self.model.card.as_ref();
        let stale = open
            .filter(|card| {
                changes
                    .patients
                    .iter()
                    .any(|p| card.cards.contains(p) || card.patient == *p)
            })
            .map(|card| card.patient);
        if let Some(patient) = stale {
            self.job(Job::RefreshCard { patient });
        }
        if changes.worklist || !changes.patients.is_empty() {
            self.read_worklist();
            self.read(Action::Round, Job::Round);
        }
        if changes.conflicts {
            self.read(Action::ListConflicts, Job::Conflicts);
        }
        if !changes.patients.is_empty() || !changes.linked.is_empty() {
            self.read(Action::ListProposals, Job::Proposals);
        }
        if changes.rules {
            self.read(Action::ReadRules, Job::Approvals);
        }
        if changes.users && self.route == Route::Users {
            self.job(Job::Users);
        }
        self.job(Job::SyncStatus);
    }

    fn carry_out(&mut self, ctx: &Context) {
        for ask in self.send.take() {
            match ask {
                Ask::Job(job) => self.job(job),
                Ask::Go(route) => self.go(ctx, route),
                Ask::OpenCard(patient) => {
                    self.screens.keep(&self.model, &mut self.send);
                    let other = self
                        .model
                        .card
                        .as_ref()
                        .is_none_or(|c| !c.cards.contains(&patient) && c.patient != patient);
                    if other {
                        self.screens.forget_card();
                    }
                    self.screens.nav.last_card = Some(patient);
                    self.job(Job::OpenCard { patient });
                    self.route = Route::Card;
                    self.shell.go_to(Zone::Centre);
                }
                Ask::Command(command) => self.obey(ctx, command, false),
                Ask::Toast(news, text) => self.toasts.push(news, text),
                Ask::Speak(lang) => {
                    self.settings.lang = Some(lang);
                    (self.keep)(&self.settings);
                    if self.model.phase == Phase::Open {
                        self.job(Job::SetLang(lang));
                    }
                }
                Ask::Settings(settings) => {
                    self.settings = settings;
                    apply(ctx, self.settings.colours.scheme());
                    set_zoom(ctx, self.settings.zoom);
                    (self.keep)(&self.settings);
                }
                Ask::SharesWritten => {
                    self.model.shares_confirmed();
                    self.first_run = first_run::FirstRunState::default();
                    match self.model.phase {
                        Phase::Open => self.enter(ctx),
                        Phase::Looking => self.job(Job::Look),
                        _ => {}
                    }
                }
                Ask::CloseForTheDay => {
                    self.lock(ctx);
                    self.job(Job::CloseForTheDay);
                    self.sign_out(ctx);
                }
                Ask::Back => {
                    let back = self.back.take().unwrap_or_else(|| self.home());
                    self.go(ctx, back);
                }
                Ask::Copy(text) => ctx.copy_text(text),
            }
            ctx.request_repaint();
        }
    }

    /// Nothing about a patient stays in the widgets or the model; what was typed waits unseen for its author.
    fn hide(&mut self, ctx: &Context) {
        self.palette = None;
        self.help = None;
        self.toasts = Toasts::default();
        if let Some(card) = &self.model.card {
            self.screens.nav.last_card = Some(card.patient);
        }
        self.model.forget_people();
        self.screens.forget_secrets();
        self.sign_in.lock(self.model.session.as_ref());
        forget_typed_text(ctx);
        if self.sign_in.has_somebody() {
            sign_in::focus_password(ctx);
        } else {
            focus_chain::ask_first(ctx);
        }
        ctx.request_repaint();
    }

    /// After the lock: the next one is somebody else.
    fn sign_out(&mut self, ctx: &Context) {
        self.screens = Screens::default();
        self.route = Route::default();
        self.back = None;
        self.model.session = None;
        self.model.phase = Phase::SignIn;
        self.sign_in = sign_in::SignInState::default();
        focus_chain::ask_first(ctx);
    }

    fn watch_idle(&mut self, ctx: &Context) {
        if self.model.phase != Phase::Open {
            return;
        }
        let (now, alive) = ctx.input(|i| (i.time, !i.events.is_empty()));
        let since = *self.last_active.get_or_insert(now);
        if alive {
            self.last_active = Some(now);
            return self.wake_for_idle(ctx, f64::from(self.settings.idle_minutes) * 60.0);
        }
        let rest = f64::from(self.settings.idle_minutes) * 60.0 - (now - since);
        if rest <= 0.0 {
            self.lock(ctx);
        } else {
            self.wake_for_idle(ctx, rest);
        }
    }

    /// One frame when the lock is due; none before.
    fn wake_for_idle(&self, ctx: &Context, secs: f64) {
        ctx.request_repaint_after(Duration::from_secs_f64(secs + 0.05));
    }

    fn job(&mut self, job: Job) {
        self.model.asked(&job);
        if !self.waiting.is_empty() {
            self.waiting.push_back(job);
            return;
        }
        match self.link.jobs.try_send(job) {
            Ok(()) => {}
            Err(TrySendError::Full(job)) => self.waiting.push_back(job),
            Err(TrySendError::Disconnected(_)) => self.worker_is_gone(),
        }
    }

    fn send_waiting(&mut self, ctx: &Context) {
        while let Some(job) = self.waiting.pop_front() {
            match self.link.jobs.try_send(job) {
                Ok(()) => {}
                Err(TrySendError::Full(job)) => {
                    self.waiting.push_front(job);
                    ctx.request_repaint_after(RETRY);
                    break;
                }
                Err(TrySendError::Disconnected(_)) => {
                    self.waiting.clear();
                    self.worker_is_gone();
                }
            }
        }
    }

    fn worker_is_gone(&mut self) {
        self.model.fault = Some(Fault::new("worker-gone"));
    }

    fn colours(&mut self, ctx: &Context, colours: Colours) {
        self.settings.colours = colours;
        apply(ctx, colours.scheme());
        (self.keep)(&self.settings);
    }

    fn zoom(&mut self, ctx: &Context, zoom: f32) {
        self.settings.zoom = zoom.clamp(size::ZOOM_MIN, size::ZOOM_MAX);
        set_zoom(ctx, self.settings.zoom);
        (self.keep)(&self.settings);
    }
}

impl eframe::App for App {
    fn logic(&mut self, ctx: &Context, _frame: &mut eframe::Frame) {
        Self::logic(self, ctx);
    }

    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        Self::ui(self, ui);
    }

    fn persist_egui_memory(&self) -> bool {
        // Texts of fields live there.
        false
    }

    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        self.end();
    }
}
