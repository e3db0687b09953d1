//! All integration tests, as one binary.

mod matching;
mod publish;
mod render;
mod synthetic;
