//! Why people come: what fits whom, how it shows in the vital signs, what is ordered. Words are in the phrase files.

use crate::domain::person::Sex;

pub struct Topic {
    /// Section of the phrase files.
    pub key: &'static str,
    /// ICD-10: the first is the main diagnosis.
    pub codes: &'static [&'static str],
    /// Completed years, both ends included.
    pub ages: (i64, i64),
    pub only: Option<Sex>,
    /// How often beside the others; 0: only when something else calls for it.
    pub often: i64,
    /// Follow-up of this problem of the card.
    pub problem: Option<&'static str>,
    /// Tenths of a degree, least and most.
    pub temperature: (i64, i64),
    /// Days until the next visit, least and most; 0: none.
    pub back: (i64, i64),
    pub nurse: bool,
    /// Urgency of a referral.
    pub refer: Option<&'static str>,
    pub orders: &'static [Wish],
}

/// A medicine that fits the topic. The dose engine has the last word.
pub struct Wish {
    pub medicine: &'static str,
    pub form: &'static str,
    pub strength: &'static str,
    pub route: &'static str,
    /// Months, from and below.
    pub months: (i64, i64),
    pub kg: (f64, f64),
    pub dose: Amount,
    pub unit: &'static str,
    pub per_day: i64,
    /// Hours; 0: not said.
    pub every_h: i64,
    pub days: i64,
    pub odds: i64,
    pub indication: Option<&'static str>,
    /// Only for those who take it already.
    pub renew: bool,
}

#[derive(Debug, Clone, Copy)]
pub enum Amount {
    Fixed(f64),
    /// mg for a kilogram, the most, and the step that can be measured; rounded down.
    PerKg(f64, f64, f64),
}

use Amount::{Fixed, PerKg};

const ANY_KG: (f64, f64) = (0.0, 1000.0);
const ADULT: (i64, i64) = (216, 1800);

const fn wish(
    medicine: &'static str,
    form: &'static str,
    strength: &'static str,
    months: (i64, i64),
    dose: Amount,
    per_day: i64,
    days: i64,
    odds: i64,
) -> Wish {
    Wish {
        medicine,
        form,
        strength,
        route: "oral",
        months,
        kg: ANY_KG,
        dose,
        unit: "mg",
        per_day,
        every_h: match per_day {
            1 => 24,
            2 => 12,
            3 => 8,
            4 => 6,
            _ => 0,
        },
        days,
        odds,
        indication: None,
        renew: false,
    }
}

