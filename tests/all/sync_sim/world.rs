//! One seed: people write, lines break, disks die, operators restore; then the faults stop and [`super::judge`] looks.

use std::collections::{BTreeSet, VecDeque};

use feldsher::domain::card::Draft;
use feldsher::domain::chunk::Kind;
use feldsher::domain::ids::{DocId, Hash32};
use feldsher::domain::person::{KnownNumber, Name, Person};
use feldsher::domain::visit::{EnteredInError, Visit};
use feldsher::ops::OpError;
use feldsher::ops::op::{Op, Registration};
use feldsher::store::storage::StoreError;
use feldsher::sync::client::{Outcome, Report};
use feldsher::sync::cursor::Scope;
use feldsher::sync::guards::Guards;
use feldsher::sync::session::{self, SessionError};
use feldsher::worker::sync_port::Port;
use serde_json::{Value as Json, json};

use super::centre::Centre;
use super::faults::Tally;
use super::judge;
use super::line::{Fate, Line, serve};
use super::machine::Machine;
use super::plant::{Plant, VaultShell};
use super::template::{SEATS, Template, enrol};
use super::trace;
use crate::merge_sim::houses::iin;
use crate::sync::rig::{Dice, NOW};

/// Logs of a scope.
const LOGS: u64 = 2;

/// Kinds of trouble; every seed draws which of them it has.
pub mod kinds {
    pub const LINE: u32 = 1;
    pub const POWER: u32 = 2;
    pub const RESTORED: u32 = 4;
    pub const CLONED: u32 = 8;
    pub const STORE: u32 = 16;
    pub const GRANTS: u32 = 32;
    pub const GUESTS: u32 = 64;
    pub const CLOCKS: u32 = 128;
    pub const ALL: u32 = 255;
}

/// What a run of seeds leaves out, plants or insists on.
#[derive(Clone, Copy)]
pub struct Setup {
    pub guards: Guards,
    pub plant: Option<Plant>,
    /// Drawn where `None`.
    pub kinds: Option<u32>,
    /// Workstations of one house meet on their own network now and then.
    pub neighbours: bool,
}

impl Setup {
    pub const USUAL: Self = Self {
        guards: Guards::ALL,
        plant: None,
        kinds: None,
        neighbours: false,
    };
}

pub struct Failure {
    pub seed: u64,
    pub what: String,
    pub steps: Vec<String>,
}

/// Something that somebody was told is saved, with a word in it that stands nowhere else.
pub struct Fact {
    pub patient: usize,
    pub mark: String,
    pub hash: Hash32,
    pub is_visit: bool,
}

pub struct World {
    pub dice: Dice,
    pub setup: Setup,
    pub kinds: u32,
    pub centre: Centre,
    pub machines: Vec<Machine>,
    pub patients: Vec<DocId>,
    pub facts: Vec<Fact>,
    /// Visits by patient, for amendments and withdrawals.
    visits: Vec<(usize, DocId)>,
    /// Which house is to hold whom: it registered them, or the operator granted it.
    pub wanted: BTreeSet<(Scope, usize)>,
    /// By the operator.
    pub granted: BTreeSet<(Scope, usize)>,
    /// Which house is no longer to hold whom.
    pub revoked: BTreeSet<(Scope, usize)>,
    /// Whose records a law took.
    pub erased: BTreeSet<usize>,
    pub grants: usize,
    /// What becomes of the next exchanges, before chance speaks.
    pub script: VecDeque<Fate>,
    /// Requests that some router may still deliver.
    pub old: Vec<Vec<u8>>,
    pub tally: Tally,
    pub wrong_digests: u64,
    /// Who was led to a copy of the store that was then thrown away, and has not met the store since.
    misled: BTreeSet<usize>,
    /// Logs whose fork is below the place to which a restored store sends them back: the links of that place cannot be compared, and
    /// only the digest sees it.
    pub hidden_forks: u64,
    pub steps: Vec<String>,
    marks: usize,
    twins: u64,
}

pub fn run(seed: u64, setup: Setup, template: &Template) -> Result<Tally, Failure> {
    let mut world = World::begin(seed, setup, template);
    let outcome = world.live().and_then(|()| judge::judge(&mut world));
    match outcome {
        Ok(()) => {
            world.tally.seeds += 1;
            world.tally.facts += world.facts.len() as u64;
            Ok(world.tally)
        }
        Err(what) => Err(Failure {
            seed,
            what,
            steps: world.steps,
        }),
    }
}

