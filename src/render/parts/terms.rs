//! The first use of a glossary word on a page links to its explanation.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use crate::model::GlossaryTerm;
use crate::render::World;
use crate::text::figures;
use crate::text::html::escape;

/// The words that are still to be linked on one page.
pub(in crate::render) struct Terms<'a> {
    forms: Vec<Form<'a>>,
    linked: BTreeSet<&'a str>,
}

/// A way in which a term is written.
struct Form<'a> {
    id: &'a str,
    words: String,
    /// Acronyms are found only in capitals: "ICB", never "icb".
    exact: bool,
}

impl<'a> Terms<'a> {
    /// All words of the glossary, apart from those that the Markdown of the page links itself.
    pub(in crate::render) fn of(world: &'a World, body: &str) -> Self {
        let mut terms = Self::all(world);
        terms.leave(world, body);
        terms
    }

    /// All words of the glossary.
    pub(in crate::render) fn all(world: &'a World) -> Self {
        let mut forms: Vec<Form<'a>> = world.directory.glossary.iter().flat_map(forms).collect();
        // At one place the longest wins: "integrated care board" before "board".
        forms.sort_by(|a, b| b.words.len().cmp(&a.words.len()).then_with(|| a.words.cmp(&b.words)));
        Self { forms, linked: BTreeSet::new() }
    }

    /// Leaves out what the Markdown of a page links itself.
    pub(in crate::render) fn leave(&mut self, world: &'a World, body: &str) {
        for figure in figures::find(body).0.into_iter().filter(|figure| figure.name == "term") {
            if let Some(term) = world.directory.glossary.iter().find(|term| term.id == figure.argument) {
                self.linked.insert(&term.id);
            }
        }
    }

    /// HTML of a run of plain words with links at first uses; `None` where there is nothing to link. `link` makes the
    /// link to a term; where it gives `None`, the words stay as they are.
    pub(in crate::render) fn html(&mut self, text: &str, link: &mut dyn FnMut(&str) -> Option<String>) -> Option<String> {
        let mut out = String::new();
        let mut from = 0;
        while let Some((at, end, id)) = self.first(text, from) {
            self.linked.insert(id);
            if let Some(target) = link(id) {
                out.push_str(&escape(&text[from..at]));
                let _ = write!(out, "<a class=\"term\" href=\"{}\">{}</a>", escape(&target), escape(&text[at..end]));
                from = end;
            }
        }
        (from > 0).then(|| {
            out.push_str(&escape(&text[from..]));
            out
        })
    }

    /// The first place after `from` where a term stands that is not linked yet.
    fn first(&self, text: &str, from: usize) -> Option<(usize, usize, &'a str)> {
        let mut starts = text[from..].char_indices().map(|(at, _)| from + at);
        starts.find_map(|at| {
            let before = text[..at].chars().next_back();
            if before.is_some_and(|sign| sign.is_alphanumeric() || sign == '-') {
                return None;
            }
            self.forms.iter().filter(|form| !self.linked.contains(form.id)).find_map(|form| {
                let end = at + form.words.len();
                let found = text.get(at..end)?;
                let same = if form.exact { found == form.words } else { found.eq_ignore_ascii_case(&form.words) };
                let rest = &text[end..];
                let end = if !form.exact && rest.starts_with('s') { end + 1 } else { end };
                let after = text[end..].chars().next();
                let whole = !after.is_some_and(|sign| sign.is_alphanumeric() || sign == '-');
                let in_a_name = !form.exact && !is_a_name(&form.words) && stands_in_a_name(text, at, end);
                (same && whole && !in_a_name).then_some((at, end, form.id))
            })
        })
    }
}

/// Whether a term is a name itself, with a large letter inside: "Healthy Child Programme".
fn is_a_name(term: &str) -> bool {
    term.chars().skip(1).any(char::is_uppercase)
}

/// Whether a word that begins large is a part of a longer name, as in "Windsor Academy Trust": the word after it begins
/// large, or the word before it does and does not open a sentence.
fn stands_in_a_name(text: &str, at: usize, end: usize) -> bool {
    let large = |word: &str| word.starts_with(char::is_uppercase);
    if !large(&text[at..end]) {
        return false;
    }
    let next = text[end..].strip_prefix(' ').is_some_and(large);
    let before = text[..at].strip_suffix(' ').unwrap_or_default();
    let start = before.rfind(' ').map_or(0, |space| space + 1);
    let opens = before[..start].trim_end();
    next || large(&before[start..]) && !opens.is_empty() && !opens.ends_with(['.', '?', '!', ':'])
}

fn forms(term: &GlossaryTerm) -> Vec<Form<'_>> {
    let is_acronym = |words: &str| words.len() > 1 && !words.chars().any(char::is_lowercase);
    let mut forms = vec![Form { id: &term.id, words: term.term.clone(), exact: is_acronym(&term.term) }];
    let acronyms = term.also.iter().filter(|other| is_acronym(other));
    forms.extend(acronyms.map(|other| Form { id: &term.id, words: other.clone(), exact: true }));
    forms
}
