//! Every word of the expressions, worked out and refused.

use super::*;
use crate::domain::person::{Name, Sex};
use crate::forms::answers::decode_all;

/// Items a, b, group g with c inside; `have` answers them as stored lines.
fn scope() -> Scope {
    let mut scope = Scope::default();
    for (id, around) in [("a", None), ("b", None), ("g", None), ("c", Some("g"))] {
        scope.outline.insert(id.into(), around.map(str::to_owned));
    }
    scope.patient.insert("patient".into());
    for (name, text) in [
        (
            "has-fever",
            "%resource.descendants().where(linkId='a').answer.value",
        ),
        ("bad", "%resource.children()"),
    ] {
        let read = Expression::read(text, "", &scope).ok();
        scope.variables.push((name.into(), read));
    }
    scope
}

fn worked(text: &str, have: &[(&str, &str)]) -> String {
    let read =
        Expression::read(text, "b", &scope()).unwrap_or_else(|part| panic!("{text}: {part}"));
    let person = Person {
        name: Name {
            family: "Үлгібаева".into(),
            given: "Сынақ".into(),
            ..Name::default()
        },
        sex: Sex::Female,
        born: "1996-02".parse().unwrap(),
        ..Person::default()
    };
    let mut answers = |id: &str| {
        let found = have.iter().find(|(known, _)| *known == id);
        found
            .map(|(_, lines)| decode_all(lines))
            .unwrap_or_default()
    };
    let mut world = World {
        answers: &mut answers,
        today: NaiveDate::from_ymd_opt(2026, 11, 22),
        person: Some(&person),
    };
    let values = read.work_out(&mut world);
    values
        .iter()
        .map(Answer::encode)
        .collect::<Vec<_>>()
        .join(" ")
}

#[test]
fn expressions_are_worked_out() {
    const A: &str = "%resource.descendants().where(linkId='a').answer.value";
    const C: &str = "%resource.item.where(linkId='g').item.where(linkId='c').answer.value";
    let weight: &[(&str, &str)] = &[("a", "q:70|kg"), ("c", "q:165|cm")];
    for (text, have, want) in [
        ("1 + 2 * 3", &[][..], "n:7"),
        ("(1 + 2) * 3", &[], "n:9"),
        ("-2 + 5", &[], "n:3"),
        ("7 div 2 & 'x'", &[], ""),
        ("7 div 2", &[], "n:3"),
        ("-7 mod 2", &[], "n:-1"),
        ("1 / 0", &[], ""),
        ("10 / 4", &[], "n:2.5"),
        ("'a' & {} & 'b'", &[], "t:ab"),
        ("'a' + {}", &[], ""),
        ("1 = 1.0", &[], "b:true"),
        ("{} = 1", &[], ""),
        ("({} = 1) or true", &[], "b:true"),
        ("({} = 1) and true", &[], ""),
        ("({} = 1) and false", &[], "b:false"),
        ("false implies {}", &[], "b:true"),
        ("true xor true", &[], "b:false"),
        ("iif({}, 1, 2)", &[], "n:2"),
        ("iif(3 > 2, 'more')", &[], "t:more"),
        ("today() > @2026-11", &[], ""),
        ("today() > @2026-10", &[], "b:true"),
        ("@T10:30 < @T11:00", &[], "b:true"),
        ("@2026-11 = @2026-11-22", &[], ""),
        ("2 in (1)", &[], "b:false"),
        ("'Кашель'.lower().contains('каш')", &[], "b:true"),
        ("'абв'.length()", &[], "n:3"),
        ("(0 - 2.55).abs().round(1)", &[], "n:2.6"),
        ("2.5.round()", &[], "n:3"),
        (A, &[("a", "b:true")], "b:true"),
        ("%has-fever", &[("a", "b:false")], "b:false"),
        ("%has-fever.not()", &[("a", "b:false")], "b:true"),
        ("%has-fever.exists()", &[], "b:false"),
        (
            "%resource.descendants().where(linkId='a').answer.empty()",
            &[],
            "b:true",
        ),
        ("%context.linkId", &[], "t:b"),
        (
            "%context.answer.value = %has-fever",
            &[("a", "t:x"), ("b", "t:x")],
            "b:true",
        ),
        (
            "%context.answer.value = %has-fever",
            &[("a", "t:x"), ("b", "t:y")],
            "b:false",
        ),
        ("%context.answer.value = %has-fever", &[("a", "t:x")], ""),
        ("%has-fever.count()", &[("a", "n:1\nn:2\nt: ")], "n:2"),
        ("%has-fever.sum() + 0.5", &[("a", "n:1\nn:2")], "n:3.5"),
        ("%has-fever.sum()", &[("a", "q:1|kg\nq:2|g")], ""),
        ("%has-fever.sum()", &[], "n:0"),
        ("2 in %has-fever", &[("a", "n:1\nn:2")], "b:true"),
        ("%has-fever contains 3", &[("a", "n:1\nn:2")], "b:false"),
        ("%has-fever.code = 'Y'", &[("a", "c:s|Y|Yes")], "b:true"),
        ("%has-fever.display.lower()", &[("a", "c:s|Y|Yes")], "t:yes"),
        (
            "%has-fever = %resource.item.where(linkId='b').answer.value",
            &[("a", "q:1|kg"), ("b", "q:1|g")],
            "",
        ),
        (
            "%patient.gender & ' ' & %patient.name.family",
            &[],
            "t:female Үлгібаева",
        ),
        ("%patient.birthDate", &[], "d:1996-02"),
        ("%patient.telecom.value", &[], ""),
    ] {
        assert_eq!(worked(text, have), want, "{text}");
    }
    let bmi = format!("({A}.value / (({C}.value / 100) * ({C}.value / 100))).round(1)");
    assert_eq!(worked(&bmi, weight), "n:25.7");
    assert_eq!(
        worked(&bmi, &[("a", "q:70|kg")]),
        "",
        "no height, no number"
    );
}

#[test]
fn what_is_not_understood_is_named() {
    for (text, part) in [
        ("%resource.children()", ".children()"),
        ("%bad", "%bad"),
        ("%nobody", "%nobody"),
        ("%patient.address.city", ".address"),
        (
            "%resource.descendants().where(linkId='zz').answer.value",
            "'zz'",
        ),
        // c stands in g, not in the form itself: FHIRPath finds nothing there.
        ("%resource.item.where(linkId='c').answer.value", "'c'"),
        ("%resource.descendants().where(text='x')", "where"),
        ("%resource.descendants()", ")"),
        ("1 +", "…"),
        ("(1", "…"),
        ("1 2", "n:2"),
        ("1 ~ 1", "~ 1"),
        ("'open", "'open"),
        ("", "…"),
        ("now()", "now"),
        ("'a'.matches('b')", ".matches()"),
        ("3.round(1, 2)", ","),
        ("$this", "$"),
        ("%has-fever.where(linkId='a')", ".where()"),
    ] {
        let read = Expression::read(text, "b", &scope());
        assert_eq!(read, Err(part.to_owned()), "{text}");
    }
    let deep = format!("{}1{}", "(".repeat(100), ")".repeat(100));
    assert!(Expression::read(&deep, "", &scope()).is_err());
    // Variables that double each other do not fill the memory.
    let mut scope = scope();
    scope
        .variables
        .push(("v0".into(), Expression::read("1", "", &scope).ok()));
    for n in 0..60 {
        let doubled = format!("%v{n} + %v{n}");
        let read = Expression::read(&doubled, "", &scope).ok();
        scope.variables.push((format!("v{}", n + 1), read));
    }
    assert!(Expression::read("%v60", "", &scope).is_err());
}
