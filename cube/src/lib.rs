//! The column engine of the report.
