//! `diff` names what a change does to records whose files do not say so; an innocent change names nobody.

use super::command::Site;
use super::project;

const HEADING: &str = "What this does to records whose files do not say so";
const SOURCE: &str = "[[sources]]\nurl = \"https://example.org/\"\n";
/// A district of the Black Country.
const WALSALL: &str = "E08000030";

fn nhs(name: &str) -> String {
    format!("name = \"{name}\"\nsector = \"nhs\"\nkind = \"acute-trust\"\n")
}

fn school(name: &str) -> String {
    format!("name = \"{name}\"\nsector = \"school\"\nkind = \"multi-academy-trust\"\n")
}

fn place(town: &str) -> String {
    format!(
        "[place]\ntown = \"{town}\"\nregion = \"west-midlands\"\nicbs = [\"black-country\"]\ndistrict = \"{WALSALL}\"\nlatitude = 52.58\nlongitude = -1.98\n{SOURCE}"
    )
}

const NHS: [(&str, &str); 3] = [
    ("amber-hospital", "Amber Hospital NHS Trust"),
    ("basil-hospital", "Basil Hospital NHS Trust"),
    ("cedar-hospital", "Cedar Hospital NHS Trust"),
];
const SCHOOLS: [&str; 8] = ["delta", "fennel", "ginger", "hazel", "juniper", "kale", "lovage", "mint"];

/// Three hospitals, eight school trusts, the words and places of this project.
fn site() -> Site {
    let site = Site::new(&[("data/site.toml", "title = \"Small\"\n")]);
    let kept = |path: &str| !path.ends_with("/serves.csv");
    for (path, bytes) in project::folder().iter() {
        if (path.is_in("data/vocabulary") || path.is_in("data/places")) && kept(path.as_str()) {
            site.put_bytes(path.as_str(), bytes);
        }
    }
    for (id, name) in NHS {
        site.put(&file("nhs", id), &format!("{}{}", nhs(name), place("Walsall")));
    }
    for word in SCHOOLS {
        site.put(&file("schools", &format!("{word}-schools")), &format!("{}{}", school(&called(word)), place("Wolverhampton")));
    }
    site
}

fn file(folder: &str, id: &str) -> String {
    format!("data/organisations/{folder}/{id}.toml")
}

fn called(word: &str) -> String {
    format!("{}{} Learning Partnership", word[..1].to_uppercase(), &word[1..])
}

/// What `diff` says of the change that `edit` makes, with the part on others apart; no fault may hide it.
fn told(edit: impl Fn(&Site)) -> (String, String) {
    let (old, new) = (site(), site());
    edit(&new);
    told_between(&old, &new)
}

fn told_between(old: &Site, new: &Site) -> (String, String) {
    let ended = new.run(&["diff", "--against", &old.root().to_string_lossy()]);
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    let cannot = ended.stdout.contains("cannot be told");
    assert!(!cannot, "{}\n{}", ended.stdout, new.run(&["check"]).stderr);
    let effects = ended
        .stdout
        .strip_prefix(HEADING)
        .and_then(|rest| rest.split_once("\n  data/"))
        .and_then(|(start, _)| start.rsplit_once("\n\n"));
    (effects.map(|(effects, _)| format!("{effects}\n")).unwrap_or_default(), ended.stdout)
}

/// Expects these parts of sentences among the effects of a change.
fn expect(edit: impl Fn(&Site), parts: &[&str]) {
    let (effects, all) = told(edit);
    for part in parts {
        assert!(effects.contains(part), "`{part}` in:\n{all}");
    }
}

#[test]
fn a_change_that_touches_nobody_else_names_nobody() {
    let changes: [fn(&Site); 6] = [
        |site| {
            let text = format!(
                "{}summary = \"Now described.\"\nwebsite = \"https://example.org/amber\"\nopenness = \"open\"\n",
                nhs(NHS[0].1)
            );
            site.put(&file("nhs", NHS[0].0), &format!("{text}{}", place("Walsall")));
        },
        |site| site.put(&file("nhs", NHS[0].0), &format!("# A comment.\n{}{}", nhs(NHS[0].1), place("Walsall"))),
        |site| {
            let offer = "[[offers]]\nservice = \"work-experience\"\nbasis = \"published\"\nsource = \"https://example.org/\"\nchecked = 2026-11-01\n";
            site.put(&file("schools", "mint-schools"), &format!("{}{}{offer}", school(&called("mint")), place("Wolverhampton")));
        },
        |site| site.put(&file("schools", "nettle-schools"), &format!("{}{}", school(&called("nettle")), place("Wolverhampton"))),
        |site| {
            site.put(
                &file("nhs", "new-hospital"),
                &format!("draft = true\npartners = [\"mint-schools\"]\n{}{}", nhs("New Hospital"), place("Walsall")),
            );
        },
        |site| site.put("data/site.toml", "title = \"Other\"\n"),
    ];
    for (at, change) in changes.into_iter().enumerate() {
        let (_, all) = told(change);
        assert!(!all.contains(HEADING) && all.ends_with("1 file changed.\n"), "change {at}:\n{all}");
    }
}

