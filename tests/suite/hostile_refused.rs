//! Records that must be refused: each with a position, what was found and what to do, and with no site.

use trustbridge::diagnostic::{Diagnostic, Severity};
use trustbridge::folder::{FilePath, Folder};
use trustbridge::pipeline;

use crate::hostile_site::{self, payload};
use crate::project;
use crate::support::HANG;

const NHS: &str = "data/organisations/nhs/hostile-nhs-0.toml";
const GUIDE: &str = "data/guide/hostile-0.md";
const PARTNERSHIP: &str = "data/partnerships/hostile-0.toml";

/// A small site of good records.
fn good() -> Folder {
    hostile_site::folder(&[payload("Plain words")], 0)
}

fn build(folder: &Folder) -> pipeline::Built {
    let options = pipeline::Options { as_of: project::today(), drafts: false, portable: false, base_url: None };
    pipeline::build(folder, &options, &mut |_| {})
}

/// What is said of one file.
struct Said {
    /// The errors there, as line and code.
    errors: Vec<(usize, &'static str)>,
    /// A fault there after which nobody knows what to do.
    helpless: Option<String>,
    /// The whole report as people see it.
    human: String,
}

fn said(folder: &Folder, path: &str) -> Said {
    let built = build(folder);
    let (human, json) = (built.report.human(false), built.report.json());
    assert!(built.site.is_none() || built.report.errors() == 0, "a site in spite of errors:\n{human}");
    let lines = json["faults"].as_array().expect("a list").iter().map(|fault| fault["line"].as_u64().expect("a line"));
    let here: Vec<(&Diagnostic, u64)> = built.report.faults().iter().zip(lines).filter(|(fault, _)| fault.path == path).collect();
    let is_error = |(fault, _): &&(&Diagnostic, u64)| fault.severity == Severity::Error;
    let place = |(fault, line): &(&Diagnostic, u64)| (usize::try_from(*line).expect("small"), fault.code.id());
    Said {
        errors: here.iter().filter(is_error).map(place).collect(),
        helpless: here.iter().find(|(fault, _)| fault.help.is_empty()).map(|(fault, _)| fault.message.clone()),
        human,
    }
}

/// Changes one line of a good record; the fault must stand there.
struct Change {
    path: &'static str,
    old: &'static str,
    new: &'static str,
    code: &'static str,
}

const fn change(old: &'static str, new: &'static str, code: &'static str) -> Change {
    Change { path: NHS, old, new, code }
}

const fn in_guide(old: &'static str, new: &'static str, code: &'static str) -> Change {
    Change { path: GUIDE, old, new, code }
}

const WEBSITE: &str = "website = \"https://trust-0.example/\"";
const SUMMARY: &str = "summary = \"Plain words\"";
const NAME: &str = "name = \"Plain words 0\"";
const CONTACT: &str = "url = \"https://trust-0.example/contact\"";

const CHANGES: &[Change] = &[
    // Links of the record
    change(WEBSITE, "website = \"javascript:alert(1)\"", "bad-url"),
    change(WEBSITE, "website = \"JaVaScRiPt:alert(1)\"", "bad-url"),
    change(WEBSITE, "website = \"data:text/html,x\"", "bad-url"),
    change(WEBSITE, "website = \"vbscript:x\"", "bad-url"),
    change(WEBSITE, "website = \"file:///etc/passwd\"", "bad-url"),
    change(WEBSITE, "website = \"ftp://trust.example/\"", "bad-url"),
    change(WEBSITE, "website = \"//trust.example/\"", "bad-url"),
    change(WEBSITE, "website = \"/relative\"", "bad-url"),
    change(WEBSITE, "website = \"trust.example\"", "bad-url"),
    change(WEBSITE, "website = \"https://\"", "bad-url"),
    change(WEBSITE, "website = \"https:///path\"", "bad-url"),
    change(WEBSITE, "website = \"https://user:secret@trust.example/\"", "bad-url"),
    change(WEBSITE, "website = \"https://trust.example@evil.example/\"", "bad-url"),
    change(WEBSITE, "website = \"https://trust.example\\\\@evil.example/\"", "bad-url"),
    change(WEBSITE, "website = \"https://trust example/\"", "bad-url"),
    change(WEBSITE, "website = \"https://trust.example/\\\"onclick=x\"", "bad-url"),
    change(WEBSITE, "website = \"https://trust.example/<script>\"", "bad-url"),
    change(WEBSITE, "website = \" https://trust.example/\"", "bad-url"),
    change(WEBSITE, "website = \"https://trust.example/\\n\"", "bad-url"),
    change(WEBSITE, "website = \"https://trust.example/\\u0000\"", "hidden-sign"),
    change(WEBSITE, "website = \"https://trust.example/\\u202etxt.exe\"", "hidden-sign"),
    change(WEBSITE, "website = \"https://trust.example:99999999/\"", "bad-url"),
    change(WEBSITE, "website = \"\"", "bad-url"),
    change(WEBSITE, "website = 7", "wrong-type"),
    change(CONTACT, "url = \"javascript:alert(1)\"", "bad-url"),
    change(CONTACT, "email = \"office@trust.example?cc=evil@evil.example\"", "bad-email"),
    change(CONTACT, "email = \"office@trust.example,evil@evil.example\"", "bad-email"),
    change(CONTACT, "email = \"office@trust.example\\nbcc: x@evil.example\"", "bad-email"),
    change(CONTACT, "email = \"<script>@trust.example\"", "bad-email"),
    change(CONTACT, "email = \"office\"", "bad-email"),
    change(CONTACT, "email = \"@\"", "bad-email"),
    change(CONTACT, "email = \"\\\"><script>\\\"@trust.example\"", "bad-email"),
    change(CONTACT, "phone = \"0121 496 0000;ext=<script>\"", "bad-code"),
    change(CONTACT, "phone = \"call me\"", "bad-code"),
    // Links in Markdown
    change(SUMMARY, "summary = \"[x](javascript:alert(1))\"", "unsafe-link"),
    change(SUMMARY, "summary = \"[x](JAVASCRIPT:alert(1))\"", "unsafe-link"),
    change(SUMMARY, "summary = \"[x](java&#x09;script:alert(1))\"", "unsafe-link"),
    change(SUMMARY, "summary = \"[x](&#106;avascript:alert(1))\"", "unsafe-link"),
    change(SUMMARY, "summary = \"[x](data:text/html;base64,eA==)\"", "unsafe-link"),
    change(SUMMARY, "summary = \"[x](vbscript:x)\"", "unsafe-link"),
    change(SUMMARY, "summary = \"[x](file:///etc/passwd)\"", "unsafe-link"),
    change(SUMMARY, "summary = \"[x](//evil.example)\"", "unsafe-link"),
    change(SUMMARY, "summary = \"[x](\\\\\\\\evil.example)\"", "unsafe-link"),
    change(SUMMARY, "summary = \"[x](https://a@evil.example)\"", "unsafe-link"),
    change(SUMMARY, "summary = \"[x](mailto:a@b.example?cc=c@d.example)\"", "unsafe-link"),
    change(SUMMARY, "summary = \"[x](mailto:a@b.example,c@d.example)\"", "unsafe-link"),
    change(SUMMARY, "summary = \"[x](x.html)\"", "unsafe-link"),
    change(SUMMARY, "summary = \"[x](../../etc)\"", "unsafe-link"),
    change(SUMMARY, "summary = \"<javascript:alert(1)>\"", "unsafe-link"),
    change(SUMMARY, "summary = \"[x][y]\\n\\n[y]: javascript:alert(1)\"", "unsafe-link"),
    change(SUMMARY, "summary = \"![x](https://evil.example/x.png)\"", "foreign-image"),
    change(SUMMARY, "summary = \"![x](data:image/svg+xml,<svg/onload=alert(1)>)\"", "foreign-image"),
    change(SUMMARY, "summary = \"[x](/organisations/nobody/)\"", "dead-link"),
    change(SUMMARY, "summary = \"[x](/../../etc/passwd)\"", "dead-link"),
    // Signs that cannot be seen, or that steer
    change(NAME, "name = \"Trust \\u202eevil\"", "hidden-sign"),
    change(NAME, "name = \"Trust \\u2066evil\\u2069\"", "hidden-sign"),
    change(NAME, "name = \"Trust\\u200b\"", "hidden-sign"),
    change(NAME, "name = \"Trust\\ufeff\"", "hidden-sign"),
    change(NAME, "name = \"Trust\\u0000\"", "hidden-sign"),
    change(NAME, "name = \"Trust\\u0008\\u001b[31m\"", "hidden-sign"),
    change(NAME, "name = \"Trust\\u007f\"", "hidden-sign"),
    change(NAME, "name = \"Trust \\U000E0041\"", "hidden-sign"),
    change(SUMMARY, "summary = \"words \\u202e words\"", "hidden-sign"),
    // Types
    change(NAME, "name = 7", "wrong-type"),
    change(NAME, "name = true", "wrong-type"),
    change(NAME, "name = []", "wrong-type"),
    change(NAME, "name = {}", "wrong-type"),
    change(NAME, "name = 2026-01-01", "wrong-type"),
    change("aliases = [\"Plain words\", \"alias 0\"]", "aliases = \"x\"", "wrong-type"),
    change("aliases = [\"Plain words\", \"alias 0\"]", "aliases = [1]", "wrong-type"),
    change("aliases = [\"Plain words\", \"alias 0\"]", "aliases = [[\"x\"]]", "wrong-type"),
    change("latitude = 52.5025", "latitude = \"52.5025\"", "wrong-type"),
    change("checked = 2026-11-20", "checked = \"2026-11-20\"", "wrong-type"),
    change("checked = 2026-11-20", "checked = 2026-11-20T10:00:00Z", "wrong-type"),
    change("checked = 2026-11-20", "checked = 10:00:00", "wrong-type"),
    change("checked = 2026-11-20", "checked = 20261120", "wrong-type"),
    // Values
    change(NAME, "name = \"\"", "bad-value"),
    change(NAME, "name = \"  \"", "bad-value"),
    change(NAME, "name = \"\\t\\n\"", "bad-value"),
    change("latitude = 52.5025", "latitude = nan", "bad-value"),
    change("latitude = 52.5025", "latitude = inf", "bad-value"),
    change("latitude = 52.5025", "latitude = -inf", "bad-value"),
    change("latitude = 52.5025", "latitude = 91.0e99", "bad-value"),
    change("latitude = 52.5025", "latitude = 999999999999999999999999", "bad-value"),
    change("latitude = 52.5025", "latitude = 0.0", "outside-england"),
    change("latitude = 52.5025", "latitude = -52.5025", "outside-england"),
    change("number = 3", "number = -1", "bad-value"),
    change("number = 3", "number = nan", "bad-value"),
    change("postcode = \"DY1 2HQ\"", "postcode = \"'; DROP TABLE\"", "bad-postcode"),
    change("postcode = \"DY1 2HQ\"", "postcode = \"00000\"", "bad-postcode"),
    // Days
    change("checked = 2026-11-20", "checked = 2027-01-01", "future-date"),
    change("checked = 2026-11-20", "checked = 9999-12-31", "future-date"),
    change("checked = 2026-11-20", "checked = 2023-02-29", "syntax"),
    change("checked = 2026-11-20", "checked = 2026-13-01", "syntax"),
    // Words
    change("sector = \"nhs\"", "sector = \"NHS\"", "unknown-term"),
    change("sector = \"nhs\"", "sector = \"constructor\"", "unknown-term"),
    change("kind = \"acute-trust\"", "kind = \"__proto__\"", "unknown-term"),
    change("service = \"work-experience\"", "service = \"work-experiense\"", "unknown-term"),
    change("region = \"west-midlands\"", "region = \"atlantis\"", "unknown-term"),
    change("icbs = [\"black-country\"]", "icbs = [\"../../etc\"]", "unknown-term"),
    change("partners = [\"hostile-school-0\"]", "partners = [\"nobody\"]", "unknown-organisation"),
    change("partners = [\"hostile-school-0\"]", "partners = [\"hostile-nhs-0\"]", "own-partner"),
    change("openness = \"open\"", "openness = \"Open\"", "unknown-term"),
    // Keys
    change(NAME, "name = \"x x\"\nnames = [\"y\"]", "unknown-key"),
    change(NAME, "__proto__ = 1\nname = \"x x\"", "unknown-key"),
    change(NAME, "\"\" = 1\nname = \"x x\"", "unknown-key"),
    change(NAME, "\"name\\u0000\" = 1\nname = \"x x\"", "unknown-key"),
    change(NAME, "a.b.c.d = 1\nname = \"x x\"", "unknown-key"),
    change(NAME, "title = \"x\"", "unknown-key"),
    change("[place]", "[place]\n\"<script>alert(1)</script>\" = 1", "unknown-key"),
    // Syntax
    change(NAME, "name = \"x", "syntax"),
    change(NAME, "name = x", "syntax"),
    change(NAME, "name = \u{201c}x\u{201d}", "syntax"),
    change(NAME, "name = 'x' 'y'", "syntax"),
    change(NAME, "name =", "syntax"),
    change(NAME, "= \"x\"", "syntax"),
    change(NAME, "name: \"x\"", "syntax"),
    change(NAME, "{\"name\": \"x\"}", "syntax"),
    change(NAME, "<<<<<<< HEAD", "syntax"),
    change(NAME, "name = \"x\"\nname = \"y\"", "syntax"),
    change(NAME, "name = \"\\q41\"", "syntax"),
    change(NAME, "name = \"\\ud800\"", "syntax"),
    change(NAME, "name = \"a\rb\"", "syntax"),
    change("[place]", "[place", "syntax"),
    change("[place]", "[[place]]", "wrong-type"),
    change("[place]", "[place]]", "syntax"),
    change("[place]", "[place]\n[place]", "syntax"),
    change("latitude = 52.5025", "latitude = 1e400", "bad-value"),
    // The guide
    in_guide("Plain words\n", "[x](javascript:alert(1))\n", "unsafe-link"),
    in_guide("Plain words\n", "{{ offers(\"nothing\") }}\n", "bad-figure"),
    in_guide("Plain words\n", "{{ 7 * 7 }}\n", "bad-figure"),
    in_guide("Plain words\n", "{% include \"/etc/passwd\" %}{{ x }}\n", "bad-figure"),
    in_guide("Plain words\n", "# One\n", "heading-order"),
    in_guide("section = \"page\"", "section = \"pages\"", "unknown-term"),
];

#[test]
fn one_changed_line_is_refused_where_it_stands() {
    let good = good();
    let clean = said(&good, NHS);
    assert!(clean.errors.is_empty() && build(&good).site.is_some(), "the good records are good:\n{}", clean.human);
    let mut wrong = Vec::new();
    for Change { path, old, new, code } in CHANGES {
        let mut folder = good.clone();
        let before = project::text(&folder, path);
        let at = before.find(old).unwrap_or_else(|| panic!("`{old}` is not in {path}"));
        let first = before[..at].matches('\n').count() + 1;
        let lines = first..=first + new.trim_end().matches('\n').count();
        project::change(&mut folder, path, old, new);
        let Said { errors, helpless, human } = said(&folder, path);
        // A duplicate key is named at either of the two.
        if !errors.iter().any(|(line, found)| found == code && lines.contains(line)) {
            wrong.push(format!("{new:?}: {code} wanted at {lines:?}, found {errors:?}"));
        }
        if human.chars().any(|sign| sign.is_control() && sign != '\n' && sign != '\t') {
            wrong.push(format!("{new:?}: control signs reach the terminal"));
        }
        if let Some(message) = helpless {
            wrong.push(format!("{new:?}: nothing to do about it is said: {message}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), CHANGES.len(), wrong.join("\n"));
}

/// Lines made of their numbers.
fn numbered(count: usize, line: impl Fn(usize) -> String) -> String {
    (0..count).map(line).collect::<Vec<_>>().concat()
}

/// Whole files: the path, its bytes, the code; `""` where the file must be taken.
fn files() -> Vec<(String, Vec<u8>, &'static str)> {
    let record = project::text(&good(), NHS).replace("Plain words 0", "Another 0");
    let utf16: Vec<u8> = [0xff, 0xfe].into_iter().chain(record.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let latin = [record.as_bytes(), b"# caf\xe9\n"].concat();
    let nhs = |name: &str| format!("data/organisations/nhs/{name}.toml");
    let deep =
        |open: &str, shut: &str, times: usize| format!("name = {}1{}\n", open.repeat(times), shut.repeat(times)).into_bytes();
    let mut files = vec![
        (nhs("utf16"), utf16, "not-utf8"),
        (nhs("latin"), latin, "not-utf8"),
        (nhs("zeros"), vec![0; 4096], "not-utf8"),
        (nhs("noise"), (0..=255).cycle().take(5000).collect(), "not-utf8"),
        (nhs("empty"), Vec::new(), "missing-key"),
        (nhs("comment"), b"# nothing\n".to_vec(), "missing-key"),
        (nhs("deep-list"), deep("[", "]", 100_000), "too-deep"),
        (nhs("deep-table"), deep("{a=", "}", 20_000), "too-deep"),
        (nhs("deep-key"), format!("{} = 1\n", vec!["a"; 20_000].join(".")).into_bytes(), "too-deep"),
        (nhs("deep-head"), format!("[{}]\n", vec!["a"; 20_000].join(".")).into_bytes(), "too-deep"),
        (nhs("deep-heads"), numbered(199, |depth| format!("[{}]\n", vec!["a"; depth + 1].join("."))).into_bytes(), "too-deep"),
        (nhs("long-line"), format!("name = \"{}\"\n", "x".repeat(200_000)).into_bytes(), "bad-value"),
        (nhs("many-keys"), numbered(10_000, |key| format!("key{key} = 1\n")).into_bytes(), "unknown-key"),
        (nhs("many-offers"), [record.as_bytes(), "[[offers]]\n".repeat(5_000).as_bytes()].concat(), "bad-value"),
        (nhs("html"), b"<!doctype html><script>alert(1)</script>".to_vec(), "syntax"),
        (nhs("json"), b"{\"name\": \"x\"}".to_vec(), "syntax"),
        (nhs("yaml"), b"---\nname: x\n".to_vec(), "syntax"),
        (nhs("hostile-nhs-0 "), record.clone().into_bytes(), "bad-id"),
        (nhs("Capital"), record.clone().into_bytes(), "bad-id"),
        (nhs("con"), record.clone().into_bytes(), "bad-id"),
        (nhs("nul"), record.clone().into_bytes(), "bad-id"),
        (nhs("com1"), record.clone().into_bytes(), "bad-id"),
        (nhs("lpt9"), record.clone().into_bytes(), "bad-id"),
        (nhs("constructor"), record.clone().into_bytes(), "bad-id"),
        (nhs("__proto__"), record.clone().into_bytes(), "bad-id"),
        (nhs("-x"), record.clone().into_bytes(), "bad-id"),
        (nhs("x-"), record.clone().into_bytes(), "bad-id"),
        (nhs("a--b"), record.clone().into_bytes(), "bad-id"),
        (nhs("a.b"), record.clone().into_bytes(), "bad-id"),
        (nhs("a b"), record.clone().into_bytes(), "bad-id"),
        (nhs("\u{e9}cole"), record.clone().into_bytes(), "bad-id"),
        (nhs("<script>"), record.clone().into_bytes(), "bad-id"),
        (nhs(&"a".repeat(65)), record.clone().into_bytes(), "bad-id"),
        ("data/organisations/schools/hostile-nhs-0.toml".to_owned(), record.clone().into_bytes(), "duplicate-id"),
        (nhs("same-name"), project::text(&good(), NHS).into_bytes(), "duplicate-name"),
        (nhs("open-text"), record.replace("name = \"Another 0\"", "name = \"\"\"").into_bytes(), "syntax"),
        (
            nhs("swapped"),
            record.replace("52.5025", "-2.1176").replace("longitude = -2.1176", "longitude = 52.5025").into_bytes(),
            "swapped-coordinates",
        ),
        (nhs("bom"), [b"\xef\xbb\xbf", record.as_bytes()].concat(), ""),
        (nhs("crlf"), record.replace('\n', "\r\n").into_bytes(), ""),
        (nhs("no-newline"), record.trim_end().as_bytes().to_vec(), ""),
        (GUIDE.replace("hostile-0", "no-head"), b"Words without a head.\n".to_vec(), "missing-head"),
        (GUIDE.replace("hostile-0", "half-head"), b"+++\ntitle = \"x\"\n".to_vec(), "missing-head"),
        (
            PARTNERSHIP.replace("hostile-0", "stranger"),
            b"name = \"xx\"\norganisations = [\"nobody\"]\n[[sources]]\nurl = \"https://x.example/\"\n".to_vec(),
            "unknown-organisation",
        ),
    ];
    let bombs = [("quotes", "> ".repeat(900)), ("lists", numbered(40, |depth| format!("{}- x\n", "  ".repeat(depth))))];
    for (name, bomb) in bombs {
        let text = record.replace("summary = \"Plain words\"", &format!("summary = \"{}\"", hostile_site::quoted(&bomb)));
        files.push((nhs(name), text.into_bytes(), "too-deep"));
    }
    files
}

#[test]
fn whole_files_are_refused_or_taken_and_never_take_long() {
    let good = good();
    let mut wrong = Vec::new();
    for (path, bytes, code) in files() {
        let mut folder = good.clone();
        folder.insert(FilePath::new(&path).expect("a path"), bytes.clone());
        let start = std::time::Instant::now();
        let Said { errors: found, human, .. } = said(&folder, &path);
        let taken = start.elapsed();
        if !(found.iter().any(|(_, found)| *found == code) || (code.is_empty() && found.is_empty())) {
            wrong.push(format!("{path}: {code:?} wanted, found {:?}", &found[..found.len().min(3)]));
        }
        if taken >= HANG || human.len() > 400_000 {
            wrong.push(format!("{path}: {taken:?} and a report of {} bytes", human.len()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Texts that take a careless Markdown reader a time that grows with the square.
#[test]
fn markdown_bombs_cost_little() {
    let good = good();
    let bombs = [
        "[",
        "](",
        "*a ",
        "_a_ ",
        "`",
        "```\n",
        "<",
        "<!--",
        "&",
        "[a](<",
        "![",
        "**a _b ",
        "\\",
        "| ",
        "[^1]",
        "~~",
        "<a href=\"",
        "[x][y",
        "a\n- ",
        "\n> a\n- ",
        "\n\n## a\n",
        "\n\n## a-2\n\n## a\n",
        "\n\n- [x](/)\n",
        "{{",
        "{{ }}",
        "{{ a(\"",
        "{{ organisation(\"b\") }}",
    ];
    for bomb in bombs {
        let text: String = bomb.repeat(4_900 / bomb.len());
        let mut folder = good.clone();
        project::change(&mut folder, NHS, SUMMARY, &format!("summary = \"{}\"", hostile_site::quoted(&text)));
        project::change(&mut folder, GUIDE, "Plain words\n", &format!("{}\n", bomb.repeat(200_000 / bomb.len())));
        let start = std::time::Instant::now();
        let built = build(&folder);
        if let Some(site) = built.site {
            for page in ["organisations/hostile-nhs-0/", "guide/hostile-0/"] {
                let rendered = site.render(trustbridge::site::Route::of(page).file()).expect("it is there");
                let html = String::from_utf8(rendered.expect("it can be made")).expect("pages are UTF-8");
                assert_eq!(crate::inert::faults("x.html", &html), Vec::<String>::new(), "{bomb:?}");
            }
        }
        assert!(start.elapsed() < HANG, "{bomb:?} took {:?}", start.elapsed());
    }
}

/// A table of places without a good row costs no more than its first hundred faults.
#[test]
fn a_districts_table_of_faults_is_left_at_its_beginning() {
    let mut folder = good();
    let path = FilePath::new("data/places/postcode-districts.csv").expect("a path");
    folder.insert(path, format!("district,lat,lon,icb\n{}", "x\n".repeat(50_000)).into_bytes());
    let report = build(&folder).report;
    let of_table = report.faults().iter().filter(|fault| fault.path.ends_with("postcode-districts.csv"));
    let said: Vec<&str> = of_table.map(|fault| fault.message.as_str()).collect();
    assert_eq!(said.len(), 101, "{:?}", said.first());
    assert_eq!(said[100], "100 rows are no postcode districts; the rest of the table is not read");
}

/// A copy that a file manager made is one fault, and the original is blamed for nothing.
#[test]
fn a_copy_beside_its_original_is_one_fault() {
    for name in ["hostile-nhs-0 (1)", "hostile-nhs-0 - Copy", "Copy of hostile-nhs-0", "hostile-nhs-0 copy"] {
        let mut folder = good();
        let text = folder.get(NHS).expect("the original").to_vec();
        folder.insert(FilePath::new(format!("data/organisations/nhs/{name}.toml")).expect("a path"), text);
        let report = build(&folder).report;
        let said: Vec<&str> = report
            .faults()
            .iter()
            .filter(|fault| fault.severity == Severity::Error)
            .map(|fault| fault.message.as_str())
            .collect();
        assert_eq!(said, ["this is a copy of `hostile-nhs-0.toml`, which lies beside it"], "{name}");
    }
}

/// However many faults there are, the first hundred are printed and the rest counted, all in one run.
#[test]
fn a_thousand_faults_are_counted() {
    let mut folder = good();
    for number in 0..1_000 {
        project::put(&mut folder, &format!("data/organisations/nhs/broken-{number:04}.toml"), "name = \n");
    }
    let built = build(&folder);
    assert!(built.report.errors() >= 1_000);
    let human = built.report.human(false);
    assert!(human.contains(" more, not printed") && human.matches(": error[").count() == 100, "{}", &human[..2_000]);
}

/// A fault between two signs of several bytes: the drawing library counts bytes, and must be given whole signs.
#[test]
fn faults_before_letters_of_several_bytes_are_drawn() {
    use trustbridge::diagnostic::{Code, Report};
    let text = "\u{1f600}a\u{6af}\u{202e}\u{d671d}\n\u{6af}";
    for start in 0..=text.len() {
        for end in start..=text.len() + 1 {
            let mut report = Report::default();
            report.remember("x.toml", text.into());
            report.push(Diagnostic::new(Code::Syntax, "x.toml", start..end, "anything"));
            for colour in [false, true] {
                assert!(report.human(colour).contains("x.toml:"));
            }
            let _ = (report.json(), report.github(), report.sarif());
        }
    }
}
