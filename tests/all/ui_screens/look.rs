//! Every screen in every language: glyphs, names, nothing cut; and pictures to look at.

use egui_kittest::kittest::NodeT as _;
use egui_kittest::kittest::Queryable as _;
use feldsher::domain::lang::Lang;
use feldsher::domain::role::Role;
use feldsher::ui::command::Command;
use feldsher::ui::screens::Route;
use feldsher::worker::{CourierNews, EmergencyReason, Event, Job, Opened, Startup};

use super::{Desk, Window, all_words, open_sized, people};
use crate::ui::{cx, shoot};

const SCREENS: [&str; 34] = [
    "first-run",
    "first-run-errors",
    "first-run-demo",
    "shares",
    "sign-in",
    "recover",
    "locked",
    "worklist",
    "worklist-empty",
    "search",
    "search-results",
    "search-elsewhere",
    "break-glass",
    "emergency-passport",
    "registration",
    "registration-duplicate",
    "conflicts",
    "conflict-confirm",
    "proposals",
    "sync",
    "sync-enrol",
    "sync-stick-to",
    "sync-stick-from",
    "sync-stick-written",
    "sync-stick-read",
    "users",
    "users-add",
    "users-remove",
    "users-reset",
    "rules",
    "rules-sign",
    "access-log",
    "settings",
    "help",
];

fn go(h: &mut Window, route: Route) {
    let command = match route {
        Route::Search => Command::FindPatient,
        Route::Registration => Command::NewPatient,
        Route::Conflicts => Command::Conflicts,
        Route::Proposals => Command::Proposals,
        Route::Sync => Command::SyncStatus,
        Route::Rules => Command::Rules,
        Route::Users => Command::Users,
        Route::AccessLog => Command::AccessLog,
        Route::Settings => Command::Settings,
        _ => Command::Worklist,
    };
    h.state_mut().order(command);
    h.run();
}

