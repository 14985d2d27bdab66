//! The package that a dose comes from: lot and expiry date, scanned or typed. No code says here which medicine it is: there is no
//! catalogue of trade items, so the screen asks for eyes.

use chrono::{Days, NaiveDate};
use egui::Ui;

use super::scan::Scan;
use super::visit_fill::date_text;
use crate::domain::administration::Administration;
use crate::domain::dates::PartialDate;
use crate::domain::gs1;
use crate::ui::cx::Cx;
use crate::ui::theme::tokens::space;
use crate::ui::widgets::alert::finding_line_ui;
use crate::ui::widgets::{DateField, Field, RecordKey, Severity};

/// How far ahead a date on a package may lie; as far as the field reads a two-digit year.
const AHEAD_DAYS: u64 = 3660;

/// Width of the lot; the expiry date stands beside it.
const LOT: f32 = 200.0;

/// What is typed.
#[derive(Debug, Default)]
pub struct PackageEdit {
    pub(super) scan: Scan,
    pub(super) lot: String,
    pub(super) expiry: String,
    pub(super) gtin: String,
    /// Lot and expiry date before a scan began, which types into whatever has the keyboard.
    before: (String, String),
    /// Lot and expiry date as the last scan wrote them.
    filled: (String, String),
    said: Option<Said>,
}

/// What came of the last scan.
#[derive(Debug, PartialEq, Eq)]
enum Said {
    /// Lot and expiry date of the code, either may be empty.
    Read(String, Option<NaiveDate>),
    /// Code of the error.
    Wrong(&'static str),
}

/// The package as it is signed with a dose.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Pack {
    pub lot: String,
    pub expires: PartialDate,
    pub gtin: String,
}

impl PackageEdit {
    pub fn scan_key(scope: &str) -> RecordKey<'_> {
        RecordKey::new(scope, "scan")
    }

    /// A code came. What a person typed stays unless the code says otherwise; what an earlier code said goes with it.
    pub fn take(&mut self, text: String, today: NaiveDate) {
        match gs1::read(&text, today) {
            Ok(package) => {
                let lot = package.lot.unwrap_or_default();
                let expires = package.expires.map(PartialDate::from_day);
                let expiry = expires.map(date_text).unwrap_or_default();
                if !lot.is_empty() || self.lot == self.filled.0 {
                    self.lot.clone_from(&lot);
                }
                if !expiry.is_empty() || self.expiry == self.filled.1 {
                    self.expiry.clone_from(&expiry);
                }
                self.gtin = package.gtin.unwrap_or_default();
                self.said = Some(Said::Read(lot.clone(), package.expires));
                self.filled = (lot, expiry);
                self.scan.taken();
            }
            Err(error) => {
                self.said = Some(Said::Wrong(error.code()));
                self.scan.refused(text);
            }
        }
    }

    /// What stands in the fields while no scan is on its way.
    pub fn keep_texts(&mut self) {
        self.before = (self.lot.clone(), self.expiry.clone());
    }

    /// A scan went into one of the fields.
    pub fn put_back(&mut self) {
        (self.lot, self.expiry) = self.before.clone();
    }

    /// A code of this package was read.
    pub fn has_code(&self) -> bool {
        matches!(self.said, Some(Said::Read(..)))
    }

    /// Nothing half typed.
    pub fn is_settled(&self, today: NaiveDate) -> bool {
        self.expires(today).is_some()
    }

    pub fn pack(&self, today: NaiveDate) -> Pack {
        Pack {
            lot: self.lot.trim().to_owned(),
            expires: self.expires(today).unwrap_or_default(),
            gtin: self.gtin.clone(),
        }
    }

    /// Nothing where the text is no date; an empty one is unknown.
    fn expires(&self, today: NaiveDate) -> Option<PartialDate> {
        let last = today
            .checked_add_days(Days::new(AHEAD_DAYS))
            .unwrap_or(today);
        let typed = PartialDate::parse_typed(&self.expiry, last);
        typed.ok().map(|typed| typed.date)
    }
}

impl Pack {
    pub fn is_expired_on(&self, day: NaiveDate) -> bool {
        self.expires.latest().is_some_and(|last| last < day)
    }
}

