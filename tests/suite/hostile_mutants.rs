//! Random changes to good records: never a panic, and every rejection has its place.

use std::time::Instant;

use proptest::prelude::Rng;
use proptest::test_runner::{RngAlgorithm, TestRng};
use trustbridge::diagnostic::Severity;
use trustbridge::folder::{FilePath, Folder};
use trustbridge::pipeline;

use crate::hostile_site::{self, payload};
use crate::project;
use crate::support::HANG;

/// What people and generators get wrong, put in at random places.
const SCRAPS: &[&str] = &[
    "\"",
    "'",
    "\"\"\"",
    "'''",
    "[",
    "]",
    "[[",
    "]]",
    "{",
    "}",
    "=",
    "==",
    ",",
    ".",
    "#",
    "\n",
    "\r",
    "\r\n",
    "\t",
    " ",
    "\\",
    "\\u",
    "\\U0010FFFF",
    "+++",
    "{{",
    "}}",
    "{{ offers(\"work-experience\") }}",
    "<script>",
    "javascript:",
    "](",
    "![",
    "\u{202e}",
    "\u{feff}",
    "\u{0}",
    "\u{1f600}",
    "e\u{301}",
    "nan",
    "inf",
    "-inf",
    "1e999",
    "0x",
    "0b2",
    "99999999999999999999",
    "2026-02-30",
    "true",
    "__proto__",
    "constructor",
    "name",
    "[place]",
    "[[offers]]",
    "offers = []",
    "\u{201c}",
    "&amp;",
    "%00",
    "://",
    "@",
    "?cc=",
    "..",
    "/",
    ":",
];

fn below(rng: &mut TestRng, end: usize) -> usize {
    usize::try_from(rng.next_u64() % end.max(1) as u64).expect("below the end")
}

/// One to four changes to the bytes of a record.
pub(crate) fn mutant(rng: &mut TestRng, good: &[u8]) -> Vec<u8> {
    let mut bytes = good.to_vec();
    for _ in 0..=below(rng, 4) {
        let at = below(rng, bytes.len() + 1);
        let to = (at + below(rng, 30)).min(bytes.len());
        match below(rng, 7) {
            0 => drop(bytes.splice(at..at, SCRAPS[below(rng, SCRAPS.len())].bytes())),
            1 => drop(bytes.splice(at..to, SCRAPS[below(rng, SCRAPS.len())].bytes())),
            2 => drop(bytes.drain(at..to)),
            3 => {
                let copy = bytes[at..to].to_vec();
                let place = below(rng, bytes.len() + 1);
                drop(bytes.splice(place..place, copy));
            }
            4 => {
                if let Some(byte) = bytes.get_mut(at) {
                    *byte ^= 1 << below(rng, 8);
                }
            }
            5 => bytes.truncate(at),
            _ => {
                let mut lines: Vec<Vec<u8>> = bytes.split_inclusive(|&byte| byte == b'\n').map(<[u8]>::to_vec).collect();
                let (one, other) = (below(rng, lines.len()), below(rng, lines.len()));
                if lines.is_empty() {
                    continue;
                }
                lines.swap(one, other);
                bytes = lines.concat();
            }
        }
    }
    bytes
}

/// Judges one mutant; the sentence says what is wrong with the judgement.
fn judge(good: &Folder, path: &FilePath, bytes: Vec<u8>, render: bool) -> Result<bool, String> {
    let mut folder = good.clone();
    folder.insert(path.clone(), bytes);
    let start = Instant::now();
    let options = pipeline::Options { as_of: project::today(), drafts: true, portable: false, base_url: None };
    let built = pipeline::build(&folder, &options, &mut |_| {});
    let json = built.report.json();
    let faults = json["faults"].as_array().expect("a list");
    for (fault, shown) in built.report.faults().iter().zip(faults) {
        let whole_file = matches!(
            fault.code.id(),
            "not-utf8" | "missing-file" | "missing-head" | "empty-page" | "stray-file" | "duplicate-id"
        );
        if fault.severity == Severity::Error && fault.span.is_none() && !whole_file && fault.path == path.as_str() {
            return Err(format!("no place: {} {}", fault.code.id(), fault.message));
        }
        if shown["line"].as_u64().is_none_or(|line| line == 0) || fault.message.is_empty() {
            return Err(format!("no line or no words: {shown}"));
        }
    }
    let _ = (built.report.human(true), built.report.github(), built.report.sarif());
    let accepted = built.report.errors() == 0;
    if accepted != built.site.is_some() {
        return Err(format!("{} errors, and a site: {}", built.report.errors(), built.site.is_some()));
    }
    if let Some(site) = built.site.filter(|_| render) {
        for file in site.files().filter(|file| file.as_str().contains("hostile") && file.ending() == "html") {
            let page = site.render(file).expect("it is listed").map_err(|fault| format!("{file}: {}", fault.message))?;
            let faults = crate::inert::faults(file.as_str(), &String::from_utf8(page).expect("pages are UTF-8"));
            if !faults.is_empty() {
                return Err(format!("{file}: {}", faults[0]));
            }
        }
    }
    if start.elapsed() >= HANG {
        return Err(format!("{:?}", start.elapsed()));
    }
    Ok(accepted)
}

fn run(times: usize) {
    let good = hostile_site::folder(&[payload("Plain words & more")], 0);
    let paths: Vec<FilePath> = good.iter().map(|(path, _)| path.clone()).filter(|path| path.stem().contains("hostile")).collect();
    assert!(paths.len() >= 4);
    let mut rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let (mut accepted, mut wrong) = (0, Vec::new());
    for number in 0..times {
        let path = &paths[number % paths.len()];
        let bytes = mutant(&mut rng, good.get(path.as_str()).expect("a record"));
        // A panic would name the test but not the mutant.
        let judged = std::panic::catch_unwind(|| judge(&good, path, bytes.clone(), number % 10 == 0));
        match judged {
            Ok(Ok(taken)) => accepted += usize::from(taken),
            Ok(Err(sentence)) => wrong.push(format!("{path} {sentence}\n{}", String::from_utf8_lossy(&bytes).escape_debug())),
            Err(_) => wrong.push(format!("{path} PANIC\n{}", String::from_utf8_lossy(&bytes).escape_debug())),
        }
    }
    eprintln!("{times} mutants: {accepted} taken, {} refused", times - accepted - wrong.len());
    assert!(wrong.is_empty(), "{} of {times}, the first:\n{}", wrong.len(), wrong[..wrong.len().min(5)].join("\n\n"));
    assert!(accepted > 0 && accepted < times);
}

#[test]
fn mutants_are_taken_or_refused_at_a_place() {
    run(200);
}

#[test]
#[ignore = "the whole figure of the design: some minutes"]
fn ten_thousand_mutants_are_taken_or_refused_at_a_place() {
    run(10_000);
}
