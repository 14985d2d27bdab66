//! What is wrong with the charts, as sentences for developers. Run by the tests over the shipped files.

use std::collections::BTreeSet;

use super::super::Formulary;
use super::data::{Book, Chart, ChartBox, Class, Colour, Kind};
use super::logic::Expr;

const SCHEMA: &str = "feldsher-imci/1";
/// Classes that name classes: deeper than this is a circle.
const DEEPEST: usize = 8;

impl Expr {
    /// The parts one step down.
    fn parts(&self) -> Vec<&Self> {
        match self {
            Self::All { all: parts } | Self::Any { any: parts } | Self::Count { of: parts, .. } => {
                parts.iter().collect()
            }
            Self::Not { not } => vec![not],
            Self::Sign(_)
            | Self::Is { .. }
            | Self::From { .. }
            | Self::Below { .. }
            | Self::AgeFrom { .. }
            | Self::AgeBelow { .. }
            | Self::Class { .. }
            | Self::Severe { .. } => Vec::new(),
        }
    }

    /// The signs it names itself, computed ones by what they are made of.
    pub(super) fn signs(&self, chart: &Chart, found: &mut BTreeSet<String>) {
        match self {
            Self::Sign(sign)
            | Self::Is { sign, .. }
            | Self::From { sign, .. }
            | Self::Below { sign, .. } => match chart.sign(sign).map(|sign| &sign.kind) {
                Some(Kind::Derived { of }) => found.extend(of.iter().cloned()),
                Some(Kind::Bool | Kind::Number { .. } | Kind::Choice { .. }) | None => {
                    found.insert(sign.clone());
                }
            },
            Self::All { .. }
            | Self::Any { .. }
            | Self::Not { .. }
            | Self::Count { .. }
            | Self::AgeFrom { .. }
            | Self::AgeBelow { .. }
            | Self::Class { .. }
            | Self::Severe { .. } => {}
        }
        for part in self.parts() {
            part.signs(chart, found);
        }
    }

    /// What it names and the chart lacks.
    fn wrong(&self, chart: &Chart, wrong: &mut Vec<String>) {
        let kind = |id: &str| chart.sign(id).map(|sign| &sign.kind);
        let mut say = |what: String| wrong.push(what);
        match self {
            Self::Sign(id) => {
                if kind(id) != Some(&Kind::Bool) {
                    say(format!("{id} is no yes-or-no sign"));
                }
            }
            Self::Is { sign, is } => match kind(sign) {
                Some(Kind::Choice { options }) => {
                    if is.is_empty() || !is.iter().all(|word| options.contains(word)) {
                        say(format!("{sign} has not these options"));
                    }
                }
                _ => say(format!("{sign} is no choice")),
            },
            Self::From { sign, from: limit } | Self::Below { sign, below: limit } => {
                match kind(sign) {
                    Some(Kind::Number { min, max }) if (*min..=*max).contains(limit) => {}
                    Some(Kind::Derived { .. }) => {}
                    _ => say(format!("{sign} is no number that can be {limit}")),
                }
            }
            Self::Count { count, of } => {
                if *count == 0 || *count > of.len() {
                    say(format!("{count} of {}", of.len()));
                }
            }
            Self::Class { class } => {
                if chart
                    .class(class)
                    .is_none_or(|(_, found)| found.when.is_none())
                {
                    say(format!("no class {class} with a condition"));
                }
            }
            Self::Severe { severe } => {
                for id in severe {
                    let has = |one: &ChartBox| {
                        one.id == *id && one.classes.iter().any(|c| c.colour == Colour::Red)
                    };
                    if !chart.boxes.iter().any(has) {
                        say(format!("no box {id} with a red class"));
                    }
                }
            }
            Self::All { .. }
            | Self::Any { .. }
            | Self::Not { .. }
            | Self::AgeFrom { .. }
            | Self::AgeBelow { .. } => {}
        }
        for part in self.parts() {
            part.wrong(chart, wrong);
        }
    }

