//! What a day of the year, a day of the week and the mood of the market do to demand.

use app::time::Day;

use super::chance::Chance;

/// Demand by month around 1, January first.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Season(pub [f64; 12]);

/// The same all year.
pub const STEADY: Season = Season([1.0; 12]);

impl Season {
    /// The demand of a day: the months' figures stand in their middles, and days between them lie on a line.
    pub fn at(&self, day: Day) -> f64 {
        let (_, month, date) = day.civil();
        let month = month as usize - 1;
        let offset = (f64::from(date) - 15.5) / 30.5;
        let neighbour = if offset < 0.0 { (month + 11) % 12 } else { (month + 1) % 12 };
        let share = offset.abs();
        self.0[month] * (1.0 - share) + self.0[neighbour] * share
    }
}

/// What days do to demand that seasons do not know: the quiet first week of January, and the week of Black Friday.
pub fn feast(day: Day, sells_goods: bool) -> f64 {
    let (year, month, date) = day.civil();
    match (month, date) {
        (1, 1..=3) | (12, 31) => 0.42,
        (1, 4..=8) => 0.68,
        (11, 18..=30) if sells_goods => {
            let friday = black_friday(year);
            if (friday.plus(-3)..=friday.plus(2)).contains(&day) { 1.38 } else { 1.0 }
        }
        _ => 1.0,
    }
}

/// The fourth Friday of November: the one after the fourth Thursday when the month begins with a Friday.
fn black_friday(year: i32) -> Day {
    let first = Day::of(year, 11, 1).unwrap_or(Day(0));
    let thursday = (3 - i32::try_from(first.weekday()).unwrap_or(0)).rem_euclid(7);
    first.plus(thursday + 21 + 1)
}

/// A slow drift around 1, smooth from day to day and without memory: three waves of unlike lengths whose beginnings are
/// drawn for the place.
pub fn drift(seed: u64, place: &[u64], day: Day, strength: f64) -> f64 {
    let mut chance = Chance::of(seed, place);
    let waves = [173.0, 61.0, 23.0].map(|length| {
        let length = length * chance.between(0.85, 1.15);
        (std::f64::consts::TAU * (f64::from(day.0) / length + chance.unit())).sin()
    });
    (strength * (0.55 * waves[0] + 0.3 * waves[1] + 0.15 * waves[2])).exp()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_season_has_its_figures_mid_month_and_no_steps_between() {
        let winter = Season([2.0, 1.8, 1.2, 0.8, 0.6, 0.5, 0.5, 0.6, 0.9, 1.4, 1.9, 2.2]);
        let mid_june = Day::of(2026, 6, 15).unwrap();
        assert!((winter.at(mid_june) - 0.5).abs() < 0.01);
        for offset in 0..800 {
            let (today, tomorrow) = (winter.at(mid_june.plus(offset)), winter.at(mid_june.plus(offset + 1)));
            assert!((today - tomorrow).abs() < 0.08, "{}: {today} {tomorrow}", mid_june.plus(offset));
        }
    }

    #[test]
    fn black_friday_is_the_day_after_the_fourth_thursday() {
        for (year, date) in [(2024, 29), (2025, 28), (2026, 27), (2030, 29)] {
            assert_eq!(black_friday(year), Day::of(year, 11, date).unwrap());
            assert!(feast(black_friday(year), true) > 1.0);
            assert_eq!(feast(black_friday(year), false).to_bits(), 1.0_f64.to_bits());
        }
    }

    #[test]
    fn drift_stays_near_one_and_moves_slowly() {
        let days: Vec<f64> = (0..900).map(|day| drift(3, &[1, 2], Day(day), 0.2)).collect();
        assert!(days.iter().all(|factor| (0.8..1.25).contains(factor)));
        assert!(days.windows(2).all(|pair| (pair[1] / pair[0] - 1.0).abs() < 0.03));
        assert!(days.iter().any(|factor| *factor > 1.03) && days.iter().any(|factor| *factor < 0.97));
    }
}
