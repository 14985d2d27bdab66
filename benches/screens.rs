//! Long screens without a display: a form of 300 fields, a card of 400 visits. Bars: the form
//! opens in 50 ms and lays out in 8 ms a frame, the card scrolls at 8 ms a frame.
//!
//! The whole program draws, at 1366 × 768: commands, shell, banner, passport, the centre, and the triangles that a painter would be given.
//! Only the worker is played: it answers at once, so that what is measured is the window alone.

mod common;

use std::process::ExitCode;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::time::Duration;

use common::{Board, Samples, timed};
use eframe::egui::{
    Context, Event as Input, Key, Modifiers, MouseWheelSource, MouseWheelUnit, Pos2, RawInput,
    Rect, TouchPhase, pos2, vec2,
};
use feldsher::clock::FixedClock;
use feldsher::domain::card::{CardView, DraftView, Event as Entry, Sent, SignatureState};
use feldsher::domain::chunk::Kind;
use feldsher::domain::country::Country;
use feldsher::domain::dates::PartialDate;
use feldsher::domain::ids::{DeviceId, DocId, FacilityId, UserId};
use feldsher::domain::lang::Lang;
use feldsher::domain::person::Sex;
use feldsher::domain::role::Role;
use feldsher::domain::visit::{Diagnosis, DiagnosisRole, Prescription, Visit};
use feldsher::forms::{FormSet, VISIT};
use feldsher::ui::Settings;
use feldsher::ui::app::App;
use feldsher::ui::screens::visit::VisitState;
use feldsher::ui::screens::{Ask, Route};
use feldsher::ui::theme::apply::install;
use feldsher::ui::theme::tokens::Scheme;
use feldsher::worker::{Event, Job, Session, Startup, WorkerLink};

/// Long enough for a quarter of an hour of questions.
const FIELDS: usize = 300;
/// Twice a month for sixteen years.
const VISITS: usize = 400;
/// The same screens as most people see them.
const FEW_FIELDS: usize = 12;
const FEW_VISITS: usize = 4;

const OPENINGS: usize = 7;
const FRAMES: usize = 60;
/// Frames until a screen that was opened has come to rest.
const REST: usize = 12;

/// A budget of half a frame at 60 Hz, ms.
const FRAME_BAR: f64 = 8.0;
const OPEN_BAR: f64 = 50.0;

/// 2026-11-21 09:03:05 UTC.
const NOW: i64 = 1_795_251_785;
const DAY: i64 = 86_400;
const DOCTOR: UserId = UserId([2; 16]);
const PATIENT: DocId = DocId([10; 16]);

fn main() -> ExitCode {
    let mut board = Board::default();
    form(&mut board);
    card(&mut board);
    board.finish()
}

fn form(board: &mut Board) {
    board.method(&format!(
        "a visit by a form of {FIELDS} fields in 30 groups (texts, numbers, choices, dates, yes or no) beside one of {FEW_FIELDS}; \
         {OPENINGS} openings; {FRAMES} frames of each sort"
    ));
    let (many, few) = (forms(FIELDS), forms(FEW_FIELDS));
    let mut opened = (Vec::new(), Vec::new());
    for _ in 0..OPENINGS {
        opened.0.push(Window::of(FEW_VISITS, few).open_form());
        opened.1.push(Window::of(FEW_VISITS, many).open_form());
    }
    let (short, long) = (Samples::new(opened.0), Samples::new(opened.1));
    board.figure(
        "form of 300 fields opens, p95",
        long.p(95.0),
        "ms",
        OPEN_BAR,
    );
    board.beside(
        "form of 300 fields opens, p50, beside a short one",
        long.p(50.0),
        short.p(50.0),
        "ms",
        None,
    );
    board.note("form of a few fields opens, p95", short.p(95.0), "ms");
    let short = Window::of(FEW_VISITS, few).form_frames();
    let long = Window::of(FEW_VISITS, many).form_frames();
    for (name, times, short) in [
        ("unchanged", &long.0, &short.0),
        ("while it scrolls", &long.1, &short.1),
        ("while somebody types", &long.2, &short.2),
    ] {
        board.figure(
            &format!("form of 300 fields, a frame {name}, p95"),
            times.p(95.0),
            "ms",
            FRAME_BAR,
        );
        board.beside(
            &format!("form of 300 fields, a frame {name}, p50, beside a short one"),
            times.p(50.0),
            short.p(50.0),
            "ms",
            None,
        );
    }
}

