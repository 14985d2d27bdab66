//! One row of a growth table: Box-Cox power, median, coefficient of variation.

/// L, M and S at one age or length.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Lms {
    pub l: f64,
    pub m: f64,
    pub s: f64,
}

/// Below this the Box-Cox power is a logarithm.
const FLAT: f64 = 1e-9;

impl Lms {
    /// Standard deviations of `y` from the median.
    pub fn z(self, y: f64) -> f64 {
        let ratio = y / self.m;
        if (-FLAT..=FLAT).contains(&self.l) {
            ratio.ln() / self.s
        } else {
            (ratio.powf(self.l) - 1.0) / (self.l * self.s)
        }
    }

    /// The value that stands `z` standard deviations from the median.
    pub fn value_at(self, z: f64) -> f64 {
        if (-FLAT..=FLAT).contains(&self.l) {
            self.m * (self.s * z).exp()
        } else {
            self.m * (1.0 + self.l * self.s * z).powf(1.0 / self.l)
        }
    }

    /// As [`Lms::z`], but beyond ±3 in equal steps of the distance between 2 and 3 SD, because weights there are too few to
    /// trust the power (WHO 2006, Methods and development, chapter 7).
    pub fn z_restricted(self, y: f64) -> f64 {
        let far = |seam: f64, within: f64| {
            let (three, two) = (self.value_at(seam), self.value_at(within));
            seam + (y - three) / (three - two).abs()
        };
        match self.z(y) {
            3.0.. => far(3.0, 2.0),
            ..-3.0 => far(-3.0, -2.0),
            z => z,
        }
    }

    /// The row `part` of the way to `next`.
    pub fn towards(self, next: Self, part: f64) -> Self {
        let mix = |a: f64, b: f64| a + part * (b - a);
        Self {
            l: mix(self.l, next.l),
            m: mix(self.m, next.m),
            s: mix(self.s, next.s),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOYS_WEIGHT_365: Lms = Lms {
        l: 0.0645,
        m: 9.646,
        s: 0.10925,
    };

    #[test]
    fn the_median_is_zero_and_values_come_back() {
        assert!(BOYS_WEIGHT_365.z(9.646).abs() < 1e-12);
        for lms in [
            BOYS_WEIGHT_365,
            Lms {
                l: 0.0,
                ..BOYS_WEIGHT_365
            },
            Lms {
                l: -1.2,
                ..BOYS_WEIGHT_365
            },
            Lms {
                l: 1.0,
                ..BOYS_WEIGHT_365
            },
        ] {
            for z in [-3.0, -2.0, -0.5, 0.0, 1.0, 3.0] {
                assert!((lms.z(lms.value_at(z)) - z).abs() < 1e-9, "{lms:?} {z}");
            }
        }
    }

    #[test]
    fn beyond_three_the_steps_are_equal() {
        let lms = BOYS_WEIGHT_365;
        for sign in [-1.0, 1.0] {
            let step = (lms.value_at(3.0 * sign) - lms.value_at(2.0 * sign)).abs();
            let at = |steps: f64| lms.z_restricted(lms.value_at(3.0 * sign) + sign * steps * step);
            assert!((at(1.0) - 4.0 * sign).abs() < 1e-9);
            assert!((at(2.5) - 5.5 * sign).abs() < 1e-9);
            // Continuous at the seam.
            assert!((at(1e-7) - 3.0 * sign).abs() < 1e-5);
        }
        // Within ±3 nothing changes, and outside it does.
        assert!((lms.z_restricted(8.0) - lms.z(8.0)).abs() < 1e-12);
        assert!((lms.z_restricted(20.0) - lms.z(20.0)).abs() > 0.1);
    }
}
