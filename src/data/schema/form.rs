//! What a text in a record stands for, and what is allowed there.

use std::collections::{BTreeMap, BTreeSet};

use super::files::{DISTRICTS, FileKind};
use crate::diagnostic::Code;
use crate::folder::FilePath;
use crate::geo::Postcode;
use crate::text::short;
use crate::text::{self, Slug, nearest};

/// The meaning of a text: the keyword `is` of the schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Form {
    /// The id of a service.
    Service,
    /// The id of a focus area.
    Focus,
    /// The id of a kind of organisation.
    Kind,
    /// The id of a role.
    Role,
    /// The id of a school phase.
    Phase,
    /// The id of a workshop question.
    Question,
    /// The id of a priority.
    Priority,
    /// The id of a barrier.
    Barrier,
    /// The id of a region.
    Region,
    /// The id of a care board.
    Icb,
    /// The code of a local authority district.
    District,
    /// The id of an organisation; whether it exists is a rule across records.
    Organisation,
    /// An id that is being given.
    Id,
    /// A web address.
    Url,
    /// The address at which the site is published.
    SiteUrl,
    /// A file of the site's folder, by its path from there.
    Path,
    /// A mailbox.
    Email,
    /// A postcode.
    Postcode,
    /// An official number; its form is the schema's pattern.
    Code,
    /// Markdown, at most [`LONGEST_SUMMARY`] characters of text.
    Summary,
    /// Markdown.
    Markdown,
    /// Markdown of one line.
    Line,
}

/// Most characters of text in a summary, its Markdown signs not counted.
pub const LONGEST_SUMMARY: usize = 600;

impl Form {
    /// The form that a schema names.
    pub fn named(word: &str) -> Option<Self> {
        Some(match word {
            "service" => Self::Service,
            "focus" => Self::Focus,
            "kind" => Self::Kind,
            "role" => Self::Role,
            "phase" => Self::Phase,
            "question" => Self::Question,
            "priority" => Self::Priority,
            "barrier" => Self::Barrier,
            "region" => Self::Region,
            "icb" => Self::Icb,
            "district" => Self::District,
            "organisation" => Self::Organisation,
            "id" => Self::Id,
            "url" => Self::Url,
            "site-url" => Self::SiteUrl,
            "path" => Self::Path,
            "email" => Self::Email,
            "postcode" => Self::Postcode,
            "code" => Self::Code,
            "summary" => Self::Summary,
            "markdown" => Self::Markdown,
            "line" => Self::Line,
            _ => return None,
        })
    }

    /// What people call it: "service", "care board".
    pub fn noun(self) -> &'static str {
        match self {
            Self::Service => "service",
            Self::Focus => "focus area",
            Self::Kind => "kind of organisation",
            Self::Role => "role",
            Self::Phase => "phase",
            Self::Question => "question",
            Self::Priority => "priority",
            Self::Barrier => "barrier",
            Self::Region => "region",
            Self::Icb => "care board",
            Self::District => "district",
            Self::Organisation => "organisation",
            Self::Id => "id",
            Self::Url | Self::SiteUrl => "web address",
            Self::Path => "path",
            Self::Email => "mailbox",
            Self::Postcode => "postcode",
            Self::Code => "official number",
            Self::Summary | Self::Markdown | Self::Line => "text",
        }
    }

    /// The file that lists the allowed words, where there is one.
    pub fn list(self) -> Option<FileKind> {
        Some(match self {
            Self::Service => FileKind::Services,
            Self::Focus => FileKind::FocusAreas,
            Self::Kind => FileKind::Kinds,
            Self::Role => FileKind::Roles,
            Self::Phase => FileKind::Phases,
            Self::Question => FileKind::Questions,
            Self::Priority => FileKind::Priorities,
            Self::Barrier => FileKind::Barriers,
            Self::Region => FileKind::Regions,
            Self::Icb => FileKind::Icbs,
            _ => return None,
        })
    }

    /// Whether the text is Markdown.
    pub fn is_markdown(self) -> bool {
        matches!(self, Self::Summary | Self::Markdown | Self::Line)
    }
}

/// The ids and labels that each list of words holds, in the order of its file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    lists: BTreeMap<Form, Vec<Word>>,
    /// What else people may write for a word, folded, and the id that is meant.
    also: BTreeMap<Form, BTreeMap<String, String>>,
    /// Codes of districts that have ended, with the code of the district whose part they are now.
    former: BTreeMap<String, String>,
    doubtful: BTreeSet<Form>,
}

/// A word of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub label: String,
}

impl Known {
    /// Puts a list of words in.
    pub fn set(&mut self, form: Form, words: impl IntoIterator<Item = Word>) {
        self.lists.insert(form, words.into_iter().collect());
    }

