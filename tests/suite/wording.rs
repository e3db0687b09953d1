//! Sentences that hold a number: nouns and verbs go with it, for none, one and many.

use std::fmt::Write as _;

use trustbridge::folder::Folder;
use trustbridge::pipeline::{self, Options};

use crate::project;
use crate::report::page_of;

/// Nouns that are counted, as one and as several.
const NOUNS: &[(&str, &str)] = &[
    ("area", "areas"),
    ("board", "boards"),
    ("body", "bodies"),
    ("check", "checks"),
    ("conversation", "conversations"),
    ("gap", "gaps"),
    ("hospital", "hospitals"),
    ("kilometre", "kilometres"),
    ("month", "months"),
    ("need", "needs"),
    ("offer", "offers"),
    ("organisation", "organisations"),
    ("partner", "partners"),
    ("partnership", "partnerships"),
    ("place", "places"),
    ("pupil", "pupils"),
    ("question", "questions"),
    ("reason", "reasons"),
    ("record", "records"),
    ("region", "regions"),
    ("result", "results"),
    ("round", "rounds"),
    ("school", "schools"),
    ("service", "services"),
    ("site", "sites"),
    ("source", "sources"),
    ("study", "studies"),
    ("table", "tables"),
    ("trust", "trusts"),
];

/// Verbs as one and as several have them.
const VERBS: &[(&str, &str)] = &[
    ("is", "are"),
    ("has", "have"),
    ("was", "were"),
    ("says", "say"),
    ("asks", "ask"),
    ("lists", "list"),
    ("offers", "offer"),
    ("needs", "need"),
    ("holds", "hold"),
    ("works", "work"),
];

/// Words that end the reach of a number.
const STOPS: &[&str] = &[
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "of",
    "and",
    "or",
    "to",
    "in",
    "with",
    "for",
    "from",
    "between",
    "by",
    "at",
    "than",
    "that",
    "who",
    "on",
    "what",
    "they",
    "minutes",
    "a",
];

/// What a reader or a screen reader is told, a line for each block.
fn lines(html: &str) -> Vec<String> {
    const INLINE: &[&str] = &["a", "b", "code", "em", "i", "span", "strong", "sub", "sup", "time", "cite", "abbr"];
    let mut lines = vec![String::new()];
    let (mut rest, mut told) = (html, Vec::new());
    while let Some(open) = rest.find('<') {
        lines.last_mut().expect("a line").push_str(&rest[..open]);
        let Some(end) = rest[open..].find('>').map(|at| open + at) else { break };
        let tag = &rest[open + 1..end];
        let name: String = tag.trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).collect();
        for attribute in ["aria-label=\"", "content=\"", "alt=\"", "title=\""] {
            told.extend(tag.split(attribute).nth(1).and_then(|value| value.split('"').next()).map(str::to_owned));
        }
        rest = &rest[end + 1..];
        // Scripts and styles are no words, and the marks of notes are no part of the sentence.
        if matches!(name.as_str(), "script" | "style" | "sup") && !tag.starts_with('/') {
            let end = format!("</{name}");
            rest = rest.find(&end).map_or("", |at| &rest[at..]);
        }
        if !INLINE.contains(&name.as_str()) {
            lines.push(String::new());
        }
    }
    lines.extend(told);
    let lines = lines.iter().flat_map(|line| line.lines());
    lines.filter(|line| line.contains(|sign: char| sign.is_ascii_digit())).map(str::to_owned).collect()
}

/// A word with what ends it: `("trusts", true)` for "trusts,".
fn words(line: &str) -> Vec<(String, bool)> {
    // A bracket begins something else, so it stands as a word that ends the reach of a number.
    let parts = line.replace('(', " of ").split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    parts
        .iter()
        .map(|word| {
            let bare = word.trim_matches(|sign: char| !sign.is_alphanumeric());
            (bare.to_lowercase(), word.ends_with([',', '.', ';', ':', ')', '?', '”']))
        })
        .collect()
}

/// Where a noun or a verb does not go with its number.
fn slips(line: &str) -> Vec<String> {
    let words = words(line);
    let mut found = Vec::new();
    for (at, (number, ended)) in words.iter().enumerate() {
        let digits = number.replace(',', "");
        let year = number.len() == 4 && (number.starts_with("19") || number.starts_with("20"));
        if *ended || year || digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            continue;
        }
        // In "1 of the 3 trusts is" the verb goes with what stands before.
        let part = words[at.saturating_sub(2)..at].iter().any(|(word, _)| word == "of");
        let single = digits == "1";
        let reach: Vec<&(String, bool)> =
            words[at + 1..].iter().take(4).take_while(|(word, _)| !STOPS.contains(&word.as_str())).collect();
        let Some(noun) = reach.iter().position(|(word, _)| NOUNS.iter().any(|&(one, more)| word == one || word == more)) else {
            continue;
        };
        if reach[..noun].iter().any(|(_, ended)| *ended) {
            continue;
        }
        // "3 case study results": the last noun in a row is the one that is counted.
        let last = (noun..reach.len())
            .take_while(|&one| NOUNS.iter().any(|&(single, more)| reach[one].0 == single || reach[one].0 == more))
            .take_while(|&one| one == noun || !reach[one - 1].1)
            .filter(|&one| one == noun || !VERBS.iter().any(|&(single, more)| reach[one].0 == single || reach[one].0 == more))
            .last()
            .unwrap_or(noun);
        let (word, ended) = reach[last];
        let is_one = NOUNS.iter().any(|&(one, _)| word == one);
        if single != is_one {
            found.push(format!("“{number} … {word}” in: {line}"));
        }
        let verb = reach.get(last + 1).filter(|_| !ended && !part).map(|(word, _)| word.as_str());
        if let Some(verb) = verb
            && VERBS.iter().any(|&(one, more)| if single { verb == more } else { verb == one })
        {
            found.push(format!("“{number} {word} {verb}” in: {line}"));
        }
    }
    found
}

