//! `trustbridge pair`: a whole room paired for a workshop.

use std::path::Path;

use clap::{Args, ValueEnum};
use jiff::civil::Date;
use serde_json::{Value, json};

use super::matching::{find, load};
use super::{Global, Stop, say, today};
use crate::matching::{self, Call, Invitations, Pairing, Presence, Scoring, Table, Workshop};
use crate::model::{CareBoardIndex, Directory, OrganisationIndex, Programme, Sector};
use crate::serving::{self, Slots};
use crate::text;
use crate::wording;
use crate::wording::Words;
use crate::wording::sentences;
use crate::wording::sentences::Voice;

/// Arguments of `pair`.
#[derive(Debug, Args)]
pub struct PairArguments {
    /// A workshop in `data/programmes`, by id or file
    #[arg(long, value_name = "FILE", conflicts_with_all = ["left", "right", "icb", "invite"], required_unless_present_any = ["left", "right", "icb"])]
    pub programme: Option<String>,
    /// The health side: ids, with commas between; with `--icb`, those who come in any case
    #[arg(long, value_name = "IDS", value_delimiter = ',')]
    pub left: Vec<String>,
    /// The education side, likewise
    #[arg(long, value_name = "IDS", value_delimiter = ',')]
    pub right: Vec<String>,
    /// A care board: who serves its area, and whose schools are there
    #[arg(long, value_name = "ID")]
    pub icb: Option<String>,
    /// Propose so many for each side: health bodies in every role, school trusts of their patches spread over districts
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u32).range(1..=1000))]
    pub invite: Option<u32>,
    /// Tables at a time
    #[arg(long, value_name = "NUMBER")]
    pub tables: Option<u32>,
    /// Partners that each meets, where its record states no capacity [default: 2]
    #[arg(long, value_name = "NUMBER")]
    pub seats: Option<u32>,
    /// Least number of rounds
    #[arg(long, value_name = "NUMBER")]
    pub rounds: Option<u32>,
    /// Rules that differ from the usual ones, with commas between
    #[arg(long, value_enum, value_name = "RULES", value_delimiter = ',')]
    pub rules: Vec<Rule>,
    /// The weakest table as strong as it can be, then the greatest sum; the same as `--rules fair`
    #[arg(long, alias = "no-weak-seat")]
    pub fair: bool,
    /// How the pairing is written
    #[arg(long, value_enum, default_value_t = PairFormat::Human)]
    pub format: PairFormat,
    /// The day that counts as today
    #[arg(long, value_name = "DATE", value_parser = today::parse)]
    pub as_of: Option<Date>,
}

/// A rule that differs from the usual ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Rule {
    /// The weakest table as strong as it can be.
    Fair,
    /// The smaller side sits more often, so that nobody is left over.
    Pad,
    /// Known partners may sit together too.
    Again,
}

/// How a pairing is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum PairFormat {
    /// In sentences.
    Human,
    /// One JSON object.
    Json,
    /// One line a table.
    Csv,
}

/// Pairs a room.
pub(super) fn run(global: &Global, arguments: &PairArguments) -> Result<(), Stop> {
    let Some(directory) = load(global, false, arguments.as_of)? else { return Err(Stop::Faults) };
    let slots = serving::of(&directory);
    let room = room(&directory, &slots, arguments).map_err(Stop::Usage)?;
    let scoring = Scoring::with(&directory, Presence::of(&directory, &slots));
    let pairing = matching::pair_up(&directory, &scoring, &room.workshop);
    match arguments.format {
        PairFormat::Human => say(&in_words(&directory, &scoring, &room, &pairing)),
        PairFormat::Json => super::say_json(&format!("{:#}", in_json(&directory, &scoring, &room, &pairing))),
        PairFormat::Csv => say(&String::from_utf8_lossy(&in_csv(&directory, &pairing))),
    }
    Ok(())
}

/// Who sits, and who of them is only proposed.
struct Room {
    workshop: Workshop,
    invitations: Option<Invitations>,
}

