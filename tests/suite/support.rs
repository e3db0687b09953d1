//! Whole sites from one text: fixtures put files over a small site without a fault, and name the faults they expect.
//!
//! A line `#- data/site.toml` begins a file; the rest of that line may say how its bytes are made:
//! `utf-16`, `windows-1252`, `crlf`, `bom`, `missing` (taken out of the small site; folders too), `refused REASON` or
//! `too-large REASON` (as the disk reports it). The sign `␀` stands for a NUL byte.
//!
//! A line `#! 10-15 error[code]: message` below a line expects a fault in it, from one column up to another; without
//! columns, below the line `#-`, it expects a fault of the file as a whole. These lines are no part of the file.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde_json::Value;
use trustbridge::diagnostic::{Diagnostic, Severity};
use trustbridge::folder::{FilePath, Folder, Refused};
use trustbridge::model::Date;
use trustbridge::pipeline;

/// The day that counts as today in every fixture.
pub(crate) const TODAY: Date = Date::constant(2026, 11, 25);

/// What takes longer hangs, on however slow a machine. Speed is no matter of tests: the benches measure it.
pub(crate) const HANG: Duration = Duration::from_mins(1);

/// The file of a fixture that names none.
const USUAL: &str = "data/organisations/nhs/anytown-hospitals.toml";

/// One file of a fixture.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    /// Its path in the site's folder.
    pub(crate) path: String,
    /// How its bytes are made.
    pub(crate) how: String,
    /// Its lines.
    pub(crate) lines: Vec<String>,
    /// Whether a line `#-` named it.
    named: bool,
}

impl Part {
    fn new(path: &str, how: &str, named: bool) -> Self {
        Self { path: path.to_owned(), how: how.to_owned(), lines: Vec::new(), named }
    }

    fn bytes(&self) -> Vec<u8> {
        let ending = if self.how == "crlf" { "\r\n" } else { "\n" };
        let text: String = self.lines.iter().flat_map(|line| [line.as_str(), ending]).collect();
        let text = text.replace('␀', "\0");
        match self.how.as_str() {
            "utf-16" => [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect(),
            "windows-1252" => text.chars().map(|sign| u8::try_from(u32::from(sign)).unwrap_or(b'?')).collect(),
            "bom" => format!("\u{feff}{text}").into_bytes(),
            _ => text.into_bytes(),
        }
    }

    /// Puts the file into a folder, or takes it out.
    fn put(&self, folder: &mut Folder) {
        if let Some(reason) = self.how.strip_prefix("refused ") {
            folder.refused.push(Refused { path: self.path.clone(), reason: reason.to_owned(), too_large: false });
        } else if let Some(reason) = self.how.strip_prefix("too-large ") {
            folder.refused.push(Refused { path: self.path.clone(), reason: reason.to_owned(), too_large: true });
        } else if self.how != "missing" {
            folder.insert(FilePath::new(&self.path).expect("fixtures name good paths"), self.bytes());
        }
    }
}

/// The files of a fixture, without the faults that it expects.
pub(crate) fn parts(fixture: &str) -> Vec<Part> {
    let mut parts = vec![Part::new(USUAL, "", false)];
    for line in fixture.lines().filter(|line| !line.starts_with("#!")) {
        if let Some(header) = line.strip_prefix("#- ") {
            let (path, how) = header.split_once(' ').unwrap_or((header, ""));
            parts.push(Part::new(path, how, true));
        } else if let Some(part) = parts.last_mut() {
            part.lines.push(line.to_owned());
        }
    }
    parts
}

/// Where the tests' data lies.
pub(crate) fn tests() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
}

/// The text of the small site without a fault.
pub(crate) fn base() -> Vec<Part> {
    let text = fs::read_to_string(tests().join("diagnostics/base.toml")).expect("the small site");
    parts(&text).into_iter().filter(|part| part.named).collect()
}