const PARACETAMOL_CHILD: Wish = Wish {
    kg: (0.0, 25.0),
    ..wish(
        "paracetamol",
        "syrup / suspension",
        "120 mg/5 mL",
        (1, 120),
        PerKg(12.5, 480.0, 12.0),
        4,
        3,
        700,
    )
};
const PARACETAMOL_SCHOOL: Wish = Wish {
    kg: (25.0, 50.0),
    ..wish(
        "paracetamol",
        "tablet",
        "200 mg",
        (60, 216),
        PerKg(15.0, 600.0, 100.0),
        3,
        3,
        650,
    )
};
const PARACETAMOL_ADULT: Wish = Wish {
    kg: (50.0, 300.0),
    ..wish(
        "paracetamol",
        "tablet",
        "500 mg",
        (144, 1800),
        Fixed(500.0),
        3,
        3,
        600,
    )
};
const IBUPROFEN_CHILD: Wish = Wish {
    kg: (6.0, 30.0),
    ..wish(
        "ibuprofen",
        "suspension",
        "100 mg/5 mL",
        (6, 144),
        PerKg(8.0, 300.0, 10.0),
        3,
        3,
        350,
    )
};
const IBUPROFEN_ADULT: Wish = wish(
    "ibuprofen",
    "tablet",
    "400 mg",
    (192, 780),
    Fixed(400.0),
    3,
    5,
    700,
);
const AMOXICILLIN_CHILD: Wish = Wish {
    kg: (4.0, 30.0),
    indication: Some("tonsillitis, leptospirosis and similar"),
    ..wish(
        "amoxicillin",
        "suspension",
        "250 mg/5 mL",
        (2, 144),
        PerKg(25.0, 750.0, 25.0),
        2,
        7,
        800,
    )
};
const AMOXICILLIN_ADULT: Wish = Wish {
    kg: (40.0, 300.0),
    indication: Some("usual infections"),
    ..wish(
        "amoxicillin",
        "capsule",
        "500 mg",
        (168, 1800),
        Fixed(500.0),
        3,
        7,
        800,
    )
};
const AZITHROMYCIN_CHILD: Wish = Wish {
    kg: (7.0, 45.0),
    indication: Some("respiratory, skin, ear infection, 3 days"),
    ..wish(
        "azithromycin",
        "suspension",
        "200 mg/5 mL",
        (6, 180),
        PerKg(10.0, 400.0, 20.0),
        1,
        3,
        900,
    )
};
const AZITHROMYCIN_ADULT: Wish = wish(
    "azithromycin",
    "tablet",
    "500 mg",
    ADULT,
    Fixed(500.0),
    1,
    3,
    900,
);
const AMBROXOL_ADULT: Wish = wish(
    "ambroxol",
    "tablet",
    "30 mg",
    (144, 1800),
    Fixed(30.0),
    3,
    7,
    500,
);
const AMBROXOL_CHILD: Wish = wish(
    "ambroxol",
    "syrup",
    "15 mg/5 mL",
    (72, 144),
    Fixed(15.0),
    3,
    7,
    500,
);
const CETIRIZINE_SMALL: Wish = wish(
    "cetirizine",
    "drops",
    "10 mg/mL",
    (24, 72),
    Fixed(2.5),
    1,
    7,
    900,
);
const CETIRIZINE: Wish = wish(
    "cetirizine",
    "tablet",
    "10 mg",
    (144, 1800),
    Fixed(10.0),
    1,
    7,
    900,
);
const OMEPRAZOLE: Wish = wish(
    "omeprazole",
    "capsule",
    "20 mg",
    ADULT,
    Fixed(20.0),
    1,
    14,
    900,
);
const DROTAVERINE: Wish = wish(
    "drotaverine",
    "tablet",
    "40 mg",
    ADULT,
    Fixed(40.0),
    3,
    5,
    800,
);
const AMLODIPINE: Wish = Wish {
    renew: true,
    ..wish(
        "amlodipine",
        "tablet",
        "5 mg",
        ADULT,
        Fixed(5.0),
        1,
        30,
        750,
    )
};
const LOSARTAN: Wish = Wish {
    renew: true,
    ..wish(
        "losartan",
        "tablet",
        "50 mg",
        ADULT,
        Fixed(50.0),
        1,
        30,
        750,
    )
};
const METFORMIN: Wish = Wish {
    renew: true,
    ..wish(
        "metformin",
        "tablet",
        "850 mg",
        ADULT,
        Fixed(850.0),
        2,
        30,
        750,
    )
};
const ORS: Wish = Wish {
    unit: "mL",
    every_h: 0,
    indication: Some("diarrhoea, no dehydration (Plan A), after each loose stool"),
    ..wish("ors", "sachet", "", (24, 60), Fixed(100.0), 4, 2, 900)
};
const ZINC: Wish = Wish {
    indication: Some("diarrhoea"),
    ..wish(
        "zinc",
        "dispersible tablet",
        "20 mg",
        (6, 60),
        Fixed(20.0),
        1,
        10,
        800,
    )
};
const DOXYCYCLINE: Wish = Wish {
    kg: (45.0, 300.0),
    ..wish(
        "doxycycline",
        "capsule",
        "100 mg",
        ADULT,
        Fixed(100.0),
        2,
        42,
        600,
    )
};
const FOSFOMYCIN: Wish = Wish {
    unit: "g",
    ..wish(
        "fosfomycin",
        "granules",
        "3 g",
        ADULT,
        Fixed(3.0),
        1,
        1,
        850,
    )
};
const FOLIC: Wish = wish(
    "folic-acid",
    "tablet",
    "0.4 mg",
    (192, 600),
    Fixed(0.4),
    1,
    30,
    800,
);
const ALBENDAZOLE: Wish = wish(
    "albendazole",
    "tablet",
    "400 mg",
    (24, 1800),
    Fixed(400.0),
    1,
    1,
    950,
);
const ACICLOVIR: Wish = Wish {
    kg: (9.0, 40.0),
    indication: Some("chickenpox, 5 days; zoster 7 days"),
    ..wish(
        "aciclovir",
        "suspension",
        "200 mg/5 mL",
        (24, 144),
        PerKg(20.0, 800.0, 20.0),
        4,
        5,
        350,
    )
};
const SALBUTAMOL: Wish = Wish {
    route: "inhaled",
    unit: "puff",
    every_h: 6,
    ..wish(
        "salbutamol",
        "inhaler",
        "100 mcg/puff",
        (72, 1800),
        Fixed(2.0),
        4,
        7,
        900,
    )
};
const LACTULOSE: Wish = Wish {
    unit: "mL",
    ..wish(
        "lactulose",
        "syrup",
        "667 mg/mL",
        ADULT,
        Fixed(15.0),
        1,
        14,
        900,
    )
};
const CHLOROPYRAMINE: Wish = Wish {
    route: "intramuscular",
    ..wish(
        "chloropyramine",
        "injection",
        "20 mg/mL",
        ADULT,
        Fixed(20.0),
        1,
        1,
        400,
    )
};