    /// How many classes deep it looks; stops at the limit.
    fn depth(&self, chart: &Chart, at: usize) -> usize {
        if at > DEEPEST {
            return at;
        }
        let named: Vec<&Class> = match self {
            Self::Class { class } => chart.class(class).map(|(_, c)| c).into_iter().collect(),
            Self::Severe { severe } => chart
                .classes()
                .filter(|(one, class)| class.colour == Colour::Red && severe.contains(&one.id))
                .map(|(_, class)| class)
                .collect(),
            _ => Vec::new(),
        };
        let through = named
            .into_iter()
            .filter_map(|class| class.when.as_ref())
            .map(|when| when.depth(chart, at + 1));
        let inside = self.parts().into_iter().map(|part| part.depth(chart, at));
        through.chain(inside).max().unwrap_or(at)
    }
}

/// Every fault by name; empty when sound. `word` says whether a catalogue has the key.
pub fn problems(book: &Book, word: &dyn Fn(&str) -> bool) -> Vec<String> {
    let mut wrong = Vec::new();
    for chart in &book.0 {
        let name = format!("{:?}", chart.band).to_lowercase();
        let mut found = Vec::new();
        of_chart(chart, word, &mut found);
        wrong.extend(found.into_iter().map(|what| format!("{name}: {what}")));
    }
    wrong
}

fn of_chart(chart: &Chart, word: &dyn Fn(&str) -> bool, wrong: &mut Vec<String>) {
    if chart.schema != SCHEMA || chart.title.is_empty() || chart.seen.is_empty() {
        wrong.push("schema, title or seen".to_owned());
    }
    if chart.from.rough_days() >= chart.until.rough_days() {
        wrong.push("ends before it begins".to_owned());
    }
    let mut ids = BTreeSet::new();
    for sign in &chart.signs {
        if !ids.insert(sign.id.as_str()) {
            wrong.push(format!("{} twice", sign.id));
        }
        if let Kind::Number { min, max } = sign.kind
            && min >= max
        {
            wrong.push(format!("{}: limits", sign.id));
        }
        if let Some(window) = &sign.believable {
            let fits = matches!(sign.kind, Kind::Number { min, max }
                if min <= window.from && window.from < window.to && window.to <= max);
            if !fits || window.reason.is_empty() {
                wrong.push(format!("{}: believable", sign.id));
            }
        }
        if let Kind::Derived { of } = &sign.kind
            && (of.is_empty() || of.iter().any(|id| chart.sign(id).is_none()))
        {
            wrong.push(format!("{}: made of nothing known", sign.id));
        }
    }
    let mut classes = BTreeSet::new();
    for one in &chart.boxes {
        of_box(chart, one, word, wrong);
        for class in &one.classes {
            if !classes.insert(class.id.as_str()) {
                wrong.push(format!("class {} twice", class.id));
            }
        }
    }
    for action in &chart.actions {
        let used = chart
            .classes()
            .any(|(_, class)| class.actions.iter().any(|wanted| wanted.id() == action.id));
        if !used || !word(&format!("imci-do-{}", action.id)) {
            wrong.push(format!(
                "action {}: nobody wants it, or no words",
                action.id
            ));
        }
        for remedy in &action.medicines {
            let id = remedy.id();
            let Some(medicine) = Formulary::builtin().medicine(id) else {
                wrong.push(format!("action {}: no medicine {id}", action.id));
                continue;
            };
            let known = |wanted: &str| medicine.rules.iter().any(|r| r.indication == wanted);
            if remedy.indication().is_some_and(|wanted| !known(wanted)) {
                wrong.push(format!("action {}: {id} is not given for this", action.id));
            }
        }
    }
    for one in &chart.returns {
        if !word(&format!("imci-return-{}", one.id)) {
            wrong.push(format!("return {}: no words", one.id));
        }
        if let Some(when) = &one.when {
            when.wrong(chart, wrong);
        }
    }
    let fluids = &chart.fluids;
    fluids.stop.wrong(chart, wrong);
    fluids.cleared.wrong(chart, wrong);
    if !cites(chart, &fluids.place) {
        wrong.push("fluids: no place in a source".to_owned());
    }
    let ends = |last: Option<super::super::age::Span>| {
        last.is_some_and(|last| last.rough_days() >= chart.until.rough_days())
    };
    for (name, last) in [
        ("a", fluids.a.last().map(|row| row.below)),
        ("b", fluids.b.by_age.last().map(|row| row.below)),
        ("c", fluids.c.by_age.last().map(|row| row.below)),
    ] {
        if !ends(last) {
            wrong.push(format!("plan {name}: not for every age of this chart"));
        }
    }
}

