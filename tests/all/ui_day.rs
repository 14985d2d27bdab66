//! One patient, one keyboard, nothing played: the whole window over the real worker with its encrypted house. From the door to the
//! printed summary no pointer moves; only the printer is a file.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use egui::{Key, Modifiers};
use egui_kittest::Harness;
use feldsher::clock::FixedClock;
use feldsher::domain::card::SignatureState;
use feldsher::domain::country::Country;
use feldsher::domain::ids::DocId;
use feldsher::domain::lang::Lang;
use feldsher::domain::role::Role;
use feldsher::ops::policy::{Action, Scope, allows, authorize};
use feldsher::paths::DataFolder;
use feldsher::ui::Settings;
use feldsher::ui::app::App;
use feldsher::ui::file_dialog::Picking;
use feldsher::ui::model::Phase;
use feldsher::ui::screens::Route;
use feldsher::ui::theme::tokens::Scheme;
use feldsher::vault::slots::KdfCost;
use feldsher::worker::{Desk, Event, Job, NewClinic, WorkerLink};

use crate::ui::keys::{Keys as _, watch};
use crate::ui::{shoot, window};

/// 2026-11-21 14:03 at the place.
pub const NOW: i64 = 1_795_251_785;
const PASSWORD: &str = "three words kept";

/// The window, the worker behind it, and the folder both stand in.
pub struct Room {
    pub app: App,
    pub desk: Desk,
    jobs: Receiver<Job>,
    pub events: SyncSender<Event>,
    pub folder: tempfile::TempDir,
    printer: tempfile::TempDir,
    pub printed: Vec<PathBuf>,
    /// What was opened in the desktop's viewer.
    pub viewed: Vec<DocId>,
    /// The recovery sheets of set-up.
    pub sheets: Vec<String>,
}

/// A clinic with one user, and its window at the door.
pub fn room(lang: Lang, role: Role) -> Harness<'static, Room> {
    let folder = tempfile::tempdir().unwrap();
    let clock = Arc::new(FixedClock::at(NOW));
    let data = DataFolder::at(folder.path());
    let mut desk = Desk::new(data, clock, KdfCost::CHEAPEST);
    // Whoever may not manage users cannot be a clinic's first one.
    let may_be_first = allows(role, Action::ManageUsers, Scope::House);
    let (first, first_role) = if may_be_first {
        ("aigul", role)
    } else {
        ("basshy", Role::Manager)
    };
    let new = NewClinic {
        name: "Үлгі ФАП".into(),
        country: Country::Kz,
        lang,
        login: first.into(),
        user_name: "Үлгіқызы А.".into(),
        role: first_role,
        password: PASSWORD.into(),
    };
    let mut sheets = Vec::new();
    desk.handle(Job::CreateClinic(Box::new(new)), &mut |event| match event {
        Event::ClinicCreated { recovery_shares } => sheets = recovery_shares,
        Event::Failed { .. } => panic!("{event:?}"),
        _ => {}
    });
    if !may_be_first {
        let add = Job::AddUser {
            login: "aigul".into(),
            name: "Үлгіқызы А.".into(),
            role,
            password: PASSWORD.into(),
        };
        desk.handle(add, &mut |event| {
            assert!(!matches!(event, Event::Failed { .. }), "{event:?}");
        });
    }
    desk.handle(Job::CloseForTheDay, &mut |_| {});
    let mut h = open(lang, desk, folder);
    h.state_mut().sheets = sheets;
    h
}

/// A window over a desk.
pub fn open(lang: Lang, desk: Desk, folder: tempfile::TempDir) -> Harness<'static, Room> {
    let (job_in, jobs) = sync_channel(256);
    let (events, event_out) = sync_channel(256);
    let app = App::new(
        WorkerLink {
            jobs: job_in,
            events: event_out,
        },
        Settings {
            lang: Some(lang),
            ..Settings::default()
        },
        Box::new(|_| {}),
        Box::new(FixedClock::at(NOW)),
    );
    let room = Room {
        app,
        desk,
        jobs,
        events,
        folder,
        printer: tempfile::tempdir().unwrap(),
        printed: Vec::new(),
        viewed: Vec::new(),
        sheets: Vec::new(),
    };
    let mut h = window(Scheme::Light)
        .with_max_steps(40)
        .with_step_dt(1.0 / 60.0)
        .build_ui_state(
            |ui, room: &mut Room| {
                watch(ui);
                let ctx = ui.ctx().clone();
                room.app.logic(&ctx);
                room.app.ui(ui);
                if room.work() {
                    ctx.request_repaint();
                }
            },
            room,
        );
    h.run_steps(6);
    h
}