impl World {
    pub fn begin(seed: u64, setup: Setup, template: &Template) -> Self {
        let dice = Dice::new(seed.wrapping_mul(0x5851_f42d_4c95_7f2d));
        let centre = Centre::begin(&template.store, &dice, setup.guards, setup.plant);
        let machines = template
            .seats
            .iter()
            .enumerate()
            .map(|(no, seat)| Machine::begin(no, seat, &dice, setup.guards))
            .collect();
        // Few kinds at once in most seeds, so that what one does is not drowned by the others.
        let mut drawn = (dice.roll() & dice.roll()) as u32 & kinds::ALL | 1 << dice.below(8);
        if dice.percent(40) {
            drawn |= kinds::LINE;
        }
        // A backup of a workstation from before a restore of the store.
        if drawn & kinds::RESTORED != 0 && dice.percent(40) {
            drawn |= kinds::STORE;
        }
        Self {
            kinds: setup.kinds.unwrap_or(drawn),
            dice,
            setup,
            centre,
            machines,
            patients: Vec::new(),
            facts: Vec::new(),
            visits: Vec::new(),
            wanted: BTreeSet::new(),
            granted: BTreeSet::new(),
            revoked: BTreeSet::new(),
            erased: BTreeSet::new(),
            grants: 0,
            script: VecDeque::new(),
            old: Vec::new(),
            tally: Tally::default(),
            wrong_digests: 0,
            misled: BTreeSet::new(),
            hidden_forks: 0,
            steps: Vec::new(),
            marks: 0,
            twins: 0,
        }
    }

    fn live(&mut self) -> Result<(), String> {
        let at = self.dice.below(self.machines.len());
        self.register(at, None)?;
        let steps = 12 + self.dice.below(20);
        for _ in 0..steps {
            self.tally.steps += 1;
            self.step()?;
        }
        Ok(())
    }

    pub fn has(&self, kind: u32) -> bool {
        self.kinds & kind != 0
    }

    fn step(&mut self) -> Result<(), String> {
        if self.setup.neighbours && self.dice.percent(25) {
            return super::neighbours::meet(self);
        }
        let at = self.dice.below(self.machines.len());
        match self.dice.below(100) {
            0..6 => self.register(at, None),
            6..24 => self.write_fact(at),
            24..34 => self.write_visit(at),
            34..38 => self.both_write(),
            38..41 => self.withdraw_and_amend(),
            41..43 => self.register_twice(),
            43..46 => {
                self.say(format!("{at} restarts"));
                self.machines[at].restart();
                Ok(())
            }
            46..72 => self.sync_at(at),
            _ => self.trouble(at),
        }
    }

    fn trouble(&mut self, at: usize) -> Result<(), String> {
        let all = [
            kinds::LINE,
            kinds::POWER,
            kinds::RESTORED,
            kinds::CLONED,
            kinds::STORE,
            kinds::GRANTS,
            kinds::GUESTS,
            kinds::CLOCKS,
        ];
        let here: Vec<u32> = all.into_iter().filter(|kind| self.has(*kind)).collect();
        match here[self.dice.below(here.len())] {
            kinds::LINE => self.line_trouble(at),
            kinds::POWER => self.power_trouble(at),
            kinds::RESTORED => {
                self.restore_machine(at);
                Ok(())
            }
            kinds::CLONED => self.clone_machine(at),
            kinds::STORE => self.store_trouble(),
            kinds::GRANTS => match self.dice.below(100) {
                0..35 => self.take_away(),
                35..45 => self.erase(),
                _ => self.grant(),
            },
            kinds::GUESTS => super::guest::visit(self),
            _ => {
                self.clock_trouble(at);
                Ok(())
            }
        }
    }

    pub fn say(&mut self, what: String) {
        trace::step(&what);
        self.steps.push(what);
    }

    // What people do.

    pub fn mark(&mut self) -> String {
        self.marks += 1;
        format!("m{}.", self.marks)
    }

