//! Pages: escaping, links, and faults in themes.

use std::collections::BTreeSet;
use std::sync::Arc;

use trustbridge::diagnostic::{Code, Diagnostic};
use trustbridge::folder::{FilePath, Folder};
use trustbridge::model::{Directory, Kind, Parts, Region, Sector, Settings, Sorted, Vocabulary};
use trustbridge::pipeline;
use trustbridge::render::{self, Options, World};
use trustbridge::site::{Route, Site};
use trustbridge::theme::Theme;
use trustbridge::wording::Words;

use crate::project;

/// A directory with hostile words wherever a word can stand.
fn directory() -> Directory {
    let mut parts = Parts {
        settings: Settings {
            title: "Bridge <b>\"&'".into(),
            tagline: "One <script>alert(1)</script>".into(),
            ..Settings::default()
        },
        vocabulary: Vocabulary {
            kinds: Sorted::new(vec![Kind {
                id: "acute-trust".into(),
                label: "Acute trust".into(),
                plural: "Acute trusts".into(),
                sector: Sector::Nhs,
                definition: String::new(),
                trust: true,
                roles: Vec::new(),
                other_roles: None,
                typical_offers: Vec::new(),
                typical_needs: Vec::new(),
            }]),
            ..Vocabulary::default()
        },
        ..Parts::default()
    };
    let region = Region { id: "east".into(), name: "East <i>".into(), ons: "E12".into(), centre: None };
    parts.places.regions = Sorted::new(vec![region]);
    Directory::new(parts)
}

fn site(theme: Theme, portable: bool) -> Site {
    let mut site = Site::new();
    let directory = Arc::new(directory());
    let slots = Arc::new(trustbridge::serving::of(&directory));
    let matches = Arc::new(trustbridge::matching::all(&directory));
    let insights = Arc::new(trustbridge::insight::later(Arc::clone(&directory), Arc::clone(&matches)));
    let world = Arc::new(World::new(directory, slots, matches, insights, Arc::clone(Words::built_in())));
    render::pages(&world, &Arc::new(theme), &Options { portable }, &mut site);
    site
}

fn built_in() -> Theme {
    Theme::load(&Folder::new(), "default").expect("the built-in theme has no fault")
}

fn text(site: &Site, address: &str) -> Result<String, Diagnostic> {
    let bytes = site.render(Route::of(address).file()).expect("the address is settled")?;
    Ok(String::from_utf8(bytes).expect("pages are UTF-8"))
}

fn with_template(name: &str, template: &str) -> Result<Theme, Vec<Diagnostic>> {
    let mut folder = Folder::new();
    folder.insert(FilePath::new(format!("themes/own/templates/{name}")).expect("a path"), template.as_bytes().to_vec());
    Theme::load(&folder, "own")
}

/// The values of an attribute in a page, as they stand.
fn attributes<'a>(page: &'a str, name: &str) -> Vec<&'a str> {
    let opening = format!(" {name}=\"");
    page.split(&opening).skip(1).filter_map(|rest| rest.split_once('"').map(|(value, _)| value)).collect()
}

#[test]
fn words_from_records_never_become_markup() {
    let page = text(&site(built_in(), false), "").expect("the home page");
    assert!(page.contains("One &lt;script&gt;alert(1)&lt;/script&gt;"), "{page}");
    assert!(page.contains("Bridge &lt;b&gt;&quot;&amp;&#39;"), "{page}");
    assert!(!page.contains("<script>alert") && !page.contains("East <i>"), "{page}");
}

#[test]
fn every_template_escapes_whatever_its_name() {
    for name in ["home.html", "home.txt", "home", "home.html.j2", "home.js"] {
        let theme = with_template(name, "{{ site.tagline }}").expect("a template");
        assert!(theme.templates().any(|known| known == name));
        let wrapper = format!("{{% include \"{name}\" %}}");
        let mut folder = Folder::new();
        folder.insert(FilePath::new("themes/own/templates/not-found.html").expect("a path"), wrapper.into_bytes());
        folder.insert(FilePath::new(format!("themes/own/templates/{name}")).expect("a path"), b"{{ site.tagline }}".to_vec());
        let page = text(&site(Theme::load(&folder, "own").expect("a theme"), false), "404.html").expect("a page");
        assert_eq!(page, "One &lt;script&gt;alert(1)&lt;/script&gt;", "{name}");
    }
}

