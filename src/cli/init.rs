//! `trustbridge init`: a new site's folder, ready to check, build and publish.

use std::path::{Path, PathBuf};

use clap::Args;
use include_dir::{Dir, DirEntry, include_dir};

use super::county::trimmed;
use super::{Global, Stop, say};
use crate::data::FileKind;
use crate::data::known;
use crate::data::schema::editor;
use crate::disk::Gate;
use crate::folder::{FilePath, Folder};
use crate::text::{counted, is_web_address};

/// What a new site begins with: settings, an example, workflow files, recipes for hosts.
static STARTER: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/starter");

/// The words of this project's own site.
static VOCABULARY: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/data/vocabulary");

/// How a workflow gets the program where it cannot fetch it: it compiles it.
const COMPILE_STEP: &str = include_str!("compile-step.yml");

/// The places of this project's own site, without the tables that imports write beside them.
const PLACES: &[(&str, &str)] = &[
    (FileKind::Regions.path(), include_str!("../../data/places/regions.toml")),
    (FileKind::Icbs.path(), include_str!("../../data/places/icbs.toml")),
    ("data/places/districts.csv", include_str!("../../data/places/districts.csv")),
    (FileKind::GatewayDoors.path(), include_str!("../../data/places/gateway-doors.toml")),
];

/// The record that shows how one looks.
const EXAMPLE: &str = "data/organisations/nhs/example-health-trust.toml";

/// Arguments of `init`.
#[derive(Debug, Args)]
pub struct InitArguments {
    /// The folder of the new site; `--root`, or the one in which you stand, if left out
    #[arg(value_name = "DIR")]
    pub folder: Option<PathBuf>,
    /// The site's name
    #[arg(long, default_value = "A directory of partners", value_name = "TITLE")]
    pub title: String,
    /// Only this care board's area, such as `kent-and-medway`: its region and districts; may be given several times
    #[arg(long, value_name = "ID")]
    pub board: Vec<String>,
    /// The git address of this program, for the workflow files
    #[arg(long, value_name = "URL", default_value = env!("CARGO_PKG_REPOSITORY"))]
    pub program: String,
    /// The commit or tag of this program that the workflow files build
    #[arg(long, value_name = "REV", default_value = "")]
    pub revision: String,
}

/// Writes the folder. What is there already is never overwritten.
pub(super) fn run(global: &Global, arguments: &InitArguments) -> Result<(), Stop> {
    if let Some(sentence) = objection(arguments) {
        return Err(Stop::Usage(sentence));
    }
    let root = arguments.folder.as_deref().unwrap_or(&global.root);
    if root.join("data").exists() {
        return Err(Stop::Usage(format!("`{}` holds a folder `data` already; choose another folder", root.display())));
    }
    let files = files(arguments).map_err(Stop::Usage)?;
    let (kept, new): (Vec<_>, Vec<_>) = files.into_iter().partition(|(path, _)| root.join(path.as_str()).exists());
    let placed: Vec<_> = new.iter().map(|(path, bytes)| (root.join(path.as_str()), bytes.clone())).collect();
    Gate::named(Path::new("."), root)?.create_all_new(&placed)?;
    if !global.quiet {
        say(&format!("Wrote {} into `{}`.\n", counted(new.len(), "file", None), root.display()));
        for (path, _) in &kept {
            say(&format!("Kept yours: {path}\n"));
        }
        if arguments.program.is_empty() {
            say("The workflow files need the git address of this program: put it into TRUSTBRIDGE_GIT, or use `--program`.\n");
        }
        if arguments.revision.is_empty() {
            say(
                "The workflow files build one commit or tag of this program, and none is named: put it into TRUSTBRIDGE_REV, or use `--revision`. Until then they stop.\n",
            );
        }
        let go = if root == Path::new(".") { String::new() } else { format!("  cd \"{}\"\n", root.display()) };
        say(&format!(
            "Next: put your title and address into `{}`, then\n{go}  trustbridge new nhs \"Name of the trust\"\n",
            shown(root, FileKind::Settings.path()),
        ));
    }
    Ok(())
}

