//! The guide, partnerships and place briefs as pages.

use trustbridge::text::plain;

use crate::project;
use crate::report::{page, page_of, site};

#[test]
fn terms_are_small_inside_a_sentence_and_large_at_its_start() {
    let mut folder = project::folder();
    let path = "data/guide/tips.md";
    let text = format!(
        "{}\n\nAsk the {{{{ term(\"integrated-care-board\") }}}} first. {{{{ term(\"integrated-care-board\") }}}} leads know.\n\n- {{{{ service(\"work-experience\") }}}} counts.\n- **The {{{{ term(\"gatsby-benchmarks\") }}}}** too.\n",
        project::text(&folder, path)
    );
    project::put(&mut folder, path, &text);
    let page = page(&folder, "guide/tips/");
    assert!(page.contains(">integrated care board</a> first."), "small inside a sentence");
    assert!(
        page.contains("first. <a href=\"../glossary/#integrated-care-board\">Integrated care board</a> leads"),
        "large at its start"
    );
    assert!(page.contains("\">Work experience</a> counts"), "large at the start of a list item");
    assert!(page.contains(">Gatsby benchmarks</a></strong>"), "a name stays a name");
}

#[test]
fn first_uses_of_glossary_words_are_linked_once() {
    let mut folder = project::folder();
    let path = "data/guide/tips.md";
    let head = project::text(&folder, path);
    let head = &head[..head.rfind("+++").expect("a head") + 3];
    project::put(
        &mut folder,
        path,
        &format!(
            "{head}\n\nWindsor Academy Trust and the Black Country Integrated Care Board are names. Every ICB and every academy can help. An Academy may ask its ICB. `SEND` stays code, [SENCO](https://example.org/) a link, abSENDent a word.\n"
        ),
    );
    let page = page(&folder, "guide/tips/");
    assert_eq!(page.matches("class=\"term\"").count(), 2, "{page}");
    assert!(page.contains("Every <a class=\"term\" href=\"../glossary/#integrated-care-board\">ICB</a>"));
    assert!(page.contains(">academy</a> can help. An Academy may ask its ICB."));
}

#[test]
fn texts_to_copy_stand_as_plain_text_too() {
    let site = site(&project::folder());
    let text = page_of(&site, "guide/first-email.txt");
    assert!(text.starts_with("First email\n###########\n"), "{text}");
    let lines = "Subject: Working together for children in [place]\n\nDear [name or role],\n\nI am [role] at [school trust]. We run [number]";
    assert!(text.contains(lines), "line ends stay");
    assert!(!text.contains("](") && !text.contains("{{") && !text.contains("```"), "no markup is left");
    let page = page_of(&site, "guide/first-email/");
    assert!(page.contains("href=\"../first-email.txt\"") && page.contains("role=\"status\"") && page.contains("copy"), "{page}");
    assert_eq!(plain::to_text("", &mut |_| None), "\n");
}

#[test]
fn question_pages_have_cases_figures_and_people_to_talk_to() {
    let directory = project::directory(&project::folder());
    let site = site(&project::folder());
    for question in &directory.vocabulary.questions {
        let id = directory
            .guide
            .iter()
            .find(|page| page.section == trustbridge::model::GuideSection::Question(question.id.clone()))
            .map_or_else(|| panic!("no page for {}", question.id), |page| page.id.clone());
        let page = page_of(&site, &format!("guide/{id}/"));
        for part in ["id=\"page-cases\"", "id=\"page-talk\"", "id=\"decide-together\"", "id=\"check-list\"", "Next check due"] {
            assert!(page.contains(part), "guide/{id}/ has no {part}");
        }
        let answering = directory.partnerships.iter().filter(|one| one.questions.contains(&question.id)).count();
        let shown = page.matches("href=\"../../partnerships/").count();
        assert!(shown >= answering.min(6), "guide/{id}/ shows {shown} of {answering}");
    }
}

#[test]
fn partnerships_can_be_narrowed_without_a_script() {
    let directory = project::directory(&project::folder());
    let site = site(&project::folder());
    let list = page_of(&site, "partnerships/");
    let mut pages = 0;
    for address in list.split("href=\"by/").skip(1).filter_map(|rest| rest.split('"').next()) {
        let page = page_of(&site, &format!("partnerships/by/{address}"));
        assert!(page.contains("data-facets"), "{address} is empty");
        pages += 1;
    }
    assert!(pages > 20, "{pages}");
    let with_results = page_of(&site, "partnerships/by/results/yes/");
    let expected = directory.partnerships.iter().filter(|one| !one.results.is_empty()).count();
    assert_eq!(with_results.matches("data-facets").count(), expected);
    assert_eq!(list.matches("data-facets").count(), directory.partnerships.len(), "every partnership stands in the list");
}

