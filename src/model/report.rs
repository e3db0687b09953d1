//! The report: which parts of the site stand in it, and in what order.

/// The report as its owner orders it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Its title; empty where nothing is written.
    pub title: String,
    /// A line under it.
    pub subtitle: String,
    /// Its parts, in order.
    pub parts: Vec<ReportPart>,
}

/// A part of the report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportPart {
    /// Its title.
    pub title: String,
    /// One sentence under it.
    pub lead: String,
    /// What it shows.
    pub holds: ReportHolds,
    /// The guide pages that it begins with, by id, in order; drafts that are not published are left out.
    pub pages: Vec<String>,
}

/// What a part of the report shows besides its pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReportHolds {
    /// Nothing else.
    Guide,
    /// All case studies.
    Partnerships,
    /// All figures.
    Insights,
    /// How matches and figures are made.
    Method,
    /// The words of both sectors.
    Glossary,
}