    pub fn register(&mut self, at: usize, number: Option<String>) -> Result<(), String> {
        let mark = self.mark();
        let twin = number.is_some();
        let registration = Registration {
            person: Person {
                name: Name {
                    family: "Сынақова".into(),
                    given: if twin {
                        "Айна".into()
                    } else {
                        mark.clone()
                    },
                    patronymic: String::new(),
                },
                born: "1902-01-01".parse().unwrap(),
                identifiers: number
                    .into_iter()
                    .map(|value| KnownNumber {
                        kind: "kz-iin".into(),
                        value,
                    })
                    .collect(),
                address: mark.clone(),
                ..Person::default()
            },
            ..Registration::default()
        };
        let done = self.machines[at].transact(&Op::Register(Box::new(registration)));
        let patient = match done {
            Ok(changes) => changes.written[0],
            // In 1970 she is not born yet, in 2126 she is too old to be true.
            Err(error) if error.to_string().starts_with("born: birth") => return Ok(()),
            Err(error) => return Err(format!("{at} cannot register: {error}")),
        };
        self.patients.push(patient);
        let no = self.patients.len() - 1;
        self.say(format!("{at} registers p{no} {mark}"));
        self.wanted.insert((self.machines[at].scope, no));
        self.keep(at, no, mark, None)
    }

    fn some_patient(&mut self, at: usize) -> Option<usize> {
        let known: Vec<usize> = (0..self.patients.len())
            .filter(|no| self.machines[at].knows(self.patients[*no]))
            .collect();
        (!known.is_empty()).then(|| known[self.dice.below(known.len())])
    }

    /// The last change that waits of this document becomes a fact of this machine.
    fn keep(
        &mut self,
        at: usize,
        no: usize,
        mark: String,
        visit: Option<DocId>,
    ) -> Result<(), String> {
        let doc = visit.unwrap_or(self.patients[no]);
        let waiting = self.machines[at].waiting();
        let mine = waiting
            .iter()
            .rev()
            .find(|(_, chunk)| chunk.doc == doc && (visit.is_some() || chunk.kind == Kind::CARD));
        let Some((hash, _)) = mine else {
            return Err(format!("{at} wrote {mark} and nothing waits"));
        };
        self.facts.push(Fact {
            patient: no,
            mark,
            hash: *hash,
            is_visit: visit.is_some(),
        });
        self.machines[at].own.insert(self.facts.len() - 1);
        if let Some(visit) = visit {
            self.visits.push((no, visit));
        }
        Ok(())
    }

    pub fn write_fact(&mut self, at: usize) -> Result<(), String> {
        let Some(no) = self.some_patient(at) else {
            return Ok(());
        };
        self.write_fact_of(at, no)
    }

    pub fn write_fact_of(&mut self, at: usize, no: usize) -> Result<(), String> {
        let mark = self.mark();
        let op = self.fact(no, "pr/new", json!({"title": mark, "status": "active"}));
        self.say(format!("{at} writes {mark} of p{no}"));
        let done = self.machines[at].transact(&op);
        done.map_err(|e| format!("{at} cannot write: {e}"))?;
        self.keep(at, no, mark, None)
    }

    fn fact(&self, no: usize, key: &str, value: Json) -> Op {
        let Json::Object(value) = value else {
            unreachable!("an object")
        };
        Op::SetFact {
            seen: None,
            patient: self.patients[no],
            key: key.into(),
            value,
        }
    }

    fn visit_op(&self, no: usize, mark: &str, id: DocId, amends: Option<DocId>) -> Op {
        let content = Draft {
            visit: Visit {
                form: "visit".into(),
                form_version: "1.0".into(),
                answers: [("complaints".to_owned(), mark.to_owned())].into(),
                ..Visit::default()
            },
            amends,
            ..Draft::default()
        };
        Op::SignNew {
            patient: self.patients[no],
            content: Box::new(content),
            id: Some(id),
            confirmed: false,
        }
    }

    fn write_visit(&mut self, at: usize) -> Result<(), String> {
        let Some(no) = self.some_patient(at) else {
            return Ok(());
        };
        self.sign(at, no, None)
    }

