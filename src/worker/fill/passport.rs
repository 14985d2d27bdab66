//! The health passport on paper: what an emergency asks for first, then the rest of what is known. The wallet card begins here too.
//! What nobody asked about is said to be so; what was asked and is not there names who asked, and when.

use super::{Fill, said};
use crate::clinical::pregnancy::{Known, known};
use crate::domain::allergy::{AllergyStatus, Severity, Status};
use crate::domain::background::{HABIT_VALUES, HABITS, Procedure, ProcedureKind};
use crate::domain::card::{Noted, standing};
use crate::domain::dates::{Age, PartialDate};
use crate::domain::ids::UserId;
use crate::domain::immunisation::Immunisation;
use crate::domain::person::Sex;
use crate::i18n::{dates, has, tr};
use crate::print::paper::{Rich, Style};
use crate::print::papers::{PassportFact, PassportRow, PassportSheet, medicine_rich};
use crate::worker::dose::is_running;
use crate::worker::pregnancy::followed;
use crate::worker::pregnancy::words::dating_sentences;
use crate::worker::signs::{self, BODY, LABORATORY, Sign, VITAL, signs};
use crate::worker::vaccination::{planned, row_name, status_word, vaccine_name};

/// One part of the passport with everything that is said in it; never empty.
pub(super) struct Part {
    /// The key of its name.
    pub label: &'static str,
    pub said: Vec<One>,
    /// Nothing of it stands in the record: the words say why.
    pub is_empty: bool,
}

/// One fact in the shapes that papers need.
pub(super) struct One {
    pub rich: Rich,
    /// Code of a list beside the words: ICD-10, the formulary's id.
    pub code: Option<String>,
    pub source: Option<String>,
}

impl One {
    fn plain(text: impl Into<String>) -> Self {
        Self {
            rich: Rich::plain(text),
            code: None,
            source: None,
        }
    }

    fn from(mut self, source: String) -> Self {
        self.source = Some(source);
        self
    }
}

