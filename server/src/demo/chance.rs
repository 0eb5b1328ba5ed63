//! Seeded chance: the same seed gives the same world, row by row and in any order.
//!
//! The generator is `SplitMix64` (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014). It is
//! not for secrets. Every figure draws from a stream of its own, named by what the figure belongs to (project, campaign,
//! region, device, day), so that nothing depends on what was drawn before it.

use std::f64::consts::TAU;

/// A stream of chance.
#[derive(Debug, Clone)]
pub struct Chance(u64);

const STEP: u64 = 0x9e37_79b9_7f4a_7c15;

/// The largest mean that is drawn by counting; above it the normal approximation is as good.
const COUNTED: f64 = 24.0;

impl Chance {
    /// The stream that belongs to a place in the world.
    pub fn of(seed: u64, place: &[u64]) -> Self {
        let state = place.iter().fold(scramble(seed.wrapping_add(STEP)), |state, &step| {
            scramble(state ^ step.wrapping_mul(STEP).wrapping_add(STEP))
        });
        Self(state)
    }

    /// The next 64 bits.
    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(STEP);
        scramble(self.0)
    }

    /// A number from 0 up to, not including, 1.
    #[expect(clippy::cast_precision_loss, reason = "53 bits are exactly what fits")]
    pub fn unit(&mut self) -> f64 {
        (self.bits() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// A number from `low` up to `high`.
    pub fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.unit()
    }

    /// A draw from the standard normal distribution (Box and Muller).
    pub fn normal(&mut self) -> f64 {
        let (first, second) = (1.0 - self.unit(), self.unit());
        (-2.0 * first.ln()).sqrt() * (TAU * second).cos()
    }

    /// A factor around 1 that is as often half as it is double; `spread` is the standard deviation of its logarithm.
    pub fn around(&mut self, spread: f64) -> f64 {
        (spread * self.normal()).exp()
    }

    /// How many of something that happens `mean` times on average (Poisson).
    pub fn count(&mut self, mean: f64) -> u32 {
        if mean > COUNTED {
            return whole(mean + mean.sqrt() * self.normal());
        }
        let (floor, mut product, mut count) = ((-mean).exp(), self.unit(), 0);
        while product > floor {
            product *= self.unit();
            count += 1;
        }
        count
    }

    /// How many of some tries succeed, each with the same probability: never more than there were tries.
    pub fn successes(&mut self, tries: u32, probability: f64) -> u32 {
        let mean = f64::from(tries) * probability;
        if mean > COUNTED {
            let deviation = (mean * (1.0 - probability).max(0.0)).sqrt();
            return whole(mean + deviation * self.normal()).min(tries);
        }
        if tries > 64 {
            return self.count(mean).min(tries);
        }
        (0..tries).map(|_| u32::from(self.unit() < probability)).sum()
    }
}

/// The nearest whole number, nothing below zero.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the cast saturates, which is meant"
)]
pub fn whole(number: f64) -> u32 {
    number.round() as u32
}

/// The nearest amount of minor units, nothing below zero.
#[expect(clippy::cast_possible_truncation, reason = "the cast saturates, which is meant")]
pub fn minor(amount: f64) -> i64 {
    (amount.round() as i64).max(0)
}

fn scramble(bits: u64) -> u64 {
    let bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ (bits >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mean(draws: u32, mut draw: impl FnMut() -> f64) -> f64 {
        (0..draws).map(|_| draw()).sum::<f64>() / f64::from(draws)
    }

    #[test]
    fn the_stream_is_the_published_one() {
        let mut chance = Chance(1_234_567);
        let first: Vec<u64> = (0..3).map(|_| chance.bits()).collect();
        assert_eq!(first, [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]);
    }

    #[test]
    fn a_place_has_its_own_stream_whatever_was_drawn_elsewhere() {
        let draw = |seed, place: &[u64]| Chance::of(seed, place).bits();
        assert_eq!(draw(1, &[2, 3]), draw(1, &[2, 3]));
        for (seed, place) in [(2, &[2, 3][..]), (1, &[3, 2]), (1, &[2]), (1, &[2, 3, 0]), (1, &[])] {
            assert_ne!(draw(seed, place), draw(1, &[2, 3]), "{seed} {place:?}");
        }
    }

    #[test]
    fn draws_have_the_means_they_promise() {
        let mut chance = Chance::of(7, &[]);
        assert!((mean(20_000, || chance.unit()) - 0.5).abs() < 0.01);
        assert!(mean(20_000, || chance.normal()).abs() < 0.03);
        for expected in [0.0, 0.04, 1.5, 20.0, 400.0] {
            let got = mean(20_000, || f64::from(chance.count(expected)));
            assert!((got - expected).abs() < 0.02 + expected * 0.02, "{expected}: {got}");
        }
        for (tries, probability) in [(10, 0.2), (1000, 0.01), (5000, 0.3)] {
            let expected = f64::from(tries) * probability;
            let got = mean(5_000, || f64::from(chance.successes(tries, probability)));
            assert!((got - expected).abs() < expected * 0.04, "{expected}: {got}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_more_succeed_than_try(seed: u64, tries in 0_u32..100_000, probability in 0.0..=1.0_f64) {
            proptest::prop_assert!(Chance::of(seed, &[]).successes(tries, probability) <= tries);
        }
    }
}
