//! Possible partners: the best on a profile, and all of a published list on a page of its own, with the reasons of both
//! sides in the sentences that the command line says too. The organisation of the page is "you".

use serde::Serialize;

use crate::matching::{self, Band, KnownPartner, Match, Reason};
use crate::model::{OrganisationIndex, Sector};
use crate::render::World;
use crate::render::page::{Book, Page};
use crate::render::parts::cards::Row;
use crate::render::parts::named::NamedAddress;
use crate::site::address;
use crate::text;
use crate::wording::sentences::{self, Voice};

/// A possible partner.
#[derive(Serialize)]
pub(in crate::render) struct PartnerView {
    pub(in crate::render) row: Row,
    /// From 0 to 1, six digits.
    score: String,
    band: &'static str,
    headline: String,
    you_gain: String,
    they_gain: String,
    remarks: Vec<String>,
    missing: Vec<String>,
    place: String,
    readiness: String,
    sureness: String,
    /// Whether it is shown because few lists show it.
    for_visibility: bool,
}

/// Somebody that an organisation works with already.
#[derive(Serialize)]
pub(in crate::render) struct KnownView {
    row: Row,
    /// What else the two could do together; empty where nothing is known.
    could_also: String,
}

#[derive(Serialize)]
struct MatchesView {
    page: Page,
    name: String,
    id: String,
    organisation: NamedAddress,
    groups: Vec<Group>,
    nothing_strong: &'static str,
    known: Vec<KnownView>,
}

/// Partners of one band.
#[derive(Serialize)]
struct Group {
    title: &'static str,
    note: &'static str,
    partners: Vec<PartnerView>,
}

/// Settles a page of possible partners for every organisation that has some.
pub(in crate::render) fn add(book: &mut Book) {
    let world = std::sync::Arc::clone(&book.world);
    for (at, one) in world.directory.numbered().filter(|(at, _)| !world.matches.listed(*at).is_empty()) {
        book.page(&of(&one.id), "matches.html", move |world, _| view(world, at));
    }
}

/// The address of the list of an organisation.
pub(in crate::render) fn of(id: &str) -> String {
    address::partners(id)
}

fn nothing_strong(world: &World, at: OrganisationIndex) -> &'static str {
    let constants = &world.matches.scoring().constants;
    sentences::nothing_strong(world.matches.listed(at).iter().map(|listed| Band::of(constants, listed.score)).min())
}

fn partner_views(world: &World, at: OrganisationIndex, most: usize) -> Vec<(Band, PartnerView)> {
    let (directory, matches) = (&*world.directory, &*world.matches);
    let listed = matches.listed(at).iter().take(most);
    listed
        .map(|listed| {
            let found = matching::explain(directory, matches.scoring(), at, listed.partner);
            // Whatever the score, nothing is said to fit where nothing listed does.
            let fits = found.reasons.iter().any(|reason| matches!(reason, Reason::Met { .. }));
            (if fits { found.band } else { Band::Distant }, partner_view(world, &found, listed.for_visibility))
        })
        .collect()
}

fn partner_view(world: &World, found: &Match, for_visibility: bool) -> PartnerView {
    let said = sentences::of(&world.directory, found, &Voice::reader());
    PartnerView {
        row: Row::new(world, found.partner),
        score: format!("{:.6}", found.score.as_share()),
        band: found.band.id(),
        headline: said.headline,
        you_gain: said.you_gain,
        they_gain: said.they_gain,
        remarks: said.remarks,
        missing: said.missing,
        place: said.place,
        readiness: said.readiness,
        sureness: said.sureness,
        for_visibility,
    }
}

/// Those with whom an organisation works already.
pub(in crate::render) fn known(world: &World, at: OrganisationIndex) -> Vec<KnownView> {
    let view = |partner: KnownPartner| KnownView {
        row: Row::new(world, partner.found.partner),
        could_also: sentences::could_also(&world.directory, &partner),
    };
    matching::known_partners(&world.directory, world.matches.scoring(), at).into_iter().map(view).collect()
}

fn view(world: &World, at: OrganisationIndex) -> MatchesView {
    let one = &world.directory[at];
    let mut groups = vec![
        Group { title: "Strong matches", note: "Both sides gain, and the two could meet.", partners: Vec::new() },
        Group { title: "Worth a conversation", note: "", partners: Vec::new() },
        Group { title: "Worth a look", note: "", partners: Vec::new() },
        Group {
            title: "Nearby, but nothing listed matches yet",
            note: "Little is stated so far that fits. A first conversation may still show that it does.",
            partners: Vec::new(),
        },
    ];
    for (band, partner) in partner_views(world, at, usize::MAX) {
        let group = match band {
            Band::Strong => 0,
            Band::Good => 1,
            Band::Possible => 2,
            Band::Distant => 3,
        };
        groups[group].partners.push(partner);
    }
    let number: usize = groups.iter().map(|group| group.partners.len()).sum();
    groups.retain(|group| !group.partners.is_empty());
    let side = if one.sector == Sector::Nhs { "school trust" } else { "NHS organisation" };
    let title = format!("{} for {}", text::counted(number, "possible partner", None), one.name);
    let description = format!("Which {}s suit {}, why, and what is missing.", side, one.name);
    let profile = NamedAddress::organisation(one);
    MatchesView {
        page: Page::new(title, description, "find")
            .below("Organisations A to Z", "organisations/")
            .below(&profile.label, &profile.address),
        name: one.name.clone(),
        id: one.id.clone(),
        organisation: profile,
        groups,
        nothing_strong: nothing_strong(world, at),
        known: known(world, at),
    }
}
