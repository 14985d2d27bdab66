//! The fields of the registration, in the order in which people are asked.

use egui::{Id, Label, RichText, Ui};

use crate::domain::dates::PartialDate;
use crate::domain::identifiers::{IdentifierKind, NumberSex};
use crate::domain::lang::Lang;
use crate::domain::phone::Phone;
use crate::ui::cx::Cx;
use crate::ui::model::Model;
use crate::ui::screens::registration::check::{
    RELATIONS, asks_weeks, doubt_text, doubts, number_error, number_field,
};
use crate::ui::screens::registration::{AllergyInput, NumberInput, RegistrationState, key};
use crate::ui::screens::{first_run, parts};
use crate::ui::theme::tokens::{size, space};
use crate::ui::widgets::error_summary::FieldFault;
use crate::ui::widgets::field::focus_field;
use crate::ui::widgets::text::heading_ui;
use crate::ui::widgets::{Btn, Choice, DateField, Field, Severity};

/// Most allergies and numbers that one form takes; the rest are added in the card.
const ROWS_MAX: usize = 6;

pub fn form_ui(
    ui: &mut Ui,
    cx: &Cx,
    model: &Model,
    state: &mut RegistrationState,
    faults: &[FieldFault],
) {
    let error = |field: &str| first_run::fault_of(faults, super::SCOPE, field);
    let third = (ui.available_width() - 2.0 * space::M) / 3.0;
    let half = (ui.available_width() - space::M) / 2.0;
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = space::M;
        for (field, label, text) in [
            ("family", "common-family-name", &mut state.family),
            ("given", "common-given-name", &mut state.given),
            ("patronymic", "common-patronymic", &mut state.patronymic),
        ] {
            // A column of its own: what is wrong with one name must not push the others aside.
            ui.vertical(|ui| {
                ui.set_width(third);
                Field::new(key(field), &cx.tr(label), text)
                    .width(third)
                    .error(error(field).as_deref())
                    .char_limit(100)
                    .show(ui, cx);
            });
        }
    });
    numbers_ui(ui, cx, state, faults);
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = space::XL;
        ui.vertical(|ui| {
            ui.set_width(half - space::M);
            let shown = DateField::birth(key("born"), &cx.tr("common-birth-date"), &mut state.born)
                .error(error("born").as_deref())
                .show(ui, cx);
            if shown.field.changed {
                state.derived_born = None;
            }
            if state.derived_born.as_deref() == Some(state.born.as_str()) && !state.born.is_empty()
            {
                parts::hint_ui(ui, cx, &cx.tr("screen-from-number"));
            }
        });
        ui.vertical(|ui| {
            let names = super::check::SEXES.map(|s| parts::sex_word(cx, s));
            let options: Vec<&str> = names.iter().map(String::as_str).collect();
            let shown = Choice::new(key("sex"), &cx.tr("common-sex"), &mut state.sex, &options)
                .error(error("sex").as_deref())
                .show(ui, cx);
            if shown.changed() {
                state.derived_sex = None;
            }
            if state.derived_sex.is_some() && state.derived_sex == state.sex {
                parts::hint_ui(ui, cx, &cx.tr("screen-from-number"));
            }
        });
    });
    if asks_weeks(cx, state) {
        Field::new(key("weeks"), &cx.tr("screen-weeks"), &mut state.weeks)
            .width(size::NUMBER)
            .unit(&cx.tr("common-unit-week"))
            .error(error("weeks").as_deref())
            .char_limit(2)
            .show(ui, cx);
    }

    if super::check::asks_allergies(model) {
        section_ui(ui, &cx.tr("common-allergy"));
        allergies_ui(ui, cx, state, faults);
    }

    section_ui(ui, &cx.tr("screen-contact"));
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = space::M;
        ui.vertical(|ui| {
            ui.set_width(third);
            phone_ui(
                ui,
                cx,
                model,
                ("phone", "common-phone"),
                &mut state.phone,
                third,
            );
        });
        Field::new(key("address"), &cx.tr("common-address"), &mut state.address)
            .width(f32::INFINITY)
            .char_limit(300)
            .show(ui, cx);
    });
    let names = Lang::ALL.map(Lang::own_name);
    Choice::new(
        key("language"),
        &cx.tr("screen-paper-language"),
        &mut state.language,
        &names,
    )
    .show(ui, cx);

    section_ui(ui, &cx.tr("screen-kin"));
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = space::M;
        Field::new(
            key("kin-name"),
            &cx.tr("screen-kin-name"),
            &mut state.kin_name,
        )
        .width(half)
        .char_limit(150)
        .show(ui, cx);
        ui.vertical(|ui| {
            ui.set_width(half);
            phone_ui(
                ui,
                cx,
                model,
                ("kin-phone", "screen-kin-phone"),
                &mut state.kin_phone,
                third,
            );
        });
    });
    let words = RELATIONS.map(|r| cx.tr(&format!("screen-relation-{r}")));
    let options: Vec<&str> = words.iter().map(String::as_str).collect();
    Choice::new(
        key("kin-relation"),
        &cx.tr("screen-kin-relation"),
        &mut state.kin_relation,
        &options,
    )
    .show(ui, cx);
}

