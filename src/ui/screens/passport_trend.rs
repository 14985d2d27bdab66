//! The last value of each sign with its age and a small curve; Enter shows every value with who, where and when.

use std::rc::Rc;

use egui::text::LayoutJob;
use egui::{
    Align, Context, FontSelection, Id, Layout, RichText, Sense, Ui, UiBuilder, WidgetInfo, vec2,
};

use super::passport_lines::Shown;
use crate::domain::ids::PatientId;
use crate::i18n::dates;
use crate::ui::cx::Cx;
use crate::ui::theme::apply::focus_ring;
use crate::ui::theme::tokens::space;
use crate::ui::widgets::dialog::{Dialog, buttons_ui};
use crate::ui::widgets::spark::spark_ui;
use crate::ui::widgets::text::{muted, small, strong, whole_ui};
use crate::ui::widgets::{Btn, focus_chain};
use crate::worker::signs::{BODY, LABORATORY, Point, Sign, VITAL, name, signs, value_text};

/// The small curve.
const SPARK: (f32, f32) = (84.0, 30.0);
/// The curve over the table of all values.
const LARGE: f32 = 90.0;
/// Values that a screen reader is told.
const SPOKEN: usize = 6;

/// Which sign's values are open.
#[derive(Debug, Default)]
pub struct TrendState {
    open: Option<&'static str>,
    /// The signs of a card, from the first to the last visit, and which card they were read from: not in every frame anew.
    known: Option<(Source, Rc<[Sign]>)>,
}

/// The card as it was read, and the offset of the place from Greenwich, minutes.
type Source = (PatientId, u64, i32);

impl TrendState {
    /// Lets go of what was read of a card.
    pub fn forget(&mut self) {
        self.known = None;
    }

    /// Every sign that was ever measured.
    fn all(&mut self, p: &Shown<'_>) -> Rc<[Sign]> {
        let source = (p.card.patient, p.model.card_read, p.model.offset_minutes);
        match &self.known {
            Some((known, all)) if *known == source => Rc::clone(all),
            _ => {
                let codes = [&VITAL[..], &BODY[..], &LABORATORY[..]].concat();
                let all: Rc<[Sign]> = signs(p.card, &codes, p.model.offset_minutes).into();
                self.known = Some((source, Rc::clone(&all)));
                all
            }
        }
    }
}

/// Those of `codes`, in their order.
fn of<'a>(all: &'a [Sign], codes: &[&'static str]) -> Vec<&'a Sign> {
    let find = |code: &&'static str| all.iter().find(|sign| sign.code == *code);
    codes.iter().filter_map(find).collect()
}

fn day_ago(p: &Shown<'_>, point: &Point) -> String {
    let cx = p.cx;
    let text = format!(
        "{}, {}",
        dates::relative_day(cx.lang, point.day, p.model.today()),
        cx.date(point.day)
    );
    if point.clock_doubtful {
        format!("{text} · {}", cx.tr("passport-doubtful-clock"))
    } else {
        text
    }
}

/// Every sign of `codes` as a row that opens; false where none was ever measured.
pub fn signs_ui(
    ui: &mut Ui,
    p: &Shown<'_>,
    codes: &[&'static str],
    state: &mut TrendState,
) -> bool {
    let all = state.all(p);
    let all = of(&all, codes);
    for sign in &all {
        if sign_ui(ui, p, sign) {
            state.open = Some(sign.code);
        }
    }
    !all.is_empty()
}

/// In the narrow column: the values of each day in one paragraph, the newest day first.
pub fn days_ui(ui: &mut Ui, p: &Shown<'_>, codes: &[&'static str], state: &mut TrendState) -> bool {
    let cx = p.cx;
    let all = state.all(p);
    let all = of(&all, codes);
    let mut days: Vec<_> = all.iter().map(|sign| sign.last().day).collect();
    days.sort_unstable();
    days.dedup();
    for day in days.into_iter().rev() {
        let own = all.iter().filter(|sign| sign.last().day == day);
        let mut job = LayoutJob::default();
        let add = |job: &mut LayoutJob, text: RichText| {
            text.append_to(job, ui.style(), FontSelection::Default, Align::Center);
        };
        for (at, sign) in own.enumerate() {
            if at == 0 {
                add(
                    &mut job,
                    small(cx, format!("{}\n", day_ago(p, sign.last()))),
                );
            } else {
                add(&mut job, small(cx, " · "));
            }
            let value = value_text(cx.lang, &sign.last().value);
            add(
                &mut job,
                small(cx, format!("{} ", name(cx.lang, sign.code))),
            );
            add(&mut job, RichText::new(value).color(cx.tokens().text));
        }
        ui.add(egui::Label::new(job).wrap());
        ui.add_space(2.0);
    }
    !all.is_empty()
}

fn sign_ui(ui: &mut Ui, p: &Shown<'_>, sign: &Sign) -> bool {
    let cx = p.cx;
    let t = cx.tokens();
    let last = sign.last();
    let label = name(cx.lang, sign.code);
    let style = ui.style();
    let mut job = LayoutJob::default();
    let add = |job: &mut LayoutJob, text: RichText| {
        text.append_to(job, style, FontSelection::Default, Align::Center);
    };
    add(
        &mut job,
        strong(value_text(cx.lang, &last.value)).color(t.text),
    );
    add(
        &mut job,
        small(cx, format!("  {label}\n{}", day_ago(p, last))),
    );
    if p.sources {
        let source = p.source(last.by, last.entered_at, Some(last.care_at));
        add(&mut job, small(cx, format!("\n{source}")));
    }
    let whole = ui.available_width();
    job.wrap.max_width = whole - SPARK.0 - space::S;
    let id = Id::unique(("feldsher-sign", sign.code));
    ui.scope_builder(UiBuilder::new().scope_id(id), |ui| {
        let galley = ui.painter().layout_job(job);
        let height = galley.size().y.max(SPARK.1) + 4.0;
        let (rect, _) = ui.allocate_exact_size(vec2(whole, height), Sense::hover());
        let response = ui.interact(rect, id.with("entry"), Sense::click());
        let mut spoken = spoken(cx, sign);
        if p.sources {
            let source = p.source(last.by, last.entered_at, Some(last.care_at));
            spoken = format!("{spoken}\n{source}");
        }
        response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, &spoken));
        if response.hovered() {
            ui.painter().rect_filled(rect.expand(2.0), 3.0, t.hover);
        }
        ui.painter()
            .galley(rect.min + vec2(0.0, 2.0), galley, t.text);
        if sign.points.len() > 1 {
            let place = egui::Rect::from_min_size(
                egui::pos2(rect.right() - SPARK.0, rect.top() + 2.0),
                vec2(SPARK.0, SPARK.1),
            );
            let mut beside = ui.new_child(UiBuilder::new().max_rect(place));
            spark_ui(&mut beside, cx, &curve(sign), SPARK.0, SPARK.1);
        }
        if response.has_focus() {
            focus_ring(ui, t, rect);
        }
        focus_chain::offer_button(ui, &response);
        response.clicked()
    })
    .inner
}

