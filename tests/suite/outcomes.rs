//! What became of suggestions: two who started stand apart until it ended, and whole numbers stand on the method page.

use serde_json::Value;

use super::command::Site;
use super::project;
use super::support::base;

const SCHOOLS: &str = "data/organisations/schools/anytown-schools.toml";

/// The small site, whose two sides do not name each other as partners.
fn site(outcomes: &[(&str, &str, &str)]) -> Site {
    let site = Site::new(&[]);
    for part in base() {
        site.put(&part.path, &(part.lines.join("\n") + "\n"));
    }
    let apart = site.text(SCHOOLS).lines().filter(|line| !line.starts_with("partners")).collect::<Vec<_>>().join("\n");
    site.put(SCHOOLS, &(apart + "\n"));
    let _ = std::fs::remove_dir_all(site.root().join("data/partnerships"));
    for (id, status, date) in outcomes {
        let text = format!(
            "organisations = [\"anytown-schools\", \"anytown-hospitals\"]\nstatus = \"{status}\"\ndate = {date}\n\
             service = \"work-experience\"\nsource = \"https://example.org/news\"\n"
        );
        site.put(&format!("data/outcomes/{id}.toml"), &text);
    }
    site
}

/// Whether the two are known partners, and how many are suggested.
fn standing(site: &Site) -> (usize, usize) {
    let ended = site.run(&["match", "anytown-schools", "--format", "json"]);
    let found: Value = serde_json::from_str(&ended.stdout).unwrap_or_else(|error| panic!("{error}: {ended:?}"));
    let count = |key: &str| found[key].as_array().expect("a list").len();
    (count("already_partners"), count("matches"))
}

#[test]
fn two_who_started_stand_apart_until_it_ended() {
    let (met, started) = (("a", "met", "2026-09-01"), ("b", "started", "2026-10-01"));
    assert_eq!(standing(&site(&[met])), (0, 1), "who has met is suggested as before");
    assert_eq!(standing(&site(&[met, started])), (1, 0));
    assert_eq!(standing(&site(&[("z", "ended", "2026-11-01"), started])), (0, 1));
    assert_eq!(standing(&site(&[("a", "ended", "2026-09-30"), started])), (1, 0), "they began again");
}

#[test]
fn outcomes_are_counted_on_the_method_page_and_change_no_score() {
    let scored = |site: &Site| site.run(&["match", "anytown-schools", "--format", "json"]).stdout;
    let site = site(&[("a", "suggested", "2026-08-01"), ("b", "met", "2026-09-01"), ("c", "met", "2026-09-02")]);
    let without = self::site(&[]);
    assert_eq!(scored(&site), scored(&without));
    let ended = site.run(&["build"]);
    assert_eq!(ended.code, 0, "{ended:?}");
    let page = site.text("public/method/index.html");
    let row = page.split("Outcomes by role and service").nth(1).expect("the table").split("</table>").next().expect("its end");
    let cells: Vec<&str> = row.split("class=\"figure\">").skip(1).filter_map(|cell| cell.split('<').next()).collect();
    assert_eq!(cells[..5], ["Suggested", "Met", "Started", "Declined", "Ended"]);
    assert_eq!(cells[5..], ["1", "2", "0", "0", "0"]);
    assert!(without.run(&["build"]).code == 0 && without.text("public/method/index.html").contains("None is recorded yet."));
}

#[test]
fn a_partnership_joins_two_sectors_and_a_programme_or_one_that_is_over_joins_nobody() {
    let with = |status: &str| {
        let site = site(&[]);
        let text = format!(
            "name = \"A clinic\"\norganisations = [\"anytown-hospitals\", \"anytown-schools\", \"anytown-federation\"]\n\
             status = \"{status}\"\n\n[[sources]]\nurl = \"https://example.org/clinic\"\n"
        );
        site.put("data/partnerships/clinic.toml", &text);
        standing(&site)
    };
    assert_eq!([with("current"), with("not-known")], [(1, 0); 2]);
    assert_eq!([with("programme"), with("ended")], [(0, 1); 2]);
    // In the real records: three hospitals that take cadets, four school trusts at one careers day.
    let directory = project::directory(&project::folder());
    let partners = |id: &str| directory.partners(directory.find(id).expect(id)).iter().map(|&at| directory[at].id.as_str());
    assert_eq!(partners("barts-health").count(), 0, "NHS Cadets are a programme");
    assert_eq!(partners("horizons-specialist-academy-trust").collect::<Vec<_>>(), ["north-tees-and-hartlepool"]);
    assert!(partners("doncaster-and-bassetlaw").any(|id| id == "diverse-academies-trust"));
}