fn section_ui(ui: &mut Ui, title: &str) {
    ui.add_space(space::M);
    heading_ui(ui, title);
}

fn numbers_ui(ui: &mut Ui, cx: &Cx, state: &mut RegistrationState, faults: &[FieldFault]) {
    for index in 0..state.numbers.len() {
        number_ui(ui, cx, state, index, faults);
    }
    if state.numbers.len() >= ROWS_MAX {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(0.0, 0.0);
        for kind in [
            IdentifierKind::Passport,
            IdentifierKind::IdCard,
            IdentifierKind::BirthCertificate,
            IdentifierKind::Temporary,
        ] {
            if state.numbers.iter().any(|n| n.kind == kind) {
                continue;
            }
            let name = parts::number_label(cx, kind.code());
            let label = format!("+ {name}");
            let font = egui::TextStyle::Body.resolve(ui.style());
            let galley = ui
                .painter()
                .layout_no_wrap(label.clone(), font, cx.tokens().accent);
            // A button goes to the next line as a whole.
            if galley.size().x + 2.0 * space::M + 2.0 > ui.available_size_before_wrap().x {
                ui.end_row();
            }
            if Btn::quiet(&label).show(ui, cx).clicked() {
                state.numbers.push(NumberInput::new(kind));
                focus_field(ui.ctx(), key(&number_field(state.numbers.len() - 1)));
            }
        }
    });
}

fn number_ui(
    ui: &mut Ui,
    cx: &Cx,
    state: &mut RegistrationState,
    index: usize,
    faults: &[FieldFault],
) {
    let field = number_field(index);
    let Some(number) = state.numbers.get_mut(index) else {
        return;
    };
    let result = number.check(cx.today);
    let typing = ui.memory(|m| m.has_focus(key(&field).id()));
    // A number half typed is no mistake yet.
    let error = match &result {
        Some(Err(error)) if !typing => Some(number_error(cx, *error)),
        _ => first_run::fault_of(faults, super::SCOPE, &field),
    };
    let label = parts::number_label(cx, number.kind.code());
    let hint = if number.kind == IdentifierKind::Temporary {
        cx.tr("screen-number-temporary-hint")
    } else {
        String::new()
    };
    let note = match &result {
        Some(Ok(checked)) if checked.warnings.is_empty() => Some(cx.tr("screen-number-fits")),
        _ => None,
    };
    let shown = Field::new(key(&field), &label, &mut number.text)
        .width(size::TEXT)
        .hint(&hint)
        .error(error.as_deref())
        .note(note)
        .char_limit(60)
        .show(ui, cx);
    if shown.changed {
        number.confirmed = false;
    }
    // Of what stands there now, not of what stood there before this key.
    let Some(Ok(checked)) = number.check(cx.today) else {
        return;
    };
    if shown.changed {
        derive(cx, state, checked.birth, checked.sex);
    }
    let all = doubts(cx, state, &checked);
    if all.is_empty() {
        return;
    }
    let Some(number) = state.numbers.get_mut(index) else {
        return;
    };
    for doubt in all {
        ui.horizontal_top(|ui| {
            crate::ui::widgets::sign::sign_ui(ui, cx, Severity::Warning);
            let text = RichText::new(doubt_text(cx, doubt)).color(cx.tokens().warning.fg);
            ui.add(Label::new(text).wrap());
        });
    }
    parts::tick_ui(
        ui,
        cx,
        Id::unique(("feldsher-number-confirmed", index)),
        &mut number.confirmed,
        &cx.tr("screen-number-confirm"),
    );
}