#[test]
fn claimed_partners_are_named_and_own_ones_are_not() {
    let claim = |site: &Site| {
        site.put(&file("nhs", NHS[0].0), &format!("partners = [\"mint-schools\"]\n{}{}", nhs(NHS[0].1), place("Walsall")));
    };
    expect(
        claim,
        &[
            "- Mint Learning Partnership (mint-schools) becomes a partner of Amber Hospital NHS Trust (amber-hospital), which its own record does not say.\n",
        ],
    );
    let (_, all) = told(|site| {
        claim(site);
        site.put(
            &file("schools", "mint-schools"),
            &format!("partners = [\"amber-hospital\"]\n{}{}", school(&called("mint")), place("Wolverhampton")),
        );
    });
    assert!(!all.contains(HEADING), "{all}");
    // The claim that goes is told as well.
    let (old, new) = (site(), site());
    claim(&old);
    let (effects, all) = told_between(&old, &new);
    assert!(
        effects.contains(
            "Mint Learning Partnership (mint-schools) is no longer a partner of Amber Hospital NHS Trust (amber-hospital)."
        ),
        "{all}"
    );
}

/// A partnership record that names everybody.
fn network(status: &str) -> String {
    let nhs = NHS.map(|(id, _)| format!("\"{id}\"")).join(", ");
    let schools = SCHOOLS.map(|word| format!("\"{word}-schools\"")).join(", ");
    format!(
        "name = \"Network\"\norganisations = [{nhs}, {schools}]\nservices = [\"work-experience\"]\nstatus = \"{status}\"\n{SOURCE}"
    )
}

#[test]
fn a_partnership_that_names_everybody_shows_the_suggestions_that_it_takes() {
    let add = |status: &'static str| move |site: &Site| site.put("data/partnerships/network.toml", &network(status));
    expect(
        add("current"),
        &[
            "- The partnership “Network” (network) now names Amber Hospital NHS Trust (amber-hospital), ",
            "; of its 11 organisations those of different sectors count as partners and are not suggested to each other.\n",
            "- Amber Hospital NHS Trust (amber-hospital) has 0 possible partners, 8 before.\n",
            "- Cedar Hospital NHS Trust (cedar-hospital) has 0 possible partners, 8 before.\n",
        ],
    );
    expect(
        add("programme"),
        &["now names Amber Hospital NHS Trust (amber-hospital), ", " as a programme, which makes nobody partners.\n"],
    );
    expect(add("ended"), &["now names Amber Hospital NHS Trust (amber-hospital), ", " as one that has ended.\n"]);
    let (old, new) = (site(), site());
    add("current")(&old);
    let (effects, all) = told_between(&old, &new);
    assert!(effects.contains("- Basil Hospital NHS Trust (basil-hospital) has 8 possible partners, 0 before.\n"), "{all}");
    // One that goes on again is as good as new.
    add("ended")(&old);
    add("current")(&new);
    let (effects, all) = told_between(&old, &new);
    assert!(effects.contains("now names Amber Hospital") && effects.contains("has 0 possible partners, 8 before"), "{all}");
}

#[test]
fn addresses_and_names_of_others_are_told() {
    // The record of one goes, and its address leads to another.
    let (old, new) = (site(), site());
    std::fs::remove_file(new.root().join(file("nhs", "cedar-hospital"))).expect("it is there");
    new.put(&file("nhs", NHS[0].0), &format!("former_ids = [\"cedar-hospital\"]\n{}{}", nhs(NHS[0].1), place("Walsall")));
    let (effects, all) = told_between(&old, &new);
    assert!(
        effects.contains("- The address organisations/cedar-hospital/ led to Cedar Hospital NHS Trust (cedar-hospital) and now leads to Amber Hospital NHS Trust (amber-hospital).\n"),
        "{all}"
    );
    // A record that only moves takes nothing from anybody.
    let (old, new) = (site(), site());
    std::fs::remove_file(new.root().join(file("nhs", "cedar-hospital"))).expect("it is there");
    new.put(&file("nhs", "cedar"), &format!("former_ids = [\"cedar-hospital\"]\n{}{}", nhs(NHS[2].1), place("Walsall")));
    let (_, all) = told_between(&old, &new);
    assert!(!all.contains("The address organisations/"), "{all}");
    expect(
        |site| {
            site.put(
                &file("nhs", "other"),
                &format!(
                    "former_ids = [\"the-cedar-hospital\"]\naliases = [\"Work experience\"]\n{}{}",
                    nhs("Arnber Hospital NHS Foundation Trust"),
                    place("Dudley")
                ),
            );
        },
        &[
            "- The name “Arnber Hospital NHS Foundation Trust” of Arnber Hospital NHS Foundation Trust (other) reads like a name of Amber Hospital NHS Trust (amber-hospital).\n",
            "- The former id `the-cedar-hospital` of Arnber Hospital NHS Foundation Trust (other) reads like a name of Cedar Hospital NHS Trust (cedar-hospital).\n",
            "- The name “Work experience” of Arnber Hospital NHS Foundation Trust (other) is a word for the service “Work experience",
        ],
    );
}

