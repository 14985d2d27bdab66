//! The window with a worker that is played here: jobs are noted and answered as the real one would.

use std::collections::BTreeMap;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use egui::Key;
use egui_kittest::Harness;
use egui_kittest::kittest::NodeT as _;
use feldsher::clock::FixedClock;
use feldsher::domain::approval::Approved;
use feldsher::domain::card::{CardView, Draft, DraftView};
use feldsher::domain::chunk::Kind;
use feldsher::domain::country::Country;
use feldsher::domain::ids::{DocId, FacilityId, PatientId};
use feldsher::domain::lang::Lang;
use feldsher::domain::page::Page;
use feldsher::domain::role::Role;
use feldsher::domain::visit::Prescription;
use feldsher::i18n::tr;
use feldsher::ui::Settings;
use feldsher::ui::app::App;
use feldsher::ui::screens::Route;
use feldsher::ui::settings::Colours;
use feldsher::ui::theme::tokens::Scheme;
use feldsher::worker::{
    Course, Event, Fault, Job, Op, OpChanges, PatientRow, Session, Startup, SyncView, Taken,
    ToReview, WorkItem, WorkState, WorkerLink, read_foreign,
};

use super::fixture::{DOCTOR, NOW, event, id};
use crate::ui::keys::{Keys as _, watch};
use crate::ui::window;

/// Seconds of one pass: autosave rests 0.7 s, so a pass must be shorter than that.
pub const STEP: f32 = 1.0 / 60.0;

/// What the played worker knows and what it was asked.
pub struct Stage {
    pub app: App,
    jobs: Receiver<Job>,
    events: SyncSender<Event>,
    pub cards: BTreeMap<PatientId, CardView>,
    /// Jobs in the order they came, as text without clinical content.
    pub log: Vec<String>,
    pub saved: Vec<Draft>,
    pub ops: Vec<Op>,
    pub pages: Vec<Page>,
    pub reviews: Vec<ToReview>,
    /// Signatures under rules of dosing.
    pub approvals: Vec<Approved>,
    /// The second person's password that is right.
    pub second: Option<(&'static str, &'static str)>,
    next: u8,
}

/// Who sits in front, in which language.
pub fn stage(role: Role, lang: Lang, cards: Vec<CardView>) -> Harness<'static, Stage> {
    stage_in(Scheme::Light, role, lang, cards)
}

pub fn stage_in(
    scheme: Scheme,
    role: Role,
    lang: Lang,
    cards: Vec<CardView>,
) -> Harness<'static, Stage> {
    let (job_in, jobs) = sync_channel(256);
    let (events, event_out) = sync_channel(256);
    let settings = Settings {
        lang: Some(lang),
        colours: match scheme {
            Scheme::Light => Colours::Light,
            Scheme::Dark => Colours::Dark,
            Scheme::HighContrast => Colours::HighContrast,
        },
        ..Settings::default()
    };
    let link = WorkerLink {
        jobs: job_in,
        events: event_out,
    };
    let app = App::new(
        link,
        settings,
        Box::new(|_| {}),
        Box::new(FixedClock::at(NOW)),
    );
    let clinic = "ФАП Ақсу".to_owned();
    events
        .send(Event::Startup(Startup::Ready {
            clinic: clinic.clone(),
            lang,
            demo: false,
            logins: vec![("doctor".into(), "Сейітова А. М.".into())],
        }))
        .unwrap();
    events
        .send(Event::Unlocked(Box::new(Session {
            user: DOCTOR,
            login: "doctor".into(),
            name: "Сейітова А. М.".into(),
            role,
            facility: FacilityId::default(),
            clinic,
            country: Country::Kz,
            lang,
            demo: false,
        })))
        .unwrap();
    let stage = Stage {
        app,
        jobs,
        events,
        cards: cards.into_iter().map(|c| (c.patient, c)).collect(),
        log: Vec::new(),
        saved: Vec::new(),
        ops: Vec::new(),
        pages: Vec::new(),
        reviews: Vec::new(),
        approvals: Vec::new(),
        second: None,
        next: 100,
    };
    let mut h = window(scheme)
        .with_max_steps(40)
        .with_step_dt(STEP)
        .build_ui_state(
            |ui, stage: &mut Stage| {
                watch(ui);
                let ctx = ui.ctx().clone();
                stage.app.logic(&ctx);
                stage.app.ui(ui);
                if stage.answer() {
                    ctx.request_repaint();
                }
            },
            stage,
        );
    h.run_steps(6);
    h
}

impl Stage {
    /// Answers what has come; true if anything had.
    fn answer(&mut self) -> bool {
        let mut any = false;
        while let Ok(job) = self.jobs.try_recv() {
            any = true;
            self.log.push(name(&job));
            let answer = self.reply(job);
            for event in answer {
                self.events.send(event).unwrap();
            }
        }
        any
    }

