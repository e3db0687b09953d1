//! Who serves whom is one answer: pages, exports, scripts and the command line give the same of fifty school trusts, and of the
//! districts in which they are.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::Value;
use trustbridge::model::{Directory, OrganisationIndex, Sector};
use trustbridge::serving::{self, Slots};
use trustbridge::site::{Route, Site, address};
use trustbridge::{export, pipeline};

use super::{command, project};

/// Role, body and basis of each line, in order.
type Lines = Vec<(String, String, String)>;

fn built() -> (Site, Arc<Directory>, Slots) {
    let options = pipeline::Options { as_of: project::today(), drafts: false, portable: false, base_url: None };
    let built = pipeline::build(&project::country(), &options, &mut |_| {});
    let directory = built.directory.unwrap_or_else(|| panic!("{}", built.report.human(false)));
    let slots = serving::of(&directory);
    (built.site.unwrap_or_else(|| panic!("{}", built.report.human(false))), directory, slots)
}

fn page(site: &Site, address: &str) -> String {
    let file = site.render(Route::of(address).file()).unwrap_or_else(|| panic!("there is no {address}"));
    let bytes = file.unwrap_or_else(|fault| panic!("{address}: {fault:?}"));
    String::from_utf8(bytes).expect("pages are UTF-8")
}

/// The lines of `#serves` on a page: each item names its role and its first holder, further holders follow inside.
fn on_page(html: &str) -> Lines {
    let Some(list) = html.split("id=\"serves\">").nth(1).and_then(|rest| rest.split("</section>").next()) else {
        return Vec::new();
    };
    let attribute = |tag: &str, name: &str| {
        let value = tag.split(&format!("{name}=\"")).nth(1)?.split('"').next()?;
        Some(value.to_owned())
    };
    let mut lines = Vec::new();
    let mut role = String::new();
    for tag in list.split('<').map(|tag| tag.split('>').next().unwrap_or_default()) {
        role = attribute(tag, "data-role").unwrap_or(role);
        if let Some((body, basis)) = attribute(tag, "data-id").zip(attribute(tag, "data-basis")) {
            lines.push((role.clone(), body, basis));
        }
    }
    lines
}

/// The lines of an object of lists by role, in the order of pages.
fn of_json(directory: &Directory, roles: &Value) -> Lines {
    let words = &directory.vocabulary;
    let of_role = |role: trustbridge::model::RoleIndex| {
        let list = roles[words[role].id.as_str()].as_array().cloned().unwrap_or_default();
        list.into_iter().map(move |slot| {
            let text = |key: &str| slot[key].as_str().unwrap_or_default().to_owned();
            (words[role].id.clone(), text("id"), text("basis"))
        })
    };
    words.roles_in_order().into_iter().flat_map(of_role).collect()
}

/// The lines of rows for scripts.
fn of_rows(roles: &[String], rows: &Value) -> Lines {
    let rows = rows.as_array().expect("rows").iter();
    rows.map(|row| {
        let text = |at: usize| row[at].as_str().expect("a text").to_owned();
        (roles[row[0].as_u64().expect("a number") as usize].clone(), text(2), text(4))
    })
    .collect()
}

/// What a script calls its function with.
fn arguments(script: &str) -> Value {
    let inside = script.split_once('(').and_then(|(_, rest)| rest.rsplit_once(')')).expect("a call").0;
    serde_json::from_str(&format!("[{inside}]")).expect("JSON")
}

/// Fifty school trusts, evenly over the country.
fn chosen(directory: &Directory) -> Vec<OrganisationIndex> {
    let trusts: Vec<OrganisationIndex> = directory.of_sector(Sector::School).map(|(at, _)| at).collect();
    trusts.iter().step_by(trusts.len() / 50).take(50).copied().collect()
}

fn of_slots(directory: &Directory, slots: &[serving::Slot]) -> Lines {
    let line = |slot: &serving::Slot| {
        (directory.vocabulary[slot.role].id.clone(), directory[slot.body].id.clone(), slot.basis.id().to_owned())
    };
    slots.iter().map(line).collect()
}

