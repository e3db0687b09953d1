//! The one layout of records: nothing is lost, nothing changes its meaning, and twice is the same as once.

#![expect(clippy::format_push_string, clippy::format_collect, reason = "short texts, made for a test")]

use std::path::Path;

use proptest::prelude::*;
use trustbridge::data::write::layout::lay_out;
use trustbridge::folder::FilePath;

use super::command::{self, Site};

fn lay(text: &str) -> String {
    lay_at("data/organisations/nhs/a.toml", text)
}

fn lay_at(path: &str, text: &str) -> String {
    lay_out(&FilePath::new(path).expect("a path"), text).unwrap_or_else(|faults| panic!("{faults:?}\n{text}"))
}

#[test]
fn keys_take_the_order_of_the_record_and_comments_go_with_them() {
    let before = "#:schema ../../schema/organisation.schema.json\n# About this file.\n\n\n# Why this kind.\nkind   =  \"acute-trust\"   # said so\nname='A   Trust'\nsector=\"nhs\"\n# none yet\n# partners = []\n\n[place]\ntown = \"B\"\n# postcode = \"\"\n\n# Their numbers.\n[ codes ] # two\nods=\"RNA\"\n[[needs]]\nservice=\"x\"\nbasis=\"declared\"\n[[offers]]\nbasis=\"declared\"\nservice=\"y\"\n  [offers.amount]\n  unit=\"u\"\n  number=1\n# end";
    let after = "#:schema ../../schema/organisation.schema.json\n# About this file.\n\nname = 'A   Trust'\nsector = \"nhs\"\n# Why this kind.\nkind = \"acute-trust\" # said so\n# none yet\n# partners = []\n\n# Their numbers.\n[codes] # two\nods = \"RNA\"\n\n[place]\ntown = \"B\"\n# postcode = \"\"\n\n[[offers]]\nservice = \"y\"\nbasis = \"declared\"\n\n[offers.amount]\nnumber = 1\nunit = \"u\"\n# end\n\n[[needs]]\nservice = \"x\"\nbasis = \"declared\"\n";
    assert_eq!(lay(before), after);
    assert_eq!(lay(after), after);
}

#[test]
fn lists_break_where_they_are_too_wide_or_hold_comments() {
    let before = "name = \"A\"\naliases = [ \"a\",\n   \"b\" ,]\nformer_names = [ # old\n\n  # the first\n  \"c\", # 1999\n  \"d\" # 2001\n  , # merged\n  # no more\n]\nwebsite = \"w\"\npartners = [\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\", \"bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\", \"c\"]\n";
    let after = "name = \"A\"\naliases = [\"a\", \"b\"]\nformer_names = [ # old\n  # the first\n  \"c\", # 1999\n  \"d\", # 2001\n  # merged\n  # no more\n]\nwebsite = \"w\"\npartners = [\n  \"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\",\n  \"bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\",\n  \"c\",\n]\n";
    assert_eq!(lay(before), after);
    assert_eq!(lay(after), after);
}

#[test]
fn unknown_keys_stay_behind_the_known_ones() {
    assert_eq!(lay("zebra = 1\n\"odd key\".b = 2\nname = \"A\"\n"), "name = \"A\"\nzebra = 1\n\"odd key\".b = 2\n");
}

#[test]
fn line_ends_of_windows_stay_and_a_byte_order_mark_goes() {
    let crlf = "sector = \"nhs\"\r\nname = \"A\"   # x\r\nsummary = \"\"\"\r\none\r\ntwo\"\"\"\r\n";
    assert_eq!(lay(crlf), "name = \"A\" # x\r\nsector = \"nhs\"\r\nsummary = \"\"\"\r\none\r\ntwo\"\"\"\r\n");
    let site = Site::new(&[("data/organisations/nhs/a.toml", "\u{feff}name   = \"A\"\n")]);
    assert_eq!(site.run(&["fmt"]).code, 0);
    assert_eq!(site.text("data/organisations/nhs/a.toml"), "name = \"A\"\n");
}

#[test]
fn the_head_of_a_guide_page_is_laid_out_and_its_text_is_not_touched() {
    let before = "+++\nsection=\"page\"\ntitle   = \"T\"\n+++\nA line with two spaces at its end  \n\n\n* odd\n";
    let after = "+++\ntitle = \"T\"\nsection = \"page\"\n+++\nA line with two spaces at its end  \n\n\n* odd\n";
    assert_eq!(lay_at("data/guide/a.md", before), after);
    assert_eq!(lay_at("data/guide/a.md", after), after);
}

