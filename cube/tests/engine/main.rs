//! The engine from outside, against a reference that is too simple to be wrong.

mod answers;
mod facts;
mod random;
mod reference;
