//! What travels arrives, and what is damaged on its way is noticed.

use proptest::{collection::vec, prelude::*};

use super::{super::model::Dictionary, *};
use crate::{
    money::Currency,
    report::{
        known::Known,
        opening::{Opening, Step},
        period::Calendar,
        pieces::Pieces,
        query::Query,
        reader::Reader,
    },
    time::{Day, Stamp},
};

/// A cut as it travels: the head and the pieces, the newest days first.
pub fn travelling(book: &Book, rows: &Rows) -> Vec<u8> {
    let (newest, older) = in_two(book, rows);
    [newest, older].concat()
}

/// The same in two: what a report opens with, and the earlier days.
pub fn in_two(book: &Book, rows: &Rows) -> (Vec<u8>, Vec<u8>) {
    let mut pieces = Pieces::new(MEASURES + book.goals.len(), u64::MAX - 1);
    let mut order: Vec<usize> = (0..rows.len()).collect();
    order.sort_by_key(|&at| std::cmp::Reverse(rows.days[at]));
    for at in order {
        let codes = std::array::from_fn(|dimension| rows.codes[dimension][at]);
        let values: Vec<i64> = rows.measures.iter().map(|column| column[at]).collect();
        pieces.push(Day(rows.days[at]), codes, &values);
    }
    let (head, pieces) = pieces.finish(book.clone(), 1, Vec::new()).unwrap();
    ([head.encode(), pieces.newest].concat(), pieces.older)
}

/// A reader of these rows, which went the whole way.
pub fn opened(book: &Book, rows: &Rows) -> Reader {
    Opening::all(&travelling(book, rows)).unwrap()
}

/// What the parts of some bytes are.
fn parts(bytes: &[u8]) -> Result<(Head, Vec<Rows>), WireError> {
    let mut incoming = Incoming::default();
    incoming.feed(bytes);
    let Some(Part::Head(head)) = incoming.next_part()? else { return Err(WireError::Damaged) };
    let mut pieces = Vec::new();
    while let Some(part) = incoming.next_part()? {
        match part {
            Part::Rows(rows) => pieces.push(rows),
            Part::Head(_) => return Err(WireError::Damaged),
        }
    }
    if incoming.is_spent() { Ok((*head, pieces)) } else { Err(WireError::Damaged) }
}

fn book(goals: usize, members: u32) -> Book {
    let mut book = Book::new(Currency::parse("UAH").unwrap());
    book.imported = Some(Stamp(1_795_000_000_000));
    book.goals = (0..goals).map(|goal| format!("Ціль {goal}")).collect();
    for dictionary in &mut book.dictionaries {
        *dictionary = Dictionary {
            names: (0..members).map(|name| format!("імʼя {name}")).collect(),
            parents: vec![],
        };
    }
    book.dictionary_mut(Dimension::Category).parents =
        (0..members).map(|member| member.checked_sub(2)).collect();
    book
}

prop_compose! {
    fn cuts()(goals in 0..3_usize, members in 1..9_u32, rows in 0..60_usize)(
        days in vec(prop_oneof![Just(20_000), 19_990..20_010_i32, any::<i32>()], rows),
        codes in vec(vec(0..members, rows), Dimension::COUNT),
        measures in vec(vec(-1_000_000_000_000..1_000_000_000_000_i64, rows), MEASURES + goals),
        goals in Just(goals),
        members in Just(members),
    ) -> (Book, Rows) {
        let mut days = days;
        days.sort_unstable_by(|a, b| b.cmp(a));
        (book(goals, members), Rows { days, codes: codes.try_into().unwrap(), measures })
    }
}

fn small() -> (Book, Rows) {
    let codes = std::array::from_fn(|_| vec![0, 1, 1]);
    (book(0, 3), Rows { days: vec![7, 5, 5], codes, measures: vec![vec![1, 2, 3]; MEASURES] })
}

