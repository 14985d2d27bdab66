use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// "140" is µmol/L, "1.6mg" mg/dL, "?" something that cannot be read.
fn reading(text: &str) -> Reading {
    let (on, value) = text.split_once(' ').unwrap();
    let amount = |value: &str, unit| {
        Some(Creatinine {
            value: value.parse().unwrap(),
            unit,
        })
    };
    Reading {
        on: day(on),
        value: match value.strip_suffix("mg") {
            _ if value == "?" => None,
            Some(mg) => amount(mg, CreatinineUnit::MgPerDl),
            None => amount(value, CreatinineUnit::MicromolPerL),
        },
    }
}

fn man(born: &str) -> Kidneys {
    Kidneys {
        born: Some((day(born), day(born))),
        sex: Some(Sex::Male),
        ..Kidneys::default()
    }
}

fn said(readings: &[&str], patient: &Kidneys) -> String {
    let readings: Vec<Reading> = readings.iter().map(|text| reading(text)).collect();
    let today = day("2026-11-22");
    match kidney_function(&readings, patient, today) {
        KidneyFunction::NotMeasured => "none".into(),
        KidneyFunction::Known { egfr, on, .. } => format!("{egfr} of {on}"),
        KidneyFunction::Unknown { why, on, .. } => format!("{why:?} of {on}"),
    }
}

/// Nothing is read from a file that is not the one these rules were written for.
#[test]
fn a_broken_data_file_is_refused() {
    let text = include_str!("../../assets/calc/creatinine.json");
    assert!(read(text).is_ok());
    let mut whole: serde_json::Value = serde_json::from_str(text).unwrap();
    // One times is no share between two values, but an amount.
    whole["limits"][0]["value"] = 1.into();
    assert!(read(&whole.to_string()).is_ok());
    type Break = fn(&mut serde_json::Value);
    let breaks: [(&str, Break); 7] = [
        ("schema", |f| f["schema"] = "feldsher-creatinine/2".into()),
        ("not the limits", |f| {
            f["limits"].as_array_mut().unwrap().remove(5);
        }),
        ("not the limits", |f| {
            f["limits"][0]["name"] = "usable_weeks".into();
        }),
        ("from where", |f| f["limits"][3]["source"] = "".into()),
        ("from where", |f| f["limits"][8]["seen"] = "hearsay".into()),
        ("value", |f| f["limits"][2]["value"] = 0.9.into()),
        ("unknown field", |f| f["limits"][0]["least"] = 1.into()),
    ];
    for (what, change) in breaks {
        let mut broken = whole.clone();
        change(&mut broken);
        let error = read(&broken.to_string()).expect_err(what);
        assert!(error.contains(what), "{what}: {error}");
    }
}

/// The equation's own example (NKF): 60 years, 1.0 mg/dL: woman 64.5, man 86.2 by the age of the sample.
#[test]
fn an_adult_by_ckd_epi_2021() {
    let sixty = man("1966-10-01");
    assert_eq!(said(&["2026-10-02 1.0mg"], &sixty), "86.2 of 2026-10-02");
    let woman = Kidneys {
        sex: Some(Sex::Female),
        ..sixty.clone()
    };
    assert_eq!(said(&["2026-10-02 1.0mg"], &woman), "64.5 of 2026-10-02");
    assert_eq!(said(&[], &sixty), "none");
    // The units are not mixed: 88.4 µmol/L is 1 mg/dL, and 1 µmol/L is beyond the equation.
    assert_eq!(said(&["2026-10-02 88.4"], &sixty), "86.2 of 2026-10-02");
    assert_eq!(said(&["2026-10-02 1.0"], &sixty), "Outside of 2026-10-02");
    assert_eq!(said(&["2026-10-02 88mg"], &sixty), "Outside of 2026-10-02");
    // The newest sample counts, in whatever order they were written.
    assert_eq!(
        said(&["2026-10-02 88.4", "2026-08-01 300"], &sixty),
        "86.2 of 2026-10-02"
    );
    let unsure = Kidneys { sex: None, ..sixty };
    assert_eq!(said(&["2026-10-02 1.0mg"], &unsure), "Sex of 2026-10-02");
}

