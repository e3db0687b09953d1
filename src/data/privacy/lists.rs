//! Words that tell a person from an office.

use std::collections::BTreeSet;
use std::sync::LazyLock;

/// Words of a mailbox or role that name an office, not a person.
const OFFICE_WORDS: &[&str] = &[
    "admin",
    "admissions",
    "apprenticeships",
    "careers",
    "cadets",
    "childrens",
    "comms",
    "communications",
    "community",
    "contact",
    "education",
    "engagement",
    "enquiries",
    "enquiry",
    "feedback",
    "governance",
    "hello",
    "help",
    "hr",
    "info",
    "learning",
    "mail",
    "nhs",
    "nursing",
    "office",
    "outreach",
    "pals",
    "partnerships",
    "partnership",
    "placements",
    "postbox",
    "press",
    "reception",
    "recruitment",
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
    OFFICE_WORDS.contains(&word) || OFFICE_WORDS.iter().any(|office| office.len() > 4 && word.contains(office))
}

/// Whether a word in small letters belongs to a role or office.
pub(super) fn is_role(word: &str) -> bool {
    is_office(word) || ROLE_WORDS.contains(&word)
}
