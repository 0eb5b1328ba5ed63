//! Derived figures from sums, exactly: a ratio without a denominator has no value, and money never
//! passes through a floating-point number.

use std::cmp::Ordering;

/// A ratio of two sums. It compares by value: 1/2 equals 2/4.
#[derive(Clone, Copy, Debug)]
pub struct Ratio {
    /// At most 2⁶⁴ in size, so that products with a denominator fit.
    numerator: i128,
    /// From 1 to 2⁶³.
    denominator: i128,
}

impl Ratio {
    /// `numerator / denominator`, `None` ("no value") when the denominator is zero.
    pub fn of(numerator: i64, denominator: i64) -> Option<Self> {
        Self::normal(numerator.into(), denominator.into())
    }

    /// The change from `before` to `now`, relative to the size of `before`; `None` when that is zero.
    pub fn change(before: i64, now: i64) -> Option<Self> {
        Self::normal(i128::from(now) - i128::from(before), i128::from(before).abs())
    }

    /// The change of a ratio since `before`, relative to the size of `before`; `None` when that is zero
    /// or the change too large to hold (over 2⁶⁴-fold).
    ///
    /// Exact as long as the result, in lowest terms, fits 64 bits above and below the line; beyond that
    /// the last bits are dropped.
    pub fn change_since(self, before: Self) -> Option<Self> {
        if before.numerator == 0 {
            return None;
        }
        let (now, before) = (self.lowest(), before.lowest());
        let numerator = now.numerator.checked_mul(before.denominator)?;
        let base = before.numerator.checked_mul(now.denominator)?;
        let (numerator, denominator) = (numerator.checked_sub(base)?, base.abs());
        let common = gcd(numerator.unsigned_abs(), denominator.unsigned_abs());
        let common = i128::try_from(common).ok()?;
        Self::shortened(numerator / common, denominator / common)
    }

    /// The nearest integer, halves away from zero; `None` when it does not fit.
    pub fn rounded(self) -> Option<i64> {
        self.scaled(1)
    }

    /// The nearest integer to `scale` times the ratio, halves away from zero; `None` when it does not
    /// fit. With 1,000 a share becomes tenths of a percent.
    pub fn scaled(self, scale: i64) -> Option<i64> {
        let numerator = self.numerator * i128::from(scale);
        let (whole, rest) = (numerator / self.denominator, numerator % self.denominator);
        let away = if rest.abs() >= self.denominator - rest.abs() { numerator.signum() } else { 0 };
        i64::try_from(whole + away).ok()
    }

    /// The nearest floating-point number: for drawing, never for money.
    #[expect(clippy::cast_precision_loss, reason = "the loss is what the name promises")]
    pub fn to_f64(self) -> f64 {
        self.numerator as f64 / self.denominator as f64
    }

    /// Whether the ratio is below, at or above zero.
    pub fn sign(self) -> Ordering {
        self.numerator.cmp(&0)
    }

    fn normal(numerator: i128, denominator: i128) -> Option<Self> {
        match denominator.cmp(&0) {
            Ordering::Equal => None,
            Ordering::Less => Some(Self { numerator: -numerator, denominator: -denominator }),
            Ordering::Greater => Some(Self { numerator, denominator }),
        }
    }

    fn lowest(self) -> Self {
        let common = gcd(self.numerator.unsigned_abs(), self.denominator.unsigned_abs());
        // A divisor of the denominator, so it fits and is not zero.
        let common = i128::try_from(common).unwrap_or(1).max(1);
        Self { numerator: self.numerator / common, denominator: self.denominator / common }
    }

    /// Halves both parts until they are in their ranges.
    fn shortened(mut numerator: i128, mut denominator: i128) -> Option<Self> {
        while numerator.unsigned_abs() >= 1 << 64 || denominator > 1 << 63 {
            numerator /= 2;
            denominator /= 2;
        }
        Self::normal(numerator, denominator)
    }
}

impl Ord for Ratio {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.numerator * other.denominator).cmp(&(other.numerator * self.denominator))
    }
}

impl PartialOrd for Ratio {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Ratio {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Ratio {}

/// `amount / count` in whole minor units, halves away from zero; `None` ("no value") when the count is
/// zero, or when the result does not fit.
pub fn per(amount: i64, count: i64) -> Option<i64> {
    Ratio::of(amount, count)?.rounded()
}

fn gcd(mut a: u128, mut b: u128) -> u128 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

#[cfg(test)]
mod tests {
    use super::*;

    const MIN: i64 = i64::MIN;
    const MAX: i64 = i64::MAX;

