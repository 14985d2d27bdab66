//! Dates, times and ages written for people. On screens the month is a word and the year has four
//! digits ("14-июл-1985"), so that no reader has to guess which number is the month.
//! Time and the place's offset from UTC are arguments; reading typed dates is `domain::dates`.

use chrono::{DateTime, Datelike as _, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

use crate::clock::UnixSecs;
use crate::domain::dates::{Age, AgeForm, PartialDate};
use crate::domain::lang::Lang;
use crate::i18n::{tr, tr_n};

const HOUR: i64 = 60 * 60;
const DAY: i64 = 24 * HOUR;

/// "14-июл-1985".
pub fn short(lang: Lang, day: NaiveDate) -> String {
    format!(
        "{:02}-{}-{:04}",
        day.day(),
        month(lang, day.month(), "short"),
        day.year()
    )
}

/// What is known of a partial date: "14-июл-1985", "июл-1985", "1985", or that nothing is.
pub fn short_partial(lang: Lang, date: PartialDate) -> String {
    match (date.day(), date.year(), date.month()) {
        (Some(day), ..) => short(lang, day),
        (None, Some(year), Some(number)) => format!("{}-{year:04}", month(lang, number, "short")),
        (None, Some(year), None) => format!("{year:04}"),
        (None, None, _) => tr(lang, "common-date-unknown", &[]),
    }
}

/// As papers write it: «14 июля 1985 г.», "1985 жылғы 14 шілде".
pub fn long(lang: Lang, day: NaiveDate) -> String {
    let (number, year) = (day.day().to_string(), day.year().to_string());
    let args = [
        ("day", &*number),
        ("month", &*month(lang, day.month(), "long")),
        ("year", &*year),
    ];
    tr(lang, "common-date-long", &args)
}

/// [`long`] of a date of which only a part may be known.
pub fn long_partial(lang: Lang, date: PartialDate) -> String {
    match (date.day(), date.year(), date.month()) {
        (Some(day), ..) => long(lang, day),
        (None, Some(year), Some(number)) => {
            let args = [
                ("month", &*month(lang, number, "alone")),
                ("year", &*year.to_string()),
            ];
            tr(lang, "common-date-month-year", &args)
        }
        (None, Some(year), None) => tr(lang, "common-date-year", &[("year", &year.to_string())]),
        (None, None, _) => tr(lang, "common-date-unknown", &[]),
    }
}

/// "14-июл-1985 09:05" on the clock of a place `offset_minutes` east of UTC.
pub fn date_time(lang: Lang, at: UnixSecs, offset_minutes: i32) -> String {
    match local(at, offset_minutes) {
        Some(local) => format!("{} {}", short(lang, local.date()), local.format("%H:%M")),
        None => tr(lang, "common-date-unknown", &[]),
    }
}

/// "09:05" on the clock of that place.
pub fn time(at: UnixSecs, offset_minutes: i32) -> String {
    local(at, offset_minutes)
        .map_or_else(|| "—".to_owned(), |local| local.format("%H:%M").to_string())
}

/// The time of day at that place; `None` for times beyond the calendar.
pub fn local_time(at: UnixSecs, offset_minutes: i32) -> Option<NaiveTime> {
    local(at, offset_minutes).map(|local| local.time())
}

/// The calendar day at that place; `None` for times beyond the calendar.
pub fn local_day(at: UnixSecs, offset_minutes: i32) -> Option<NaiveDate> {
    local(at, offset_minutes).map(|local| local.date())
}

/// How old a fact is: "5 minutes ago", "3 days ago", "2 years ago". What lies up to a minute ahead
/// (two clocks) is "just now"; further ahead the date itself is given, for a wrong clock explains nothing.
pub fn ago(lang: Lang, at: UnixSecs, now: UnixSecs, offset_minutes: i32) -> String {
    let passed = now.saturating_sub(at);
    match passed {
        i64::MIN..-60 => date_time(lang, at, offset_minutes),
        -60..60 => tr(lang, "common-ago-now", &[]),
        60..HOUR => tr_n(lang, "common-ago-minutes", passed / 60, &[]),
        HOUR..DAY => tr_n(lang, "common-ago-hours", passed / HOUR, &[]),
        _ => match local_day(at, offset_minutes).zip(local_day(now, offset_minutes)) {
            Some((day, today)) => relative_day(lang, day, today),
            None => tr(lang, "common-date-unknown", &[]),
        },
    }
}

/// A day seen from today: "today", "yesterday", "3 days ago", "in 5 days"; beyond a month ahead, the date.
pub fn relative_day(lang: Lang, day: NaiveDate, today: NaiveDate) -> String {
    let past = (today - day).num_days();
    match past {
        0 => tr(lang, "common-ago-today", &[]),
        1 => tr(lang, "common-ago-yesterday", &[]),
        -1 => tr(lang, "common-in-tomorrow", &[]),
        2..14 => tr_n(lang, "common-ago-days", past, &[]),
        14..60 => tr_n(lang, "common-ago-weeks", past / 7, &[]),
        // 24 months are spoken of as years; both by the calendar, not by 30-day steps.
        60.. => match Age::between(day, today) {
            Some(age) if age.years >= 2 => {
                tr_n(lang, "common-ago-years", i64::from(age.years), &[])
            }
            Some(age) => tr_n(
                lang,
                "common-ago-months",
                i64::from(age.total_months()),
                &[],
            ),
            None => short(lang, day),
        },
        -31..-1 => tr_n(lang, "common-in-days", -past, &[]),
        i64::MIN..-31 => short(lang, day),
    }
}

/// The age as people say it: "12 дн", "2 мес 5 дн", "8 мес", "1 г 4 мес", "41 год".
pub fn age(lang: Lang, age: Age) -> String {
    let text = |n: u32| n.to_string();
    let said = match age.form() {
        AgeForm::Days(days) => tr_n(lang, "common-age-days", i64::from(days), &[]),
        // Days matter for the vaccines and doses of the first three months only.
        AgeForm::MonthsDays { months, days } if months < 3 && days > 0 && !age.approximate => tr(
            lang,
            "common-age-months-days",
            &[("months", &text(months)), ("days", &text(days))],
        ),
        AgeForm::MonthsDays { months, .. } => {
            tr_n(lang, "common-age-months", i64::from(months), &[])
        }
        AgeForm::YearsMonths { years, months } if months > 0 && !age.approximate => {
            let args = [("years", &*text(years)), ("months", &*text(months))];
            tr_n(lang, "common-age-years-months", i64::from(years), &args)
        }
        AgeForm::YearsMonths { years, .. } | AgeForm::Years(years) => {
            tr_n(lang, "common-age-years", i64::from(years), &[])
        }
    };
    if age.approximate {
        tr(lang, "common-age-about", &[("age", &said)])
    } else {
        said
    }
}

/// [`age`] on a day, or that it is not known.
pub fn age_on(lang: Lang, birth: PartialDate, on: NaiveDate) -> String {
    Age::on(birth, on).map_or_else(
        || tr(lang, "common-age-unknown", &[]),
        |years| age(lang, years),
    )
}

fn local(at: UnixSecs, offset_minutes: i32) -> Option<NaiveDateTime> {
    let utc = DateTime::from_timestamp(at, 0)?.naive_utc();
    utc.checked_add_signed(TimeDelta::minutes(i64::from(offset_minutes)))
}

fn month(lang: Lang, number: u32, form: &str) -> String {
    tr(lang, &format!("common-month-{number}-{form}"), &[])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(y: i32, m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(y, m, d).unwrap()
    }

    #[test]
    fn dates_in_five_languages() {
        let date = day(1985, 7, 14);
        let known = PartialDate::from_day(date);
        let month = PartialDate::from_month(1985, 7).unwrap();
        let year = PartialDate::from_year(1985).unwrap();
        for (lang, want_short, want_long, want_month, want_year) in [
            (
                Lang::Ru,
                "14-июл-1985",
                "14 июля 1985 г.",
                "июль 1985 г.",
                "1985 г.",
            ),
            (
                Lang::Kk,
                "14-шіл-1985",
                "1985 жылғы 14 шілде",
                "1985 жылғы шілде",
                "1985 жыл",
            ),
            (
                Lang::Uz,
                "14-iyl-1985",
                "1985-yil 14-iyul",
                "1985-yil iyul",
                "1985-yil",
            ),
            (
                Lang::Ka,
                "14-ივლ-1985",
                "1985 წლის 14 ივლისი",
                "1985 წლის ივლისი",
                "1985 წელი",
            ),
            (Lang::En, "14-Jul-1985", "14 July 1985", "July 1985", "1985"),
        ] {
            assert_eq!(short(lang, date), want_short);
            assert_eq!(short_partial(lang, known), want_short);
            assert_eq!(long(lang, date), want_long);
            assert_eq!(long_partial(lang, known), want_long);
            assert_eq!(long_partial(lang, month), want_month);
            assert_eq!(long_partial(lang, year), want_year);
            assert_eq!(short_partial(lang, year), "1985");
            assert_eq!(
                short_partial(lang, PartialDate::UNKNOWN),
                tr(lang, "common-date-unknown", &[])
            );
        }
        assert_eq!(short_partial(Lang::Ru, month), "июл-1985");
        assert_eq!(short(Lang::En, day(2026, 3, 5)), "05-Mar-2026");
    }

    #[test]
    fn clock_times_of_a_place() {
        let at = 1_785_186_300; // 2026-07-27T21:05:00Z
        assert_eq!(date_time(Lang::Ru, at, 300), "28-июл-2026 02:05");
        assert_eq!(time(at, 240), "01:05");
        assert_eq!(date_time(Lang::En, i64::MAX, 300), "date not known");
    }

    #[test]
    fn age_of_a_fact() {
        let now = 1_785_186_300;
        for (back, ru, en) in [
            (20, "только что", "just now"),
            (-30, "только что", "just now"),
            (60, "1 минуту назад", "1 minute ago"),
            (2 * HOUR, "2 часа назад", "2 hours ago"),
            (3 * DAY, "3 дня назад", "3 days ago"),
            (15 * DAY, "2 недели назад", "2 weeks ago"),
            (100 * DAY, "3 месяца назад", "3 months ago"),
            (5 * 366 * DAY, "5 лет назад", "5 years ago"),
        ] {
            assert_eq!(ago(Lang::Ru, now - back, now, 300), ru);
            assert_eq!(ago(Lang::En, now - back, now, 300), en);
        }
        assert_eq!(ago(Lang::En, now + DAY, now, 300), "29-Jul-2026 02:05");
        let today = day(2026, 7, 28);
        assert_eq!(
            relative_day(Lang::Ru, day(2026, 8, 2), today),
            "через 5 дней"
        );
        assert_eq!(relative_day(Lang::Kk, day(2026, 7, 27), today), "кеше");
        assert_eq!(
            relative_day(Lang::Uz, day(2026, 12, 1), today),
            "01-dek-2026"
        );
    }

    #[test]
    fn ages_of_people() {
        let today = day(2026, 7, 28);
        for (birth, ru, ka, uz) in [
            (day(2026, 7, 16), "12 дн", "12 დღის", "12 kunlik"),
            (
                day(2026, 5, 20),
                "2 мес 8 дн",
                "2 თვის და 8 დღის",
                "2 oy 8 kun",
            ),
            (day(2025, 11, 20), "8 мес", "8 თვის", "8 oylik"),
            (
                day(2025, 3, 20),
                "1 г 4 мес",
                "1 წლის და 4 თვის",
                "1 yosh 4 oy",
            ),
            (day(2021, 7, 20), "5 лет", "5 წლის", "5 yosh"),
            (day(1985, 7, 14), "41 год", "41 წლის", "41 yosh"),
        ] {
            let birth = PartialDate::from_day(birth);
            assert_eq!(age_on(Lang::Ru, birth, today), ru);
            assert_eq!(age_on(Lang::Ka, birth, today), ka);
            assert_eq!(age_on(Lang::Uz, birth, today), uz);
        }
        assert_eq!(
            age_on(Lang::Ru, PartialDate::from_year(1985).unwrap(), today),
            "примерно 41 год"
        );
        assert_eq!(
            age_on(Lang::En, PartialDate::UNKNOWN, today),
            "age not known"
        );
    }
}
