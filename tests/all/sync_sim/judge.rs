//! When the faults have stopped: everybody syncs over a whole line until nobody has anything to say, and then the invariants
//! I1 to I7 of the design page on record and sync must hold.

use std::collections::{BTreeMap, BTreeSet};

use feldsher::domain::chunk::Unit;
use feldsher::ops::OpError;
use feldsher::store::storage::Value;
use feldsher::sync::client::{Outcome, Report};
use feldsher::sync::cursor::Log;
use serde_json::Value as Json;

use super::template::SEATS;
use super::world::World;

/// Rounds of everybody within which all must be calm. A change that waits for a predecessor which nobody has is written anew after
/// three syncs, and its followers after it.
const ROUNDS: usize = 10;

pub fn judge(world: &mut World) -> Result<(), String> {
    let expected = expected(world);
    world.say("--- the faults stop".to_owned());
    grow_calm(world)?;
    store_is_sound(world)?;
    erased_are_gone(world)?;
    for at in 0..world.machines.len() {
        machine_is_sound(world, at)?;
    }
    facts_stand(world, &expected)?;
    nobody_keeps_too_much(world)?;
    facts_stand(world, &expected)?;
    // A second life of a workstation, or a store that forgot its last token: what the operator is told of.
    let lives = [12, 14, 16, 17, 18, 19, 50]
        .iter()
        .map(|n| world.tally.of(*n));
    let alarms = world.centre.events();
    if lives.sum::<u64>() == 0 && !alarms.is_empty() {
        return Err(format!("the operator is told without a reason: {alarms:?}"));
    }
    // A store that lost its tail does not keep what it promised; no other one may.
    let went_back: u64 = [12, 14, 50].iter().map(|n| world.tally.of(*n)).sum();
    if went_back == 0 && world.tally.broken_promises > 0 {
        let count = world.tally.broken_promises;
        return Err(format!(
            "the store acknowledged and did not have it, {count} times"
        ));
    }
    let expected = world.wrong_digests.saturating_add(world.hidden_forks);
    if world.tally.repairs > expected {
        return Err(format!(
            "{} repairs, {} of them ordered",
            world.tally.repairs, world.wrong_digests
        ));
    }
    Ok(())
}

/// Facts that a living machine or the store holds at this moment: none of them may be lost from here on (I1).
fn expected(world: &World) -> BTreeSet<usize> {
    let mut held: BTreeSet<_> = world.centre.chunks().into_keys().collect();
    let mut own = BTreeSet::new();
    for machine in &world.machines {
        held.extend(machine.hashes());
        own.extend(machine.own.iter().copied());
    }
    // What a law took is the only thing that may be missing, and has to be.
    let all = world.facts.iter().enumerate();
    let all = all.filter(|(_, fact)| !world.erased.contains(&fact.patient));
    let here = all.filter(|(no, fact)| own.contains(no) || held.contains(&fact.hash));
    here.map(|(no, _)| no).collect()
}

/// I5 and I7.
pub fn grow_calm(world: &mut World) -> Result<(), String> {
    let mut last = Vec::new();
    for _ in 0..ROUNDS {
        grant_again(world)?;
        world.erase_again()?;
        let mut reports = Vec::new();
        for at in 0..world.machines.len() {
            let report = world.sync(at, 0, None)?;
            reports.push(report.ok_or("the disk is full without a fault")?);
        }
        // Two machines under one name take each other's numbers: the second is told so once a session.
        let cloned = world.machines.len() > SEATS.len();
        let calm = reports.iter().all(|report| is_calm(report, cloned));
        last = reports;
        if calm && world.machines.iter().all(|m| m.waiting().is_empty()) {
            return Ok(());
        }
    }
    let waiting: Vec<usize> = world.machines.iter().map(|m| m.waiting().len()).collect();
    Err(format!(
        "I5, I7: not calm after {ROUNDS} rounds; waiting {waiting:?}; {last:?}"
    ))
}

/// One round trip in which nothing moves.
fn is_calm(report: &Report, cloned: bool) -> bool {
    let moved = report.pushed + report.pulled + report.duplicates + report.held + report.refused;
    report.outcome == Outcome::Done && report.requests <= 1 + u64::from(cloned) && moved == 0
}

/// After a restore of the store the operator repeats what was granted since the backup. Who registered a patient needs no grant.
fn grant_again(world: &mut World) -> Result<(), String> {
    for (scope, no) in world.granted.clone() {
        let patient = world.patients[no];
        let holders = world.centre.holders(patient);
        if !holders.is_empty() && !holders.contains(&scope) {
            let granted = world.centre.store.grant(scope, patient);
            granted.map_err(|error| format!("grant: {error}"))?;
            world.tally.regrants += 1;
        }
    }
    Ok(())
}

/// When everything is in a backup, a house that no longer holds a patient keeps nothing of her.
fn nobody_keeps_too_much(world: &mut World) -> Result<(), String> {
    if world.revoked.is_empty() {
        return Ok(());
    }
    world.centre.copy(0, true);
    for _ in 0..2 {
        for at in 0..world.machines.len() {
            world.sync(at, 0, None)?;
        }
    }
    for (scope, no) in &world.revoked {
        let patient = world.patients[*no];
        if !world.centre.is_taken(*scope, patient) {
            continue;
        }
        for (at, machine) in world.machines.iter().enumerate() {
            let is_of = machine.scope == *scope;
            if is_of && machine.knows(patient) && machine.refused().is_empty() {
                return Err(format!("I2: {at} keeps p{no} who was taken from its house"));
            }
        }
    }
    for at in 0..world.machines.len() {
        machine_is_sound(world, at)?;
    }
    Ok(())
}

