//! One vaccination by keyboard: given here, given elsewhere, refused, or exempted by a doctor.

use egui::Context;

use super::give_package::{PackageEdit, said_ui};
use super::vaccination_words::{reasons, row_name, vaccine_name};
use super::visit_fill::date_text;
use crate::clinical::immunise::{Book, Row, Status, Usual, fold};
use crate::domain::administration::Administration;
use crate::domain::dates::PartialDate;
use crate::domain::ids::PatientId;
use crate::domain::immunisation::{Immunisation, ImmunisationStatus};
use crate::domain::number::Decimal;
use crate::i18n::numbers;
use crate::ui::cx::Cx;
use crate::ui::theme::tokens::space;
use crate::ui::widgets::dialog::act_or_cancel_ui;
use crate::ui::widgets::text::{small, whole_ui};
use crate::ui::widgets::{
    Alert, Btn, Choice, DateField, Dialog, Field, NumberField, RecordKey, Severity,
};

/// What happened; the words are `vaccination-what-<code>`.
const WHAT: [&str; 4] = ["here", "elsewhere", "refusal", "medical-exemption"];
const HERE: usize = 0;
const EXEMPTION: usize = 3;
/// Fields that are typed into, by the ending of their keys.
const TEXTS: [&str; 6] = ["vaccine", "date", "lot", "expiry", "dose", "note"];
/// No single dose of a vaccine is larger; a slip of ten times is.
const MOST_ML: f64 = 2.0;

/// What is typed.
#[derive(Debug)]
pub struct VaccinationEdit {
    scope: String,
    what: Option<usize>,
    vaccine: String,
    /// The row that it was opened for, while the vaccine stays the same.
    asked: Option<(String, u32)>,
    date: String,
    package: PackageEdit,
    /// What stood in the fields before a scan began, which types into whatever has the keyboard.
    before: [String; TEXTS.len()],
    site: Option<usize>,
    route: Option<usize>,
    dose_ml: String,
    until: String,
    note: String,
    tried: bool,
}

/// What dates and volume were understood as.
#[derive(Default)]
struct Read {
    date: Option<PartialDate>,
    expiry: Option<PartialDate>,
    until: Option<PartialDate>,
    dose_ml: Option<Decimal>,
    wrong: bool,
}

impl VaccinationEdit {
    pub fn new(cx: &Cx, patient: PatientId, row: Option<&Row>) -> Self {
        Self {
            scope: format!("card-{patient}-vaccination"),
            what: Some(HERE),
            vaccine: row.map_or_else(String::new, |row| vaccine_name(cx, &row.vaccine)),
            asked: row.and_then(|row| Some((row.vaccine.clone(), row.dose?))),
            date: date_text(PartialDate::from_day(cx.today)),
            package: PackageEdit::default(),
            before: Default::default(),
            site: None,
            route: None,
            dose_ml: String::new(),
            until: String::new(),
            note: String::new(),
            tried: false,
        }
    }

