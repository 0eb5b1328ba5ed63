//! A long file of facts with everything in it that spoils a row, and what must be said about each.

use std::fmt::Write as _;

use app::time::Day;

/// The file, and what it holds.
pub struct Spoilt {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// How many of its rows are good.
    pub good: u64,
    /// What the good rows cost together, in minor units.
    pub cost: i64,
    /// Totals and repeated headers.
    pub left_out: u64,
    /// The lines of bad rows, with the column and the kind of what is said first about each.
    pub bad: Vec<(u64, Option<&'static str>, &'static str)>,
    line: u64,
}

const HEADER: &str = "Дата;Кампания;Название объявления;Показы;Клики;Расход, руб.;Лиды;Продажи;Доход";

/// Rows that say something wrong, the column to blame, and how. `#` stands for a number of its own.
const BAD: &[(&str, Option<&str>, &str)] = &[
    ("01.02.2026;мало;ячеек", None, "Width"),
    ("01.02.2026;много;#;1;2;3;4;5;6;7", None, "Width"),
    ("01.02.2026,запятые,#,1,2,3,4,5,6", None, "Width"),
    ("31.02.2026;a;#;1;2;3;4;5;6", Some("Дата"), "NotADay"),
    ("2026-13-01;a;#;1;2;3;4;5;6", Some("Дата"), "NotADay"),
    ("завтра;a;#;1;2;3;4;5;6", Some("Дата"), "NotADay"),
    (";a;#;1;2;3;4;5;6", Some("Дата"), "NoDay"),
    ("01.02.2026;a;#;NaN;2;3;4;5;6", Some("Показы"), "NotANumber"),
    ("01.02.2026;a;#;1;inf;3;4;5;6", Some("Клики"), "NotANumber"),
    ("01.02.2026;a;#;1;2;1e309;4;5;6", Some("Расход, руб."), "NotANumber"),
    ("01.02.2026;a;#;1;2;-3,50;4;5;6", Some("Расход, руб."), "Negative"),
    ("01.02.2026;a;#;-1;2;3;4;5;6", Some("Показы"), "Negative"),
    ("01.02.2026;a;#;1;9223372036854775807;3;4;5;6", Some("Клики"), "TooLarge"),
    ("01.02.2026;a;#;1;2;3;4;5;92233720368547758,07", Some("Доход"), "TooLarge"),
    ("01.02.2026;a;#;1;2,5;3;4;5;6", Some("Клики"), "NotWhole"),
    ("01.02.2026;a;#;1;2;3 %;4;5;6", Some("Расход, руб."), "Percent"),
    ("01.02.2026;a;#;1;2;3 USD;4;5;6", Some("Расход, руб."), "Currency"),
    ("01.02.2026;a\0b;#;1;2;3;4;5;6", Some("Кампания"), "Control"),
    ("01.02.2026;a\u{1b}[2Jb;#;1;2;3;4;5;6", Some("Кампания"), "Control"),
    ("01.02.2026;a\"b;#;1;2;3;4;5;6", Some("Кампания"), "LoneQuote"),
    ("01.02.2026;\"a;#;1;2;3;4;5;6", Some("Кампания"), "LoneQuote"),
    ("01.02.2026;\"a\"b;#;1;2;3;4;5;6", Some("Кампания"), "LoneQuote"),
];

impl Spoilt {
    /// A file of about ten megabytes.
    pub fn ten_megabytes() -> Self {
        let mut file = Self { bytes: Vec::new(), good: 0, cost: 0, left_out: 0, bad: Vec::new(), line: 0 };
        file.push(HEADER.as_bytes());
        for block in 0..30 {
            file.add_good(1200);
            for (row, column, kind) in BAD {
                file.add_bad(row.replace('#', &format!("b{}", file.line)).as_bytes(), *column, kind);
                file.add_good(1);
            }
            file.add_other_encodings();
            file.add_left_out();
            if block % 15 == 7 {
                let long = format!("01.02.2026;{};#;1;2;3;4;5;6", "я".repeat(512 * 1024));
                file.add_bad(long.as_bytes(), Some("Кампания"), "CellTooLong");
            }
        }
        file
    }

    /// Ends a line in one of the two ways.
    fn push(&mut self, line: &[u8]) {
        self.line += 1;
        self.bytes.extend_from_slice(line);
        self.bytes.extend_from_slice(if self.line.is_multiple_of(3) { b"\r\n" } else { b"\n" });
    }

    fn add_bad(&mut self, line: &[u8], column: Option<&'static str>, kind: &'static str) {
        self.push(line);
        self.bad.push((self.line, column, kind));
    }

    /// A line of windows-1251, and one of UTF-16 with its mark and with the half of its line break that opens the next line.
    fn add_other_encodings(&mut self) {
        self.add_bad(b"01.02.2026;\xCA\xE0\xEC\xE8\xED\xFB;b;1;2;3;4;5;6", Some("Кампания"), "Unreadable");
        let row = "01.02.2026;Камины;b;1;2;3;4;5;6";
        let wide: Vec<u8> = format!("\u{feff}{row}").encode_utf16().flat_map(u16::to_le_bytes).collect();
        self.add_bad(&wide, Some("Дата"), "Control");
        self.add_bad(format!("\0{row}").as_bytes(), Some("Дата"), "Control");
    }

    fn add_left_out(&mut self) {
        self.push(HEADER.as_bytes());
        self.push(format!("\u{feff}{HEADER}").as_bytes());
        self.push("Итого;-;-;1 000;20;300,00;4;5;6,00".as_bytes());
        self.left_out += 3;
        self.push(b"");
        self.push(b";;;;;;;;");
    }

    /// Good rows, in every way in which days, names and figures may be written.
    fn add_good(&mut self, rows: u64) {
        for _ in 0..rows {
            let nth = i64::try_from(self.good).unwrap();
            self.good += 1;
            let day = Day::of(2026, 1, 1).unwrap().plus(i32::try_from(nth % 300).unwrap());
            let (year, month, date) = day.civil();
            let minor = nth * 37 % 1_000_000;
            self.cost += minor;
            let (whole, part) = (minor / 100, minor % 100);
            let mut row = String::new();
            match nth % 5 {
                0 => write!(row, "{day};"),
                1 => write!(row, "{year:04}{month:02}{date:02};"),
                2 => write!(row, "{date}.{month}.{year};"),
                _ => write!(row, "{date:02}.{month:02}.{year};"),
            }
            .unwrap();
            match nth % 4 {
                0 => write!(row, "\"Камины; «Люкс» \"\"{}\"\"\";", nth % 40),
                _ => write!(row, "Камины  Москва {};", nth % 40),
            }
            .unwrap();
            let text = "Купить электрический камин с доставкой по Москве и области, гарантия, рассрочка";
            write!(row, "Объявление {nth}: {text};12\u{a0}345;{};", nth % 1000).unwrap();
            match nth % 3 {
                0 => write!(row, "{whole},{part:02} ₽;"),
                1 => write!(row, "{whole},{part:02};"),
                _ => write!(row, "{whole}.{part:02};"),
            }
            .unwrap();
            write!(row, "{};--;-{},10", nth % 7, nth % 100).unwrap();
            self.push(row.as_bytes());
        }
    }
}
