//! Reading a file of facts: bytes in, checked rows out. No database in here, and no row is kept.
//!
//! A file is read from disk in passes. [`sniff`] looks at all of its bytes; [`inspect`] reads all of its rows, finds out
//! what only the whole file can tell (how its dates and decimals are written, which rows are namesakes) and says what
//! is wrong; [`Checked::rows`] reads the rows once more, to be stored. Memory does not grow with the file: a thousand
//! problems, a bounded table of namesakes and a few lines are all that is held.
//!
//! Records are split by own code rather than by a library: what libraries forgive (a lone quotation mark that swallows
//! the rest of a file, a cell without end) is exactly what has to be refused here, with its line and its column.
//!
//! [`sniff`]: sniff::sniff
//! [`inspect`]: inspect::inspect
//! [`Checked::rows`]: inspect::Checked::rows

pub mod currency;
pub mod date;
pub mod header;
pub mod inspect;
mod layout;
pub mod lines;
mod marks;
pub mod number;
pub mod record;
mod repeats;
pub mod row;
pub mod sniff;
mod words;
