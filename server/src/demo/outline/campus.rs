//! An online school for people abroad: targeted advertising in social networks.

use app::project::model::Service;

use super::{Branch, Channel, ClientOutline, Extra, Group, ProjectOutline, leaf};
use crate::demo::season::Season;

const LESSONS: Season = Season([1.28, 1.12, 0.98, 0.86, 0.74, 0.66, 0.72, 1.22, 1.42, 1.16, 0.98, 0.82]);
const EXAMS: Season = Season([1.1, 1.2, 1.25, 1.12, 0.86, 0.62, 0.6, 0.84, 1.1, 1.22, 1.14, 0.8]);
const HOLIDAYS: Season = Season([0.9, 0.88, 1.0, 1.14, 1.36, 1.32, 1.02, 1.12, 1.1, 0.92, 0.84, 0.86]);

/// The client.
pub const CLIENT: ClientOutline = ClientOutline {
    key: "campus",
    sells_goods: false,
    week: [1.04, 1.02, 1.0, 0.98, 0.9, 0.96, 1.12],
    regions: &[26.0, 18.0, 14.0, 11.0, 9.0, 8.0, 7.0, 7.0],
    usual_check: 22_000.0,
    tree: TREE,
    projects: &[TARGETED],
};

const TREE: &[Group] = &[
    Group {
        code: "languages",
        season: LESSONS,
        branches: &[
            Branch {
                code: "english",
                leaves: &[
                    leaf("en_adults", 2.4, 21_000.0),
                    leaf("en_business", 1.1, 34_000.0),
                    leaf("en_teens", 1.5, 18_500.0),
                ],
            },
            Branch {
                code: "german",
                leaves: &[leaf("de_start", 2.0, 22_500.0), leaf("de_work", 1.2, 29_000.0)],
            },
            Branch {
                code: "spanish",
                leaves: &[leaf("es_start", 1.0, 19_000.0), leaf("es_club", 0.5, 9_500.0)],
            },
        ],
    },
    Group {
        code: "exams",
        season: EXAMS,
        branches: &[
            Branch {
                code: "english_exams",
                leaves: &[leaf("ex_ielts", 1.3, 27_000.0), leaf("ex_toefl", 0.5, 27_000.0)],
            },
            Branch {
                code: "german_exams",
                leaves: &[leaf("ex_goethe", 0.9, 25_500.0), leaf("ex_telc", 0.7, 24_000.0)],
            },
        ],
    },
    Group {
        code: "kids",
        season: HOLIDAYS,
        branches: &[
            Branch {
                code: "coding",
                leaves: &[leaf("kc_scratch", 1.4, 16_500.0), leaf("kc_python", 1.1, 18_000.0)],
            },
            Branch {
                code: "maths",
                leaves: &[leaf("km_school", 1.2, 14_500.0), leaf("km_olympiad", 0.4, 19_500.0)],
            },
            Branch {
                code: "home_language",
                leaves: &[leaf("kh_reading", 1.0, 13_500.0), leaf("kh_talking", 0.6, 12_500.0)],
            },
        ],
    },
];

#[rustfmt::skip]
const TARGETED: ProjectOutline = ProjectOutline {
    slug: "campus-targeted",
    service: Service::Targeted,
    age: 193,
    clicks: 1_150.0,
    regions_each: 3,
    grain: 2.9,
    breaks: None,
    goals: [0.165, 0.61],
    channels: &[
        Channel { code: "instagram", reach: 16, share: 0.41, ctr: 0.0108, cpc: 42.0, arrival: 0.85, conversion: 0.064, closing: 0.145, rests_below: 0.0 },
        Channel { code: "facebook", reach: 12, share: 0.24, ctr: 0.0091, cpc: 47.0, arrival: 0.87, conversion: 0.071, closing: 0.165, rests_below: 0.0 },
        Channel { code: "tiktok", reach: 9, share: 0.20, ctr: 0.0076, cpc: 25.0, arrival: 0.79, conversion: 0.037, closing: 0.095, rests_below: 0.7 },
        Channel { code: "telegram", reach: 8, share: 0.15, ctr: 0.0068, cpc: 58.0, arrival: 0.83, conversion: 0.058, closing: 0.14, rests_below: 0.0 },
    ],
    extras: &[
        Extra { name: "leadform_all_courses", channel: 1, share: 0.045, pull: 1.2, check: 17_000.0, fee: 0.0, runs: (-150, -1) },
        Extra { name: "test_broad_18_65", channel: 0, share: 0.040, pull: 0.6, check: 16_000.0, fee: 0.0, runs: (-31, -1) },
        Extra { name: "webinar_parents", channel: 3, share: 0.020, pull: 0.9, check: 15_000.0, fee: 0.0, runs: (-110, -82) },
    ],
};