fn card(board: &mut Board) {
    board.method(&format!(
        "a card of {VISITS} visits, each with diagnoses, vital signs and a prescription, beside one of {FEW_VISITS}; {FRAMES} frames of \
         each sort"
    ));
    let set = forms(FEW_FIELDS);
    let short = Window::of(FEW_VISITS, set).card_frames();
    let long = Window::of(VISITS, set).card_frames();
    for (name, times, short) in [
        ("unchanged", &long.0, &short.0),
        ("while it scrolls", &long.1, &short.1),
        ("while the arrows go down", &long.2, &short.2),
    ] {
        board.figure(
            &format!("card of 400 visits, a frame {name}, p95"),
            times.p(95.0),
            "ms",
            FRAME_BAR,
        );
        board.beside(
            &format!("card of 400 visits, a frame {name}, p50, beside a short one"),
            times.p(50.0),
            short.p(50.0),
            "ms",
            None,
        );
    }
}

/// The program with a worker that answers at once.
struct Window {
    app: App,
    ctx: Context,
    jobs: Receiver<Job>,
    events: SyncSender<Event>,
    card: CardView,
    time: f64,
    drafts: u8,
}

impl Window {
    /// Signed in, the card in front.
    fn of(visits: usize, set: &'static FormSet) -> Self {
        let (job_in, jobs) = sync_channel(256);
        let (events, event_out) = sync_channel(256);
        let settings = Settings {
            lang: Some(Lang::Ru),
            ..Settings::default()
        };
        let link = WorkerLink {
            jobs: job_in,
            events: event_out,
        };
        let clock = Box::new(FixedClock::at(NOW));
        let app = App::new(link, settings, Box::new(|_| {}), clock);
        let ctx = Context::default();
        install(&ctx, Scheme::Light);
        let mut window = Self {
            app,
            ctx,
            jobs,
            events,
            card: card_of(visits),
            time: 0.0,
            drafts: 100,
        };
        window.tell(Event::Startup(Startup::Ready {
            clinic: "ФАП Үлгі".into(),
            lang: Lang::Ru,
            demo: false,
            logins: vec![("doctor".into(), "Үлгі Д.".into())],
        }));
        window.tell(Event::Unlocked(Box::new(Session {
            user: DOCTOR,
            login: "doctor".into(),
            name: "Үлгі Д.".into(),
            role: Role::Doctor,
            facility: FacilityId::default(),
            clinic: "ФАП Үлгі".into(),
            country: Country::Kz,
            lang: Lang::Ru,
            demo: false,
        })));
        window.rest();
        window.app.ask(Ask::OpenCard(PATIENT));
        window.rest();
        window.app.screens.visit = VisitState::with_forms(set);
        window.rest();
        assert!(window.app.model.card.is_some(), "the card is in front");
        window
    }

    fn tell(&self, event: Event) {
        self.events.send(event).expect("the window hears");
    }

