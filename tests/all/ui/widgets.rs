//! What the keyboard does in the widgets.

use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use feldsher::domain::lang::Lang;
use feldsher::ui::command::{self, Command, Situation};
use feldsher::ui::palette::{Palette, PaletteAnswer};
use feldsher::ui::theme::tokens::Scheme;
use feldsher::ui::widgets::search_box::{Found, SearchState};
use feldsher::ui::widgets::table::{Column, TableState};
use feldsher::ui::widgets::{
    Btn, Choice, DateField, Dialog, Field, NumberField, RecordKey, SearchBox, Table,
};

use super::{cx, window};

#[derive(Default)]
struct Cards {
    open: &'static str,
    notes: [String; 2],
}

fn cards() -> Harness<'static, Cards> {
    // egui makes an undo step when the text has rested for a second.
    window(Scheme::Light).with_step_dt(0.7).build_ui_state(
        |ui, state: &mut Cards| {
            let index = usize::from(state.open == "B");
            let [a, b] = &mut state.notes;
            let text = if index == 0 { a } else { b };
            Field::new(RecordKey::new(state.open, "complaints"), "Жалобы", text)
                .show(ui, &cx(Lang::Ru));
        },
        Cards {
            open: "A",
            ..Cards::default()
        },
    )
}

/// What a user of a field keyed by position saw: after a change of card Ctrl+Z brought back the other patient's words.
#[test]
fn undo_does_not_cross_patients() {
    let mut h = cards();
    let write = |h: &mut Harness<'_, Cards>, text: &str| {
        h.get_by_label("Жалобы").focus();
        h.run();
        h.get_by_label("Жалобы").type_text(text);
        h.run_steps(4);
    };
    // Every step on the way, not only where it ends.
    let undo_all = |h: &mut Harness<'_, Cards>, index: usize| {
        h.get_by_label("Жалобы").focus();
        h.run();
        let mut seen = Vec::new();
        for _ in 0..6 {
            h.key_press_modifiers(Modifiers::COMMAND, Key::Z);
            h.run();
            seen.push(h.state().notes[index].clone());
        }
        seen
    };
    write(&mut h, "patient A");
    write(&mut h, " cough");
    h.state_mut().open = "B";
    h.run();
    write(&mut h, "patient B");
    let in_b = undo_all(&mut h, 1);
    assert_eq!(
        h.state().notes[0],
        "patient A cough",
        "A is not touched from B"
    );
    assert!(
        in_b.iter().all(|text| !text.contains('A')),
        "B shows words of A: {in_b:?}"
    );

    h.state_mut().open = "A";
    h.run();
    let in_a = undo_all(&mut h, 0);
    assert!(
        in_a.iter().all(|text| !text.contains('B')),
        "A shows words of B: {in_a:?}"
    );
    assert!(
        in_a.iter().any(|text| text == "patient A"),
        "undo itself works: {in_a:?}"
    );
}

#[test]
fn lock_forgets_typed_text_and_its_undo() {
    let mut h = cards();
    h.get_by_label("Жалобы").focus();
    h.run();
    h.get_by_label("Жалобы").type_text("secret");
    h.run();
    feldsher::ui::widgets::field::forget_typed_text(&h.ctx);
    h.state_mut().notes[0].clear();
    h.run();
    h.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    h.run();
    assert_eq!(h.state().notes[0], "");
}

#[derive(Default)]
struct Form {
    family: String,
    born: String,
    sex: Option<usize>,
    weight: String,
    note: String,
    saved: bool,
}

fn form() -> Harness<'static, Form> {
    window(Scheme::Light).build_ui_state(
        |ui, f: &mut Form| {
            let cx = cx(Lang::En);
            Field::new(RecordKey::new("p1", "family"), "Family name", &mut f.family).show(ui, &cx);
            DateField::birth(RecordKey::new("p1", "born"), "Born", &mut f.born).show(ui, &cx);
            Choice::new(
                RecordKey::new("p1", "sex"),
                "Sex",
                &mut f.sex,
                &["Female", "Male"],
            )
            .show(ui, &cx);
            NumberField::new(RecordKey::new("p1", "weight"), "Weight", &mut f.weight)
                .unit("kg")
                .show(ui, &cx);
            Field::new(RecordKey::new("p1", "note"), "Note", &mut f.note)
                .rows(3)
                .show(ui, &cx);
            f.saved |= Btn::primary("Save").show(ui, &cx).clicked();
        },
        Form::default(),
    )
}

