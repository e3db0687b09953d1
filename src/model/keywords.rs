//! Fixed words that a record chooses from.

/// Which side an organisation is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sector {
    /// NHS trusts and boards: the health side.
    Nhs,
    /// School trusts: the education side.
    School,
    /// Neither: membership bodies, charities, projects. Never matched.
    Body,
}

impl Sector {
    /// The word in a record: `nhs`, `school`, `body`.
    pub fn id(self) -> &'static str {
        match self {
            Self::Nhs => "nhs",
            Self::School => "school",
            Self::Body => "body",
        }
    }

    /// The sector that this one is matched with; a body has none.
    pub fn other(self) -> Option<Self> {
        match self {
            Self::Nhs => Some(Self::School),
            Self::School => Some(Self::Nhs),
            Self::Body => None,
        }
    }
}

/// Where a service can be given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Only in one place together.
    OnSite,
    /// Either way.
    Either,
    /// From afar.
    Remote,
}

impl Mode {
    /// The word in a record: `on-site`, `either`, `remote`.
    pub fn id(self) -> &'static str {
        match self {
            Self::OnSite => "on-site",
            Self::Either => "either",
            Self::Remote => "remote",
        }
    }
}