    fn ratio(numerator: i64, denominator: i64) -> Ratio {
        Ratio::of(numerator, denominator).expect("a denominator")
    }

    #[test]
    fn a_zero_denominator_is_no_value() {
        assert_eq!(Ratio::of(5, 0), None);
        assert_eq!(Ratio::of(0, 0), None);
        assert_eq!(per(1_000, 0), None);
        assert_eq!(Ratio::change(0, 5), None);
        assert_eq!(ratio(1, 2).change_since(ratio(0, 3)), None);
    }

    #[test]
    fn money_is_divided_to_whole_minor_units() {
        assert_eq!(per(1_379_850_000, 31_384), Some(43_967));
        assert_eq!(per(0, 7), Some(0));
        assert_eq!(per(7, 2), Some(4));
        assert_eq!(per(-7, 2), Some(-4));
        assert_eq!(per(7, -2), Some(-4));
        assert_eq!(per(-7, -2), Some(4));
        assert_eq!([per(4, 3), per(5, 3), per(-4, 3), per(-5, 3)], [Some(1), Some(2), Some(-1), Some(-2)]);
    }

    #[test]
    fn the_ends_of_64_bits_are_exact() {
        assert_eq!(per(MIN, 1), Some(MIN));
        assert_eq!(per(MIN, -1), None);
        assert_eq!(per(MAX, MAX), Some(1));
        assert_eq!(per(MAX, MIN), Some(-1));
        assert_eq!(per(MAX, 2), Some(1 << 62));
        assert_eq!(ratio(MAX, 1).scaled(2), None);
        assert_eq!(ratio(MIN, MIN).scaled(MIN), Some(MIN));
        assert_eq!(Ratio::change(MIN, MAX).and_then(|change| change.scaled(MIN)), None);
        assert_eq!(Ratio::change(MIN, MAX).and_then(Ratio::rounded), Some(2));
        assert_eq!(Ratio::change(1, MIN).map(Ratio::sign), Some(Ordering::Less));
    }

    #[test]
    fn ratios_compare_by_value() {
        assert_eq!(ratio(1, 2), ratio(2, 4));
        assert_eq!(ratio(1, -2), ratio(-2, 4));
        assert!(ratio(MAX - 1, MAX) < ratio(1, 1));
        assert!(ratio(MAX - 1, MAX) > ratio(MAX - 2, MAX - 1));
        assert!(ratio(MIN, 1) < ratio(MIN, MAX));
        assert!(Ratio::change(1, MIN) < Ratio::change(-1, MIN + 1));
    }

    #[test]
    fn a_share_is_scaled_to_the_figures_shown() {
        assert_eq!(ratio(1, 3).scaled(1_000), Some(333));
        assert_eq!(ratio(2, 3).scaled(1_000), Some(667));
        assert_eq!(ratio(-1, 8).scaled(100), Some(-13));
        assert!((ratio(-1, 8).to_f64() + 0.125).abs() < f64::EPSILON);
    }

    #[test]
    fn a_change_is_relative_to_the_size_of_what_was() {
        assert_eq!(Ratio::change(80, 100), Ratio::of(1, 4));
        assert_eq!(Ratio::change(100, 80), Ratio::of(-1, 5));
        assert_eq!(Ratio::change(-100, -50), Ratio::of(1, 2));
        assert_eq!(Ratio::change(-100, 50), Ratio::of(3, 2));
        assert_eq!(Ratio::change(5, 5).map(Ratio::sign), Some(Ordering::Equal));
    }

    #[test]
    fn a_change_of_ratios_is_exact_while_it_fits() {
        // Cost per lead from 10/4 to 9/3.
        assert_eq!(ratio(9, 3).change_since(ratio(10, 4)), Ratio::of(1, 5));
        assert_eq!(ratio(-1, 2).change_since(ratio(-1, 1)), Ratio::of(1, 2));
        assert_eq!(ratio(MAX, 7).change_since(ratio(MAX, 8)), Ratio::of(1, 7));
        assert_eq!(ratio(0, 9).change_since(ratio(3, 1)), Ratio::of(-1, 1));
    }

    #[test]
    fn a_change_of_ratios_beyond_64_bits_is_near_enough_or_no_value() {
        let change = ratio(MAX, MAX - 1).change_since(ratio(MAX - 3, MAX - 2)).expect("a base");
        assert!(change.to_f64().abs() < 1e-15);
        assert_eq!(ratio(MAX, 3).change_since(ratio(3, MAX)), None, "a change of 10³⁷ is nothing to show");
    }
}
