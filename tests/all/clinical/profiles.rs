//! National profiles: a choice that nobody read or signed never makes an answer milder; one that counts takes the other edition out.

use feldsher::clinical::{BUILTIN_FILES, DataError, Files, Verdict};
use feldsher::domain::country::Country;
use serde_json::{Value, json};

use super::*;

fn strictness(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::Within => 0,
        Verdict::CannotCheck => 1,
        Verdict::Outside => 2,
    }
}

fn parse(change: impl FnOnce(&mut Value)) -> Result<Formulary, DataError> {
    let mut profiles: Value = serde_json::from_str(BUILTIN_FILES.profiles).unwrap();
    change(&mut profiles);
    Formulary::parse(&Files {
        profiles: &profiles.to_string(),
        ..BUILTIN_FILES
    })
}

/// The built-in rules, where Kazakhstan has chosen this edition.
fn chosen(conflict: &str, stands: &str, verified: &str, signed: bool) -> Formulary {
    parse(|p| {
        let seen = verified == "source-seen";
        p["choices"] = json!([{
            "country": "kz", "conflict": conflict, "stands": stands, "verified": verified,
            "seen": if seen { json!("primary") } else { Value::Null },
            "source": if seen { "WHO-IMCI14" } else { "CHK-WHO" }, "where": "p. 1",
            "signed_by": if signed { json!("Үлгі") } else { Value::Null },
            "signed_on": if signed { json!("2026-11-22") } else { Value::Null },
        }]);
    })
    .unwrap()
}

/// Zinc for a child, without an indication: both editions could be meant.
fn zinc(birth: &str, kg: f64, dose: f64) -> Question {
    let mut q = patient("zinc", "oral", birth.parse().unwrap(), kg);
    q.order = order(dose, "mg");
    q.order.as_mut().unwrap().per_day = Some(1.0);
    q.country = Some(Country::Kz);
    q
}

#[test]
fn a_choice_that_does_not_count_makes_no_answer_milder() {
    let mut compared = 0;
    let mut asked: Vec<Question> = [orders::LETHAL, orders::ORDINARY]
        .into_iter()
        .flat_map(orders::rows)
        .map(|row| row.question)
        .collect();
    for (medicine, rule) in all_rules() {
        let base = inside(medicine, rule).unwrap();
        for dose in [0.2, 0.5, 1.0, 2.0, 4.0, 10.0] {
            let top = ask(&base)
                .rules
                .iter()
                .find(|r| r.id == rule.id)
                .unwrap()
                .single
                .unwrap()[1];
            let mut q = base.clone();
            q.order = order_in(rule, top * dose);
            asked.push(q.clone());
            q.indication = None;
            asked.push(q);
        }
    }
    let conflicts = [
        ("zinc", "imci-2014"),
        ("zinc", "who-2024"),
        ("young-infant", "who-2019"),
        ("young-infant", "who-2024"),
        ("gentamicin-child", "imci-2014"),
        ("gentamicin-child", "msf"),
    ];
    let mut books: Vec<Formulary> = conflicts
        .iter()
        .flat_map(|(conflict, edition)| {
            [
                ("knowledge", false),
                ("knowledge", true),
                ("source-seen", false),
            ]
            .map(|(verified, signed)| chosen(conflict, edition, verified, signed))
        })
        .collect();
    books.push(parse(|_| ()).unwrap());
    for question in &asked {
        let without = ask(question);
        let concerned = ["zinc", "amoxicillin", "ampicillin", "gentamicin"];
        let books = if concerned.contains(&question.medicine.as_str()) {
            &books[..]
        } else {
            &books[books.len() - 1..]
        };
        for book in books {
            for country in Country::ALL {
                let mut question = question.clone();
                question.country = Some(country);
                let with = check(book, &question);
                compared += 1;
                assert!(
                    strictness(with.answer) >= strictness(without.answer),
                    "{country:?} {question:?}: {:?} then {:?}",
                    codes(&without),
                    codes(&with)
                );
                assert!(!with.approved || without.approved);
            }
        }
    }
    assert!(compared > 20_000, "{compared}");
}

#[test]
fn a_signed_choice_that_was_read_takes_the_other_edition_out() {
    let toddler = |dose| zinc("2025-03-09", 10.0, dose);
    assert_eq!(ask(&toddler(20.0)).answer, Verdict::CannotCheck, "unsigned");
    let book = chosen("zinc", "imci-2014", "source-seen", true);
    let answer = check(&book, &toddler(20.0));
    assert_eq!(answer.answer, Verdict::Within, "{:?}", codes(&answer));
    assert!(
        has(&answer, Level::Info, "profile-stands"),
        "{:?}",
        codes(&answer)
    );
    let other = answer
        .rules
        .iter()
        .find(|r| r.id == "zinc-who2024")
        .unwrap();
    assert_eq!(
        (other.applies, other.profile.as_deref()),
        (false, Some("kz-zinc"))
    );
    let own = answer.rules.iter().find(|r| r.id == "zinc-imci").unwrap();
    assert_eq!((own.applies, own.profile.as_deref()), (true, None));
    // Who orders by the edition that does not stand is told so.
    let mut q = toddler(5.0);
    q.indication = Some("diarrhoea, WHO 2024 low-dose option".to_owned());
    assert_eq!(check(&book, &q).answer, Verdict::CannotCheck);
    // Another country, and nobody's country: as before.
    for country in [Some(Country::Uz), Some(Country::Ge), None] {
        let mut q = toddler(20.0);
        q.country = country;
        let answer = check(&book, &q);
        assert_eq!(answer.answer, Verdict::CannotCheck, "{country:?}");
        assert!(answer.rules.iter().all(|r| r.profile.is_none()));
        assert!(
            !answer
                .findings
                .iter()
                .any(|f| f.code.starts_with("profile"))
        );
    }
    let book = chosen("zinc", "who-2024", "source-seen", true);
    assert_eq!(check(&book, &toddler(20.0)).answer, Verdict::Outside);
    assert_eq!(check(&book, &toddler(5.0)).answer, Verdict::Within);
}

