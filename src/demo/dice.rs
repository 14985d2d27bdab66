//! A small random source whose figures are the same on every machine (SplitMix64, Steele, Lea and Flood 2014).

/// Streams keep the parts independent: a new phrase does not change anybody's name.
pub const FAMILY: u64 = 1;
pub const HEALTH: u64 = 2;
pub const VACCINES: u64 = 3;
pub const COURSE: u64 = 4;
pub const PREGNANCY: u64 = 5;
pub const BACKGROUND: u64 = 6;

#[derive(Debug)]
pub struct Dice(u64);

const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;

impl Dice {
    pub fn new(seed: u64, stream: u64, number: u64) -> Self {
        Self(mix(seed ^ mix(stream.wrapping_mul(GOLDEN) ^ mix(number))))
    }

    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(GOLDEN);
        mix(self.0)
    }

    /// From 0 to `n` − 1; 0 when `n` is 0.
    pub fn below(&mut self, n: usize) -> usize {
        ((u128::from(self.bits()) * n as u128) >> 64) as usize
    }

    /// Both ends can come.
    pub fn range(&mut self, low: i64, high: i64) -> i64 {
        low + self.below(usize::try_from(high - low + 1).unwrap_or(1)) as i64
    }

    pub fn per_mille(&mut self, odds: i64) -> bool {
        self.range(0, 999) < odds
    }

    /// Bell-shaped around 0, spread 1, never beyond ±3.5. Sums only: no library function that differs between machines.
    pub fn bell(&mut self) -> f64 {
        let sum: i64 = (0..4).map(|_| self.range(0, 1_000_000)).sum();
        (sum - 2_000_000) as f64 / 577_350.0
    }

    /// `fallback` only for an empty list.
    pub fn pick<'a, T: ?Sized>(&mut self, from: &[&'a T], fallback: &'a T) -> &'a T {
        from.get(self.below(from.len()))
            .copied()
            .unwrap_or(fallback)
    }

    pub fn word(&mut self, from: &[&'static str]) -> &'static str {
        self.pick(from, "")
    }

    /// `count` different ones in random order.
    pub fn words(&mut self, from: &[&'static str], count: usize) -> Vec<&'static str> {
        let mut left = from.to_vec();
        let count = count.min(left.len());
        (0..count)
            .map(|_| left.remove(self.below(left.len())))
            .collect()
    }
}

/// A bijection that leaves no pattern.
pub fn mix(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}
