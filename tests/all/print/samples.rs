//! Invented patients, plainly so, and papers about them in the language of each.

use chrono::NaiveDate;
use feldsher::domain::{
    country::Country,
    dates::PartialDate,
    identifiers::IdentifierKind,
    lang::Lang,
    number::Decimal,
    paper::{
        Addendum, Advice, Allergies, Allergy, Amount, Clinician, Diagnoses, Diagnosis, Discharge,
        Facility, LabResult, LabValue, Medicine, PaperContext, Patient, PersonNumber,
        PrescribedItem, Prescription, PrescriptionKind, Referral, Study, Urgency, VisitNote, Vital,
        VitalValue,
    },
    person::Sex,
};

pub fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

pub fn amount(value: &str, unit: &str) -> Amount {
    Amount {
        value: Decimal::parse(value).unwrap(),
        unit: unit.to_owned(),
    }
}

/// Texts of one language, so that every paper is written in one.
pub struct Texts {
    pub facility: &'static str,
    pub family: &'static str,
    pub given: &'static str,
    pub patronymic: &'static str,
    pub address: &'static str,
    pub agent: &'static str,
    pub reaction: &'static str,
    pub disease: &'static str,
    pub complaints: &'static str,
    pub history: &'static str,
    pub findings: &'static str,
    pub medicine: &'static str,
    pub form: &'static str,
    pub frequency: &'static str,
    pub advice: &'static str,
    pub clinician: &'static str,
    pub post: &'static str,
    pub test: &'static str,
}