fn curve(sign: &Sign) -> Vec<(f64, f64)> {
    let when = sign.points.iter().map(|point| point.care_at as f64);
    when.zip(sign.numbers()).collect()
}

/// What the curve shows, for ears: the newest values first, each with its day.
fn spoken(cx: &Cx, sign: &Sign) -> String {
    let values: Vec<String> = sign
        .points
        .iter()
        .rev()
        .take(SPOKEN)
        .map(|point| {
            let value = value_text(cx.lang, &point.value);
            format!("{value} ({})", cx.date(point.day))
        })
        .collect();
    let args = [
        ("name", &*name(cx.lang, sign.code)),
        ("values", &*values.join(", ")),
    ];
    cx.tr_with("passport-trend-spoken", &args)
}

/// All values of one sign, the newest first, while it is open.
pub fn trend_dialog(ctx: &Context, p: &Shown<'_>, state: &mut TrendState) {
    let Some(open) = state.open else { return };
    let cx = p.cx;
    let all = state.all(p);
    let Some(sign) = all.iter().find(|sign| sign.code == open) else {
        state.open = None;
        return;
    };
    let title = cx.tr_with("passport-trend", &[("name", &name(cx.lang, sign.code))]);
    let shown = Dialog::new("trend", &title)
        .width(640.0)
        .show(ctx, cx, |ui| {
            if sign.points.len() > 1 {
                let width = ui.available_width();
                spark_ui(ui, cx, &curve(sign), width, LARGE);
                let ends = [sign.points.first(), sign.points.last()];
                let days = ends.map(|end| end.map(|point| cx.date(point.day)));
                ui.horizontal(|ui| {
                    ui.label(small(cx, days[0].clone().unwrap_or_default()));
                    ui.with_layout(Layout::right_to_left(Align::Min), |ui| {
                        ui.label(small(cx, days[1].clone().unwrap_or_default()));
                    });
                });
            }
            ui.add_space(space::S);
            for point in sign.points.iter().rev() {
                let value = value_text(cx.lang, &point.value);
                ui.horizontal_wrapped(|ui| {
                    ui.label(strong(value));
                    ui.label(muted(cx, day_ago(p, point)));
                });
                let source = p.source(point.by, point.entered_at, Some(point.care_at));
                whole_ui(ui, small(cx, source));
                ui.add_space(2.0);
            }
            let mut close = false;
            buttons_ui(ui, |ui| {
                close = Btn::primary(&cx.tr("common-close"))
                    .shortcut("Esc")
                    .show(ui, cx)
                    .clicked();
            });
            close
        });
    if shown.close || shown.inner {
        state.open = None;
    }
}