fn focused<S>(h: &Harness<'_, S>) -> String {
    use egui_kittest::kittest::NodeT as _;
    h.root()
        .children_recursive()
        .find(|n| n.is_focused() && n.accesskit_node().label().is_some())
        .and_then(|n| n.accesskit_node().label())
        .unwrap_or_default()
}

#[test]
fn tab_goes_in_reading_order_and_a_choice_is_one_stop() {
    let mut h = form();
    let mut seen = Vec::new();
    for _ in 0..6 {
        h.key_press(Key::Tab);
        h.run();
        seen.push(focused(&h));
    }
    assert_eq!(
        seen,
        ["Family name", "Born", "Sex", "Weight", "Note", "Save"]
    );
}

#[test]
fn enter_goes_to_the_next_input_and_never_presses_a_button() {
    let mut h = form();
    h.get_by_label("Family name").focus();
    h.run();
    let mut seen = Vec::new();
    for _ in 0..4 {
        h.key_press(Key::Enter);
        h.run();
        seen.push(focused(&h));
    }
    assert_eq!(seen, ["Born", "Sex", "Weight", "Note"]);
    h.key_press(Key::Enter);
    h.run();
    assert_eq!(focused(&h), "Note", "in a note Enter is a new line");
    assert_eq!(h.state().note, "\n");
    assert!(!h.state().saved);
}

#[test]
fn arrows_choose_and_nothing_is_chosen_before() {
    let mut h = form();
    h.get_by_label("Born").focus();
    h.run();
    h.key_press(Key::Tab);
    h.run();
    assert_eq!((focused(&h).as_str(), h.state().sex), ("Sex", None));
    h.key_press(Key::ArrowRight);
    h.run();
    assert_eq!(h.state().sex, Some(0));
    h.key_press(Key::ArrowRight);
    h.run();
    assert_eq!((h.state().sex, focused(&h).as_str()), (Some(1), "Sex"));
    h.get_by_label("Female").click();
    h.run();
    assert_eq!(h.state().sex, Some(0));
}

#[test]
fn dates_and_numbers_are_shown_back_as_understood() {
    let mut h = form();
    h.state_mut().born = "14.7.85".into();
    h.state_mut().weight = "8,40".into();
    h.run();
    assert!(
        h.query_by_label_contains("14-Jul-1985 (41").is_some(),
        "the date is not shown back"
    );
    assert!(
        h.query_by_label_contains("= 8.4\u{a0}kg").is_some(),
        "the number is not shown back"
    );
    h.state_mut().weight = "1,000".into();
    h.state_mut().born = "31.2.1985".into();
    h.run();
    assert!(
        h.query_by_label_contains("= 1").is_none(),
        "an ambiguous number is not guessed"
    );
    assert!(h.query_by_label_contains("no such day").is_some());
}

#[test]
fn an_idle_form_asks_for_no_frame() {
    let mut h = form();
    h.get_by_label("Family name").focus();
    h.run();
    h.get_by_label("Family name").type_text("Test");
    h.run();
    h.step();
    h.step();
    assert!(
        !h.ctx.has_requested_repaint(),
        "causes: {:?}",
        h.ctx.repaint_causes()
    );
    for output in h.output().viewport_output.values() {
        assert!(
            output.repaint_delay > std::time::Duration::from_secs(3600),
            "wakes after {:?}",
            output.repaint_delay
        );
    }
}

#[derive(Default)]
struct Drugs {
    search: SearchState,
    found: Vec<&'static str>,
    total: usize,
    chosen: Option<&'static str>,
}