#[test]
fn old_contradictory_and_unsteady_is_unknown_never_normal() {
    let him = man("1966-10-01");
    for (readings, want) in [
        (&["2026-08-24 88.4"][..], "86.7 of 2026-08-24"),
        (&["2026-08-23 88.4"], "Old of 2026-08-23"),
        (&["2026-11-22 88.4"], "86.2 of 2026-11-22"),
        (&["2026-11-23 88.4"], "Future of 2026-11-23"),
        (
            &["2026-11-20 88.4", "2026-11-23 88.4"],
            "Future of 2026-11-23",
        ),
        (&["2026-10-02 ?"], "Unreadable of 2026-10-02"),
        // An older one does not stand in for what cannot be read.
        (
            &["2026-10-02 88.4", "2026-11-02 ?"],
            "Unreadable of 2026-11-02",
        ),
        (
            &["2026-10-02 88.4", "2026-10-02 ?"],
            "Unreadable of 2026-10-02",
        ),
        (
            &["2026-10-02 88.4", "2026-10-02 1.02mg"],
            "86.2 of 2026-10-02",
        ),
        (
            &["2026-10-02 88.4", "2026-10-02 140"],
            "Conflict of 2026-10-02",
        ),
        (
            &["2026-10-02 140", "2026-10-02 88.4"],
            "Conflict of 2026-10-02",
        ),
        // A twentieth apart is one result written twice; a little more is not.
        (&["2026-10-02 100", "2026-10-02 105"], "74.3 of 2026-10-02"),
        (
            &["2026-10-02 100", "2026-10-02 105.1"],
            "Conflict of 2026-10-02",
        ),
        // What is no amount is like nothing, not even itself.
        (&["2026-10-02 0", "2026-10-02 0"], "Conflict of 2026-10-02"),
        (
            &["2026-10-02 -80", "2026-10-02 80"],
            "Conflict of 2026-10-02",
        ),
        (
            &["2026-10-02 88.4", "2026-10-02 1.4mg"],
            "Conflict of 2026-10-02",
        ),
        // A conflict that lies behind a newer value is over.
        (
            &["2026-09-02 88.4", "2026-09-02 140", "2026-10-02 88.4"],
            "86.2 of 2026-10-02",
        ),
        (
            &["2026-09-25 60", "2026-10-02 90"],
            "Unsteady of 2026-10-02",
        ),
        (
            &["2026-09-25 140", "2026-10-02 90"],
            "Unsteady of 2026-10-02",
        ),
        (&["2026-09-24 60", "2026-10-02 88.4"], "86.2 of 2026-10-02"),
        (&["2026-09-25 61", "2026-10-02 88.4"], "86.2 of 2026-10-02"),
        (
            &["2026-09-25 ?", "2026-10-02 88.4"],
            "Unreadable of 2026-10-02",
        ),
        (&["2026-10-02 0"], "Outside of 2026-10-02"),
    ] {
        assert_eq!(said(readings, &him), want, "{readings:?}");
    }
}

#[test]
fn a_woman_who_could_be_pregnant_is_asked_first() {
    let her = |born: &str, pregnant| Kidneys {
        sex: Some(Sex::Female),
        pregnant,
        ..man(born)
    };
    let of = |born, pregnant| said(&["2026-10-02 70"], &her(born, pregnant));
    assert_eq!(of("1990-01-01", Some(true)), "Pregnant of 2026-10-02");
    assert_eq!(of("1990-01-01", None), "Pregnancy of 2026-10-02");
    assert!(!of("1990-01-01", Some(false)).contains('P'));
    assert!(!of("1970-11-22", None).contains('P'), "56 years");
    assert_eq!(of("1970-11-23", None), "Pregnancy of 2026-10-02");
    let unsure = Kidneys {
        sex: None,
        ..man("1990-01-01")
    };
    assert_eq!(said(&["2026-10-02 70"], &unsure), "Pregnancy of 2026-10-02");
    // Of a birth only the year is known: fifty-six already or fifty-five still, ten already or nine still.
    for (first, last) in [("1970-01-01", "1970-12-31"), ("2016-01-01", "2016-12-31")] {
        let year = Kidneys {
            born: Some((day(first), day(last))),
            ..her(first, None)
        };
        let got = said(&["2026-10-02 70"], &year);
        assert_eq!(got, "Pregnancy of 2026-10-02", "{first}");
    }
    // A man whose pregnancy nobody asked about is not asked.
    assert!(!said(&["2026-10-02 70"], &man("1990-01-01")).contains('P'));
}