/// A name that is nearly another's is told, official numbers or not: the record is new.
#[test]
fn names_that_are_nearly_anothers_are_told() {
    for (name, how) in [
        ("Amber Hosiptal", "is one letter away from"),
        ("Ambber Hospital NHS Trust", "is one letter away from"),
        ("Hospital Amber", "has the words, in another order, of"),
        ("Amber Hospital UK", "has only common words more or fewer than"),
        ("Amber Hospital NHS Trust - Official", "reads like a name of"),
        ("The Amber-Hospital", "reads like a name of"),
        ("Amb er Hospital", "reads like a name of"),
    ] {
        let codes = "[codes]\nods = \"RZZ\"\n";
        let put = |site: &Site| site.put(&file("nhs", "other"), &format!("{}{codes}{}", nhs(name), place("Dudley")));
        expect(put, &[&format!("- The name “{name}” of {name} (other) {how} Amber Hospital NHS Trust (amber-hospital).\n")]);
    }
}

#[test]
fn closures_successors_and_claims_of_met_needs_are_told() {
    let (old, new) = (site(), site());
    let partner = format!("partners = [\"basil-hospital\"]\n{}{}", school(&called("mint")), place("Wolverhampton"));
    old.put(&file("schools", "mint-schools"), &partner);
    new.put(&file("schools", "mint-schools"), &partner);
    new.put(
        &file("nhs", "basil-hospital"),
        &format!("closed = 2026-10-01\nsuccessor = \"cedar-hospital\"\n{}{}", nhs(NHS[1].1), place("Walsall")),
    );
    let (effects, all) = told_between(&old, &new);
    for part in [
        "- Basil Hospital NHS Trust (basil-hospital) is closed and names as its successor Cedar Hospital NHS Trust (cedar-hospital).\n",
        "- Basil Hospital NHS Trust (basil-hospital) is closed, and was a partner of Mint Learning Partnership (mint-schools).\n",
    ] {
        assert!(effects.contains(part), "{part}\n{all}");
    }
    let need = "[[needs]]\nservice = \"work-experience\"\nbasis = \"published\"\nsource = \"https://example.org/\"\nchecked = 2026-11-01\nstatus = \"met\"\nmet_by = \"amber-hospital\"\n";
    expect(
        |site| {
            site.put(&file("schools", "kale-schools"), &format!("{}{}{need}", school(&called("kale")), place("Wolverhampton")));
        },
        &[
            "- Kale Learning Partnership (kale-schools) says that its need for “Work experience",
            " is met by Amber Hospital NHS Trust (amber-hospital).\n",
        ],
    );
}

#[test]
fn doors_and_those_who_serve_a_place_are_told() {
    let doors = |body: &str| {
        format!(
            "icb = \"black-country\"\n[[doors]]\nrole = \"Board lead\"\nbody = \"{body}\"\nurl = \"https://example.org/door\"\nsource = \"https://example.org/\"\n[review]\nchecked = 2026-11-01\n"
        )
    };
    let (old, new) = (site(), site());
    old.put("data/gateways/black-country.toml", &doors("The council"));
    new.put("data/gateways/black-country.toml", &doors("Cedar Hospital NHS Trust"));
    let (effects, all) = told_between(&old, &new);
    for part in [
        "- The first door of “NHS Black Country Integrated Care Board” (11 organisations there) is now “Board lead” of “Cedar Hospital NHS Trust”, https://example.org/door; before, it was “Board lead” of “The council”, https://example.org/door.\n",
        "- A door there now names Cedar Hospital NHS Trust (cedar-hospital) as its holder.\n",
    ] {
        assert!(effects.contains(part), "{part}\n{all}");
    }
    let row = |id: &str| {
        format!(
            "role,district,organisation,share,basis,source,date\nacute,{WALSALL},{id},0.9,admissions,https://example.org/,2024\n"
        )
    };
    old.put("data/places/serves.csv", &row("amber-hospital"));
    new.put("data/places/serves.csv", &row("cedar-hospital"));
    let (effects, all) = told_between(&old, &new);
    for part in [
        "Cedar Hospital NHS Trust (cedar-hospital) is now shown under “",
        "Amber Hospital NHS Trust (amber-hospital) is no longer shown under “",
        "1 district (Walsall)",
    ] {
        assert!(effects.contains(part), "{part}\n{all}");
    }
}

