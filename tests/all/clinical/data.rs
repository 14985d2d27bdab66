//! What the validator refuses.

use feldsher::clinical::{BUILTIN_FILES, Files, Formulary};

#[test]
fn broken_data_is_refused() {
    let Files {
        formulary,
        interactions,
        ..
    } = BUILTIN_FILES;
    let parse = |formulary: &str, interactions: &str| {
        Formulary::parse(&Files {
            formulary,
            interactions,
            ..BUILTIN_FILES
        })
    };
    assert!(parse(formulary, interactions).is_ok());
    type Break = fn(&mut serde_json::Value);
    let breaks: [(&str, Break); 19] = [
        ("schema", |f| f["schema"] = "other/1".into()),
        ("route", |f| {
            f["medicines"][0]["rules"][0]["route"][0] = "by mouth".into()
        }),
        ("unit", |f| {
            f["medicines"][0]["rules"][0]["dose"]["unit"] = "spoon".into()
        }),
        ("dose range", |f| {
            f["medicines"][0]["rules"][0]["dose"]["min"] = 11.into()
        }),
        ("over 100 mg/kg", |f| {
            f["medicines"][0]["rules"][1]["dose"]["max"] = 150.into()
        }),
        ("single cap above daily", |f| {
            f["medicines"][0]["rules"][1]["max_single"] = 40_000.into()
        }),
        ("least dose", |f| {
            f["medicines"][0]["rules"][1]["max_daily_per_kg"] = 6.into()
        }),
        ("doses a day", |f| {
            f["medicines"][0]["rules"][1]["doses_per_day"] = 40.into()
        }),
        ("interval", |f| {
            f["medicines"][0]["rules"][1]["interval_h"] = 8000.into()
        }),
        ("do not fit", |f| {
            f["medicines"][0]["rules"][1]["interval_h"] = 12.into()
        }),
        ("age limits", |f| {
            f["medicines"][0]["rules"][2]["population"]["age_max"] = "P2Y".into()
        }),
        ("bad age span", |f| {
            f["medicines"][0]["rules"][2]["population"]["age_min"] = "12 years".into()
        }),
        ("gap or overlap", |f| {
            f["medicines"][0]["rules"][3]["bands"][1]["weight_min"] = 15.into()
        }),
        ("dose falls", |f| {
            f["medicines"][0]["rules"][3]["bands"][0]["dose_max"] = 400.into()
        }),
        ("unknown source", |f| {
            f["medicines"][0]["rules"][0]["source"] = "hearsay".into()
        }),
        ("seen where", |f| {
            f["medicines"][0]["rules"][0]["where"] = "".into()
        }),
        ("allergy class", |f| {
            f["medicines"][1]["allergy_classes"][0] = "pills".into()
        }),
        ("unknown allergy class pills", |f| {
            f["medicines"][0]["stops"][0]["allergy"] = serde_json::json!(["pills"])
        }),
        ("unknown field", |f| {
            f["medicines"][0]["stops"][0]["population"]["colour"] = 1.into()
        }),
    ];
    for (what, change) in breaks {
        let mut value: serde_json::Value = serde_json::from_str(formulary).unwrap();
        change(&mut value);
        let error = parse(&value.to_string(), interactions)
            .expect_err(what)
            .to_string();
        assert!(error.contains(what) || what == "schema", "{what}: {error}");
    }
    let breaks: [(&str, Break); 5] = [
        ("unknown side", |i| {
            i["interactions"][0]["a"] = "class:none".into()
        }),
        ("twice", |i| {
            let first = i["interactions"][0].clone();
            i["interactions"].as_array_mut().unwrap().push(first);
        }),
        ("crosses with unknown", |i| {
            i["allergy_classes"][0]["cross_reacts_with"][0]["class"] = "none".into();
        }),
        ("unknown aspirin", |i| {
            i["interaction_classes"][0]["medicines"][0] = "aspirin".into()
        }),
        ("no words", |i| i["interactions"][0]["effect"] = "".into()),
    ];
    for (what, change) in breaks {
        let mut value: serde_json::Value = serde_json::from_str(interactions).unwrap();
        change(&mut value);
        let error = parse(formulary, &value.to_string())
            .expect_err(what)
            .to_string();
        assert!(error.contains(what), "{what}: {error}");
    }
}

#[test]
fn broken_tables_are_refused() {
    type Break = fn(&str) -> Files<'_>;
    let cases: [(&str, &str, Break); 13] = [
        (
            "unknown medicine",
            "aspirin-x\ttablet\toral\t100 mg\t\tknowledge\tCHK-SMPC",
            |t| Files {
                products: t,
                ..BUILTIN_FILES
            },
        ),
        (
            "strength",
            "zinc\ttablet\toral\t1,000 mg\t\tknowledge\tCHK-SMPC",
            |t| Files {
                products: t,
                ..BUILTIN_FILES
            },
        ),
        (
            "route",
            "zinc\ttablet\tby mouth\t20 mg\t\tknowledge\tCHK-SMPC",
            |t| Files {
                products: t,
                ..BUILTIN_FILES
            },
        ),
        (
            "volume",
            "zinc\tsyrup\toral\t20 mg/5 mL\tlots\tknowledge\tCHK-SMPC",
            |t| Files {
                products: t,
                ..BUILTIN_FILES
            },
        ),
        (
            "unknown source",
            "zinc\ttablet\toral\t20 mg\t\tknowledge\thearsay",
            |t| Files {
                products: t,
                ..BUILTIN_FILES
            },
        ),
        ("columns", "zinc\ttablet\toral", |t| Files {
            products: t,
            ..BUILTIN_FILES
        }),
        (
            "names two medicines",
            "zinc\tru\tbrand\tPanadol\tknowledge",
            |t| Files {
                names: t,
                ..BUILTIN_FILES
            },
        ),
        (
            "unknown medicine",
            "zync\tru\tbrand\tЦинк\tknowledge",
            |t| Files {
                names: t,
                ..BUILTIN_FILES
            },
        ),
        ("language", "zinc\tfr\tbrand\tZincx\tknowledge", |t| Files {
            names: t,
            ..BUILTIN_FILES
        }),
        (
            "unknown condition",
            "J45\tbad_lungs\tactive\tknowledge\tICD10-WHO2019\tx",
            |t| Files {
                problems: t,
                ..BUILTIN_FILES
            },
        ),
        (
            "not ICD-10",
            "45\tasthma\tactive\tknowledge\tICD10-WHO2019\tx",
            |t| Files {
                problems: t,
                ..BUILTIN_FILES
            },
        ),
        (
            "state",
            "J45\tasthma\tonce\tknowledge\tICD10-WHO2019\tx",
            |t| Files {
                problems: t,
                ..BUILTIN_FILES
            },
        ),
        (
            "verified",
            "J45\tasthma\tactive\tsure\tICD10-WHO2019\tx",
            |t| Files {
                problems: t,
                ..BUILTIN_FILES
            },
        ),
    ];
    for (what, row, files) in cases {
        let error = match Formulary::parse(&files(row)) {
            Err(feldsher::clinical::DataError::Faults(faults)) => faults.join("; "),
            Err(error) => error.to_string(),
            Ok(_) => panic!("{what}: {row} was taken"),
        };
        assert!(error.contains(what), "{what}: {error}");
    }
}