/// Bedside Schwartz 2009: 100 cm and 0.5 mg/dL give 82.6.
#[test]
fn a_child_by_schwartz_with_a_height_of_the_time() {
    let child = |born: &str, heights: &[(&str, f64)]| Kidneys {
        heights: heights.iter().map(|(on, cm)| (day(on), *cm)).collect(),
        ..man(born)
    };
    let of = |born, heights: &[(&str, f64)]| said(&["2026-10-02 0.5mg"], &child(born, heights));
    assert_eq!(
        of("2022-05-01", &[("2026-09-20", 100.0)]),
        "82.6 of 2026-10-02"
    );
    assert_eq!(of("2022-05-01", &[]), "Height of 2026-10-02");
    assert_eq!(
        of("2022-05-01", &[("2026-07-04", 100.0)]),
        "82.6 of 2026-10-02"
    );
    assert_eq!(
        of("2022-05-01", &[("2026-07-03", 100.0)]),
        "Height of 2026-10-02"
    );
    assert_eq!(
        of("2022-05-01", &[("2026-07-20", 90.0), ("2026-10-20", 100.0)]),
        "82.6 of 2026-10-02",
        "the nearest, also when it was measured after"
    );
    assert_eq!(
        of(
            "2022-05-01",
            &[("2026-10-01", 100.0), ("2026-10-03", 101.0)]
        ),
        "82.6 of 2026-10-02"
    );
    assert_eq!(
        of("2025-10-02", &[("2026-10-02", 80.0)]),
        "66.1 of 2026-10-02"
    );
    assert_eq!(
        of("2025-10-03", &[("2026-10-02", 75.0)]),
        "Age of 2026-10-02"
    );
    // Eighteen on the day of the sample: the equation of adults, which asks no height.
    assert!(!of("2008-10-02", &[]).contains("Height"));
    assert_eq!(of("2008-10-03", &[]), "Height of 2026-10-02");
}

#[test]
fn a_birth_that_is_not_whole_never_flatters() {
    let between = |first: &str, last: &str| Kidneys {
        born: Some((day(first), day(last))),
        heights: vec![(day("2026-10-02"), 160.0)],
        ..man(first)
    };
    let year = said(&["2026-10-02 140"], &between("1950-01-01", "1950-12-31"));
    let oldest = said(&["2026-10-02 140"], &man("1950-01-01"));
    assert_eq!(year, oldest, "the lesser of both ends");
    assert_eq!(
        said(&["2026-10-02 70"], &between("2008-01-01", "2008-12-31")),
        "Age of 2026-10-02",
        "between two equations"
    );
    let unknown = Kidneys {
        born: None,
        ..man("1950-01-01")
    };
    assert_eq!(said(&["2026-10-02 70"], &unknown), "Age of 2026-10-02");
}

/// What is doubtful still forbids: the least of the values in question is told beside "unknown".
#[test]
fn the_worst_of_what_is_doubtful() {
    let him = man("1966-10-01");
    for (readings, want) in [
        (&["2026-08-01 88.4"][..], Some(86.7)),
        (&["2026-10-02 88.4", "2026-10-02 300"], Some(19.9)),
        (&["2026-10-02 300", "2026-10-02 88.4"], Some(19.9)),
        (&["2026-09-28 300", "2026-10-02 88.4"], Some(19.9)),
        (&["2026-10-02 ?"], None),
        (&["2026-10-02 300", "2026-10-02 ?"], Some(19.9)),
        (&["2026-11-23 300"], Some(19.9)),
        (&["2026-10-02 1"], None),
    ] {
        let readings: Vec<Reading> = readings.iter().map(|text| reading(text)).collect();
        let got = kidney_function(&readings, &him, day("2026-11-22"));
        let KidneyFunction::Unknown { worst, .. } = got else {
            panic!("{readings:?}: {got:?}");
        };
        assert_eq!(worst, want, "{readings:?}");
    }
}

