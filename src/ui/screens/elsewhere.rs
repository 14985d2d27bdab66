//! Somebody of the region who is not in this house: why her emergency data are opened, and the sheet that shows them. Read-only, and
//! always with the day that they are of.

use egui::{Context, Label, RichText, Ui};

use super::{Commands, parts};
use crate::domain::allergy::{Allergy, Severity as Grade, Status};
use crate::domain::ids::PatientId;
use crate::i18n::dates;
use crate::ui::cx::Cx;
use crate::ui::model::Model;
use crate::ui::theme::tokens::{size, space};
use crate::ui::widgets::alert::finding_line_ui;
use crate::ui::widgets::button::way_back_ui;
use crate::ui::widgets::dialog::{act_or_cancel_ui, buttons_ui};
use crate::ui::widgets::text::{heading_ui, muted, small, strong, whole_ui};
use crate::ui::widgets::{Alert, Btn, Choice, Dialog, Field, RecordKey, Severity};
use crate::worker::{DirectoryAge, EmergencyPassport, EmergencyReason, Job, Opened, Ticket};

const SCOPE: &str = "elsewhere";
/// Width of the sheet, wide enough for a line of a problem.
const SHEET: f32 = 720.0;
/// Width of the labels.
const LABELS: f32 = 200.0;

/// Who is about to be opened, and why.
#[derive(Debug, Clone, Default)]
pub struct ElsewhereState {
    asked: Option<Asking>,
    /// The sheet is closed when this is taken away.
    open: bool,
}

#[derive(Debug, Clone)]
struct Asking {
    patient: PatientId,
    who: String,
    line: String,
    place: String,
    reason: Option<usize>,
    words: String,
    tried: bool,
    ticket: Option<Ticket>,
}

impl ElsewhereState {
    /// The person was chosen: the reason is asked first.
    pub fn choose(&mut self, cx: &Cx, who: &EmergencyPassport) {
        let person = who.person();
        self.open = false;
        self.asked = Some(Asking {
            patient: who.card,
            who: parts::person_name(cx, &person),
            line: parts::person_line(cx, &person),
            place: who.place.clone(),
            reason: None,
            words: String::new(),
            tried: false,
            ticket: None,
        });
    }

    pub fn show(&mut self, ctx: &Context, cx: &Cx, model: &Model, send: &mut Commands) {
        if let Some(asking) = &mut self.asked {
            let opened = model.emergency.as_ref();
            let is_here = opened.is_some_and(|opened| opened.passport.card == asking.patient);
            if asking.ticket.is_some() && is_here {
                self.asked = None;
                self.open = true;
            } else if asking.show(ctx, cx, model, send) {
                self.asked = None;
            }
        } else if self.open {
            match &model.emergency {
                Some(opened) => self.open = !sheet(ctx, cx, model, opened),
                None => self.open = false,
            }
        }
    }
}

impl Asking {
    /// True: the dialog is over.
    fn show(&mut self, ctx: &Context, cx: &Cx, model: &Model, send: &mut Commands) -> bool {
        let fault = self.ticket.and_then(|ticket| model.fault_of(ticket));
        if fault.is_some() {
            self.tried = false;
        }
        let title = cx.tr("directory-ask-title");
        let shown = Dialog::new("break-glass", &title).show(ctx, cx, |ui| {
            whole_ui(ui, strong(&self.who));
            whole_ui(ui, small(cx, &self.line));
            if !self.place.is_empty() {
                let place = [("place", self.place.as_str())];
                whole_ui(ui, small(cx, cx.tr_with("directory-place", &place)));
            }
            ui.add_space(space::S);
            parts::paragraph_ui(ui, &cx.tr("directory-ask-sentence"));
            if let Some(fault) = fault {
                parts::fault_ui(ui, cx, fault);
            }
            let words =
                EmergencyReason::ALL.map(|r| cx.tr(&format!("directory-reason-{}", r.code())));
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            let missing = cx.tr("card-reason-missing");
            let error = (self.tried && self.reason.is_none()).then_some(missing.as_str());
            Choice::new(
                RecordKey::new(SCOPE, "reason"),
                &cx.tr("common-reason"),
                &mut self.reason,
                &words,
            )
            .required(true)
            .error(error)
            .show(ui, cx);
            let unsaid = cx.tr("directory-words-missing");
            let lacks = self.tried && self.reason() == Some(EmergencyReason::Other);
            let lacks = lacks && self.words.trim().is_empty();
            Field::new(
                RecordKey::new(SCOPE, "words"),
                &cx.tr("directory-words"),
                &mut self.words,
            )
            .width(f32::INFINITY)
            .char_limit(300)
            .error(lacks.then_some(unsaid.as_str()))
            .show(ui, cx);
            act_or_cancel_ui(ui, cx, Btn::primary(&cx.tr("directory-ask-do")))
        });
        let (yes, no) = shown.inner;
        self.tried |= yes;
        let reason = self.reason().filter(|reason| {
            yes && (*reason != EmergencyReason::Other || !self.words.trim().is_empty())
        });
        if let Some(reason) = reason {
            let ticket = send.ticket();
            self.ticket = Some(ticket);
            send.job(Job::BreakGlass {
                ticket,
                patient: self.patient,
                reason,
                words: self.words.trim().to_owned(),
            });
        }
        shown.close || no
    }

