//! All integration tests, as one binary.

mod publish;
mod render;