impl Room {
    /// Does what was asked; true if anything was.
    fn work(&mut self) -> bool {
        let mut any = false;
        while let Ok(job) = self.jobs.try_recv() {
            any = true;
            let Self {
                desk,
                events,
                printer,
                printed,
                viewed,
                ..
            } = self;
            // The printer of the test is a file, and its viewer a list.
            let (job, sent) = match job {
                Job::OpenAttachment {
                    ticket, attachment, ..
                } => {
                    viewed.push(attachment);
                    events.send(Event::PaperSent { ticket }).unwrap();
                    continue;
                }
                Job::PrintPaper { ticket, what, lang } => {
                    let path = printer
                        .path()
                        .join(format!("printed-{}.pdf", printed.len()));
                    printed.push(path.clone());
                    let job = Job::SavePaper {
                        ticket,
                        what,
                        lang,
                        path,
                    };
                    (job, Some(ticket))
                }
                job => (job, None),
            };
            desk.handle(job, &mut |event| {
                let event = match (event, sent) {
                    (Event::PaperSaved { .. }, Some(ticket)) => Event::PaperSent { ticket },
                    (event, _) => event,
                };
                events.send(event).unwrap();
            });
        }
        any
    }
}

/// Through the door with the password.
pub fn sign_in(h: &mut Harness<'static, Room>) {
    assert_eq!(h.state().app.model.phase, Phase::SignIn);
    h.write("Пароль", PASSWORD);
    h.press(Key::Enter);
    h.run_steps(6);
    assert_eq!(h.state().app.model.phase, Phase::Open);
}

/// Medicine, form, strength, dose, and what is asked beside them.
fn order(
    h: &mut Harness<'static, Room>,
    medicine: &str,
    product: Option<(&str, &str)>,
    dose: &str,
) {
    h.press(Key::F9);
    h.run_steps(4);
    assert_eq!(h.state().app.route, Route::Prescribe);
    // An order that was left is still in hand.
    if h.sees("Другое лекарство") {
        h.tab_to("Другое лекарство");
        h.press(Key::Enter);
    }
    h.write("Лекарственное средство", medicine);
    h.press(Key::ArrowDown);
    h.press(Key::Enter);
    h.pick("Способ введения", "внутрь");
    if let Some((form, strength)) = product {
        h.pick("Форма", form);
        h.pick("Дозировка", strength);
    }
    h.write("Разовая доза", dose);
    h.write("Раз в день", "3");
    h.write("Дней", "3");
    h.tick_unticked("Спросили: за последние 24 часа");
    h.tick_unticked("Спросили: других лекарств");
    if h.sees("Есть ли что-то из этого") {
        h.pick("Есть ли что-то из этого", "ничего из этого");
    }
    h.run_steps(4);
}

fn add(h: &mut Harness<'static, Room>) {
    h.tab_to("Добавить в посещение");
    h.press(Key::Enter);
    h.run_steps(6);
}

