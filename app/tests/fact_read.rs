//! Files as the advertising systems write them, and as the world spoils them, read without a database.
#![cfg(feature = "ssr")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails right there")]

#[path = "world/spoilt.rs"]
mod spoilt;

use app::{
    fact::{
        model::Measure,
        plan::{DateOrder, Field, Pick, Plan},
        preview::{Delimiter, Encoding, Format, Note, Preview},
        problem::{Kind, Problem},
        read::inspect::{NewFact, inspect},
    },
    i18n::Locale,
    money::Currency,
    text::Name,
};

struct Seen {
    preview: Preview,
    facts: Vec<NewFact>,
}

fn read_in(bytes: &[u8], plan: &Plan, currency: &str) -> Seen {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), bytes).unwrap();
    let checked = inspect(file.path(), plan, Currency::parse(currency).unwrap()).unwrap();
    let mut facts = Vec::new();
    checked
        .rows(|fact| {
            facts.push(fact);
            true
        })
        .unwrap();
    Seen { preview: checked.preview, facts }
}

fn read(bytes: impl AsRef<[u8]>) -> Seen {
    read_in(bytes.as_ref(), &Plan::default(), "RUB")
}

fn picks(texts: &[&str]) -> Plan {
    Plan { picks: texts.iter().map(|text| text.parse::<Pick>().unwrap()).collect(), ..Plan::default() }
}

fn sum(seen: &Seen, measure: Measure) -> i64 {
    seen.facts.iter().map(|fact| fact.measures.of(measure)).sum()
}

fn days(seen: &Seen) -> Vec<String> {
    seen.facts.iter().map(|fact| fact.day.to_string()).collect()
}

/// The problems as `line: column: kind`, kinds by their first word.
fn problems(seen: &Seen) -> Vec<String> {
    seen.preview
        .problems
        .iter()
        .map(|problem| {
            let kind = format!("{:?}", problem.kind);
            let kind = kind.split([' ', '{']).next().unwrap_or_default().to_owned();
            format!("{}: {}: {kind}", problem.line, problem.column.as_deref().unwrap_or("-"))
        })
        .collect()
}

const DIRECT: &str = "Отчёт мастера отчётов\r\n\
    Яндекс.Директ, логин kaminhaus\r\n\
    Период 01.11.2026 - 02.11.2026\r\n\
    \r\n\
    Дата;Кампания;№ Кампании;Группа;№ Группы;№ Объявления;Условие показа;Показы;Клики;CTR (%);Расход (руб.);Конверсии\r\n\
    01.11.2026;Камины Москва;512;Электро;77;M-123;купить камин;12 044;381;3,16;4 120,55;17\r\n\
    01.11.2026;Камины Москва;512;Электро;77;M-124;камин цена;9\u{a0}821;305;3,11;3801,1;--\r\n\
    02.11.2026;Камины Москва;512;Электро;77;M-123;---;0;0;-;0,00;0\r\n\
    Итого;-;-;-;-;-;-;21 865;686;3,14;7 921,65;17\r\n";