#[test]
fn broken_records_are_named_and_never_touched() {
    let broken = "name   = \"A\nkind=1\n";
    let latin = b"name   = \"Caf\xe9\"\n".as_slice();
    let site = Site::new(&[("data/organisations/nhs/a.toml", broken), ("data/organisations/nhs/c.toml", "name   = \"C\"\n")]);
    site.put_bytes("data/organisations/nhs/b.toml", latin);
    let ended = site.run(&["fmt"]);
    assert_eq!(ended.code, 1);
    assert!(ended.stderr.contains("a.toml:1:") && ended.stderr.contains("b.toml"), "{}", ended.stderr);
    assert_eq!(site.text("data/organisations/nhs/a.toml"), broken);
    assert_eq!(site.bytes("data/organisations/nhs/b.toml"), latin);
    assert_eq!(site.text("data/organisations/nhs/c.toml"), "name = \"C\"\n", "the others are laid out all the same");
}

#[test]
fn check_names_what_would_change_and_writes_nothing() {
    let site =
        Site::new(&[("data/organisations/nhs/a.toml", "name   = \"A\"\n"), ("data/organisations/nhs/b.toml", "name = \"B\"\n")]);
    let before = site.contents();
    let ended = site.run(&["fmt", "--check"]);
    assert_eq!(ended.code, 1);
    assert_eq!(site.contents(), before);
    assert_eq!(ended.stdout.lines().next(), Some("Not in the usual layout: data/organisations/nhs/a.toml"));
    assert_eq!(site.run(&["fmt"]).code, 0);
    let stamps = site.stamps();
    assert_eq!(site.run(&["fmt", "--check"]).code, 0);
    assert_eq!(site.run(&["fmt"]).code, 0);
    assert_eq!(site.stamps(), stamps, "nothing is written where nothing changes");
}

#[test]
fn the_records_of_this_project_are_laid_out() {
    let ended = command::run(Path::new(env!("CARGO_MANIFEST_DIR")), &["fmt", "--check"]);
    assert_eq!(ended.code, 0, "{}{}", ended.stdout, ended.stderr);
}

/// Spaces, blank lines and comments that may stand in front of a line.
fn gap() -> impl Strategy<Value = String> {
    prop::collection::vec(
        prop_oneof![Just("\n".to_owned()), Just("   \n".to_owned()), "# [a-z é]{0,9}\n", " \t# [a-z=\\[\\]]{1,9}\n"],
        0..3,
    )
    .prop_map(|parts| parts.concat())
}

fn behind() -> impl Strategy<Value = String> {
    prop_oneof![3 => Just(String::new()), 1 => " {0,4}# [a-z]{0,8}"]
}

fn value() -> impl Strategy<Value = String> {
    let plain = prop_oneof![
        "\"[a-z #=]{0,20}\"",
        "'[a-z #\"]{0,20}'",
        "[1-9][0-9]{0,3}",
        Just("1_000".to_owned()),
        Just("-2.50".to_owned()),
        Just("2026-11-22".to_owned()),
        Just("true".to_owned()),
        Just("\"\"\"\nlong  \n\ntext # not a comment\"\"\"".to_owned()),
    ];
    plain.prop_recursive(2, 12, 4, |inner| {
        let items = prop::collection::vec((gap(), inner.clone(), behind()), 0..5);
        let list = (items, gap(), any::<bool>()).prop_map(|(items, end, comma)| {
            let count = items.len();
            let mut text = String::from("[");
            for (at, (gap, item, behind)) in items.into_iter().enumerate() {
                let sign = if at + 1 < count || comma { "," } else { "" };
                text.push_str(&format!("{}{item}{sign}{behind}", if gap.is_empty() { gap } else { format!("\n{gap}") }));
                if text.lines().last().is_some_and(|line| line.contains('#')) {
                    text.push('\n');
                }
            }
            text + &(if end.is_empty() { end } else { format!("\n{end}") }) + "]"
        });
        let table = prop::collection::vec(("[a-z]{1,3}", inner), 0..3).prop_map(|pairs| {
            let pairs: std::collections::BTreeMap<String, String> =
                pairs.into_iter().filter(|(_, value)| !value.contains('\n')).collect();
            let parts: Vec<String> = pairs.into_iter().map(|(key, value)| format!(" {key}= {value} ")).collect();
            format!("{{{}}}", parts.join(","))
        });
        prop_oneof![list, table]
    })
}