fn shown(root: &Path, path: &str) -> String {
    root.join(path).display().to_string()
}

/// Why the arguments cannot be used.
fn objection(arguments: &InitArguments) -> Option<String> {
    let title = arguments.title.chars().count();
    if title == 0
        || title > 100
        || arguments.title.chars().any(|sign| crate::diagnostic::is_hidden(sign) || "\"\\".contains(sign))
    {
        return Some("the title has from 1 to 100 plain characters, without quotation marks".to_owned());
    }
    let plain = |text: &str| text.chars().all(|sign| sign.is_ascii_alphanumeric() || "-_./:~%".contains(sign));
    if !(arguments.program.is_empty() || is_web_address(&arguments.program) && plain(&arguments.program)) {
        return Some(format!(
            "`{}` is no address of a git repository; write it like https://example.org/trustbridge",
            arguments.program
        ));
    }
    (!plain(&arguments.revision)).then(|| format!("`{}` is no commit or tag", arguments.revision))
}

/// Every file of a new site, in the order of the paths.
fn files(arguments: &InitArguments) -> Result<Vec<(FilePath, Vec<u8>)>, String> {
    let mut folder = Folder::new();
    let mut put = |path: &str, bytes: &[u8]| {
        if let Ok(path) = FilePath::new(path) {
            folder.insert(path, bytes);
        }
    };
    walk(&STARTER, &mut |path, bytes| {
        let text = String::from_utf8_lossy(bytes)
            .replace("      - INSTALL\n", &install_step(arguments))
            .replace("PROGRAM\"", &format!("{}\"", arguments.program))
            .replace("REVISION\"", &format!("{}\"", arguments.revision));
        let titled = path == FileKind::Settings.path() || path == "README.md";
        put(path, if titled { text.replace("TITLE", &arguments.title) } else { text }.as_bytes());
    });
    walk(&VOCABULARY, &mut |path, bytes| put(&format!("data/vocabulary/{path}"), bytes));
    for (path, text) in PLACES {
        put(path, text.as_bytes());
    }
    if let (Some(board), [(regions, a), (icbs, b), (districts, c), ..]) = (arguments.board.first(), PLACES) {
        let trimmed = trimmed(a, b, c, &arguments.board)?;
        put(regions, trimmed.regions.as_bytes());
        put(icbs, trimmed.icbs.as_bytes());
        put(districts, trimmed.districts.as_bytes());
        // The invented example lies in the area too.
        let region = trimmed.left.first().map(String::as_str).unwrap_or_default();
        let example = STARTER.get_file(EXAMPLE).and_then(|file| file.contents_utf8()).unwrap_or_default();
        put(EXAMPLE, example.replace("west-midlands", region).replace("black-country", board).as_bytes());
    }
    let schemas = editor::schemas(&folder, &known(&folder));
    for schema in schemas {
        if let Ok(path) = FilePath::new(format!("{}/{}", editor::SCHEMA_FOLDER, schema.name)) {
            folder.insert(path, schema.text.into_bytes());
        }
    }
    Ok(folder.iter().map(|(path, bytes)| (path.clone(), bytes.to_vec())).collect())
}

/// The step of a workflow that gets the program: its own action fetches it in seconds, where it lies on the same code host and one
/// commit or tag is named; else it is compiled.
fn install_step(arguments: &InitArguments) -> String {
    let address = arguments.program.trim_end_matches('/').trim_end_matches(".git");
    match address.strip_prefix("https://github.com/") {
        Some(name) if name.split('/').count() == 2 && !arguments.revision.is_empty() => {
            format!("      - name: Install Trustbridge\n        uses: {name}@{}\n", arguments.revision)
        }
        _ => COMPILE_STEP.to_owned(),
    }
}

/// Visits every file of an embedded folder with its path, parted by `/`.
fn walk(folder: &Dir<'static>, visit: &mut dyn FnMut(&str, &[u8])) {
    for entry in folder.entries() {
        match entry {
            DirEntry::Dir(inner) => walk(inner, visit),
            DirEntry::File(file) => visit(&file.path().to_string_lossy().replace('\\', "/"), file.contents()),
        }
    }
}
