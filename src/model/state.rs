//! Whether an offer or a need holds on the day that counts as today: the one place that decides it.

use super::{Date, Listing, Organisation, Status};

/// How an offer or a need stands on one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// It holds now.
    Now,
    /// It may be possible.
    May,
    /// The source does not say.
    NotKnown,
    /// It begins on a later day.
    Later(Date),
    /// A need that somebody meets.
    Met,
    /// It held once: its status says so, or its last day has gone.
    Past,
}

impl State {
    /// The word in the open data: `now`, `may`, `not-known`, `later`, `met`, `past`.
    pub fn id(self) -> &'static str {
        match self {
            Self::Now => Status::Now.id(),
            Self::May => Status::May.id(),
            Self::NotKnown => Status::NotKnown.id(),
            Self::Later(_) => "later",
            Self::Met => Status::Met.id(),
            Self::Past => Status::Past.id(),
        }
    }

    /// Whether it takes part in matching, in lists and in counts.
    pub fn is_live(self) -> bool {
        matches!(self, Self::Now | Self::May | Self::NotKnown)
    }

    /// Whether it is done with: past, or a need that is met.
    pub fn is_over(self) -> bool {
        matches!(self, Self::Met | Self::Past)
    }
}

impl Listing {
    /// How it stands on a day; without a day its dates decide nothing.
    pub fn state(&self, as_of: Option<Date>) -> State {
        let ended = self.until.zip(as_of).is_some_and(|(until, today)| until < today);
        let later = self.from.filter(|&from| as_of.is_some_and(|today| from > today));
        match (self.status, later) {
            (Status::Past, _) => State::Past,
            (Status::Met, _) => State::Met,
            _ if ended => State::Past,
            (_, Some(from)) => State::Later(from),
            (Status::Now, None) => State::Now,
            (Status::May, None) => State::May,
            (Status::NotKnown, None) => State::NotKnown,
        }
    }
}

impl Organisation {
    /// What it offers on a day: stated offers without those that are over or begin later.
    pub fn live_offers(&self, as_of: Option<Date>) -> impl Iterator<Item = &Listing> {
        live(self.offers.as_deref(), as_of)
    }

    /// What it needs on a day: stated needs without those that are over, begin later, or are met.
    pub fn live_needs(&self, as_of: Option<Date>) -> impl Iterator<Item = &Listing> {
        live(self.needs.as_deref(), as_of)
    }

    /// Whether it states what it offers: a list of which nothing is left counts as not stated, an empty one as *none*.
    pub fn states_offers(&self, as_of: Option<Date>) -> bool {
        states(self.offers.as_deref(), as_of)
    }

    /// Whether it states what it needs, by the same rule.
    pub fn states_needs(&self, as_of: Option<Date>) -> bool {
        states(self.needs.as_deref(), as_of)
    }
}

fn live(list: Option<&[Listing]>, as_of: Option<Date>) -> impl Iterator<Item = &Listing> {
    list.into_iter().flatten().filter(move |listing| listing.state(as_of).is_live())
}

fn states(list: Option<&[Listing]>, as_of: Option<Date>) -> bool {
    list.is_some_and(|list| list.is_empty() || live(Some(list), as_of).next().is_some())
}