/// What comes of a cut whose head somebody changed, with a right checksum.
fn forged(change: impl FnOnce(&mut Head)) -> Result<Reader, WireError> {
    let (book, rows) = small();
    let (mut head, pieces) = parts(&travelling(&book, &rows)).unwrap();
    change(&mut head);
    let pieces = pieces.iter().flat_map(Rows::encode);
    Opening::all(&head.encode().into_iter().chain(pieces).collect::<Vec<_>>())
}

#[test]
fn another_version_is_named() {
    let (book, rows) = small();
    let mut bytes = travelling(&book, &rows);
    bytes[0] = VERSION + 1;
    assert_eq!(Opening::all(&bytes).unwrap_err(), WireError::Version { found: VERSION + 1 });
    assert_eq!(Opening::all(&[]).unwrap_err(), WireError::Damaged);
    assert_eq!(Opening::all(&[VERSION]).unwrap_err(), WireError::Damaged);
}

#[test]
fn a_head_that_claims_too_much_is_refused_before_it_is_believed() {
    assert!(forged(|_| {}).is_ok());
    let refused = |change: fn(&mut Head)| forged(change).unwrap_err();
    assert_eq!(refused(|head| head.rows = vec![u32::MAX; 2]), WireError::Damaged);
    assert_eq!(refused(|head| head.sums.truncate(2)), WireError::Damaged);
    assert_eq!(refused(|head| head.sums[1].push(7)), WireError::Damaged);
    assert_eq!(refused(|head| head.rows[1] = 9), WireError::Damaged);
    assert!(matches!(refused(|head| head.rows.swap(0, 1)), WireError::Facts(FactsError::Rows { .. })));
    let large = |head: &mut Head| head.sizes[2] = u64::MAX;
    assert!(matches!(refused(large), WireError::Facts(FactsError::Overflow { .. })));
    let lied = |head: &mut Head| head.sizes[2] = 1;
    assert!(matches!(refused(lied), WireError::Facts(FactsError::Overflow { .. })));
    let circle = |head: &mut Head| head.book.dictionaries[0].parents = vec![Some(1), Some(0), None];
    assert!(matches!(refused(circle), WireError::Facts(FactsError::Cycle { .. })));
    let unknown = |head: &mut Head| head.book.dictionaries[1].names.truncate(1);
    assert!(matches!(refused(unknown), WireError::Facts(FactsError::Code { .. })));
    let other_days = |head: &mut Head| head.days = vec![5, 6];
    assert!(matches!(refused(other_days), WireError::Facts(FactsError::Day { .. })));
}

#[test]
fn a_piece_that_claims_four_billion_rows_is_refused_before_it_is_believed() {
    // One run of a day, and columns of no bytes.
    let columns = [0; Dimension::COUNT + 1 + 2 * MEASURES];
    let run = |length: &[u8]| [&[1, 1, 1, 0][..], length, &columns].concat();
    assert_eq!(columns::decode(&run(&[1, 3]), MEASURES).map(|rows| rows.len()), Some(3));
    assert_eq!(columns::decode(&run(&[4, 0xff, 0xff, 0xff, 0xff]), MEASURES), None);
}