    fn sign(&mut self, at: usize, no: usize, amends: Option<DocId>) -> Result<(), String> {
        let (mark, id) = (self.mark(), DocId(self.dice.bytes()));
        let op = self.visit_op(no, &mark, id, amends);
        self.say(format!("{at} signs {mark} of p{no}"));
        let done = self.machines[at].transact(&op);
        done.map_err(|e| format!("{at} cannot sign: {e}"))?;
        self.keep(at, no, mark, Some(id))
    }

    /// Two that do not know of each other write under one key (37).
    fn both_write(&mut self) -> Result<(), String> {
        let (one, two) = self.two_machines();
        let Some(no) = self.some_patient(one) else {
            return Ok(());
        };
        if !self.machines[two].knows(self.patients[no]) {
            return Ok(());
        }
        let mut wrote = 0;
        for at in [one, two] {
            let word = format!("s{}", self.dice.below(1_000));
            let op = self.fact(
                no,
                "al/shared",
                json!({"substance": word, "status": "active"}),
            );
            // A dispute that is already here is settled by people, not written over.
            match self.machines[at].transact(&op) {
                Ok(_) => wrote += 1,
                Err(OpError::Invalid {
                    code: "disputed", ..
                }) => {}
                Err(error) => return Err(format!("{at} cannot write: {error}")),
            }
        }
        self.say(format!("{one} and {two} write al/shared of p{no}"));
        if wrote == 2 {
            self.tally.hit(37);
        }
        Ok(())
    }

    pub fn two_machines(&mut self) -> (usize, usize) {
        let one = self.dice.below(self.machines.len());
        let other = self.dice.below(self.machines.len() - 1);
        (one, other + usize::from(other >= one))
    }

    /// One withdraws a visit while another amends it (38).
    fn withdraw_and_amend(&mut self) -> Result<(), String> {
        if self.visits.is_empty() {
            return Ok(());
        }
        let (no, target) = self.visits[self.dice.below(self.visits.len())];
        let patient = self.patients[no];
        let (one, two) = self.two_machines();
        let here = |machine: &Machine| machine.house().lock().where_is(target).is_ok();
        if !here(&self.machines[one]) {
            return Ok(());
        }
        let error = EnteredInError {
            target,
            reason: "mistake".into(),
            note: String::new(),
        };
        self.say(format!("{one} withdraws a visit of p{no}"));
        self.machines[one]
            .transact(&Op::Withdraw { patient, error })
            .map_err(|e| format!("{one} cannot withdraw: {e}"))?;
        if here(&self.machines[two]) {
            self.tally.hit(38);
            self.sign(two, no, Some(target))?;
        }
        Ok(())
    }

    /// One person is registered at two places (36).
    fn register_twice(&mut self) -> Result<(), String> {
        let (one, two) = self.two_machines();
        self.twins += 1;
        let number = iin(self.twins);
        self.register(one, Some(number.clone()))?;
        self.register(two, Some(number))?;
        self.tally.hit(36);
        Ok(())
    }

    // Sync.

    pub fn sync_at(&mut self, at: usize) -> Result<(), String> {
        let trouble = if self.has(kinds::LINE) { 25 } else { 0 };
        self.sync(at, trouble, None).map(|_report| ())
    }

