//! Signatures under rules of dosing: `feldsher formulary sign`, `withdraw`, `list`, and the check that knows them.

use std::collections::BTreeMap;
use std::io::BufRead;

use serde::Serialize;
use serde_json::{Value as Json, json};

use super::args::FormularyCommand;
use super::check;
use super::face::{Face, Outcome, Trouble, say, tell};
use super::lines::each;
use super::run::change;
use crate::clinical::{Answer, Formulary, Question, Site};
use crate::domain::approval::{Approval, Approved};
use crate::i18n::{dates, tr};
use crate::worker::{Event, Job, Op};

pub fn formulary(face: &mut Face, command: &FormularyCommand) -> Outcome {
    match command {
        FormularyCommand::List => list(face),
        FormularyCommand::Sign {
            rules,
            position,
            remark,
        } => {
            let data = Formulary::builtin();
            let hash = |id: &String| match data.hash_of(id) {
                Some(hash) => Ok((id.clone(), hash.to_owned())),
                None => Err(Trouble::call("rule-unknown", &[("field", id)])),
            };
            let items: Vec<(String, String)> = rules.iter().map(hash).collect::<Outcome<_>>()?;
            for part in items.chunks(Approval::MOST_ITEMS) {
                let items: BTreeMap<String, String> = part.iter().cloned().collect();
                let op = Op::ApproveRules {
                    items: items.clone(),
                    position: position.clone(),
                    remark: remark.clone(),
                };
                let entry = change(face, op)?.written.first().copied();
                for (rule, hash) in items {
                    say(&json!({"signed": rule, "hash": hash, "entry": entry}));
                }
            }
            Ok(())
        }
        FormularyCommand::Withdraw { rules, remark } => {
            let op = Op::WithdrawApproval {
                items: rules.iter().cloned().collect(),
                remark: remark.clone(),
            };
            let entry = change(face, op)?.written.first().copied();
            for rule in rules {
                say(&json!({"withdrawn": rule, "entry": entry}));
            }
            Ok(())
        }
    }
}

fn list(face: &mut Face) -> Outcome {
    let rows = approvals(face)?;
    if rows.is_empty() {
        tell(&tr(face.lang, "cli-nothing-found", &[]));
    }
    for row in &rows {
        let holds = Formulary::builtin().hash_of(&row.item) == Some(row.hash.as_str());
        let mut line = signature(row);
        line["holds"] = json!(holds);
        line["hash"] = json!(row.hash);
        say(&line);
    }
    Ok(())
}

fn approvals(face: &mut Face) -> Outcome<Vec<Approved>> {
    face.ask(Job::Approvals, |event| match event {
        Event::Approvals(rows) => Some(rows),
        _ => None,
    })
}

fn signature(row: &Approved) -> Json {
    json!({
        "rule": row.item, "edition": row.edition, "by": row.name, "role": row.role, "position": row.position,
        "place": row.place, "date": dates::local_day(row.at, 0), "remark": row.remark, "entry": row.entry,
    })
}

/// An answer, and what the house has signed of it.
#[derive(Serialize)]
struct Known {
    #[serde(flatten)]
    answer: Answer,
    /// Every rule behind a *within* is signed here.
    approved: bool,
    /// The signatures under those rules.
    approvals: Vec<Json>,
}

/// `feldsher check --data`: the same answers, each with what this house has signed of it.
pub fn check(face: &mut Face, input: impl BufRead) -> Outcome<bool> {
    let rows = approvals(face)?;
    let site = Site::new(rows.iter().map(|row| (row.item.clone(), row.hash.clone())));
    let data = Formulary::builtin();
    Ok(each(input, |question: Question| {
        let answer = check::answer(&question, &site);
        let behind = |row: &&Approved| {
            answer.relied_on.contains(&row.item)
                && data.hash_of(&row.item) == Some(row.hash.as_str())
        };
        Ok(Known {
            approved: answer.approved,
            approvals: rows.iter().filter(behind).map(signature).collect(),
            answer,
        })
    }))
}
