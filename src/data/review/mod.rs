//! What reviewers of changes need: differences in plain English, and who owns which records.

pub mod difference;
pub mod owners;
