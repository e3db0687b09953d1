//! What must hold for any bytes whatsoever. Each function takes bytes and panics where a law is broken; `cargo fuzz` looks
//! for such bytes, and the tests of the program run the same functions over the known ones and over random ones.

mod imports;
mod words;
mod workbooks;

use std::sync::LazyLock;
use std::time::Instant;

use trustbridge::data;
use trustbridge::data::write::layout;
use trustbridge::diagnostic::{Diagnostic, Report, Severity};
use trustbridge::folder::{FilePath, Folder};
use trustbridge::model::Date;
use trustbridge::search;
use trustbridge::site::Route;
use trustbridge::text::{csv as cells, figures, html, markdown as md};

pub use imports::{import, serves};
pub use words::words;
pub use workbooks::{parts, workbook};

/// A law: it panics where the bytes break it.
pub type Target = fn(&[u8]);

/// Every target by its name.
pub const TARGETS: [(&str, Target); 10] = [
    ("csv", csv),
    ("import", import),
    ("layout", layout),
    ("markdown", markdown),
    ("paths", paths),
    ("record", record),
    ("search", search),
    ("serves", serves),
    ("words", words),
    ("workbook", workbook),
];

const RECORD: &str = "data/organisations/nhs/fuzzed.toml";

/// A vocabulary as small as it can be, so that many records are read in a second.
static WORDS: LazyLock<Folder> = LazyLock::new(|| {
    let mut folder = Folder::new();
    let files = [
        ("data/site.toml", "title = \"Fuzzed\"\n"),
        (
            "data/vocabulary/services.toml",
            "[[service]]\nid = \"work-experience\"\nlabel = \"Work experience\"\ndefinition = \"Days at work\"\nusual_provider = \"nhs\"\nmode = \"on-site\"\nmin_age = 14\nmax_age = 18\n",
        ),
        ("data/vocabulary/kinds.toml", "[[kind]]\nid = \"acute-trust\"\nlabel = \"Acute trust\"\nsector = \"nhs\"\n"),
        (
            "data/organisations/nhs/other.toml",
            "name = \"Other\"\nsector = \"nhs\"\nkind = \"acute-trust\"\n[[sources]]\nurl = \"https://other.example/\"\n",
        ),
    ];
    for (path, text) in files {
        folder.insert(FilePath::new(path).expect("a path"), text.as_bytes());
    }
    folder
});

fn load(bytes: &[u8]) -> data::Loaded {
    let mut folder = WORDS.clone();
    folder.insert(FilePath::new(RECORD).expect("a path"), bytes);
    data::load(&folder, data::Options { as_of: Date::constant(2026, 11, 25), drafts: true, base_url: None })
}

/// Any bytes are a record or are refused, with a place, in words that do not steer a terminal.
pub fn record(bytes: &[u8]) {
    let start = Instant::now();
    let loaded = load(bytes);
    let report = &loaded.report;
    assert_eq!(loaded.directory.is_some(), report.errors() == 0, "a directory if and only if there is no error");
    let shown = report.human(false);
    assert!(!shown.chars().any(|sign| sign.is_control() && sign != '\n' && sign != '\t'), "{shown:?}");
    let placed = report.json();
    for fault in placed["faults"].as_array().expect("a list") {
        assert!(fault["line"].as_u64() > Some(0) && fault["column"].as_u64() > Some(0), "{fault}");
    }
    for fault in report.faults().iter().filter(|fault| fault.path == RECORD && fault.severity == Severity::Error) {
        assert!(fault.span.is_some() || fault.code.id() == "not-utf8", "no place: {fault:?}");
    }
    in_time(start, bytes.len());
}

/// Any Markdown becomes HTML of a few harmless elements, in a time that grows with its length.
pub fn markdown(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let start = Instant::now();
    let findings = md::inspect(text);
    let block = md::to_html(text, &mut |address| Some(format!("..{address}")));
    let line = md::to_inline_html(text, &mut |_| None);
    let _ = (md::to_words(text), md::headings(text), figures::find(text));
    in_time(start, text.len());
    for finding in findings {
        assert!(text.get(finding.span).is_some(), "a place between two signs");
    }
    for made in [&block, &line] {
        harmless(made);
    }
    let escaped = md::escape_text(text);
    let shown = md::to_words(&escaped);
    // Words put no space before a full stop, wherever one was written.
    let single = |text: &str| text.split_whitespace().collect::<String>();
    if !text.contains(['\u{0}', '\u{fffd}'])
        && !text.contains(|sign: char| sign.is_control() || sign.is_whitespace() && sign != ' ')
    {
        assert_eq!(single(&shown), single(text), "escaped text is shown as it was");
    }
}

