//! Back into `data/`, with every comment kept: new drafts, ids that change, one layout.

pub mod draft;
pub mod layout;
pub mod rewrite;
