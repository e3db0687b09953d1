//! `trustbridge match`: partners with reasons.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use clap::{Args, ValueEnum};
use jiff::civil::Date;
use serde_json::{Map, Value, json};

use super::{Format, Global, Stop, read, say, show, tell, today};
use crate::data;
use crate::diagnostic::{Code, Report, Severity};
use crate::disk::Failure;
use crate::export;
use crate::matching::{self, Listed, Match, Matches, Ranked};
use crate::model::{Directory, OrganisationIndex, Sector};
use crate::serving::{self, Slots};
use crate::text;
use crate::wording;
use crate::wording::Words;
use crate::wording::sentences;
use crate::wording::sentences::Voice;

/// Arguments of `match`.
#[derive(Debug, Args)]
#[allow(clippy::struct_excessive_bools, reason = "each is a flag of its own on the command line")]
pub struct MatchArguments {
    /// The organisation, by id
    #[arg(required_unless_present = "all", conflicts_with = "all")]
    pub id: Option<String>,
    /// How many partners; 0 for everybody
    #[arg(long, default_value_t = 10, value_name = "NUMBER")]
    pub top: usize,
    /// Explain one pair
    #[arg(long, value_name = "ID", conflicts_with_all = ["all", "top", "peers", "order"])]
    pub with: Option<String>,
    /// Every organisation
    #[arg(long)]
    pub all: bool,
    /// Who serves whom in which role, and the patch of each health body, in place of matches
    #[arg(long, requires = "all", conflicts_with = "order")]
    pub serves: bool,
    /// Organisations of the same sector instead
    #[arg(long, conflicts_with_all = ["order", "all"])]
    pub peers: bool,
    /// How a list is chosen and ordered
    #[arg(long, value_enum, default_value_t = Order::Score)]
    pub order: Order,
    /// How matches are written
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub format: Format,
    /// Also match records with `draft = true`
    #[arg(long)]
    pub drafts: bool,
    /// The day that counts as today
    #[arg(long, value_name = "DATE", value_parser = today::parse)]
    pub as_of: Option<Date>,
}

/// How a list is chosen and ordered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Order {
    /// The true order: by score.
    Score,
    /// As on the site: balanced, so that everyone is shown to someone.
    Published,
    /// So that partners together cover more of the needs.
    Variety,
}

/// Shows partners.
pub(super) fn run(global: &Global, arguments: &MatchArguments) -> Result<(), Stop> {
    let Some(directory) = load(global, arguments.drafts, arguments.as_of)? else { return Err(Stop::Faults) };
    let Some(id) = &arguments.id else {
        say_all(&directory, arguments);
        return Ok(());
    };
    match (find(&directory, id), arguments.with.as_deref().map(|other| find(&directory, other))) {
        (Err(sentence), _) | (_, Some(Err(sentence))) => Err(Stop::Usage(sentence)),
        (Ok(of), None) if directory[of].sector == Sector::Body => {
            Err(Stop::Usage(format!("`{id}` is neither a health body nor a school trust, and only these are matched")))
        }
        (Ok(of), None) => {
            say_one(&directory, arguments, of);
            Ok(())
        }
        (Ok(of), Some(Ok(other))) => match matching::pair(&directory, of, other) {
            Some(found) => {
                say_pair(&directory, arguments.format, &found);
                Ok(())
            }
            None => Err(Stop::Usage(format!(
                "`{id}` and `{}` are not of opposite sectors; only health bodies and school trusts are matched with each other",
                directory[other].id
            ))),
        },
    }
}

/// Reads the records; `None` when there are errors in what is matched, which have been shown then. What else is wrong is
/// told in a line or two.
pub(super) fn load(global: &Global, drafts: bool, as_of: Option<Date>) -> Result<Option<Directory>, Failure> {
    let folder = read(global)?;
    let today = today::today(as_of);
    let loaded = data::load_to_match(&folder, data::Options { as_of: today, drafts, base_url: None });
    if loaded.directory.is_none() {
        show(&loaded.report);
    } else {
        tell(&aside(&loaded.report, today));
    }
    Ok(loaded.directory)
}

