//! Live figures in guide pages. Each becomes Markdown, so that words from records pass through the same narrow gate as
//! the page itself.

use super::lists::Sides;
use crate::model::{OrganisationIndex, Sector};
use crate::render::World;
use crate::site::address;
use crate::text::figures::{self, Figure};
use crate::text::markdown;
use crate::wording::say;

/// The Markdown of a page with its live figures worked out. A figure that names what does not exist stays as written;
/// `check` reports it.
pub(in crate::render) fn expand(world: &World, body: &str) -> String {
    figures::expand(body, &mut |figure| {
        let words = answer(world, figure)?;
        Some(if opens_sentence(&body[..figure.span.start]) { capital(&words) } else { words })
    })
}

/// Whether what follows begins a sentence: at the start of a text, line, list item or cell, or after a full stop.
fn opens_sentence(before: &str) -> bool {
    let line = before.rsplit('\n').next().unwrap_or_default();
    let bare = line.trim_matches([' ', '*', '_', '-', '>', '#', '|', '(', '“']);
    let begins = bare.is_empty() || bare.trim_end_matches('.').bytes().all(|sign| sign.is_ascii_digit());
    let paragraph_goes_on = line.trim().is_empty() && !before.is_empty() && !before.ends_with("\n\n") && before.ends_with('\n');
    let after_stop =
        line.trim_end_matches([' ', '*', '_', '(', '“']).ends_with(['.', '?', '!']) && line.ends_with([' ', '*', '_', '(', '“']);
    (begins && !paragraph_goes_on) || after_stop
}

/// The words of a link with a large first letter: `[school nursing](...)` to `[School nursing](...)`.
fn capital(link: &str) -> String {
    match link.strip_prefix('[') {
        Some(rest) => format!("[{}", crate::text::capitalised(rest)),
        None => crate::text::capitalised(link),
    }
}

fn answer(world: &World, figure: &Figure) -> Option<String> {
    let directory = &*world.directory;
    let id = figure.argument.as_str();
    let of_service = |lists: &[Vec<OrganisationIndex>]| {
        let at = directory.vocabulary.services.find(id)?;
        let listed = &lists[at.at()];
        // Pages say "offers from …", so that no verb has to go with a number that changes.
        Some(link(&Sides::of(directory, listed).phrase(&world.words), &address::service(id)))
    };
    match figure.name.as_str() {
        "offers" => of_service(&world.lists.offering),
        "needs" => of_service(&world.lists.needing),
        "partnerships" => {
            let at = directory.vocabulary.services.find(id)?;
            let number = world.lists.service_partnerships[at.at()].len();
            let words = say!(world.words, "count.some-case-studies", count = number);
            Some(link(&words, &format!("{}#partnerships", address::service(id))))
        }
        "organisations" => organisations(world, id),
        "service" => {
            let service = &directory.vocabulary[directory.vocabulary.services.find(id)?];
            Some(link(&world.words.inside(&service.label), &address::service(id)))
        }
        "organisation" => Some(link(&directory[directory.find(id)?].name, &address::organisation(id))),
        "place" => match (directory.places.boards.find(id), directory.places.regions.find(id)) {
            (Some(board), _) => Some(link(&directory.places[board].short, &address::board(&directory.places, board))),
            (None, Some(region)) => Some(link(&directory.places[region].name, &address::region(id))),
            (None, None) => None,
        },
        "term" => {
            let term = directory.glossary.iter().find(|term| term.id == id)?;
            Some(link(&world.words.term_inside(&term.term), &address::term(id)))
        }
        "case" => {
            let at = directory.partnerships.find(id)?;
            Some(link(&directory.partnerships[at].name, &address::partnership(id)))
        }
        _ => None,
    }
}

/// How many there are of a sector, in a care board's area or in a region.
fn organisations(world: &World, id: &str) -> Option<String> {
    let directory = &*world.directory;
    let of_sector = |sector: Sector| {
        let all = world.lists.by_name.iter().filter(|&&at| directory[at].sector == sector);
        Some(link(&Sides::of(directory, all).phrase(&world.words), &address::sector(sector)))
    };
    match id {
        "nhs" => of_sector(Sector::Nhs),
        "school" => of_sector(Sector::School),
        "body" => of_sector(Sector::Body),
        _ => match (directory.places.boards.find(id), directory.places.regions.find(id)) {
            (Some(board), _) => {
                let here = &world.lists.board[board.at()];
                Some(link(&Sides::of(directory, here).phrase(&world.words), &address::board(&directory.places, board)))
            }
            (None, Some(region)) => {
                let here = &world.lists.region[region.at()];
                Some(link(&Sides::of(directory, here).phrase(&world.words), &address::region(id)))
            }
            (None, None) => None,
        },
    }
}

fn link(words: &str, address: &str) -> String {
    format!("[{}](/{address})", markdown::escape_text(words))
}
