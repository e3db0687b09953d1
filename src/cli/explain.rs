//! `trustbridge explain`: the page of a fault.

use clap::Args;

use super::{Stop, say};
use crate::diagnostic::Code;
use crate::text::nearest;

/// Arguments of `explain`.
#[derive(Debug, Args)]
pub struct ExplainArguments {
    /// The name of the fault, as it stands in brackets behind "error"
    pub code: Option<String>,
}

/// Prints the page of a fault, or the list of all.
pub(super) fn run(arguments: &ExplainArguments) -> Result<(), Stop> {
    let Some(wanted) = &arguments.code else {
        let longest = Code::ALL.iter().map(|code| code.id().len()).max().unwrap_or(0);
        let lines = Code::ALL.iter().map(|code| format!("{:longest$}  {}\n", code.id(), code.title()));
        say(&lines.collect::<String>());
        return Ok(());
    };
    if let Some(code) = Code::find(wanted) {
        say(code.page());
        return Ok(());
    }
    let near = nearest(wanted, Code::ALL.iter().map(|code| code.id()));
    let hint = near.map_or_else(|| "`trustbridge explain` lists them all".to_owned(), |near| format!("did you mean `{near}`?"));
    Err(Stop::Usage(format!("there is no fault `{wanted}`; {hint}")))
}