pub fn texts(lang: Lang) -> Texts {
    match lang {
        Lang::Ru => Texts {
            facility: "Фельдшерско-акушерский пункт «Образцовый»",
            family: "Примерова",
            given: "Анна",
            patronymic: "Образцовна",
            address: "село Образцовое, улица Степная, 1",
            agent: "бензилпенициллин",
            reaction: "крапивница через 20 минут",
            disease: "Внебольничная пневмония нижней доли правого лёгкого",
            complaints: "Кашель с мокротой 5 дней, температура до 38,6 °C, слабость",
            history: "Заболела остро после переохлаждения. Принимала парацетамол без эффекта.",
            findings: "Состояние средней тяжести. Справа ниже угла лопатки влажные мелкопузырчатые хрипы, ЧД 24 в минуту.",
            medicine: "Азитромицин",
            form: "таблетки",
            frequency: "1 раз в день",
            advice: "Обильное питьё. Вернуться сразу при одышке в покое.",
            clinician: "Фельдшеров Иван Примерович",
            post: "фельдшер",
            test: "Гемоглобин",
        },
        Lang::Kk => Texts {
            facility: "«Үлгілі» фельдшерлік-акушерлік пункті",
            family: "Үлгібаева",
            given: "Әйгерім",
            patronymic: "Мысалқызы",
            address: "Үлгілі ауылы, Дала көшесі, 1",
            agent: "бензилпенициллин",
            reaction: "20 минуттан кейін есекжем",
            disease: "Оң өкпенің төменгі бөлігінің ауруханадан тыс пневмониясы",
            complaints: "5 күн бойы қақырықты жөтел, температура 38,6 °C-қа дейін, әлсіздік",
            history: "Суық тигеннен кейін жедел ауырған. Парацетамол ішкен, көмектеспеген.",
            findings: "Жағдайы орташа ауырлықта. Оң жақта жауырын бұрышынан төмен ұсақ көпіршікті ылғалды сырылдар, ТАЖ минутына 24.",
            medicine: "Азитромицин",
            form: "таблеткалар",
            frequency: "күніне 1 рет",
            advice: "Көп сұйықтық ішу. Тыныштықта ентігу болса, бірден қайта келу.",
            clinician: "Фельдшеров Қайрат Мысалұлы",
            post: "фельдшер",
            test: "Гемоглобин",
        },
        Lang::Uz => Texts {
            facility: "«Namunali» qishloq vrachlik punkti",
            family: "Namunayeva",
            given: "Oʻgʻiloy",
            patronymic: "Misol qizi",
            address: "Surxondaryo viloyati, Namuna qishlogʻi, Bogʻ koʻchasi, 1",
            agent: "benzilpenitsillin",
            reaction: "20 daqiqadan soʻng eshakemi",
            disease: "Oʻng oʻpka pastki boʻlagining shifoxonadan tashqari pnevmoniyasi",
            complaints: "5 kun balgʻamli yoʻtal, harorat 38,6 °C gacha, holsizlik",
            history: "Sovqotgandan keyin oʻtkir boshlangan. Paratsetamol ichgan, taʼsir qilmagan.",
            findings: "Umumiy ahvoli oʻrtacha ogʻir. Oʻngda kurak burchagidan pastda mayda pufakchali nam xirillashlar, NOS daqiqada 24.",
            medicine: "Azitromitsin",
            form: "tabletkalar",
            frequency: "kuniga 1 marta",
            advice: "Koʻp suyuqlik ichish. Tinch holatda hansirash boʻlsa, darhol qaytib kelish.",
            clinician: "Feldsherov Gʻayrat Misolovich",
            post: "feldsher",
            test: "Gemoglobin",
        },
        Lang::Ka => Texts {
            facility: "სოფლის ამბულატორია „სამაგალითო“",
            family: "ნიმუშაძე",
            given: "ქეთევან",
            patronymic: "მაგალითის ასული",
            address: "სოფელი სამაგალითო, ვაზის ქუჩა 1",
            agent: "ბენზილპენიცილინი",
            reaction: "ჭინჭრის ციება 20 წუთში",
            disease: "მარჯვენა ფილტვის ქვედა წილის არაჰოსპიტალური პნევმონია",
            complaints: "ხველა ნახველით 5 დღე, ტემპერატურა 38,6 °C-მდე, სისუსტე",
            history: "დაავადდა მწვავედ გაციების შემდეგ. მიიღო პარაცეტამოლი უშედეგოდ.",
            findings: "მდგომარეობა საშუალო სიმძიმის. მარჯვნივ ბეჭის კუთხის ქვემოთ წვრილბუშტუკოვანი სველი ხიხინი, სუნთქვის სიხშირე 24.",
            medicine: "აზითრომიცინი",
            form: "ტაბლეტები",
            frequency: "დღეში 1-ჯერ",
            advice: "ბევრი სითხის მიღება. მოსვენებისას ქოშინის შემთხვევაში დაუყოვნებლივ დაბრუნება.",
            clinician: "ფერშლაძე გიორგი",
            post: "ექიმი",
            test: "ჰემოგლობინი",
        },
        Lang::En => Texts {
            facility: "Example Village Medical Point",
            family: "Sampleson",
            given: "Ann",
            patronymic: "",
            address: "1 Steppe Street, Exampleville",
            agent: "benzylpenicillin",
            reaction: "hives after 20 minutes",
            disease: "Community-acquired pneumonia, right lower lobe",
            complaints: "Productive cough for 5 days, fever up to 38.6 °C, weakness",
            history: "Sudden onset after a chill. Took paracetamol without effect.",
            findings: "Moderately ill. Fine moist crackles below the right shoulder blade, breathing rate 24 a minute.",
            medicine: "Azithromycin",
            form: "tablets",
            frequency: "once a day",
            advice: "Plenty of fluids. Come back at once if short of breath at rest.",
            clinician: "Feldsherson, John",
            post: "feldsher",
            test: "Haemoglobin",
        },
    }
}

pub fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