/// What is wrong without touching a match: records that are younger than the day that counts as today, by name, and faults
/// in other texts, counted.
fn aside(report: &Report, today: Date) -> String {
    let errors = || report.faults().iter().filter(|fault| fault.severity == Severity::Error);
    let mut younger: Vec<String> =
        errors().filter(|fault| fault.code == Code::FutureDate).map(|fault| stem(&fault.path).to_owned()).collect();
    younger.dedup();
    let others = errors().filter(|fault| fault.code != Code::FutureDate).count();
    let mut said = String::new();
    if !younger.is_empty() {
        let more = younger.len().saturating_sub(YOUNGER_NAMED);
        younger.truncate(YOUNGER_NAMED);
        younger.extend((more > 0).then(|| format!("{more} more")));
        let names = text::listed(&younger, "and");
        let _ = writeln!(said, "Younger than {today}, and taken as they are written now: {names}.");
    }
    if others > 0 {
        let faults = text::counted(others, "fault", None);
        let _ = writeln!(said, "{faults} in texts that no match rests on; `trustbridge check` shows more.");
    }
    said
}

/// How many records that are younger than the day that counts as today are named.
const YOUNGER_NAMED: usize = 20;

/// The name of a file without its folder and ending.
fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.split('.').next().unwrap_or(name)
}

/// The organisation of this id, or a sentence that says what is near.
pub(super) fn find(directory: &Directory, id: &str) -> Result<OrganisationIndex, String> {
    directory.find(id).ok_or_else(|| {
        let ids = directory.organisations.iter().map(|organisation| organisation.id.as_str());
        let near = crate::text::nearest(id, ids);
        let hint = near.map_or_else(
            || "ids are the names of the files in `data/organisations`".to_owned(),
            |near| format!("did you mean `{near}`?"),
        );
        format!("there is no organisation `{id}`; {hint}")
    })
}

/// Whom to show for one organisation, and whether each is there for visibility.
fn chosen(
    directory: &Directory,
    matches: &Matches,
    arguments: &MatchArguments,
    of: OrganisationIndex,
) -> Vec<(OrganisationIndex, bool)> {
    let top = if arguments.top == 0 { usize::MAX } else { arguments.top };
    if arguments.order == Order::Published {
        let listed = matches.listed(of).iter().take(top);
        return listed.map(|&Listed { partner, for_visibility, .. }| (partner, for_visibility)).collect();
    }
    let ranked: Vec<Ranked> = if arguments.peers {
        matching::peers(directory, matches.scoring(), of, top)
    } else {
        matches.ranked(of).iter().take(top).copied().collect()
    };
    let ranked = if arguments.order == Order::Variety { matching::with_variety(matches.scoring(), of, &ranked) } else { ranked };
    ranked.into_iter().map(|ranked| (ranked.partner, false)).collect()
}

fn options(arguments: &MatchArguments) -> matching::Options {
    let depth = (arguments.top == 0).then_some(usize::MAX);
    matching::Options { depth, unbalanced: arguments.order != Order::Published, ..matching::Options::default() }
}

fn json_list(directory: &Directory, matches: &Matches, arguments: &MatchArguments, of: OrganisationIndex) -> Value {
    let chosen = chosen(directory, matches, arguments, of);
    chosen
        .into_iter()
        .map(|(partner, for_visibility)| {
            let mut object =
                wording::json::of(Words::built_in(), directory, &matching::explain(directory, matches.scoring(), of, partner));
            if for_visibility {
                object["placed_for"] = "visibility".into();
            }
            object
        })
        .collect()
}

/// Most school trusts of a patch that `match` names in words; the data hold all.
const MOST_IN_WORDS: usize = 20;

/// Everybody's slots and patches.
fn say_serves(directory: &Directory, format: Format) {
    let slots = serving::of(directory);
    match format {
        Format::Json => say(&format!("{:#}\n", export::serves::all(directory, &slots))),
        Format::Human => directory.numbered().for_each(|(at, _)| say(&serves_in_words(directory, &slots, at))),
    }
}

/// Who serves an organisation, or whom it serves; empty where neither is known.
fn serves_in_words(directory: &Directory, slots: &Slots, at: OrganisationIndex) -> String {
    let lines = wording::serves::lines(Words::built_in(), directory, slots, at, MOST_IN_WORDS);
    if lines.is_empty() {
        return String::new();
    }
    let name = &directory[at].name;
    let head = if slots.patch(at).is_some() { format!("School trusts that {name} serves") } else { format!("Who serves {name}") };
    format!("{head}\n{}\n\n", lines.iter().map(|line| format!("   {line}")).collect::<Vec<_>>().join("\n"))
}

