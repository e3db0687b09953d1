//! Fixed words that a record chooses from: each list once, for records, schemas and everything that shows them.

use schemars::JsonSchema;
use serde::Deserialize;

/// Lists of words. What is said of a word here is shown to people in their editors.
macro_rules! keywords {
    ($($(#[$about:meta])* $name:ident { $($(#[$word_about:meta])* $variant:ident = $word:literal,)* })*) => {$(
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema)]
        pub enum $name { $($(#[$word_about])* #[serde(rename = $word)] $variant,)* }

        impl $name {
            /// All words, in their order.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The word in a record.
            pub fn id(self) -> &'static str {
                match self { $(Self::$variant => $word),* }
            }
        }
    )*};
}

keywords! {
    /// A side.
    #[derive(Default)]
    Sector {
        /// The health side: NHS trusts and boards.
        Nhs = "nhs",
        /// The education side: school trusts.
        School = "school",
        /// Neither: membership bodies, charities, projects.
        #[default]
        Body = "body",
    }

    /// Where a service can be given.
    Mode {
        /// Only in one place together.
        OnSite = "on-site",
        /// Either way.
        Either = "either",
        /// From afar.
        Remote = "remote",
    }

    /// What an organisation has said about new partnerships.
    #[derive(Default)]
    Openness {
        /// It offers something now and looks for partners.
        Offering = "offering",
        /// Open to conversations.
        Open = "open",
        /// It may offer something.
        MayOffer = "may-offer",
        /// Not at present: never suggested.
        NotNow = "not-now",
        /// Nothing is known.
        #[default]
        NotKnown = "not-known",
    }

    /// Who says that something is offered or needed.
    Basis {
        /// A published page says so; `source` names it.
        Published = "published",
        /// The organisation told the directory.
        Declared = "declared",
    }

    /// Whether it holds today.
    #[derive(Default)]
    Status {
        /// It holds now.
        Now = "now",
        /// It may be possible.
        May = "may",
        /// It held once; it takes no part in matching.
        Past = "past",
        /// Needs only: somebody meets it, named under `met_by`; it takes no part in matching.
        Met = "met",
        /// The source does not say.
        #[default]
        NotKnown = "not-known",
    }

    /// Whom a school is for, where it is no mainstream school.
    Provision {
        /// A special school.
        Special = "special",
        /// Alternative provision, such as a pupil referral unit.
        Alternative = "alternative",
        /// A hospital school.
        Hospital = "hospital",
    }

    /// Who usually gives a service.
    Provider {
        /// A health body.
        Nhs = "nhs",
        /// A school trust.
        School = "school",
        /// Either.
        Either = "either",
    }

    /// How far a service reaches.
    #[derive(Default)]
    Travels {
        /// To the area for which it is commissioned, and not beyond.
        Footprint = "footprint",
        /// As far as people travel.
        #[default]
        Distance = "distance",
        /// Everywhere.
        Anywhere = "anywhere",
    }

    /// How a place finds who holds a role there.
    #[derive(Default)]
    Reach {
        /// District by district, by published shares.
        #[default]
        District = "district",
        /// Whoever works in the area of a care board serves all of it.
        Footprint = "footprint",
        /// Not at all: it serves no place in particular.
        Nowhere = "nowhere",
    }

    /// Whether a partnership goes on.
    #[derive(Default)]
    PartnershipStatus {
        /// It goes on.
        Current = "current",
        /// It has ended. Where it goes on, or where nobody says, organisations of different sectors count as partners.
        Ended = "ended",
        /// A national or regional programme: taking part in one makes nobody partners.
        Programme = "programme",
        /// The sources do not say.
        #[default]
        NotKnown = "not-known",
    }

    /// What a published result tells.
    ResultKind {
        /// A change that was measured, or what became of people.
        Change = "change",
        /// How many took part or were reached.
        Reach = "reach",
        /// What people said.
        Opinion = "opinion",
        /// A description or a need: no effect was measured.
        Description = "description",
    }

    /// What became of a suggestion.
    #[derive(Default)]
    OutcomeStatus {
        /// One was told of the other.
        #[default]
        Suggested = "suggested",
        /// The two have met.
        Met = "met",
        /// They work together: they count as partners of each other.
        Started = "started",
        /// One of them said no.
        Declined = "declined",
        /// They worked together and do so no longer.
        Ended = "ended",
    }

    /// How a fault is taken.
    CheckLevel {
        /// Not shown.
        Allow = "allow",
        /// Shown, and the build goes on.
        Warn = "warn",
        /// The build stops.
        Deny = "deny",
    }

    /// What a part of the report shows besides its pages.
    ReportHolds {
        /// Nothing else.
        Guide = "guide",
        /// All case studies.
        Partnerships = "partnerships",
        /// All figures of the insights.
        Insights = "insights",
        /// How matches and figures are made.
        Method = "method",
        /// The words of both sectors.
        Glossary = "glossary",
    }
}

impl Sector {
    /// The folder of its records below `data/organisations`.
    pub fn folder(self) -> &'static str {
        match self {
            Self::Nhs => "nhs",
            Self::School => "schools",
            Self::Body => "bodies",
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

impl Status {
    /// Whether it asks or gives nothing today, whatever the day: it is past, or met.
    pub fn is_over(self) -> bool {
        matches!(self, Self::Past | Self::Met)
    }
}
