//! What the pictures of a report show, reckoned from a page's answer: tiles of categories, dots of campaigns, the way to a
//! sale. The chart over days has its points in `curve`.
//!
//! Pure arithmetic: how it is drawn stands in `report/chart`, and how it is read in `report/view/picture`.

pub mod dots;
pub mod funnel;
pub mod heat;
pub mod tiles;