    /// Notes what else people may write for the words of a list: folded texts with the ids that are meant.
    pub(in crate::data) fn set_also(&mut self, form: Form, also: BTreeMap<String, String>) {
        self.also.insert(form, also);
    }

    /// Notes the districts that have ended.
    pub(super) fn set_former(&mut self, former: BTreeMap<String, String>) {
        self.former = former;
    }

    /// The id that is meant by a text that is no id: by its label, by what else people call it, by a near spelling.
    fn meant(&self, form: Form, text: &str) -> Option<&str> {
        let words = self.words(form).unwrap_or_default();
        let folded = text::fold(text);
        let by_label = || words.iter().find(|word| text::fold(&word.label) == folded).map(|word| word.id.as_str());
        // A board is called by its place, with or without what all of them are called.
        let bare = |name: &str| {
            let name = text::fold(name);
            let name = name.strip_prefix("nhs ").unwrap_or(&name);
            ["integrated care board", "icb", "integrated care system", "ics"]
                .iter()
                .find_map(|tail| name.strip_suffix(tail))
                .unwrap_or(name)
                .trim()
                .to_owned()
        };
        let wanted = bare(text);
        let by_board = || {
            let boards = words.iter().filter(|_| form == Form::Icb && !wanted.is_empty());
            boards.into_iter().find(|word| bare(&word.label) == wanted).map(|word| word.id.as_str())
        };
        let by_other = || self.also.get(&form)?.get(&folded).map(String::as_str);
        // Codes of districts differ by digits, so that the nearest code says nothing; the nearest name does.
        let near = || match form {
            Form::District => {
                let names = words.iter().map(|word| word.label.as_str());
                nearest(text, names).and_then(|near| words.iter().find(|word| word.label == near)).map(|word| word.id.as_str())
            }
            _ => nearest(text, words.iter().map(|word| word.id.as_str())),
        };
        by_label().or_else(by_other).or_else(by_board).or_else(near)
    }

    /// Says that a list could not be read as a whole: a word that it seems not to hold may stand in it all the same.
    pub(in crate::data) fn doubt(&mut self, form: Form) {
        self.doubtful.insert(form);
    }

    /// The words of a form; `None` where it has no list.
    pub fn words(&self, form: Form) -> Option<&[Word]> {
        self.lists.get(&form).map(Vec::as_slice)
    }

    /// Whether `id` is one of the words.
    pub fn has(&self, form: Form, id: &str) -> bool {
        self.words(form).is_some_and(|words| words.iter().any(|word| word.id == id))
    }
}

/// What is wrong with a text, before it has a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Objection {
    /// What kind of fault.
    pub code: Code,
    /// What was found.
    pub message: String,
    /// What is allowed, and the likely mending.
    pub help: Vec<String>,
}

impl Objection {
    fn new(code: Code, message: String, help: impl IntoIterator<Item = String>) -> Self {
        Self { code, message, help: help.into_iter().collect() }
    }
}

/// Judges a text by its form.
///
/// # Errors
/// What is wrong with it.
pub fn judge(form: Form, text: &str, known: &Known) -> Result<(), Objection> {
    match form {
        Form::Service
        | Form::Focus
        | Form::Kind
        | Form::Role
        | Form::Phase
        | Form::Question
        | Form::Priority
        | Form::Barrier
        | Form::Region
        | Form::Icb
        | Form::District => judge_word(form, text, known),
        Form::Id | Form::Organisation => judge_id(text),
        Form::Url if !text::is_web_address(text) => Err(bad_url(text)),
        Form::SiteUrl => text::site_address(text).map(drop).map_err(|why| bad_site_url(text, why)),
        Form::Path => FilePath::new(text).map(drop).map_err(|reason| {
            let help = "write the path of a file in the site's folder, like `registers/extract.csv`, with `/` between the folders; \
                        a file elsewhere is named on the command line";
            Objection::new(Code::BadValue, reason, [help.to_owned()])
        }),
        Form::Email if !text::is_mailbox(text) => Err(bad_email(text)),
        Form::Postcode => judge_postcode(text),
        Form::Summary => {
            let length = text::markdown::to_words(text).chars().count();
            if length > LONGEST_SUMMARY {
                let message = format!("the summary has {length} characters of text");
                let help = format!("at most {LONGEST_SUMMARY} are allowed; move details to `facts` or to a partnership");
                return Err(Objection::new(Code::BadValue, message, [help]));
            }
            Ok(())
        }
        Form::Line if text.trim_end().contains('\n') => Err(Objection::new(
            Code::BadValue,
            "this text has more than one line".to_owned(),
            ["write one line of Markdown".to_owned()],
        )),
        Form::Url | Form::Email | Form::Code | Form::Markdown | Form::Line => Ok(()),
    }
}