pub fn context(country: Country, lang: Lang) -> PaperContext {
    let t = texts(lang);
    let (kind, number) = match country {
        Country::Kz => (IdentifierKind::KzIin, "000000000000"),
        Country::Uz => (IdentifierKind::UzPinfl, "00000000000000"),
        Country::Ge => (IdentifierKind::GePersonal, "00000000019"),
    };
    PaperContext {
        country,
        lang,
        facility: Facility {
            name: t.facility.to_owned(),
            department: None,
            code: some("0017"),
            tax_number: None,
            licence: None,
            address: some(t.address),
            phone: some("+0 000 000 00 00"),
        },
        patient: Patient {
            family: t.family.to_owned(),
            given: some(t.given),
            patronymic: (!t.patronymic.is_empty()).then(|| t.patronymic.to_owned()),
            born: PartialDate::from_ymd(1985, 7, 14).unwrap(),
            sex: Sex::Female,
            numbers: vec![PersonNumber {
                kind,
                value: number.to_owned(),
            }],
            med_id: None,
            card_number: some("А-17/42"),
            citizenship: None,
            address: some(t.address),
            phone: some("+0 000 000 00 01"),
            email: None,
            workplace: None,
            allergies: Allergies::Known(vec![Allergy {
                agent: t.agent.to_owned(),
                reactions: vec![t.reaction.to_owned()],
                ..Allergy::default()
            }]),
        },
        number: some("2026-000123"),
        issued: day(2026, 3, 5),
        training: false,
    }
}

pub fn clinician(lang: Lang) -> Option<Clinician> {
    let t = texts(lang);
    Some(Clinician {
        name: t.clinician.to_owned(),
        post: some(t.post),
        id: some("M-77"),
    })
}

pub fn medicine(lang: Lang) -> Medicine {
    let t = texts(lang);
    Medicine {
        generic: t.medicine.to_owned(),
        brand: some("Sumamed"),
        strength: some("500 mg"),
        form: some(t.form),
        dose: Some(amount("500", "mg")),
        measured: None,
        rounded: false,
        rate: None,
        duration_days: Some(3),
        route: some("oral"),
        frequency: some(t.frequency),
        instructions: None,
    }
}

fn diagnoses(lang: Lang) -> Diagnoses {
    let t = texts(lang);
    Diagnoses {
        referral: None,
        main: vec![Diagnosis {
            code: some("J18.1"),
            title: t.disease.to_owned(),
        }],
        complications: Vec::new(),
        concomitant: vec![Diagnosis {
            code: some("I10"),
            title: t.findings.to_owned(),
        }],
    }
}

fn labs(lang: Lang, count: usize) -> Vec<LabResult> {
    let t = texts(lang);
    (0..count)
        .map(|index| LabResult {
            on: Some(day(2026, 2, 1 + (index % 28) as u32)),
            name: format!("{} {}", t.test, index + 1),
            value: LabValue::Number(amount(&format!("{}.{}", 110 + index, index % 10), "g-l")),
            normal: some("120–160"),
        })
        .collect()
}

pub fn discharge(country: Country, lang: Lang) -> Discharge {
    let t = texts(lang);
    Discharge {
        context: context(country, lang),
        patient_type: None,
        referred_by: some(t.facility),
        addressed_to: None,
        applied: Some(day(2026, 2, 23)),
        sent: None,
        admitted: Some(day(2026, 2, 24)),
        discharged: Some(day(2026, 3, 5)),
        bed_days: Some(9),
        diagnoses: diagnoses(lang),
        past_diseases: None,
        complaints: some(t.complaints),
        illness_history: some(t.history),
        life_history: None,
        examination: some(t.findings),
        vitals: vitals(),
        labs: labs(lang, 4),
        studies: vec![Study {
            on: Some(day(2026, 2, 24)),
            name: "X-ray".to_owned(),
            conclusion: some(t.disease),
        }],
        consultations: Vec::new(),
        course: None,
        treatment: vec![
            medicine(lang),
            Medicine {
                generic: "Paracetamolum".to_owned(),
                dose: Some(amount("0.5", "g")),
                route: some("oral"),
                ..Medicine::default()
            },
        ],
        operations: Vec::new(),
        outcome: None,
        state_when_sent: None,
        state_at_discharge: some(t.advice),
        advice: Advice {
            text: some(t.advice),
            medicines: vec![medicine(lang)],
            next_visit: Some(day(2026, 3, 19)),
            ..Advice::default()
        },
        doctor: clinician(lang),
        head: None,
    }
}