#[test]
fn what_one_column_says_of_another_is_not_written_twice() {
    let rows = |channel: fn(u32) -> u32, clicks: fn(u32) -> i64| {
        let mut rows = Rows { days: vec![1; 4_000], ..Rows::new(MEASURES) };
        rows.codes = std::array::from_fn(|_| vec![0; 4_000]);
        rows.codes[Dimension::Campaign as usize] = (0..4_000).map(|row| row % 7).collect();
        rows.codes[Dimension::Channel as usize] = (0..4_000).map(channel).collect();
        rows.measures = vec![vec![0; 4_000]; MEASURES];
        rows.measures[1] = (0..4_000).map(clicks).collect();
        rows.measures[2] = rows.measures[1].iter().map(|clicks| clicks * 300).collect();
        rows
    };
    let by_campaign: fn(u32) -> u32 = |row| row % 7 % 3;
    let every_fourth: fn(u32) -> i64 = |row| i64::from(row % 4 == 0);
    // Campaigns, surprising channels, clicks, and the cost of those.
    for (clicks, bytes) in
        [(every_fourth, 3 * 4_000 + 2 * 1_000), ((|_| 1) as fn(u32) -> i64, 3 * 4_000 + 2 * 4_000)]
    {
        let rows = rows(by_campaign, clicks);
        let body = columns::encode(&rows);
        assert_eq!(columns::decode(&body, MEASURES).as_ref(), Some(&rows));
        assert!(body.len().abs_diff(bytes) < 100, "{} and not {bytes}", body.len());
    }
    let surprising = |channel| {
        let body = columns::encode(&rows(channel, every_fourth));
        assert_eq!(columns::decode(&body, MEASURES), Some(rows(channel, every_fourth)));
        body.iter().filter(|byte| **byte != 0).count()
    };
    assert!(surprising(by_campaign) + 3_000 < surprising(|row| row % 5));
}

/// A hundred days with a thousand rows each.
fn many() -> (Book, Rows) {
    let rows = 100_000;
    let days: Vec<i32> = (0..rows).map(|row| i32::try_from(row / 1_000).unwrap()).collect();
    let codes = std::array::from_fn(|_| vec![0; rows]);
    (book(0, 1), Rows { days, codes, measures: vec![vec![1; rows]; MEASURES] })
}

#[test]
fn the_newest_days_can_be_read_before_the_others_have_come() {
    let (book, rows) = many();
    let (newest, older) = in_two(&book, &rows);
    assert!(2 * newest.len() < older.len());
    let mut opening = Opening::default();
    let mut early = Vec::new();
    let mut shares = Vec::new();
    // As a network would bring it.
    let mut chunks = newest.chunks(10_000).chain(older.chunks(10_000));
    let whole = loop {
        match opening.step().unwrap() {
            Step::Hungry => opening.feed(chunks.next().expect("more bytes")),
            Step::Early(reader) => {
                // First nothing but the sums of days, then the days of the question, then those it is compared with.
                opening.want([70, 60, 60][early.len()]);
                assert_eq!(reader.span(), Some(cube::DayRange::new(0, 99)));
                early.push(reader);
            }
            Step::Working { share } => shares.push(share),
            Step::Whole(reader) => break reader,
        }
    };
    let knows =
        |reader: &Reader| [0, 60, 70, 99].map(|first| reader.knows(Some(cube::DayRange::new(first, 99))));
    assert_eq!(
        early.iter().map(|reader| knows(reader)).collect::<Vec<_>>(),
        [[false, false, false, false], [false, false, true, true], [false, true, true, true],]
    );
    assert!(whole.is_whole() && early.iter().all(|reader| !reader.is_whole()));
    assert!(shares.is_sorted() && shares.len() > 6, "{shares:?}");
}

#[test]
fn what_is_asked_for_too_late_comes_with_the_whole() {
    let (book, rows) = many();
    let mut opening = Opening::default();
    opening.want(10);
    opening.feed(&travelling(&book, &rows));
    let mut early = Vec::new();
    loop {
        match opening.step().unwrap() {
            Step::Whole(_) => break,
            Step::Early(reader) => early.push(reader.knows_since(99)),
            Step::Hungry | Step::Working { .. } => {}
        }
    }
    assert_eq!(early, [false], "nine tenths of the rows are not indexed twice");
}

#[test]
fn a_few_earlier_rows_travel_with_the_newest() {
    let (book, mut rows) = many();
    rows.days.iter_mut().for_each(|day| *day = if *day < 8 { 0 } else { 99 });
    assert_eq!(in_two(&book, &rows).1, Vec::<u8>::new());
    rows.days.iter_mut().enumerate().for_each(|(at, day)| *day = if at < 9_000 { 0 } else { 99 });
    assert!(!in_two(&book, &rows).1.is_empty());
}

