//! A shop for fireplaces, sauna stoves and garden heat: the largest project of the demonstration, and its search work.

use app::project::model::Service;

use super::{Branch, Channel, ClientOutline, Extra, Group, ProjectOutline, leaf};
use crate::demo::season::{STEADY, Season};

const HEARTH: Season = Season([1.35, 1.1, 0.85, 0.62, 0.5, 0.46, 0.52, 0.78, 1.12, 1.42, 1.55, 1.5]);
const SAUNA: Season = Season([0.72, 0.82, 1.05, 1.28, 1.38, 1.25, 1.15, 1.1, 1.05, 0.95, 0.8, 0.74]);
const GARDEN: Season = Season([0.28, 0.4, 0.9, 1.7, 2.1, 1.95, 1.6, 1.15, 0.7, 0.4, 0.34, 0.42]);
const CHIMNEYS: Season = Season([0.8, 0.75, 0.85, 0.95, 1.0, 1.0, 1.05, 1.2, 1.35, 1.3, 1.1, 0.85]);

/// The client.
pub const CLIENT: ClientOutline = ClientOutline {
    key: "kaminhaus",
    sells_goods: true,
    week: [1.1, 1.08, 1.06, 1.04, 1.0, 0.84, 0.88],
    regions: &[34.0, 17.0, 9.0, 7.0, 6.0, 5.0, 5.0, 4.0],
    usual_check: 24_000.0,
    tree: TREE,
    projects: &[PPC, SEO],
};

const TREE: &[Group] = &[
    Group {
        code: "fireplaces",
        season: HEARTH,
        branches: &[
            Branch {
                code: "electric",
                leaves: &[
                    leaf("el_portal", 3.2, 24_900.0),
                    leaf("el_wall", 2.6, 15_900.0),
                    leaf("el_insert", 1.7, 19_500.0),
                ],
            },
            Branch {
                code: "bio",
                leaves: &[
                    leaf("bio_table", 1.1, 6_900.0),
                    leaf("bio_builtin", 0.8, 31_000.0),
                    leaf("bio_fuel", 0.5, 2_900.0),
                ],
            },
            Branch {
                code: "wood",
                leaves: &[
                    leaf("wood_cast", 1.3, 58_000.0),
                    leaf("wood_steel", 0.8, 44_000.0),
                    leaf("wood_water", 0.4, 98_000.0),
                ],
            },
        ],
    },
    Group {
        code: "sauna",
        season: SAUNA,
        branches: &[
            Branch {
                code: "sauna_wood",
                leaves: &[leaf("sw_steel", 1.5, 26_000.0), leaf("sw_cast", 1.2, 41_000.0)],
            },
            Branch {
                code: "sauna_electric",
                leaves: &[leaf("se_home", 0.7, 29_000.0), leaf("se_hotel", 0.3, 86_000.0)],
            },
            Branch {
                code: "sauna_extras",
                leaves: &[leaf("sx_stones", 0.4, 2_400.0), leaf("sx_tanks", 0.4, 8_900.0)],
            },
        ],
    },
    Group {
        code: "garden",
        season: GARDEN,
        branches: &[
            Branch {
                code: "grills",
                leaves: &[
                    leaf("gr_charcoal", 1.1, 12_500.0),
                    leaf("gr_gas", 0.9, 39_000.0),
                    leaf("gr_kamado", 0.4, 67_000.0),
                ],
            },
            Branch {
                code: "furniture",
                leaves: &[leaf("fu_rattan", 1.0, 34_000.0), leaf("fu_teak", 0.5, 82_000.0)],
            },
            Branch {
                code: "fire_pits",
                leaves: &[leaf("fp_steel", 0.6, 9_900.0), leaf("fp_gas", 0.3, 54_000.0)],
            },
        ],
    },
    Group {
        code: "chimneys",
        season: CHIMNEYS,
        branches: &[
            Branch {
                code: "steel_chimneys",
                leaves: &[leaf("ch_sandwich", 1.0, 16_500.0), leaf("ch_flex", 0.3, 5_400.0)],
            },
            Branch {
                code: "ceramic_chimneys",
                leaves: &[leaf("ch_ceramic", 0.4, 64_000.0), leaf("ch_caps", 0.2, 3_200.0)],
            },
        ],
    },
    Group {
        code: "fitting",
        season: STEADY,
        branches: &[
            Branch {
                code: "installation",
                leaves: &[leaf("in_fireplace", 0.6, 29_000.0), leaf("in_chimney", 0.4, 22_000.0)],
            },
            Branch {
                code: "upkeep",
                leaves: &[leaf("up_sweep", 0.3, 6_500.0), leaf("up_repair", 0.2, 11_000.0)],
            },
        ],
    },
];