fn keys(names: &'static [&'static str]) -> impl Strategy<Value = String> {
    let line = (gap(), prop::sample::select(names), " {0,3}", value(), behind());
    prop::collection::vec(line, 0..6).prop_map(|lines| {
        let mut seen = std::collections::BTreeSet::new();
        let lines = lines.into_iter().filter(|(_, name, ..)| seen.insert(*name));
        lines.map(|(gap, name, space, value, behind)| format!("{gap}{name}{space}={space}{value}{behind}\n")).collect()
    })
}

fn document() -> impl Strategy<Value = String> {
    let root = keys(&["name", "sector", "kind", "summary", "partners", "zebra", "\"odd key\"", "draft"]);
    let single = (
        gap(),
        prop::sample::select(&["codes", "place", "serves", "review", "strange"][..]),
        behind(),
        keys(&["town", "region", "ods", "checked", "by", "a.b"]),
    );
    let many = (
        gap(),
        prop::sample::select(&["sites", "offers", "needs", "sources"][..]),
        behind(),
        keys(&["service", "basis", "name", "note", "url", "for"]),
    );
    (root, prop::collection::vec(single, 0..3), prop::collection::vec(many, 0..5), gap(), any::<bool>()).prop_map(
        |(root, singles, lists, end, crlf)| {
            let mut text = root;
            let mut seen = std::collections::BTreeSet::new();
            for (gap, name, behind, keys) in singles.into_iter().filter(|(_, name, ..)| seen.insert(*name)) {
                text.push_str(&format!("{gap}[{name}]{behind}\n{keys}"));
            }
            for (gap, name, behind, keys) in lists {
                text.push_str(&format!("{gap}[[ {name} ]]{behind}\n{keys}"));
            }
            text.push_str(&end);
            if crlf { text.replace('\n', "\r\n") } else { text }
        },
    )
}

/// Every comment of a text, as the parser sees them, without the spaces around it; sorted.
fn comments(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let document: toml_edit::DocumentMut = text.parse().expect("it is TOML");
    let mut bare = document.to_string();
    // Texts hold `#` too: they are blanked by their places before the signs are looked for.
    let spanned = toml_edit::Document::parse(bare.clone()).expect("it is TOML");
    let mut places = Vec::new();
    strings(spanned.as_item(), &mut places);
    places.sort_by_key(|place: &std::ops::Range<usize>| std::cmp::Reverse(place.start));
    for place in places {
        bare.replace_range(place, "0");
    }
    for line in bare.lines() {
        if let Some((_, comment)) = line.split_once('#') {
            found.push(comment.trim().to_owned());
        }
    }
    found.sort();
    found
}

fn strings(item: &toml_edit::Item, places: &mut Vec<std::ops::Range<usize>>) {
    match item {
        toml_edit::Item::Value(value) => in_value(value, places),
        toml_edit::Item::Table(table) => table.iter().for_each(|(_, item)| strings(item, places)),
        toml_edit::Item::ArrayOfTables(list) => {
            list.iter().flat_map(|table| table.iter()).for_each(|(_, item)| strings(item, places));
        }
        toml_edit::Item::None => {}
    }
}

fn in_value(value: &toml_edit::Value, places: &mut Vec<std::ops::Range<usize>>) {
    match value {
        toml_edit::Value::String(text) => places.extend(text.span()),
        toml_edit::Value::Array(list) => list.iter().for_each(|value| in_value(value, places)),
        toml_edit::Value::InlineTable(table) => table.iter().for_each(|(_, value)| in_value(value, places)),
        _ => {}
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn the_meaning_and_every_comment_stay_and_twice_is_once(text in document()) {
        prop_assume!(toml::from_str::<toml::Table>(&text).is_ok());
        let once = lay(&text);
        prop_assert_eq!(toml::from_str::<toml::Table>(&text).ok(), toml::from_str::<toml::Table>(&once).ok());
        prop_assert_eq!(comments(&text), comments(&once), "{}\n=====\n{}", text, once);
        let twice = lay(&once);
        prop_assert_eq!(&once, &twice, "{}", text);
    }
}
