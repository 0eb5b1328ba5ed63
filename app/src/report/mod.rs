//! Report: what a client clicks through.