const BASE: Topic = Topic {
    key: "",
    codes: &[],
    ages: (0, 99),
    only: None,
    often: 10,
    problem: None,
    temperature: (362, 369),
    back: (3, 10),
    nurse: false,
    refer: None,
    orders: &[],
};

pub const TOPICS: &[Topic] = &[
    Topic {
        key: "arvi",
        codes: &["J06.9"],
        often: 60,
        temperature: (370, 388),
        orders: &[PARACETAMOL_CHILD, PARACETAMOL_SCHOOL, PARACETAMOL_ADULT],
        ..BASE
    },
    Topic {
        key: "tonsillitis",
        codes: &["J03.9"],
        ages: (3, 60),
        often: 16,
        temperature: (378, 392),
        orders: &[AMOXICILLIN_CHILD, AMOXICILLIN_ADULT, IBUPROFEN_CHILD],
        ..BASE
    },
    Topic {
        key: "bronchitis",
        codes: &["J20.9"],
        ages: (1, 90),
        often: 18,
        temperature: (368, 383),
        orders: &[AMBROXOL_ADULT, AMBROXOL_CHILD, PARACETAMOL_CHILD],
        ..BASE
    },
    Topic {
        key: "pneumonia",
        codes: &["J18.9"],
        ages: (1, 85),
        often: 4,
        temperature: (381, 395),
        back: (1, 2),
        refer: Some("urgent"),
        orders: &[AZITHROMYCIN_CHILD, AZITHROMYCIN_ADULT],
        ..BASE
    },
    Topic {
        key: "otitis",
        codes: &["H66.9"],
        ages: (1, 12),
        often: 14,
        temperature: (374, 389),
        back: (2, 4),
        orders: &[AMOXICILLIN_CHILD, PARACETAMOL_CHILD],
        ..BASE
    },
    Topic {
        key: "gastro",
        codes: &["A09"],
        ages: (1, 80),
        often: 20,
        temperature: (367, 382),
        back: (1, 3),
        orders: &[ORS, ZINC],
        ..BASE
    },
    Topic {
        key: "constipation",
        codes: &["K59.0"],
        ages: (3, 90),
        often: 6,
        back: (7, 14),
        orders: &[LACTULOSE],
        ..BASE
    },
    Topic {
        key: "gastritis",
        codes: &["K29.7"],
        ages: (14, 75),
        often: 14,
        back: (10, 14),
        orders: &[OMEPRAZOLE],
        ..BASE
    },
    Topic {
        key: "cholecystitis",
        codes: &["K81.1"],
        ages: (30, 80),
        often: 0,
        problem: Some("K81.1"),
        back: (7, 14),
        orders: &[DROTAVERINE],
        ..BASE
    },
    Topic {
        key: "hypertension",
        codes: &["I10"],
        ages: (35, 99),
        often: 0,
        problem: Some("I10"),
        back: (28, 31),
        orders: &[AMLODIPINE, LOSARTAN],
        ..BASE
    },
    Topic {
        key: "angina",
        codes: &["I20.8"],
        ages: (50, 99),
        often: 0,
        problem: Some("I20.8"),
        back: (14, 30),
        refer: Some("routine"),
        orders: &[],
        ..BASE
    },
    Topic {
        key: "diabetes",
        codes: &["E11.9"],
        ages: (38, 99),
        often: 0,
        problem: Some("E11.9"),
        back: (28, 31),
        orders: &[METFORMIN],
        ..BASE
    },
    Topic {
        key: "anaemia",
        codes: &["D50.9"],
        ages: (1, 99),
        only: Some(Sex::Female),
        often: 4,
        problem: Some("D50.9"),
        back: (28, 31),
        orders: &[],
        ..BASE
    },
    Topic {
        key: "backpain",
        codes: &["M54.5"],
        ages: (20, 85),
        often: 26,
        back: (7, 10),
        orders: &[IBUPROFEN_ADULT],
        ..BASE
    },
    Topic {
        key: "knee",
        codes: &["M17.9"],
        ages: (48, 95),
        often: 0,
        problem: Some("M17.9"),
        back: (14, 30),
        orders: &[IBUPROFEN_ADULT],
        ..BASE
    },
    Topic {
        key: "cystitis",
        codes: &["N30.0"],
        ages: (16, 80),
        only: Some(Sex::Female),
        often: 14,
        temperature: (364, 373),
        back: (3, 7),
        orders: &[FOSFOMYCIN],
        ..BASE
    },
    Topic {
        key: "pregnancy",
        codes: &["Z34.9"],
        ages: (16, 48),
        only: Some(Sex::Female),
        often: 0,
        back: (14, 28),
        orders: &[FOLIC],
        ..BASE
    },
    Topic {
        key: "newborn",
        codes: &["Z00.1"],
        ages: (0, 0),
        often: 0,
        temperature: (364, 369),
        back: (14, 25),
        nurse: true,
        ..BASE
    },
    Topic {
        key: "child",
        codes: &["Z00.1"],
        ages: (0, 6),
        often: 40,
        temperature: (363, 368),
        back: (28, 90),
        nurse: true,
        ..BASE
    },
    Topic {
        key: "vaccination",
        codes: &["Z27.1"],
        ages: (0, 2),
        often: 26,
        temperature: (363, 368),
        back: (30, 60),
        nurse: true,
        ..BASE
    },
    Topic {
        key: "checkup",
        codes: &["Z00.0"],
        ages: (18, 99),
        often: 22,
        back: (0, 0),
        nurse: true,
        ..BASE
    },
    Topic {
        key: "wound",
        codes: &["S61.9"],
        ages: (5, 75),
        often: 12,
        back: (1, 3),
        ..BASE
    },
    Topic {
        key: "burn",
        codes: &["T23.2"],
        ages: (2, 75),
        often: 6,
        back: (1, 2),
        orders: &[IBUPROFEN_CHILD, IBUPROFEN_ADULT],
        ..BASE
    },
    Topic {
        key: "dogbite",
        codes: &["S81.9", "W54", "Z20.3"],
        ages: (4, 75),
        often: 4,
        back: (3, 3),
        refer: Some("urgent"),
        ..BASE
    },
    Topic {
        key: "brucellosis",
        codes: &["A23.9"],
        ages: (18, 65),
        often: 4,
        temperature: (372, 386),
        back: (3, 7),
        refer: Some("urgent"),
        orders: &[DOXYCYCLINE],
        ..BASE
    },
    Topic {
        key: "asthma",
        codes: &["J45.9"],
        ages: (5, 90),
        often: 0,
        problem: Some("J45.9"),
        back: (7, 14),
        orders: &[SALBUTAMOL],
        ..BASE
    },
    Topic {
        key: "conjunctivitis",
        codes: &["H10.3"],
        ages: (1, 70),
        often: 9,
        back: (3, 5),
        ..BASE
    },
    Topic {
        key: "dermatitis",
        codes: &["L23.9"],
        ages: (2, 80),
        often: 10,
        back: (5, 10),
        orders: &[CETIRIZINE_SMALL, CETIRIZINE],
        ..BASE
    },
    Topic {
        key: "urticaria",
        codes: &["L50.9"],
        ages: (2, 70),
        often: 6,
        back: (1, 3),
        orders: &[CETIRIZINE_SMALL, CETIRIZINE, CHLOROPYRAMINE],
        ..BASE
    },
    Topic {
        key: "worms",
        codes: &["B80"],
        ages: (2, 14),
        often: 10,
        back: (14, 14),
        orders: &[ALBENDAZOLE],
        ..BASE
    },
    Topic {
        key: "chickenpox",
        codes: &["B01.9"],
        ages: (2, 12),
        often: 6,
        temperature: (372, 385),
        back: (3, 5),
        orders: &[PARACETAMOL_CHILD, ACICLOVIR],
        ..BASE
    },
    Topic {
        key: "ankle",
        codes: &["S93.4"],
        ages: (8, 70),
        often: 10,
        back: (5, 10),
        orders: &[IBUPROFEN_ADULT],
        ..BASE
    },
    Topic {
        key: "headache",
        codes: &["G44.2"],
        ages: (14, 70),
        often: 14,
        back: (10, 14),
        orders: &[PARACETAMOL_ADULT],
        ..BASE
    },
];

pub fn topic(key: &str) -> Option<&'static Topic> {
    TOPICS.iter().find(|topic| topic.key == key)
}