/// Brings the window to a screen, full of data.
pub fn stage(h: &mut Window, desk: &Desk, screen: &str) {
    let tr = |key: &str| cx(desk.lang).tr(key);
    match screen {
        "first-run" | "first-run-errors" | "first-run-demo" | "shares" => {
            desk.say(h, Event::Startup(Startup::Empty));
            match screen {
                "first-run-demo" => {
                    h.state_mut().first_run.what = Some(1);
                }
                "shares" => {
                    let share = |n: usize| {
                        (0..13)
                            .map(|g| format!("{n}AB{}", ["C7", "K4", "X9", "QM"][g % 4]))
                            .collect::<Vec<_>>()
                            .join("-")
                    };
                    desk.say(
                        h,
                        Event::ClinicCreated {
                            recovery_shares: (1..=3).map(share).collect(),
                        },
                    );
                }
                _ => {
                    let s = &mut h.state_mut().first_run;
                    s.what = Some(0);
                    s.clinic = "Ақсу фельдшерлік-акушерлік пункті".into();
                    s.name = "Сейітова Айгүл Маратқызы".into();
                    if screen == "first-run" {
                        s.login = "aigul".into();
                        s.password.text = "қозы қайтты үйге".into();
                    }
                    h.run();
                    if screen == "first-run-errors" {
                        h.get_by_label(&tr("screen-first-create")).click();
                    }
                }
            }
            h.run();
            return;
        }
        "sign-in" | "recover" => {
            desk.say(h, desk.ready());
            if screen == "recover" {
                h.get_by_label(&tr("screen-recover-open")).click();
                h.run();
                h.get_by_label(&tr("screen-recover-act")).click();
                h.run();
            }
            return;
        }
        _ => {}
    }
    let role = if screen.starts_with("users") {
        Role::Manager
    } else {
        Role::Doctor
    };
    desk.sign_in(h, role);
    let empty = screen == "worklist-empty";
    desk.say(
        h,
        Event::Worklist(if empty {
            Vec::new()
        } else {
            people::worklist()
        }),
    );
    desk.say(h, Event::Sync(people::sync_view()));
    desk.say(h, Event::Conflicts(people::conflicts()));
    desk.say(h, Event::Proposals(people::proposals()));
    match screen {
        "locked" => h.state_mut().order(Command::Lock),
        "search" => go(h, Route::Search),
        "search-results" => {
            go(h, Route::Search);
            h.state_mut().screens.search.search.text = String::new();
            h.get_by_role_and_label(
                egui::Role::TextInput,
                &Command::FindPatient.name(&cx(desk.lang)),
            )
            .type_text("кас");
            h.run();
            let ticket = newest_search(desk);
            desk.say(
                h,
                Event::Found {
                    ticket,
                    total: 40,
                    rows: people::found(),
                },
            );
        }
        "search-elsewhere" | "break-glass" | "emergency-passport" => {
            go(h, Route::Search);
            h.state_mut().screens.search.search.text = String::new();
            h.get_by_role_and_label(
                egui::Role::TextInput,
                &Command::FindPatient.name(&cx(desk.lang)),
            )
            .type_text("кас");
            h.run();
            let (mut here, mut away) = (0, 0);
            for job in desk.asked() {
                match job {
                    Job::Search { ticket, .. } => here = ticket,
                    Job::SearchDirectory { ticket, .. } => away = ticket,
                    _ => {}
                }
            }
            let rows = people::found().into_iter().take(2).collect();
            desk.say(
                h,
                Event::Found {
                    ticket: here,
                    total: 2,
                    rows,
                },
            );
            desk.say(
                h,
                Event::Elsewhere {
                    ticket: away,
                    found: people::strangers(),
                },
            );
            if screen == "search-elsewhere" {
                h.run();
                return;
            }
            // Down past the house's own two.
            for _ in 0..3 {
                h.key_press(egui::Key::ArrowDown);
                h.run();
            }
            h.key_press(egui::Key::Enter);
            h.run();
            if screen == "emergency-passport" {
                h.get_by_label(&tr("directory-reason-cannot-speak")).click();
                h.run();
                h.get_by_label(&tr("directory-ask-do")).click();
                h.run();
                let asked = desk.asked();
                let asked = asked.iter().find_map(|job| match job {
                    Job::BreakGlass {
                        ticket,
                        patient,
                        reason,
                        ..
                    } => Some((*ticket, *patient, *reason)),
                    _ => None,
                });
                let (ticket, patient, reason) = asked.expect("the passport was asked for");
                assert_eq!(reason, EmergencyReason::CannotSpeak);
                let passport = people::emergency(2);
                assert_eq!(patient, passport.card);
                let age = people::sync_view().directory.expect("an age");
                let opened = Box::new(Opened { passport, age });
                desk.say(h, Event::EmergencyPassport { ticket, opened });
            }
        }
        "registration" | "registration-duplicate" => {
            go(h, Route::Registration);
            if screen == "registration-duplicate" {
                let s = &mut h.state_mut().screens.registration;
                s.family = "Касымова".into();
                s.given = "Айгуль".into();
                s.born = "14.7.85".into();
                s.sex = Some(0);
                s.numbers[0].text = "850714400123".into();
                s.allergies = Some(0);
                s.allergy_rows[0].substance = "пенициллин".into();
                s.allergy_rows[0].reaction = "крапивница".into();
                s.phone = "701 123 45 67".into();
                s.address = "Ақсу ауылы, Абай көшесі 12".into();
                h.run();
                let ticket = newest_duplicates(desk);
                desk.say(
                    h,
                    Event::Duplicates {
                        ticket,
                        rows: people::duplicates(),
                    },
                );
            }
        }
        "conflicts" | "conflict-confirm" => {
            go(h, Route::Conflicts);
            desk.say(h, Event::Conflicts(people::conflicts()));
            if screen == "conflict-confirm" {
                h.state_mut().screens.conflicts.keep = Some(0);
                h.run();
                h.get_by_label(&tr("screen-conflict-settle")).click();
            }
        }
        "proposals" => {
            go(h, Route::Proposals);
            desk.say(h, Event::Proposals(people::proposals()));
        }
        "sync" | "sync-enrol" => {
            go(h, Route::Sync);
            if screen == "sync-enrol" {
                h.get_by_label(&tr("screen-sync-enrol-again")).click();
            }
        }
        "sync-stick-to" | "sync-stick-from" => {
            go(h, Route::Sync);
            let way = if screen == "sync-stick-to" {
                "courier-to-stick"
            } else {
                "courier-from-stick"
            };
            h.get_by_label(&tr(way)).click();
        }
        "sync-stick-written" | "sync-stick-read" => {
            go(h, Route::Sync);
            let news = if screen == "sync-stick-read" {
                CourierNews::Read(people::courier_read())
            } else {
                CourierNews::Written(people::courier_written())
            };
            desk.say(h, Event::Courier(news));
        }
        "users" | "users-add" | "users-remove" | "users-reset" => {
            go(h, Route::Users);
            desk.say(h, Event::Users(people::users()));
            if screen == "users-add" {
                h.get_by_label(&tr("screen-users-add")).click();
            } else {
                h.get_by_role_and_label(egui::Role::Row, "Жұмабекова Дина")
                    .click();
                if screen != "users" {
                    h.run();
                    h.get_by_label(&tr(&format!("screen-{screen}"))).click();
                }
            }
        }
        "rules" | "rules-sign" => {
            go(h, Route::Rules);
            desk.say(h, Event::Approvals(people::approvals()));
            h.state_mut().screens.rules.show_all();
            h.run();
            if screen == "rules-sign" {
                h.get_by_label(&tr("rules-read")).click();
                h.run();
                let sign = cx(desk.lang).tr_n("rules-sign", 1);
                h.get_by_label(&sign).click();
            }
        }
        "access-log" => {
            h.state_mut().model.card = Some(people::card(0));
            go(h, Route::AccessLog);
            desk.say(h, Event::AccessLog(people::access_log()));
        }
        "settings" => {
            desk.say(h, Event::Forms(people::forms()));
            go(h, Route::Settings);
        }
        "help" => h.state_mut().order(Command::Help),
        _ => {}
    }
    h.run();
}

