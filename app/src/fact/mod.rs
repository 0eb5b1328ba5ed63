//! Fact: how results come in.
