//! Every screen of the card in five languages: no missing glyph, no unnamed input; and pictures to look at.

use feldsher::domain::ids::DocId;
use feldsher::domain::lang::Lang;
use feldsher::domain::page::{Face, Item, Page, Shade};
use feldsher::domain::role::Role;
use feldsher::i18n::tr;
use feldsher::ui::screens::Route;
use feldsher::ui::theme::tokens::Scheme;
use feldsher::worker::PaperOf;

use super::fixture::{busy_child, child, dead, id, woman};
use super::stage::{Hands as _, Stage, stage, stage_in};
use crate::ui::keys::Keys as _;
use crate::ui::shoot;
use egui::Key;
use egui_kittest::kittest::NodeT as _;

#[test]
fn the_card_in_five_languages() {
    for lang in Lang::ALL {
        let code = lang.code();
        let mut h = stage(Role::Doctor, lang, vec![busy_child()]);
        h.open(id(10));
        shoot(&mut h, &format!("card-{code}"));

        h.go(Route::Visit {
            draft: Some(id(50)),
        });
        shoot(&mut h, &format!("visit-{code}"));

        h.go(Route::Prescribe);
        choose(&mut h, "парацет");
        shoot(&mut h, &format!("prescribe-{code}"));
    }
}

#[test]
fn other_cards() {
    let mut h = stage(Role::Nurse, Lang::Uz, vec![woman()]);
    h.open(id(12));
    shoot(&mut h, "card-woman-uz");
    h.go(Route::Visit { draft: None });
    shoot(&mut h, "visit-woman-uz");

    let mut h = stage(Role::Doctor, Lang::Ru, vec![dead()]);
    h.open(id(13));
    shoot(&mut h, "card-dead-ru");

    let mut h = stage_in(Scheme::Dark, Role::Doctor, Lang::Ka, vec![child()]);
    h.open(id(10));
    shoot(&mut h, "card-dark-ka");
}

#[test]
fn a_visit_is_read_with_every_value() {
    for lang in Lang::ALL {
        let mut h = stage(Role::Doctor, lang, vec![child()]);
        h.open(id(10));
        h.press(Key::Enter);
        assert!(h.sees("J06.9"), "{lang:?}");
        assert!(h.sees("Парацетамол"), "{lang:?}");
        shoot(&mut h, &format!("read-{}", lang.code()));
        h.press(Key::Escape);
        assert!(h.sees("A09"), "Esc goes back to the list");
    }
}

#[test]
fn a_paper_before_it_is_printed() {
    for lang in Lang::ALL {
        let mut h = stage(Role::Doctor, lang, vec![child()]);
        h.state_mut().pages = vec![page(), page()];
        h.open(id(10));
        h.go(Route::Preview(Box::new(PaperOf::Discharge {
            patient: id(10),
            visit: id(20),
        })));
        assert!(h.sees("Выписка из амбулаторной карты"));
        shoot(&mut h, &format!("preview-{}", lang.code()));
        h.chord(egui::Modifiers::COMMAND, Key::P);
        assert!(
            h.state().log.iter().any(|j| j == "PrintPaper"),
            "{:?}",
            h.state().log
        );
        assert!(h.sees("no-printer"), "a fault is said in place");
        shoot(&mut h, &format!("preview-no-printer-{}", lang.code()));
    }
}

/// What a dialog must have in every language: words from the catalogue, glyphs and names (the harness panics without them),
/// nothing cut at the side, and the keyboard inside it.
fn look_at(h: &mut egui_kittest::Harness<'static, Stage>, picture: &str) -> Option<String> {
    let nodes = || h.root().children_recursive();
    let dialog = nodes().find(|n| {
        let node = n.accesskit_node();
        node.role() == egui::accesskit::Role::Dialog && node.label().is_some()
    })?;
    let title = dialog.accesskit_node().label().unwrap_or_default();
    let words: Vec<String> = nodes()
        .flat_map(|n| [n.accesskit_node().label(), n.accesskit_node().value()])
        .flatten()
        .collect();
    assert!(!words.concat().contains('⟦'), "{picture}: {words:?}");
    let cut: Vec<String> = dialog
        .children_recursive()
        .filter_map(|n| {
            let place = n.accesskit_node().bounding_box()?;
            (place.x0 < -1.0 || place.x1 > 1367.0)
                .then(|| n.accesskit_node().label().unwrap_or_default())
        })
        .collect();
    assert!(cut.is_empty(), "{picture}: {cut:?}");
    shoot(h, picture);
    Some(title)
}

/// Lists of the passport that are written by hand.
const DIALOGS: usize = 11;

