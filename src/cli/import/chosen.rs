//! Which new records an import may add: those of an area, or none.

use std::collections::BTreeSet;

use super::Common;
use crate::data;
use crate::data::schema::form::{Form, Known};
use crate::import::{Draft, Plan};
use crate::text::{grouped, nearest};

/// What of a register a site wants.
pub(super) struct Chosen<'a> {
    common: &'a Common,
}

impl<'a> Chosen<'a> {
    /// What the command line asks for.
    ///
    /// # Errors
    /// A sentence where the site has no such board or region.
    pub(super) fn of(common: &'a Common, known: &Known) -> Result<Self, String> {
        let places = [("care board", Form::Icb, &common.board), ("region", Form::Region, &common.region)];
        for (what, form, ids) in places {
            if let Some(strange) = ids.iter().find(|id| !known.has(form, id)) {
                let ids = known.words(form).into_iter().flatten().map(|word| word.id.as_str());
                let near = nearest(strange, ids).map_or_else(
                    || "its ids stand in `data/places/icbs.toml` and `regions.toml`".to_owned(),
                    |near| format!("did you mean `{near}`?"),
                );
                return Err(format!("there is no {what} `{strange}`; {near}"));
            }
        }
        Ok(Self { common })
    }

    /// Takes new records out that are not wanted, and what is said of them. Answers how many.
    pub(super) fn leave_out_others(&self, plan: &mut Plan) -> usize {
        let unwanted = |draft: &Draft| draft.before.is_none() && draft.path.ending() == "toml" && !self.wants(draft);
        let gone: BTreeSet<String> =
            plan.drafts.iter().filter(|draft| unwanted(draft)).map(|draft| draft.path.stem().to_owned()).collect();
        plan.drafts.retain(|draft| !unwanted(draft));
        plan.notes.retain(|note| !gone.contains(&note.about));
        gone.len()
    }

    fn wants(&self, draft: &Draft) -> bool {
        let Common { only_known, board, region, .. } = self.common;
        if board.is_empty() && region.is_empty() {
            return !only_known;
        }
        let place = &data::plain(draft.path.as_str(), &draft.after)["place"];
        let boards = place["icbs"].as_array().into_iter().flatten().filter_map(|id| id.as_str());
        let lies = |ids: &[String], id: &str| ids.iter().any(|wanted| wanted == id);
        boards.into_iter().any(|id| lies(board, id)) || place["region"].as_str().is_some_and(|id| lies(region, id))
    }

    /// A sentence on what was left out.
    pub(super) fn told(&self, outside: usize) -> String {
        if outside == 0 {
            return String::new();
        }
        let why = if self.common.only_known { "the site does not know" } else { "lie elsewhere" };
        let them = if outside == 1 { "1 that".to_owned() } else { format!("{} that", grouped(outside)) };
        format!("Left out {them} {why}; {} written as new.\n", if outside == 1 { "it was not" } else { "they were not" })
    }
}
