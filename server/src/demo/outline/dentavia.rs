//! A dental clinic: advertising systems, and social networks.

use app::project::model::Service;

use super::{Branch, Channel, ClientOutline, Extra, Group, ProjectOutline, leaf};
use crate::demo::season::Season;

const TEETH: Season = Season([0.86, 1.02, 1.1, 1.06, 0.96, 0.92, 0.84, 0.86, 1.1, 1.14, 1.12, 1.02]);
const SMILES: Season = Season([0.78, 0.95, 1.12, 1.16, 1.18, 1.05, 0.9, 0.88, 1.02, 1.02, 0.98, 0.96]);
const CHILDREN: Season = Season([0.82, 0.95, 1.08, 1.0, 0.98, 1.12, 0.96, 1.28, 1.08, 0.96, 0.94, 0.84]);

/// The client.
pub const CLIENT: ClientOutline = ClientOutline {
    key: "dentavia",
    sells_goods: false,
    week: [1.22, 1.16, 1.1, 1.06, 1.0, 0.82, 0.64],
    regions: &[28.0, 22.0, 17.0, 14.0, 10.0, 9.0],
    usual_check: 18_000.0,
    tree: TREE,
    projects: &[ADS, SMM],
};

const TREE: &[Group] = &[
    Group {
        code: "treatment",
        season: TEETH,
        branches: &[
            Branch {
                code: "therapy",
                leaves: &[leaf("th_caries", 1.8, 7_900.0), leaf("th_canal", 1.1, 14_500.0)],
            },
            Branch {
                code: "surgery",
                leaves: &[leaf("su_wisdom", 1.2, 8_500.0), leaf("su_extract", 0.7, 4_900.0)],
            },
            Branch {
                code: "gums",
                leaves: &[leaf("gu_pockets", 0.5, 12_000.0), leaf("gu_laser", 0.3, 17_500.0)],
            },
        ],
    },
    Group {
        code: "new_teeth",
        season: TEETH,
        branches: &[
            Branch {
                code: "implants",
                leaves: &[
                    leaf("im_single", 2.4, 46_000.0),
                    leaf("im_all4", 1.3, 188_000.0),
                    leaf("im_sinus", 0.4, 58_000.0),
                ],
            },
            Branch {
                code: "prosthetics",
                leaves: &[leaf("pr_crown", 1.2, 27_000.0), leaf("pr_bridge", 0.5, 62_000.0)],
            },
        ],
    },
    Group {
        code: "smile",
        season: SMILES,
        branches: &[
            Branch {
                code: "hygiene",
                leaves: &[leaf("hy_clean", 1.9, 5_900.0), leaf("hy_white", 1.4, 16_500.0)],
            },
            Branch {
                code: "veneers",
                leaves: &[leaf("ve_ceramic", 0.9, 96_000.0), leaf("ve_direct", 0.4, 22_000.0)],
            },
            Branch {
                code: "orthodontics",
                leaves: &[
                    leaf("or_aligners", 1.6, 124_000.0),
                    leaf("or_braces", 1.5, 68_000.0),
                    leaf("or_retainer", 0.3, 14_000.0),
                ],
            },
        ],
    },
    Group {
        code: "children",
        season: CHILDREN,
        branches: &[
            Branch {
                code: "kids_therapy",
                leaves: &[leaf("kd_caries", 1.0, 6_400.0), leaf("kd_sedation", 0.7, 34_000.0)],
            },
            Branch {
                code: "kids_bite",
                leaves: &[leaf("kb_plates", 0.6, 26_000.0), leaf("kb_trainer", 0.3, 17_000.0)],
            },
        ],
    },
];

#[rustfmt::skip]
const ADS: ProjectOutline = ProjectOutline {
    slug: "dentavia-ads",
    service: Service::Ads,
    age: 317,
    clicks: 520.0,
    regions_each: 1,
    grain: 1.4,
    breaks: None,
    goals: [0.082, 0.58],
    channels: &[
        Channel { code: "search", reach: 21, share: 0.46, ctr: 0.062, cpc: 96.0, arrival: 0.95, conversion: 0.078, closing: 0.25, rests_below: 0.0 },
        Channel { code: "display", reach: 11, share: 0.19, ctr: 0.0061, cpc: 29.0, arrival: 0.87, conversion: 0.021, closing: 0.16, rests_below: 0.0 },
        Channel { code: "maps", reach: 9, share: 0.13, ctr: 0.034, cpc: 52.0, arrival: 0.91, conversion: 0.112, closing: 0.31, rests_below: 0.0 },
        Channel { code: "social", reach: 9, share: 0.22, ctr: 0.0098, cpc: 34.0, arrival: 0.84, conversion: 0.034, closing: 0.15, rests_below: 0.0 },
    ],
    extras: &[
        Extra { name: "brand_clinic", channel: 0, share: 0.034, pull: 1.6, check: 17_000.0, fee: 0.0, runs: (-426, -1) },
        Extra { name: "competitors_test", channel: 0, share: 0.024, pull: 0.55, check: 15_000.0, fee: 0.0, runs: (-92, -8) },
        Extra { name: "new_branch_opening", channel: 3, share: 0.030, pull: 0.9, check: 11_000.0, fee: 0.0, runs: (-45, -1) },
    ],
};

#[rustfmt::skip]
const SMM: ProjectOutline = ProjectOutline {
    slug: "dentavia-smm",
    service: Service::Smm,
    age: 78,
    clicks: 165.0,
    regions_each: 1,
    grain: 1.4,
    breaks: None,
    goals: [0.145, 0.46],
    channels: &[
        Channel { code: "posts", reach: 7, share: 0.34, ctr: 0.013, cpc: 0.0, arrival: 0.82, conversion: 0.029, closing: 0.15, rests_below: 0.0 },
        Channel { code: "reels", reach: 6, share: 0.41, ctr: 0.0082, cpc: 0.0, arrival: 0.78, conversion: 0.023, closing: 0.13, rests_below: 0.0 },
        Channel { code: "boost", reach: 5, share: 0.25, ctr: 0.0105, cpc: 24.0, arrival: 0.84, conversion: 0.038, closing: 0.14, rests_below: 0.0 },
    ],
    extras: &[
        Extra { name: "monthly_fee", channel: 0, share: 0.0, pull: 1.0, check: 0.0, fee: 2_900.0, runs: (-78, -1) },
        Extra { name: "reels_team_fun", channel: 1, share: 0.050, pull: 0.7, check: 9_000.0, fee: 0.0, runs: (-300, -1) },
        Extra { name: "giveaway_october", channel: 0, share: 0.060, pull: 0.8, check: 8_000.0, fee: 0.0, runs: (-52, -39) },
    ],
};
