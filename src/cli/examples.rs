//! What stands below the options in every help text: examples that can be copied, and what the exit codes mean.

use std::fmt::Write as _;

use clap::{Command, CommandFactory as _};

use super::Arguments;

/// The end of one command's help.
struct Ending {
    /// The command, without the program's name.
    command: &'static str,
    /// Command lines, each with what it does.
    examples: &'static [(&'static str, &'static str)],
    /// When it ends with 1; empty where it never does.
    faulty: &'static str,
}

const RECORDS: &str = "faults in what people wrote";
const WIDEST: usize = 48;

/// One for each command, in the order of the help.
const ENDINGS: &[Ending] = &[
    Ending {
        command: "build",
        examples: &[
            ("trustbridge build", "into `public/` of the site's folder"),
            ("trustbridge build --portable --out stick", "to be opened from a disk, without a host"),
            ("trustbridge build --base-url https://example.org/", "with the address that links and feeds name"),
        ],
        faulty: RECORDS,
    },
    Ending {
        command: "serve",
        examples: &[
            ("trustbridge serve --open", "the preview, in your browser"),
            ("trustbridge serve --drafts --port 8080", "drafts too, at another port"),
        ],
        faulty: "",
    },
    Ending {
        command: "check",
        examples: &[
            ("trustbridge check", "every fault with its line and what to do"),
            ("trustbridge check --drafts", "drafts too, as if they were published"),
            ("trustbridge check --deny warnings --format json", "for programs"),
        ],
        faulty: RECORDS,
    },
    Ending {
        command: "match",
        examples: &[
            ("trustbridge match dudley-group", "its ten best partners, with reasons"),
            ("trustbridge match dudley-group --with ID", "one pair explained"),
        ],
        faulty: RECORDS,
    },
    Ending {
        command: "pair",
        examples: &[
            ("trustbridge pair --icb black-country --invite 8", "whom to invite, eight for each side"),
            ("trustbridge pair --left A,B --right C,D", "who sits with whom"),
        ],
        faulty: RECORDS,
    },
    Ending {
        command: "export",
        examples: &[
            ("trustbridge export csv --out tables", "the open data as tables"),
            ("trustbridge export sheet records.xlsx", "the records, to be edited in Excel"),
        ],
        faulty: RECORDS,
    },
    Ending { command: "export csv", examples: &[("trustbridge export csv --out tables", "")], faulty: RECORDS },
    Ending { command: "export json", examples: &[("trustbridge export json --out data-of-today", "")], faulty: RECORDS },
    Ending { command: "export geojson", examples: &[("trustbridge export geojson --out maps", "")], faulty: RECORDS },
    Ending { command: "export hsds", examples: &[("trustbridge export hsds --out open-referral", "")], faulty: RECORDS },
    Ending {
        command: "export sheet",
        examples: &[
            ("trustbridge export sheet records.xlsx", "everything"),
            ("trustbridge export sheet kent.xlsx --board kent-and-medway", "one care board area"),
            ("trustbridge export sheet two.xlsx --id A --id B", "two organisations"),
        ],
        faulty: RECORDS,
    },
    Ending {
        command: "explain",
        examples: &[
            ("trustbridge explain", "every kind of fault in a line"),
            ("trustbridge explain unknown-term", "one in full, with an example"),
        ],
        faulty: "",
    },
    Ending {
        command: "init",
        examples: &[
            ("trustbridge init our-directory", "a new site in a new folder"),
            ("trustbridge init our-directory --title \"Health and schools in Kent\"", ""),
            ("trustbridge init kent --board kent-and-medway", "the places of one care board area"),
        ],
        faulty: "",
    },
    Ending {
        command: "new",
        examples: &[
            ("trustbridge new nhs \"Meadow Hospitals NHS Trust\"", "a draft to fill in"),
            ("trustbridge new school \"Meadow Schools Trust\" --register FILE", "filled from a register"),
            ("trustbridge new school --code 4321 --register FILE", "the same, by its number"),
        ],
        faulty: "faults in the register",
    },
    Ending {
        command: "take",
        examples: &[
            ("trustbridge take letter.txt --dry-run", "show what would change"),
            ("trustbridge take meadow-schools.toml --draft", "a file that the form saved, as a draft"),
        ],
        faulty: "faults in the record",
    },
    Ending {
        command: "rename",
        examples: &[("trustbridge rename old-id new-id --dry-run", "name what would change")],
        faulty: "",
    },
    Ending { command: "close", examples: &[("trustbridge close old-id --successor new-id --date 2026-10-01", "")], faulty: "" },
    Ending {
        command: "checked",
        examples: &[
            ("trustbridge checked dudley-group windsor-academy-trust", "after two replies"),
            ("trustbridge checked dudley-group --date 2026-11-20", "when the reply came earlier"),
        ],
        faulty: "",
    },
    Ending {
        command: "stale",
        examples: &[
            ("trustbridge stale", "a letter to each owner"),
            ("trustbridge stale --format csv > reminders.csv", "a row for each record, for a mail merge"),
        ],
        faulty: RECORDS,
    },
    Ending {
        command: "diff",
        examples: &[
            ("trustbridge diff", "what you changed since the last commit"),
            ("trustbridge diff origin/main", "what a pull request changes"),
            ("trustbridge diff --against ../last-year", "against another folder, without git"),
        ],
        faulty: "",
    },
    Ending { command: "codeowners", examples: &[("trustbridge codeowners", "")], faulty: "the file is not current (`--check`)" },
    Ending {
        command: "schema",
        examples: &[("trustbridge schema", "into `data/schema/`"), ("trustbridge schema --check", "in a workflow")],
        faulty: "a schema is not current (`--check`)",
    },
    Ending {
        command: "fmt",
        examples: &[("trustbridge fmt", "lay all records out"), ("trustbridge fmt --check", "write nothing")],
        faulty: "a record cannot be read, or would change (`--check`)",
    },
    Ending {
        command: "import",
        examples: &[
            ("trustbridge import gias all-groups.zip --dry-run", "show what would change"),
            ("trustbridge import csv county.csv --map county-map.toml", "any table"),
            ("trustbridge import sheet records.xlsx", "what was edited in Excel"),
        ],
        faulty: "faults in the files or the records",
    },
    Ending {
        command: "import gias",
        examples: &[("trustbridge import gias groups.csv establishments.csv --dry-run", "show what would change")],
        faulty: "faults in the files or the records",
    },
    Ending {
        command: "import ods",
        examples: &[("trustbridge import ods etr.zip --boards --dry-run", "show what would change")],
        faulty: "faults in the files or the records",
    },
    Ending {
        command: "import csv",
        examples: &[
            ("trustbridge import csv county.csv --map map.toml --dry-run", "any table, and which column is what"),
            ("trustbridge import csv organisations.csv", "the site's own table, edited"),
        ],
        faulty: "faults in the table or the records",
    },
    Ending {
        command: "import sheet",
        examples: &[
            ("trustbridge import sheet records.xlsx --dry-run", "say what would change, and write nothing"),
            ("trustbridge import sheet records.xlsx", "change it"),
        ],
        faulty: "faults in the workbook or the records",
    },
    Ending {
        command: "import serves",
        examples: &[("trustbridge import serves --help", "names the tables that it takes")],
        faulty: "faults in the tables",
    },
    Ending {
        command: "import area",
        examples: &[("trustbridge import area --help", "names the tables that it takes")],
        faulty: "faults in the tables",
    },
    Ending {
        command: "theme",
        examples: &[
            ("trustbridge theme", "the list of files"),
            ("trustbridge theme --copy meadow templates/footer.html", "into `themes/meadow/`"),
        ],
        faulty: "",
    },
    Ending {
        command: "completions",
        examples: &[
            ("trustbridge completions bash > /etc/bash_completion.d/trustbridge", ""),
            ("trustbridge completions powershell >> $PROFILE", ""),
        ],
        faulty: "",
    },
    Ending { command: "man", examples: &[("trustbridge man ~/.local/share/man/man1", "then `man trustbridge`")], faulty: "" },
];