impl Fill<'_> {
    pub(super) fn passport(&self) -> PassportSheet {
        let rows = |parts: Vec<Part>| parts.into_iter().map(|part| self.block(part)).collect();
        let operations = self.operations().map(|part| self.block(part));
        let mut rest: Vec<PassportRow> = operations.into_iter().collect();
        rest.extend::<Vec<PassportRow>>(rows(vec![
            self.one_disability(),
            self.habits(),
            self.family_ills(),
            self.measured("card-measured", &BODY),
            self.measured("passport-laboratory", &LABORATORY),
        ]));
        rest.extend(self.past().map(|part| PassportRow {
            left_out_as: Some("past"),
            ..self.block(part)
        }));
        rest.extend(self.doses().map(|part| PassportRow {
            left_out_as: Some("doses"),
            ..self.block(part)
        }));
        rest.extend(self.due().map(|part| self.block(part)));
        PassportSheet {
            context: self.context(None),
            first: rows(self.emergency()),
            rest,
            is_unreadable: self.view.newer > 0 || self.view.unreadable > 0,
        }
    }

    /// What is asked first when life is in danger, in its order; allergies stand in a frame of their own on every paper.
    pub(super) fn emergency(&self) -> Vec<Part> {
        let mut parts = vec![self.blood(), self.alerts()];
        parts.extend(self.pregnant());
        parts.extend(self.implants());
        parts.push(self.taken_now());
        parts.push(self.problem_list());
        parts.push(self.measured("passport-vitals", &VITAL));
        parts.push(self.contacts());
        parts
    }

    /// Allergies as a part, for papers without a frame for them.
    pub(super) fn allergy_part(&self) -> Part {
        let view = self.view;
        let mut said: Vec<One> = view
            .allergies
            .iter()
            .filter(|noted| noted.value.status == Status::Active || noted.disputed)
            .map(|noted| {
                let a = &noted.value;
                let mut rich = Rich::bold(&a.substance);
                let mut more = a.reactions.clone();
                if a.severity != Severity::Unknown {
                    more.push(self.say(&format!("common-severity-{}", a.severity.code())));
                }
                if noted.disputed {
                    more.push(self.say("print-wallet-differ"));
                }
                if !more.is_empty() {
                    rich = rich.and(format!(" — {}", more.join(", ")), Style::Plain);
                }
                One {
                    rich,
                    code: a.code.clone(),
                    source: Some(self.written_by(noted)),
                }
            })
            .collect();
        let is_empty = said.is_empty();
        match view.allergy_status() {
            AllergyStatus::Known => {}
            AllergyStatus::NoneKnown => said.push(One::plain(self.say("print-wallet-none"))),
            AllergyStatus::NotRecorded => said.push(One::plain(self.say("print-wallet-unknown"))),
            AllergyStatus::Unavailable => {
                said.push(One::plain(self.say("print-wallet-unavailable")));
            }
        }
        Part {
            label: "card-allergies",
            said,
            is_empty,
        }
    }

    fn block(&self, part: Part) -> PassportRow {
        PassportRow {
            label: self.say(part.label),
            left_out_as: None,
            facts: part
                .said
                .into_iter()
                .map(|one| PassportFact {
                    text: match one.code {
                        Some(code) if part.label == "card-problems" => Rich::bold(code)
                            .and(" ", Style::Plain)
                            .followed_by(one.rich),
                        Some(_) | None => one.rich,
                    },
                    source: one.source,
                })
                .collect(),
        }
    }

    /// A part in which something stands, or the words `empty` where nothing does.
    fn part(&self, label: &'static str, said: Vec<One>, empty: impl FnOnce() -> String) -> Part {
        let is_empty = said.is_empty();
        let said = if is_empty {
            vec![One::plain(empty())]
        } else {
            said
        };
        Part {
            label,
            said,
            is_empty,
        }
    }

    fn written_by<T>(&self, noted: &Noted<T>) -> String {
        self.written(noted.by, noted.at)
    }

    fn written(&self, by: Option<UserId>, at: i64) -> String {
        let (who, place) = self.who_and_where(by);
        let when = dates::date_time(self.lang, at, self.offset_minutes);
        let args = [("who", &*who), ("place", &*place), ("when", &*when)];
        tr(self.lang, "passport-source-fact", &args)
    }

    fn who_and_where(&self, by: Option<UserId>) -> (String, String) {
        let who = by.map_or_else(|| self.say("print-author-unknown"), |by| self.name(by));
        let place = by.and_then(|by| self.view.places.get(&by).cloned());
        (
            who,
            place.unwrap_or_else(|| self.say("passport-place-unknown")),
        )
    }

    /// "None when asked", or that nobody did.
    fn none(&self, list: &str) -> String {
        match self.view.none_in(list) {
            Some(asked) => {
                let (by, _) = self.who_and_where(asked.by);
                let date = dates::short(self.lang, self.local(asked.at).date());
                let args = [("by", &*by), ("date", &*date)];
                tr(self.lang, "print-passport-none", &args)
            }
            None => self.say("print-passport-not-asked"),
        }
    }

    /// The entries of a list that stand, each with what is disputed marked so.
    fn entries<T>(
        &self,
        all: &[Noted<T>],
        stands: impl Fn(&T) -> bool,
        one: impl Fn(&T) -> One,
    ) -> Vec<One> {
        all.iter()
            .filter(|noted| noted.disputed || stands(&noted.value))
            .map(|noted| {
                let mut one = one(&noted.value);
                if noted.disputed {
                    let mark = self.say("print-passport-disputed");
                    one.rich = one.rich.and(format!(" — {mark}"), Style::Plain);
                }
                one.from(self.written_by(noted))
            })
            .collect()
    }

    fn blood(&self) -> Part {
        let also = !self.view.blood_also.is_empty();
        let all = self.view.blood.iter().chain(&self.view.blood_also);
        let said = all.map(|noted| {
            let mut rich = Rich::bold(&noted.value);
            if also || noted.disputed {
                let mark = self.say("print-passport-disputed");
                rich = rich.and(format!(" — {mark}"), Style::Plain);
            }
            One {
                rich,
                code: None,
                source: Some(self.written_by(noted)),
            }
        });
        self.part("card-blood", said.collect(), || {
            self.say("print-not-recorded")
        })
    }

    fn alerts(&self) -> Part {
        let said = self.entries(
            &self.view.alerts,
            |alert| alert.status == Status::Active,
            |alert| One {
                rich: Rich::bold(&alert.text),
                code: None,
                source: None,
            },
        );
        self.part("card-alerts", said, || self.say("print-not-recorded"))
    }

    /// `None` of whom nobody asks it.
    fn pregnant(&self) -> Option<Part> {
        let today = self.local(self.now).date();
        let mut said = Vec::new();
        if matches!(known(self.view), Known::Open(_) | Known::Disputed(_)) {
            let followed = followed(self.view, self.place.country, today, self.offset_minutes);
            if let Some(followed) = followed.filter(|f| f.entry.content.is_open()) {
                let sentences = dating_sentences(self.lang, followed.dated, today);
                said.extend(sentences.into_iter().take(1).map(|text| One {
                    rich: Rich::bold(text),
                    code: None,
                    source: Some(self.written(followed.entry.by, followed.entry.entered_at)),
                }));
            }
        }
        let also = &self.view.pregnancy_also;
        for noted in self.view.pregnancy.iter().chain(also) {
            let date = dates::short(self.lang, self.local(noted.at).date());
            let word = match noted.value.value.as_str() {
                "yes" => format!("{} ({date})", self.say("card-pregnant")),
                "no" => tr(self.lang, "print-passport-pregnant-no", &[("date", &date)]),
                _ => self.say("common-unknown"),
            };
            let rich = if noted.value.value == "yes" {
                Rich::bold(word)
            } else {
                Rich::plain(word)
            };
            let rich = if also.is_empty() && !noted.disputed {
                rich
            } else {
                let mark = self.say("print-passport-disputed");
                rich.and(format!(" — {mark}"), Style::Plain)
            };
            said.push(One {
                rich,
                code: None,
                source: Some(self.written_by(noted)),
            });
        }
        let possible = crate::clinical::PREGNANCY_POSSIBLE;
        let of_age = Age::bounds(self.view.person.born, today).is_none_or(|(youngest, oldest)| {
            youngest.years <= *possible.end() && oldest.years >= *possible.start()
        });
        if said.is_empty() && (self.view.person.sex == Sex::Male || !of_age) {
            return None;
        }
        Some(self.part("common-pregnancy", said, || {
            self.say("print-passport-not-asked")
        }))
    }

    fn procedure(&self, done: &Procedure) -> One {
        let mut rich = Rich::bold(&done.title);
        let date = Some(done.date).filter(|date| date.is_known());
        let more = [
            date.map(|date| dates::short_partial(self.lang, date)),
            said(&done.note),
        ];
        for more in more.into_iter().flatten() {
            rich = rich.and(format!(", {more}"), Style::Plain);
        }
        One {
            rich,
            code: None,
            source: None,
        }
    }

    fn done(&self, kind: ProcedureKind) -> Vec<One> {
        let of_kind = self.view.procedures.iter();
        let of_kind = of_kind.filter(|noted| noted.value.kind == kind).cloned();
        let of_kind: Vec<Noted<Procedure>> = of_kind.collect();
        self.entries(
            &of_kind,
            |done| done.status == Status::Active,
            |done| self.procedure(done),
        )
    }

    fn implants(&self) -> Option<Part> {
        let said = self.done(ProcedureKind::Implant);
        (!said.is_empty()).then(|| self.part("passport-implants", said, String::new))
    }

    /// What stays in the body stands above; `None` where there is nothing but that.
    fn operations(&self) -> Option<Part> {
        let said = self.done(ProcedureKind::Operation);
        if said.is_empty() && self.implants().is_some() {
            return None;
        }
        Some(self.part("passport-procedures", said, || self.none("proc")))
    }

    fn taken_now(&self) -> Part {
        let mut said = self.entries(
            &self.view.medicines,
            |medicine| medicine.status == Status::Active,
            |medicine| One {
                rich: medicine_rich(self.lang, &self.taken(medicine)),
                code: medicine.medicine.clone(),
                source: None,
            },
        );
        let orders = standing(&self.view.prescriptions, None)
            .filter(|order| is_running(&order.content, order.care_at, self.now))
            .filter(|order| self.view.stopped(order.id).is_none());
        said.extend(orders.map(|order| {
            let day = dates::short(self.lang, self.local(order.care_at).date());
            let when = tr(self.lang, "print-passport-prescribed", &[("date", &day)]);
            One {
                rich: medicine_rich(self.lang, &self.prescribed(&order.content))
                    .and(format!(" — {when}"), Style::Muted),
                code: order.content.medicine.clone(),
                source: Some(self.written(order.by, order.entered_at)),
            }
        }));
        self.part("card-medicines", said, || self.none("med"))
    }

    fn problem_list(&self) -> Part {
        let said = self.entries(
            &self.view.problems,
            |problem| problem.status == Status::Active,
            |problem| {
                let code = problem.code.clone().unwrap_or_default();
                let mut rich = Rich::plain(super::context::title(&code, &problem.title, self.lang));
                if problem.onset.is_known() {
                    let date = dates::short_partial(self.lang, problem.onset);
                    let since = tr(self.lang, "card-since", &[("date", &date)]);
                    rich = rich.and(format!(", {since}"), Style::Muted);
                }
                One {
                    rich,
                    code: problem.code.clone(),
                    source: None,
                }
            },
        );
        self.part("card-problems", said, || self.none("pr"))
    }

    /// Problems that are over; `None` where there are none.
    fn past(&self) -> Option<Part> {
        let said = self.entries(
            &self.view.problems,
            |problem| problem.status == Status::Resolved,
            |problem| {
                let code = problem.code.clone().unwrap_or_default();
                One::plain(super::context::title(&code, &problem.title, self.lang))
            },
        );
        (!said.is_empty()).then(|| self.part("print-passport-past", said, String::new))
    }

    fn measured(&self, label: &'static str, codes: &[&'static str]) -> Part {
        let all = signs(self.view, codes, self.offset_minutes);
        let said = all.iter().map(|sign| self.sign(sign));
        self.part(label, said.collect(), || {
            self.say("passport-never-measured")
        })
    }

    fn sign(&self, sign: &Sign) -> One {
        let last = sign.last();
        let value = signs::value_text(self.lang, &last.value);
        let mut day = dates::short(self.lang, last.day);
        if last.clock_doubtful {
            day = format!("{day}, {}", self.say("passport-doubtful-clock"));
        }
        let (who, place) = self.who_and_where(last.by);
        let at = |at| dates::date_time(self.lang, at, self.offset_minutes);
        let args = [
            ("who", &*who),
            ("place", &*place),
            ("care", &*at(last.care_at)),
            ("when", &*at(last.entered_at)),
        ];
        One {
            rich: Rich::muted(format!("{} ", signs::name(self.lang, sign.code)))
                .and(value, Style::Bold)
                .and(format!(" ({day})"), Style::Plain),
            code: None,
            source: Some(tr(self.lang, "passport-source-care", &args)),
        }
    }

    pub(super) fn contacts(&self) -> Part {
        let mut said = self.entries(
            &self.view.contacts,
            |contact| contact.status == Status::Active,
            |contact| {
                let phone = said(&contact.phone).unwrap_or_else(|| self.say("passport-no-phone"));
                let mut rich = Rich::bold(phone).and(format!(" {}", contact.name), Style::Plain);
                if let Some(relation) = said(&contact.relation) {
                    let word = self.relation(&relation);
                    rich = rich.and(format!(" ({word})"), Style::Plain);
                }
                One {
                    rich,
                    code: None,
                    source: None,
                }
            },
        );
        let is_empty = said.is_empty();
        if let Some(own) = super::said(&self.view.person.phone) {
            let label = self.say("passport-own-phone");
            said.push(One {
                rich: Rich::bold(own).and(format!(" ({label})"), Style::Plain),
                code: None,
                source: None,
            });
        }
        let mut part = self.part("screen-kin", said, || self.say("passport-contact-none"));
        part.is_empty = is_empty;
        part
    }

    fn relation(&self, relation: &str) -> String {
        let key = format!("screen-relation-{relation}");
        if has(self.lang, &key) {
            self.say(&key)
        } else {
            relation.to_owned()
        }
    }

    fn one_disability(&self) -> Part {
        let differ = self.view.disability.len() > 1;
        let said = self.entries(
            &self.view.disability,
            |_| true,
            |disability| {
                let key = format!("passport-disability-{}", disability.value);
                let mut text = if has(self.lang, &key) {
                    self.say(&key)
                } else {
                    disability.value.clone()
                };
                if let Some(note) = said(&disability.note) {
                    text = format!("{text}, {note}");
                }
                if differ {
                    text = format!("{text} — {}", self.say("print-passport-disputed"));
                }
                One::plain(text)
            },
        );
        self.part("passport-disability", said, || {
            self.say("print-passport-not-asked")
        })
    }

    /// Every habit that is asked about: what was said of it, or that nobody asked.
    fn habits(&self) -> Part {
        let word = |prefix: &str, value: &str| self.say(&format!("passport-{prefix}-{value}"));
        let mut said = Vec::new();
        for noted in &self.view.habits {
            let habit = noted.key.strip_prefix("risk/").unwrap_or(&noted.key);
            let name = if HABITS.contains(&habit) {
                word("habit", habit)
            } else {
                habit.to_owned()
            };
            let value = noted.value.value.as_str();
            let value = if HABIT_VALUES.contains(&value) {
                word("habit", value)
            } else {
                value.to_owned()
            };
            let note = super::said(&noted.value.note);
            let note = note.map_or_else(String::new, |note| format!(", {note}"));
            said.push(One::plain(format!("{name} — {value}{note}")).from(self.written_by(noted)));
        }
        if !said.is_empty() {
            let asked = |habit: &str| {
                let key = format!("risk/{habit}");
                self.view.habits.iter().any(|noted| noted.key == key)
            };
            let missing: Vec<String> = HABITS
                .iter()
                .filter(|habit| !asked(habit))
                .map(|habit| word("habit", habit))
                .collect();
            if !missing.is_empty() {
                let not_asked = self.say("print-passport-not-asked");
                said.push(One::plain(format!("{} — {not_asked}", missing.join(", "))));
            }
        }
        self.part("passport-habits", said, || {
            self.say("print-passport-not-asked")
        })
    }

    fn family_ills(&self) -> Part {
        let said = self.entries(
            &self.view.family,
            |illness| illness.status == Status::Active,
            |illness| {
                let more = [
                    said(&illness.relation).map(|who| self.relation(&who)),
                    said(&illness.note),
                ];
                let more: Vec<String> = more.into_iter().flatten().collect();
                let more = match more.as_slice() {
                    [] => String::new(),
                    more => format!(" — {}", more.join(", ")),
                };
                One::plain(format!("{}{more}", illness.title))
            },
        );
        self.part("passport-family", said, || self.none("fam"))
    }

    /// Vaccines given, the newest dose of each kind first.
    fn doses(&self) -> Option<Part> {
        let mut given: Vec<&Immunisation> = standing(&self.view.immunisations, None)
            .map(|event| &event.content)
            .filter(|content| content.is_done())
            .collect();
        given.sort_by_key(|content| std::cmp::Reverse(content.date));
        let said = given.iter().map(|content| {
            let name = vaccine_name(self.lang, &content.vaccine);
            One::plain(format!("{name} ({})", self.day(content.date)))
        });
        let said: Vec<One> = said.collect();
        (!said.is_empty()).then(|| self.part("print-passport-vaccinations", said, String::new))
    }

    /// Vaccinations of the plan that are due.
    fn due(&self) -> Option<Part> {
        let today = self.local(self.now).date();
        let plan = planned(self.view, self.place.country, today)?;
        let due = plan.rows.iter().filter(|row| row.status.is_due());
        let said = due.map(|row| {
            let (name, status) = (row_name(self.lang, row), status_word(self.lang, row.status));
            One::plain(format!("{name} — {status}"))
        });
        let said: Vec<One> = said.collect();
        (!said.is_empty()).then(|| self.part("print-passport-due", said, String::new))
    }

    fn day(&self, date: PartialDate) -> String {
        dates::short_partial(self.lang, date)
    }
}