#[test]
fn words_that_catch_searches_for_others_are_told() {
    let services = |site: &Site| site.text("data/vocabulary/services.toml");
    let first = |text: &str| {
        let label = text.split("label = \"").nth(1).and_then(|rest| rest.split('"').next()).expect("a label");
        (label.to_owned(), text.replacen(&format!("label = \"{label}\"\n"), &format!("label = \"{label}\"\nsynonyms = [\"Amber Hospital\", \"Walsall\", \"work experience\", \"wholly unheard of\"]\n"), 1))
    };
    let (old, new) = (site(), site());
    let (label, text) = first(&without_first_synonyms(&services(&new)));
    old.put("data/vocabulary/services.toml", &without_first_synonyms(&services(&old)));
    new.put("data/vocabulary/services.toml", &text);
    let (effects, all) = told_between(&old, &new);
    for part in [
        format!(
            "- “Amber Hospital”, a new word for the service “{label}”, stands in the name of Amber Hospital NHS Trust (amber-hospital).\n"
        ),
        format!("- “Walsall”, a new word for the service “{label}”, is the name of a district.\n"),
        format!("- “work experience”, a new word for the service “{label}”, is a word for the service “"),
    ] {
        assert!(effects.contains(&part), "{part}\n{all}");
    }
    assert!(!effects.contains("wholly unheard of"), "{all}");
    // What others show under another name.
    let kinds = new.text("data/vocabulary/kinds.toml");
    old.put("data/vocabulary/services.toml", &text);
    new.put("data/vocabulary/kinds.toml", &kinds.replace("label = \"Acute trust\"", "label = \"Hospital company\""));
    let (effects, all) = told_between(&old, &new);
    assert!(effects.contains("- The kind “Acute trust” is now called “Hospital company”: 3 records show it.\n"), "{all}");
}

/// The list of services whose first has no synonyms of its own.
fn without_first_synonyms(text: &str) -> String {
    let start = text.find("synonyms = [").expect("synonyms");
    let end = start + text[start..].find("]\n").expect("their end") + 2;
    assert_eq!(text[..start].matches("[[service]]").count(), 1, "the first service has synonyms");
    format!("{}{}", &text[..start], &text[end..])
}

#[test]
fn a_flood_of_effects_is_counted_and_hides_no_other_kind() {
    let (old, new) = (site(), site());
    for n in 0..90 {
        let text = format!("{}{}", school(&format!("Synthetic {n} Learners")), place("Wolverhampton"));
        old.put(&file("schools", &format!("synthetic-{n}")), &text);
        new.put(&file("schools", &format!("synthetic-{n}")), &text);
    }
    let ids: Vec<String> = (0..90).map(|n| format!("\"synthetic-{n}\"")).collect();
    new.put(
        &file("nhs", "basil-hospital"),
        &format!("partners = [{}]\naliases = [\"Cedar Hospital\"]\n{}{}", ids.join(", "), nhs(NHS[1].1), place("Walsall")),
    );
    let (effects, all) = told_between(&old, &new);
    assert!(effects.contains("more effects of this kind.\n") && effects.contains("reads like a name of Cedar Hospital"), "{all}");
    assert!(effects.lines().filter(|line| line.starts_with("- ")).count() <= 54, "{all}");
}

#[test]
fn records_with_errors_say_that_nothing_can_be_told_and_names_forge_no_lines() {
    let (old, new) = (site(), site());
    new.put(&file("nhs", "broken"), "name = \"Broken\"\n");
    let said = new.run(&["diff", "--against", &old.root().to_string_lossy()]).stdout;
    assert!(
        said.starts_with(
            "What this does to other records cannot be told: the records have errors, which `trustbridge check` names.\n\n"
        ),
        "{said}"
    );
    let (effects, all) = told(|site| {
        let name = "Amber Hospital”.\u{201d} - Nothing";
        site.put(&file("nhs", "forged"), &format!("partners = [\"mint-schools\"]\n{}{}", nhs(name), place("Walsall")));
    });
    assert!(effects.contains("Amber Hospital\\”.\\” - Nothing (forged)"), "{all}");
}