#[test]
fn our_scripts_are_published_in_fewer_bytes() {
    let site = site(built_in(), false);
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/default/minified");
    let mut published = 0;
    for file in site.files().filter(|file| file.as_str().starts_with("assets/") && file.ending() == "js") {
        let name = file.as_str()["assets/".len()..].split('.').next().expect("a name");
        let minified = std::fs::read_to_string(folder.join(format!("{name}.js"))).expect("the minified script");
        let (_, script) = minified.split_once('\n').expect("a line that says what it was made from");
        let bytes = site.render(file).expect("the address is settled").expect("no fault");
        // Messages that it says stand before it.
        let said = bytes.starts_with(b"{const siteWords=") && bytes.ends_with(format!(";\n{script}}}\n").as_bytes());
        assert!(said || bytes == script.as_bytes(), "{file} is not the minified script: run `npm run minify` in tests/browser");
        published += 1;
    }
    assert!(published > 10, "{published}");
}

#[test]
fn no_template_of_ours_switches_escaping_off() {
    let theme = built_in();
    for (path, template) in theme.texts() {
        // HTML that the program itself made from Markdown, which `text::markdown` writes event by event.
        let safe = template.matches("|safe").count() + template.matches("| safe").count();
        assert_eq!(safe, template.matches("_html|safe }}").count(), "{path} marks something else as safe");
        assert!(!template.contains("autoescape"), "{path}");
        assert!(!template.contains("={{"), "{path} has an attribute without quotation marks");
        assert!(!template.contains(" style=") && !template.contains(" onclick="), "{path}");
    }
}

#[test]
fn faults_in_a_theme_name_file_and_place() {
    let faults = with_template("home.html", "one\n{% if %}\n").expect_err("a fault of form");
    assert_eq!((faults[0].code, faults[0].path.as_str()), (Code::Template, "themes/own/templates/home.html"));
    assert!(faults[0].span.as_ref().is_some_and(|span| span.start >= 4), "{faults:?}");

    let missing = with_template("home.html", "{{ page.titel }}").expect("parses");
    let fault = text(&site(missing, false), "").expect_err("no such field");
    assert_eq!((fault.code, fault.path.as_str()), (Code::Template, "themes/own/templates/home.html"));

    let nowhere = with_template("home.html", "\n<a href=\"{{ link(\"nowhere/\") }}\">x</a>").expect("parses");
    let fault = text(&site(nowhere, false), "").expect_err("nothing stands there");
    assert!(fault.message.contains("links to `nowhere/`"), "{fault:?}");
    assert!(fault.span.is_some_and(|span| span.start > 0));

    let endless = with_template("home.html", "{% for a in range(100000) %}{% for b in range(100000) %}{% endfor %}{% endfor %}");
    let fault = text(&site(endless.expect("parses"), false), "").expect_err("it would never end");
    assert_eq!(fault.code, Code::Template);
}

#[test]
fn a_theme_without_files_is_a_fault() {
    let faults = Theme::load(&Folder::new(), "absent").expect_err("it has no files");
    assert_eq!(faults[0].code, Code::UnknownTheme);
}

/// The site of this project as the pipeline makes it.
fn whole(portable: bool) -> Site {
    let options = pipeline::Options { as_of: project::today(), drafts: false, portable, base_url: None };
    let built = pipeline::build(&project::folder(), &options, &mut |_| {});
    built.site.unwrap_or_else(|| panic!("{}", built.report.human(false)))
}

#[test]
fn every_link_and_asset_of_every_page_leads_somewhere() {
    for portable in [false, true] {
        let site = whole(portable);
        let files: BTreeSet<String> = site.files().map(|file| file.as_str().to_owned()).collect();
        for file in site.files().filter(|file| file.ending() == "html") {
            let page = String::from_utf8(site.render(file).expect("settled").expect("no fault")).expect("UTF-8");
            for link in attributes(&page, "href").into_iter().chain(attributes(&page, "src")).chain(attributes(&page, "action")) {
                check_link(file.as_str(), link, portable, &files);
            }
        }
    }
}

fn check_link(page: &str, link: &str, portable: bool, files: &BTreeSet<String>) {
    if ["https://", "http://", "mailto:", "tel:", "#"].iter().any(|start| link.starts_with(start)) {
        return;
    }
    assert!(!link.starts_with('/'), "{page}: `{link}` is not relative");
    let address = link.split(['#', '?']).next().unwrap_or("");
    let target = resolve(page, address);
    let target = if target.is_empty() || target.ends_with('/') { format!("{target}index.html") } else { target };
    assert!(files.contains(&target), "{page}: `{link}` leads to `{target}`, where nothing stands");
    assert!(!portable || !address.ends_with('/'), "{page}: `{link}` is not portable");
}

fn resolve(from: &str, link: &str) -> String {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in link.split('/') {
        match part {
            ".." => {
                parts.pop().expect("the link climbs out of the site");
            }
            "." => {}
            part => parts.push(part),
        }
    }
    parts.join("/")
}