fn drugs() -> Harness<'static, Drugs> {
    window(Scheme::Light).build_ui_state(
        |ui, s: &mut Drugs| {
            let found = Found {
                items: &s.found,
                total: s.total,
            };
            let shown = SearchBox::new(RecordKey::new("visit", "drug"), "Medicine")
                .min_chars(4)
                .show(
                    ui,
                    &cx(Lang::En),
                    &mut s.search,
                    found,
                    |d| (*d).to_owned(),
                    |d| (*d).to_owned(),
                    |ui, d| drop(ui.label(*d)),
                );
            if let Some(chosen) = shown.chosen {
                s.chosen = s.found.get(chosen).copied();
            }
        },
        Drugs {
            found: vec!["hydralazine", "hydrochlorothiazide", "hydrocortisone"],
            total: 40,
            ..Drugs::default()
        },
    )
}

#[test]
fn enter_chooses_a_medicine_only_after_an_arrow() {
    let mut h = drugs();
    h.get_by_label("Medicine").focus();
    h.run();
    h.get_by_label("Medicine").type_text("hyd");
    h.run();
    assert!(
        h.query_by_label("hydralazine").is_none(),
        "three letters are too few"
    );
    h.get_by_label("Medicine").type_text("r");
    h.run();
    h.run();
    assert!(
        h.query_all_by_label("hydralazine").next().is_some(),
        "the list is open"
    );
    assert!(h.query_by_label_contains("3 of 40").is_some());
    assert_eq!(
        h.state().search.text,
        "hydr",
        "nothing is completed in the field"
    );
    h.key_press(Key::Enter);
    h.run();
    assert_eq!(h.state().chosen, None, "nothing was preselected");
    assert_eq!(focused(&h), "Medicine");
    h.key_press(Key::ArrowDown);
    h.run();
    h.key_press(Key::ArrowDown);
    h.run();
    assert_eq!(h.state().search.selected(), Some("hydrochlorothiazide"));
    // A late answer puts another medicine into the second row: the choice must not slide onto it.
    h.state_mut().found = vec!["hydralazine", "hydrocortisone"];
    h.run();
    assert_eq!(h.state().search.selected(), None);
    h.key_press(Key::Enter);
    h.run();
    assert_eq!(h.state().chosen, None);
    h.key_press(Key::ArrowDown);
    h.run();
    h.key_press(Key::Enter);
    h.run();
    assert_eq!(h.state().chosen, Some("hydralazine"));
}

#[test]
fn typing_on_after_an_arrow_forgets_the_arrow() {
    let mut h = drugs();
    h.get_by_label("Medicine").focus();
    h.run();
    h.get_by_label("Medicine").type_text("hydr");
    h.run();
    h.key_press(Key::ArrowDown);
    h.run();
    h.get_by_label("Medicine").type_text("o");
    h.run();
    h.key_press(Key::Enter);
    h.run();
    assert_eq!(h.state().chosen, None);
}

#[test]
fn a_row_can_be_clicked() {
    let mut h = drugs();
    h.get_by_label("Medicine").focus();
    h.run();
    h.get_by_label("Medicine").type_text("hydr");
    h.run();
    h.run();
    super::shoot(&mut h, "search-list");
    h.get_by_role_and_label(egui::Role::ListItem, "hydrocortisone")
        .click();
    h.run();
    assert_eq!(h.state().chosen, Some("hydrocortisone"));
}

#[derive(Default)]
struct Layers {
    first: bool,
    second: bool,
    name: String,
    reason: String,
    search: SearchState,
}

fn layers() -> Harness<'static, Layers> {
    window(Scheme::Light).build_ui_state(
        |ui, s: &mut Layers| {
            let cx = cx(Lang::En);
            s.first |= Btn::secondary("Open").show(ui, &cx).clicked();
            if s.first {
                let shown = Dialog::new("first", "First").show(ui.ctx(), &cx, |ui| {
                    Field::new(RecordKey::new("dialog", "name"), "Name", &mut s.name).show(ui, &cx);
                    let items = ["abc", "abd"];
                    SearchBox::new(RecordKey::new("dialog", "code"), "Code").show(
                        ui,
                        &cx,
                        &mut s.search,
                        Found {
                            items: &items,
                            total: 2,
                        },
                        |i| (*i).to_owned(),
                        |i| (*i).to_owned(),
                        |ui, i| drop(ui.label(*i)),
                    );
                    s.second |= Btn::secondary("More").show(ui, &cx).clicked();
                });
                s.first = !shown.close;
            }
            if s.second {
                let shown = Dialog::new("second", "Second").show(ui.ctx(), &cx, |ui| {
                    Field::new(RecordKey::new("dialog", "reason"), "Reason", &mut s.reason)
                        .show(ui, &cx);
                    if Btn::primary("Done").show(ui, &cx).clicked() {
                        ui.close();
                    }
                });
                s.second = !shown.close;
            }
        },
        Layers::default(),
    )
}

