//! Board: the team and the client on one wall.