#[test]
fn the_report_wizard_of_yandex_direct() {
    let seen = read(encoding_rs::WINDOWS_1251.encode(DIRECT).0);
    assert_eq!(problems(&seen), [""; 0]);
    let preview = &seen.preview;
    assert_eq!(
        (preview.encoding, preview.delimiter, preview.header),
        (Encoding::Windows1251, Delimiter::Semicolon, 5)
    );
    assert_eq!((preview.format, preview.good, preview.left_out), (Format::YandexDirect, 3, 1));
    assert_eq!(sum(&seen, Measure::Cost), 792_165);
    assert_eq!(sum(&seen, Measure::Impressions), 21_865);
    assert_eq!((sum(&seen, Measure::Clicks), sum(&seen, Measure::Leads)), (686, 17));
    assert_eq!(days(&seen), ["2026-11-01", "2026-11-01", "2026-11-02"]);
    assert_eq!(seen.facts[0].line, 6);
    let [source, _, channel, campaign, .., detail] = &seen.facts[0].names;
    assert_eq!([source.as_str(), channel, campaign], ["Yandex.Direct", "Yandex.Direct", "Камины Москва"]);
    assert!(detail.contains("M-123") && detail.contains("купить камин"), "{detail}");
    assert_eq!(read(DIRECT).facts, seen.facts, "the same in UTF-8");
    let wide: Vec<u8> = format!("\u{feff}{DIRECT}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(read(wide).facts, seen.facts, "the same in UTF-16");
}

#[test]
fn the_reports_api_of_yandex_direct() {
    let tsv = "\"Kaminhaus (2026-11-01 - 2026-11-02)\"\nDate\tCampaignName\tAdGroupName\tCriterion\tImpressions\tClicks\tCost\tConversions\n\
        2026-11-01\tКамины\tЭлектро\t\"купить камин\" москва\t100\t5\t120.50\t--\n\
        2026-11-02\tКамины\tЭлектро\t--\t90\t4\t80\t2\nTotal rows: 2\n";
    let seen = read(tsv);
    assert_eq!(problems(&seen), [""; 0]);
    assert_eq!((seen.preview.format, seen.preview.delimiter), (Format::YandexDirect, Delimiter::Tab));
    assert_eq!((sum(&seen, Measure::Cost), sum(&seen, Measure::Leads)), (20_050, 2));
    assert_eq!(seen.preview.left_out, 1);
}

const GOOGLE: &str = "Campaign report\n\"November 1, 2026 - November 2, 2026\"\n\
    Day,Campaign,Campaign type,Impr.,Clicks,Cost,Conversions\n\
    2026-11-01,Brand,Search,\"1,234\",56,$172.45,3.00\n\
    2026-11-01,\"Fire, wood\",Display,\"12,345,678\",7,\"$1,002.05\",0.50\n\
    2026-11-02,Brand,Search, --,0,$0.00,0.00\n\
    Total: All campaigns, --, --,\"12,346,912\",63,\"$1,174.50\",3.50\n";

#[test]
fn google_ads() {
    let seen = read_in(GOOGLE.as_bytes(), &Plan::default(), "USD");
    assert_eq!(problems(&seen), [""; 0]);
    assert_eq!((seen.preview.format, seen.preview.header, seen.preview.left_out), (Format::GoogleAds, 3, 1));
    assert_eq!((sum(&seen, Measure::Impressions), sum(&seen, Measure::Cost)), (12_346_912, 117_450));
    assert_eq!(seen.facts[1].names[3], "Fire, wood");
    assert_eq!(sum(&seen, Measure::Leads), 4, "half a conversion is rounded, and that is told");
    let rounded = Note::Rounded { column: "Conversions".to_owned(), cells: 1 };
    assert_eq!(seen.preview.notes, [rounded]);
}

#[test]
fn money_of_another_country_is_refused_with_its_column_and_both_currencies() {
    let seen = read(GOOGLE);
    assert_eq!(problems(&seen), ["4: Cost: Currency", "5: Cost: Currency", "6: Cost: Currency"]);
    let sentence = seen.preview.problems[0].placed(Locale::en);
    assert!(
        sentence.contains("line 4, column “Cost”") && sentence.contains("in $") && sentence.contains("RUB"),
        "{sentence}"
    );
    assert!(seen.facts.len() < 3);
}

const META: &str = "Reporting starts,Reporting ends,Campaign name,Ad set name,Ad name,Impressions,Reach,Link clicks,Amount spent (USD),Results,Frequency\n\
    2026-11-01,2026-11-01,Retarget,Women 25+,Video,1200,900,31,12.5,2,1.33\n\
    2026-11-02,2026-11-02,Retarget,Women 25+,Video,1100,880,29,11.75,,1.25\n\
    2026-11-01,2026-11-02,,,,2300,1500,60,24.25,2,1.53\n";

#[test]
fn meta() {
    let seen = read_in(META.as_bytes(), &Plan::default(), "USD");
    assert_eq!(problems(&seen), [""; 0]);
    assert_eq!((seen.preview.format, seen.preview.good, seen.preview.left_out), (Format::Meta, 2, 1));
    assert_eq!(
        (sum(&seen, Measure::Clicks), sum(&seen, Measure::Cost), sum(&seen, Measure::Leads)),
        (60, 2425, 2)
    );
    assert_eq!(problems(&read(META)), ["0: Amount spent (USD): Currency"]);
    let range = META.replace("2026-11-02,2026-11-02", "2026-11-02,2026-11-05");
    assert_eq!(problems(&read_in(range.as_bytes(), &Plan::default(), "USD")), ["3: Reporting ends: Range"]);
}

#[test]
fn meta_in_french() {
    let french = "Jour;Nom de la campagne;Impressions;Montant dépensé (USD)\n\
        2026-11-01;Été;1 234;1 234,56\n2026-11-02;Été;1\u{202f}000;0,44\n";
    let seen = read_in(french.as_bytes(), &Plan::default(), "USD");
    assert_eq!(problems(&seen), [""; 0]);
    assert_eq!((seen.preview.format, sum(&seen, Measure::Cost)), (Format::Meta, 123_500));
    let western = read_in(
        &encoding_rs::WINDOWS_1252.encode(&french.replace('\u{202f}', "\u{a0}")).0,
        &Plan::default(),
        "USD",
    );
    assert_eq!((western.preview.encoding, western.facts), (Encoding::Windows1252, seen.facts));
}

#[test]
fn google_analytics_microsoft_and_linkedin() {
    let analytics = "# ----\n# Traffic acquisition\n# Start date: 20261101\n# End date: 20261102\n# ----\n\
        Date,Session default channel group,Sessions,Key events,Total revenue\n\
        20261101,Organic Search,120,3.0,1500.25\n20261102,Direct,80,1.0,0,\n\
        ,,200,4,1500.25,Grand total\n\n# ----\n# Another table\nDate,Users\n20261101,5\n";
    let seen = read(analytics);
    assert_eq!(problems(&seen), [""; 0]);
    assert_eq!((seen.preview.format, seen.preview.good, seen.preview.left_out), (Format::Analytics, 2, 1));
    assert_eq!((sum(&seen, Measure::Sessions), sum(&seen, Measure::Revenue)), (200, 150_025));
    assert_eq!(seen.preview.notes, [Note::MoreTables { line: 11 }]);
    assert_eq!(seen.facts[0].names[2], "Organic Search");
    let microsoft = "Gregorian date,Campaign name,Impressions,Clicks,Spend\n2026-11-01,Brand,10,2,3.5\n";
    let seen = read(microsoft);
    assert_eq!((seen.preview.format, sum(&seen, Measure::Cost)), (Format::Microsoft, 350));
    let linkedin =
        "Start Date (in UTC),Campaign Name,Impressions,Clicks,Total Spent,Leads\n2026-11-01,B2B,10,2,3.5,1\n";
    let seen = read(linkedin);
    assert_eq!((seen.preview.format, sum(&seen, Measure::Leads)), (Format::LinkedIn, 1));
}

#[test]
fn a_table_of_ones_own_in_every_dress() {
    let plain = "day,campaign,clicks,cost\n2026-11-01,Ä,1,2.50\n2026-11-02,Б,3,4\n";
    let expected = read(plain).facts;
    assert_eq!(expected.len(), 2);
    for (dress, text) in [
        ("semicolons", plain.replace(',', ";")),
        ("tabs", plain.replace(',', "\t")),
        ("returns", plain.replace('\n', "\r\n")),
        ("old returns", plain.replace('\n', "\r")),
        ("mark", format!("\u{feff}{plain}")),
        ("quotes", plain.replace(',', "\",\"").lines().flat_map(|line| ["\"", line, "\"\n"]).collect()),
        ("decimal comma", plain.replace(',', ";").replace("2.50", "2,50")),
        ("closing delimiters", plain.replace('\n', ",\n")),
        ("no last line break", plain.trim_end().to_owned()),
        ("capitals", plain.replace("day,campaign,clicks,cost", "DAY,Campaign,CLICKS,Cost")),
        ("empty lines", plain.replace('\n', "\n\n")),
    ] {
        let facts = read(&text).facts;
        let bare = |facts: &[NewFact]| {
            facts.iter().cloned().map(|fact| NewFact { line: 0, ..fact }).collect::<Vec<_>>()
        };
        assert_eq!(bare(&facts), bare(&expected), "{dress}");
    }
}

#[test]
fn an_ambiguous_date_is_asked_about_and_never_guessed() {
    let file = "day,clicks\n3/4/26,1\n5/6/26,2\n";
    let seen = read(file);
    let question = seen.preview.question.clone().unwrap();
    assert_eq!((question.cell.as_str(), question.line), ("3/4/26", 2));
    assert_eq!(
        (question.day_first.to_string(), question.month_first.to_string()),
        ("2026-04-03".into(), "2026-03-04".into())
    );
    assert!(seen.facts.is_empty() && !seen.preview.is_ready(true));
    let answered = |dates| read_in(file.as_bytes(), &Plan { dates: Some(dates), ..Plan::default() }, "RUB");
    assert_eq!(days(&answered(DateOrder::DayFirst)), ["2026-04-03", "2026-06-05"]);
    assert_eq!(days(&answered(DateOrder::MonthFirst)), ["2026-03-04", "2026-05-06"]);
    assert_eq!(days(&read("day,clicks\n3/4/26,1\n5/16/26,2\n")), ["2026-03-04", "2026-05-16"]);
    let torn = "day,clicks\n3/4/26,1\n5/16/26,2\n16/5/26,3\n";
    assert!(read(torn).preview.question.is_some(), "a file that shows both orders is asked about, too");
    let forced =
        read_in(torn.as_bytes(), &Plan { dates: Some(DateOrder::DayFirst), ..Plan::default() }, "RUB");
    assert_eq!(problems(&forced), ["3: day: NotADay"]);
}

#[test]
fn hostile_cells_are_refused_with_their_row_and_column() {
    let header = "day;campaign;clicks;cost";
    for (row, expected) in [
        ("31.02.2026;a;1;2", "2: day: NotADay"),
        ("tomorrow;a;1;2", "2: day: NotADay"),
        (";a;1;2", "2: day: NoDay"),
        ("01.02.2026;a;NaN;2", "2: clicks: NotANumber"),
        ("01.02.2026;a;1;1e309", "2: cost: NotANumber"),
        ("01.02.2026;a;1;inf", "2: cost: NotANumber"),
        ("01.02.2026;a;-14;2", "2: clicks: Negative"),
        ("01.02.2026;a;1;-2", "2: cost: Negative"),
        ("01.02.2026;a;9223372036854775807;2", "2: clicks: TooLarge"),
        ("01.02.2026;a;1;99999999999999999999999999", "2: cost: TooLarge"),
        ("01.02.2026;a;1,5;2", "2: clicks: NotWhole"),
        ("01.02.2026;a;1;12 %", "2: cost: Percent"),
        ("01.02.2026;a\0b;1;2", "2: campaign: Control"),
        ("01.02.2026;a\u{1b}[31m;1;2", "2: campaign: Control"),
        ("01.02.2026;a\"b;1;2", "2: campaign: LoneQuote"),
        ("01.02.2026;\"a;1;2", "2: campaign: LoneQuote"),
        ("01.02.2026;a;1", "2: -: Width"),
        ("01.02.2026;a;1;2;3", "2: -: Width"),
        ("01.02.2026;a;1;2 USD", "2: cost: Currency"),
        ("01.02.2026;a;2 ₽;2", "2: clicks: NotANumber"),
    ] {
        let seen = read(format!("{header}\n{row}\n02.02.2026;good;1;2\n"));
        assert_eq!(problems(&seen), [expected], "{row:?}");
        assert_eq!((seen.preview.good, seen.preview.refused), (1, 1), "{row:?}");
        assert_eq!(seen.facts.len(), 1);
        let sentence = seen.preview.problems[0].placed(Locale::en);
        assert!(sentence.contains("line 2"), "{sentence}");
    }
    let mebibyte = format!("{header}\n01.02.2026;{};1;2\n02.02.2026;good;1;2\n", "x".repeat(1024 * 1024));
    assert_eq!(problems(&read(mebibyte)), ["2: campaign: CellTooLong"]);
    let long = format!("{header}\n01.02.2026;{};1;2\n02.02.2026;good;1;2\n", "x".repeat(1001));
    assert_eq!(problems(&read(long)), ["2: campaign: NameTooLong"]);
    let mut mixed = format!("{header}\n{}", "01.02.2026;Камины;1;2\n".repeat(5)).into_bytes();
    mixed.extend(&*encoding_rs::WINDOWS_1251.encode("02.02.2026;Ка;1;2\n").0);
    assert_eq!(problems(&read(mixed)), ["7: campaign: Unreadable"]);
}

#[test]
fn files_that_cannot_be_read_say_why() {
    let kind = |bytes: &[u8]| read(bytes).preview.fatal().map(|problem| problem.kind.clone());
    assert_eq!(kind(b""), Some(Kind::Empty));
    assert_eq!(kind(b"PK\x03\x04\x14\0\x06\0"), Some(Kind::Spreadsheet));
    assert_eq!(kind(b"day,clicks\n"), Some(Kind::NoRows));
    assert_eq!(kind(b"day;clicks\nTotal;5\n"), Some(Kind::NoRows));
    assert!(matches!(kind(b"hello"), Some(Kind::Columns { .. })));
    let wrong = kind(b"name,age,town\na,5,b\n");
    let found = ["name", "age", "town"].map(str::to_owned).to_vec();
    assert!(
        matches!(&wrong, Some(Kind::Columns { missing, found: seen }) if missing[0] == Field::Day && *seen == found),
        "{wrong:?}"
    );
    assert!(matches!(
        kind(b"day,clicks,clicks\n2026-11-01,1,2\n"),
        Some(Kind::Doubled { field: Field::Clicks, .. })
    ));
    let wide = format!("day,{}\n", "clicks,".repeat(600));
    assert_eq!(kind(wide.as_bytes()), Some(Kind::TooManyColumns { most: 500 }));
    let sentence = Problem::of_file(wrong.unwrap()).placed(Locale::ru);
    assert!(sentence.contains("День") && sentence.contains("name, age, town"), "{sentence}");
}

#[test]
fn every_problem_has_a_sentence_in_every_language() {
    let cell = || "x".to_owned();
    let kinds = [
        Kind::Empty,
        Kind::NoRows,
        Kind::Spreadsheet,
        Kind::NotText,
        Kind::UnknownEncoding,
        Kind::Columns { missing: vec![Field::Day], found: vec![cell()] },
        Kind::NoSuchColumn { found: vec![cell()] },
        Kind::TooManyColumns { most: 1 },
        Kind::Doubled { field: Field::Cost, columns: vec![cell()] },
        Kind::Currency { found: cell(), expected: Currency::parse("RUB").unwrap() },
        Kind::CellTooLong { kilobytes: 64 },
        Kind::LineTooLong { kilobytes: 256 },
        Kind::LoneQuote,
        Kind::Width { expected: 1, found: 2 },
        Kind::Control,
        Kind::Unreadable,
        Kind::NotANumber { cell: cell() },
        Kind::NotWhole { cell: cell() },
        Kind::Negative { cell: cell() },
        Kind::TooLarge { cell: cell() },
        Kind::Percent { cell: cell() },
        Kind::NotADay { cell: cell() },
        Kind::NoDay,
        Kind::Range { from: cell(), until: cell() },
        Kind::NameTooLong { most: 1 },
        Kind::TooManyCategories { most: 1 },
        Kind::TooDeep { most: 1 },
    ];
    for kind in kinds {
        for locale in [Locale::en, Locale::ru, Locale::uk] {
            let sentence =
                Problem { line: 7, column: Some("C".to_owned()), kind: kind.clone() }.placed(locale);
            assert!(
                sentence.contains('7') && sentence.contains('C') && sentence.len() > 30,
                "{kind:?}: {sentence}"
            );
            assert!(!sentence.contains("{{"), "{sentence}");
        }
    }
}

#[test]
fn namesakes_of_one_file_are_numbered() {
    let seen = read(
        "day,campaign,clicks\n2026-11-01,A,1\n2026-11-01,b,2\n2026-11-01,a,3\n2026-11-02,a,4\n2026-11-01,A,5\n",
    );
    assert_eq!(seen.facts.iter().map(|fact| fact.nth).collect::<Vec<_>>(), [0, 0, 1, 0, 2]);
}

#[test]
fn a_thousand_problems_are_kept_and_the_rest_is_counted() {
    let seen = read(format!("day,clicks\n2026-11-01,1\n{}", "2026-11-01,x\n".repeat(2500)));
    assert_eq!((seen.preview.problems.len(), seen.preview.more_problems), (1000, 1500));
    assert_eq!((seen.preview.good, seen.preview.refused), (1, 2500));
}

#[test]
fn what_somebody_says_about_columns_wins() {
    let file = "day,campaign,clicks,calls,price\n2026-11-01,a,1,7,2.5\n";
    let seen = read_in(file.as_bytes(), &picks(&["price=cost", "calls=goal", "clicks=skip"]), "RUB");
    assert_eq!((sum(&seen, Measure::Cost), sum(&seen, Measure::Clicks)), (250, 0));
    assert_eq!(seen.facts[0].goals, [(0, 7)]);
    let missing = read_in(file.as_bytes(), &picks(&["prize=cost"]), "RUB");
    assert!(
        matches!(&missing.preview.fatal().unwrap().kind, Kind::NoSuchColumn { found } if found.len() == 5)
    );
    let source = Plan { source: Some(Name::parse("Calltouch").unwrap()), ..Plan::default() };
    assert_eq!(read_in(file.as_bytes(), &source, "RUB").facts[0].names[0], "Calltouch");
}

#[test]
fn the_header_once_more_and_paths_of_categories() {
    let seen = read(
        "day;category;clicks\n01.11.2026;Камины > Электро;1\nday;category;clicks\n02.11.2026; Камины  ›  Дровяные ;2\n",
    );
    assert_eq!(seen.preview.left_out, 1);
    assert_eq!(seen.facts[0].names[1], "Камины › Электро");
    assert_eq!(seen.facts[1].names[1], "Камины › Дровяные");
}

#[test]
fn ten_megabytes_of_every_bad_row_keep_their_good_rows() {
    let file = spoilt::Spoilt::ten_megabytes();
    assert!(file.bytes.len() > 10_000_000);
    let seen = read(&file.bytes);
    let preview = &seen.preview;
    assert_eq!(preview.fatal(), None);
    assert_eq!((preview.encoding, preview.delimiter), (Encoding::Utf8, Delimiter::Semicolon));
    assert_eq!(
        (preview.good, preview.refused, preview.left_out),
        (file.good, file.bad.len() as u64, file.left_out)
    );
    let mut said = problems(&seen);
    said.dedup_by_key(|text| text.split(':').next().map(str::to_owned));
    let place = |(line, column, kind): &(u64, Option<&str>, &str)| {
        format!("{line}: {}: {kind}", column.unwrap_or("-"))
    };
    assert_eq!(said, file.bad.iter().map(place).collect::<Vec<_>>());
    assert_eq!(seen.facts.len() as u64, file.good);
    assert_eq!(sum(&seen, Measure::Cost), file.cost);
    assert!(seen.facts.iter().all(|fact| fact.nth == 0), "no two rows are taken for namesakes");
}

#[test]
fn a_line_in_another_encoding_is_refused_whichever_encoding_the_file_has() {
    let rows = |name: &str| format!("01.02.2026;{name};1;2\n");
    let header = "Дата;Кампания;Клики;Расход\n";
    let mut cyrillic = encoding_rs::WINDOWS_1251
        .encode(&(header.to_owned() + &rows("Камины Москва").repeat(20)))
        .0
        .into_owned();
    cyrillic.extend_from_slice(rows("Дрова").as_bytes());
    cyrillic.extend_from_slice(&encoding_rs::WINDOWS_1251.encode(&rows("Різдво Січень Саме")).0);
    let seen = read(&cyrillic);
    assert_eq!(seen.preview.encoding, Encoding::Windows1251);
    assert_eq!(problems(&seen), ["22: Кампания: Unreadable"]);
    assert_eq!(seen.facts.last().unwrap().names[3], "Різдво Січень Саме");
    let mut western = encoding_rs::WINDOWS_1252
        .encode(&("jour;campagne;clics;coût\n".to_owned() + &rows("Été à Genève").repeat(20)))
        .0
        .into_owned();
    western.extend_from_slice(rows("Été à Genève").as_bytes());
    assert_eq!(problems(&read(&western)), ["22: campagne: Unreadable"]);
}

#[test]
fn one_day_written_in_two_ways_is_one_day() {
    let seen =
        read("day,campaign,clicks\n2026-01-13,a,1\n1/13/26,a,2\n1/2/26,a,3\n2026-01-02,a,4\n2/1/26,a,5\n");
    assert_eq!(days(&seen), ["2026-01-13", "2026-01-13", "2026-01-02", "2026-01-02", "2026-02-01"]);
    assert_eq!(seen.facts.iter().map(|fact| fact.nth).collect::<Vec<_>>(), [0, 1, 0, 1, 0]);
    let file = "day,campaign,clicks\n2/1/26,a,1\n2026-01-02,a,2\n2026-02-01,a,3\n";
    for (order, expected) in [(DateOrder::DayFirst, [0, 1, 0]), (DateOrder::MonthFirst, [0, 0, 1])] {
        let told = read_in(file.as_bytes(), &Plan { dates: Some(order), ..Plan::default() }, "RUB");
        assert_eq!(told.facts.iter().map(|fact| fact.nth).collect::<Vec<_>>(), expected, "{order:?}");
    }
}

#[test]
fn names_that_are_one_name_are_namesakes() {
    let seen = read(
        "day;category;campaign;clicks\n01.11.2026;Камины  люкс > Электро;a  b;1\n01.11.2026;камины люкс › ЭЛЕКТРО;A B;2\n",
    );
    assert_eq!(seen.facts.iter().map(|fact| fact.nth).collect::<Vec<_>>(), [0, 1]);
}

#[test]
fn two_columns_of_one_goal_are_asked_about() {
    let file = "day,clicks,Calls,calls\n2026-11-01,1,2,3\n";
    let seen = read_in(file.as_bytes(), &picks(&["Calls=goal"]), "RUB");
    assert!(
        matches!(&seen.preview.fatal().unwrap().kind, Kind::Doubled { field: Field::Goal, columns } if columns.len() == 2)
    );
}

#[test]
fn a_header_says_nothing_to_a_terminal_and_is_not_endless() {
    let seen = read(format!("day,\u{1b}]0;owned\u{7}town,{}\n2026-11-01,1,2\n", "x".repeat(5000)));
    let sentence = seen.preview.fatal().unwrap().placed(Locale::en);
    assert!(!sentence.contains(char::is_control) && sentence.contains("owned"), "{sentence:?}");
    assert!(seen.preview.columns.iter().all(|column| column.name.chars().count() <= 200));
    let picked = (0..400).map(|nth| format!("nothing {nth}=cost")).collect::<Vec<_>>();
    let picked = picks(&picked.iter().map(String::as_str).collect::<Vec<_>>());
    assert!(read_in(b"day,clicks\n2026-11-01,1\n", &picked, "RUB").preview.problems.len() < 20);
}

#[test]
fn a_line_of_delimiters_is_shown_no_wider_than_the_table() {
    let seen = read(format!("day,campaign,clicks\n2026-11-01,a,1\n2026-11-01,b{}\n", ",".repeat(200_000)));
    assert!(seen.preview.rows.iter().all(|row| row.cells.len() <= 4));
    assert_eq!(
        (seen.preview.good, seen.preview.refused),
        (2, 0),
        "empty cells behind the table are forgiven"
    );
}

#[test]
fn a_column_of_numbers_is_no_tree_of_categories() {
    let many = |paths: u32| {
        let rows = (0..paths).map(|nth| format!("2026-11-01,order {nth},1\n")).collect::<Vec<_>>().concat();
        read(format!("day,category,clicks\n{rows}"))
    };
    let seen = many(10_001);
    assert_eq!(
        seen.preview.fatal().map(|problem| problem.kind.clone()),
        Some(Kind::TooManyCategories { most: 10_000 })
    );
    assert_eq!(seen.preview.fatal().unwrap().column.as_deref(), Some("category"));
    assert!(seen.facts.is_empty() && !seen.preview.is_ready(true));
    assert_eq!(many(10_000).facts.len(), 10_000);
    let deep = format!(
        "day,category,clicks\n2026-11-01,{}a,1\n2026-11-01,{}a,1\n",
        "x > ".repeat(12),
        "x > ".repeat(11)
    );
    assert_eq!(problems(&read(deep)), ["2: category: TooDeep"]);
}

#[test]
fn exports_one_behind_the_other_are_one_table() {
    let export = "\u{feff}day,campaign,clicks\r\n2026-11-01,a,1\r\n";
    let seen = read(format!("{export}{}", export.replace("-01,", "-02,")));
    assert_eq!((problems(&seen).len(), seen.preview.good, seen.preview.left_out), (0, 2, 1));
}

#[test]
fn a_million_of_the_largest_rows_can_be_summed() {
    let largest = app::fact::read::number::LARGEST;
    assert!(largest.checked_mul(9_000_000).is_some());
    let row = |figure: i64| read(format!("day;clicks\n01.11.2026;{figure}\n"));
    assert_eq!((row(largest).preview.good, row(largest + 1).preview.good), (1, 0));
}