#[test]
fn escape_closes_only_the_top_dialog_and_the_keyboard_comes_back() {
    let mut h = layers();
    h.get_by_label("Open").focus();
    h.run();
    h.key_press(Key::Enter);
    h.run();
    assert!(h.state().first);
    assert_eq!(focused(&h), "Name", "the first field has the keyboard");
    h.get_by_label("More").focus();
    h.run();
    h.key_press(Key::Enter);
    h.run();
    assert!(h.state().second);
    assert_eq!(focused(&h), "Reason");
    for _ in 0..4 {
        h.key_press(Key::Tab);
        h.run();
        assert!(
            ["Reason", "Done"].contains(&focused(&h).as_str()),
            "the focus left the dialog: {}",
            focused(&h)
        );
    }
    h.key_press(Key::Escape);
    h.run();
    assert_eq!((h.state().first, h.state().second), (true, false));
    assert_eq!(focused(&h), "More", "back where it was");
    h.key_press(Key::Escape);
    h.run();
    assert!(!h.state().first);
    assert_eq!(focused(&h), "Open");
}

#[test]
fn escape_closes_an_open_list_before_the_dialog() {
    let mut h = layers();
    h.state_mut().first = true;
    h.run();
    h.get_by_label("Code").focus();
    h.run();
    h.get_by_label("Code").type_text("ab");
    h.run();
    h.run();
    assert!(h.query_all_by_label("abc").next().is_some());
    h.key_press(Key::Escape);
    h.run();
    assert!(h.state().first, "the dialog stays");
    assert!(
        h.query_all_by_label("abc").next().is_none(),
        "the list is gone"
    );
    assert_eq!(focused(&h), "Code");
    h.key_press(Key::Escape);
    h.run();
    assert!(!h.state().first);
}

#[derive(Default)]
struct Rows {
    table: TableState,
    opened: Option<usize>,
    after: String,
}

#[test]
fn a_table_is_one_stop_and_arrows_walk_it() {
    let mut h = window(Scheme::Light).build_ui_state(
        |ui, s: &mut Rows| {
            let cx = cx(Lang::En);
            ui.allocate_ui(egui::vec2(600.0, 300.0), |ui| {
                let columns = [Column::points("No", 80.0).right(), Column::rest("Name")];
                let shown = Table::new("people", "People", &columns)
                    .max_height(260.0)
                    .show(
                        ui,
                        &cx,
                        &mut s.table,
                        100_000,
                        |r| format!("Row {r}"),
                        |ui, r, c| drop(ui.label(format!("{r}/{c}"))),
                    );
                s.opened = shown.opened.or(s.opened);
            });
            Field::new(RecordKey::new("t", "after"), "After", &mut s.after).show(ui, &cx);
        },
        Rows::default(),
    );
    h.key_press(Key::Tab);
    h.run();
    assert_eq!(
        (focused(&h).as_str(), h.state().table.selected),
        ("People", Some(0))
    );
    for _ in 0..30 {
        h.key_press(Key::ArrowDown);
        h.run();
    }
    assert_eq!(h.state().table.selected, Some(30));
    assert!(
        h.query_by_label("Row 30").is_some(),
        "the selected row is scrolled into view"
    );
    assert!(
        h.query_by_label("Row 0").is_none(),
        "rows out of sight are not drawn"
    );
    h.key_press(Key::Enter);
    h.run();
    assert_eq!(h.state().opened, Some(30));
    h.key_press(Key::End);
    h.run();
    assert!(h.query_by_label("Row 99999").is_some());
    h.key_press(Key::Tab);
    h.run();
    assert_eq!(focused(&h), "After");
}

#[derive(Default)]
struct Keys {
    pressed: Vec<Command>,
    text: String,
    palette: Option<Palette>,
}