/// Down the passport: every button of a list opens its dialog, and Escape comes back to the button.
#[test]
fn passport_dialogs_in_five_languages() {
    for lang in Lang::ALL {
        let code = lang.code();
        let mut h = stage(Role::Nurse, lang, vec![woman()]);
        h.open(id(12));
        h.run_steps(10);
        h.press(Key::F8);
        h.run_steps(10);
        let buttons = ["common-add", "common-edit"].map(|key| tr(lang, key, &[]));
        // Each says to which list it belongs.
        let is_one = |said: &str| {
            let mut words = buttons.iter().map(|word| format!("{word} — "));
            words.any(|word| said.starts_with(&word))
        };
        let mut titles = std::collections::BTreeSet::new();
        for number in 0..DIALOGS {
            let button = h.focused().unwrap_or_default();
            assert!(is_one(&button), "{lang:?} {number}: {button}");
            h.press(Key::Enter);
            let title = look_at(&mut h, &format!("dialog-{number}-{code}"));
            titles.insert(title.unwrap_or_else(|| panic!("{lang:?} {number}: no dialog")));
            h.press(Key::Escape);
            h.run_steps(4);
            assert_eq!(h.focused().as_ref(), Some(&button), "{lang:?} {number}");
            for _ in 0..20 {
                h.press(Key::Tab);
                if h.focused().is_some_and(|f| is_one(&f)) {
                    break;
                }
            }
        }
        assert_eq!(titles.len(), DIALOGS, "{lang:?}: {titles:?}");
    }
}

#[test]
fn dialogs_of_the_visit_in_five_languages() {
    for lang in Lang::ALL {
        let code = lang.code();
        let word = |key: &str| tr(lang, key, &[]);
        let mut h = stage(Role::Doctor, lang, vec![child()]);
        h.open(id(10));
        // A signed visit entered in error.
        h.press(Key::Enter);
        h.tab_to(&word("card-withdraw"));
        h.press(Key::Enter);
        assert!(look_at(&mut h, &format!("dialog-withdraw-{code}")).is_some());
        h.press(Key::Escape);
        h.press(Key::F4);
        for (button, name) in [("card-refer", "referral"), ("card-discard", "discard")] {
            h.tab_to(&word(button));
            h.press(Key::Enter);
            assert!(
                look_at(&mut h, &format!("dialog-{name}-{code}")).is_some(),
                "{lang:?} {name}"
            );
            h.press(Key::Escape);
        }
        // Both dangers: reason and second person.
        h.press(Key::F9);
        choose(&mut h, "ceftria");
        h.tab_to(&word("common-route"));
        h.press(Key::ArrowRight);
        h.write(&word("card-one-dose"), "13000");
        h.tab_to(&word("card-rx-add"));
        h.press(Key::Enter);
        h.run_steps(4);
        h.tab_to(&word("card-second-check"));
        h.press(Key::ArrowRight);
        assert!(look_at(&mut h, &format!("dialog-second-{code}")).is_some());
        h.press(Key::ArrowRight);
        assert!(look_at(&mut h, &format!("dialog-alone-{code}")).is_some());
        h.press(Key::Escape);
        h.chord(egui::Modifiers::COMMAND, Key::K);
        assert!(look_at(&mut h, &format!("dialog-palette-{code}")).is_some());
        h.press(Key::Escape);
        h.press(Key::F1);
        assert!(look_at(&mut h, &format!("dialog-help-{code}")).is_some());
    }
}

/// Finds a medicine by its letters and takes the first of the list.
pub fn choose(h: &mut egui_kittest::Harness<'static, super::stage::Stage>, letters: &str) {
    let label = h
        .state()
        .app
        .settings()
        .lang
        .map(|lang| feldsher::i18n::tr(lang, "common-medicine", &[]))
        .unwrap_or_default();
    h.write(&label, letters);
    h.press(Key::ArrowDown);
    h.press(Key::Enter);
    h.run_steps(3);
}

fn page() -> Page {
    let text = |y_mm: f32, size_pt: f32, face, shade, text: &str| Item::Text {
        x_mm: 20.0,
        y_mm,
        size_pt,
        face,
        shade,
        text: text.into(),
    };
    Page {
        width_mm: 210.0,
        height_mm: 297.0,
        items: vec![
            text(18.0, 8.0, Face::Regular, Shade::Muted, "ФАП Ақсу"),
            Item::Line {
                from_mm: (20.0, 22.0),
                to_mm: (195.0, 22.0),
                width_mm: 0.3,
                shade: Shade::Ink,
            },
            text(
                32.0,
                15.0,
                Face::SemiBold,
                Shade::Ink,
                "Выписка из амбулаторной карты",
            ),
            Item::Rect {
                x_mm: 20.0,
                y_mm: 40.0,
                width_mm: 175.0,
                height_mm: 7.0,
                shade: Shade::Tint,
            },
            text(
                45.0,
                10.0,
                Face::Regular,
                Shade::Ink,
                "Парацетамол 120 мг/5 мл",
            ),
            text(
                55.0,
                10.0,
                Face::GeorgianRegular,
                Shade::Ink,
                "ქართული ტექსტი",
            ),
        ],
    }
}

/// Ids are not mixed up.
#[test]
fn fixtures_are_different_people() {
    let ids: Vec<DocId> = [busy_child(), woman(), dead()].map(|c| c.patient).into();
    assert!(ids.windows(2).all(|w| w[0] != w[1]));
}