/// Without an estimate a creatinine still says how bad it may be, and only a harmless one says nothing against a medicine.
#[test]
fn a_creatinine_without_an_estimate_is_not_nothing() {
    let child = |born: &str| man(born);
    let woman = |pregnant| Kidneys {
        sex: Some(Sex::Female),
        pregnant,
        ..man("1996-10-01")
    };
    let unsure = Kidneys {
        sex: None,
        pregnant: Some(false),
        ..man("1950-10-01")
    };
    let unborn = Kidneys {
        born: None,
        ..man("1950-10-01")
    };
    for (umol, patient, why, worst, doubtful) in [
        // Even 210 cm would give 9.6: these kidneys are ill.
        ("800", child("2021-05-01"), Why::Height, Some(9.6), true),
        // 210 cm would give 60, where impairment ends; a little more creatinine is ill whatever the height.
        ("127.7", child("2021-05-01"), Why::Height, None, true),
        ("128", child("2021-05-01"), Why::Height, Some(59.9), true),
        // Ill or well by the height: nobody knows.
        ("60", child("2021-05-01"), Why::Height, None, true),
        // Well whatever the height.
        ("30", child("2021-05-01"), Why::Height, None, false),
        // No equation for infants.
        ("30", child("2026-05-01"), Why::Age, None, true),
        ("800", unborn, Why::Age, None, true),
        ("500", woman(None), Why::Pregnancy, Some(9.7), true),
        ("500", woman(Some(true)), Why::Pregnant, Some(9.7), true),
        // Usual for others, not in pregnancy.
        ("90", woman(Some(true)), Why::Pregnant, Some(76.1), true),
        ("50", woman(Some(true)), Why::Pregnant, Some(125.5), false),
        ("50", woman(None), Why::Pregnancy, Some(125.5), false),
        // The lesser of both sexes.
        ("110", unsure.clone(), Why::Sex, Some(44.9), true),
        ("60", unsure, Why::Sex, Some(90.2), false),
    ] {
        let readings = [reading(&format!("2026-11-02 {umol}"))];
        let KidneyFunction::Unknown {
            why: got,
            worst: least,
            doubtful: doubt,
            ..
        } = kidney_function(&readings, &patient, day("2026-11-22"))
        else {
            panic!("{umol} {why:?} is not unknown");
        };
        assert_eq!((got, least, doubt), (why, worst, doubtful), "{umol}");
    }
}

/// What was read before counts against a medicine while the newest cannot be used.
#[test]
fn an_unread_creatinine_does_not_hide_the_one_before() {
    let him = man("1966-10-01");
    for (readings, want) in [
        (&["2026-10-10 300", "2026-11-02 ?"][..], Some(19.9)),
        (
            &["2026-10-10 300", "2026-10-20 88.4", "2026-11-02 ?"],
            Some(19.9),
        ),
        (&["2026-10-10 300", "2026-11-23 88.4"], Some(19.9)),
        (&["2026-10-10 300", "2026-11-23 ?"], Some(19.9)),
        // Too old to count.
        (&["2026-08-01 300", "2026-11-02 ?"], None),
    ] {
        let readings: Vec<Reading> = readings.iter().map(|text| reading(text)).collect();
        let got = kidney_function(&readings, &him, day("2026-11-22"));
        let KidneyFunction::Unknown {
            worst, doubtful, ..
        } = got
        else {
            panic!("{readings:?}: {got:?}");
        };
        assert_eq!((worst, doubtful), (want, true), "{readings:?}");
    }
}
