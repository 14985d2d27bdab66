//! Weights, heights and vital signs that somebody of an age can have. Rough medians with scatter, good enough to look at;
//! not a growth standard and never used to judge a real child.

use super::dice::Dice;
use crate::domain::person::Sex;

/// Age in months, kg and cm of boys, kg and cm of girls. Figures near the WHO medians up to 10 years (WHO growth
/// standards 2006, reference 2007), school tables above.
const MEDIANS: [(f64, f64, f64, f64, f64); 26] = [
    (0.0, 3.3, 49.9, 3.2, 49.1),
    (1.0, 4.5, 54.7, 4.2, 53.7),
    (2.0, 5.6, 58.4, 5.1, 57.1),
    (3.0, 6.4, 61.4, 5.8, 59.8),
    (4.0, 7.0, 63.9, 6.4, 62.1),
    (6.0, 7.9, 67.6, 7.3, 65.7),
    (9.0, 8.9, 72.0, 8.2, 70.1),
    (12.0, 9.6, 75.7, 8.9, 74.0),
    (18.0, 10.9, 82.3, 10.2, 80.7),
    (24.0, 12.2, 87.8, 11.5, 86.4),
    (36.0, 14.3, 96.1, 13.9, 95.1),
    (48.0, 16.3, 103.3, 16.1, 102.7),
    (60.0, 18.3, 110.0, 18.2, 109.4),
    (72.0, 20.5, 116.0, 20.2, 115.1),
    (84.0, 22.9, 121.7, 22.4, 120.8),
    (96.0, 25.4, 127.3, 25.0, 126.6),
    (108.0, 28.1, 132.6, 28.2, 132.5),
    (120.0, 31.2, 137.8, 31.9, 138.6),
    (132.0, 35.0, 143.0, 36.0, 145.0),
    (144.0, 39.0, 149.0, 41.0, 151.0),
    (156.0, 44.0, 156.0, 46.0, 157.0),
    (168.0, 50.0, 163.0, 50.0, 160.0),
    (180.0, 56.0, 169.0, 53.0, 162.0),
    (192.0, 61.0, 173.0, 55.0, 163.0),
    (204.0, 65.0, 175.0, 56.0, 163.0),
    (216.0, 68.0, 176.0, 57.0, 163.0),
];

/// Age in months, head circumference in cm of boys and of girls, near the same medians; used in the first two years.
const HEADS: [(f64, f64, f64); 10] = [
    (0.0, 34.5, 33.9),
    (1.0, 37.3, 36.5),
    (2.0, 39.1, 38.3),
    (3.0, 40.5, 39.5),
    (4.0, 41.6, 40.6),
    (6.0, 43.3, 42.2),
    (9.0, 45.0, 43.8),
    (12.0, 46.1, 44.9),
    (18.0, 47.4, 46.2),
    (24.0, 48.3, 47.2),
];

/// Grown up, in months: the table ends here.
const GROWN: f64 = 216.0;

/// How this body differs from the median, for life.
#[derive(Debug, Clone, Copy)]
pub struct Body {
    sex: Sex,
    /// Factors of the median.
    heavy: f64,
    tall: f64,
    /// Shares of the median missing at birth, made up within two years.
    early: f64,
    /// Adults: body mass index at 30, and what a year adds.
    bmi: f64,
    yearly: f64,
}

impl Body {
    pub fn draw(dice: &mut Dice, sex: Sex, birth_weeks: Option<u8>) -> Self {
        Self {
            sex,
            heavy: 1.0 + 0.065 * dice.bell(),
            tall: 1.0 + 0.022 * dice.bell(),
            early: f64::from(40u8.saturating_sub(birth_weeks.unwrap_or(40).max(32))) * 0.04,
            bmi: 24.0 + 2.2 * dice.bell(),
            yearly: 0.07 + 0.02 * dice.bell(),
        }
    }