/// Every `<` begins one of our own elements, none of them with an attribute that could act.
fn harmless(made: &str) {
    const ELEMENTS: [&str; 27] = [
        "p",
        "a",
        "em",
        "strong",
        "code",
        "pre",
        "ul",
        "ol",
        "li",
        "blockquote",
        "br",
        "hr",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "del",
        "div",
        "span",
    ];
    for piece in made.split('<').skip(1) {
        let (tag, _) = piece.split_once('>').unwrap_or_else(|| panic!("an open `<`: {piece}"));
        let tag = tag.trim_start_matches('/').trim_end_matches('/');
        let (name, attributes) = tag.split_once(' ').unwrap_or((tag, ""));
        assert!(ELEMENTS.contains(&name), "the element `{name}` in {made}");
        let mut rest = attributes.trim();
        while let Some((attribute, value)) = rest.split_once("=\"") {
            let (value, after) = value.split_once('"').unwrap_or_else(|| panic!("an open attribute in {made}"));
            let attribute = attribute.trim();
            assert!(
                ["href", "rel", "id", "class", "start", "scope", "align", "tabindex", "lang", "role", "aria-label"]
                    .contains(&attribute),
                "`{attribute}` in {made}"
            );
            if attribute == "href" {
                let fine = ["https://", "http://", "mailto:", "tel:", "../", "#"].iter().any(|start| value.starts_with(start));
                assert!(fine && !value.contains(|sign: char| sign.is_control() || sign.is_whitespace()), "a link to {value:?}");
            }
            rest = after.trim();
        }
        assert!(rest.is_empty(), "an attribute without quotation marks: {rest}");
    }
}

/// Any cells can be read back, and none begins a formula.
pub fn csv(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let rows: Vec<Vec<&str>> =
        text.split('\u{1e}').map(|row| row.split('\u{1f}').take(3).chain(["", "", ""]).take(3).collect()).collect();
    let written = cells::write(&["a", "b", "c"], rows.clone());
    let mut reader = ::csv::ReaderBuilder::new().from_reader(written.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&written));
    let read: Vec<::csv::StringRecord> = reader.records().collect::<Result<_, _>>().expect("what we write is CSV");
    assert_eq!(read.len(), rows.len());
    for (found, wanted) in
        read.iter().flat_map(|row| row.iter().map(str::to_owned).collect::<Vec<_>>()).zip(rows.into_iter().flatten())
    {
        assert_eq!(found, cells::cell(wanted));
        let first = found.trim_start().chars().next().unwrap_or('x');
        let starts = ['=', '+', '-', '@', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}'];
        assert!(found.parse::<f64>().is_ok() || !starts.contains(&first), "a formula: {found:?}");
        assert!(!found.contains(['\t', '\r', '\n']), "a cell of two lines: {found:?}");
    }
}

/// Laying out twice is laying out once, and what was laid out means the same.
pub fn layout(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    for path in [RECORD, "data/partnerships/fuzzed.toml", "data/site.toml", "data/guide/fuzzed.md"] {
        let path = FilePath::new(path).expect("a path");
        let start = Instant::now();
        let Ok(once) = layout::lay_out(&path, text) else { continue };
        let twice =
            layout::lay_out(&path, &once).unwrap_or_else(|faults| panic!("laid out, it is no longer TOML: {faults:?}\n{once}"));
        assert_eq!(twice, once, "laying out again changes something in {path}");
        in_time(start, text.len());
    }
    let codes = |bytes: &[u8]| -> Vec<&'static str> {
        let loaded = load(bytes);
        let mut codes: Vec<_> =
            loaded.report.faults().iter().filter(|fault| fault.path == RECORD).map(|fault| fault.code.id()).collect();
        codes.sort_unstable();
        codes
    };
    if let Ok(once) = layout::lay_out(&FilePath::new(RECORD).expect("a path"), text) {
        assert_eq!(codes(once.as_bytes()), codes(bytes), "laid out, it is judged otherwise:\n{once}");
    }
}

