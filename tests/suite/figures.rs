//! Every figure of every page of insights: one sentence, a picture, a real table, and a file with the same numbers.

use trustbridge::data;
use trustbridge::folder::Folder;
use trustbridge::site::{Route, Site};

use crate::project;
use crate::report::{page_of, site_of};

/// What stands between two marks, for each time that they stand.
fn between<'a>(text: &'a str, from: &str, to: &str) -> Vec<&'a str> {
    text.split(from).skip(1).map(|rest| rest.split(to).next().unwrap_or_default()).collect()
}

/// Text without tags.
fn bare(html: &str) -> String {
    html.split('<')
        .enumerate()
        .map(|(at, part)| if at == 0 { part } else { part.split_once('>').map_or("", |cut| cut.1) })
        .collect()
}

/// The whole numbers in a text; a comma inside one parts thousands.
fn numbers(text: &str) -> Vec<String> {
    let flat: String = text
        .char_indices()
        .filter(|&(at, sign)| {
            let inside = sign == ',' && text[..at].ends_with(|one: char| one.is_ascii_digit());
            !(inside && text[at + 1..].starts_with(|one: char| one.is_ascii_digit()))
        })
        .map(|(_, sign)| sign)
        .collect();
    flat.split(|sign: char| !sign.is_ascii_digit()).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

/// Whether every number of `wanted` stands in `held`, each as often.
fn holds(held: &[String], wanted: &[String]) -> bool {
    let mut left = held.to_vec();
    wanted.iter().all(|number| left.iter().position(|one| one == number).map(|at| left.swap_remove(at)).is_some())
}

/// The file that a link of a page leads to.
fn target(page: &str, link: &str) -> String {
    let mut steps: Vec<&str> = page.split('/').filter(|step| !step.is_empty()).collect();
    for step in link.split('/') {
        match step {
            ".." => drop(steps.pop()),
            step => steps.push(step),
        }
    }
    steps.join("/")
}

/// Checks one table and the file that holds it.
fn check_table(site: &Site, at: &str, table: &str, csv: &str) {
    assert!(table.contains("<caption>") && table.contains("scope=\"col\""), "{at}: a caption and heads of columns");
    let file = target(at.split('#').next().expect("a page"), csv);
    let bytes =
        site.render(Route::of(&file).file()).unwrap_or_else(|| panic!("{at}: nothing stands at {file}")).expect("no fault");
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(false).from_reader(bytes.as_slice());
    let lines: Vec<Vec<String>> =
        reader.records().map(|line| line.expect("a well-formed line").iter().flat_map(numbers).collect()).collect();
    let rows = between(table, "<tbody>", "</tbody>").concat();
    let rows = between(&rows, "<tr>", "</tr>");
    assert!(!rows.is_empty(), "{at}: the table holds a row");
    for row in rows {
        assert!(row.starts_with("<th scope=\"row\">"), "{at}: {row}");
        let wanted: Vec<String> =
            between(row, "class=\"figure\">", "</td>").iter().flat_map(|cell| numbers(&bare(cell))).collect();
        assert!(lines.iter().any(|line| holds(line, &wanted)), "{at}: no line of {file} holds {wanted:?} of {}", bare(row));
    }
}

/// Checks every figure of every page of insights, and answers their fragments.
fn check(site: &Site) -> Vec<String> {
    let mut found = Vec::new();
    let overview = page_of(site, "insights/");
    for file in site.settled().filter(|file| file.as_str().starts_with("insights/") && file.ending() == "html") {
        let address = Route::at(file.clone()).address().to_owned();
        let page = page_of(site, &address);
        assert_eq!(page.matches("<figure").count(), page.matches("<figure class=\"insight\"").count(), "{address}");
        for figure in between(&page, "<figure class=\"insight\"", "</figure>") {
            let id = between(figure, " id=\"", "\"")[0];
            let at = format!("{address}#{id}");
            let finding =
                bare(between(figure, "<p class=\"finding\">", "</p>").first().unwrap_or_else(|| panic!("{at}: no sentence")));
            assert!(finding.ends_with('.') && finding.len() > 20 && !finding.contains(". "), "{at}: one sentence: {finding}");
            assert!(
                overview.contains(&format!("{}/#{id}\">", address.trim_start_matches("insights/").trim_end_matches('/'))),
                "{at}"
            );

            let drawn = between(figure, "<svg class=\"chart", "</svg>");
            assert_eq!(drawn.len(), 1, "{at}: one picture");
            assert!(drawn[0].contains("aria-label=\"") && drawn[0].contains("viewBox=\""), "{at}: it says what it shows");
            assert!(drawn[0].contains("<rect ") && drawn[0].contains("<text "), "{at}: something is drawn");
            assert!(!figure.contains("<script") && !figure.contains(" style="), "{at}: drawn at build, without styles");

            let tables: Vec<&str> = figure.split("<table>").skip(1).collect();
            assert!((1..=2).contains(&tables.len()), "{at}: a table, and at most one more behind it");
            for table in tables {
                let links: Vec<&str> =
                    between(table, "href=\"", "\"").into_iter().filter(|link| link.rsplit('.').next() == Some("csv")).collect();
                assert_eq!(links.len(), 1, "{at}: each table has its file");
                check_table(site, &at, table.split("</table>").next().expect("a table"), links[0]);
            }
            found.push(id.to_owned());
        }
    }
    found
}

const ALWAYS: [&str; 12] = [
    "by-care-board",
    "by-region",
    "freshness",
    "offers-not-taken-up",
    "partnerships",
    "registers",
    "services",
    "spread",
    "status",
    "to-check",
    "unmet-needs",
    "without-a-match",
];

#[test]
fn every_figure_has_a_sentence_a_picture_a_table_and_a_file() {
    let mut found = check(&site_of(project::directory(&project::folder())));
    found.sort_unstable();
    assert_eq!(found, ALWAYS);
}

/// Three trusts near the seed that say what they need, so that offers by place can be judged.
fn with_needs() -> Folder {
    let mut folder = project::folder();
    for name in ["one", "two", "three"] {
        let record = format!(
            "name = \"Case {name} Trust\"\nsector = \"school\"\nkind = \"multi-academy-trust\"\nneeds = []\n[place]\nregion = \"west-midlands\"\nicbs = [\"black-country\"]\n[[sources]]\nurl = \"https://example.org/\"\n"
        );
        project::put(&mut folder, &format!("data/organisations/schools/case-{name}.toml"), &record);
    }
    folder
}

#[test]
fn so_have_the_figures_that_only_some_sites_need() {
    let site = site_of(project::directory(&with_needs()));
    let mut found = check(&site);
    found.retain(|id| !ALWAYS.contains(&id.as_str()));
    assert_eq!(found, ["spare-offers"]);

    // Long after the last check everything is due, and the list of what is due stands there with its file.
    let later = data::Options { as_of: jiff::civil::date(2028, 6, 1), drafts: false, base_url: None };
    let directory = data::load(&project::folder(), later).directory.expect("no fault");
    let site = site_of(directory);
    check(&site);
    let page = page_of(&site, "insights/freshness/");
    let title = "Records due to be checked, those due longest first: the first 50 of";
    assert!(page.contains(title), "{page}");
    let due = site.render(Route::of("insights/checks-by-record.csv").file()).expect("it is there").expect("no fault");
    let due = String::from_utf8_lossy(&due).matches(",stale\r\n").count();
    // Those that people keep without a day are due too; the table says of them that the day is not known.
    let said = page.split_once(" records are due to be checked again.").expect("how many are due").0;
    let said = said.rsplit_once('>').and_then(|(_, said)| said.split(' ').find_map(|word| word.parse::<usize>().ok()));
    assert!(due >= 50 && said.is_some_and(|said| said >= due), "{due} are stale, {said:?} are due: {page}");
}
