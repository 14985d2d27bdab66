//! Every widget in every language and scheme: no missing glyph, no unnamed input, and pictures to look at.

use egui::vec2;
use egui_kittest::Harness;
use feldsher::domain::dates::PartialDate;
use feldsher::domain::lang::Lang;
use feldsher::ui::Cx;
use feldsher::ui::command::Command;
use feldsher::ui::shell::{Left, Part, Shell, Zones, shell_ui};
use feldsher::ui::theme::tokens::{Scheme, space};
use feldsher::ui::widgets::alert::finding_line_ui;
use feldsher::ui::widgets::banner::{
    Allergies, Banner, Died, KnownAllergy, banner_ui, person_row_height, person_row_ui,
};
use feldsher::ui::widgets::empty::empty_ui;
use feldsher::ui::widgets::error_summary::{FieldFault, error_summary_ui};
use feldsher::ui::widgets::search_box::{Found, SearchState};
use feldsher::ui::widgets::status_line::{Connection, StatusLine, status_line_ui};
use feldsher::ui::widgets::table::{Column, TableState};
use feldsher::ui::widgets::text::{heading_ui, muted, strong};
use feldsher::ui::widgets::toast::{News, Toasts};
use feldsher::ui::widgets::{
    Alert, Btn, Choice, DateField, Dialog, Field, NumberField, RecordKey, SearchBox, Severity,
    Table, badge_ui,
};

use super::{picture, shoot, today, window};

/// Invented: text of all five alphabets and of every apostrophe that must be drawn.
const SCRIPTS: &str = "Қасымова Әйгерім · Oʻzbekcha maʼlumot · ქართული · Il1 O0 ≥ ≤ → − 38,2 °C";

struct Gallery {
    cx: Cx,
    shell: Shell,
    table: TableState,
    worklist: TableState,
    search: SearchState,
    code: SearchState,
    complaints: String,
    pressure: String,
    weight: String,
    temperature: String,
    born: String,
    next: String,
    sex: Option<usize>,
    kind: Option<usize>,
    toasts: Toasts,
    dialog: bool,
    reason: String,
}

fn gallery(lang: Lang, scheme: Scheme) -> Gallery {
    let mut search = SearchState::default();
    search.text = "ҚАС".into();
    Gallery {
        cx: Cx::new(lang, scheme, today()),
        shell: Shell::default(),
        table: TableState::at(1),
        worklist: TableState::default(),
        search,
        code: SearchState::default(),
        complaints: SCRIPTS.into(),
        pressure: "120/140".into(),
        weight: "8,40".into(),
        temperature: "38,2".into(),
        born: "14.7.85".into(),
        next: String::new(),
        sex: Some(0),
        kind: None,
        toasts: Toasts::default(),
        dialog: false,
        reason: String::new(),
    }
}

fn gallery_ui(ui: &mut egui::Ui, g: &mut Gallery) {
    let cx = g.cx;
    let zones = Zones {
        banner: true,
        left: Left::Open,
        right: true,
    };
    let mut shell = std::mem::take(&mut g.shell);
    shell_ui(ui, &cx, &mut shell, zones, |ui, part| match part {
        Part::Banner => gallery_banner_ui(ui, &cx),
        Part::Left | Part::Rail => left_ui(ui, &cx, g),
        Part::Centre => centre_ui(ui, &cx, g),
        Part::Right => right_ui(ui, &cx),
        Part::Status => {
            let status = StatusLine {
                connection: Connection::Offline,
                unsent: 14,
                last_exchange: Some("20-ноя-2026 18:40"),
                user: Some("Сейітова А. М."),
                facility: "ФАП Ақсу",
                training: true,
            };
            status_line_ui(ui, &cx, &status);
        }
    });
    g.shell = shell;
    g.toasts.show(ui.ctx(), &cx);
    if g.dialog {
        let title = Command::OverrideWithReason.name(&cx);
        let shown = Dialog::new("override", &title).show(ui.ctx(), &cx, |ui| {
            Alert::new("dose", Severity::Prohibition, "amoxicillin")
                .sentence(SCRIPTS)
                .show(ui, &cx);
            Field::new(
                RecordKey::new("d1", "reason"),
                &cx.tr("common-reason"),
                &mut g.reason,
            )
            .rows(3)
            .required(true)
            .width(f32::INFINITY)
            .show(ui, &cx);
            feldsher::ui::widgets::dialog::buttons_ui(ui, |ui| {
                Btn::danger(&cx.tr("common-continue")).show(ui, &cx);
                Btn::secondary(&cx.tr("common-cancel"))
                    .shortcut("Esc")
                    .show(ui, &cx);
            });
        });
        g.dialog = !shown.close;
    }
}