#[test]
fn from_the_door_to_the_printed_summary_by_keyboard_alone() {
    let mut h = room(Lang::Ru, Role::Doctor);
    sign_in(&mut h);

    // Register.
    h.chord(Modifiers::COMMAND, Key::N);
    assert_eq!(h.focused().as_deref(), Some("Фамилия"));
    h.typed("Үлгібаев");
    h.press(Key::Enter);
    h.typed("Сынақ");
    h.write("Дата рождения", "10.03.2024");
    h.pick("Пол", "мужской");
    h.pick("Спросите об аллергии", "Есть");
    h.write("На что", "пенициллин");
    h.chord(Modifiers::COMMAND, Key::Enter);
    h.run_steps(10);
    assert_eq!(h.state().app.route, Route::Card);

    // Visit.
    h.press(Key::F4);
    h.write("Жалобы", "кашель третий день");
    h.write("Масса тела", "12,4");
    h.press(Key::F7);
    h.run_steps(4);
    h.typed("острый бронх");
    h.press(Key::ArrowDown);
    h.press(Key::Enter);
    h.run_steps(6);

    // Blocked: heeded, nothing is ordered.
    order(&mut h, "амоксиц", None, "250");
    shoot(&mut h, "day-blocked");
    assert!(h.sees("Противопоказано"), "the allergy is said");
    add(&mut h);
    assert!(h.sees("Назначению нужна причина"));
    h.press(Key::Escape);
    h.press(Key::Escape);
    h.run_steps(8);
    assert!(matches!(h.state().app.route, Route::Visit { .. }));

    // Warned: beside the order, nobody is interrupted.
    order(&mut h, "ибупроф", Some(("суспензия", "100 мг/5 мл")), "160");
    assert!(h.sees("Вне пределов") || h.sees("Выше"), "it is said");
    shoot(&mut h, "day-warned");
    add(&mut h);
    assert!(matches!(h.state().app.route, Route::Visit { .. }));

    // Allowed.
    order(&mut h, "парацет", Some(("сироп", "120 мг/5 мл")), "180");
    assert!(h.sees("В пределах"));
    shoot(&mut h, "day-allowed");
    add(&mut h);
    assert!(matches!(h.state().app.route, Route::Visit { .. }));

    // Sign; the unusual is asked about once.
    h.chord(Modifiers::COMMAND, Key::Enter);
    h.run_steps(10);
    if h.sees("Необычные значения") {
        h.chord(Modifiers::COMMAND, Key::Enter);
        h.run_steps(10);
    }
    assert!(h.sees("Подписано"), "signed");

    // Print.
    h.chord(Modifiers::COMMAND, Key::P);
    h.run_steps(8);
    assert!(matches!(h.state().app.route, Route::Preview(_)));
    h.chord(Modifiers::COMMAND, Key::P);
    h.run_steps(8);
    h.only_keys();
    let room = h.state();
    assert_eq!(room.printed.len(), 1);
    let pdf = std::fs::read(&room.printed[0]).unwrap();
    assert!(pdf.starts_with(b"%PDF"));

    let card = room.app.model.card.as_ref().unwrap();
    let visit = &card.visits[0];
    assert_eq!(visit.signature, SignatureState::Valid);
    assert_eq!(visit.content.answers["complaints"], "t:кашель третий день");
    assert!(visit.content.diagnoses[0].code.starts_with("J20"));
    let ordered: Vec<(&str, &str)> = card
        .prescriptions
        .iter()
        .map(|p| {
            (
                p.content.medicine.as_deref().unwrap_or_default(),
                p.content.answer.as_str(),
            )
        })
        .collect();
    assert!(ordered.contains(&("paracetamol", "within")), "{ordered:?}");
    assert!(ordered.contains(&("ibuprofen", "outside")), "{ordered:?}");
    assert_eq!(ordered.len(), 2, "what was blocked is not in the record");
}

/// At the door of a clinic whose every password is forgotten.
#[test]
fn two_printed_sheets_set_a_new_password_and_the_log_says_so() {
    let mut h = room(Lang::Ru, Role::Manager);
    let sheets = h.state().sheets.clone();
    h.tab_to("Все пароли забыты");
    h.press(Key::Enter);
    h.run_steps(4);

    // Nothing typed: every field says what it wants.
    h.tab_to("Задать пароль и войти");
    h.press(Key::Enter);
    assert!(h.sees("Введите лист, как он напечатан"));

    // One sheet with a slip of the finger, small letters, spaces for hyphens.
    let first = sheets[2].to_lowercase().replace('-', " ");
    let mut second = sheets[0].clone();
    let last = if second.ends_with('7') { "8" } else { "7" };
    second.replace_range(second.len() - 1.., last);
    h.write("Лист 1", &first);
    h.write("Лист 2", &second);
    h.write("Пароль", "four words are better");
    h.write("Пароль ещё раз", "four words are better");
    h.tab_to("Задать пароль и войти");
    h.press(Key::Enter);
    h.run_steps(6);
    assert_eq!(h.state().app.model.phase, Phase::SignIn);
    assert!(h.sees("неверно введён какой-то знак"), "at the sheet");
    assert!(h.sees(&first), "what was typed stays");
    assert_eq!(h.focused().as_deref(), Some("Лист 2, как напечатано"));

    h.chord(Modifiers::COMMAND, Key::A);
    h.typed(&sheets[0]);
    h.tab_to("Задать пароль и войти");
    shoot(&mut h, "day-recover");
    h.press(Key::Enter);
    h.run_steps(8);
    assert_eq!(h.state().app.model.phase, Phase::Open);
    h.only_keys();

    let desk = &mut h.state_mut().desk;
    let mut lines = Vec::new();
    desk.handle(Job::AccessLog { patient: None }, &mut |event| match event {
        Event::AccessLog(rows) => lines = rows,
        other => panic!("{other:?}"),
    });
    assert_eq!(
        (lines[0].action.as_str(), lines[0].purpose.as_str()),
        ("recover", "shares")
    );
    // The new key signs: a signature made now is believed.
    let mut report = None;
    desk.handle(Job::Verify, &mut |event| {
        if let Event::Verified(found) = event {
            report = Some(found);
        }
    });
    assert!(report.unwrap().problems.is_empty());
    desk.handle(Job::CloseForTheDay, &mut |_| {});
    for (password, opens) in [(PASSWORD, false), ("four words are better", true)] {
        let mut opened = false;
        desk.handle(
            Job::Unlock {
                login: "aigul".into(),
                password: password.into(),
            },
            &mut |event| opened |= matches!(event, Event::Unlocked(_)),
        );
        assert_eq!(opened, opens, "{password}");
    }
}