    /// One session. `None`: the vault could not take part.
    pub fn sync(
        &mut self,
        at: usize,
        trouble: u64,
        full_after: Option<usize>,
    ) -> Result<Option<Report>, String> {
        let machine = &mut self.machines[at];
        let guest = machine.house().guest();
        let mut port = Port::new(&guest, machine.store_key).guarded_by(self.setup.guards);
        let mut shell = VaultShell {
            inner: &mut port,
            plant: self.setup.plant,
            dice: self.dice.clone(),
            full_after,
            was_full: false,
            told: Vec::new(),
            anew: 0,
            late: 0,
            broken_promises: 0,
        };
        let mut line = Line {
            centre: &mut self.centre,
            dice: self.dice.clone(),
            trouble,
            tally: &mut self.tally,
            old: &mut self.old,
            script: &mut self.script,
            fates: Vec::new(),
            requests: 0,
            wrong_digests: 0,
        };
        let done = session::run(&mut machine.client, &mut shell, &mut line, &|| 0);
        let (requests, fates) = (line.requests, line.fates);
        self.wrong_digests += line.wrong_digests;
        self.tally.requests += requests;
        self.tally.reauthored += shell.anew;
        self.tally.broken_promises += shell.broken_promises;
        if shell.was_full {
            self.tally.hit(22);
        }
        (0..shell.late).for_each(|_| self.tally.hit(34));
        for mark in &shell.told {
            let safe = self.centre.safe.get(&(mark.scope, mark.log.number()));
            if safe.copied().unwrap_or(0) < mark.seq {
                return Err(format!(
                    "I4: {at} is told that {mark:?} is safe, {safe:?} is"
                ));
            }
        }
        let report = match done {
            Ok(report) => report,
            Err(SessionError::Vault(error)) if error.0 == "disk full" => {
                self.say(format!("{at} syncs until its disk is full"));
                return Ok(None);
            }
            Err(error) => return Err(format!("{at}: {error}")),
        };
        self.say(format!("{at} syncs {fates:?}: {report:?}"));
        if report.outcome == Outcome::Done {
            self.misled.remove(&at);
        }
        self.tally.repairs += report.repairs;
        self.tally.held += report.held;
        if requests > 200 {
            return Err(format!("I7: {requests} requests in one session"));
        }
        if let Outcome::Refused { code } = &report.outcome
            && ["revoked", "unknown-device"].contains(&code.as_str())
        {
            self.enrol_again(at);
        }
        Ok(Some(report))
    }

    pub fn revoke(&mut self, at: usize) {
        let device = self.machines[at].house().lock().place().device;
        let revoked = self.centre.store.revoke_device(device, "stolen");
        // Of two lives under one name the other may be out of use with it; after a restore the store may not know it yet.
        assert!(revoked.is_ok() || matches!(revoked, Err(StoreError::Refused(_))));
        self.tally.hit(45);
        self.say(format!("{at} is revoked"));
    }

    pub fn enrol_again(&mut self, at: usize) {
        let machine = &mut self.machines[at];
        let scope = SEATS[machine.seat];
        enrol(&self.centre.store, scope, machine.house());
        machine.begin_link();
        self.say(format!("{at} is enrolled again"));
    }

    // What goes wrong.

    fn line_trouble(&mut self, at: usize) -> Result<(), String> {
        match self.dice.below(4) {
            0 if !self.old.is_empty() => {
                let old = self.old[self.dice.below(self.old.len())].clone();
                let again = serve(&self.centre.store, &old, true);
                self.say(format!("an old request arrives: {}", again.is_ok()));
                self.tally.hit(6);
                Ok(())
            }
            1 => {
                let after = self.dice.below(3);
                self.sync(at, 0, Some(after)).map(|_| ())
            }
            2 => {
                self.revoke(at);
                let report = self.sync(at, 0, None)?;
                match report.map(|report| report.outcome) {
                    Some(Outcome::Refused { .. }) | None => Ok(()),
                    other => Err(format!("{at} was revoked: {other:?}")),
                }
            }
            _ => self.sync(at, 60, None).map(|_| ()),
        }
    }

    /// Current goes while a visit is written; afterwards the user, who saw no "saved", asks for it again (21, 49).
    fn power_trouble(&mut self, at: usize) -> Result<(), String> {
        let Some(no) = self.some_patient(at) else {
            return Ok(());
        };
        let (mark, mut id) = (self.mark(), DocId(self.dice.bytes()));
        let before = self.machines[at].log_length();
        let op = self.visit_op(no, &mark, id, None);
        self.machines[at]
            .transact(&op)
            .map_err(|e| format!("{at} cannot sign: {e}"))?;
        let after = self.machines[at].log_length();
        if after <= before {
            // The log began anew: what stands where is not to be told from its length.
            return self.keep(at, no, mark, Some(id));
        }
        let committed = self.dice.percent(35);
        let mut cut = if committed {
            after
        } else {
            before + self.dice.below(after - before)
        };
        if self.setup.plant == Some(Plant::LosesTheLastCommit) {
            cut = before / 2;
        }
        let torn = self.dice.percent(50).then(|| self.dice.below(512));
        let noise = self.dice.clone();
        self.machines[at].crash(|image| {
            let Some(log) = image.log_mut() else { return };
            log.truncate(cut);
            if cut < after
                && let Some(torn) = torn
            {
                let from = before.max(cut.saturating_sub(torn)).min(cut);
                log[from..].fill_with(|| noise.roll() as u8);
            }
        });
        self.tally.hit(if committed { 49 } else { 21 });
        self.say(format!(
            "{at} loses current while it signs {mark}, committed {committed}"
        ));
        if self.setup.plant == Some(Plant::WritesAgainUnderAnotherId) {
            id = DocId(self.dice.bytes());
        }
        let op = self.visit_op(no, &mark, id, None);
        match self.machines[at].transact(&op) {
            Ok(_) if committed && self.setup.plant.is_none() => {
                return Err(format!(
                    "{at}: a committed visit was gone after the power cut"
                ));
            }
            Ok(_) => {}
            Err(OpError::AlreadySigned) if committed => {}
            // Without the last commits the patient may be gone as well: the end of the seed will say so.
            Err(_) if self.setup.plant.is_some() => return Ok(()),
            Err(error) => return Err(format!("{at} cannot sign again: {error}")),
        }
        self.keep(at, no, mark, Some(id))
    }