    fn reason(&self) -> Option<EmergencyReason> {
        self.reason
            .and_then(|at| EmergencyReason::ALL.get(at))
            .copied()
    }
}

/// How old the directory is, in a line that stands wherever its people do.
pub fn age_text(cx: &Cx, model: &Model, age: DirectoryAge) -> String {
    let when = model.date_time(cx.lang, age.made_at);
    let ago = dates::ago(cx.lang, age.made_at, model.now, model.offset_minutes);
    cx.tr_with("directory-age", &[("date", &when), ("ago", &ago)])
}

/// True: it was closed.
fn sheet(ctx: &Context, cx: &Cx, model: &Model, opened: &Opened) -> bool {
    let title = cx.tr("directory-sheet-title");
    let shown = Dialog::new("emergency-passport", &title)
        .width(SHEET.max(size::DIALOG))
        .show(ctx, cx, |ui| {
            sheet_ui(ui, cx, model, opened);
            let mut close = false;
            buttons_ui(ui, |ui| close = way_back_ui(ui, cx, "common-close"));
            close
        });
    shown.close || shown.inner
}

fn sheet_ui(ui: &mut Ui, cx: &Cx, model: &Model, opened: &Opened) {
    let passport = &opened.passport;
    let person = passport.person();
    whole_ui(ui, strong(parts::person_name(cx, &person)));
    whole_ui(ui, small(cx, parts::person_line(cx, &person)));
    if let Some(died) = passport.deceased {
        let day = if died.is_known() {
            cx.partial(died)
        } else {
            cx.tr("common-unknown")
        };
        let text = cx.tr_with("directory-deceased", &[("date", &day)]);
        finding_line_ui(ui, cx, Severity::Warning, &text);
    }
    let age = age_text(cx, model, opened.age);
    Alert::new("directory-copy", Severity::Warning, &age)
        .sentence(&cx.tr("directory-copy"))
        .show(ui, cx);
    if passport.incomplete {
        finding_line_ui(ui, cx, Severity::Warning, &cx.tr("directory-incomplete"));
    }
    section(ui, cx, "card-allergies");
    if passport.allergies.is_empty() {
        if passport.no_known_allergies && !passport.incomplete {
            whole_ui(ui, cx.tr("directory-none-known"));
        } else {
            let words = cx.tr("ui-allergy-not-recorded");
            finding_line_ui(ui, cx, Severity::Required, &words);
        }
    }
    for allergy in &passport.allergies {
        let t = cx.tokens();
        whole_ui(ui, strong(&allergy.substance).color(t.danger.fg));
        quiet_ui(ui, cx, &allergy_words(cx, allergy));
    }
    section(ui, cx, "card-alerts");
    list_ui(ui, cx, &passport.alerts, |ui, alert| {
        whole_ui(ui, alert);
    });
    section(ui, cx, "common-pregnancy");
    list_ui(ui, cx, &passport.pregnancy, |ui, stated| {
        let word = match stated.value.as_str() {
            "yes" => "common-yes",
            "no" => "common-no",
            _ => "common-unknown",
        };
        whole_ui(ui, cx.tr(word));
        if stated.lmp.is_known() {
            let day = cx.partial(stated.lmp);
            quiet_ui(ui, cx, &[cx.tr_with("directory-lmp", &[("date", &day)])]);
        }
    });
    section(ui, cx, "card-blood");
    list_ui(ui, cx, &passport.blood, |ui, blood| {
        whole_ui(ui, strong(blood));
    });
    section(ui, cx, "card-problems");
    list_ui(ui, cx, &passport.problems, |ui, problem| {
        whole_ui(ui, &problem.title);
        let mut words = vec![problem.code.clone().unwrap_or_default()];
        if problem.onset.is_known() {
            let day = cx.partial(problem.onset);
            words.push(cx.tr_with("card-since", &[("date", &day)]));
        }
        words.push(problem.note.clone());
        words.extend(status_word(cx, problem.status));
        quiet_ui(ui, cx, &words);
    });
    section(ui, cx, "card-medicines");
    list_ui(ui, cx, &passport.medicines, |ui, medicine| {
        whole_ui(ui, &medicine.name);
        let mut words = vec![medicine.dose.clone(), medicine.frequency.clone()];
        words.extend(status_word(cx, medicine.status));
        quiet_ui(ui, cx, &words);
    });
    parts::hint_ui(ui, cx, &cx.tr("directory-no-prescriptions"));
    section(ui, cx, "directory-contacts");
    list_ui(ui, cx, &passport.contacts, |ui, contact| {
        whole_ui(ui, &contact.name);
        let key = format!("screen-relation-{}", contact.relation);
        let relation = if crate::i18n::has(cx.lang, &key) {
            cx.tr(&key)
        } else {
            contact.relation.clone()
        };
        let phone = parts::phone_text(&contact.phone, model.country());
        quiet_ui(ui, cx, &[relation, phone]);
    });
    section(ui, cx, "directory-numbers");
    for number in &passport.numbers {
        let label = parts::number_label(cx, &number.kind);
        parts::fact_row_ui(ui, cx, LABELS, &label, parts::number_grouped(number));
    }
    if !passport.place.is_empty() {
        let label = cx.tr("directory-place-label");
        parts::fact_row_ui(ui, cx, LABELS, &label, passport.place.as_str());
    }
}

