//! A long summary from its data to the bytes of a PDF, as before every print. Bar: ten pages in 300 ms.

mod common;

use std::process::ExitCode;

use chrono::{DateTime, NaiveDate};
use common::{Board, Samples, timed};
use feldsher::domain::country::Country;
use feldsher::domain::dates::PartialDate;
use feldsher::domain::lang::Lang;
use feldsher::domain::number::Decimal;
use feldsher::domain::paper::{
    Advice, Allergies, Amount, Diagnoses, Discharge, Facility, LabResult, LabValue, PaperContext,
    Patient,
};
use feldsher::domain::person::Sex;
use feldsher::print::layout::layout;
use feldsher::print::papers;
use feldsher::print::pdf::{Meta, to_pdf};

const PAGES: usize = 10;
const ROUNDS: usize = 20;

fn main() -> ExitCode {
    let mut board = Board::default();
    let day = NaiveDate::from_ymd_opt(2026, 9, 21).expect("a day");
    for (lang, words) in [
        (
            Lang::Ru,
            "Состояние без ухудшения, жалоб нет, лечение переносит хорошо. ",
        ),
        (
            Lang::Kk,
            "Жағдайы нашарлаған жоқ, шағымы жоқ, емді жақсы көтереді. ",
        ),
        (Lang::Ka, "მდგომარეობა არ გაუარესებულა, ჩივილები არ აქვს. "),
    ] {
        let mut data = summary(lang, day);
        // As much text as ten pages take.
        while layout(&papers::discharge(&data)).len() < PAGES {
            let course = data.course.get_or_insert_default();
            course.push_str(&words.repeat(20));
            course.push('\n');
        }
        let meta = Meta {
            title: "summary".into(),
            lang,
            created: DateTime::from_timestamp(1_790_000_000, 0).expect("a time"),
        };
        let (mut pages, mut bytes) = (0, 0);
        let rounds = Samples::new((0..ROUNDS).map(|_| {
            let (time, made) = timed(|| {
                let all = layout(&papers::discharge(&data));
                let file = to_pdf(&all, &meta).expect("a file");
                (all.len(), file.len())
            });
            (pages, bytes) = made;
            time
        }));
        board.method(&format!(
            "a summary of {pages} pages in {}; {ROUNDS} rounds",
            lang.code()
        ));
        board.figure(
            &format!("ten pages to PDF, {}, p95", lang.code()),
            rounds.p(95.0),
            "ms",
            300.0,
        );
        let laid = Samples::new((0..ROUNDS).map(|_| timed(|| layout(&papers::discharge(&data))).0));
        board.beside(
            &format!("of which layout, {}, p50", lang.code()),
            laid.p(50.0),
            rounds.p(50.0),
            "ms",
            None,
        );
        board.note(&format!("file, {}", lang.code()), bytes as f64, "bytes");
    }
    board.finish()
}

fn summary(lang: Lang, day: NaiveDate) -> Discharge {
    let lab = |n: usize| LabResult {
        on: Some(day),
        name: format!("Hb {n}"),
        value: LabValue::Number(Amount {
            value: Decimal::parse("118").expect("a number"),
            unit: "g-l".into(),
        }),
        normal: Some("120–160".into()),
    };
    Discharge {
        context: PaperContext {
            country: Country::Kz,
            lang,
            facility: Facility {
                name: "Үлгі".into(),
                ..Facility::default()
            },
            patient: Patient {
                family: "Үлгібаева".into(),
                given: Some("Айна".into()),
                patronymic: None,
                born: PartialDate::from_day(day),
                sex: Sex::Female,
                numbers: Vec::new(),
                med_id: None,
                card_number: None,
                citizenship: None,
                address: None,
                phone: None,
                email: None,
                workplace: None,
                allergies: Allergies::NotRecorded,
            },
            number: Some("0000-0000".into()),
            issued: day,
            training: false,
        },
        patient_type: None,
        referred_by: None,
        addressed_to: None,
        applied: Some(day),
        sent: None,
        admitted: None,
        discharged: Some(day),
        bed_days: None,
        diagnoses: Diagnoses::default(),
        past_diseases: None,
        complaints: None,
        illness_history: None,
        life_history: None,
        examination: None,
        vitals: Vec::new(),
        labs: (0..60).map(lab).collect(),
        studies: Vec::new(),
        consultations: Vec::new(),
        course: None,
        treatment: Vec::new(),
        operations: Vec::new(),
        outcome: None,
        state_when_sent: None,
        state_at_discharge: None,
        advice: Advice::default(),
        doctor: None,
        head: None,
    }
}