pub fn vitals() -> Vec<Vital> {
    let number = |code: &str, value, unit| Vital {
        code: code.to_owned(),
        value: VitalValue::Number(amount(value, unit)),
        previous: None,
    };
    vec![
        number("temperature", "38.6", "celsius"),
        Vital {
            code: "blood-pressure".to_owned(),
            value: VitalValue::Pressure(138, 86),
            previous: Some((VitalValue::Pressure(150, 95), day(2025, 11, 2))),
        },
        number("pulse", "96", "per-minute"),
        number("saturation", "94", "percent"),
        Vital {
            code: "weight".to_owned(),
            value: VitalValue::Number(amount("68.5", "kg")),
            previous: Some((VitalValue::Number(amount("70", "kg")), day(2025, 11, 2))),
        },
    ]
}

pub fn visit(country: Country, lang: Lang) -> VisitNote {
    let t = texts(lang);
    VisitNote {
        context: context(country, lang),
        form: None,
        at: day(2026, 3, 5).and_hms_opt(9, 5, 0).unwrap(),
        place: None,
        reason: None,
        complaints: some(t.complaints),
        history: some(t.history),
        examination: some(t.findings),
        vitals: vitals(),
        more: Vec::new(),
        diagnoses: diagnoses(lang),
        plan: some(t.advice),
        medicines: vec![medicine(lang)],
        advice: None,
        next_visit: Some(day(2026, 3, 12)),
        sick_leave: None,
        clinician: clinician(lang),
        signed_at: Some(day(2026, 3, 5).and_hms_opt(9, 40, 0).unwrap()),
        addenda: vec![Addendum {
            at: day(2026, 3, 6).and_hms_opt(8, 0, 0).unwrap(),
            by: t.clinician.to_owned(),
            text: t.advice.to_owned(),
        }],
    }
}

pub fn prescription(country: Country, lang: Lang) -> Prescription {
    let t = texts(lang);
    Prescription {
        context: context(country, lang),
        kind: Some(PrescriptionKind::Free),
        diagnosis: Some(Diagnosis {
            code: some("J18.1"),
            title: t.disease.to_owned(),
        }),
        items: vec![PrescribedItem {
            medicine: Medicine {
                instructions: some(t.advice),
                ..medicine(lang)
            },
            latin: some("Azithromycini"),
            daily_dose: Some(amount("500", "mg")),
            arithmetic: some("10 mg/kg × 50 kg = 500 mg"),
            quantity: Some(amount("3", "tablet")),
            packs: Some(1),
            substitution: Some(true),
            repeats: None,
        }],
        weight_kg: Some((Decimal::parse("68.5").unwrap(), day(2026, 3, 5))),
        valid_until: None,
        collector: None,
        prescriber: clinician(lang),
        countersigner: None,
    }
}

pub fn referral(country: Country, lang: Lang) -> Referral {
    let t = texts(lang);
    Referral {
        context: context(country, lang),
        to_facility: some(t.facility),
        to_specialist: None,
        urgency: Some(Urgency::Urgent),
        question: some(t.disease),
        diagnoses: diagnoses(lang),
        complaints: some(t.complaints),
        history: some(t.history),
        examination: some(t.findings),
        vitals: vitals(),
        labs: labs(lang, 3),
        studies: Vec::new(),
        medicines: vec![medicine(lang)],
        done: some(t.advice),
        clinician: clinician(lang),
    }
}

/// A discharge with more laboratory rows and longer texts than one page holds.
pub fn long_discharge(country: Country, lang: Lang) -> Discharge {
    let t = texts(lang);
    let mut data = discharge(country, lang);
    data.labs = labs(lang, 60);
    data.examination = Some(
        std::iter::repeat_n(t.findings, 30)
            .collect::<Vec<_>>()
            .join(" "),
    );
    data
}