/// Damages a cut in a way that a disk, a proxy or an enemy would.
fn damaged(whole: &[u8], luck: &mut impl FnMut(usize) -> usize) -> Vec<u8> {
    let mut bytes = whole.to_vec();
    for _ in 0..=luck(4) {
        let (from, to) = (luck(bytes.len() + 1), luck(bytes.len() + 1));
        let (from, to) = (from.min(to), from.max(to));
        match luck(6) {
            0 => bytes.truncate(to),
            1 => drop(bytes.drain(from..to)),
            2 => bytes.extend_from_within(from..to),
            3 => bytes[from..to].iter_mut().take(8).for_each(|byte| *byte = 0xff),
            4 => bytes[from..to].iter_mut().take(4).for_each(|byte| *byte ^= 1 << luck(8)),
            _ => bytes.splice(from..from, std::iter::repeat_n(0, luck(40))).for_each(drop),
        }
    }
    bytes
}

/// The frames of some bytes with right lengths and checksums, so that damage gets as far as it can.
fn mended(bytes: &[u8], pieces: usize) -> Vec<u8> {
    let body = bytes.get(13..).unwrap_or_default();
    let each = body.len().div_ceil(pieces).max(1);
    std::iter::once(VERSION).chain(body.chunks(each).flat_map(framed)).collect()
}

/// Tries damaged cuts for as long as `KABINET_FUZZ_SECONDS` says; `make fuzz` says a minute.
#[test]
fn whatever_arrives_does_no_harm() {
    let seconds = std::env::var("KABINET_FUZZ_SECONDS").ok().and_then(|text| text.parse().ok()).unwrap_or(1);
    let end = std::time::Instant::now() + std::time::Duration::from_secs(seconds);
    let mut state = 0x5eed_u64;
    let mut luck = |bound: usize| {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        usize::try_from((mixed ^ (mixed >> 27)) % bound.max(1) as u64).unwrap()
    };
    let (book, rows) = small();
    let whole = travelling(&book, &rows);
    let (mut tried, mut opened) = (0_u64, 0_u64);
    while std::time::Instant::now() < end {
        let damaged = damaged(&whole, &mut luck);
        let damaged = if luck(2) == 0 { mended(&damaged, 1 + luck(3)) } else { damaged };
        tried += 1;
        opened += u64::from(Opening::all(&damaged).is_ok());
        let mut early = Opening::default();
        early.want(luck(12).try_into().unwrap_or(0));
        early.feed(&damaged);
        while matches!(early.step(), Ok(Step::Early(_) | Step::Working { .. })) {}
    }
    println!("{tried} damaged cuts, {opened} of them could still be read");
    assert!(tried > 100);
}