/// Every slip of every page of a site.
fn slips_of(folder: &Folder) -> Vec<String> {
    let options = Options { as_of: project::today(), drafts: false, portable: false, base_url: None };
    let built = pipeline::build(folder, &options, &mut |_| {});
    let site = built.site.unwrap_or_else(|| panic!("{}", built.report.human(false)));
    let mut found = Vec::new();
    for file in site.settled().filter(|file| file.ending() == "html") {
        for line in lines(&page_of(&site, file.as_str())) {
            found.extend(slips(line.trim()).into_iter().map(|slip| format!("{file}: {slip}")));
        }
    }
    found.sort();
    found.dedup();
    found
}

/// The real vocabulary, places and registers with so many organisations of each side, each with so many offers and
/// needs, partnerships, results, and a guide page of live figures.
fn small(organisations: usize, entries: usize) -> Folder {
    let mut folder = Folder::new();
    for (path, bytes) in project::folder().iter() {
        let kept = ["data/vocabulary/", "data/places/", "data/site.toml", "data/registers.toml"];
        // The table of who serves whom names organisations that are not here.
        let named = path.as_str() == "data/places/serves.csv";
        if !named && kept.iter().any(|start| path.as_str().starts_with(start)) {
            folder.insert(path.clone(), bytes.to_vec());
        }
    }
    let services = ["work-experience", "mental-health-team", "careers-encounters"];
    let source = "[[sources]]\nurl = \"https://example.org/\"\n";
    for (section, sector, kind) in [("nhs", "nhs", "acute-trust"), ("schools", "school", "multi-academy-trust")] {
        for (number, letter) in ('A'..='Z').enumerate().take(organisations) {
            let mut record = format!(
                "name = \"Case {sector} {letter} Trust\"\nsector = \"{sector}\"\nkind = \"{kind}\"\ncapacity = {entries}\n"
            );
            let _ = writeln!(
                record,
                "[place]\nregion = \"west-midlands\"\nicbs = [\"black-country\"]\nlatitude = 52.{number}\nlongitude = -2.1"
            );
            let _ = writeln!(record, "[serves]\nsite_count = {entries}\npeople = {entries}\nstaff = {entries}");
            for service in services.iter().take(entries) {
                let _ = writeln!(
                    record,
                    "[[offers]]\nservice = \"{service}\"\nbasis = \"declared\"\n[[needs]]\nservice = \"{service}\"\nbasis = \"declared\""
                );
            }
            record.push_str(source);
            project::put(&mut folder, &format!("data/organisations/{section}/case-{sector}-{number}.toml"), &record);
        }
    }
    for number in 0..entries {
        let mut record = format!(
            "name = \"Case partnership {number}\"\nsummary = \"Done.\"\nservices = [\"work-experience\"]\nfocus = [\"careers\"]\nquestions = [\"impact\"]\nothers = [\"Somebody\"]\nstatus = \"current\"\n[place]\nregion = \"west-midlands\"\nicbs = [\"black-country\"]\n"
        );
        for result in 0..entries {
            let _ = writeln!(record, "[[results]]\ntext = \"Result {result}.\"\nsource = \"https://example.org/\"");
        }
        record.push_str(source);
        project::put(&mut folder, &format!("data/partnerships/case-{number}.toml"), &record);
    }
    project::put(
        &mut folder,
        "data/guide/figures.md",
        "+++\ntitle = \"Figures\"\nsection = \"page\"\nlead = \"Live.\"\n+++\n\nOffers from {{ offers(\"work-experience\") }}, needs from {{ needs(\"work-experience\") }}. {{ partnerships(\"work-experience\") }} here. {{ organisations(\"nhs\") }}, {{ organisations(\"school\") }}, {{ organisations(\"black-country\") }}.\n",
    );
    folder
}

#[test]
fn nouns_and_verbs_go_with_their_numbers_on_the_real_site() {
    let found = slips_of(&project::folder());
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn nouns_and_verbs_go_with_none_one_and_many() {
    for (organisations, entries) in [(1, 0), (1, 1), (2, 1), (3, 2), (4, 3)] {
        let found = slips_of(&small(organisations, entries));
        assert!(found.is_empty(), "{organisations} organisations, {entries} entries:\n{}", found.join("\n"));
    }
}

#[test]
fn slips_are_found() {
    for wrong in [
        "1 organisation ask for something",
        "There are 1 trusts here",
        "3 organisation is here",
        "1,346 trusts is open",
        "0 trust offers it",
        "1 NHS organisations",
        "2 documented partnership",
        "1 school trust have a page",
    ] {
        assert_eq!(slips(wrong).len().min(1), 1, "{wrong}");
    }
    for right in [
        "1 of the 7 organisations has",
        "7 of 9 trusts offer it",
        "1 organisation asks for it",
        "on 1 May offers begin",
        "0 offers",
        "1 need",
    ] {
        assert_eq!(slips(right), Vec::<String>::new(), "{right}");
    }
}
