//! Corners that no order of the tables comes near: how an allergy or another medicine may be written.

use super::*;

/// Codes of what is said of an allergy.
fn said(medicine: &str, allergy: &str) -> Vec<&'static str> {
    let mut question = patient(medicine, "oral", "1990-01-01".parse().unwrap(), 70.0);
    question.allergies = Some(vec![allergy.to_owned()]);
    ask(&question)
        .findings
        .iter()
        .map(|f| f.code)
        .filter(|code| code.starts_with("allergy"))
        .collect()
}

#[test]
fn an_allergy_is_understood_word_by_word() {
    for (medicine, allergy, codes) in [
        // A class of two words, alone, among others, and as part of another word.
        ("enalapril", "ACE inhibitor", &["allergy-class"][..]),
        ("enalapril", "the ACE inhibitor, rash", &["allergy-class"]),
        ("enalapril", "ингибиторы АПФ", &["allergy-class"]),
        ("enalapril", "palace inhibitor", &["allergy-unknown"]),
        ("enalapril", "ACE inhibitory", &["allergy-unknown"]),
        // Six letters are enough for an ending; five are not.
        ("morphine", "опиоиды", &["allergy-class"]),
        ("morphine", "opioide", &["allergy-class"]),
        // Of what stands beside, two letters say nothing, three may be a name.
        ("amoxicillin", "penicillin qy", &["allergy-class"]),
        (
            "amoxicillin",
            "penicillin qyw",
            &["allergy-class", "allergy-partly"],
        ),
        // One thing of a kind, of at most two unknown words.
        ("amoxicillin", "pollen", &["allergy-not-medicine"]),
        ("amoxicillin", "pollen of qyw", &["allergy-partly"]),
        ("amoxicillin", "pollen of qyw wyq", &["allergy-partly"]),
        ("amoxicillin", "pollen of qyw wyq yqw", &["allergy-unknown"]),
        ("amoxicillin", "pollen cat dog qyw wyq", &["allergy-partly"]),
        ("amoxicillin", "cat qyw", &["allergy-unknown"]),
    ] {
        assert_eq!(said(medicine, allergy), codes, "{medicine}, {allergy}");
    }
}

#[test]
fn a_medicine_that_is_not_in_the_formulary_is_met_by_its_own_words() {
    let met = |medicine: &str, current: &str| {
        let mut question = patient(medicine, "oral", "1990-01-01".parse().unwrap(), 70.0);
        question.current = Some(vec![current.to_owned()]);
        let answer = ask(&question);
        answer.findings.iter().any(|f| f.code == "interaction")
    };
    for (medicine, current, meets) in [
        ("amoxicillin", "allopurinol", true),
        ("tramadol", "SSRI", true),
        ("tramadol", "inhibitor", false),
        ("tramadol", "MAO", false),
        ("metronidazole", "alcohol", true),
        ("metformin", "iodinated", false),
        ("metformin", "contrast", true),
    ] {
        assert_eq!(met(medicine, current), meets, "{medicine} with {current}");
    }
}