#[test]
fn fifty_organisations_get_the_same_answer_everywhere() {
    let (site, directory, slots) = built();
    let world = arguments(&page(&site, "match/world.js"));
    let roles: Vec<String> =
        world[0]["roles"].as_array().expect("roles").iter().map(|role| role["id"].as_str().expect("an id").to_owned()).collect();
    let published: Value = serde_json::from_str(&page(&site, "data/serves.json")).expect("JSON");
    let mut in_csv = BTreeMap::<String, Lines>::new();
    for row in page(&site, "data/serves.csv").lines().skip(1) {
        let cells: Vec<&str> = row.split(',').collect();
        in_csv.entry(cells[0].to_owned()).or_default().push((cells[1].to_owned(), cells[3].to_owned(), cells[4].to_owned()));
    }
    let mut held = 0;
    let stating = directory.of_sector(Sector::School).filter(|(_, one)| one.offers.is_some() || one.needs.is_some());
    let stating: Vec<OrganisationIndex> = stating.map(|(at, _)| at).take(10).collect();
    for at in chosen(&directory).into_iter().chain(stating) {
        let id = &directory[at].id;
        let expected = of_slots(&directory, slots.of_trust(at));
        held += expected.len();
        assert_eq!(on_page(&page(&site, &format!("organisations/{id}/"))), expected, "the profile of {id}");
        assert_eq!(on_page(&page(&site, &address::partners(id))), expected, "the partner sheet of {id}");
        assert_eq!(of_json(&directory, &published[id]), expected, "data/serves.json of {id}");
        assert_eq!(in_csv.get(id).cloned().unwrap_or_default(), expected, "data/serves.csv of {id}");
        let script = address::record_script(id, address::record_scripts(directory.organisations.len()));
        let record = arguments(&page(&site, &script));
        assert_eq!(of_rows(&roles, &record[0][id.as_str()]["serves"]), expected, "the script of {id}");
        for slot in slots.of_trust(at).iter().filter(|slot| slot.share >= 0.15) {
            let patch = published[&directory[slot.body].id]["patch"].as_array().expect("a patch");
            let body = &directory[slot.body].id;
            assert!(patch.iter().any(|one| one["id"] == id.as_str()), "{id} is served by {body} and not in its patch");
        }
    }
    assert!(held > 150, "fifty trusts have some three lines or more each: {held}");
    let places = arguments(&page(&site, "find/districts.js"));
    for (number, district) in directory.places.districts.indices().enumerate().step_by(6) {
        let expected = of_slots(&directory, slots.in_district(district));
        let address = places[1][number][1].as_str().expect("an address");
        assert_eq!(on_page(&page(&site, address)), expected, "{address}");
        assert_eq!(of_rows(&roles, &places[1][number][5]), expected, "what match me and find say of {address}");
    }
}

#[test]
fn the_command_line_says_what_the_site_says() {
    let directory = project::directory(&project::country());
    let slots = serving::of(&directory);
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let all = command::run(root, &["match", "--all", "--serves", "--format", "json"]);
    let all: Value = serde_json::from_str(&all.stdout).expect("JSON");
    assert_eq!(all, export::serves::all(&directory, &slots));
    let at = chosen(&directory)[25];
    let id = directory[at].id.as_str();
    let one = command::run(root, &["match", id, "--format", "json"]);
    let one: Value = serde_json::from_str(&one.stdout).expect("JSON");
    assert_eq!(one["serves"], all[id]);
    let words = command::run(root, &["match", id]).stdout;
    for slot in slots.of_trust(at) {
        assert!(words.contains(&format!("({}), ", directory[slot.body].id)), "{words}");
    }
    let host = directory[slots.of_trust(at)[0].body].id.as_str();
    let patch = command::run(root, &["match", host, "--format", "json"]);
    let patch: Value = serde_json::from_str(&patch.stdout).expect("JSON");
    assert_eq!(patch["patch"], all[host]["patch"]);
    let seating = command::run(root, &["pair", "--left", host, "--invite", "1000", "--format", "json"]);
    let seating: Value = serde_json::from_str(&seating.stdout).expect("JSON");
    let ids = |list: &Value| -> std::collections::BTreeSet<String> {
        list.as_array().expect("a list").iter().map(|one| one["id"].as_str().expect("an id").to_owned()).collect()
    };
    let (invited, patch) = (ids(&seating["invited"]["right"]), ids(&all[host]["patch"]));
    assert!(!invited.is_empty() && invited.is_subset(&patch), "whom `pair` invites is of the patch");
    let away = patch.difference(&invited).map(|id| directory.find(id).expect("it is listed"));
    let stays_away = |one: OrganisationIndex| directory[one].capacity == Some(0);
    assert!(away.into_iter().all(stays_away), "everybody of the patch is invited who has room");
}

#[test]
fn the_best_next_step_of_a_patch_is_the_first_of_its_largest_trusts() {
    let (site, directory, slots) = built();
    let told = "more than anyone else";
    let mut compared = 0;
    for (at, one) in directory.of_sector(Sector::Nhs).filter(|(at, _)| slots.patch(*at).is_some()) {
        let html = page(&site, &address::organisation(&one.id));
        let (Some(step), Some(patch)) = (html.split_once("id=\"next-step\""), html.split_once("id=\"patch\"")) else { continue };
        let step = step.1.split("</section>").next().expect("a section");
        if !step.contains(told) {
            continue;
        }
        let first = patch.1.split_once("data-id=\"").and_then(|(_, rest)| rest.split('"').next()).expect("a first trust");
        assert!(step.contains(&format!("/{first}/\"")), "{}: the list begins with {first}\n{step}", directory[at].id);
        compared += 1;
    }
    assert!(compared >= 100, "only {compared} health bodies begin with their patch");
}