fn gallery_banner_ui(ui: &mut egui::Ui, cx: &Cx) {
    let known = [
        KnownAllergy {
            agent: "амоксициллин".into(),
            reactions: "крапивница + отёк".into(),
        },
        KnownAllergy {
            agent: "пыльца полыни".into(),
            reactions: String::new(),
        },
    ];
    let sex = cx.tr("common-sex-female");
    let banner = Banner {
        family: "Қасымова",
        given: "Айгүл Ерланқызы",
        born: PartialDate::from_ymd(1985, 7, 14).unwrap(),
        sex: Some(&sex),
        number: Some((&cx.tr("common-national-number-kz"), "850714 400 123")),
        allergies: Allergies::Known(&known),
        marks: &[(
            Severity::Warning,
            format!("{} 24", cx.tr("common-pregnancy")),
        )],
        died: Died::No,
    };
    banner_ui(ui, cx, &banner);
}

fn left_ui(ui: &mut egui::Ui, cx: &Cx, g: &mut Gallery) {
    heading_ui(ui, &cx.tr("ui-command-worklist"));
    let label = Command::FindPatient.name(cx);
    let nobody: [&str; 0] = [];
    SearchBox::new(RecordKey::new("worklist", "search"), &label)
        .hint(&format!("{label} F3"))
        .label_hidden()
        .width(f32::INFINITY)
        .show(
            ui,
            cx,
            &mut g.search,
            Found {
                items: &nobody,
                total: 0,
            },
            |i| (*i).to_owned(),
            |i| (*i).to_owned(),
            |_, _| {},
        );
    let people = [
        ("Ахметов", "Данияр Серікұлы", "08:30"),
        ("Қасымова", "Айгүл Ерланқызы", "09:00"),
        ("Төлегенова-Нұрмағамбетова", "Гүлжанат", "09:20"),
        ("Юсупова", "Гулнора Oʻktamovna", "09:40"),
    ];
    let columns = [Column::points("", 60.0), Column::rest("")];
    let width = ui.available_width() - 60.0 - 2.0 * space::S;
    let second = "41 · ИИН 850714 400 123";
    let heights: Vec<f32> = people
        .iter()
        .map(|p| person_row_height(ui, cx, p.0, p.1, second, width))
        .collect();
    Table::new("worklist", &cx.tr("ui-command-worklist"), &columns)
        .heights(&heights)
        .show(
            ui,
            cx,
            &mut g.worklist,
            people.len(),
            |r| people[r].0.to_owned(),
            |ui, r, c| {
                let (family, given, time) = people[r];
                if c == 0 {
                    ui.label(muted(cx, time));
                } else {
                    person_row_ui(ui, cx, family, given, second);
                }
            },
        );
}

