//! All integration tests, as one binary.

mod command;
mod determinism;
mod disk_read;
mod disk_replace;
mod export;
mod fmt;
mod insight;
mod matching;
mod matching_browser;
mod matching_gaps;
mod matching_laws;
mod matching_workshop;
mod national;
mod project;
mod publish;
mod publish_faults;
mod render;
mod schema;
mod search;
mod serve;
mod sites;
mod synthetic;
mod synthetic_site;
mod tidy;
mod upkeep;
mod watch;
