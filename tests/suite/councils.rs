//! Upper-tier councils: which have a page, what it says, and from where it is reached.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use trustbridge::model::Directory;
use trustbridge::pipeline;
use trustbridge::site::{Route, Site, address};

use crate::project;

fn built() -> &'static (Site, Arc<Directory>) {
    static BUILT: LazyLock<(Site, Arc<Directory>)> = LazyLock::new(|| {
        let options = pipeline::Options { as_of: project::today(), drafts: false, portable: false, base_url: None };
        let built = pipeline::build(&project::folder(), &options, &mut |_| {});
        let directory = built.directory.unwrap_or_else(|| panic!("{}", built.report.human(false)));
        (built.site.unwrap_or_else(|| panic!("{}", built.report.human(false))), directory)
    });
    &BUILT
}

fn page(address: &str) -> Option<String> {
    let bytes = built().0.render(Route::of(address).file())?;
    Some(String::from_utf8(bytes.unwrap_or_else(|fault| panic!("{address}: {fault:?}"))).expect("pages are UTF-8"))
}

/// The link from one page to another, as pages write it.
fn link(from: &str, to: &str) -> String {
    format!("\"{}\"", Route::of(from).to(&Route::of(to), false))
}

#[test]
fn each_council_of_several_districts_has_a_page_and_a_unitary_one_is_its_district() {
    let directory = &built().1;
    let councils = directory.places.upper_tier();
    let mut codes: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for district in &directory.places.districts {
        codes.entry(&district.council.code).or_default().push(&district.name);
    }
    assert_eq!(codes.len(), 153, "upper-tier and unitary councils of England");
    let several: Vec<&Vec<&str>> = codes.values().filter(|districts| districts.len() > 1).collect();
    assert_eq!(councils.len(), several.len());
    for council in &councils {
        let page = page(&address::council(&council.council.id)).unwrap_or_else(|| panic!("{} has no page", council.council.name));
        assert!(page.contains(&format!(">{} County Council</h1>", council.council.name)), "{}", council.council.name);
        let mut names: Vec<&str> = codes[council.council.code.as_str()].clone();
        names.sort_unstable();
        let shown: Vec<&str> = council.districts.iter().map(|&at| directory.places[at].name.as_str()).collect();
        assert_eq!(shown, names);
        for &at in &council.districts {
            let district = address::district(&directory.places, at);
            assert!(
                page.contains(&link(&address::council(&council.council.id), &district)),
                "{} does not lead to {district}",
                council.council.name
            );
        }
    }
    assert!(page(&address::council("medway")).is_none(), "a unitary council has no second page");
}

#[test]
fn districts_boards_the_list_and_the_overview_lead_to_a_council() {
    let directory = &built().1;
    let kent = directory.places.upper_tier().into_iter().find(|one| one.council.name == "Kent").expect("Kent");
    let district = address::district(&directory.places, kent.districts[0]);
    let board = address::board(&directory.places, directory.places[kent.districts[0]].boards[0]);
    for address in [district.as_str(), &board, "places/councils/", "browse/"] {
        let page = page(address).unwrap_or_else(|| panic!("no {address}"));
        let link = link(address, "places/councils/kent/");
        assert!(page.contains(&format!("{link}>Kent County Council</a>")), "{address}");
    }
    assert!(page("places/").expect("places").contains(&link("places/", "places/councils/")));
    let medway = directory.places.districts.numbered().find(|(_, one)| one.name == "Medway").expect("Medway").0;
    let medway = page(&address::district(&directory.places, medway)).expect("a page");
    assert!(!medway.contains("County Council</a> runs schools"), "Medway runs its own");
    let unitary = page("places/councils/").expect("the list");
    assert!(unitary.contains("153 councils that run schools and public health") && unitary.contains(">Medway</a>"));
}

#[test]
fn a_council_counts_each_trust_once_and_adds_up_its_districts() {
    let directory = &built().1;
    for council in directory.places.upper_tier() {
        let inside = |site: &trustbridge::model::Site| site.district.is_some_and(|at| council.districts.contains(&at));
        let open = directory.of_sector(trustbridge::model::Sector::School).map(|(_, one)| one);
        let counts: Vec<usize> = open.map(|one| one.sites.iter().filter(|site| inside(site)).count()).collect();
        let (trusts, schools) = (counts.iter().filter(|&&count| count > 0).count(), counts.iter().sum::<usize>());
        if trusts < 2 || schools < 2 {
            continue;
        }
        let page = page(&address::council(&council.council.id)).expect("a page");
        let run = |trusts: usize| format!("{trusts} school trusts run {schools} schools here");
        let named = (trusts..trusts + 20).any(|trusts| page.contains(&run(trusts)));
        assert!(named, "{}: {trusts} trusts with {schools} schools", council.council.name);
    }
}