pub fn newest_search(desk: &Desk) -> u64 {
    desk.asked()
        .iter()
        .filter_map(|job| match job {
            feldsher::worker::Job::Search { ticket, .. } => Some(*ticket),
            _ => None,
        })
        .next_back()
        .expect("a search was asked")
}

pub fn newest_duplicates(desk: &Desk) -> u64 {
    desk.asked()
        .iter()
        .filter_map(|job| match job {
            feldsher::worker::Job::Duplicates { ticket, .. } => Some(*ticket),
            _ => None,
        })
        .next_back()
        .expect("duplicates were asked")
}

/// What lies outside the window to the left or right: it can never be scrolled into sight.
fn cut_sideways(h: &Window, width: f64) -> Vec<String> {
    h.root()
        .children_recursive()
        .filter_map(|n| {
            let node = n.accesskit_node();
            let name = node.label().or(node.value())?;
            let bounds = node.bounding_box()?;
            (bounds.x1 > width + 1.0 || bounds.x0 < -1.0)
                .then(|| format!("{name} {:.0}..{:.0}", bounds.x0, bounds.x1))
        })
        .collect()
}

/// egui_kittest panics on a glyph that no font has and on an input without a name.
#[test]
fn every_screen_in_every_language_has_its_glyphs_names_and_words() {
    for (width, height) in [(1366.0, 768.0), (1024.0, 700.0)] {
        for lang in Lang::ALL {
            for screen in SCREENS {
                let (mut h, desk) = open_sized(lang, width, height, 0.25);
                stage(&mut h, &desk, screen);
                let words = all_words(&h);
                assert!(!words.contains('⟦'), "{screen} {lang:?}: {words}");
                assert!(words.lines().count() > 4, "{screen} {lang:?}: {words}");
                let cut = cut_sideways(&h, f64::from(width));
                assert!(cut.is_empty(), "{screen} {lang:?} at {width}: {cut:?}");
                if width > 1300.0 || lang == Lang::Ka {
                    let size = if width > 1300.0 { "" } else { "-narrow" };
                    shoot(&mut h, &format!("{screen}{size}-{}", lang.code()));
                }
            }
        }
    }
}
