//! What others show of a site on theirs: blocks of HTML to copy, partners as JSON, a calendar of reviews.

use serde_json::Value;
use trustbridge::folder::FilePath;
use trustbridge::pipeline::{self, Options};
use trustbridge::site::Site;

use super::project;

const BASE: &str = "https://partners.example.org/directory/";

/// The described organisations at an address of their own; one of them has a name that is dangerous in HTML.
fn site(base_url: Option<&str>) -> Site {
    let mut folder = project::folder();
    project::change(
        &mut folder,
        "data/organisations/schools/windsor-academy-trust.toml",
        "name = \"Windsor Academy Trust\"",
        "name = \"Windsor & <i>Academy</i> \\\"Trust\\\"\"",
    );
    let options = Options { as_of: project::today(), drafts: false, portable: false, base_url: base_url.map(str::to_owned) };
    pipeline::build(&folder, &options, &mut |_| {}).site.expect("the site is sound")
}

fn text(site: &Site, path: &str) -> String {
    let bytes = site.render(&FilePath::new(path).expect("a path")).unwrap_or_else(|| panic!("{path}")).expect("no fault");
    String::from_utf8(bytes).expect("UTF-8")
}

/// The HTML that the reader of a page copies from its box.
fn copied(page: &str) -> Option<String> {
    let shown = page.split("<pre class=\"copy\"").nth(1)?.split_once("<code>")?.1.split("</code>").next()?;
    let signs =
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#x2f;", "/"), ("&#39;", "'"), ("&#x27;", "'"), ("&amp;", "&")];
    Some(signs.iter().fold(shown.to_owned(), |text, (escaped, sign)| text.replace(escaped, sign)))
}

#[test]
fn a_block_of_partners_links_back_and_holds_nothing_of_a_record_but_text() {
    let site = site(Some(BASE));
    let block = copied(&text(&site, "organisations/south-warwickshire/matches/index.html")).expect("a block");
    let name = "Windsor &amp; &lt;i&gt;Academy&lt;/i&gt; &quot;Trust&quot;";
    assert!(block.contains(&format!("<a href=\"{BASE}organisations/windsor-academy-trust/\">{name}</a>")), "{block}");
    assert!(block.contains(&format!("<a href=\"{BASE}organisations/south-warwickshire/\">")), "{block}");
    for never in ["<script", "<style", "<iframe", "style=", "onclick", "<img"] {
        assert!(!block.contains(never), "{block}");
    }
    let search = copied(&text(&site, "embed/index.html")).expect("a search box");
    assert!(
        search.starts_with(&format!("<form action=\"{BASE}find/\" method=\"get\"")) && search.contains("name=\"q\""),
        "{search}"
    );
    assert!(text(&site, "_headers").contains("frame-ancestors 'none'"));
}

#[test]
fn without_an_address_the_page_says_what_is_missing() {
    let site = site(None);
    let page = text(&site, "embed/index.html");
    assert!(copied(&page).is_none() && page.contains("<code>base_url</code>"), "{page}");
    assert!(copied(&text(&site, "organisations/dudley-group/matches/index.html")).is_none());
}

#[test]
fn partners_as_json_have_names_pages_and_what_they_rest_on() {
    let site = site(Some(BASE));
    let read = |id: &str| -> Value { serde_json::from_str(&text(&site, &format!("data/matches/{id}.json"))).expect("JSON") };
    let partners = read("windsor-academy-trust");
    let all: Vec<&Value> =
        ["matches", "already_partners"].iter().flat_map(|key| partners[key].as_array().expect("a list")).collect();
    assert!(all.len() > 10);
    for one in all {
        let id = one["id"].as_str().expect("an id");
        assert_eq!(one["page"], format!("{BASE}organisations/{id}/"));
        assert!(one["name"].as_str().is_some_and(|name| name.len() > 3), "{one}");
    }
    let documented =
        partners["already_partners"].as_array().expect("a list").iter().filter_map(|one| one["partnerships"].as_array());
    assert!(
        documented
            .flatten()
            .all(|id| site.has(&trustbridge::site::Route::of(&format!("partnerships/{}/", id.as_str().expect("an id")))))
    );
}

#[test]
fn the_calendar_has_a_day_for_each_record_that_a_person_has_looked_at() {
    let folder = project::folder();
    let directory = project::directory(&folder);
    let calendar = text(&site(Some(BASE)), "data/reviews.ics");
    assert_eq!(calendar, text(&site(Some(BASE)), "data/reviews.ics"), "the same records, the same bytes");
    assert!(calendar.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n") && calendar.ends_with("END:VCALENDAR\r\n"));
    assert!(calendar.lines().all(|line| line.len() <= 75), "lines are folded");
    let due = directory.organisations.iter().filter(|one| one.closed.is_none() && one.review.due(&directory.settings).is_some());
    let due = due.count()
        + directory.partnerships.iter().filter(|one| one.review.due(&directory.settings).is_some()).count()
        + directory.guide.iter().filter(|page| page.review.due(&directory.settings).is_some()).count();
    assert!(due > 20);
    assert_eq!(calendar.matches("BEGIN:VEVENT").count(), due);
    let days: Vec<&str> = calendar.lines().filter_map(|line| line.strip_prefix("DTSTART;VALUE=DATE:")).collect();
    assert!(days.len() == due && days.is_sorted());
    let whole = calendar.replace("\r\n ", "");
    assert!(whole.contains("UID:organisation-dudley-group-2027-05-22@trustbridge\r\n"), "{whole:.2000}");
    assert!(whole.contains("File: data/organisations/nhs/dudley-group.toml"));
}
