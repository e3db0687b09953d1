//! `trustbridge theme`: the built-in files of the theme, listed, and copied to be changed.

use clap::Args;

use super::{Global, Stop, read, say};
use crate::data::{FileKind, plain};
use crate::text::nearest;
use crate::theme::built_in;

/// Arguments of `theme`.
#[derive(Debug, Args)]
pub struct ThemeArguments {
    /// Files of the built-in theme, as the list names them; without any, the list is shown
    #[arg(value_name = "FILE", requires = "copy")]
    pub files: Vec<String>,
    /// Copy them into `themes/NAME/`, where they take the place of the built-in ones
    #[arg(long, value_name = "NAME", requires = "files")]
    pub copy: Option<String>,
}

/// Lists or copies. What is there already is never overwritten.
pub(super) fn run(global: &Global, arguments: &ThemeArguments) -> Result<(), Stop> {
    let theirs = built_in();
    let Some(theme) = &arguments.copy else {
        for (path, _) in &theirs {
            say(&format!("{path}\n"));
        }
        return Ok(());
    };
    crate::text::Slug::new(theme).map_err(|why| Stop::Usage(format!("the name `{theme}` {why}")))?;
    if theme == "default" {
        return Err(Stop::Usage("`default` is the built-in theme; give yours a name of its own".to_owned()));
    }
    let folder = read(global)?;
    let mut files = Vec::new();
    let mut faults = Vec::new();
    for wanted in &arguments.files {
        let plain = wanted.trim_start_matches("themes/default/").replace('\\', "/");
        match theirs.iter().find(|(path, _)| *path == plain || path.ends_with(&format!("/{plain}"))) {
            Some((path, bytes)) => files.push((global.root.join(format!("themes/{theme}/{path}")), bytes.to_vec())),
            None => {
                let name = plain.rsplit('/').next().unwrap_or(&plain);
                let near = nearest(name, theirs.iter().filter_map(|(path, _)| path.rsplit('/').next()));
                let hint =
                    near.map_or_else(|| "`trustbridge theme` lists them".to_owned(), |near| format!("did you mean `{near}`?"));
                faults.push(format!("the built-in theme has no file `{wanted}`; {hint}"));
            }
        }
    }
    if !faults.is_empty() {
        return Err(Stop::Usage(faults.join("; ")));
    }
    super::records(global)?.create_all_new(&files)?;
    if !global.quiet {
        for (path, _) in &files {
            say(&format!("Wrote `{}`\n", path.display()));
        }
        let settings = FileKind::Settings.path();
        let text = folder.get(settings).map(|bytes| String::from_utf8_lossy(bytes).into_owned()).unwrap_or_default();
        if plain(settings, &text)["theme"] != theme.as_str() {
            say(&format!("Now write `theme = \"{theme}\"` into `{settings}`; then `trustbridge serve` shows each change.\n"));
        }
        if files.iter().any(|(path, _)| path.ends_with("words.toml")) {
            say("Keep in `words.toml` only the messages that you say otherwise: the rest then follows the program.\n");
        }
    }
    Ok(())
}
