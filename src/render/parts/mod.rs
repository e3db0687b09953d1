//! What several kinds of page show: cards, rows, links, sources, figures.

pub(super) mod area;
pub(super) mod cards;
pub(super) mod context;
pub(super) mod embed;
pub(super) mod examples;
pub(super) mod figures;
pub(super) mod fits;
pub(super) mod lines;
pub(super) mod linked_data;
pub(super) mod links;
pub(super) mod listings;
pub(super) mod lists;
pub(super) mod named;
pub(super) mod near;
pub(super) mod notes;
pub(super) mod outlines;
pub(super) mod partners;
pub(super) mod patch;
pub(super) mod registers;
pub(super) mod roles;
pub(super) mod schools;
pub(super) mod sources;
pub(super) mod terms;
pub(super) mod who;
