//! What gives a file away: columns that only one system has, days that begin a range, rows of totals.

/// The day columns that begin a range of days rather than being the day.
pub const RANGE_STARTS: &[&str] = &[
    "reporting starts",
    "начало отчетного периода",
    "начало отчётного периода",
    "дата начала отчетности",
    "початок звітного періоду",
    "дата початку звітування",
    "début des rapports",
    "début du reporting",
    "début de la période de rapport",
    "start date",
];

/// What a row of totals begins with.
pub const TOTALS: &[&str] = &[
    "итого",
    "всего",
    "общий итог",
    "всього",
    "усього",
    "разом",
    "загалом",
    "total",
    "totals",
    "grand total",
    "summary",
    "totaux",
    "total général",
];

/// What only Yandex.Direct calls its columns.
pub const YANDEX_DIRECT: &[&str] = &[
    "№ кампании",
    "№ группы",
    "№ объявления",
    "№ объявлений",
    "условие показа",
    "тип условия показа",
    "campaignname",
    "adgroupname",
    "wctr",
];

/// What only Google Ads calls its columns.
pub const GOOGLE_ADS: &[&str] = &[
    "impr",
    "campaign type",
    "тип кампании",
    "тип кампанії",
    "conv value",
    "search keyword",
    "search impr share",
];

/// What only Meta calls its columns.
pub const META: &[&str] = &[
    "amount spent",
    "reporting starts",
    "ad set name",
    "потраченная сумма",
    "сумма затрат",
    "витрачена сума",
    "montant dépensé",
    "début des rapports",
    "nom de l'ensemble de publicités",
];

/// What only Microsoft Advertising calls its columns.
pub const MICROSOFT: &[&str] = &["gregorian date"];

/// What only LinkedIn calls its columns.
pub const LINKEDIN: &[&str] = &["total spent"];

/// What only Google Analytics calls its columns.
pub const ANALYTICS: &[&str] = &[
    "session default channel group",
    "session primary channel group",
    "session source / medium",
    "session campaign",
    "key events",
    "engaged sessions",
];