    /// One frame, with the answers of the worker before it.
    fn frame(&mut self, events: Vec<Input>) -> Duration {
        self.answer();
        self.time += 1.0 / 60.0;
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, vec2(1366.0, 768.0))),
            time: Some(self.time),
            focused: true,
            events,
            ..RawInput::default()
        };
        let Self { app, ctx, .. } = self;
        let (took, shapes) = timed(|| {
            let mut shown = ctx.run_ui(input, |ui| {
                app.logic(&ui.ctx().clone());
                app.ui(ui);
            });
            // Nobody paints: letters go to no texture.
            shown.textures_delta.clear();
            ctx.tessellate(shown.shapes, shown.pixels_per_point)
        });
        assert!(!shapes.is_empty(), "something is drawn");
        took
    }

    fn answer(&mut self) {
        while let Ok(job) = self.jobs.try_recv() {
            if let Job::OpenCard { .. } | Job::RefreshCard { .. } = job {
                self.tell(Event::Card(Box::new(self.card.clone())));
            } else if let Job::SaveDraft {
                ticket,
                draft,
                patient,
                content,
            } = job
            {
                let id = draft.unwrap_or_else(|| {
                    self.drafts += 1;
                    DocId([self.drafts; 16])
                });
                self.card.drafts = vec![DraftView {
                    id,
                    patient,
                    author: DOCTOR,
                    started_at: NOW,
                    saved_at: NOW,
                    draft: *content,
                }];
                self.tell(Event::DraftSaved {
                    ticket,
                    draft: id,
                    at: NOW,
                });
            }
        }
    }

    fn rest(&mut self) {
        for _ in 0..REST {
            self.frame(Vec::new());
        }
    }

    /// From F4 to the frame in which the form stands.
    fn open_form(&mut self) -> Duration {
        let took = self.frame(pressed(Key::F4)) + self.frame(Vec::new());
        let is_there = matches!(self.app.route, Route::Visit { .. });
        assert!(is_there, "the form is open");
        took
    }

    /// Frames in which nothing happens, in which the wheel turns, and in which a letter is typed.
    fn form_frames(&mut self) -> (Samples, Samples, Samples) {
        self.open_form();
        self.rest();
        let still = self.many(|_| Vec::new());
        let typed = self.many(|n| match n % 2 {
            0 => vec![Input::Text("а".into())],
            _ => Vec::new(),
        });
        let scrolled = self.scrolled();
        (still, scrolled, typed)
    }

    fn card_frames(&mut self) -> (Samples, Samples, Samples) {
        let still = self.many(|_| Vec::new());
        let scrolled = self.scrolled();
        let arrows = self.many(|n| match n % 2 {
            0 => pressed(Key::ArrowDown),
            _ => Vec::new(),
        });
        (still, scrolled, arrows)
    }

    fn scrolled(&mut self) -> Samples {
        self.frame(vec![Input::PointerMoved(pos2(600.0, 500.0))]);
        let samples = self.many(|_| {
            vec![Input::MouseWheel {
                unit: MouseWheelUnit::Point,
                delta: vec2(0.0, -90.0),
                phase: TouchPhase::Move,
                source: MouseWheelSource::Wheel,
                modifiers: Modifiers::NONE,
            }]
        });
        self.frame(vec![Input::PointerGone]);
        self.rest();
        samples
    }

    fn many(&mut self, input: impl Fn(usize) -> Vec<Input>) -> Samples {
        Samples::new(
            (0..FRAMES)
                .map(|n| self.frame(input(n)))
                .collect::<Vec<_>>(),
        )
    }
}

fn pressed(key: Key) -> Vec<Input> {
    [true, false]
        .map(|pressed| Input::Key {
            key,
            physical_key: None,
            pressed,
            repeat: false,
            modifiers: Modifiers::NONE,
        })
        .into()
}

