//! Words that tell a person from an office.

use std::collections::BTreeSet;
use std::sync::LazyLock;

/// Words of a mailbox or role that name an office, not a person.
const OFFICE_WORDS: &[&str] = &[
    "accesstoinfo",
    "admin",
    "admissions",
    "apprenticeships",
    "cadets",
    "careers",
    "childrens",
    "comms",
    "communication",
    "communications",
    "communicationteam",
    "community",
    "contact",
    "editor",
    "education",
    "engagement",
    "enquiries",
    "enquiry",
    "feedback",
    "foi",
    "foir",
    "fois",
    "freedom",
    "freedomofinformation",
    "governance",
    "hello",
    "help",
    "hr",
    "ig",
    "info",
    "infoaccess",
    "information",
    "learning",
    "mail",
    "media",
    "nhs",
    "nursing",
    "office",
    "outreach",
    "pals",
    "partnership",
    "partnerships",
    "placements",
    "postbox",
    "press",
    "pso",
    "publicrelations",
    "reception",
    "recruitment",
    "relations",
    "request",
    "requests",
    "safeguarding",
    "school",
    "schools",
    "secretary",
    "send",
    "service",
    "services",
    "support",
    "team",
    "trust",
    "volunteering",
    "wellbeing",
    "work",
    "workexperience",
    "workforce",
    "youth",
];

/// Further words of a role.
const ROLE_WORDS: &[&str] = &[
    "academy",
    "access",
    "assistant",
    "associate",
    "authority",
    "board",
    "business",
    "care",
    "centre",
    "chair",
    "chief",
    "children",
    "children's",
    "clinical",
    "clerk",
    "college",
    "commissioning",
    "company",
    "coordinator",
    "corporate",
    "council",
    "deputy",
    "desk",
    "development",
    "director",
    "directorate",
    "early",
    "executive",
    "family",
    "freedom",
    "general",
    "head",
    "health",
    "hospital",
    "hub",
    "human",
    "information",
    "integrated",
    "lead",
    "liaison",
    "line",
    "maintainers",
    "manager",
    "medical",
    "mental",
    "nurse",
    "officer",
    "operations",
    "patient",
    "people",
    "place",
    "point",
    "practice",
    "principal",
    "professional",
    "programme",
    "project",
    "public",
    "quality",
    "referral",
    "regional",
    "relations",
    "research",
    "resources",
    "single",
    "strategy",
    "switchboard",
    "therapy",
    "training",
    "transformation",
    "unit",
    "volunteer",
    "volunteers",
    "young",
];

fn words(list: &'static str) -> BTreeSet<&'static str> {
    list.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace).collect()
}

/// Given names in common use.
static GIVEN: LazyLock<BTreeSet<&str>> = LazyLock::new(|| words(include_str!("given-names.txt")));

/// Surnames in common use.
static SURNAMES: LazyLock<BTreeSet<&str>> = LazyLock::new(|| words(include_str!("surnames.txt")));

/// Whether a word in small letters is a given name.
pub(super) fn is_given(word: &str) -> bool {
    GIVEN.contains(word)
}

/// Whether a word in small letters is a surname in common use.
pub(super) fn is_surname(word: &str) -> bool {
    SURNAMES.contains(word)
}

/// Whether a word in small letters names an office in a mailbox.
pub(super) fn is_office(word: &str) -> bool {
    OFFICE_WORDS.contains(&word)
        || word.contains("foi")
        || OFFICE_WORDS.iter().any(|office| office.len() > 4 && word.contains(office))
        || ["info", "duty"].iter().any(|office| word.starts_with(office) || word.ends_with(office))
}

/// Whether a word in small letters belongs to a role or office.
pub(super) fn is_role(word: &str) -> bool {
    is_office(word) || ROLE_WORDS.contains(&word)
}
