//! Free text: medicines, products, allergies.

use super::*;

#[test]
fn a_free_text_names_everything_in_it() {
    let mut question = ordinary();
    for (allergy, level, code) in [
        (
            "penicillin and Panadol",
            Level::Contraindicated,
            "allergy-same",
        ),
        ("аллергия на пенициллина", Level::Info, "within"),
        ("пыльца", Level::Info, "within"),
        ("something red", Level::CannotCheck, "allergy-unknown"),
    ] {
        question.allergies = Some(vec![allergy.to_owned()]);
        assert!(
            has(&ask(&question), level, code),
            "{allergy}: {:?}",
            codes(&ask(&question))
        );
    }
    question = patient("amoxicillin", "oral", "2016-03-01".parse().unwrap(), 30.0);
    for allergy in [
        "aspirin, penicillin",
        "на пенициллины была сыпь",
        "пенициллинге",
        "Amoxicillin",
        "co-amoxiclav",
    ] {
        question.allergies = Some(vec![allergy.to_owned()]);
        assert!(
            ask(&question)
                .findings
                .iter()
                .any(|f| f.level == Level::Contraindicated),
            "{allergy}"
        );
    }
    question = patient("diclofenac", "oral", "1986-03-01".parse().unwrap(), 70.0);
    question.current = Some(vec!["Panadol 500 + Nurofen".to_owned()]);
    assert!(
        has(&ask(&question), Level::Major, "interaction"),
        "{:?}",
        codes(&ask(&question))
    );
    question = ordinary();
    question.current = Some(vec!["Nurofen and paracetamol".to_owned()]);
    assert!(has(&ask(&question), Level::CannotCheck, "duplicate"));
}