    /// What is to be kept, and whether the dialog is over.
    pub fn show(&mut self, ctx: &Context, cx: &Cx, plan: &[Row]) -> (Option<Immunisation>, bool) {
        self.listen(ctx, cx);
        let title = cx.tr("vaccination-record");
        let mut dates = Read::default();
        let shown = Dialog::new("vaccination-edit", &title)
            .width(760.0)
            .show(ctx, cx, |ui| {
                let scope = self.scope.clone();
                let key = |field| RecordKey::new(&scope, field);
                let missing = cx.tr("card-field-missing");
                let empty = |text: &str, tried: bool| {
                    (tried && text.trim().is_empty()).then_some(missing.as_str())
                };
                let unknown = cx.tr("vaccination-unknown");
                let known = Book::builtin().product(&self.vaccine).is_some();
                let error = empty(&self.vaccine, self.tried)
                    .or_else(|| (self.tried && !known).then_some(unknown.as_str()));
                Field::new(key("vaccine"), &cx.tr("common-vaccine"), &mut self.vaccine)
                    .required(true)
                    .error(error)
                    .width(f32::INFINITY)
                    .show(ui, cx);
                let words = WHAT.map(|w| cx.tr(&format!("vaccination-what-{w}")));
                let words: Vec<&str> = words.iter().map(String::as_str).collect();
                let label = cx.tr("vaccination-what");
                Choice::new(key("what"), &label, &mut self.what, &words).show(ui, cx);
                ui.horizontal_top(|ui| {
                    let read = DateField::event(key("date"), &cx.tr("common-date"), &mut self.date)
                        .required(true)
                        .show(ui, cx);
                    dates.take(read.value, |dates, value| dates.date = value);
                    if self.is_given() {
                        ui.add_space(space::XL);
                        self.scan_ui(ui, cx);
                    }
                });
                if self.is_given() {
                    let words = ("vaccination-scan-read", "vaccination-scan-bare");
                    said_ui(ui, cx, &self.package, words);
                    ui.horizontal_top(|ui| self.lot_ui(ui, cx, &mut dates));
                    let words =
                        Immunisation::SITES.map(|s| cx.tr(&format!("vaccination-site-{s}")));
                    let words: Vec<&str> = words.iter().map(String::as_str).collect();
                    let label = cx.tr("vaccination-site");
                    Choice::new(key("site"), &label, &mut self.site, &words).show(ui, cx);
                    self.how_ui(ui, cx, &mut dates);
                }
                if self.what == Some(EXEMPTION) {
                    let label = cx.tr("vaccination-until");
                    let read = DateField::plan(key("until"), &label, &mut self.until)
                        .partial()
                        .show(ui, cx);
                    dates.take(read.value, |dates, value| dates.until = value);
                }
                let needed = self.needs_note(plan);
                let error = empty(&self.note, self.tried && needed);
                Field::new(key("note"), &cx.tr("common-note"), &mut self.note)
                    .required(needed)
                    .error(error)
                    .width(f32::INFINITY)
                    .show(ui, cx);
                self.warning(ui, cx, plan);
                act_or_cancel_ui(ui, cx, Btn::primary(&cx.tr("vaccination-sign")))
            });
        let (yes, no) = shown.inner;
        self.tried |= yes;
        let done = yes.then(|| self.complete(cx, plan, &dates)).flatten();
        (done.clone(), shown.close || no || done.is_some())
    }

    /// A scanner is heard wherever the keyboard stands in this dialog, and nothing of its code stays in another field.
    fn listen(&mut self, ctx: &Context, cx: &Cx) {
        if !self.is_given() {
            return;
        }
        if self.package.scan.is_idle(ctx) {
            self.before = self.texts().map(|text| text.clone());
        }
        let scope = self.scope.clone();
        let also = TEXTS.map(|name| RecordKey::new(&scope, name).id());
        let field = PackageEdit::scan_key(&scope).id();
        let scanned = self.package.scan.listen_in_dialog(ctx, field, &also);
        if let Some(code) = scanned {
            let before = std::mem::take(&mut self.before);
            for (text, before) in self.texts().into_iter().zip(before) {
                *text = before;
            }
            self.package.take(code, cx.today);
        }
    }

    /// In the order of [`TEXTS`].
    fn texts(&mut self) -> [&mut String; TEXTS.len()] {
        [
            &mut self.vaccine,
            &mut self.date,
            &mut self.package.lot,
            &mut self.package.expiry,
            &mut self.dose_ml,
            &mut self.note,
        ]
    }

    fn scan_ui(&mut self, ui: &mut egui::Ui, cx: &Cx) {
        let scope = self.scope.clone();
        let key = PackageEdit::scan_key(&scope);
        let scanned = self.package.scan.show(ui, cx, key, &cx.tr("give-scan"));
        if let Some(code) = scanned {
            self.package.take(code, cx.today);
        }
    }