    fn reply(&mut self, job: Job) -> Vec<Event> {
        match job {
            Job::OpenCard { patient } | Job::RefreshCard { patient } => self
                .cards
                .get(&patient)
                .map(|c| Event::Card(Box::new(c.clone())))
                .into_iter()
                .collect(),
            Job::SaveDraft {
                ticket,
                draft,
                patient,
                content,
            } => {
                self.saved.push((*content).clone());
                let draft = draft.unwrap_or_else(|| self.new_id());
                if let Some(card) = self.cards.get_mut(&patient) {
                    card.drafts.retain(|d| d.id != draft);
                    card.drafts.push(DraftView {
                        id: draft,
                        patient,
                        author: DOCTOR,
                        started_at: NOW,
                        saved_at: NOW,
                        draft: *content,
                    });
                }
                vec![Event::DraftSaved {
                    ticket,
                    draft,
                    at: NOW,
                }]
            }
            Job::Do { ticket, op } => {
                let changes = self.carry_out(&op);
                self.ops.push(*op);
                vec![Event::Done { ticket, changes }]
            }
            Job::SecondCheck {
                ticket,
                login,
                password,
            } => {
                if self.second == Some((login.as_str(), password.as_str())) {
                    vec![Event::Done {
                        ticket,
                        changes: OpChanges::default(),
                    }]
                } else {
                    vec![Event::Failed {
                        ticket: Some(ticket),
                        fault: fault("wrong-password"),
                    }]
                }
            }
            Job::Preview { ticket, .. } => vec![Event::Paper {
                ticket,
                pages: self.pages.clone(),
            }],
            Job::PrintPaper { ticket, .. } => vec![Event::Failed {
                ticket: Some(ticket),
                fault: fault("no-printer"),
            }],
            Job::Export { ticket, path, .. } => vec![Event::PaperSaved { ticket, path }],
            // The real reader: it needs no record.
            Job::ReadForeign { ticket, path, .. } => {
                let lang = self.app.settings().lang.unwrap_or(Lang::En);
                vec![match read_foreign(&path, lang) {
                    Ok(foreign) => Event::Foreign {
                        ticket,
                        path,
                        foreign: Box::new(foreign),
                    },
                    Err(fault) => Event::Failed {
                        ticket: Some(ticket),
                        fault,
                    },
                }]
            }
            Job::AttachFile { ticket, .. } => vec![Event::Done {
                ticket,
                changes: OpChanges::default(),
            }],
            Job::SyncStatus => vec![Event::Sync(SyncView::default())],
            Job::Worklist { .. } => {
                let rows = self.cards.values().map(|card| WorkItem {
                    patient: card.patient,
                    row: PatientRow {
                        patient: card.patient,
                        person: card.person.clone(),
                        ..PatientRow::default()
                    },
                    at: NOW - 3600,
                    state: WorkState::Signed,
                    doc: id(99),
                    author: "Сейітова А. М.".into(),
                });
                vec![Event::Worklist(rows.collect())]
            }
            Job::Round => {
                let of = |card: &CardView| {
                    let doses = card.administrations.clone();
                    let (patient, person) = (card.patient, card.person.clone());
                    let course =
                        move |order: &feldsher::domain::card::Event<Prescription>| Course {
                            patient,
                            person: person.clone(),
                            order: order.id,
                            prescription: order.content.clone(),
                            ordered_at: order.care_at,
                            turns: doses
                                .iter()
                                .rev()
                                .filter(|dose| dose.content.prescription == Some(order.id))
                                .map(|dose| Taken {
                                    at: dose.care_at,
                                    given: dose.content.given,
                                    doubtful: dose.clock_doubtful,
                                })
                                .collect(),
                        };
                    let here = card
                        .prescriptions
                        .iter()
                        .filter(|order| order.content.is_given_here());
                    here.map(course).collect::<Vec<_>>()
                };
                vec![Event::Round(self.cards.values().flat_map(of).collect())]
            }
            Job::Reviews => vec![Event::Reviews(self.reviews.clone())],
            Job::Approvals => vec![Event::Approvals(self.approvals.clone())],
            Job::Conflicts => vec![Event::Conflicts(Vec::new())],
            Job::Proposals => vec![Event::Proposals(Vec::new())],
            _ => Vec::new(),
        }
    }

    fn new_id(&mut self) -> DocId {
        self.next += 1;
        id(self.next)
    }

