//! What is found: organisations, guide pages and partnerships as texts to index and facts to show.

use rayon::prelude::*;

use super::fold::{fold, without_zeros};
use super::names;
use crate::geo::Postcode;
use crate::model::{
    CareBoardIndex, Date, Directory, DistrictIndex, GuidePage, Openness, Organisation, Partnership, RegionIndex, Sector,
    ServiceIndex,
};
use crate::site::address;
use crate::text;

/// The fields of the index, in the order in which stock elasticlunr.js sums over them.
pub const FIELDS: [&str; 8] = ["name", "alias", "town", "postcode", "region", "services", "terms", "summary"];

pub(super) const NAME: usize = 0;
pub(super) const TOWN: usize = 2;
pub(super) const REGION: usize = 4;
pub(super) const SERVICES: usize = 5;
pub(super) const TERMS: usize = 6;
pub(super) const SUMMARY: usize = 7;

/// What a document is; documents are numbered class by class.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// An NHS trust.
    NhsTrust,
    /// Another NHS organisation: a care board.
    NhsBoard,
    /// A school trust.
    School,
    /// A body of neither sector.
    Body,
    /// A page of the guide.
    Guide,
    /// A partnership or case study.
    Partnership,
}

impl Document {
    /// Its address relative to the site's root: `organisations/dudley-group/`.
    pub fn address(&self) -> String {
        match self.class {
            Class::NhsTrust | Class::NhsBoard | Class::School | Class::Body => address::organisation(&self.id),
            Class::Guide => address::guide(&self.id),
            Class::Partnership => address::partnership(&self.id),
        }
    }
}

/// How sure an exact key is: a code, the name, another name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Exact {
    Code,
    Name,
    OtherName,
    ShortName,
}

/// One thing that can be found.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// What it is.
    pub class: Class,
    /// Its id: with the class, its address.
    pub id: String,
    /// Its name or title.
    pub name: String,
    /// The texts of [`FIELDS`], folded.
    pub texts: [String; 8],
    /// Further words that may complete or correct a word of a query.
    pub(super) given_names: String,
    /// Keys of the exact table.
    pub(super) exact: Vec<(Exact, u64)>,
    /// What a result shows.
    pub(super) card: Card,
    /// What filters and places ask.
    pub(super) facets: Facets,
}

/// What a result shows beside its name. Numbers point into the vocabulary.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Card {
    /// The town of an organisation; the first line of a page.
    pub(super) line: String,
    pub(super) offers: Option<Vec<u16>>,
    pub(super) needs: Option<Vec<u16>>,
    pub(super) confirmed: Option<Date>,
}

/// What filters ask; empty for pages.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Facets {
    pub(super) kind: Option<u16>,
    pub(super) region: Option<u16>,
    pub(super) boards: Vec<u16>,
    pub(super) offers: Vec<u16>,
    pub(super) needs: Vec<u16>,
    pub(super) focus: Vec<u16>,
    pub(super) phases: Vec<u16>,
    pub(super) openness: Option<u16>,
    pub(super) points: Vec<crate::geo::Point>,
    pub(super) stands: Vec<Stand>,
}

/// One place where an organisation is: its head office or a site.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Stand {
    /// As it is written.
    pub(super) town: String,
    /// The first half of its postcode.
    pub(super) outward: Option<String>,
    pub(super) point: Option<crate::geo::Point>,
    pub(super) district: Option<DistrictIndex>,
    pub(super) board: Option<CareBoardIndex>,
    pub(super) region: Option<RegionIndex>,
}

/// All documents, not yet numbered. Organisations that ended are found through the one that took their place.
pub(super) fn all(directory: &Directory) -> Vec<Document> {
    let mut heirs: Vec<Vec<&Organisation>> = vec![Vec::new(); directory.organisations.len()];
    for organisation in &directory.organisations {
        if let Some(heir) = organisation.closed.as_ref().and_then(|closure| closure.successor) {
            heirs[heir.at()].push(organisation);
        }
    }
    let organisations = directory
        .organisations
        .par_iter()
        .zip(&heirs)
        .filter(|(organisation, _)| organisation.closed.is_none())
        .map(|(organisation, ended)| of_organisation(directory, organisation, ended));
    organisations
        .chain(directory.guide.par_iter().map(|page| of_guide_page(directory, page)))
        .chain(directory.partnerships.par_iter().map(|partnership| of_partnership(directory, partnership)))
        .map(without_endless_words)
        .collect()
}