/// A girl of seven: IMCI says nothing of her, so its being chosen takes nothing out.
#[test]
fn editions_conflict_only_where_both_speak_of_the_patient() {
    let book = chosen("zinc", "imci-2014", "source-seen", true);
    let question = zinc("2019-03-09", 22.0, 5.0);
    let mut without = question.clone();
    without.country = None;
    assert_eq!(check(&book, &question), check(&book, &without));
    // WHO 2024 speaks of her and stands: there is nothing that it takes out, and nothing to be told.
    let book = chosen("zinc", "who-2024", "source-seen", true);
    assert_eq!(check(&book, &question), check(&book, &without));
}

/// A hundred milligrams are too much by either edition: what is said is what every rule says, with none taken out.
#[test]
fn a_choice_that_does_not_count_takes_no_rule_out_where_both_answers_are_as_strict() {
    for edition in ["imci-2014", "who-2024"] {
        let book = chosen("zinc", edition, "knowledge", false);
        let answer = check(&book, &zinc("2025-03-09", 10.0, 100.0));
        assert_eq!(answer.answer, Verdict::Outside, "{edition}");
        assert!(has(&answer, Level::Info, "profile-unsigned"), "{edition}");
        let taken_out = answer.rules.iter().any(|r| r.profile.is_some());
        assert!(!taken_out, "{edition}: {:?}", answer.rules);
    }
}

#[test]
fn a_choice_that_does_not_count_is_told_and_may_forbid() {
    for (verified, signed) in [
        ("knowledge", true),
        ("knowledge", false),
        ("source-seen", false),
    ] {
        let book = chosen("zinc", "who-2024", verified, signed);
        let answer = check(&book, &zinc("2025-03-09", 10.0, 20.0));
        assert_eq!(answer.answer, Verdict::Outside, "{verified} {signed}");
        assert!(has(&answer, Level::Info, "profile-unsigned"));
        let book = chosen("zinc", "imci-2014", verified, signed);
        let answer = check(&book, &zinc("2025-03-09", 10.0, 20.0));
        assert_eq!(answer.answer, Verdict::CannotCheck, "{verified} {signed}");
        assert!(has(&answer, Level::Info, "profile-unsigned"));
        assert!(answer.rules.iter().all(|r| r.profile.is_none()));
    }
}

#[test]
fn the_country_is_read_from_a_line_and_only_one_that_is_known() {
    let line = |country: &str| {
        serde_json::from_str::<Question>(&format!(r#"{{"medicine":"zinc","country":"{country}"}}"#))
    };
    assert_eq!(line("uz").unwrap().country, Some(Country::Uz));
    assert_eq!(from_json(r#"{"medicine":"zinc"}"#).country, None);
    assert!(line("ru").is_err());
}

#[test]
fn a_damaged_profile_is_refused() {
    type Break = fn(&mut Value);
    let cases: [(&str, Break); 12] = [
        ("schema", |p| p["schema"] = json!("other/1")),
        ("rule zinc-2030 unknown or twice", |p| {
            p["conflicts"][0]["editions"][0]["rules"] = json!(["zinc-2030"]);
        }),
        ("rule zinc-imci unknown or twice", |p| {
            p["conflicts"][0]["editions"][1]["rules"] = json!(["zinc-imci"]);
        }),
        ("fewer than two editions", |p| {
            p["conflicts"][0]["editions"].as_array_mut().unwrap().pop();
        }),
        ("conflict zinc: twice", |p| {
            p["conflicts"][1]["id"] = json!("zinc");
        }),
        ("conflict zinc: edition imci-2014", |p| {
            p["conflicts"][0]["editions"][1]["id"] = json!("imci-2014");
        }),
        ("conflict zinc: edition imci-2014", |p| {
            p["conflicts"][0]["editions"][0]["text"] = json!("");
        }),
        ("choice kz-zinc: unknown conflict or edition", |p| {
            p["choices"][0]["stands"] = json!("who-2030");
        }),
        ("choice kz-zinc: twice", |p| {
            p["choices"][1]["country"] = json!("kz")
        }),
        ("choice kz-zinc: signed by nobody or never", |p| {
            p["choices"][0]["signed_by"] = json!("Үлгі");
        }),
        ("choice kz-zinc: seen how?", |p| {
            p["choices"][0]["verified"] = json!("source-seen");
        }),
        ("unknown variant", |p| {
            p["choices"][0]["country"] = json!("ru")
        }),
    ];
    assert!(parse(|_| ()).is_ok());
    for (what, change) in cases {
        let text = match parse(change) {
            Ok(_) => panic!("{what}: not refused"),
            Err(DataError::Faults(faults)) => faults.join("\n"),
            Err(other) => other.to_string(),
        };
        assert!(text.contains(what), "{what}: {text}");
    }
}