fn store_is_sound(world: &World) -> Result<(), String> {
    let centre = &world.centre;
    let forks = centre.count(
        "SELECT COUNT(*) FROM (SELECT doc FROM chunk GROUP BY doc, actor, actor_seq HAVING COUNT(*) > 1) AS f",
    );
    if forks > 0 {
        return Err(format!("I3: {forks} numbers used twice"));
    }
    let twice = centre.count(
        "SELECT COUNT(*) FROM (SELECT doc FROM chunk WHERE kind <> 1 GROUP BY doc HAVING COUNT(*) > 1) AS t",
    );
    if twice > 0 {
        return Err(format!("I1: {twice} entries twice at the store"));
    }
    // Whoever holds a patient has every change of hers in the log.
    let mut logs = BTreeMap::new();
    let chunks = centre.chunks();
    for (scope, no) in &world.wanted {
        let all = logs.entry(*scope).or_insert_with(|| {
            let mut all = centre.in_log(*scope, Log::Cards);
            all.extend(centre.in_log(*scope, Log::Entries));
            all
        });
        let unit = Unit::Patient(world.patients[*no]);
        let mine = chunks.iter().filter(|(_, (of, _))| *of == unit);
        let missing = mine.filter(|(hash, _)| !all.contains(*hash)).count();
        if missing > 0 {
            return Err(format!(
                "I2: {missing} changes of p{no} are not in the log of {scope}"
            ));
        }
    }
    Ok(())
}

/// Of a record that a law took nothing is left anywhere, and whoever asks is told so.
fn erased_are_gone(world: &mut World) -> Result<(), String> {
    for no in world.erased.clone() {
        let patient = world.patients[no];
        let unit = Unit::Patient(patient).to_bytes().to_vec();
        for table in ["chunk", "doc", "quarantine", "unit_scope"] {
            let sql = format!("SELECT unit FROM {table} WHERE unit = $1 LIMIT 1");
            if !world
                .centre
                .ask(&sql, &[Value::Bytes(unit.clone())])
                .is_empty()
            {
                return Err(format!("E: the store has p{no} in {table}, who was erased"));
            }
        }
        for (at, machine) in world.machines.iter_mut().enumerate() {
            if machine.house().lock().keeps_anything_of(patient).unwrap() {
                return Err(format!("E: {at} keeps something of p{no}, who was erased"));
            }
            match machine.show(patient) {
                Err(OpError::Erased { .. } | OpError::Unknown(_)) => {}
                other => return Err(format!("E: {at} says of p{no}: {other:?}")),
            }
        }
    }
    Ok(())
}

fn machine_is_sound(world: &mut World, at: usize) -> Result<(), String> {
    let centre = &world.centre;
    let machine = &mut world.machines[at];
    for log in Log::ALL {
        let (here, there) = (machine.placed(log), centre.in_log(machine.scope, log));
        if here != there {
            return Err(format!(
                "I2: {at} has {} of {} in {log:?}, {} too many",
                here.intersection(&there).count(),
                there.len(),
                here.difference(&there).count()
            ));
        }
    }
    let lacking = machine.house().lock().lacking().unwrap();
    if !lacking.is_empty() {
        return Err(format!("I2: {at} lacks {} changes", lacking.len()));
    }
    let report = machine.verified();
    if !report.problems.is_empty() {
        return Err(format!("I6: {at}: {:?}", report.problems));
    }
    let refused = machine.refused();
    // The original of a change that was written anew is kept where it was refused.
    let forked = world.tally.of(19) > 0;
    if !refused.iter().all(|reason| forked && reason == "fork") {
        return Err(format!("I1: {at} had refused: {refused:?}"));
    }
    Ok(())
}

/// I1 and I2 as a person sees them: every fact is shown wherever its patient is held, a visit once, and everybody of a house sees
/// the same text.
fn facts_stand(world: &mut World, expected: &BTreeSet<usize>) -> Result<(), String> {
    let at_the_store: BTreeSet<Unit> = world
        .centre
        .chunks()
        .values()
        .map(|(unit, _)| *unit)
        .collect();
    for (scope, no) in world.wanted.clone() {
        let patient = world.patients[no];
        let facts = expected.iter().map(|fact| &world.facts[*fact]);
        let facts: Vec<_> = facts.filter(|fact| fact.patient == no).collect();
        if !at_the_store.contains(&Unit::Patient(patient)) {
            if let Some(fact) = facts.first() {
                return Err(format!("I1: p{no} with {} is not at the store", fact.mark));
            }
            continue;
        }
        let mut texts = BTreeSet::new();
        for at in 0..world.machines.len() {
            if world.machines[at].scope != scope {
                continue;
            }
            let text = world.machines[at]
                .show(patient)
                .map_err(|error| format!("I2: {at} cannot show p{no}: {error}"))?;
            for fact in &facts {
                let times = times(&text, &fact.mark, fact.is_visit);
                if times == 0 || (fact.is_visit && times != 1) {
                    return Err(format!(
                        "I1: {at} shows {} of p{no} {times} times",
                        fact.mark
                    ));
                }
            }
            texts.insert(text);
        }
        if texts.len() > 1 {
            return Err(format!("I2: p{no} in two texts: {texts:#?}"));
        }
    }
    Ok(())
}

fn times(text: &str, mark: &str, is_visit: bool) -> usize {
    if !is_visit {
        return usize::from(text.contains(&format!("\"{mark}\"")));
    }
    let record: Json = serde_json::from_str(text).unwrap_or_default();
    let entries = record["entries"].as_array().cloned().unwrap_or_default();
    let visits = entries.iter().filter(|entry| entry["kind"] == "visit");
    visits
        .filter(|entry| entry["content"].to_string().contains(&format!("{mark}\"")))
        .count()
}
