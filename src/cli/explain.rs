//! `trustbridge explain`: the page of a fault.

use clap::Args;
use serde_json::{Value, json};

use super::{Format, Stop, say, say_json};
use crate::diagnostic::Code;
use crate::text::nearest;

/// Arguments of `explain`.
#[derive(Debug, Args)]
pub struct ExplainArguments {
    /// The name of the fault, as it stands in brackets behind "error"
    pub code: Option<String>,
    /// How the page or the list is written: JSON is an object with `code`, `severity`, `title` and `page`, or a list of them
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub format: Format,
}

/// Prints the page of a fault, or the list of all.
pub(super) fn run(arguments: &ExplainArguments) -> Result<(), Stop> {
    let json = arguments.format == Format::Json;
    let Some(wanted) = &arguments.code else {
        if json {
            say_json(&format!("{:#}", Code::ALL.iter().copied().map(described).collect::<Value>()));
            return Ok(());
        }
        let longest = Code::ALL.iter().map(|code| code.id().len()).max().unwrap_or(0);
        let lines = Code::ALL.iter().map(|code| format!("{:longest$}  {}\n", code.id(), code.title()));
        say(&lines.collect::<String>());
        return Ok(());
    };
    if let Some(code) = Code::find(wanted) {
        if json {
            say_json(&format!("{:#}", described(code)));
        } else {
            say(code.page());
        }
        return Ok(());
    }
    let near = nearest(wanted, Code::ALL.iter().map(|code| code.id()));
    let hint = near.map_or_else(|| "`trustbridge explain` lists them all".to_owned(), |near| format!("did you mean `{near}`?"));
    Err(Stop::Usage(format!("there is no fault `{wanted}`; {hint}")))
}

fn described(code: Code) -> Value {
    json!({"code": code.id(), "severity": code.severity().word(), "title": code.title(), "page": code.page()})
}
