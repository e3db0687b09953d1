//! The site of the hostile records in tests/hostile, in memory or on a disk.

use std::fs;
use std::path::{Path, PathBuf};

use trustbridge::folder::{FilePath, Folder};

use crate::project;

/// A text that a stranger may send.
pub(crate) struct Payload {
    pub(crate) text: String,
    /// Whether Markdown takes it.
    markdown: bool,
}

impl Payload {
    /// The text as a name or a title takes it: those refuse ends of lines (`hostile_refused.rs` holds them to it).
    pub(crate) fn in_one_line(&self) -> String {
        self.text.replace(['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}'], " ")
    }
}

fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/hostile")
}

fn template(name: &str) -> String {
    fs::read_to_string(corpus().join("templates").join(name)).expect("the template exists")
}

/// All texts of the corpus.
pub(crate) fn payloads() -> Vec<Payload> {
    let text = fs::read_to_string(corpus().join("payloads.json")).expect("the corpus exists");
    let list: Vec<serde_json::Value> = serde_json::from_str(&text).expect("it is JSON");
    let read = |value: &serde_json::Value| Payload {
        text: value["text"].as_str().expect("a text").to_owned(),
        markdown: value["markdown"].as_bool().expect("true or false"),
    };
    list.iter().map(read).collect()
}

/// A payload of one's own.
pub(crate) fn payload(text: &str) -> Payload {
    Payload { text: text.to_owned(), markdown: true }
}

/// The text inside the quotation marks of a TOML string.
pub(crate) fn quoted(text: &str) -> String {
    let json = serde_json::to_string(text).expect("texts are JSON").replace('\u{7f}', "\\u007f");
    json[1..json.len() - 1].to_owned()
}

fn fill(template: &str, number: usize, payload: &Payload) -> String {
    let markdown = if payload.markdown { payload.text.as_str() } else { "plain words" };
    // In the texts of a guide page, double braces are live figures, and these are none.
    let figureless = if markdown.contains("{{") { "plain words" } else { markdown };
    template
        .replace("PAYLOAD", &quoted(&payload.in_one_line()))
        .replace("MARKDOWN", &quoted(markdown))
        .replace("FIGURELESS", &quoted(figureless))
        .replace("BODY", figureless)
        .replace("NUMBER", &number.to_string())
}

/// The words and places of the real site with the hostile records, one of each kind for each payload. The settings and the
/// vocabulary carry the payload number `loudest`.
pub(crate) fn folder(payloads: &[Payload], loudest: usize) -> Folder {
    let mut folder = Folder::new();
    for (path, bytes) in project::folder().iter() {
        if project::is_shared(path) || path.as_str() == "data/registers.toml" {
            folder.insert(path.clone(), bytes.clone());
        }
    }
    let mut put = |path: &str, text: &str| folder.insert(FilePath::new(path).expect("a path"), text.as_bytes().to_vec());
    let kinds = [
        ("organisation.toml", "data/organisations/nhs/hostile-nhs-", ".toml"),
        ("school.toml", "data/organisations/schools/hostile-school-", ".toml"),
        ("partnership.toml", "data/partnerships/hostile-", ".toml"),
        ("guide.md", "data/guide/hostile-", ".md"),
    ];
    for (name, path, ending) in kinds {
        let template = template(name);
        for (number, payload) in payloads.iter().enumerate() {
            put(&format!("{path}{number}{ending}"), &fill(&template, number, payload));
        }
    }
    let every = |name: &str| -> String {
        let template = template(name);
        payloads.iter().enumerate().map(|(number, payload)| fill(&template, number, payload)).collect()
    };
    put("data/gateways/black-country.toml", &format!("icb = \"black-country\"\n{}", every("gateway-door.toml")));
    put("data/glossary.toml", &every("glossary-term.toml"));
    put("data/site.toml", &fill(&template("site.toml"), loudest, &payloads[loudest]));
    let services = "data/vocabulary/services.toml";
    let known = project::text(&folder, services);
    project::put(&mut folder, services, &format!("{known}{}", fill(&template("service.toml"), loudest, &payloads[loudest])));
    folder
}

/// Writes a folder to a disk.
pub(crate) fn write(folder: &Folder, root: &Path) {
    for (path, bytes) in folder.iter() {
        let place = root.join(path.as_str());
        fs::create_dir_all(place.parent().expect("a folder")).expect("its folder");
        fs::write(place, bytes).expect("written");
    }
}