/// No path and no address leads out of the folder that it is joined to.
pub fn paths(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let inside = |path: &str| {
        let base = std::path::Path::new("/site/public");
        let joined = base.join(path);
        let rest = joined.strip_prefix(base).unwrap_or_else(|_| panic!("{path:?} leads out"));
        assert!(rest.components().all(|part| matches!(part, std::path::Component::Normal(_))), "{path:?}");
        assert_eq!(rest.to_str(), Some(path));
    };
    if let Ok(path) = FilePath::new(text) {
        inside(path.as_str());
    }
    let parts: Vec<&str> = text.split('\n').collect();
    if let [here, there, ..] = parts[..]
        && let (Ok(here), Ok(there)) = (Route::new(here), Route::new(there))
    {
        inside(here.file().as_str());
        for portable in [false, true] {
            let link = here.to(&there, portable);
            assert!(!link.starts_with('/') && !link.is_empty(), "{link:?} is not relative");
            let mut place: Vec<&str> = here.file().as_str().split('/').collect();
            place.pop();
            for part in link.split('/') {
                match part {
                    ".." => drop(place.pop().unwrap_or_else(|| panic!("{link:?} climbs out of the site"))),
                    "." | "" => {}
                    part => place.push(part),
                }
            }
            let wanted = if portable { there.file().as_str() } else { there.address() };
            assert_eq!(place.join("/"), wanted.trim_end_matches('/'), "{link:?} from {here:?}");
        }
    }
}

/// Any texts make an index that is JSON, with the same bytes each time.
pub fn search(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let mut parts =
        text.splitn(3, '\u{1f}').map(|part| serde_json::to_string(part).expect("texts are JSON").replace('\u{7f}', " "));
    let mut part = || parts.next().unwrap_or_else(|| "\"\"".to_owned());
    let record = format!(
        "name = {}\nsector = \"nhs\"\nkind = \"acute-trust\"\nsummary = {}\naliases = [{}, \"constructor\"]\n[[sources]]\nurl = \"https://x.example/\"\n",
        part(),
        part(),
        part()
    );
    let Some(directory) = load(record.as_bytes()).directory else { return };
    let index = search::build(trustbridge::wording::Words::built_in(), &directory);
    serde_json::from_slice::<serde_json::Value>(&search::whole(&index)).expect("the whole index is JSON");
    serde_json::from_slice::<serde_json::Value>(&search::documents(&index)).expect("the documents are JSON");
    let files = search::files(&index);
    assert_eq!(files, search::files(&search::build(trustbridge::wording::Words::built_in(), &directory)), "the same twice");
    for (address, bytes) in files {
        Route::new(&address).unwrap_or_else(|fault| panic!("{address}: {fault}"));
        let text = std::str::from_utf8(&bytes).unwrap_or_else(|_| panic!("{address} is not UTF-8"));
        assert!(!text.to_lowercase().contains("</script"), "{address} could end a script element");
    }
}

/// JSON inside a page cannot end its element, and means the same.
pub fn embedded(text: &str) {
    let json = serde_json::to_string(text).expect("texts are JSON");
    let embedded = html::json_in_page(&json);
    assert!(!embedded.contains(['<', '>', '&', '\u{2028}', '\u{2029}']));
    assert_eq!(serde_json::from_str::<String>(&embedded).expect("still JSON"), text);
}

/// Faults can be drawn: their places lie in the text, between characters, and their words do not steer a terminal.
fn drawn_in(path: &str, text: &str, faults: Vec<Diagnostic>) {
    for fault in faults.iter().filter(|fault| fault.path == path) {
        if let Some(span) = fault.span.clone() {
            assert!(text.get(span.clone()).is_some(), "{span:?} is no place: {}", fault.message);
        }
    }
    let mut report = Report::default();
    report.remember(path.to_owned(), text.into());
    report.extend(faults);
    let shown = report.human(false);
    assert!(!shown.chars().any(|one| one.is_control() && one != '\n' && one != '\t'), "{shown:?}");
}

/// Fails where something took very long: this looks for hangs and for times that grow with the square, on machines that are
/// busy with other things: a fuzzer has been seen to stand still for more than two seconds.
fn in_time(start: Instant, bytes: usize) {
    let taken = start.elapsed();
    assert!(taken.as_secs() < 20, "{bytes} bytes took {taken:?}");
}