fn say_all(directory: &Directory, arguments: &MatchArguments) {
    if arguments.serves {
        return say_serves(directory, arguments.format);
    }
    let matches = matching::all_with(directory, options(arguments));
    let both_sides =
        directory.numbered().filter(|(_, organisation)| organisation.sector != Sector::Body && organisation.closed.is_none());
    match arguments.format {
        Format::Json => {
            let lists: Map<String, Value> = both_sides
                .map(|(of, organisation)| (organisation.id.clone(), json_list(directory, &matches, arguments, of)))
                .collect();
            say(&format!("{:#}\n", Value::Object(lists)));
        }
        Format::Human => both_sides.for_each(|(of, _)| say(&in_words(directory, &matches, arguments, of))),
    }
}

fn say_one(directory: &Directory, arguments: &MatchArguments, of: OrganisationIndex) {
    let matches = matching::all_with(directory, options(arguments));
    let slots = serving::of(directory);
    match arguments.format {
        Format::Human => {
            say(&serves_in_words(directory, &slots, of));
            say(&in_words(directory, &matches, arguments, of));
        }
        Format::Json => {
            let known: Vec<Value> = matching::known_partners(directory, matches.scoring(), of)
                .iter()
                .map(|known| wording::json::of(Words::built_in(), directory, &known.found))
                .collect();
            let list = json_list(directory, &matches, arguments, of);
            let mut object = json!({ "id": directory[of].id });
            match export::serves::one_of(directory, &slots, of) {
                Some(Value::Object(mut patch)) if slots.patch(of).is_some() => {
                    object["patch"] = patch.remove("patch").unwrap_or_default();
                }
                Some(roles) => object["serves"] = roles,
                None => {}
            }
            object["matches"] = list;
            object["already_partners"] = known.into();
            super::say_json(&format!("{object:#}"));
        }
    }
}

fn say_pair(directory: &Directory, format: Format, found: &Match) {
    match format {
        Format::Json => {
            super::say_json(&format!(
                "{:#}",
                json!({ "id": directory[found.of].id, "match": wording::json::of(Words::built_in(), directory, found) })
            ));
        }
        Format::Human => {
            let (you, they) = (&directory[found.of].name, &directory[found.partner].name);
            say(&format!(
                "For {you} (you), with {they} (they)\n\n{}\n",
                sentences_of(directory, found, &mut BTreeSet::new()).join("\n")
            ));
        }
    }
}

fn in_words(directory: &Directory, matches: &Matches, arguments: &MatchArguments, of: OrganisationIndex) -> String {
    let name = &directory[of].name;
    let chosen = chosen(directory, matches, arguments, of);
    let explained = |partner| matching::explain(directory, matches.scoring(), of, partner);
    let best = chosen.iter().map(|&(partner, _)| explained(partner).band).min();
    let mut lines = vec![format!("Possible partners for {name} (you)"), sentences::nothing_strong(Words::built_in(), best)];
    lines.retain(|line| !line.is_empty());
    let mut told = BTreeSet::new();
    for (place, (partner, for_visibility)) in chosen.into_iter().enumerate() {
        let organisation = &directory[partner];
        lines.push(format!("\n{}. {} ({})", place + 1, organisation.name, organisation.id));
        lines.extend(sentences_of(directory, &explained(partner), &mut told));
        if for_visibility {
            lines.push("   Few lists show this one.".to_owned());
        }
    }
    let known = if arguments.peers { Vec::new() } else { matching::known_partners(directory, matches.scoring(), of) };
    if !known.is_empty() {
        lines.push("\nAlready partners".to_owned());
    }
    for partner in known {
        let organisation = &directory[partner.found.partner];
        lines.push(format!("\n- {} ({})", organisation.name, organisation.id));
        lines.push(format!("   {}", sentences::could_also(Words::built_in(), directory, &partner)));
    }
    lines.join("\n") + "\n\n"
}

/// The sentences of a match. What is not recorded is `told` once for all partners of whom the same is not recorded.
fn sentences_of(directory: &Directory, found: &Match, told: &mut BTreeSet<String>) -> Vec<String> {
    let mut said = sentences::of(directory, found, Voice::reader(Words::built_in()));
    if !found.meets_a_need() && !told.insert(said.sureness.clone()) {
        said.sureness.clear();
    }
    std::iter::once(format!("   {}.", said.headline)).chain(said.in_order().map(|sentence| format!("   {sentence}"))).collect()
}
