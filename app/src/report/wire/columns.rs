//! The columns of a piece: every number in as many bytes as the largest of its column needs, all lowest bytes first, then
//! all second bytes. The upper bytes are nearly always zero and the lower ones alike, which is what compression feeds on,
//! and reading them takes no branch.
//!
//! What one column says of another is not written twice: a campaign nearly always decides the channel, and where nobody has
//! clicked nothing was paid.

use super::{PIECE, Rows};
use crate::report::model::Dimension;

/// The members of this dimension are decided ...
const DECIDED: usize = Dimension::Channel as usize;

/// ... by those of this one.
const DECIDING: usize = Dimension::Campaign as usize;

/// With more members than this it is not tried.
const MOST_DECIDING: usize = 1 << 16;

/// The dimensions that stand for themselves.
const PLAIN: [usize; Dimension::COUNT - 1] =
    [Dimension::Category as usize, DECIDING, Dimension::Device as usize, Dimension::Region as usize];

pub fn encode(rows: &Rows) -> Vec<u8> {
    let mut body = Vec::with_capacity(rows.len() * 16);
    let runs: Vec<&[i32]> = rows.days.chunk_by(|a, b| a == b).collect();
    put(&mut body, &[runs.len() as u64]);
    put(&mut body, &runs.iter().map(|run| folded(run[0].into())).collect::<Vec<_>>());
    put(&mut body, &runs.iter().map(|run| run.len() as u64).collect::<Vec<_>>());
    for at in PLAIN {
        let codes = &rows.codes[at];
        let column: Vec<u64> = if at == 0 { steps(codes).collect() } else { wide(codes) };
        put(&mut body, &column);
    }
    let surprises = surprises(&rows.codes[DECIDING], &rows.codes[DECIDED]);
    body.push(u8::from(surprises.is_some()));
    put(&mut body, &surprises.unwrap_or_else(|| wide(&rows.codes[DECIDED])));
    for at in 0..rows.measures.len() {
        put_measure(&mut body, &rows.measures, at);
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
    for at in PLAIN {
        let column = take(body, count)?;
        rows.codes[at] = if at == 0 { climbed(&column)? } else { narrow(&column)? };
    }
    let is_decided = *body.split_off_first()? != 0;
    let column = take(body, count)?;
    rows.codes[DECIDED] = if is_decided { decided(&rows.codes[DECIDING], column)? } else { narrow(&column)? };
    for _ in 0..measures {
        let values = take_measure(body, &rows.measures, count)?;
        rows.measures.push(values);
    }
    body.is_empty().then_some(rows)
}

/// Writes a measure. Where one before it is zero and this one is too, as they always are together, it is left out.
fn put_measure(body: &mut Vec<u8>, measures: &[Vec<i64>], at: usize) {
    let values = &measures[at];
    let hides = |other: usize| measures[other].iter().zip(values).all(|(of, value)| *of != 0 || *value == 0);
    let zeros = |other: usize| measures[other].iter().filter(|value| **value == 0).count();
    // Goals beyond what a byte counts hide nothing.
    let others = (0..at.min(usize::from(u8::MAX))).filter(|&other| zeros(other) > 0 && hides(other));
    let hidden_by = others.max_by_key(|&other| zeros(other));
    body.push(hidden_by.map_or(0, |other| u8::try_from(other + 1).unwrap_or(0)));
    let is_shown = |row: usize| hidden_by.is_none_or(|other| measures[other][row] != 0);
    let shown = values.iter().enumerate().filter(|(row, _)| is_shown(*row));
    put(body, &shown.map(|(_, &value)| folded(value)).collect::<Vec<_>>());
}

fn take_measure(body: &mut &[u8], before: &[Vec<i64>], count: usize) -> Option<Vec<i64>> {
    let Some(other) = usize::from(*body.split_off_first()?).checked_sub(1) else {
        return Some(take(body, count)?.into_iter().map(unfolded).collect());
    };
    let of = before.get(other)?;
    let mut shown = take(body, of.iter().filter(|value| **value != 0).count())?.into_iter();
    let value = |of: &i64| if *of == 0 { 0 } else { shown.next().map_or(0, unfolded) };
    Some(of.iter().map(value).collect())
}

/// For each row zero when its code is the one that this deciding code had before, else one more than the code.
fn surprises(deciding: &[u32], codes: &[u32]) -> Option<Vec<u64>> {
    let mut last = undecided(deciding)?;
    let surprise = |(&by, &code): (&u32, &u32)| {
        let code = u64::from(code) + 1;
        let before = std::mem::replace(last.get_mut(by as usize)?, code);
        Some(if before == code { 0 } else { code })
    };
    deciding.iter().zip(codes).map(surprise).collect()
}

fn decided(deciding: &[u32], surprises: Vec<u64>) -> Option<Vec<u32>> {
    let mut last = undecided(deciding)?;
    let code = |(&by, surprise): (&u32, u64)| {
        let last = last.get_mut(by as usize)?;
        if surprise != 0 {
            *last = surprise;
        }
        u32::try_from(last.checked_sub(1)?).ok()
    };
    deciding.iter().zip(surprises).map(code).collect()
}

/// Nothing is known yet of any deciding code; `None` when there are too many to remember.
fn undecided(deciding: &[u32]) -> Option<Vec<u64>> {
    let most = usize::try_from(deciding.iter().copied().max().unwrap_or(0)).ok()?;
    (most < MOST_DECIDING).then(|| vec![0; most + 1])
}

fn wide(codes: &[u32]) -> Vec<u64> {
    codes.iter().map(|&code| code.into()).collect()
}

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
