//! Numbers as people of five languages type them, and one value that screen, paper and command line write alike.

use feldsher::clinical::Words;
use feldsher::domain::dose::{Strength, parse_number, plain, shown};
use feldsher::domain::lang::Lang;
use feldsher::domain::number::{Decimal, NumberError};
use feldsher::i18n;

use super::*;

/// Always the same numbers.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most
    }
}

/// The ways in which a number is typed: as the language writes it, with the other mark, with other spaces, without.
fn typings(lang: Lang, number: Decimal) -> Vec<String> {
    let written = i18n::numbers::decimal(lang, number);
    let bare = number.to_string();
    let mut all = vec![
        written.replace('.', ","),
        written.replace(',', "."),
        written.replace('\u{202f}', " "),
        written.replace('\u{202f}', "\u{a0}"),
        written.replace('\u{202f}', ""),
        bare.replace('.', ","),
        format!("  {bare}\u{a0}"),
        written,
        bare,
    ];
    all.dedup();
    all
}

#[test]
fn five_thousand_numbers_in_five_languages_are_never_misread() {
    let mut dice = Dice(20_261_122);
    let (mut inputs, mut read, mut refused) = (0, 0, 0);
    for _ in 0..5_000 {
        let size = [10, 100, 1_000, 10_000, 100_000, 10_000_000][dice.below(6) as usize];
        let scale = dice.below(5) as u8;
        let number = Decimal::new(
            (dice.below(size) * 10_u64.pow(scale.into()) + dice.below(10_u64.pow(scale.into())))
                as i64,
            scale,
        )
        .unwrap();
        for lang in Lang::ALL {
            for text in typings(lang, number) {
                inputs += 1;
                match Decimal::parse_typed(&text) {
                    Ok(got) => {
                        read += 1;
                        assert_eq!(got, number, "{text:?}");
                        assert!((parse_number(&text).unwrap() - number.to_f64()).abs() < 1e-9);
                    }
                    Err(error) => {
                        refused += 1;
                        // Only what looks like thousands may be refused.
                        assert_eq!(error, NumberError::Ambiguous, "{text:?}");
                        let fraction = number
                            .to_string()
                            .split_once('.')
                            .map_or(0, |(_, f)| f.len());
                        assert_eq!(fraction, 3, "{text:?}");
                    }
                }
                // A body weight in kilograms has one reading, the written one.
                assert_eq!(Decimal::parse_kilograms(&text), Ok(number), "{text:?}");
            }
            // Groups of thousands by mark or apostrophe are refused, never taken for decimals.
            let whole = number.to_string().split('.').next().unwrap().to_owned();
            if whole.len() > 3 {
                let (head, tail) = whole.split_at(whole.len() - 3);
                if head.len() <= 3 {
                    for text in [
                        format!("{head},{tail}"),
                        format!("{head}.{tail}"),
                        format!("{head}'{tail}"),
                        format!("{head},{tail}.5"),
                        format!("{head}.{tail},5"),
                    ] {
                        inputs += 1;
                        assert!(Decimal::parse_typed(&text).is_err(), "{text}");
                        assert!(Strength::parse(&format!("{text} mg")).is_err(), "{text}");
                    }
                }
            }
        }
    }
    assert!(
        inputs > 125_000 && read > refused,
        "{inputs} inputs, {read} read, {refused} refused"
    );
}

#[test]
fn screen_paper_and_command_line_write_one_number() {
    let mut dice = Dice(7);
    let mut compared = 0;
    for (at, (medicine, rule)) in all_rules().enumerate() {
        let Some(mut question) = inside(medicine, rule) else {
            continue;
        };
        question.indication = Some(rule.indication.clone());
        let strength = formulary()
            .products_of(&medicine.id)
            .filter(|p| p.routes.iter().any(|r| Some(r) == question.route.as_ref()))
            .nth((at + dice.below(3) as usize) % 3)
            .map(|p| p.strength.clone());
        let Some([low, high]) = ask(&question)
            .rules
            .iter()
            .find(|r| r.id == rule.id)
            .and_then(|r| r.single)
        else {
            continue;
        };
        question.order = order_in(rule, low + (high - low) * dice.below(100) as f64 / 100.0);
        if let Some(order) = &mut question.order {
            order.strength = order.strength.clone().or(strength);
        }
        let answer = ask(&question);
        let Some(sum) = answer.arithmetic else {
            continue;
        };
        let doses = [
            Some(sum.result),
            sum.measure.map(|m| m.measured),
            sum.measure.map(|m| m.exact),
        ];
        for dose in doses.into_iter().flatten() {
            // What a prescription keeps and a paper reads is `Display` of the dose.
            let kept = dose.to_string();
            let (value, unit) = kept.split_once(' ').unwrap();
            assert_eq!(unit, dose.unit.code());
            assert_eq!(value, plain(shown(dose.value)));
            let on_paper = Decimal::parse(value).unwrap();
            for lang in Lang::ALL {
                let paper = i18n::numbers::decimal(lang, on_paper);
                let screen = i18n::numbers::rounded(lang, shown(dose.value), 9);
                assert_eq!(paper, screen, "{} {kept}", rule.id);
                let tr = |key: &str, args: &[(&str, String)]| {
                    let args: Vec<(&str, &str)> =
                        args.iter().map(|(n, t)| (*n, t.as_str())).collect();
                    Some(i18n::tr(lang, key, &args))
                };
                let number = |value: f64| i18n::numbers::rounded(lang, value, 9);
                let day = |day: NaiveDate| i18n::dates::short(lang, day);
                let words = Words {
                    tr: &tr,
                    number: &number,
                    day: &day,
                    data: &|_, _| None,
                };
                let sentence = feldsher::clinical::Arg::Dose(dose).say(&words);
                assert!(
                    sentence.starts_with(&format!("{screen}\u{a0}")),
                    "{sentence} {screen}"
                );
                compared += 1;
            }
        }
        // The command line gives the unrounded range; its ends are written as the proposal writes them.
        if let (Some([from, to]), [proposal]) = (answer.volume_ml, answer.proposals.as_slice()) {
            let ends = [
                proposal.low.measure.unwrap().exact.value,
                proposal.high.measure.unwrap().exact.value,
            ];
            let written = |ends: [f64; 2]| ends.map(|end| plain(shown(end)));
            assert_eq!(written([from, to]), written(ends), "{}", rule.id);
        }
    }
    assert!(compared > 2_000, "{compared}");
}