proptest! {
    #[test]
    fn a_cut_survives_its_journey((book, rows) in cuts()) {
        let (head, pieces) = parts(&travelling(&book, &rows)).unwrap();
        prop_assert_eq!(&head.book, &book);
        prop_assert_eq!(head.len(), rows.len() as u64);
        let mut together = Rows::new(rows.measures.len());
        for piece in pieces {
            together.days.extend(piece.days);
            together.codes.iter_mut().zip(piece.codes).for_each(|(all, more)| all.extend(more));
            together.measures.iter_mut().zip(piece.measures).for_each(|(all, more)| all.extend(more));
        }
        prop_assert_eq!(together, rows);
    }

    #[test]
    fn a_cut_that_ends_early_is_damaged((book, rows) in cuts(), at in any::<prop::sample::Index>()) {
        let bytes = travelling(&book, &rows);
        prop_assert_eq!(Opening::all(&bytes[..at.index(bytes.len())]).unwrap_err(), WireError::Damaged);
    }

    /// What has come of the newest days is exact, and what is not known is not said.
    #[test]
    fn an_early_page_is_a_part_of_the_last_one(
        (book, rows) in cuts(), last in 19_990..20_010_i32, days in 1..30_i32, chosen in 0..9_u32, first in 19_960..20_010_i32,
    ) {
        let calendar = Calendar { first: Day(i32::MIN), last: Day(20_010), start: Day(0), today: Day(20_010) };
        let mut query = Query::default();
        query.turn_to(Day(last - days), Day(last));
        if chosen > 1 {
            query.choices.choose(Dimension::Channel, &format!("імʼя {}", chosen / 2));
        }
        let (bytes, mut opening) = (travelling(&book, &rows), Opening::default());
        opening.want(first);
        opening.feed(&bytes);
        let mut early = Vec::new();
        let mut whole = loop {
            match opening.step()? {
                Step::Whole(reader) => break reader,
                Step::Early(reader) => early.push(reader),
                Step::Working { .. } => {}
                Step::Hungry => return Err(TestCaseError::fail("it is all there")),
            }
        };
        let expected = whole.page(&query, &calendar);
        prop_assert_eq!((expected.known, expected.awaits_before), (Known::All, false));
        for mut reader in early {
            let page = reader.page(&query, &calendar);
            let total = |total: &cube::Sums| total.sums().to_vec();
            let series = |series: &cube::DaySeries| series.iter().map(|(day, sums)| (day, sums.to_vec())).collect::<Vec<_>>();
            if page.known == Known::All {
                prop_assert_eq!(&page.now, &expected.now);
            }
            if page.known == Known::Days {
                prop_assert_eq!(total(&page.now.total), total(&expected.now.total));
                prop_assert_eq!(series(&page.now.by_day), series(&expected.now.by_day));
                prop_assert!(page.now.by.iter().all(|groups| groups.present().next().is_none()));
            }
            prop_assert_eq!(page.awaits_before, page.before.is_none() && expected.before.is_some());
            for (before, expected) in page.before.iter().zip(&expected.before) {
                prop_assert_eq!(total(&before.answer.total), total(&expected.answer.total));
                prop_assert_eq!(series(&before.answer.by_day), series(&expected.answer.by_day));
            }
        }
    }

    #[test]
    fn bytes_behind_the_end_are_damage((book, rows) in cuts(), more in vec(any::<u8>(), 1..40)) {
        let bytes = [travelling(&book, &rows), more].concat();
        prop_assert!(Opening::all(&bytes).is_err());
    }

    #[test]
    fn a_flipped_bit_is_noticed((book, rows) in cuts(), at in any::<prop::sample::Index>(), bit in 0..8_u8) {
        let mut bytes = travelling(&book, &rows);
        let at = at.index(bytes.len());
        bytes[at] ^= 1 << bit;
        prop_assert!(Opening::all(&bytes).is_err());
    }

    /// Somebody may damage a body and mend the checksum: still no panic, and whatever opens is a table.
    #[test]
    fn a_damaged_body_with_a_right_checksum_does_no_harm(
        (book, rows) in cuts(),
        flips in vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
        of_head in any::<bool>(),
    ) {
        let (head, pieces) = parts(&travelling(&book, &rows)).unwrap();
        let mut head = postcard::to_stdvec(&head).unwrap();
        let mut pieces: Vec<Vec<u8>> = pieces.iter().map(columns::encode).collect();
        let body = if of_head || pieces.is_empty() { &mut head } else { &mut pieces[0] };
        for (at, value) in flips {
            let at = at.index(body.len());
            body[at] = value;
        }
        let bytes: Vec<u8> = std::iter::once(VERSION)
            .chain(framed(&head))
            .chain(pieces.iter().flat_map(|piece| framed(piece)))
            .collect();
        let _ = Opening::all(&bytes);
    }

    #[test]
    fn noise_is_not_a_cut(noise in vec(any::<u8>(), 0..200)) {
        prop_assert!(Opening::all(&noise).is_err());
        let _ = columns::decode(&noise, MEASURES);
    }
}