fn centre_ui(ui: &mut egui::Ui, cx: &Cx, g: &mut Gallery) {
    egui::ScrollArea::vertical()
        .auto_shrink([false, false])
        .show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = space::S;
            heading_ui(ui, &cx.tr("common-visit"));
            let fault = "120/140 ≥ 130";
            error_summary_ui(
                ui,
                cx,
                &[FieldFault {
                    field: RecordKey::new("v1", "pressure").id(),
                    text: fault.into(),
                }],
                false,
            );
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = space::XL;
                let previous = "8,2 · 14-окт-2026";
                NumberField::new(
                    RecordKey::new("v1", "weight"),
                    &cx.tr("common-dose"),
                    &mut g.weight,
                )
                .unit(&cx.tr("common-unit-kg"))
                .previous(Some(previous))
                .required(true)
                .show(ui, cx);
                NumberField::new(
                    RecordKey::new("v1", "temperature"),
                    &cx.tr("common-time"),
                    &mut g.temperature,
                )
                .unit("°C")
                .show(ui, cx);
            });
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = space::XL;
                DateField::birth(
                    RecordKey::new("v1", "born"),
                    &cx.tr("common-birth-date"),
                    &mut g.born,
                )
                .show(ui, cx);
                DateField::plan(
                    RecordKey::new("v1", "next"),
                    &cx.tr("common-appointment"),
                    &mut g.next,
                )
                .show(ui, cx);
            });
            let sexes = [
                cx.tr("common-sex-female"),
                cx.tr("common-sex-male"),
                cx.tr("common-sex-unknown"),
            ];
            let sexes: Vec<&str> = sexes.iter().map(String::as_str).collect();
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = space::XL;
                Choice::new(
                    RecordKey::new("v1", "sex"),
                    &cx.tr("common-sex"),
                    &mut g.sex,
                    &sexes,
                )
                .show(ui, cx);
                let kinds = [cx.tr("common-visit"), cx.tr("common-home-visit")];
                let kinds: Vec<&str> = kinds.iter().map(String::as_str).collect();
                Choice::new(
                    RecordKey::new("v1", "kind"),
                    &cx.tr("common-place"),
                    &mut g.kind,
                    &kinds,
                )
                .required(true)
                .show(ui, cx);
            });
            Field::new(
                RecordKey::new("v1", "pressure"),
                &cx.tr("common-note"),
                &mut g.pressure,
            )
            .unit(&cx.tr("common-unit-mmhg"))
            .width(200.0)
            .error(Some(fault))
            .show(ui, cx);
            Field::new(
                RecordKey::new("v1", "complaints"),
                &cx.tr("common-reason"),
                &mut g.complaints,
            )
            .rows(2)
            .width(f32::INFINITY)
            .show(ui, cx);
            let label = cx.tr("common-diagnosis");
            let nothing: [&str; 0] = [];
            SearchBox::new(RecordKey::new("v1", "code"), &label).show(
                ui,
                cx,
                &mut g.code,
                Found {
                    items: &nothing,
                    total: 0,
                },
                |i| (*i).to_owned(),
                |i| (*i).to_owned(),
                |_, _| {},
            );
            let columns = [
                Column::rest("INN"),
                Column::points("mg", 90.0).right(),
                Column::points("×", 160.0),
            ];
            let drugs = [
                ("metformin", "850", "2"),
                ("enalapril", "10", "1"),
                ("hydrochlorothiazide", "12,5", "1"),
            ];
            Table::new("drugs", &cx.tr("common-medicine"), &columns)
                .max_height(100.0)
                .show(
                    ui,
                    cx,
                    &mut g.table,
                    drugs.len(),
                    |r| drugs[r].0.to_owned(),
                    |ui, r, c| {
                        let (name, dose, times) = drugs[r];
                        match c {
                            0 => drop(ui.label(name)),
                            1 => drop(ui.label(strong(dose))),
                            _ => drop(ui.label(muted(cx, times))),
                        }
                    },
                );
            ui.horizontal(|ui| {
                Btn::primary(&Command::Sign.name(cx))
                    .shortcut(Command::Sign.keys())
                    .show(ui, cx);
                Btn::secondary(&Command::SaveDraft.name(cx))
                    .shortcut(Command::SaveDraft.keys())
                    .show(ui, cx);
                Btn::quiet(&Command::Print.name(cx)).show(ui, cx);
                Btn::secondary(&Command::Prescribe.name(cx))
                    .blocked(Some(&cx.tr("common-required")))
                    .show(ui, cx);
            });
        });
}

fn right_ui(ui: &mut egui::Ui, cx: &Cx) {
    heading_ui(ui, &Command::Passport.name(cx));
    let details = [
        "12 mg/kg × 8,4 kg = 101 mg → 4,2 mL".to_owned(),
        SCRIPTS.to_owned(),
    ];
    Alert::new("a1", Severity::Warning, &cx.tr("common-dose"))
        .sentence("paracetamol — 1 g × 5 = 5 g ≥ 4 g")
        .details(&details)
        .show(ui, cx);
    Alert::new("a2", Severity::Prohibition, &cx.tr("common-allergy"))
        .sentence("amoxicillin")
        .show(ui, cx);
    Alert::new("a3", Severity::Required, &cx.tr("common-vaccination")).show(ui, cx);
    for severity in Severity::ALL {
        finding_line_ui(ui, cx, severity, "ibuprofen");
    }
    badge_ui(ui, cx, Severity::Ok, &cx.tr("common-saved"));
    empty_ui(
        ui,
        cx,
        &cx.tr("ui-search-nothing"),
        Some(("F9", &Command::Prescribe.name(cx))),
    );
}

fn open(lang: Lang, scheme: Scheme) -> Harness<'static, Gallery> {
    window(scheme).build_ui_state(gallery_ui, gallery(lang, scheme))
}

/// egui_kittest panics on a glyph that no font has and on an input without a name.
#[test]
fn every_widget_in_every_language_has_its_glyphs_and_names() {
    for lang in Lang::ALL {
        let mut h = open(lang, Scheme::Light);
        h.run();
        h.state_mut().toasts.push(News::Done, SCRIPTS);
        h.state_mut().dialog = true;
        h.run();
        shoot(&mut h, &format!("gallery-dialog-{}", lang.code()));
        h.state_mut().dialog = false;
        h.run();
        shoot(&mut h, &format!("gallery-light-{}", lang.code()));
    }
}