fn room(directory: &Directory, slots: &Slots, arguments: &PairArguments) -> Result<Room, String> {
    let (base, call) = match &arguments.programme {
        Some(programme) => {
            let programme = of_programme(directory, programme)?;
            (Workshop::of(directory, slots, programme), Call::of(programme))
        }
        None => of_arguments(directory, arguments)?,
    };
    let invitations = call.map(|call| matching::invite(directory, slots, &call));
    let base = invitations.as_ref().map_or_else(|| base.clone(), |invitations| base.clone().inviting(invitations));
    let rule = |rule| arguments.rules.contains(&rule);
    let workshop = Workshop {
        seats: arguments.seats.unwrap_or(if base.seats == 0 { 2 } else { base.seats }),
        rounds: arguments.rounds.unwrap_or(base.rounds),
        tables: arguments.tables.or(base.tables),
        fair: arguments.fair || rule(Rule::Fair),
        pad: base.pad || rule(Rule::Pad),
        again: rule(Rule::Again),
        ..base
    };
    Ok(Room { workshop, invitations })
}

/// The room that the command line names, and what of it is to be proposed.
fn of_arguments(directory: &Directory, arguments: &PairArguments) -> Result<(Workshop, Option<Call>), String> {
    let side =
        |ids: &[String], sector| ids.iter().map(|id| invited(directory, id.trim(), sector)).collect::<Result<Vec<_>, String>>();
    let (left, right) = (side(&arguments.left, Sector::Nhs)?, side(&arguments.right, Sector::School)?);
    let board = arguments.icb.as_deref().map(|id| board(directory, id)).transpose()?;
    if board.is_none() && arguments.invite.is_none() {
        return match (left.is_empty(), right.is_empty()) {
            (false, false) => Ok((Workshop { left, right, ..Workshop::default() }, None)),
            (_, true) => Err("say whom they meet: name school trusts with `--right`, or a number with `--invite`".to_owned()),
            (true, _) => Err("say whom they meet: name health bodies with `--left`, or a number with `--invite`".to_owned()),
        };
    }
    let call = Call { left, right, board, most: arguments.invite.map(|most| most as usize) };
    Ok((Workshop::default(), Some(call)))
}

fn of_programme<'a>(directory: &'a Directory, file: &str) -> Result<&'a Programme, String> {
    let id = Path::new(file).file_stem().and_then(|stem| stem.to_str()).unwrap_or(file);
    let found = directory.programmes.iter().find(|programme| programme.id == id);
    found.ok_or_else(|| {
        let near = text::nearest(id, directory.programmes.iter().map(|programme| programme.id.as_str()));
        let hint =
            near.map_or_else(|| "workshops are files in `data/programmes`".to_owned(), |near| format!("did you mean `{near}`?"));
        format!("there is no workshop `{id}`; {hint}")
    })
}

fn board(directory: &Directory, id: &str) -> Result<CareBoardIndex, String> {
    directory.places.boards.find(id).ok_or_else(|| {
        let near = text::nearest(id, directory.places.boards.iter().map(|board| board.id.as_str()));
        let hint =
            near.map_or_else(|| "they are in `data/places/icbs.toml`".to_owned(), |near| format!("did you mean `{near}`?"));
        format!("there is no care board `{id}`; {hint}")
    })
}

fn invited(directory: &Directory, id: &str, sector: Sector) -> Result<OrganisationIndex, String> {
    let found = find(directory, id)?;
    if directory[found].sector == sector {
        return Ok(found);
    }
    let (side, words) = if sector == Sector::Nhs { ("--left", "a health body") } else { ("--right", "a school trust") };
    Err(format!("`{id}` is not {words}; `{side}` takes only these"))
}

/// How the pairing was made, in one sentence.
fn method(workshop: &Workshop) -> &'static str {
    if workshop.fair {
        "Paired so that the weakest table is as strong as it can be, and then for the greatest sum of scores (exact)."
    } else {
        "Paired for the greatest sum of scores (exact)."
    }
}

