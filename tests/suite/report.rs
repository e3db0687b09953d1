//! The report and the insights as pages.

use std::sync::Arc;

use trustbridge::export::{self, Known};
use trustbridge::folder::Folder;
use trustbridge::insight;
use trustbridge::matching;
use trustbridge::model::Directory;
use trustbridge::render::{self, Options, World};
use trustbridge::site::{Route, Site};
use trustbridge::theme::Theme;
use trustbridge::wording::Words;

use crate::project;

const REPORT: &str = "data/report.toml";

/// The pages and exports of a folder.
pub(crate) fn site(folder: &Folder) -> Site {
    site_of(project::directory(folder))
}

/// The pages and exports of a directory.
pub(crate) fn site_of(directory: Directory) -> Site {
    let directory = Arc::new(directory);
    let matches = Arc::new(matching::all(&directory));
    let insights = Arc::new(insight::later(Arc::clone(&directory), Arc::clone(&matches)));
    let theme = Theme::load(&Folder::new(), "default").expect("the built-in theme has no fault");
    let mut site = Site::new();
    let slots = Arc::new(trustbridge::serving::of(&directory));
    let known = Known {
        directory: Arc::clone(&directory),
        slots: Arc::clone(&slots),
        matches: Arc::clone(&matches),
        insights: Arc::clone(&insights),
        words: Arc::clone(Words::built_in()),
    };
    export::add(&known, &mut site);
    let world = Arc::new(World::new(directory, slots, matches, insights, Arc::clone(Words::built_in())));
    render::pages(&world, &Arc::new(theme), &Options { portable: false }, &mut site);
    site
}

pub(crate) fn page_of(site: &Site, address: &str) -> String {
    let bytes = site.render(Route::of(address).file()).unwrap_or_else(|| panic!("nothing stands at {address}"));
    String::from_utf8(bytes.unwrap_or_else(|fault| panic!("{fault:?}"))).expect("pages are UTF-8")
}

pub(crate) fn page(folder: &Folder, address: &str) -> String {
    page_of(&site(folder), address)
}

#[test]
fn the_report_follows_its_order_and_numbers_each_source_once() {
    let mut folder = project::folder();
    let whole = page(&folder, "report/");
    let at = |what: &str| whole.find(what).unwrap_or_else(|| panic!("no `{what}`"));
    assert!(at("id=\"guide-overview\"") < at("id=\"guide-impact\"") && at("id=\"guide-impact\"") < at("id=\"cases\""));
    assert!(at("id=\"cases\"") < at("id=\"figures\"") && at("id=\"method\"") < at("id=\"report-sources\""));
    let addresses: Vec<&str> =
        whole.split("class=\"spelled\" href=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let mut once = addresses.clone();
    once.sort_unstable();
    once.dedup();
    assert_eq!(once.len(), addresses.len(), "no source stands twice");
    assert!(addresses.len() > 50, "{} addresses", addresses.len());

    let text = project::text(&folder, REPORT);
    let text = text.replacen("\"impact\"", "\"?\"", 1).replacen("\"challenges\"", "\"impact\"", 1).replacen(
        "\"?\"",
        "\"challenges\"",
        1,
    );
    project::put(&mut folder, REPORT, &text);
    let turned = page(&folder, "report/");
    assert!(turned.find("id=\"guide-challenges\"") < turned.find("id=\"guide-impact\""), "the order is the owner's");
}

#[test]
fn the_report_of_the_country_holds_findings_and_no_lists() {
    let whole = page(&project::country(), "report/");
    let (_, findings) = whole.split_once("id=\"guide-impact\"").expect("the chapter is there");
    let (chapter, _) = findings.split_once("id=\"guide-challenges\"").expect("and the next");
    assert!(chapter.contains("What to decide together") && chapter.contains("Checklist") && !chapter.contains("class=\"prose\""));
    let (all, alphabet) = ("href=\"../organisations/", "href=\"../organisations/\"");
    assert_eq!(whole.matches(all).count(), whole.matches(alphabet).count(), "no organisation stands in a list");
    for table in whole.split("<tbody>").skip(1).filter_map(|rest| rest.split("</tbody>").next()) {
        let rows = table.matches("<tr>").count();
        assert!(rows <= 12, "a table of {rows} rows: {}", &table[..200.min(table.len())]);
    }
    let mut squeezed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    std::io::Write::write_all(&mut squeezed, whole.as_bytes()).expect("memory takes it");
    let size = squeezed.finish().expect("memory takes it").len();
    assert!(size <= 30_000, "{size} bytes as delivered");
}

#[test]
fn ids_in_the_report_are_unique_and_links_inside_it_lead_somewhere() {
    let whole = page(&project::folder(), "report/");
    let mut ids: Vec<&str> = whole.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let count = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), count, "an id stands twice");
    for target in whole.split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next()) {
        assert!(ids.binary_search(&target).is_ok(), "nothing stands at #{target}");
    }
    assert!(whole.contains(" id=\"case-"), "case studies stand in the document");
}

#[test]
fn a_report_that_names_no_page_fails_at_its_line() {
    let mut folder = project::folder();
    project::change(&mut folder, REPORT, "\"impact\"", "\"imapct\"");
    let line = project::text(&folder, REPORT).lines().position(|line| line.contains("imapct")).expect("it is there") + 1;
    assert_eq!(project::faults(&folder, REPORT), [format!("{line} unknown-term")]);

    let mut folder = project::folder();
    project::change(&mut folder, REPORT, "\"impact\"", "\"tips\"");
    assert_eq!(project::faults(&folder, REPORT).len(), 1, "a page stands twice");

    let mut folder = project::folder();
    project::put(&mut folder, REPORT, "");
    let whole = page(&folder, "report/");
    assert!(
        whole.contains("id=\"guide-impact\"") && whole.contains("id=\"figures\""),
        "without an order everything stands in it"
    );
}

#[test]
fn insights_say_how_little_they_show() {
    let folder = project::folder();
    for address in ["insights/", "insights/coverage/", "insights/gaps/", "insights/freshness/", "insights/offers-and-needs/"] {
        let page = page(&folder, address);
        let limits = page.find("class=\"limits\"").unwrap_or_else(|| panic!("{address} has no limits"));
        let figure =
            page.find("class=\"insight\"").or(page.find("class=\"chapter\"")).unwrap_or_else(|| panic!("{address} is empty"));
        assert!(limits < figure, "{address}: method and limits come first");
        assert!(page.contains("cover a small part of England"), "{address}");
        assert!(page.contains("26 November 2026"), "{address} is dated");
    }
}

#[test]
fn an_empty_directory_draws_no_confident_chart() {
    let mut folder = Folder::new();
    for (path, bytes) in project::folder().iter() {
        let kept = project::is_shared(path) || path.as_str() == "data/site.toml";
        if kept {
            folder.insert(path.clone(), bytes.to_vec());
        }
    }
    project::put(
        &mut folder,
        "data/organisations/nhs/only-one.toml",
        "name = \"Only One NHS Trust\"\nsector = \"nhs\"\nkind = \"acute-trust\"\n[[sources]]\nurl = \"https://example.org/\"\n",
    );
    let needs = page(&folder, "insights/offers-and-needs/");
    assert!(needs.contains("Nobody has listed an offer or a need yet"), "{needs}");
    assert!(!needs.contains("<svg class=\"chart\""), "nothing is drawn of nothing");
    let gaps = page(&folder, "insights/gaps/");
    assert!(gaps.contains("cannot say what is missing anywhere"), "{gaps}");
    let report = page(&folder, "report/");
    assert!(report.contains("cannot say who is missing"), "{report}");
}
