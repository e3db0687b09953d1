//! Organisations as other pages show them: a card with what matters most, and a row of one line.

use serde::Serialize;

use crate::model::{Listing, Openness, Organisation, OrganisationIndex};
use crate::render::World;
use crate::wording::tags;

/// How many offers and needs a card names.
const ON_A_CARD: usize = 3;

/// What a card shows.
#[derive(Serialize)]
pub(in crate::render) struct Card {
    row: Row,
    /// In words, where it is known.
    openness: Option<String>,
    offers: Vec<String>,
    /// How many more there are.
    more_offers: usize,
    needs: Vec<String>,
    more_needs: usize,
    /// The day of the last check.
    checked: Option<String>,
}

/// An organisation in one line.
#[derive(Serialize)]
pub(in crate::render) struct Row {
    id: String,
    name: String,
    /// `nhs`, `school` or `body`.
    sector: &'static str,
    kind: String,
    /// "Dudley, Black Country"; empty when nothing is known.
    area: String,
}

impl Row {
    pub(in crate::render) fn new(world: &World, at: OrganisationIndex) -> Self {
        let one = &world.directory[at];
        Self {
            id: one.id.clone(),
            name: one.name.clone(),
            sector: one.sector.id(),
            kind: world.directory.vocabulary[one.kind].label.clone(),
            area: area(world, one),
        }
    }
}

impl Row {
    /// Its id.
    pub(in crate::render) fn id(&self) -> &str {
        &self.id
    }
}

impl Card {
    pub(in crate::render) fn new(world: &World, at: OrganisationIndex) -> Self {
        let one = &world.directory[at];
        let (offers, more_offers) = labels(world, one.live_offers(world.directory.as_of));
        let (needs, more_needs) = labels(world, one.live_needs(world.directory.as_of));
        Self {
            row: Row::new(world, at),
            openness: openness(world, one.openness),
            offers,
            more_offers,
            needs,
            more_needs,
            checked: one.review.checked.map(|day| day.to_string()),
        }
    }
}

/// Lists longer than this are shown as rows: a page of a thousand cards helps nobody.
pub(in crate::render) const MOST_CARDS: usize = 24;

/// Cards of some organisations; none where there are too many, see [`MOST_CARDS`].
pub(in crate::render) fn some_cards(world: &World, of: &[OrganisationIndex]) -> Vec<Card> {
    if of.len() <= MOST_CARDS { of.iter().map(|&at| Card::new(world, at)).collect() } else { Vec::new() }
}

/// Rows of some organisations where they are too many for cards.
pub(in crate::render) fn many_rows(world: &World, of: &[OrganisationIndex]) -> Vec<Row> {
    if of.len() > MOST_CARDS { rows(world, of) } else { Vec::new() }
}

/// Rows of some organisations, in their order.
pub(in crate::render) fn rows<'a>(world: &World, of: impl IntoIterator<Item = &'a OrganisationIndex>) -> Vec<Row> {
    of.into_iter().map(|&at| Row::new(world, at)).collect()
}

/// What an organisation has said about new partnerships, in words; nothing where it has said nothing.
pub(in crate::render) fn openness(world: &World, openness: Openness) -> Option<String> {
    (openness != Openness::NotKnown).then(|| tags::openness(&world.words, openness))
}

/// "Dudley, Black Country": its town and the place it mainly works in, each once.
pub(in crate::render) fn area(world: &World, one: &Organisation) -> String {
    let places = &world.directory.places;
    let wider = match (one.place.icbs.as_slice(), one.place.region) {
        ([] | [_, _, _, ..], Some(region)) => places[region].name.as_str(),
        ([first, ..], _) => places[*first].short.as_str(),
        ([], None) => "",
    };
    let town = one.place.town.as_str();
    match (town, wider) {
        ("", wider) => wider.to_owned(),
        (town, "") => town.to_owned(),
        (town, wider) if wider.contains(town) => wider.to_owned(),
        (town, wider) => world.words.series(&[town, wider]),
    }
}

fn labels<'a>(world: &World, listings: impl Iterator<Item = &'a Listing>) -> (Vec<String>, usize) {
    let mut labels: Vec<String> =
        listings.map(|listing| world.words.inside(&world.directory.vocabulary[listing.service].label)).collect();
    labels.dedup();
    let more = labels.len().saturating_sub(ON_A_CARD);
    labels.truncate(ON_A_CARD);
    (labels, more)
}

/// The first sentence of a text, or its first words where the sentence is long.
pub(in crate::render) fn first_sentence(text: &str) -> String {
    const LONGEST: usize = 240;
    let end = text.match_indices(". ").map(|(at, _)| at + 1).find(|&at| at > 40).unwrap_or(text.len());
    if end <= LONGEST {
        return text[..end].to_owned();
    }
    let cut = text.char_indices().take_while(|&(at, _)| at < LONGEST).filter(|&(_, sign)| sign == ' ').map(|(at, _)| at).last();
    format!("{} …", text[..cut.unwrap_or(text.len())].trim_end_matches([',', ';', ':']))
}