/// The command line with the end of every help text.
pub fn described() -> Command {
    let mut whole = Arguments::command().after_help(format!(
        "Examples:\n{}\n{}",
        lines(&[
            ("trustbridge init our-directory", "begin a site"),
            ("trustbridge check", "find its faults"),
            ("trustbridge serve --open", "see it"),
        ]),
        codes(RECORDS),
    ));
    for ending in ENDINGS {
        whole = ended(whole, &mut ending.command.split(' '), ending);
    }
    whole
}

fn ended(command: Command, path: &mut dyn Iterator<Item = &'static str>, ending: &Ending) -> Command {
    if let Some(name) = path.next() {
        return command.mut_subcommand(name, |inner| ended(inner, path, ending));
    }
    let more = command.get_after_help().map(|own| format!("{own}\n\n")).unwrap_or_default();
    command.after_help(format!("Examples:\n{}\n{more}{}", lines(ending.examples), codes(ending.faulty)))
}

fn lines(examples: &[(&str, &str)]) -> String {
    examples.iter().fold(String::new(), |mut out, (line, what)| {
        let gap = if what.is_empty() { 0 } else { WIDEST };
        let _ = if what.is_empty() || line.len() < WIDEST {
            writeln!(out, "  {}", format!("{line:gap$}  {what}").trim_end())
        } else {
            writeln!(out, "  {line}\n  {:gap$}  {what}", "")
        };
        out
    })
}

fn codes(faulty: &str) -> String {
    let one = if faulty.is_empty() { String::new() } else { format!("1 {faulty}, ") };
    format!("Exit codes: 0 fine, {one}2 wrong usage, 3 the disk or the network stood in the way.")
}