    /// What stands on the box.
    fn lot_ui(&mut self, ui: &mut egui::Ui, cx: &Cx, dates: &mut Read) {
        let scope = self.scope.clone();
        let key = |field| RecordKey::new(&scope, field);
        let missing = cx.tr("card-field-missing");
        let empty =
            |text: &str, tried: bool| (tried && text.trim().is_empty()).then_some(missing.as_str());
        let needed = self.what == Some(HERE);
        let error = empty(&self.package.lot, self.tried && needed);
        Field::new(key("lot"), &cx.tr("common-lot"), &mut self.package.lot)
            .required(needed)
            .char_limit(Administration::LOT_MAX)
            .error(error)
            .show(ui, cx);
        let expired = cx.tr("vaccination-expired");
        let label = cx.tr("common-expiry");
        let error = empty(&self.package.expiry, self.tried && needed)
            .or_else(|| self.is_expired(cx).then_some(expired.as_str()));
        let read = DateField::plan(key("expiry"), &label, &mut self.package.expiry)
            .partial()
            .required(needed)
            .error(error)
            .show(ui, cx);
        dates.take(read.value, |dates, value| dates.expiry = value);
    }

    /// Route and volume, and what is usual of this vaccine.
    fn how_ui(&mut self, ui: &mut egui::Ui, cx: &Cx, read: &mut Read) {
        let scope = self.scope.clone();
        let words = Immunisation::ROUTES.map(|r| cx.tr(&format!("common-route-{r}")));
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let label = cx.tr("common-route");
        let key = RecordKey::new(&scope, "route");
        Choice::new(key, &label, &mut self.route, &words).show(ui, cx);
        let odd = cx.tr("vaccination-dose-odd");
        let typed = crate::ui::widgets::number_field::read_number(&self.dose_ml);
        let error = matches!(typed, Ok(Some(ml)) if is_odd(ml)).then_some(odd.as_str());
        let key = RecordKey::new(&scope, "dose");
        let shown = NumberField::new(key, &cx.tr("vaccination-dose"), &mut self.dose_ml)
            .unit(&cx.tr("common-unit-ml"))
            .error(error)
            .show(ui, cx);
        match shown.value {
            Ok(value) => {
                read.dose_ml = value;
                read.wrong |= value.is_some_and(is_odd);
            }
            Err(_unread) => read.wrong = true,
        }
        let vaccine = Book::builtin().vaccine(&self.vaccine);
        let Some(usual) = vaccine.and_then(|vaccine| vaccine.usual.as_ref()) else {
            return;
        };
        let other = self
            .route
            .and_then(|at| Immunisation::ROUTES.get(at))
            .is_some_and(|route| *route != usual.route);
        let text = usual_text(cx, usual);
        if other {
            Alert::new(
                "vaccination-route",
                Severity::Warning,
                &cx.tr("common-route"),
            )
            .sentence(&text)
            .show(ui, cx);
        } else {
            whole_ui(ui, small(cx, text));
        }
    }

    fn is_given(&self) -> bool {
        self.what.is_some_and(|what| what <= 1)
    }

    /// What is injected here today must not be past its date.
    fn is_expired(&self, cx: &Cx) -> bool {
        let expiry =
            PartialDate::parse_typed(&self.package.expiry, cx.today + chrono::Days::new(3660));
        self.what == Some(HERE)
            && expiry.is_ok_and(|typed| typed.date.latest().is_some_and(|last| last < cx.today))
    }

    /// An exemption names the document or disease; a contraindicated dose its decision.
    fn needs_note(&self, plan: &[Row]) -> bool {
        self.what == Some(EXEMPTION)
            || self.what == Some(HERE)
                && self
                    .row(plan)
                    .is_some_and(|row| row.status == Status::Contraindicated)
    }