    fn restore_machine(&mut self, at: usize) {
        let lives = self.centre.lives;
        let old = self.machines[at].backup.clone();
        match old {
            Some(backup) if self.dice.percent(60) => {
                self.tally.hit(if backup.lives < lives { 17 } else { 16 });
                let known = self.dice.percent(50);
                self.say(format!("{at} is restored, knowing it: {known}"));
                self.machines[at].restore(backup, known);
            }
            _ => {
                self.say(format!("{at} is backed up"));
                self.machines[at].back_up(lives);
            }
        }
    }

    fn clone_machine(&mut self, at: usize) -> Result<(), String> {
        if self.machines.len() > SEATS.len() {
            return self.write_fact(at);
        }
        let one_memory = self.dice.percent(50);
        let actor = one_memory.then(|| self.dice.bytes());
        let clone = self.machines[at].clone_disk(actor);
        self.machines.push(clone);
        let other = self.machines.len() - 1;
        self.say(format!(
            "{at} is cloned to {other}, one memory: {one_memory}"
        ));
        self.tally.hit(if one_memory { 19 } else { 18 });
        if let Some(no) = self.some_patient(at) {
            self.write_fact_of(at, no)?;
            self.write_fact_of(other, no)?;
        }
        Ok(())
    }

    fn store_trouble(&mut self) -> Result<(), String> {
        match self.dice.below(11) {
            0..3 => {
                self.say("the store is backed up".to_owned());
                self.centre.copy(self.grants, true);
            }
            3..5 => {
                self.say("a replica of the store stands here".to_owned());
                self.centre.copy(self.grants, false);
            }
            6 => {
                let at = self.dice.below(self.machines.len());
                let copies = &self.centre.copies;
                let copy = copies[self.dice.below(copies.len())].clone();
                self.say(format!("{at} is led to a copy of the store"));
                self.tally.hit(50);
                let kept = self.centre.stand_in(&copy);
                let done = self.sync(at, 0, None);
                self.centre.stand_back(kept);
                done?;
                self.misled.insert(at);
            }
            5 => {
                self.say("the store dies".to_owned());
                self.centre.die();
            }
            _ => {
                let copies = &self.centre.copies;
                let copy = copies[self.dice.below(copies.len())].clone();
                let announced = self.dice.percent(80);
                self.say(format!("the store is restored, announced {announced}"));
                self.tally.hit(if copy.is_backup { 12 } else { 14 });
                if self.centre.lives > 1 {
                    self.tally.hit(13);
                }
                if copy.grants < self.grants {
                    self.tally.hit(15);
                }
                self.centre.restore(&copy, announced)?;
                // Some operators remember at once, others only afterwards.
                if self.dice.percent(50) {
                    self.erase_again()?;
                }
                self.hidden_forks += LOGS * self.misled.len() as u64;
                self.misled.clear();
            }
        }
        Ok(())
    }

    fn clock_trouble(&mut self, at: usize) {
        let century = 36_525 * 86_400;
        let now = match self.dice.below(4) {
            0 => 0,
            1 => NOW + century,
            2 => NOW - 3_600,
            _ => NOW + self.dice.below(100_000) as i64,
        };
        self.tally.hit(40);
        self.say(format!("the clock of {at} says {now}"));
        self.machines[at].clock.set(now);
    }
}