fn in_words(directory: &Directory, scoring: &Scoring, room: &Room, pairing: &Pairing) -> String {
    let name = |one: OrganisationIndex| directory[one].name.as_str();
    let two = |table: &Table| format!("{} and {}", name(table.left), name(table.right));
    let mut lines = Vec::new();
    if let Some(invitations) = &room.invitations {
        lines.extend(wording::invitations::lines(Words::built_in(), directory, invitations));
        lines.push(String::new());
    }
    lines.push(method(&room.workshop).to_owned());
    for round in 1..=pairing.rounds {
        lines.push(format!("\nRound {round}"));
        for table in pairing.tables.iter().filter(|table| table.round == round) {
            let found = matching::explain(directory, scoring, table.left, table.right);
            let said = sentences::of(directory, &found, Voice::by_name(Words::built_in(), name(table.left), name(table.right)));
            lines.push(format!("\n- {}\n   {}.", two(table), said.headline));
            lines.extend(said.in_order().map(|sentence| format!("   {sentence}")));
        }
    }
    lines.push(format!(
        "\n{} in {}.",
        text::counted(pairing.tables.len(), "table", None),
        text::counted(pairing.rounds as usize, "round", None)
    ));
    if let Some(weakest) = &pairing.weakest {
        lines.push(format!("The weakest table: {}.", two(weakest)));
    }
    for seats in &pairing.uneven {
        lines.push(format!(
            "{} sits at {}, not at {}.",
            name(seats.organisation),
            text::counted(seats.taken as usize, "table", None),
            seats.wanted
        ));
    }
    for (one, other) in &pairing.partners_apart {
        lines.push(format!("{} and {} already work together and are not paired again.", name(*one), name(*other)));
    }
    for pair in &pairing.blocking {
        lines.push(format!("{} would both rather sit together than at one of their tables.", two(pair)));
    }
    lines.join("\n") + "\n"
}

fn in_json(directory: &Directory, scoring: &Scoring, room: &Room, pairing: &Pairing) -> Value {
    let id = |one: OrganisationIndex| directory[one].id.as_str();
    let bare = |table: &Table| json!({ "left": id(table.left), "right": id(table.right), "score": table.score.as_share() });
    let tables: Vec<Value> = pairing
        .tables
        .iter()
        .map(|table| {
            let found = matching::explain(directory, scoring, table.left, table.right);
            let mut object = json!({ "round": table.round, "left": id(table.left), "right": id(table.right) });
            let explained = wording::json::of(Words::built_in(), directory, &found);
            for key in ["score", "band", "confidence", "gain", "reasons"] {
                object[key] = explained[key].clone();
            }
            object
        })
        .collect();
    let uneven: Vec<Value> = pairing
        .uneven
        .iter()
        .map(|seats| json!({ "id": id(seats.organisation), "wanted": seats.wanted, "taken": seats.taken }))
        .collect();
    let apart: Vec<Value> = pairing.partners_apart.iter().map(|&(one, other)| json!([id(one), id(other)])).collect();
    let mut object = json!({
        "method": method(&room.workshop),
        "rounds": pairing.rounds,
        "total": pairing.total as f64 / 1e6,
        "tables": tables,
        "weakest": pairing.weakest.as_ref().map(bare),
        "uneven": uneven,
        "partners_apart": apart,
        "would_rather_sit_together": pairing.blocking.iter().map(bare).collect::<Vec<_>>(),
    });
    if let Some(invitations) = &room.invitations {
        object["invited"] = wording::invitations::json(directory, invitations);
    }
    object
}

fn in_csv(directory: &Directory, pairing: &Pairing) -> Vec<u8> {
    let rows = pairing.tables.iter().map(|table| {
        let (left, right) = (&directory[table.left], &directory[table.right]);
        vec![
            table.round.to_string(),
            left.id.clone(),
            left.name.clone(),
            right.id.clone(),
            right.name.clone(),
            format!("{:.6}", table.score.as_share()),
        ]
    });
    text::csv::write(&["round", "left", "left_name", "right", "right_name", "score"], rows)
}