    /// The row of the plan that this vaccine would fill.
    fn row<'p>(&self, plan: &'p [Row]) -> Option<&'p Row> {
        let vaccine = Book::builtin().vaccine(&self.vaccine)?;
        let open = |row: &&Row| {
            row.vaccine == vaccine.id
                && (row.status.is_open() || row.status == Status::Contraindicated)
        };
        plan.iter().find(open)
    }

    /// What the plan says against it.
    fn warning(&self, ui: &mut egui::Ui, cx: &Cx, plan: &[Row]) {
        if self.what != Some(HERE) {
            return;
        }
        let Some(row) = self.row(plan) else { return };
        let early = row.earliest.is_some_and(|day| day > cx.today);
        let severity = match row.status {
            Status::Contraindicated => Severity::Prohibition,
            Status::CannotCheck => Severity::Warning,
            _ if early => Severity::Warning,
            _ => return,
        };
        Alert::new("vaccination-edit", severity, &row_name(cx, row))
            .sentence(&reasons(cx, row))
            .show(ui, cx);
    }

    fn complete(&self, cx: &Cx, plan: &[Row], dates: &Read) -> Option<Immunisation> {
        let what = *WHAT.get(self.what?)?;
        let date = dates.date?;
        let product = Book::builtin().product(&self.vaccine)?;
        let filled = |text: &String| !text.trim().is_empty();
        let here = self.what == Some(HERE);
        if dates.wrong
            || here && (!filled(&self.package.lot) || dates.expiry.is_none() || self.is_expired(cx))
            || self.needs_note(plan) && !filled(&self.note)
        {
            return None;
        }
        let given = self.is_given();
        let same = |(vaccine, _): &&(String, u32)| {
            fold(&vaccine_name(cx, vaccine)) == fold(&self.vaccine) || *vaccine == product.id
        };
        Some(Immunisation {
            status: if given {
                ImmunisationStatus::Completed
            } else {
                ImmunisationStatus::NotDone
            },
            status_reason: if given {
                String::new()
            } else {
                what.to_owned()
            },
            name: vaccine_name(cx, &product.id),
            vaccine: product.id.clone(),
            dose_number: self
                .asked
                .as_ref()
                .filter(same)
                .map(|(_, dose)| i64::from(*dose)),
            date,
            until: dates.until.unwrap_or_default(),
            lot: if given {
                self.package.lot.trim().to_owned()
            } else {
                String::new()
            },
            expiry: dates.expiry.filter(|_| given).unwrap_or_default(),
            gtin: if given {
                self.package.gtin.clone()
            } else {
                String::new()
            },
            site: self
                .site
                .filter(|_| given)
                .and_then(|at| Immunisation::SITES.get(at))
                .map_or_else(String::new, |site| (*site).to_owned()),
            route: self
                .route
                .filter(|_| given)
                .and_then(|at| Immunisation::ROUTES.get(at))
                .map_or_else(String::new, |route| (*route).to_owned()),
            dose_ml: dates
                .dose_ml
                .filter(|_| given)
                .map_or_else(String::new, |ml| ml.to_string()),
            reported: what == "elsewhere",
            note: self.note.trim().to_owned(),
            ..Immunisation::default()
        })
    }
}

fn is_odd(ml: Decimal) -> bool {
    ml.to_f64() <= 0.0 || ml.to_f64() > MOST_ML
}

/// How this vaccine is usually given: never more than a reminder to read the box.
fn usual_text(cx: &Cx, usual: &Usual) -> String {
    let route = cx.tr(&format!("common-route-{}", usual.route));
    match usual.dose_ml {
        Some(ml) => {
            let ml = format!(
                "{}\u{a0}{}",
                numbers::rounded(cx.lang, ml, 2),
                cx.tr("common-unit-ml")
            );
            let args = [("route", route.as_str()), ("dose", ml.as_str())];
            cx.tr_with("vaccination-usual-dose", &args)
        }
        None => cx.tr_with("vaccination-usual", &[("route", &route)]),
    }
}

impl Read {
    fn take<E>(
        &mut self,
        read: Result<Option<PartialDate>, E>,
        put: impl FnOnce(&mut Self, Option<PartialDate>),
    ) {
        match read {
            Ok(value) => put(self, value),
            Err(_unread) => self.wrong = true,
        }
    }
}
