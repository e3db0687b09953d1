//! How lately records were checked, measured from the day that counts as today.

use crate::model::{Date, Directory, OrganisationIndex, Review, Settings};

/// How fresh a record is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tier {
    /// Checked, and the next check is not due yet.
    Fresh,
    /// The next check is due, by up to a year.
    Due,
    /// The next check has been due for more than a year.
    Stale,
    /// Never checked, or nobody wrote down when.
    NotKnown,
}

/// A band of ages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Age {
    /// The last check is at least so many months old.
    pub from_months: u32,
    /// And less than so many; `None` for the last band.
    pub to_months: Option<u32>,
    /// So many records.
    pub records: usize,
}

/// How fresh the records are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Freshness {
    /// The day from which ages are measured; `None` where no day is known.
    pub on: Option<Date>,
    /// How many are fresh.
    pub fresh: usize,
    /// How many are due.
    pub due: usize,
    /// How many are stale.
    pub stale: usize,
    /// Of how many nothing is known.
    pub not_known: usize,
    /// Records by the age of their last check, youngest first; those never checked stand in none.
    pub ages: Vec<Age>,
    /// The earliest last check.
    pub earliest: Option<Date>,
    /// The latest last check.
    pub latest: Option<Date>,
    /// How many of those were made from registers alone; a newer import brings them up to date.
    pub imported: usize,
    /// Those that are due, stale or not known and that people keep: those never checked first, then the longest due.
    pub to_check: Vec<OrganisationIndex>,
}

/// Where the bands of ages begin, in months.
const BANDS: [u32; 5] = [0, 3, 6, 12, 24];

impl Tier {
    /// All, freshest first.
    pub const ALL: [Self; 4] = [Self::Fresh, Self::Due, Self::Stale, Self::NotKnown];

    /// Its name in files.
    pub fn id(self) -> &'static str {
        match self {
            Self::Fresh => "fresh",
            Self::Due => "due",
            Self::Stale => "stale",
            Self::NotKnown => "not-known",
        }
    }
}

impl Freshness {
    /// How many records have a tier.
    pub fn of_tier(&self, tier: Tier) -> usize {
        match tier {
            Tier::Fresh => self.fresh,
            Tier::Due => self.due,
            Tier::Stale => self.stale,
            Tier::NotKnown => self.not_known,
        }
    }

    /// Measures the records of `members` from the directory's own today; without one, from the latest check.
    pub fn of(directory: &Directory, members: &[OrganisationIndex]) -> Self {
        let checks = || members.iter().filter_map(|&at| directory[at].review.checked);
        let mut found = Self { earliest: checks().min(), latest: checks().max(), ..Self::default() };
        let Some(today) = directory.as_of.or(found.latest) else {
            found.not_known = members.len();
            found.to_check = members.to_vec();
            return found;
        };
        found.on = Some(today);
        let mut waiting = Vec::new();
        for &at in members {
            let review = &directory[at].review;
            let tier = tier(&directory.settings, review, today);
            match tier {
                Tier::Fresh => found.fresh += 1,
                Tier::Due => found.due += 1,
                Tier::Stale => found.stale += 1,
                Tier::NotKnown => found.not_known += 1,
            }
            if tier == Tier::NotKnown && directory[at].is_imported() {
                found.imported += 1;
            } else if tier != Tier::Fresh {
                waiting.push((review.due(&directory.settings), at));
            }
        }
        waiting.sort();
        found.to_check = waiting.into_iter().map(|(_, at)| at).collect();
        found.ages = BANDS
            .iter()
            .enumerate()
            .map(|(at, &from)| {
                let to = BANDS.get(at + 1).copied();
                let old = |day: Date| !is_before(today, day, from) && to.is_none_or(|to| is_before(today, day, to));
                Age { from_months: from, to_months: to, records: checks().filter(|&day| old(day)).count() }
            })
            .collect();
        found
    }

    /// How many were measured.
    pub fn all(&self) -> usize {
        self.fresh + self.due + self.stale + self.not_known
    }
}

/// Whether the time from `day` to `today` is less than so many months.
fn is_before(today: Date, day: Date, months: u32) -> bool {
    months_after(day, months).is_some_and(|limit| today < limit)
}

/// The day so many months later; `None` past the end of the calendar.
fn months_after(day: Date, months: u32) -> Option<Date> {
    day.checked_add(jiff::Span::new().try_months(i64::from(months)).ok()?).ok()
}

/// How fresh a record is on a day.
pub fn tier(settings: &Settings, review: &Review, today: Date) -> Tier {
    match review.due(settings) {
        _ if review.checked.is_none() => Tier::NotKnown,
        Some(due) if due < today => {
            if months_after(due, 12).is_some_and(|limit| limit < today) {
                Tier::Stale
            } else {
                Tier::Due
            }
        }
        _ => Tier::Fresh,
    }
}
