//! The columns of a piece: every number in as many bytes as the largest of its column needs, all lowest bytes first, then
//! all second bytes. The upper bytes are nearly always zero and the lower ones alike, which is what compression feeds on,
//! and reading them takes no branch.

use super::{PIECE, Rows};
use crate::report::model::Dimension;

pub fn encode(rows: &Rows) -> Vec<u8> {
    let mut body = Vec::with_capacity(rows.len() * 16);
    let runs: Vec<&[i32]> = rows.days.chunk_by(|a, b| a == b).collect();
    put(&mut body, &[runs.len() as u64]);
    put(&mut body, &runs.iter().map(|run| folded(run[0].into())).collect::<Vec<_>>());
    put(&mut body, &runs.iter().map(|run| run.len() as u64).collect::<Vec<_>>());
    for (at, codes) in rows.codes.iter().enumerate() {
        let column: Vec<u64> =
            if at == 0 { steps(codes).collect() } else { codes.iter().map(|&code| code.into()).collect() };
        put(&mut body, &column);
    }
    for values in &rows.measures {
        put(&mut body, &values.iter().map(|&value| folded(value)).collect::<Vec<_>>());
    }
    body
}

/// What [`encode`] wrote; `None` when it cannot have been that.
pub fn decode(mut body: &[u8], measures: usize) -> Option<Rows> {
    let body = &mut body;
    let runs = usize::try_from(take(body, 1)?[0]).ok().filter(|&runs| runs <= PIECE)?;
    let (days, lengths) = (take(body, runs)?, take(body, runs)?);
    let count = lengths.iter().try_fold(0_u64, |sum, &length| sum.checked_add(length))?;
    let count = usize::try_from(count).ok().filter(|&count| count <= PIECE)?;
    let mut rows = Rows { days: Vec::with_capacity(count), ..Rows::default() };
    for (day, length) in days.into_iter().zip(lengths) {
        let day = i32::try_from(unfolded(day)).ok()?;
        rows.days.extend(std::iter::repeat_n(day, usize::try_from(length).ok()?));
    }
    for (at, codes) in rows.codes.iter_mut().enumerate() {
        let column = take(body, count)?;
        *codes = if at == 0 { climbed(&column)? } else { narrow(&column)? };
    }
    for _ in 0..measures {
        rows.measures.push(take(body, count)?.into_iter().map(unfolded).collect());
    }
    body.is_empty().then_some(rows)
}

const _: () = assert!(Dimension::COUNT > 0, "the first dimension is written in steps");

/// Rows of a day stand in the order of the first dimension, so its steps are small.
fn steps(codes: &[u32]) -> impl Iterator<Item = u64> + '_ {
    let before = std::iter::once(0).chain(codes.iter().copied());
    before.zip(codes).map(|(before, &code)| folded(i64::from(code) - i64::from(before)))
}

fn climbed(steps: &[u64]) -> Option<Vec<u32>> {
    let mut at = 0_i64;
    let climb = |&step: &u64| {
        at = at.wrapping_add(unfolded(step));
        u32::try_from(at).ok()
    };
    steps.iter().map(climb).collect()
}

fn narrow(column: &[u64]) -> Option<Vec<u32>> {
    column.iter().map(|&code| u32::try_from(code).ok()).collect()
}

/// Small numbers of either sign become small numbers (zigzag).
const fn folded(value: i64) -> u64 {
    (value << 1 ^ value >> 63).cast_unsigned()
}

const fn unfolded(value: u64) -> i64 {
    (value >> 1).cast_signed() ^ -(value & 1).cast_signed()
}

fn put(body: &mut Vec<u8>, column: &[u64]) {
    let bits = 64 - column.iter().fold(0, |all, value| all | value).leading_zeros();
    let width = bits.div_ceil(8);
    body.push(width.to_le_bytes()[0]);
    for at in 0..width {
        body.extend(column.iter().map(|value| (value >> (8 * at)).to_le_bytes()[0]));
    }
}

fn take(body: &mut &[u8], count: usize) -> Option<Vec<u64>> {
    let width = usize::from(*body.split_off_first()?);
    if width > 8 {
        return None;
    }
    let mut planes = body.split_off(..width.checked_mul(count)?)?;
    let mut column = vec![0; count];
    for at in 0..width {
        let plane = planes.split_off(..count)?;
        for (value, byte) in column.iter_mut().zip(plane) {
            *value |= u64::from(*byte) << (8 * at);
        }
    }
    Some(column)
}