/// A registered child, and the card in front.
fn at_card(h: &mut Harness<'static, Room>) {
    sign_in(h);
    h.chord(Modifiers::COMMAND, Key::N);
    h.typed("Үлгібаев");
    h.write("Имя", "Сынақ");
    h.write("Дата рождения", "10.03.2024");
    h.pick("Пол", "мужской");
    h.pick("Спросите об аллергии", "Не спрашивали");
    h.chord(Modifiers::COMMAND, Key::Enter);
    h.run_steps(10);
    assert_eq!(h.state().app.route, Route::Card);
}

#[test]
fn a_file_is_attached_listed_and_opened_and_says_that_it_stays_here() {
    let mut h = room(Lang::Ru, Role::Doctor);
    at_card(&mut h);
    assert!(h.sees("Приложить файл"));
    let attach = |h: &mut Harness<'static, Room>, name: &str, bytes: &[u8]| {
        let path = h.state().folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        // The desktop's dialog has answered.
        h.state_mut().app.screens.card.attaching = Some((None, Picking::answered(path)));
        h.run_steps(12);
    };
    attach(&mut h, "снимок.exe", b"MZ\x90\0");
    assert!(h.sees("такого вида не прикладывается"), "refused in place");
    let picture = [b"\x89PNG\r\n\x1a\n".as_slice(), &vec![7; 230_000]].concat();
    attach(&mut h, "ЭКГ.png", &picture);
    assert!(!h.sees("такого вида не прикладывается"));
    h.run_steps(200);
    assert!(h.sees("Файл — ЭКГ.png"));
    shoot(&mut h, "day-file-row");

    h.tab_to("Посещения");
    h.press(Key::Enter);
    h.run_steps(10);
    assert!(h.sees("снимок · 230 КБ"));
    assert!(h.sees("только в этом медпункте"));
    assert_eq!(h.focused().as_deref(), Some("Открыть"));
    shoot(&mut h, "day-file");
    h.press(Key::Enter);
    h.run_steps(6);
    h.only_keys();
    let card = h.state().app.model.card.clone().unwrap();
    assert_eq!(h.state().viewed, [card.attachments[0].id]);
    assert_eq!(card.attachments[0].content.media_type, "image/png");

    // The bytes are those that were attached, under their hash.
    let room = h.state();
    let house = room.desk.house().unwrap();
    let who = &room.desk.me().unwrap().who;
    let may = authorize(who, Scope::Patient(card.patient)).unwrap();
    let (described, bytes) = house
        .lock()
        .attachment(&may, card.attachments[0].id)
        .unwrap();
    assert_eq!(bytes.unwrap(), picture);
    assert_eq!(described.sha256.len(), 64);
}

/// The window must not ask at the door for what a role may not see: the first thing read would be a refusal.
#[test]
fn nobody_is_refused_anything_by_signing_in() {
    for role in Role::ALL {
        let mut h = room(Lang::Ru, role);
        if !allows(role, Action::ManageUsers, Scope::House) {
            // The manager who made the clinic stands above.
            h.tab_to("Кто работает");
            h.press(Key::ArrowDown);
            h.press(Key::ArrowDown);
        }
        sign_in(&mut h);
        h.run_steps(10);
        let model = &h.state().app.model;
        assert_eq!(model.session.as_ref().map(|s| s.role), Some(role));
        assert!(model.fault.is_none(), "{role:?}: {:?}", model.fault);
    }
}
