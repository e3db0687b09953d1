//! Every message that there is, in the words of a theme.

use std::sync::{Arc, LazyLock};

use super::file::{self, Messages};
use super::pattern::{Message, Value, fill, group};
use super::plural::Rule;
use crate::diagnostic::{Code, Diagnostic};

/// The built-in words, which say what messages there are.
const BUILT_IN: &str = include_str!("../../themes/default/words.toml");

/// Where the built-in words stand, for faults.
const BUILT_IN_PATH: &str = "themes/default/words.toml";

static KNOWN: LazyLock<(Messages, Vec<String>)> = LazyLock::new(|| {
    let messages = file::read(BUILT_IN_PATH, BUILT_IN, None).unwrap_or_else(|faults| panic!("the built-in words: {faults:?}"));
    let ids = messages.keys().cloned().collect();
    (messages, ids)
});

/// The ids of all messages, in the order of letters.
pub fn ids() -> &'static [String] {
    &KNOWN.1
}

/// The placeholders that a message has; `None` where there is no such message.
pub fn places(id: &str) -> Option<std::collections::BTreeSet<&'static str>> {
    KNOWN.0.get(id).map(|(message, _)| message.places())
}

/// A message by its number: looking it up is reading a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Id(usize);

impl Id {
    /// The message of that id; `None` where there is none.
    pub fn find(id: &str) -> Option<Self> {
        ids().binary_search_by(|known| known.as_str().cmp(id)).ok().map(Self)
    }

    /// The message of that id.
    ///
    /// # Panics
    /// Where there is none. The test of the words asks for every message that the code names.
    pub fn of(id: &str) -> Self {
        Self::find(id).unwrap_or_else(|| panic!("there is no message `{id}` in {BUILT_IN_PATH}"))
    }
}

/// Everything that the program says to a reader of the site, in one language.
#[derive(Clone, Debug)]
pub struct Words {
    /// By [`Id`].
    messages: Vec<Message>,
    rule: Rule,
    thousands: String,
}

impl Words {
    /// The words of the built-in theme.
    ///
    /// # Panics
    /// Where they have a fault, so in no program that passed its tests.
    pub fn built_in() -> &'static Arc<Self> {
        static BUILT_IN: LazyLock<Arc<Words>> =
            LazyLock::new(|| Arc::new(Words::read(None).expect("the built-in words have no fault")));
        &BUILT_IN
    }

    /// The words of a theme: those of its own words file (path and text), and the built-in ones for what it leaves out.
    ///
    /// # Errors
    /// What cannot be read, messages and placeholders that there are not, plural forms that the language has and a message
    /// leaves out.
    pub fn read(own: Option<(&str, &str)>) -> Result<Self, Vec<Diagnostic>> {
        let known = &KNOWN.0;
        let (path, own) = match own {
            Some((path, text)) => (path, file::read(path, text, Some(known))?),
            None => (BUILT_IN_PATH, known.clone()),
        };
        let named = own.get("language.code").map(|(message, span)| (plain(message), span.clone()));
        let language = named.as_ref().map_or_else(|| plain(&known["language.code"].0), |(code, _)| code.clone());
        let Some(rule) = Rule::of(&language) else {
            let message = format!("`{language}` is not a language with known plural forms");
            let fault = Diagnostic::new(Code::BadValue, path, named.map(|(_, span)| span), message);
            return Err(vec![fault.help("write a language tag such as `en-GB` or `cy`")]);
        };
        let faults = file::missing_forms(path, &own, &rule, &language);
        if !faults.is_empty() {
            return Err(faults);
        }
        let messages: Vec<Message> =
            known.iter().map(|(id, (built_in, _))| own.get(id).map_or(built_in, |(message, _)| message).clone()).collect();
        let thousands = plain(&messages[Id::of("number.thousands").0]);
        Ok(Self { messages, rule, thousands })
    }

    /// A message with its placeholders filled: see [`say!`](crate::wording::say).
    pub fn say(&self, Id(at): Id, values: &[(&'static str, Value<'_>)]) -> String {
        let mut message = &self.messages[at];
        loop {
            match message {
                Message::Pattern(pattern) => return fill(pattern, values, &self.thousands),
                Message::Choice(choice) => {
                    let value = values.iter().find(|(name, _)| *name == choice.by).map(|(_, value)| *value);
                    message = choice.form(value, |number| self.rule.form(number));
                }
            }
        }
    }

    /// These messages as scripts read them, by their ids: patterns as a words file has them, forms by their names.
    pub fn for_script<'a>(&self, ids: impl IntoIterator<Item = &'a str>) -> serde_json::Value {
        let found = ids.into_iter().filter_map(|id| Some((id.to_owned(), self.messages[Id::find(id)?.0].json())));
        found.collect::<serde_json::Map<_, _>>().into()
    }

    /// A whole number with the separator of thousands: "1,346".
    pub fn grouped(&self, number: usize) -> String {
        let mut out = String::new();
        group(number, &self.thousands, &mut out);
        out
    }
}

fn plain(message: &Message) -> String {
    match message {
        Message::Pattern(pattern) => pattern.to_string(),
        Message::Choice(choice) => plain(&choice.other),
    }
}

/// Says a message: `say!(words, "match.rare", service = name, count = 3)`.
///
/// The id is looked up once for each place in the code. A test reads the sources and holds that every message exists, has
/// these placeholders, and is said somewhere.
macro_rules! say {
    ($words:expr, $id:literal $(, $name:ident = $value:expr)* $(,)?) => {{
        static ID: std::sync::LazyLock<$crate::wording::Id> = std::sync::LazyLock::new(|| $crate::wording::Id::of($id));
        $words.say(*ID, &[$((stringify!($name), $crate::wording::Value::from(&$value)),)*])
    }};
}
pub(crate) use say;