/// Birth date and sex of a national number fill empty fields, or what an earlier number filled.
fn derive(
    cx: &Cx,
    state: &mut RegistrationState,
    birth: Option<chrono::NaiveDate>,
    sex: Option<NumberSex>,
) {
    if let Some(day) = birth {
        let free = state.born.trim().is_empty()
            || state.derived_born.as_deref() == Some(state.born.as_str());
        if free && !PartialDate::from_day(day).is_after(cx.today) {
            state.born = day.format("%d.%m.%Y").to_string();
            state.derived_born = Some(state.born.clone());
        }
    }
    if let Some(sex) = sex {
        let stated = match sex {
            NumberSex::Female => 0,
            NumberSex::Male => 1,
        };
        if state.sex.is_none() || state.derived_sex == state.sex {
            state.sex = Some(stated);
            state.derived_sex = Some(stated);
        }
    }
}

fn allergies_ui(ui: &mut Ui, cx: &Cx, state: &mut RegistrationState, faults: &[FieldFault]) {
    let error = |field: &str| first_run::fault_of(faults, super::SCOPE, field);
    let words = ["known", "none", "not-asked"].map(|w| cx.tr(&format!("screen-allergies-{w}")));
    let options: Vec<&str> = words.iter().map(String::as_str).collect();
    Choice::new(
        key("allergies"),
        &cx.tr("screen-allergies-ask"),
        &mut state.allergies,
        &options,
    )
    .error(error("allergies").as_deref())
    .show(ui, cx);
    if state.allergies != Some(0) {
        return;
    }
    let half = (ui.available_width() - space::M) / 2.0;
    for (index, row) in state.allergy_rows.iter_mut().enumerate() {
        let substance = format!("allergy-{index}");
        let reaction = format!("reaction-{index}");
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = space::M;
            Field::new(
                key(&substance),
                &cx.tr("screen-allergy-substance"),
                &mut row.substance,
            )
            .width(half)
            .error(error(&substance).as_deref())
            .char_limit(150)
            .show(ui, cx);
            Field::new(
                key(&reaction),
                &cx.tr("screen-allergy-reaction"),
                &mut row.reaction,
            )
            .width(half)
            .char_limit(200)
            .show(ui, cx);
        });
    }
    if state.allergy_rows.len() < ROWS_MAX
        && Btn::quiet(&format!("+ {}", cx.tr("screen-allergy-more")))
            .show(ui, cx)
            .clicked()
    {
        state.allergy_rows.push(AllergyInput::default());
        let last = format!("allergy-{}", state.allergy_rows.len() - 1);
        focus_field(ui.ctx(), key(&last));
    }
}

fn phone_ui(
    ui: &mut Ui,
    cx: &Cx,
    model: &Model,
    (field, label): (&str, &str),
    text: &mut String,
    width: f32,
) {
    Field::new(key(field), &cx.tr(label), text)
        .width(width)
        .char_limit(40)
        .show(ui, cx);
    if text.trim().is_empty() || ui.memory(|m| m.has_focus(key(field).id())) {
        return;
    }
    // A short number of the village is kept as it is.
    match Phone::parse(text, model.country()) {
        Ok(phone) => parts::hint_ui(ui, cx, &phone.grouped()),
        Err(_) => parts::hint_ui(ui, cx, &cx.tr("screen-phone-kept")),
    }
}