#[rustfmt::skip]
const PPC: ProjectOutline = ProjectOutline {
    slug: "kaminhaus-ppc",
    service: Service::Ppc,
    age: 230,
    clicks: 1_950.0,
    regions_each: 2,
    grain: 1.4,
    breaks: Some((-17, -11)),
    goals: [0.118, 0.37],
    channels: &[
        Channel { code: "search", reach: 31, share: 0.40, ctr: 0.078, cpc: 31.0, arrival: 0.94, conversion: 0.074, closing: 0.124, rests_below: 0.0 },
        Channel { code: "display", reach: 15, share: 0.21, ctr: 0.0072, cpc: 11.5, arrival: 0.88, conversion: 0.026, closing: 0.082, rests_below: 0.6 },
        Channel { code: "shopping", reach: 12, share: 0.14, ctr: 0.021, cpc: 17.0, arrival: 0.93, conversion: 0.058, closing: 0.132, rests_below: 0.45 },
        Channel { code: "remarketing", reach: 6, share: 0.06, ctr: 0.0105, cpc: 14.0, arrival: 0.92, conversion: 0.082, closing: 0.168, rests_below: 0.5 },
        Channel { code: "social", reach: 8, share: 0.11, ctr: 0.0093, cpc: 15.5, arrival: 0.84, conversion: 0.031, closing: 0.076, rests_below: 0.6 },
        Channel { code: "messenger", reach: 5, share: 0.04, ctr: 0.0058, cpc: 24.0, arrival: 0.82, conversion: 0.037, closing: 0.072, rests_below: 0.6 },
        Channel { code: "market", reach: 7, share: 0.04, ctr: 0.033, cpc: 21.0, arrival: 0.96, conversion: 0.069, closing: 0.146, rests_below: 0.4 },
    ],
    extras: &[
        Extra { name: "brand_all_regions", channel: 0, share: 0.034, pull: 1.6, check: 21_000.0, fee: 0.0, runs: (-426, -1) },
        Extra { name: "retarget_cart_30d", channel: 3, share: 0.018, pull: 1.1, check: 19_000.0, fee: 0.0, runs: (-200, -1) },
        Extra { name: "test_lookalike_3", channel: 4, share: 0.020, pull: 0.5, check: 17_000.0, fee: 0.0, runs: (-64, -24) },
        Extra { name: "sale_black_friday", channel: 1, share: 0.030, pull: 0.9, check: 16_000.0, fee: 0.0, runs: (-14, -1) },
        Extra { name: "seach_elektro_new", channel: 0, share: 0.016, pull: 0.9, check: 18_000.0, fee: 0.0, runs: (-38, -1) },
    ],
};

#[rustfmt::skip]
const SEO: ProjectOutline = ProjectOutline {
    slug: "kaminhaus-seo",
    service: Service::Seo,
    age: 140,
    clicks: 760.0,
    regions_each: 2,
    grain: 3.4,
    breaks: Some((-17, -11)),
    goals: [0.094, 0.42],
    channels: &[
        Channel { code: "organic_first", reach: 13, share: 0.58, ctr: 0.041, cpc: 0.0, arrival: 0.97, conversion: 0.028, closing: 0.16, rests_below: 0.0 },
        Channel { code: "organic_second", reach: 13, share: 0.42, ctr: 0.036, cpc: 0.0, arrival: 0.97, conversion: 0.025, closing: 0.155, rests_below: 0.0 },
    ],
    extras: &[
        Extra { name: "how_to_choose", channel: 0, share: 0.060, pull: 0.55, check: 15_000.0, fee: 0.0, runs: (-426, -1) },
        Extra { name: "own_name", channel: 1, share: 0.035, pull: 2.1, check: 19_000.0, fee: 0.0, runs: (-426, -1) },
        Extra { name: "monthly_fee", channel: 0, share: 0.0, pull: 1.0, check: 0.0, fee: 5_200.0, runs: (-140, -1) },
    ],
};