/// `place` begins with the short name of a source.
fn cites(chart: &Chart, place: &str) -> bool {
    let name = place.split([' ', ':', ';']).next().unwrap_or_default();
    chart.sources.contains_key(name)
}

fn of_box(chart: &Chart, one: &ChartBox, word: &dyn Fn(&str) -> bool, wrong: &mut Vec<String>) {
    let mut found = Vec::new();
    if !word(&format!("imci-box-{}", one.id)) {
        found.push("no words".to_owned());
    }
    if let Some(gate) = &one.gate {
        gate.wrong(chart, &mut found);
        if gate.depth(chart, 0) > 0 {
            found.push("a door that hangs on classes".to_owned());
        }
    }
    let mut named = BTreeSet::new();
    for sign in &one.signs {
        named.insert(sign.id());
        if chart.sign(sign.id()).is_none() {
            found.push(format!("no sign {}", sign.id()));
        }
        if let Some(when) = sign.when() {
            when.wrong(chart, &mut found);
        }
    }
    for pair in one.classes.windows(2) {
        if let [worse, milder] = pair
            && worse.colour < milder.colour
        {
            found.push(format!("{} stands before {}", worse.id, milder.id));
        }
    }
    for class in &one.classes {
        let is_green = class.colour == Colour::Green;
        if !is_green && class.when.is_none() {
            found.push(format!("{}: no condition", class.id));
        }
        if !word(&format!("imci-class-{}", class.id)) {
            found.push(format!("{}: no words", class.id));
        }
        if !cites(chart, &class.place) {
            found.push(format!("{}: no place in a source", class.id));
        }
        if let Some(when) = &class.when {
            when.wrong(chart, &mut found);
            if when.depth(chart, 0) > DEEPEST {
                found.push(format!("{}: a circle", class.id));
            }
            // A green box must have asked for all that a worse class looks at.
            let mut looks = BTreeSet::new();
            own_signs(when, &mut looks);
            for sign in looks {
                if !named.contains(sign.as_str()) && !in_gate(chart, one, &sign) {
                    found.push(format!("{}: {sign} is not asked in this box", class.id));
                }
            }
        }
        for wanted in &class.actions {
            if chart.action(wanted.id()).is_none() {
                found.push(format!("{}: no action {}", class.id, wanted.id()));
            }
            if let Some(when) = wanted.when() {
                when.wrong(chart, &mut found);
            }
        }
    }
    wrong.extend(found.into_iter().map(|what| format!("{}: {what}", one.id)));
}

fn in_gate(chart: &Chart, one: &ChartBox, sign: &str) -> bool {
    let mut signs = BTreeSet::new();
    if let Some(gate) = &one.gate {
        gate.signs(chart, &mut signs);
    }
    signs.contains(sign)
}

/// Signs named by a condition, computed ones under their own name.
fn own_signs(expr: &Expr, found: &mut BTreeSet<String>) {
    match expr {
        Expr::Sign(sign)
        | Expr::Is { sign, .. }
        | Expr::From { sign, .. }
        | Expr::Below { sign, .. } => {
            found.insert(sign.clone());
        }
        _ => {}
    }
    for part in expr.parts() {
        own_signs(part, found);
    }
}
