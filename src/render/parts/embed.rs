//! Blocks of plain HTML that a trust copies into its own site: they link back, and need no script, style or frame.

use std::fmt::Write as _;

use crate::model::OrganisationIndex;
use crate::render::World;
use crate::site::address;
use crate::text::html::escape;
use crate::wording::say;

/// Most partners that a block names.
const SHOWN: usize = 5;

/// Partners of an organisation as a block: those it works with already, else the best possible ones. `None` where the site does
/// not know its own address, since links from elsewhere need it, or where there is nobody to show.
pub(in crate::render) fn partners(world: &World, of: OrganisationIndex) -> Option<String> {
    let directory = &world.directory;
    let base = directory.settings.base_url.as_deref()?;
    let other = directory[of].sector.other()?;
    let known = directory.partners(of).iter().copied();
    let known: Vec<_> = known.filter(|&at| directory[at].sector == other && directory[at].closed.is_none()).collect();
    let words = &world.words;
    let (heading, shown) = if known.is_empty() {
        (say!(words, "embed.possible"), world.matches.listed(of).iter().map(|one| one.partner).take(SHOWN).collect())
    } else {
        (say!(words, "embed.partners", sector = other.id()), known)
    };
    let mut lines = String::new();
    for &at in shown.iter().take(SHOWN) {
        let one = &directory[at];
        let town = if one.place.town.is_empty() { String::new() } else { format!(", {}", escape(&one.place.town)) };
        let _ = writeln!(lines, "<li>{}{town}</li>", link(base, &address::organisation(&one.id), &one.name));
    }
    let all = link(base, &address::organisation(&directory[of].id), &directory.settings.title);
    (!lines.is_empty()).then(|| {
        format!(
            "<section>\n<h2>{}</h2>\n<ul>\n{lines}</ul>\n<p>{} {all}</p>\n</section>\n",
            escape(&heading),
            escape(&say!(words, "embed.from"))
        )
    })
}

/// A search box that leads to the search of this site.
pub(in crate::render) fn search(world: &World) -> Option<String> {
    let settings = &world.directory.settings;
    let base = escape(settings.base_url.as_deref()?);
    let label = escape(&say!(world.words, "embed.search"));
    let button = escape(&say!(world.words, "embed.button", title = settings.title));
    Some(format!(
        "<form action=\"{base}find/\" method=\"get\" role=\"search\">\n<p><label>{label}\n<input type=\"search\" name=\"q\"></label>\n<button>{button}</button></p>\n</form>\n"
    ))
}

fn link(base: &str, address: &str, words: &str) -> String {
    format!("<a href=\"{}{}\">{}</a>", escape(base), escape(address), escape(words))
}
