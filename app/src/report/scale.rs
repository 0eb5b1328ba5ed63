//! Axes: round numbers that hold what is drawn.

/// The marks of an axis, from its lowest to its highest, at equal steps.
#[derive(Debug, Clone, PartialEq)]
pub struct Scale {
    /// The lowest mark: zero, or below when something is negative.
    pub low: f64,
    /// The highest mark.
    pub high: f64,
    /// From one mark to the next.
    pub step: f64,
}

/// How many steps an axis has when the numbers allow it.
const STEPS: f64 = 4.0;

impl Scale {
    /// The axis that holds some values. Steps are 1, 2, 2.5 or 5 times a power of ten.
    pub fn of(values: impl IntoIterator<Item = f64>) -> Self {
        let finite = values.into_iter().filter(|value| value.is_finite());
        let (low, high) =
            finite.fold((0.0_f64, 0.0_f64), |(low, high), value| (low.min(value), high.max(value)));
        let step = round_step((high - low) / STEPS);
        Self {
            low: (low / step).floor() * step,
            high: ((high / step).ceil() * step).max(step * STEPS + low.min(0.0)),
            step,
        }
    }

    /// The marks with their places: the number, and where it stands from 0 at the bottom to 1 at the top.
    pub fn marks(&self) -> Vec<(f64, f64)> {
        let mut marks = Vec::new();
        let mut mark = self.low;
        while mark <= self.high + self.step / 2.0 {
            marks.push((mark, (mark - self.low) / (self.high - self.low)));
            mark += self.step;
        }
        marks
    }
}

fn round_step(wanted: f64) -> f64 {
    if wanted <= 0.0 {
        return 1.0;
    }
    let power = 10_f64.powf(wanted.log10().floor());
    let round = [1.0, 2.0, 2.5, 5.0, 10.0].into_iter().find(|round| round * power >= wanted * 0.999_999);
    round.unwrap_or(10.0) * power
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marks(values: &[f64]) -> Vec<f64> {
        Scale::of(values.iter().copied()).marks().into_iter().map(|(mark, _)| mark).collect()
    }

    #[test]
    fn marks_are_round_and_hold_everything() {
        assert_eq!(marks(&[12.0, 76_000.0]), [0.0, 20_000.0, 40_000.0, 60_000.0, 80_000.0]);
        assert_eq!(marks(&[140.0]), [0.0, 50.0, 100.0, 150.0, 200.0]);
        assert_eq!(marks(&[3.0]), [0.0, 1.0, 2.0, 3.0, 4.0]);
        assert_eq!(marks(&[]), [0.0, 1.0, 2.0, 3.0, 4.0]);
    }

    #[test]
    fn what_is_negative_has_room_below_zero() {
        let marks = marks(&[-40.0, 90.0]);
        assert!(
            marks[0] <= -40.0 && marks.contains(&0.0) && marks.last().is_some_and(|top| *top >= 90.0),
            "{marks:?}"
        );
    }

    #[test]
    fn places_run_from_bottom_to_top() {
        let places = Scale::of([7.0]).marks();
        assert!(places[0].1.abs() < 1e-9);
        assert!((places[places.len() - 1].1 - 1.0).abs() < 1e-9);
    }
}