fn judge_word(form: Form, text: &str, known: &Known) -> Result<(), Objection> {
    const MOST_LISTED: usize = 40;
    let words = known.words(form).unwrap_or_default();
    if words.iter().any(|word| word.id == text) || known.doubtful.contains(&form) {
        return Ok(());
    }
    let mut help = Vec::new();
    if let Some(now) = known.former.get(text).filter(|_| form == Form::District) {
        help.push(format!("it is part of `{now}` now"));
        return Err(Objection::new(Code::UnknownTerm, format!("the district `{text}` has ended"), help));
    }
    match known.meant(form, text) {
        Some(near) => help.push(format!("did you mean `{near}`?")),
        None if words.len() <= MOST_LISTED => {
            let ids: Vec<&str> = words.iter().map(|word| word.id.as_str()).collect();
            help.push(format!("allowed here: {}", ids.join(", ")));
        }
        None => {}
    }
    help.push(format!("the list stands in `{}`", form.list().map_or(DISTRICTS, FileKind::path)));
    Err(Objection::new(Code::UnknownTerm, format!("there is no {} `{}`", form.noun(), short(text)), help))
}

fn judge_id(text: &str) -> Result<(), Objection> {
    Slug::new(text).map(|_| ()).map_err(|reason| {
        let suggestion = Slug::suggest(text).map(|slug| format!("use `{slug}`"));
        Objection::new(Code::BadId, format!("the id `{}` {reason}", short(text)), suggestion)
    })
}

fn judge_postcode(text: &str) -> Result<(), Objection> {
    match Postcode::parse(text) {
        Some(read) if read.to_string() == text => Ok(()),
        Some(read) => Err(Objection::new(
            Code::BadPostcode,
            format!("the postcode `{}` is not written in its usual form", short(text)),
            [format!("write `{read}`")],
        )),
        None => Err(Objection::new(
            Code::BadPostcode,
            format!("`{}` is not a postcode", short(text)),
            [digits_for_letters(text).map_or_else(
                || "write a full postcode with its space, like `DY1 2HQ`, or leave the key out".to_owned(),
                |near| format!("did you mean `{near}`?"),
            )],
        )),
    }
}

/// The postcode that is meant where `O` and `0`, or `I` and `1`, were taken for each other in its second half.
fn digits_for_letters(text: &str) -> Option<Postcode> {
    let signs: Vec<char> = text.chars().filter(|sign| !sign.is_whitespace()).collect();
    let middle = signs.len().checked_sub(3)?;
    let mended: String = signs
        .iter()
        .enumerate()
        .map(|(at, &sign)| match sign.to_ascii_uppercase() {
            'O' if at == middle => '0',
            'I' | 'L' if at == middle => '1',
            sign => sign,
        })
        .collect();
    Postcode::parse(&mended)
}

fn bad_site_url(text: &str, why: &str) -> Objection {
    let message = format!("`{}` is no address for a site: {why}", short(text));
    Objection::new(Code::BadUrl, message, ["write a plain address, like `https://example.org/directory/`".to_owned()])
}

fn bad_url(text: &str) -> Objection {
    let shown = short(text);
    let message = format!("`{shown}` is not a safe web address");
    if text::is_mailbox(text.trim_start_matches("mailto:")) {
        let message = format!("`{shown}` is a mailbox, not a web address");
        return Objection::new(Code::BadUrl, message, ["a mailbox goes under `[[contacts]]` as `email`".to_owned()]);
    }
    let after = text.split_once("://").map_or(text, |(_, after)| after).trim();
    let with_scheme = format!("https://{after}");
    let encoded = text.trim().replace(' ', "%20");
    let mended = [encoded, with_scheme].into_iter().find(|mended| text::is_web_address(mended));
    let help = match mended {
        Some(mended) => format!("write `{}`", short(&mended)),
        None if text::host(text).is_some() => {
            "this host is not in the public web; name one that every reader can reach".to_owned()
        }
        None if text.contains('@') => "leave out the user name and password before `@`".to_owned(),
        None if text.len() > text::LONGEST_URL => format!("at most {} characters are allowed", text::LONGEST_URL),
        None => "write a full address, like `https://www.example.org/page`".to_owned(),
    };
    Objection::new(Code::BadUrl, message, [help])
}

fn bad_email(text: &str) -> Objection {
    let inside = text.split_once('<').map_or(text, |(_, rest)| rest.split('>').next().unwrap_or_default());
    let plain = inside.trim().trim_start_matches("mailto:");
    let several = text.split([',', ';']).filter(|part| part.contains('@')).count() > 1;
    let help = match plain {
        _ if several => "write one mailbox; each further one needs `[[contacts]]` of its own".to_owned(),
        plain if text::is_mailbox(plain) => format!("write `{plain}`"),
        _ => "write a plain shared mailbox, like `partnerships@example.nhs.uk`".to_owned(),
    };
    Objection::new(Code::BadEmail, format!("`{}` is not a mailbox", short(text)), [help])
}
