//! Hostile texts in every text of every record: what is built from them is inert, and shows them as they were written.

use std::collections::BTreeMap;

use trustbridge::pipeline;

use crate::hostile_site::{self, payloads};
use crate::inert;
use crate::project;

fn options() -> pipeline::Options {
    pipeline::Options { as_of: project::today(), drafts: false, portable: false, base_url: None }
}

#[test]
fn hostile_texts_are_inert_everywhere() {
    let payloads = payloads();
    let folder = hostile_site::folder(&payloads, 0);
    let built = pipeline::build(&folder, &options(), &mut |_| {});
    let errors: Vec<String> = built
        .report
        .faults()
        .iter()
        .filter(|fault| fault.severity == trustbridge::diagnostic::Severity::Error)
        .map(|fault| format!("{}: {} {}", fault.path, fault.code.id(), fault.message))
        .collect();
    assert!(errors.is_empty(), "{}", errors.join("\n"));
    let site = built.site.expect("without errors there is a site");
    let mut faults: BTreeMap<String, Vec<String>> = BTreeMap::new();
    // What the theme's author wrote is trusted; pages and data are made of records.
    for file in site.files().filter(|file| !file.is_in("assets")) {
        let bytes = site.render(file).expect("it is listed").expect("it can be made");
        let text = String::from_utf8(bytes).unwrap_or_default();
        let found = inert::faults(file.as_str(), &text);
        if !found.is_empty() {
            faults.insert(file.to_string(), found);
        }
    }
    let shown: Vec<String> =
        faults.iter().take(40).map(|(file, found)| format!("{file}: {}", found[..found.len().min(4)].join("; "))).collect();
    for (number, payload) in payloads.iter().enumerate() {
        let page = trustbridge::site::Route::of(&format!("organisations/hostile-nhs-{number}/"));
        let bytes = site.render(page.file()).expect("the page is there").expect("it can be made");
        let words = inert::words(&String::from_utf8(bytes).expect("pages are UTF-8"));
        let name = inert::single_spaces(&payload.in_one_line());
        assert!(words.contains(&name), "the name is not shown as it was written: {name}");
    }
    assert!(faults.is_empty(), "{} files:\n{}", faults.len(), shown.join("\n"));
}