/// The longest word that is indexed, in signs; no word of a language is longer. The index is a tree with a floor for each
/// sign, and whoever writes or reads it climbs down: a word of a page's length would take the program's whole stack.
const LONGEST_WORD: usize = 64;

fn without_endless_words(mut document: Document) -> Document {
    let is_endless = |word: &str| word.len() > LONGEST_WORD && word.chars().count() > LONGEST_WORD;
    for text in &mut document.texts {
        if text.split(' ').any(is_endless) {
            *text = text.split(' ').filter(|word| !is_endless(word)).collect::<Vec<_>>().join(" ");
        }
    }
    document
}

fn of_organisation(directory: &Directory, organisation: &Organisation, ended: &[&Organisation]) -> Document {
    let vocabulary = &directory.vocabulary;
    let mut other_names: Vec<&str> = organisation.aliases.iter().chain(&organisation.former_names).map(String::as_str).collect();
    for old in ended {
        other_names.push(&old.name);
        other_names.extend(old.aliases.iter().chain(&old.former_names).map(String::as_str));
    }
    let kind = &vocabulary[organisation.kind];
    let facets = facets_of(directory, organisation);
    let listed = organisation.live_offers(directory.as_of).chain(organisation.live_needs(directory.as_of));
    let mut listed: Vec<ServiceIndex> = listed.map(|listing| listing.service).collect();
    listed.sort_unstable();
    listed.dedup();
    let services = listed.iter().map(|&at| &vocabulary[at]);
    let labels: Vec<&str> = services.clone().map(|service| service.label.as_str()).collect();
    let mut terms: Vec<&str> = services.flat_map(|service| service.synonyms.iter().map(String::as_str)).collect();
    terms.push(&kind.label);
    let other_facts = organisation.facts.iter().map(|fact| text::markdown::to_words(&fact.text));
    let summary: Vec<String> = std::iter::once(text::markdown::to_words(&organisation.summary)).chain(other_facts).collect();
    Document {
        class: match organisation.sector {
            Sector::Nhs if kind.trust => Class::NhsTrust,
            Sector::Nhs => Class::NhsBoard,
            Sector::School => Class::School,
            Sector::Body => Class::Body,
        },
        id: organisation.id.clone(),
        name: organisation.name.clone(),
        texts: [
            fold(&organisation.name),
            alias_text(organisation, &other_names),
            towns_of(organisation),
            postcodes_of(organisation),
            areas_of(directory, organisation),
            fold(&labels.join(" ")),
            fold(&terms.join(" ")),
            fold(&format!("{} {}", summary.join(" "), organisation.group)),
        ],
        given_names: fold(&other_names.join(" ")),
        exact: exact_keys(organisation, &other_names),
        card: Card {
            line: organisation.place.town.clone(),
            offers: organisation.states_offers(directory.as_of).then(|| facets.offers.clone()),
            needs: organisation.states_needs(directory.as_of).then(|| facets.needs.clone()),
            confirmed: organisation.review.checked,
        },
        facets,
    }
}