#[test]
fn every_place_in_force_has_a_brief_with_three_questions() {
    let directory = project::directory(&project::folder());
    let site = site(&project::folder());
    let mut briefs = 0;
    for file in site.files().filter(|file| file.as_str().starts_with("places/") && file.as_str().ends_with("/brief/index.html")) {
        let page = page_of(&site, file.as_str().trim_end_matches("index.html"));
        let questions =
            page.split("class=\"brief-questions\"").nth(1).and_then(|rest| rest.split("</section>").next()).expect("questions");
        assert_eq!(questions.matches("<li>").count(), 3, "{file}");
        for part in ["id=\"who\"", "id=\"gateways\"", "id=\"offered\"", "id=\"needed\"", "id=\"missing\"", "id=\"done\""] {
            assert!(page.contains(part), "{file} has no {part}");
        }
        briefs += 1;
    }
    assert_eq!(briefs, directory.places.regions.len() + 36);
}

#[test]
fn names_that_do_not_exist_fail_at_their_line() {
    let path = "data/guide/gateway.md";
    let cases = [
        ("It brings council", "{{ offers(\"work-experiense\") }} It brings council", "bad-figure"),
        ("It brings council", "{{ organisation(\"nobody-here\") }} It brings council", "bad-figure"),
        ("It brings council", "{{ place(\"atlantis\") }} It brings council", "bad-figure"),
        ("\"There is a deputy.\"", "\"There is {{ service(\\\"deputies\\\") }}.\"", "bad-figure"),
        ("services = [\"gateway-contact\"", "services = [\"gateway-contacts\"", "unknown-term"),
    ];
    for (old, new, code) in cases {
        let mut folder = project::folder();
        project::change(&mut folder, path, old, new);
        let start = new.split(old).next().filter(|start| !start.is_empty()).unwrap_or(new);
        let line = project::text(&folder, path).lines().position(|line| line.contains(start)).expect("it is there") + 1;
        assert_eq!(project::faults(&folder, path), [format!("{line} {code}")], "{new}");
    }
}

#[test]
fn what_a_guide_page_must_not_hold_is_a_fault_at_its_line_and_never_runs() {
    let path = "data/guide/tips.md";
    let cases = [
        ("<script>alert(1)</script>", "raw-html"),
        ("<img src=x onerror=alert(1)>", "raw-html"),
        ("[Click](javascript:alert(1))", "unsafe-link"),
        ("![Picture](https://example.org/picture.png)", "foreign-image"),
        ("#### Too deep", "heading-order"),
        ("{{ offers(\"no-such-service\") }}", "bad-figure"),
    ];
    for (text, code) in cases {
        let mut folder = project::folder();
        let before = project::text(&folder, path);
        project::put(&mut folder, path, &format!("{before}\n\n{text}\n"));
        let line = project::text(&folder, path).lines().position(|line| line == text).expect("it is there") + 1;
        assert_eq!(project::faults(&folder, path), [format!("{line} {code}")], "{text}");
        // Where it is no error the page is made, and nothing in it runs or is fetched.
        if project::load(&folder).directory.is_some() {
            let page = page(&folder, "guide/tips/");
            let main = page.split("<main").nth(1).and_then(|rest| rest.split("</main>").next()).expect("a page");
            assert!(!main.contains("<script>alert") && !main.contains("<img") && !main.contains("javascript:"), "{text}");
        }
    }

    let mut folder = project::folder();
    let before = project::text(&folder, path);
    let end = before[3..].find("+++").expect("a head") + 6;
    project::put(&mut folder, path, &before[..end]);
    assert!(project::faults(&folder, path).iter().any(|fault| fault.ends_with(" empty-page")), "an empty page");

    let case = "data/partnerships/case-unsourced.toml";
    project::put(
        &mut folder,
        case,
        "name = \"Unsourced\"\nsummary = \"Said to work.\"\nstatus = \"current\"\nothers = [\"Somebody\"]\n",
    );
    assert!(project::faults(&folder, case).iter().any(|fault| fault.ends_with(" no-sources")), "a case study without a source");
}