    fn carry_out(&mut self, op: &Op) -> OpChanges {
        let mut changes = OpChanges::default();
        if let Op::SignVisit { draft, .. } = op {
            let visit = self.new_id();
            for card in self.cards.values_mut() {
                let Some(at) = card.drafts.iter().position(|d| d.id == *draft) else {
                    continue;
                };
                let kept = card.drafts.remove(at);
                let mut signed = event(0, Kind::VISIT, card.patient, 0, kept.draft.visit);
                signed.id = visit;
                card.visits.insert(0, signed);
                changes.patients.push(card.patient);
            }
            changes.written.push(visit);
        }
        if let Op::Prevent {
            patient,
            preventive,
        } = op
        {
            let entry = self.new_id();
            if let Some(card) = self.cards.get_mut(patient) {
                let mut kept = event(0, Kind::PREVENTION, *patient, 0, *preventive.clone());
                kept.id = entry;
                card.preventive.insert(0, kept);
            }
            changes.patients.push(*patient);
            changes.written.push(entry);
        }
        if let Op::Book {
            patient,
            booking,
            amends,
        } = op
        {
            let entry = self.new_id();
            if let Some(card) = self.cards.get_mut(patient) {
                let mut kept = event(0, Kind::PREGNANCY, *patient, 0, *booking.clone());
                (kept.id, kept.amends) = (entry, *amends);
                for earlier in &mut card.pregnancies {
                    if Some(earlier.id) == *amends {
                        earlier.amended_by.push(entry);
                    }
                }
                card.pregnancies.insert(0, kept);
            }
            changes.patients.push(*patient);
            changes.written.push(entry);
        }
        if let Op::Review { patient, review } = op {
            self.reviews.retain(|row| row.order != review.prescription);
            let told = Event::Reviews(self.reviews.clone());
            self.events.send(told).unwrap();
            changes.patients.push(*patient);
            changes.written.push(self.new_id());
        }
        if let Op::Administer {
            patient,
            administration,
        } = op
        {
            let entry = self.new_id();
            if let Some(card) = self.cards.get_mut(patient) {
                let content = *administration.clone();
                let mut dose = event(0, Kind::ADMINISTRATION, *patient, 0, content);
                dose.id = entry;
                // The stage stands five hours east of Greenwich, as the place does.
                let told = dose.content.given_at.filter(|_| dose.content.is_stated());
                dose.care_at = told.map_or(NOW, |at| at.and_utc().timestamp() - 5 * 3_600);
                card.administrations.insert(0, dose);
            }
            changes.patients.push(*patient);
            changes.written.push(entry);
        }
        if let Op::Immunise {
            patient,
            immunisation,
            amends,
        } = op
        {
            let entry = self.new_id();
            if let Some(card) = self.cards.get_mut(patient) {
                let mut given = event(0, Kind::IMMUNISATION, *patient, 0, *immunisation.clone());
                given.id = entry;
                given.amends = *amends;
                for earlier in &mut card.immunisations {
                    if Some(earlier.id) == *amends {
                        earlier.amended_by.push(entry);
                    }
                }
                card.immunisations.insert(0, given);
            }
            changes.patients.push(*patient);
            changes.written.push(entry);
        }
        changes
    }
}

fn fault(code: &str) -> Fault {
    Fault {
        code: code.into(),
        args: Vec::new(),
        record_is_safe: true,
        can_retry: true,
    }
}

fn name(job: &Job) -> String {
    let text = format!("{job:?}");
    text.split([' ', '{', '('])
        .next()
        .unwrap_or_default()
        .to_owned()
}

/// Where a person at the keyboard goes.
pub trait Hands {
    fn open(&mut self, patient: PatientId);
    fn go(&mut self, route: Route);
}

impl Hands for Harness<'static, Stage> {
    fn open(&mut self, patient: PatientId) {
        // As a person does: today's list, down to the row of the patient.
        self.press(Key::F2);
        let family = self.state().cards[&patient]
            .person
            .name
            .family
            .to_lowercase();
        let list = tr(
            self.state().app.settings().lang.unwrap(),
            "ui-command-worklist",
            &[],
        );
        self.tab_to(&list);
        let is_there = |h: &Self| {
            h.root().children_recursive().any(|n| {
                let node = n.accesskit_node();
                node.role() == egui::accesskit::Role::Row
                    && node.toggled() == Some(egui::accesskit::Toggled::True)
                    && node
                        .label()
                        .is_some_and(|l| l.to_lowercase().contains(&family))
            })
        };
        for _ in 0..self.state().cards.len() {
            if !is_there(self) {
                self.press(Key::ArrowDown);
            }
        }
        assert!(is_there(self), "no row of {family}");
        self.press(Key::Enter);
        self.run_steps(6);
        assert_eq!(self.state().app.route, Route::Card, "{family}");
    }

    fn go(&mut self, route: Route) {
        self.state_mut().app.route = route;
        self.run_steps(6);
    }
}