#[test]
fn the_gallery_stands_in_every_scheme_and_size() {
    for (scheme, name) in [
        (Scheme::Dark, "gallery-dark"),
        (Scheme::HighContrast, "gallery-contrast"),
    ] {
        let mut h = open(Lang::Ru, scheme);
        h.run();
        shoot(&mut h, name);
    }
    let mut h = open(Lang::Ka, Scheme::Light);
    h.set_size(vec2(1024.0, 700.0));
    h.run();
    use egui_kittest::kittest::Queryable as _;
    let number = h.get_by_label_contains("850714\u{a0}400\u{a0}123").rect();
    assert!(number.right() < 1024.0, "the number is cut: {number:?}");
    picture(&mut h, "gallery-narrow-ka");
}

/// An empty list of allergies must never read as "no allergies".
#[test]
fn the_banner_says_one_of_four_things_about_allergies() {
    use egui_kittest::kittest::Queryable as _;
    let on = today();
    let known = [KnownAllergy {
        agent: "пенициллин".into(),
        reactions: "сыпь".into(),
    }];
    let cases = [
        (Allergies::Known(&known), "Аллергия пенициллин"),
        (Allergies::Known(&[]), "не спрашивали"),
        (Allergies::NotRecorded, "не спрашивали"),
        (
            Allergies::NoneKnown {
                who: "Тестова А.",
                on,
            },
            "Аллергия не выявлена · Тестова А., 21-ноя-2026",
        ),
        (Allergies::Unavailable, "недоступны"),
    ];
    for (index, (allergies, expected)) in cases.into_iter().enumerate() {
        let cx = super::cx(Lang::Ru);
        let mut h = window(Scheme::Light)
            .with_size(vec2(1366.0, 100.0))
            .build_ui(move |ui| {
                let died = if index == 1 { Died::On(on) } else { Died::No };
                let banner = Banner {
                    family: "Тестов",
                    given: "",
                    born: PartialDate::from_year(1950).unwrap(),
                    sex: None,
                    number: None,
                    allergies,
                    marks: &[],
                    died,
                };
                banner_ui(ui, &cx, &banner);
            });
        h.run();
        assert!(
            h.query_all_by_label_contains(expected).next().is_some(),
            "{expected}"
        );
        assert!(
            h.query_by_label("ТЕСТОВ").is_some(),
            "family name in capitals"
        );
        shoot(&mut h, &format!("banner-{index}"));
    }
}

/// No frame is drawn when nothing happens: 2 cores and a battery are shared with the person's patience.
#[test]
fn the_whole_window_is_still_when_nothing_happens() {
    let mut h = open(Lang::Ru, Scheme::Light);
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
    h.state_mut().toasts.push(News::Done, "x");
    h.run();
    let wakes = h
        .output()
        .viewport_output
        .values()
        .map(|o| o.repaint_delay)
        .min();
    assert!(
        wakes.is_some_and(|w| w.as_secs() >= 4 && w.as_secs() <= 6),
        "a toast wakes the window once, when it goes: {wakes:?}"
    );
}

#[test]
fn f6_goes_round_the_zones_and_back() {
    use feldsher::ui::shell::Zone;
    let mut h = open(Lang::Ru, Scheme::Light);
    h.run();
    let zones = Zones {
        banner: true,
        left: Left::Open,
        right: true,
    };
    let ctx = h.ctx.clone();
    for (forward, expected) in [
        (true, Zone::Left),
        (true, Zone::Centre),
        (true, Zone::Right),
        (true, Zone::Left),
        (false, Zone::Right),
        (false, Zone::Centre),
    ] {
        h.state_mut().shell.go(&ctx, zones, forward);
        h.run();
        assert_eq!(h.state().shell.current(), Some(expected));
        let focused = ctx
            .memory(egui::Memory::focused)
            .and_then(|id| ctx.read_response(id));
        assert!(focused.is_some(), "nobody has the keyboard in {expected:?}");
    }
}

#[test]
fn a_line_of_the_error_summary_leads_to_its_field() {
    use egui_kittest::kittest::Queryable as _;
    let mut h = open(Lang::Ru, Scheme::Light);
    h.run();
    h.get_by_role_and_label(egui::Role::Link, "120/140 ≥ 130")
        .click();
    h.run();
    assert_eq!(
        h.ctx.memory(egui::Memory::focused),
        Some(RecordKey::new("v1", "pressure").id())
    );
}