fn facets_of(directory: &Directory, organisation: &Organisation) -> Facets {
    let services = |listings: &mut dyn Iterator<Item = &crate::model::Listing>| {
        let mut numbers: Vec<u16> = listings.map(|listing| listing.service.number()).collect();
        let mut seen = std::collections::BTreeSet::new();
        numbers.retain(|&service| seen.insert(service));
        numbers
    };
    let mut phases: Vec<u16> = organisation
        .serves
        .phases
        .iter()
        .chain(organisation.sites.iter().flat_map(|site| &site.phases))
        .map(|phase| phase.number())
        .collect();
    if let (true, Some(ages)) = (phases.is_empty(), organisation.serves.ages) {
        let meets = |phase: &crate::model::Phase| phase.ages.from.max(ages.from) < phase.ages.to.min(ages.to);
        let taught = directory.vocabulary.phases.numbered().filter(|(_, phase)| meets(phase));
        phases = taught.map(|(at, _)| at.number()).collect();
    }
    phases.sort_unstable();
    phases.dedup();
    Facets {
        kind: Some(organisation.kind.number()),
        region: organisation.place.region.map(RegionIndex::number),
        boards: organisation.place.icbs.iter().map(|board| board.number()).collect(),
        offers: services(&mut organisation.live_offers(directory.as_of)),
        needs: services(&mut organisation.live_needs(directory.as_of)),
        focus: directory.focus_of(organisation).unwrap_or_default().iter().map(|focus| focus.number()).collect(),
        phases,
        openness: Some(openness_number(organisation.openness)),
        points: organisation.points(),
        stands: stands_of(directory, organisation),
    }
}

/// The head office, then the sites; the care board and region of a site are those of its district.
fn stands_of(directory: &Directory, organisation: &Organisation) -> Vec<Stand> {
    let outward = |postcode: &Option<Postcode>| postcode.as_ref().map(|postcode| postcode.outward().to_owned());
    let place = &organisation.place;
    let head = Stand {
        town: place.town.clone(),
        outward: outward(&place.postcode),
        point: place.point,
        district: place.district,
        board: place.icbs.first().copied(),
        region: place.region,
    };
    let sites = organisation.sites.iter().map(|site| {
        let district = site.district.map(|district| &directory.places[district]);
        Stand {
            town: site.town.clone(),
            outward: outward(&site.postcode),
            point: site.point,
            district: site.district,
            board: district.and_then(|district| district.boards.first().copied()),
            region: district.and_then(|district| district.region),
        }
    });
    std::iter::once(head).chain(sites).collect()
}

/// Its place among all, in the order in which filters show them.
fn openness_number(openness: Openness) -> u16 {
    openness as u16
}

/// Aliases, former names, codes and every other way to write the name.
fn alias_text(organisation: &Organisation, other_names: &[&str]) -> String {
    let mut parts: Vec<String> = other_names.iter().map(|name| fold(name)).collect();
    parts.extend(names::other_forms(&organisation.name));
    parts.extend(other_names.iter().flat_map(|name| names::other_forms(name)));
    for code in codes_of(organisation).map(fold) {
        parts.push(without_zeros(&code).to_owned());
        parts.push(code);
    }
    let mut seen = std::collections::BTreeSet::new();
    let words: Vec<&str> = parts.iter().flat_map(|part| part.split(' ')).filter(|word| seen.insert(*word)).collect();
    words.join(" ")
}

fn codes_of(organisation: &Organisation) -> impl Iterator<Item = &str> {
    let codes = &organisation.codes;
    [&codes.ods, &codes.gias_uid, &codes.gias_trn, &codes.ukprn, &codes.companies_house, &codes.charity]
        .into_iter()
        .filter_map(Option::as_deref)
}

fn exact_keys(organisation: &Organisation, other_names: &[&str]) -> Vec<(Exact, u64)> {
    let mut keys: Vec<(Exact, u64)> = codes_of(organisation).map(|code| (Exact::Code, super::fold::exact_key(code))).collect();
    keys.push((Exact::Name, super::fold::exact_key(&organisation.name)));
    let name = fold(&organisation.name);
    let words: Vec<&str> = name.split(' ').collect();
    keys.extend(other_names.iter().map(|other| (Exact::OtherName, super::fold::exact_key(other))));
    keys.extend(names::initials(&words).iter().map(|form| (Exact::ShortName, super::fold::exact_key(form))));
    keys.extend(names::short_names(&organisation.name).iter().map(|short| (Exact::ShortName, super::fold::exact_key(short))));
    keys.sort_unstable_by_key(|&(exact, key)| (key, exact));
    keys.dedup_by_key(|(_, key)| *key);
    keys
}

fn towns_of(organisation: &Organisation) -> String {
    let mut towns = vec![fold(&organisation.place.town)];
    for site in &organisation.sites {
        let town = fold(&site.town);
        if !towns.contains(&town) {
            towns.push(town);
        }
    }
    towns.retain(|town| !town.is_empty());
    towns.join(" ")
}

