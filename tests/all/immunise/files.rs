//! Every fault that the validator of the data files promises to name, one damage at a time.

use feldsher::clinical::immunise::problems;

use super::changed;

/// What is written, what it becomes, what the validator says.
type Fault = (&'static str, &'static str, &'static str);

const RULES: [Fault; 8] = [
    (
        "\"dose_ml\": 0.05",
        "\"dose_ml\": 0.0",
        "BCG: no usual route or dose",
    ),
    (
        "\"dose_ml\": 0.05",
        "\"dose_ml\": 5.0",
        "BCG: no usual route or dose",
    ),
    (
        "\"route\": \"intradermal\"",
        "\"route\": \"nasal\"",
        "BCG: no usual route or dose",
    ),
    ("\"from\": [[\"bcg\"]]", "\"from\": []", "bcg: from nothing"),
    (
        "\"from\": [[\"bcg\"]]",
        "\"from\": [[]]",
        "bcg: from nothing",
    ),
    (
        "\"components\": [\"hpv\"], \"source\"",
        "\"components\": [\"hvp\"], \"source\"",
        "hpv-pregnancy: no vaccine holds hvp",
    ),
    (
        "\"varicella\", \"yellow-fever\"], \"source\"",
        "\"varicella\", \"yelow-fever\"], \"source\"",
        "live-pregnancy: no vaccine holds yelow-fever",
    ),
    (
        "\"class\": \"egg\"",
        "\"class\": \"eggs\"",
        "allergy-egg: no allergy class eggs",
    ),
];

const CALENDAR: [Fault; 6] = [
    (
        "\"id\": \"kz-pcv-2\"",
        "\"id\": \"kz-pcv-1\"",
        "kz-pcv-1: not a line of kz, or twice",
    ),
    (
        "\"id\": \"kz-pcv-2\"",
        "\"id\": \"uz-pcv-2\"",
        "uz-pcv-2: not a line of kz, or twice",
    ),
    (
        "\"age\": \"P30M\"",
        "\"age\": \"P20M\"",
        "kz-hepa-2: younger than the line before",
    ),
    (
        "\"vaccine\": \"DTaP\", \"dose\": 5",
        "\"vaccine\": \"DTaP\", \"dose\": 0",
        "kz-dtap-5: no dose, place or antigen",
    ),
    (
        "\"where\": \"6 years, booster\"",
        "\"where\": \"\"",
        "kz-dtap-5: no dose, place or antigen",
    ),
    (
        "[[\"hepa\", \"p2\"]]",
        "[]",
        "kz-hepa-2: no dose, place or antigen",
    ),
];

#[test]
fn each_fault_of_the_files_is_named() {
    let faults = RULES.iter().map(|fault| (true, fault));
    for (rules, (from, to, complaint)) in faults.chain(CALENDAR.iter().map(|f| (false, f))) {
        let damage = [(*from, *to)];
        let book = if rules {
            changed(&damage, &[])
        } else {
            changed(&[], &damage)
        };
        let wrong = problems(&book);
        assert!(
            wrong.iter().any(|one| one.contains(complaint)),
            "{complaint}: {wrong:?}"
        );
    }
}

/// Each numbered in order, but a booster before the last primary dose.
#[test]
fn a_booster_before_the_end_of_the_series_is_a_fault() {
    let book = changed(
        &[],
        &[
            ("[[\"pcv\", \"b1\"]]", "[[\"pcv\", \"last\"]]"),
            ("[[\"pcv\", \"p2\"]]", "[[\"pcv\", \"b1\"]]"),
            ("[[\"pcv\", \"last\"]]", "[[\"pcv\", \"p2\"]]"),
        ],
    );
    let wrong = problems(&book).join("\n");
    assert!(wrong.contains("kz pcv: doses out of order"), "{wrong}");
}

/// WHO: the first booster from 12 months, half a year after the third dose. A calendar that asks it at 13 months is sound.
#[test]
fn what_who_allows_is_no_fault() {
    let book = changed(
        &[],
        &[(
            "\"age\": \"P18M\", \"antigens\": [[\"dtp\", \"b1\"]",
            "\"age\": \"P13M\", \"antigens\": [[\"dtp\", \"b1\"]",
        )],
    );
    assert_eq!(problems(&book), Vec::<String>::new());
}
