//! The partner sheet of an organisation: whom to talk to first, what both sides say with the reasons in the sentences that
//! the command line says too, who serves it, whom else to ask, and room for a first call. One sheet of paper. The
//! organisation of the page is "you".

use serde::Serialize;

use crate::matching::{self, KnownPartner, Match, Reason, Who};
use crate::model::{Date, OrganisationIndex, Sector};
use crate::render::World;
use crate::render::page::{Book, Page};
use crate::render::parts::cards::Row;
use crate::render::parts::lines::{self, NextStep, OtherLine, ReachView};
use crate::render::parts::links::Links;
use crate::render::parts::named::NamedAddress;
use crate::render::parts::roles::{self, RoleLine, Seen};
use crate::render::parts::{embed, partners, who};
use crate::site::address;
use crate::wording::sentences::{self, Voice};
use crate::wording::{say, tags};

/// A possible partner.
#[derive(Serialize)]
struct PartnerView {
    row: Row,
    reach: ReachView,
    /// From 0 to 1, six digits.
    score: String,
    /// "you need, they offer"; empty where nothing stated fits.
    tag: String,
    you_gain: String,
    they_gain: String,
    remarks: Vec<String>,
    missing: Vec<String>,
    place: String,
    readiness: String,
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
    id: String,
    sector: &'static str,
    organisation: NamedAddress,
    /// Its schools or sites in a sentence; empty where nothing is known of them.
    who: String,
    as_of: Option<Date>,
    next_step: Option<NextStep>,
    /// Those of whom both records say something that fits.
    fits: Vec<PartnerView>,
    /// The others of the list, nothing of whom is stated that fits and who have no line of a role.
    others: Vec<OtherLine>,
    /// Who serves its schools.
    roles: Vec<RoleLine>,
    known: Vec<KnownView>,
    /// Partners as HTML for the organisation's own site.
    embed: Option<String>,
}

/// Settles a partner sheet for every organisation that has possible partners.
pub(in crate::render) fn add(book: &mut Book) {
    let world = std::sync::Arc::clone(&book.world);
    for (at, one) in world.directory.numbered().filter(|(at, _)| has_page(&world, *at)) {
        book.page(&of(&one.id), "matches.html", move |world, links| view(world, links, at));
    }
}

/// Whether an organisation has such a page.
pub(in crate::render) fn has_page(world: &World, at: OrganisationIndex) -> bool {
    !world.matches.listed(at).is_empty()
}

/// The address of the list of an organisation.
pub(in crate::render) fn of(id: &str) -> String {
    address::partners(id)
}

fn partner_view(world: &World, found: &Match) -> PartnerView {
    let said = sentences::of(&world.directory, found, Voice::reader(&world.words));
    let needs =
        |who: Who| found.reasons.iter().any(|reason| matches!(reason, Reason::Met { needed_by, .. } if *needed_by == who));
    PartnerView {
        row: Row::new(world, found.partner),
        reach: lines::reach(world, &world.directory[found.partner]),
        score: format!("{:.6}", found.score.as_share()),
        tag: tags::direction(&world.words, needs(Who::You), needs(Who::They)),
        you_gain: said.you_gain,
        they_gain: said.they_gain,
        remarks: said.remarks,
        missing: said.missing,
        place: said.place,
        readiness: said.readiness,
    }
}

/// Those with whom an organisation works already.
pub(in crate::render) fn known(world: &World, at: OrganisationIndex) -> Vec<KnownView> {
    let view = |partner: KnownPartner| KnownView {
        row: Row::new(world, partner.found.partner),
        could_also: sentences::could_also(&world.words, &world.directory, &partner),
    };
    matching::known_partners(&world.directory, world.matches.scoring(), at).into_iter().map(view).collect()
}

fn view(world: &World, links: &Links, at: OrganisationIndex) -> MatchesView {
    let (directory, matches) = (&*world.directory, &*world.matches);
    let one = &directory[at];
    let slots = world.slots.of_trust(at);
    let (mut fits, mut stated, mut others) = (Vec::new(), Vec::new(), Vec::new());
    for listed in matches.listed(at) {
        let found = matching::explain(directory, matches.scoring(), at, listed.partner);
        // Whatever the score, nothing is said to fit where nothing listed does; and whoever has a line of a role has been named.
        if found.meets_a_need() {
            fits.push(partner_view(world, &found));
            stated.push(lines::line(world, links, &found));
        } else if !slots.iter().any(|slot| slot.body == listed.partner) {
            others.push(lines::other(world, &found));
        }
    }
    let districts: Vec<_> = roles::districts(world, at).into_iter().map(|(district, _)| district).collect();
    let words = &world.words;
    roles::also(world, &mut stated, slots);
    let title = say!(words, "partners.title", name = one.name);
    let description = say!(words, "partners.description", sector = one.sector.id(), name = one.name);
    let profile = NamedAddress::organisation(one);
    MatchesView {
        page: Page::new(&world.words, title, description, "find")
            .below(say!(words, "crumb.organisations"), address::ORGANISATIONS)
            .below(&profile.label, &profile.address),
        id: one.id.clone(),
        sector: one.sector.id(),
        organisation: profile,
        who: who::sentence(world, one),
        as_of: directory.as_of,
        next_step: partners::step(world, at, &stated),
        fits,
        others,
        roles: match one.sector {
            Sector::School => roles::lines(world, slots, Seen { trust: Some(at), districts: &districts }),
            _ => Vec::new(),
        },
        known: known(world, at),
        embed: embed::partners(world, at),
    }
}