/// A set in which visits are written by a form of so many fields.
fn forms(fields: usize) -> &'static FormSet {
    let kinds = [
        r#""type": "text""#,
        r#""type": "integer""#,
        r#""type": "choice", "answerOption": [{"valueCoding": {"system": "urn:x", "code": "1", "display": "нет"}}, {"valueCoding": {"system": "urn:x", "code": "2", "display": "умеренно"}}, {"valueCoding": {"system": "urn:x", "code": "3", "display": "сильно"}}]"#,
        r#""type": "boolean""#,
        r#""type": "date""#,
        r#""type": "decimal""#,
    ];
    let groups: Vec<String> = (0..fields.div_ceil(10))
        .map(|group| {
            let items: Vec<String> = (group * 10..fields.min(group * 10 + 10))
                .map(|n| {
                    let kind = kinds[n % kinds.len()];
                    format!(r#"{{"linkId": "f{n}", "text": "Вопрос {n} о состоянии", {kind}}}"#)
                })
                .collect();
            let items = items.join(", ");
            format!(
                r#"{{"linkId": "g{group}", "text": "Раздел {group}", "type": "group", "item": [{items}]}}"#
            )
        })
        .collect();
    let text = format!(
        r#"{{"resourceType": "Questionnaire", "url": "{VISIT}", "version": "9.0", "title": "Длинная форма", "status": "active", "language": "ru", "subjectType": ["Patient"], "item": [{}]}}"#,
        groups.join(", ")
    );
    let mut set = FormSet::shipped();
    let mistakes = set.join(vec![("long.json".to_owned(), text)]);
    assert!(mistakes.is_empty(), "{mistakes:?}");
    Box::leak(Box::new(set))
}

/// An invented woman with so many visits.
fn card_of(visits: usize) -> CardView {
    let mut card = CardView {
        patient: PATIENT,
        cards: vec![PATIENT],
        names: [(DOCTOR, "Үлгі Д.".to_owned())].into(),
        ..CardView::default()
    };
    card.person.sex = Sex::Female;
    card.person.born = PartialDate::from_ymd(1959, 3, 10).expect("a day");
    card.person.name.family = "Мысалова".into();
    card.person.name.given = "Үлгі".into();
    for n in 0..visits {
        let answers = [
            (
                "complaints",
                format!("t:Слабость, головная боль по утрам, {n}-й визит"),
            ),
            ("weight", format!("q:{}|kg", 70 + n % 9)),
            ("bp-sys", format!("q:{}|mm[Hg]", 130 + n % 30)),
            ("bp-dia", format!("q:{}|mm[Hg]", 80 + n % 15)),
            ("pulse", format!("q:{}|/min", 66 + n % 20)),
        ];
        let (code, title) = [
            ("I10", "Эссенциальная гипертензия"),
            ("E11.9", "Сахарный диабет 2 типа без осложнений"),
            ("J06.9", "Острая инфекция верхних дыхательных путей"),
        ][n % 3];
        let visit = entry(
            n,
            Kind::VISIT,
            Visit {
                form: VISIT.into(),
                form_version: "1.1".into(),
                answers: answers
                    .into_iter()
                    .map(|(key, value)| (key.to_owned(), value))
                    .collect(),
                diagnoses: vec![Diagnosis {
                    code: code.into(),
                    title: title.into(),
                    role: DiagnosisRole::Main,
                }],
                ..Visit::default()
            },
        );
        let order = Prescription {
            visit: Some(visit.id),
            medicine: Some("enalapril".into()),
            name: "Эналаприл".into(),
            strength: "10 mg".into(),
            dose: "10".into(),
            unit: "mg".into(),
            route: "oral".into(),
            per_day: Some(2),
            days: Some(14),
            answer: "within".into(),
            ..Prescription::default()
        };
        card.visits.push(visit);
        let mut order = entry(n, Kind::PRESCRIPTION, order);
        order.id.0[0] = 8;
        card.prescriptions.push(order);
    }
    card
}

fn entry<T>(n: usize, kind: Kind, content: T) -> Entry<T> {
    let mut id = [7; 16];
    id[14..].copy_from_slice(&(n as u16).to_be_bytes());
    Entry {
        id: DocId(id),
        kind,
        card: PATIENT,
        by: Some(DOCTOR),
        role: "doctor".into(),
        device: DeviceId::default(),
        facility: FacilityId::default(),
        care_at: NOW - (n as i64 + 1) * 15 * DAY,
        entered_at: NOW - (n as i64 + 1) * 15 * DAY,
        clock_doubtful: false,
        amends: None,
        amended_by: Vec::new(),
        withdrawn: None,
        signature: SignatureState::Valid,
        sent: Sent::Accepted,
        content,
    }
}
