//! The assessment of a sick child on paper.

use std::collections::BTreeSet;

use super::{Fill, fault};
use crate::clinical::imci::{Classified, State};
use crate::domain::ids::DocId;
use crate::print::papers::{ImciRow, ImciSheet};
use crate::worker::api::Fault;
use crate::worker::imci::{Speech, of_visit};

impl Fill<'_> {
    /// From the newest version of the visit; a visit by another form has no such paper.
    pub(super) fn imci(&self, id: DocId) -> Result<ImciSheet, Fault> {
        let chain = self.chain(id)?;
        let visit = chain.newest();
        let day = self.local(visit.care_at).date();
        let looked = of_visit(&self.view.person, &visit.content, day)
            .ok_or_else(|| fault("paper-of-imci", id))?;
        let speech = Speech {
            lang: self.lang,
            looked: &looked,
        };
        let boxes = looked.assessment.by_weight();
        let absent: Vec<String> = boxes
            .iter()
            .filter(|one| one.state == State::Absent)
            .map(|one| speech.box_name(one))
            .collect();
        let absent = (!absent.is_empty())
            .then(|| format!("{} – {}", absent.join("; "), self.say("imci-absent")));
        let mut said = BTreeSet::new();
        let told = self.told(&visit.content, visit.care_at, Some(&chain));
        Ok(ImciSheet {
            context: self.context(Some(chain.original.id)),
            at: self.local(visit.care_at),
            shown: speech.shown(),
            left: speech.left(),
            rows: boxes
                .iter()
                .filter(|one| one.state != State::Absent)
                .map(|one| row(&speech, one, &mut said))
                .collect(),
            absent,
            return_title: self.say("imci-return-title"),
            returns: speech.returns(),
            next_visit: told.next_visit.map(|day| {
                let date = crate::i18n::dates::long(self.lang, day);
                format!("{} – {date}", self.say("print-item-next-visit"))
            }),
            columns: [self.say("imci-classification"), self.say("imci-do")],
            notes: vec![speech.rules(), self.say("imci-not-approved")],
            clinician: self.author(visit),
            signed_at: self.local(visit.entered_at),
        })
    }
}

/// `said` are the signs to be asked that a row above has named: they are named once.
fn row(speech: &Speech<'_>, one: &Classified<'_>, said: &mut BTreeSet<String>) -> ImciRow {
    let name = match speech.colour(one) {
        Some(colour) => format!("{} · {colour}", speech.box_name(one)),
        None => speech.box_name(one),
    };
    let mut reasons = speech.reasons(one);
    if !one.is_settled() {
        let mut open = one.clone();
        open.missing.retain(|sign| said.insert(sign.clone()));
        reasons.extend(speech.ask_all(&open));
    }
    let mut actions: Vec<String> = one
        .steps
        .iter()
        .map(|step| speech.step(&step.action))
        .collect();
    if one.class.is_some_and(|class| class.plan.is_some())
        && let Some(fluid) = &speech.looked.assessment.fluid
    {
        actions.extend(speech.fluid(fluid));
    }
    actions.extend(speech.follow_up(one));
    ImciRow {
        name,
        class: speech.class_name(one),
        reasons,
        actions,
    }
}