fn section(ui: &mut Ui, cx: &Cx, key: &str) {
    ui.add_space(space::XS);
    heading_ui(ui, &cx.tr(key));
}

fn list_ui<T>(ui: &mut Ui, cx: &Cx, items: &[T], mut each: impl FnMut(&mut Ui, &T)) {
    if items.is_empty() {
        ui.label(muted(cx, cx.tr("common-not-recorded")));
    }
    for item in items {
        each(ui, item);
    }
}

fn quiet_ui(ui: &mut Ui, cx: &Cx, words: &[String]) {
    let said: Vec<&str> = words
        .iter()
        .map(|word| word.trim())
        .filter(|word| !word.is_empty())
        .collect();
    if !said.is_empty() {
        let text: RichText = small(cx, said.join(" · "));
        ui.add(Label::new(text).wrap());
    }
}

fn allergy_words(cx: &Cx, allergy: &Allergy) -> Vec<String> {
    let mut words = allergy.reactions.clone();
    match allergy.severity {
        Grade::Mild => words.push(cx.tr("common-severity-mild")),
        Grade::Moderate => words.push(cx.tr("common-severity-moderate")),
        Grade::Severe => words.push(cx.tr("common-severity-severe")),
        Grade::Unknown => {}
    }
    words.push(allergy.note.clone());
    words.extend(status_word(cx, allergy.status));
    words
}

/// Only what was written apart and is not settled has another status than active here.
fn status_word(cx: &Cx, status: Status) -> Option<String> {
    match status {
        Status::Active => None,
        Status::Resolved => Some(cx.tr("card-status-resolved")),
        Status::EnteredInError => Some(cx.tr("common-entered-in-error")),
    }
}
