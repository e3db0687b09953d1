//! Workshops: who might sit with whom, printed for the room.

use serde::Serialize;

use crate::matching::{self, Call, Invitations, Invited, Pairing, Seats, Table, Workshop};
use crate::model::Programme;
use crate::render::World;
use crate::render::page::{Book, Page};
use crate::render::parts::cards::Row;
use crate::render::parts::sources;
use crate::render::parts::sources::SourceView;
use crate::site::address;
use crate::text;
use crate::wording::sentences;
use crate::wording::sentences::Voice;
use crate::wording::{self, say};

#[derive(Serialize)]
struct ProgrammeView {
    page: Page,
    summary_html: String,
    date: Option<String>,
    reconstruction: bool,
    /// Whom to invite, where the room is proposed.
    invitations: Option<InvitationsView>,
    rounds: Vec<Round>,
    uneven: Vec<String>,
    /// Known partners, who are not paired again.
    apart: Vec<String>,
    weakest: String,
    /// Pairs who would both rather sit together.
    blocking: Vec<String>,
    sources: Vec<SourceView>,
}

#[derive(Serialize)]
struct InvitationsView {
    summary: String,
    sides: Vec<InvitedSide>,
}

#[derive(Serialize)]
struct InvitedSide {
    title: String,
    who: Vec<InvitedView>,
}

#[derive(Serialize)]
struct InvitedView {
    id: String,
    name: String,
    why: String,
}

#[derive(Serialize)]
struct Round {
    number: u32,
    tables: Vec<TableView>,
}

#[derive(Serialize)]
struct TableView {
    left: Row,
    right: Row,
    headline: String,
    sentences: Vec<String>,
}

#[derive(Serialize)]
struct ProgrammesView {
    page: Page,
    programmes: Vec<Listed>,
}

#[derive(Serialize)]
struct Listed {
    id: String,
    name: String,
    date: Option<String>,
    reconstruction: bool,
}

/// Settles the page of every workshop, and a list of them where there is one.
pub(in crate::render) fn add(book: &mut Book<'_>) {
    let world = std::sync::Arc::clone(&book.world);
    if world.directory.programmes.is_empty() {
        return;
    }
    book.page(address::PROGRAMMES, "programmes.html", |world, _| ProgrammesView {
        page: Page::new(&world.words, say!(world.words, "crumb.workshops"), say!(world.words, "programmes.description"), "find"),
        programmes: world.directory.programmes.iter().map(listed).collect(),
    });
    for (number, programme) in world.directory.programmes.iter().enumerate() {
        book.page(&address::programme(&programme.id), "programme.html", move |world, links| {
            view(world, &world.directory.programmes[number], links)
        });
    }
}

fn listed(programme: &Programme) -> Listed {
    Listed {
        id: programme.id.clone(),
        name: programme.name.clone(),
        date: programme.date.map(|day| day.to_string()),
        reconstruction: programme.reconstruction,
    }
}

fn view(world: &World, programme: &Programme, links: &crate::render::parts::links::Links) -> ProgrammeView {
    let directory = &*world.directory;
    let pairing = matching::pair_up(directory, world.matches.scoring(), &Workshop::of(directory, &world.slots, programme));
    let both = |left, right| world.words.and(&[&directory[left].name, &directory[right].name]);
    let invitations = Call::of(programme).map(|call| matching::invite(directory, &world.slots, &call));
    ProgrammeView {
        invitations: invitations.map(|invitations| invitations_view(world, &invitations)),
        page: Page::new(
            &world.words,
            programme.name.clone(),
            say!(
                world.words,
                "programmes.one",
                conversations = say!(world.words, "count.conversations", count = pairing.tables.len()),
                name = programme.name,
                rounds = say!(world.words, "count.rounds", count = pairing.rounds)
            ),
            "find",
        )
        .below(say!(world.words, "crumb.workshops"), address::PROGRAMMES),
        summary_html: text::markdown::to_html(&programme.summary, &mut |address| links.site(address)),
        date: programme.date.map(|day| day.to_string()),
        reconstruction: programme.reconstruction,
        uneven: pairing.uneven.iter().map(|seats| uneven(world, seats)).collect(),
        apart: pairing.partners_apart.iter().map(|&(left, right)| both(left, right)).collect(),
        weakest: pairing.weakest.map(|table| both(table.left, table.right)).unwrap_or_default(),
        blocking: pairing.blocking.iter().map(|table| both(table.left, table.right)).collect(),
        rounds: rounds(world, &pairing),
        sources: sources::views(&world.words, &programme.sources),
    }
}

fn invitations_view(world: &World, invitations: &Invitations) -> InvitationsView {
    let directory = &*world.directory;
    let view = |one: &Invited| InvitedView {
        id: directory[one.who].id.clone(),
        name: directory[one.who].name.clone(),
        why: text::capitalised(&wording::invitations::why(&world.words, directory, one)),
    };
    let side = |title, side: &[Invited]| InvitedSide { title, who: side.iter().map(view).collect() };
    let words = &world.words;
    InvitationsView {
        summary: wording::invitations::summary(&world.words, directory, invitations),
        sides: vec![side(say!(words, "invite.nhs"), &invitations.left), side(say!(words, "invite.schools"), &invitations.right)],
    }
}

fn rounds(world: &World, pairing: &Pairing) -> Vec<Round> {
    let in_round = |number: u32| pairing.tables.iter().filter(move |table| table.round == number);
    (1..=pairing.rounds)
        .map(|number| Round { number, tables: in_round(number).map(|table| table_view(world, *table)).collect() })
        .collect()
}

fn table_view(world: &World, table: Table) -> TableView {
    let directory = &*world.directory;
    let found = matching::explain(directory, world.matches.scoring(), table.left, table.right);
    let said =
        sentences::of(directory, &found, Voice::by_name(&world.words, &directory[table.left].name, &directory[table.right].name));
    TableView {
        left: Row::new(world, table.left),
        right: Row::new(world, table.right),
        sentences: said.in_order().map(str::to_owned).collect(),
        headline: said.headline,
    }
}

fn uneven(world: &World, seats: &Seats) -> String {
    let name = &world.directory[seats.organisation].name;
    let tables = say!(world.words, "count.tables", count = seats.taken);
    say!(world.words, "programmes.uneven", name = *name, tables = tables, wanted = seats.wanted)
}