/// Every postcode with its space and without.
fn postcodes_of(organisation: &Organisation) -> String {
    let postcodes = organisation.place.postcode.iter().chain(organisation.sites.iter().filter_map(|site| site.postcode.as_ref()));
    let mut seen = std::collections::BTreeSet::new();
    let forms: Vec<String> =
        postcodes.filter(|postcode| seen.insert(*postcode)).map(|postcode| format!("{postcode} {}", postcode.joined())).collect();
    fold(&forms.join(" "))
}

/// The region and the short names of the care boards.
fn areas_of(directory: &Directory, organisation: &Organisation) -> String {
    let place = &organisation.place;
    let region = place.region.iter().map(|&region| directory.places[region].name.as_str());
    let boards = place.icbs.iter().map(|&board| directory.places[board].short.as_str());
    fold(&region.chain(boards).collect::<Vec<_>>().join(" "))
}

fn of_guide_page(directory: &Directory, page: &GuidePage) -> Document {
    let services = page.services.iter().map(|&service| &directory.vocabulary[service]);
    let labels: Vec<&str> = services.clone().map(|service| service.label.as_str()).collect();
    let terms: Vec<&str> = services.flat_map(|service| service.synonyms.iter().map(String::as_str)).collect();
    let body = text::figures::expand(&page.body, &mut |_| Some(String::new()));
    let lists =
        page.decide.iter().chain(&page.checklist).map(|line| text::markdown::to_words(line)).collect::<Vec<_>>().join(" ");
    page_document(
        Class::Guide,
        &page.id,
        &page.title,
        &page.lead,
        &[labels.join(" "), terms.join(" "), format!("{} {} {lists} {}", page.lead, page.asks, text::markdown::to_words(&body))],
        String::new(),
    )
}

fn of_partnership(directory: &Directory, partnership: &Partnership) -> Document {
    let services = partnership.services.iter().map(|&service| &directory.vocabulary[service]);
    let labels: Vec<&str> = services.clone().map(|service| service.label.as_str()).collect();
    let mut terms: Vec<&str> = services.flat_map(|service| service.synonyms.iter().map(String::as_str)).collect();
    terms.extend(partnership.organisations.iter().map(|&one| directory[one].name.as_str()));
    terms.extend(partnership.others.iter().map(String::as_str));
    let summary = text::markdown::to_words(&partnership.summary);
    let region = partnership.region.iter().map(|&region| directory.places[region].name.as_str());
    let boards = partnership.icbs.iter().map(|&board| directory.places[board].short.as_str());
    let mut document = page_document(
        Class::Partnership,
        &partnership.id,
        &partnership.name,
        &first_sentence(&summary),
        &[labels.join(" "), terms.join(" "), summary.clone()],
        fold(&partnership.town),
    );
    document.texts[REGION] = fold(&region.chain(boards).collect::<Vec<_>>().join(" "));
    document
}

/// A document that is a page: its services, terms and summary are given in that order, unfolded.
fn page_document(class: Class, id: &str, name: &str, line: &str, texts: &[String; 3], town: String) -> Document {
    let [services, terms, summary] = texts;
    let empty = String::new;
    Document {
        class,
        id: id.to_owned(),
        name: name.to_owned(),
        texts: [fold(name), empty(), town, empty(), empty(), fold(services), fold(terms), fold(summary)],
        given_names: String::new(),
        exact: vec![(Exact::Name, super::fold::exact_key(name))],
        card: Card { line: line.to_owned(), ..Card::default() },
        facets: Facets::default(),
    }
}

/// The first sentence, cut after a word where it is longer than 160 signs.
fn first_sentence(words: &str) -> String {
    let sentence = words.split_inclusive(". ").next().unwrap_or_default().trim_end();
    let Some((cut, _)) = sentence.char_indices().nth(160) else { return sentence.to_owned() };
    let end = sentence[..cut].rfind(' ').unwrap_or(cut);
    format!("{} ...", &sentence[..end])
}