/// The small site with other files over it.
pub(crate) fn site_with(over: &[Part]) -> Folder {
    let mut folder = Folder::new();
    let replaced = |path: &str| {
        over.iter().any(|part| path.strip_prefix(&part.path).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')))
    };
    base().iter().filter(|part| !replaced(&part.path)).for_each(|part| part.put(&mut folder));
    for part in over {
        part.put(&mut folder);
    }
    folder
}

/// A fault with its place as people count.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    /// The fault.
    pub(crate) fault: Diagnostic,
    /// The line, from 1.
    pub(crate) line: u64,
    /// The first column, from 1.
    pub(crate) column: u64,
    /// The line on which it ends.
    pub(crate) end_line: u64,
    /// The column before which it ends.
    pub(crate) end_column: u64,
}

/// All faults of a folder, those of rendering and of `build` included.
pub(crate) fn faults(folder: &Folder) -> Vec<Found> {
    let options = pipeline::Options { as_of: TODAY, drafts: false, portable: false, base_url: None };
    let mut built = pipeline::build(folder, &options, &mut |_| {});
    pipeline::ask_for_base_url(&mut built);
    if let Some(site) = &built.site {
        built.report.extend(pipeline::render_faults(site));
        built.report.settle();
    }
    let places = built.report.json();
    let places = places["faults"].as_array().expect("a list");
    let number = |place: &Value, key: &str| place[key].as_u64().expect("a number");
    let found = built.report.faults().iter().zip(places).map(|(fault, place)| Found {
        fault: fault.clone(),
        line: number(place, "line"),
        column: number(place, "column"),
        end_line: number(place, "end_line"),
        end_column: number(place, "end_column"),
    });
    found.collect()
}

/// The fixture with the faults that are found in it written in: the form that the fixture should have.
pub(crate) fn annotated(fixture: &str) -> String {
    let all = parts(fixture);
    let means_something = |part: &&Part| part.named || part.lines.iter().any(|line| !line.is_empty() && !line.starts_with('#'));
    let over: Vec<Part> = all.iter().filter(means_something).cloned().collect();
    let mut faults = faults(&site_with(&over));
    let mut out = String::new();
    for part in &all {
        let of_part = |found: &Found| found.fault.path == part.path;
        if part.named {
            let _ = writeln!(out, "{}", format!("#- {} {}", part.path, part.how).trim_end());
            take(&mut faults, |found| of_part(found) && found.fault.span.is_none(), &mut out);
        }
        for (at, line) in part.lines.iter().enumerate() {
            let _ = writeln!(out, "{line}");
            let here = |found: &Found| of_part(found) && found.fault.span.is_some() && found.line == at as u64 + 1;
            if means_something(&part) {
                take(&mut faults, here, &mut out);
            }
        }
    }
    for found in faults {
        let _ = write!(out, "{}", expectation(&found, &format!("elsewhere: {} ", found.fault.path)));
    }
    out
}

fn take(faults: &mut Vec<Found>, wanted: impl Fn(&Found) -> bool, out: &mut String) {
    faults.retain(|found| {
        let taken = wanted(found);
        if taken {
            let place = match (&found.fault.span, found.end_line - found.line) {
                (None, _) => String::new(),
                (Some(_), 0) => format!("{}-{} ", found.column, found.end_column),
                (Some(_), lines) => format!("{}-+{lines}:{} ", found.column, found.end_column),
            };
            out.push_str(&expectation(found, &place));
        }
        !taken
    });
}

/// A fault as fixtures write it.
fn expectation(found: &Found, place: &str) -> String {
    let fault = &found.fault;
    let severity = if fault.severity == Severity::Error { "error" } else { "warning" };
    let mut text = format!("#! {place}{severity}[{}]: {}\n", fault.code.id(), fault.message);
    fault.help.iter().for_each(|sentence| text.extend(["#!     ", sentence, "\n"]));
    without_hashes(&text)
}

/// The hashes in the names of assets change with every change of a theme, so fixtures write `HASH` for them.
fn without_hashes(text: &str) -> String {
    let is_hash = |part: &&str| part.len() == 10 && part.bytes().all(|byte| byte.is_ascii_hexdigit());
    text.split('.').map(|part| if is_hash(&part) { "HASH" } else { part }).collect::<Vec<_>>().join(".")
}