fn keys() -> Harness<'static, Keys> {
    window(Scheme::Light).build_ui_state(
        |ui, s: &mut Keys| {
            let cx = cx(Lang::Ru);
            let open = Situation {
                signed_in: true,
                card_open: true,
                visit_open: true,
                may_sign: true,
                may_print: true,
                can_undo: true,
                ..Situation::default()
            };
            let now = Situation {
                dialog_open: s.palette.is_some(),
                ..open
            };
            for command in command::pressed(ui.ctx(), &now) {
                match command {
                    Command::Palette => s.palette = Some(Palette::default()),
                    other => s.pressed.push(other),
                }
            }
            Field::new(RecordKey::new("k", "text"), "Текст", &mut s.text).show(ui, &cx);
            if let Some(palette) = &mut s.palette {
                match palette.show(ui.ctx(), &cx, &open) {
                    PaletteAnswer::Open => {}
                    PaletteAnswer::Closed => s.palette = None,
                    PaletteAnswer::Chosen(command) => {
                        s.pressed.push(command);
                        s.palette = None;
                    }
                }
            }
        },
        Keys::default(),
    )
}

#[test]
fn shortcuts_work_from_a_field_and_undo_stays_with_the_text() {
    let mut h = keys();
    h.get_by_label("Текст").focus();
    h.run();
    h.get_by_label("Текст").type_text("кашель");
    h.run();
    h.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    h.run();
    assert!(
        h.state().pressed.is_empty(),
        "undo in a field is the field's: {:?}",
        h.state().pressed
    );
    h.key_press_modifiers(Modifiers::SHIFT, Key::F6);
    h.run();
    h.key_press_modifiers(Modifiers::COMMAND, Key::Enter);
    h.run();
    h.key_press(Key::F6);
    h.run();
    assert_eq!(
        h.state().pressed,
        [Command::PreviousZone, Command::Sign, Command::NextZone]
    );
}

#[test]
fn the_palette_finds_and_runs_a_command_and_silences_shortcuts() {
    let mut h = keys();
    h.key_press_modifiers(Modifiers::COMMAND, Key::K);
    h.run();
    assert!(h.state().palette.is_some());
    assert_eq!(focused(&h), "Команда");
    h.key_press_modifiers(Modifiers::COMMAND, Key::Enter);
    h.run();
    assert!(
        h.state().pressed.is_empty(),
        "a dialog is open: {:?}",
        h.state().pressed
    );
    h.get_by_label("Команда").type_text("печ");
    h.run();
    h.key_press(Key::ArrowDown);
    h.run();
    h.key_press(Key::Enter);
    h.run();
    assert_eq!(h.state().pressed, [Command::Print]);
    assert!(h.state().palette.is_none());
}

#[test]
fn every_command_has_a_name_in_every_language() {
    for lang in Lang::ALL {
        for command in Command::ALL {
            let name = command.name(&cx(lang));
            assert!(
                !name.contains('⟦') && !name.is_empty(),
                "{command:?} in {}: {name}",
                lang.code()
            );
            assert!(
                feldsher::i18n::has(lang, command.name_key()),
                "{command:?} in {}",
                lang.code()
            );
        }
    }
}

/// What a user of a long list saw at the door: the chosen name lay above the edge, and the password went to somebody unseen.
#[test]
fn the_chosen_row_is_in_sight_from_the_first_pass() {
    for chosen in [0, 3, 6] {
        let mut h = window(Scheme::Light).build_ui_state(
            |ui, state: &mut TableState| {
                let columns = [Column::rest("")];
                Table::new("users", "Кто работает", &columns)
                    .heights(&[34.0; 7])
                    .max_height(34.0 * 6.0 + 2.0)
                    .show(
                        ui,
                        &cx(Lang::Ru),
                        state,
                        7,
                        |r| format!("row {r}"),
                        |_, _, _| {},
                    );
            },
            TableState::at(chosen),
        );
        h.run();
        let rows = h.query_all_by_label(&format!("row {chosen}")).count();
        assert_eq!(rows, 1, "{chosen}");
        let top = h.get_by_label(&format!("row {chosen}")).rect();
        let list = h.get_by_label("Кто работает").rect();
        assert!(
            list.expand(1.0).contains_rect(top),
            "{chosen}: {top} outside {list}"
        );
    }
}
