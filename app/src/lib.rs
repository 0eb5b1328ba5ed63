//! Kabinet.
