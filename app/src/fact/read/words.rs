//! What columns are called, by the systems that export them and by people.
//!
//! Names are compared in small letters, without what stands in brackets, with spaces for underscores, points and
//! hyphens. Of several columns for one field the name that stands earlier here wins.

use super::super::plan::Field;

/// The names of each field, the surest first.
// A table of words: as many in a line as fit, where the formatter would give each a line of its own.
#[rustfmt::skip]
pub const WORDS: &[(Field, &[&str])] = &[
    (Field::Day, &[
        "day", "date", "дата", "день", "jour", "c date", "gregorian date", "time period", "invoicedate",
        "invoice date", "order date", "event date", "report date", "дата показа", "дата заказа", "datum",
        "дата замовлення", "reporting starts", "начало отчетного периода", "начало отчётного периода",
        "дата начала отчетности", "початок звітного періоду", "дата початку звітування",
        "début des rapports", "début du reporting", "début de la période de rapport", "start date",
    ]),
    (Field::Until, &[
        "reporting ends", "окончание отчетного периода", "окончание отчётного периода",
        "дата окончания отчетности", "кінець звітного періоду", "дата завершення звітування",
        "fin des rapports", "fin du reporting", "fin de la période de rapport", "end date",
    ]),
    (Field::Category, &[
        "category", "категория", "категорія", "product category", "item category", "товарная категория",
        "категория товара", "категорія товару", "раздел", "catégorie", "товарна категорія",
    ]),
    (Field::Channel, &[
        "channel", "канал", "session default channel group", "default channel group",
        "session primary channel group", "primary channel group", "группа каналов", "traffic source",
        "источник трафика", "джерело трафіку", "session source / medium", "source / medium",
        "session source/medium", "utm source", "source", "источник", "джерело", "publisher platform",
        "platform", "платформа", "network", "canal",
    ]),
    (Field::Campaign, &[
        "campaign", "campaign name", "campaignname", "кампания", "кампанія", "название кампании",
        "назва кампанії", "рекламная кампания", "рекламна кампанія", "nom de la campagne", "campagne",
        "session campaign", "utm campaign", "companyname",
    ]),
    (Field::Device, &[
        "device", "device category", "device type", "impression device", "устройство", "тип устройства",
        "пристрій", "тип пристрою", "device platform", "appareil",
    ]),
    (Field::Region, &[
        "region", "регион", "регіон", "регион местонахождения", "регион таргетинга", "city", "город",
        "місто", "country", "страна", "країна", "country/territory", "country / territory",
        "country/region", "область", "region name", "location", "pays", "région", "ville",
    ]),
    (Field::Detail, &[
        "campaign id", "campaignid", "№ кампании", "номер кампании", "id кампании", "id кампанії",
        "campaign type", "тип кампании", "тип кампанії", "ad group", "ad group name", "adgroupname",
        "ad group id", "adgroupid", "группа", "группа объявлений", "название группы", "№ группы",
        "номер группы", "група оголошень", "назва групи оголошень", "ad set name",
        "название группы объявлений", "nom de l'ensemble de publicités", "ad set id", "ad", "ad name",
        "ad id", "adid", "название объявления", "№ объявления", "№ объявлений", "номер объявления",
        "id объявления", "назва оголошення", "nom de la publicité", "creative", "creative name",
        "creative id", "keyword", "search keyword", "criterion", "criteria", "условие показа",
        "№ условия показа", "тип условия показа", "ключевая фраза", "ключевое слово", "ключове слово",
        "тип площадки", "placement", "площадка", "age", "возраст", "вік", "gender", "пол", "стать",
        "landing page", "invoiceno", "invoice no", "stockcode", "stock code", "sku", "артикул",
    ]),
    (Field::Impressions, &[
        "impressions", "impr", "показы", "покази", "shows", "views", "просмотры",
    ]),
    (Field::Clicks, &[
        "link clicks", "клики по ссылке", "кліки за посиланням", "кліки посилання", "clics sur un lien",
        "clics sur le lien", "clicks", "клики", "кліки", "clics", "переходы", "переходи",
    ]),
    (Field::Cost, &[
        "cost", "amount spent", "total spent", "spend", "spent", "mark spent", "marketing spend",
        "ad spend", "ads cost", "ad cost", "advertiser cost", "advertising cost", "costs",
        "потраченная сумма", "сумма затрат", "витрачена сума", "сума витрат", "montant dépensé", "coût",
        "расход", "расходы", "затраты", "витрати", "вартість", "стоимость", "рекламные расходы",
    ]),
    (Field::Sessions, &[
        "sessions", "visits", "визиты", "сеансы", "сессии", "сеанси", "сесії", "візити", "відвідування",
        "visites",
    ]),
    (Field::Leads, &[
        "leads", "lead", "лиды", "ліди", "заявки", "обращения", "звернення", "conversions", "конверсии",
        "конверсії", "results", "результаты", "результати", "résultats", "key events", "ключевые события",
        "ключові події", "целевые визиты", "prospects",
    ]),
    (Field::Sales, &[
        "orders", "sales", "purchases", "заказы", "продажи", "замовлення", "продажі", "покупки", "покупок",
        "transactions", "транзакции", "транзакції", "ecommerce purchases", "website purchases", "achats",
        "commandes", "deals", "сделки", "угоди",
    ]),
    (Field::Revenue, &[
        "revenue", "total revenue", "purchase revenue", "доход", "дохід", "выручка", "виручка", "оборот",
        "income", "turnover", "purchases conversion value", "purchase conversion value",
        "conversion value", "conv value", "total conv value", "total conversion value",
        "ценность конверсий", "ценность конверсии", "цінність конверсій", "chiffre d'affaires", "revenus",
        "valeur de conversion des achats",
    ]),
    (Field::Currency, &[
        "currency", "currency code", "валюта", "код валюты", "код валюти", "devise", "account currency",
    ]),
];