    /// Hundredths of a kilogram below one year, tenths above, as scales show it. `gain` in kg is added (pregnancy).
    pub fn weight_grams(self, dice: &mut Dice, months: f64, gain: f64) -> i64 {
        let noise = 1.0 + 0.006 * dice.bell();
        let kg = if months < GROWN {
            let catch_up = 1.0 - self.early * (1.0 - months / 24.0).max(0.0);
            self.median(months).0 * self.heavy * catch_up * noise
        } else {
            let metres = self.adult_metres();
            let years = (months / 12.0 - 30.0).clamp(-12.0, 35.0);
            let bmi = (self.bmi + self.yearly * years).max(18.0);
            bmi * metres * metres * noise
        } + gain;
        let step = if months < 12.0 { 10.0 } else { 100.0 };
        (kg * 1000.0 / step).round() as i64 * step as i64
    }

    /// Millimetres, to half a centimetre.
    pub fn height_mm(self, months: f64) -> i64 {
        let cm = if months < GROWN {
            let catch_up = 1.0 - self.early * 0.35 * (1.0 - months / 24.0).max(0.0);
            self.median(months).1 * self.tall * catch_up
        } else {
            self.adult_metres() * 100.0
        };
        (cm * 2.0).round() as i64 * 5
    }

    /// Millimetres, to half a centimetre. Heads differ less than lengths do.
    pub fn head_mm(self, months: f64) -> i64 {
        let at = HEADS
            .iter()
            .position(|row| row.0 >= months)
            .unwrap_or(HEADS.len() - 1);
        let (after, before) = (HEADS[at], HEADS[at.saturating_sub(1)]);
        let span = after.0 - before.0;
        let part = if span > 0.0 {
            ((months - before.0) / span).min(1.0)
        } else {
            0.0
        };
        let cm = match self.sex {
            Sex::Female => before.2 + (after.2 - before.2) * part,
            Sex::Male | Sex::Unknown => before.1 + (after.1 - before.1) * part,
        };
        let catch_up = 1.0 - self.early * 0.3 * (1.0 - months / 24.0).max(0.0);
        let own = 1.0 + (self.tall - 1.0) * 0.5;
        (cm * own * catch_up * 2.0).round() as i64 * 5
    }

    fn adult_metres(self) -> f64 {
        self.median(GROWN).1 * self.tall / 100.0
    }

    /// Median kg and cm.
    fn median(self, months: f64) -> (f64, f64) {
        let mut before = MEDIANS[0];
        for row in MEDIANS {
            if row.0 >= months {
                let span = row.0 - before.0;
                let part = if span > 0.0 {
                    (months - before.0) / span
                } else {
                    0.0
                };
                let between = |a: f64, b: f64| a + (b - a) * part;
                return match self.sex {
                    Sex::Female => (between(before.3, row.3), between(before.4, row.4)),
                    Sex::Male | Sex::Unknown => {
                        (between(before.1, row.1), between(before.2, row.2))
                    }
                };
            }
            before = row;
        }
        match self.sex {
            Sex::Female => (before.3, before.4),
            Sex::Male | Sex::Unknown => (before.1, before.2),
        }
    }
}

/// Pulse and breaths in a minute for an age, raised by fever (tenths of a degree above 37).
pub fn pulse_and_breaths(dice: &mut Dice, years: f64, fever_tenths: i64) -> (i64, i64) {
    let (pulse, breaths) = match years {
        y if y < 1.0 => (130, 36),
        y if y < 3.0 => (112, 28),
        y if y < 6.0 => (100, 24),
        y if y < 12.0 => (88, 20),
        _ => (74, 16),
    };
    let fever = fever_tenths.max(0);
    (
        pulse + fever * 8 / 10 + dice.range(-6, 6),
        breaths + fever * 2 / 10 + dice.range(-1, 2),
    )
}

/// Upper and lower pressure. `high` mmHg are added for hypertension.
pub fn pressure(dice: &mut Dice, years: f64, high: i64) -> (i64, i64) {
    let upper = if years < 18.0 {
        92 + years as i64 * 3 / 2
    } else {
        114 + (years as i64 - 20).clamp(0, 60) * 35 / 100
    } + high
        + dice.range(-6, 8);
    let lower = if years < 18.0 {
        upper * 62 / 100
    } else {
        upper * 63 / 100 + dice.range(-3, 4)
    };
    // Cuffs are read to two millimetres.
    (upper / 2 * 2, lower / 2 * 2)
}
