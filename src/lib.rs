//! Trustbridge

pub mod cli;
pub mod data;
pub mod diagnostic;
pub mod disk;
pub mod folder;
pub mod geo;
pub mod insight;
pub mod matching;
pub mod model;
pub mod pipeline;
pub mod render;
pub mod search;
pub mod serve;
pub mod site;
pub mod text;
