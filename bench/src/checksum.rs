//! A number for a whole answer, the same as `report/checksum.js` makes for the other engines.

/// The checksum so far: two numbers, which together see every bit of every sum and its place.
#[derive(Clone, Copy, Debug)]
pub struct Checksum {
    low: u32,
    high: u32,
}

impl Checksum {
    pub const fn new() -> Self {
        Self { low: 1, high: 2 }
    }

    /// Takes the next sum.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the halves of a number are taken one after the other"
    )]
    pub const fn take(&mut self, sum: i64) {
        let bits = sum.cast_unsigned();
        let (low, high) = (bits as u32, (bits >> 32) as u32);
        self.low = (self.low ^ low).wrapping_mul(0x9E37_79B1);
        self.low ^= self.low >> 15;
        self.high = (self.high.wrapping_add(high) ^ self.low).wrapping_mul(0x85EB_CA6B);
        self.high ^= self.high >> 13;
    }

    /// Sixteen hexadecimal digits.
    pub fn digits(self) -> String {
        format!("{:08x}{:08x}", self.high, self.low)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(sums: &[i64]) -> String {
        let mut checksum = Checksum::new();
        for sum in sums {
            checksum.take(*sum);
        }
        checksum.digits()
    }

    #[test]
    fn every_bit_and_every_place_counts() {
        let plain = of(&[1, 2, 3]);
        for other in [&[1, 2][..], &[2, 1, 3], &[1, 2, 3, 0], &[1, 2, 3 + (1 << 40)], &[-1, 2, 3]] {
            assert_ne!(of(other), plain, "{other:?}");
        }
        assert_eq!(of(&[1, 2, 3]), plain);
    }
}