pub(super) fn package_ui(ui: &mut Ui, cx: &Cx, scope: &str, edit: &mut PackageEdit) {
    let label = cx.tr("give-scan");
    let key = PackageEdit::scan_key(scope);
    if let Some(text) = edit.scan.show(ui, cx, key, &label) {
        edit.take(text, cx.today);
    }
    said_ui(ui, cx, edit, ("give-scan-read", "give-scan-bare"));
    let is_expired = edit.pack(cx.today).is_expired_on(cx.today);
    let expired = cx.tr("give-expired");
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = space::L;
        ui.vertical(|ui| {
            ui.set_width(LOT);
            Field::new(
                RecordKey::new(scope, "lot"),
                &cx.tr("common-lot"),
                &mut edit.lot,
            )
            .width(LOT)
            .char_limit(Administration::LOT_MAX)
            .show(ui, cx);
        });
        ui.vertical(|ui| {
            DateField::plan(
                RecordKey::new(scope, "expiry"),
                &cx.tr("common-expiry"),
                &mut edit.expiry,
            )
            .partial()
            .error(is_expired.then_some(expired.as_str()))
            .show(ui, cx);
        });
    });
}

/// What came of the last scan; the sentences for a code with lot or expiry date, and for one without.
pub(super) fn said_ui(ui: &mut Ui, cx: &Cx, edit: &PackageEdit, (full, bare): (&str, &str)) {
    match &edit.said {
        None => {}
        Some(Said::Wrong(code)) => {
            let text = cx.tr(&format!("give-scan-wrong-{code}"));
            finding_line_ui(ui, cx, Severity::Warning, &text);
        }
        Some(Said::Read(lot, expires)) => {
            let lot = (!lot.is_empty()).then(|| format!("{} {lot}", cx.tr("common-lot")));
            let expires = expires.map(|day| format!("{} {}", cx.tr("common-expiry"), cx.date(day)));
            let read: Vec<String> = [lot, expires].into_iter().flatten().collect();
            let text = if read.is_empty() {
                cx.tr(bare)
            } else {
                cx.tr_with(full, &[("what", &read.join(", "))])
            };
            finding_line_ui(ui, cx, Severity::Required, &text);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 22).unwrap()
    }

    fn texts(edit: &PackageEdit) -> (&str, &str, &str) {
        (&edit.lot, &edit.expiry, &edit.gtin)
    }

    #[test]
    fn two_packages_are_never_mixed_and_typed_text_stays() {
        let mut edit = PackageEdit::default();
        edit.take("01095060001343521727123110AB12".into(), today());
        assert_eq!(texts(&edit), ("AB12", "31.12.2027", "09506000134352"));
        edit.take("4006381333931".into(), today());
        assert_eq!(
            texts(&edit),
            ("", "", "04006381333931"),
            "the first box is put away"
        );
        edit.lot = "X-7".into();
        edit.expiry = "12.2027".into();
        edit.take("4006381333932".into(), today());
        assert_eq!(edit.said, Some(Said::Wrong("check-digit")));
        assert_eq!(texts(&edit), ("X-7", "12.2027", "04006381333931"));
        edit.take("4006381333931".into(), today());
        assert_eq!(
            texts(&edit),
            ("X-7", "12.2027", "04006381333931"),
            "typed by hand"
        );
        edit.take("]d21727123010C3".into(), today());
        assert_eq!(texts(&edit), ("C3", "30.12.2027", ""));
    }

    #[test]
    fn a_month_lasts_to_its_end_and_a_half_typed_date_is_noticed() {
        let mut edit = PackageEdit::default();
        assert!(edit.is_settled(today()) && !edit.pack(today()).is_expired_on(today()));
        for (typed, settled, expired) in [
            ("11.2026", true, false),
            ("22.11.2026", true, false),
            ("21.11.2026", true, true),
            ("10.2026", true, true),
            ("2025", true, true),
            ("3", false, false),
        ] {
            edit.expiry = typed.into();
            assert_eq!(edit.is_settled(today()), settled, "{typed}");
            assert_eq!(
                edit.pack(today()).is_expired_on(today()),
                expired,
                "{typed}"
            );
        }
    }
}
