//! The preview builds on what its earlier builds left; what comes out is what a build from nothing gives.

use std::sync::Arc;

use trustbridge::folder::{FilePath, Folder};
use trustbridge::pipeline::{self, Built, Earlier};

use crate::project;

fn options() -> pipeline::Options {
    pipeline::Options { as_of: project::today(), drafts: false, portable: false, base_url: None }
}

/// The folder with one file changed; `None` takes it out.
fn edited(folder: &Folder, path: &str, change: impl Fn(&str) -> Option<String>) -> Folder {
    let mut edited = Folder::new();
    for (other, bytes) in folder.iter().filter(|(other, _)| other.as_str() != path) {
        edited.insert(other.clone(), Arc::clone(bytes));
    }
    let text = folder.get(path).map(|bytes| String::from_utf8_lossy(bytes).into_owned()).unwrap_or_default();
    if let Some(text) = change(&text) {
        edited.insert(FilePath::new(path).expect("a path"), text.into_bytes());
    }
    edited
}

/// Every file of the site with its bytes, without the search, which is made of the same directory.
fn pages(built: &Built) -> Vec<(String, Vec<u8>)> {
    let site = built.site.as_ref();
    let files = site.into_iter().flat_map(|site| site.settled().map(move |file| (site, file)));
    let wanted = files.filter(|(_, file)| !file.is_in("search") && !file.is_in("assets"));
    wanted.map(|(site, file)| (file.to_string(), site.render(file).expect("it is there").expect("it can be made"))).collect()
}

#[test]
fn a_build_after_others_is_a_build_from_nothing() {
    const RECORD: &str = "data/organisations/nhs/dudley-group.toml";
    let first = project::folder();
    let replaced = |from: &'static str, to: &'static str| move |text: &str| Some(text.replacen(from, to, 1));
    let words = edited(&first, RECORD, replaced("summary = \"", "summary = \"Other words. "));
    let broken = edited(&words, RECORD, replaced("sector = \"nhs\"", "sector = "));
    let unknown = edited(&first, RECORD, replaced("service = \"", "service = \"un"));
    let offers = edited(&first, RECORD, replaced("[[offers]]", "[[needs]]"));
    let relabelled = edited(&offers, "data/vocabulary/services.toml", replaced("label = \"", "label = \"Our "));
    let without_word =
        edited(&first, "data/vocabulary/services.toml", replaced("id = \"work-experience\"", "id = \"work-experiences\""));
    let gone = edited(&first, "data/organisations/schools/windsor-academy-trust.toml", |_| None);
    let settings = edited(&first, "data/site.toml", replaced("title = \"", "title = \"The other "));
    let mut earlier = Earlier::default();
    let steps = [
        &first,
        &words,
        &first,
        &broken,
        &words,
        &unknown,
        &offers,
        &relabelled,
        &first,
        &without_word,
        &gone,
        &settings,
        &first,
    ];
    for (step, folder) in steps.into_iter().enumerate() {
        let after = pipeline::build_after(folder, &options(), &mut earlier, &mut |_| {});
        let whole = pipeline::build(folder, &options(), &mut |_| {});
        assert_eq!(after.report.json(), whole.report.json(), "step {step}");
        assert_eq!(after.report.human(false), whole.report.human(false), "step {step}");
        assert!(after.directory == whole.directory, "step {step}: the directories differ");
        assert_eq!(after.site.is_some(), whole.site.is_some(), "step {step}");
        if [1, 6, 7, 12].contains(&step) {
            let (after, whole) = (pages(&after), pages(&whole));
            assert!(!whole.is_empty() && after.len() == whole.len(), "step {step}: {}", whole.len());
            let differing: Vec<&String> =
                after.iter().zip(&whole).filter(|(one, other)| one != other).map(|(one, _)| &one.0).collect();
            assert!(differing.is_empty(), "step {step}: {differing:?}");
        }
    }
}
