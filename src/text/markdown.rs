//! Markdown, as strangers write it, to HTML that cannot harm.
//!
//! HTML is written from the parser's events and from nothing else: raw HTML becomes text, links are taken only in the
//! forms of [`Link`], pictures only from the site itself. There is no sanitizer to outwit.

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{Alignment, CodeBlockKind, CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::html::escape;
use super::link_text::other_host;
use super::slug::fold;

/// The deepest nesting of quotes and lists; deeper ones cost time that grows with the square.
pub const DEEPEST: usize = 16;

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Link<'a> {
    /// Another site: `https` or `http`.
    Web(&'a str),
    /// A mailbox, without the scheme.
    Mail(&'a str),
    /// A telephone number, without the scheme.
    Telephone(&'a str),
    /// An address of this site, with its leading slash.
    Site(&'a str),
    /// A place on the same page.
    Fragment(&'a str),
    /// Anything else: not a link.
    Unsafe(&'a str),
}

impl<'a> Link<'a> {
    /// Reads the target of a link. Only what is plainly one of the safe forms is taken.
    pub fn read(target: &'a str) -> Self {
        if target.chars().any(|sign| sign.is_control() || sign.is_whitespace()) {
            return Self::Unsafe(target);
        }
        if let Some(address) = target.strip_prefix("mailto:") {
            let plain = !address.contains(['?', '%', '&', ',', ';']);
            return if plain && super::is_mailbox(address) { Self::Mail(address) } else { Self::Unsafe(target) };
        }
        if let Some(number) = target.strip_prefix("tel:") {
            let fits = !number.is_empty() && number.chars().all(|sign| sign.is_ascii_digit() || "+-.()".contains(sign));
            return if fits { Self::Telephone(number) } else { Self::Unsafe(target) };
        }
        if target.starts_with("https://") || target.starts_with("http://") {
            return if super::is_web_address(target) { Self::Web(target) } else { Self::Unsafe(target) };
        }
        match target.as_bytes() {
            [b'/', b'/', ..] => Self::Unsafe(target),
            [b'/', ..] if !target.contains(['\\', ':']) => Self::Site(target),
            [b'#', ..] => Self::Fragment(target),
            _ => Self::Unsafe(target),
        }
    }
}

/// Something in a Markdown text that a rule may object to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Where, in bytes of the Markdown.
    pub span: Range<usize>,
    /// What.
    pub what: Found,
}

/// What [`inspect`] can find.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// Raw HTML; it will be shown as text.
    RawHtml,
    /// A link of a kind that is not allowed; its text stays, the link goes.
    UnsafeLink(String),
    /// A link to an address of this site, with its leading slash.
    SiteLink(String),
    /// A link to a place on the same page, with its leading `#`.
    Fragment(String),
    /// A picture that is not the site's own; its description stays.
    ForeignImage(String),
    /// A heading that skips a level or is the page's own `#`.
    HeadingOrder {
        /// The level found, 1 to 6.
        level: u8,
        /// The deepest level that may stand here.
        deepest: u8,
    },
    /// Quotes or lists nested deeper than [`DEEPEST`].
    TooDeep,
    /// A link whose words name another host than it leads to.
    OtherHost {
        /// The host in its words.
        named: String,
        /// Its target.
        target: String,
    },
}

fn options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH
}

/// Looks for what rules may object to, in the order of the text.
pub fn inspect(markdown: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut last_heading = 1_u8;
    let mut depth = 0_usize;
    // The link that is open, with its words so far.
    let mut open: Option<(String, String)> = None;
    for (event, span) in Parser::new_ext(markdown, options()).into_offset_iter() {
        let mut find = |what| findings.push(Finding { span: span.clone(), what });
        if let Some((_, words)) = &mut open {
            match &event {
                Event::Text(text) | Event::Code(text) => words.push_str(text),
                Event::SoftBreak | Event::HardBreak => words.push(' '),
                _ => {}
            }
        }
        match event {
            Event::Html(text) | Event::InlineHtml(text) if !text.trim().is_empty() => find(Found::RawHtml),
            Event::Start(Tag::Link { dest_url, .. }) => match Link::read(&dest_url) {
                Link::Unsafe(target) => find(Found::UnsafeLink(target.to_owned())),
                Link::Site(target) => find(Found::SiteLink(target.to_owned())),
                Link::Fragment(target) => find(Found::Fragment(target.to_owned())),
                Link::Web(target) | Link::Mail(target) => open = Some((target.to_owned(), String::new())),
                Link::Telephone(_) => {}
            },
            Event::End(TagEnd::Link) => {
                if let Some((target, words)) = open.take()
                    && let Some(named) = other_host(&words, &target)
                {
                    find(Found::OtherHost { named, target });
                }
            }
            Event::Start(Tag::Image { dest_url, .. }) => find(Found::ForeignImage(dest_url.to_string())),
            Event::Start(Tag::Heading { level, .. }) => {
                let level = level as u8;
                if level == 1 || level > last_heading + 1 {
                    find(Found::HeadingOrder { level, deepest: last_heading + 1 });
                }
                last_heading = level.max(2);
            }
            Event::Start(Tag::BlockQuote(_) | Tag::List(_)) => {
                depth += 1;
                if depth == DEEPEST + 1 {
                    find(Found::TooDeep);
                }
            }
            Event::End(TagEnd::BlockQuote(_) | TagEnd::List(_)) => depth -= 1,
            _ => {}
        }
    }
    findings
}

/// Markdown to HTML blocks. `resolve` turns an address of this site (with its leading slash) into the link to write;
/// `None` keeps the words without a link.
pub fn to_html(markdown: &str, resolve: &mut dyn FnMut(&str) -> Option<String>) -> String {
    alone(markdown, resolve, false)
}

/// How a text stands inside a longer document.
pub struct Setting<'a> {
    /// Turns an address of this site (with its leading slash) into the link to write; `None` keeps the words.
    pub resolve: &'a mut dyn FnMut(&str) -> Option<String>,
    /// The HTML that follows a link to another site: the number of a source.
    pub after_web_link: &'a mut dyn FnMut(&str) -> String,
    /// The HTML that follows a link to an address of this site (with its leading slash).
    pub after_site_link: &'a mut dyn FnMut(&str) -> String,
    /// HTML for a run of plain words outside links, headings and code; `None` writes them as they are.
    pub words: &'a mut dyn FnMut(&str) -> Option<String>,
    /// By how many levels headings stand lower, at most `h6`.
    pub lower: u8,
    /// What stands before the fragment of each heading, so that two texts in one document do not share one.
    pub prefix: &'a str,
}

/// Markdown to HTML blocks as a part of a longer document.
pub fn to_html_in(markdown: &str, setting: &mut Setting<'_>) -> String {
    write_html(markdown, setting, false)
}

/// Markdown of one line to HTML without a paragraph around it, as a part of a longer document.
pub fn to_inline_html_in(markdown: &str, setting: &mut Setting<'_>) -> String {
    write_html(markdown, setting, true)
}

/// Markdown of one line to HTML without a paragraph around it.
pub fn to_inline_html(markdown: &str, resolve: &mut dyn FnMut(&str) -> Option<String>) -> String {
    alone(markdown, resolve, true)
}

/// A text that is no part of a longer document.
fn alone(markdown: &str, resolve: &mut dyn FnMut(&str) -> Option<String>, inline: bool) -> String {
    let setting = &mut Setting {
        resolve,
        after_web_link: &mut |_| String::new(),
        after_site_link: &mut |_| String::new(),
        words: &mut |_| None,
        lower: 0,
        prefix: "",
    };
    write_html(markdown, setting, inline)
}

/// The words of a Markdown text, with single spaces, for search and descriptions.
pub fn to_words(markdown: &str) -> String {
    let mut words = String::new();
    for event in Parser::new_ext(markdown, options()) {
        match event {
            Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => words.push_str(&text),
            Event::SoftBreak | Event::HardBreak | Event::End(_) if !words.ends_with(' ') => words.push(' '),
            _ => {}
        }
    }
    words.split_whitespace().collect::<Vec<_>>().join(" ").replace(" .", ".").replace(" ,", ",")
}

/// The headings of a text with their levels and the fragments that [`to_html`] gives them.
pub fn headings(markdown: &str) -> Vec<(u8, String, String)> {
    let mut taken = BTreeMap::new();
    let mut found = Vec::new();
    let mut open: Option<(u8, String)> = None;
    for event in Parser::new_ext(markdown, options()) {
        match event {
            Event::Start(Tag::Heading { level, .. }) => open = Some((level as u8, String::new())),
            Event::End(TagEnd::Heading(_)) => {
                if let Some((level, text)) = open.take() {
                    let fragment = free_fragment(&text, &mut taken);
                    found.push((level, text, fragment));
                }
            }
            Event::Text(text) | Event::Code(text) => {
                if let Some((_, heading)) = &mut open {
                    heading.push_str(&text);
                }
            }
            _ => {}
        }
    }
    found
}

/// Text as Markdown that reads as exactly that text, but for spaces before it: four of them would make it code.
pub fn escape_text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for sign in text.trim_start().chars() {
        if sign.is_ascii_punctuation() && !matches!(sign, ',' | '\'' | ';' | '?' | '/' | '%') {
            out.push('\\');
        }
        out.push(if sign == '\n' || sign == '\r' { ' ' } else { sign });
    }
    out
}

/// A fragment that no heading before has taken. For each word it is remembered where counting may go on: a page of fifty
/// thousand equal headings must not count to fifty thousand for each.
fn free_fragment(heading: &str, taken: &mut BTreeMap<String, usize>) -> String {
    let base = Some(fold(heading).replace(' ', "-")).filter(|base| !base.is_empty()).unwrap_or_else(|| "section".to_owned());
    let mut number = taken.get(&base).map_or(1, |last| last + 1);
    loop {
        let fragment = if number == 1 { base.clone() } else { format!("{base}-{number}") };
        if number == 1 || !taken.contains_key(&fragment) {
            taken.insert(base, number);
            taken.entry(fragment.clone()).or_insert(1);
            return fragment;
        }
        number += 1;
    }
}

/// Writes HTML from events. Quotes and lists deeper than [`DEEPEST`] lose their marks, not their words.
fn write_html(markdown: &str, setting: &mut Setting<'_>, inline: bool) -> String {
    let mut fragments = headings(markdown).into_iter().map(|(_, _, fragment)| fragment);
    let mut closing: Vec<String> = Vec::new();
    let mut depth = 0_usize;
    let mut apart = 0_usize; // links, headings and code that are open
    let (lower, prefix) = (setting.lower, setting.prefix);
    let events = Parser::new_ext(markdown, options()).filter_map(move |event| {
        match &event {
            Event::Start(Tag::Link { .. } | Tag::Heading { .. } | Tag::CodeBlock(_)) => apart += 1,
            Event::End(TagEnd::Link | TagEnd::Heading(_) | TagEnd::CodeBlock) => apart -= 1,
            _ => {}
        }
        let event = match event {
            Event::Text(text) if apart == 0 => match (setting.words)(&text) {
                Some(html) => Event::InlineHtml(html.into()),
                None => Event::Text(text),
            },
            Event::Html(text) | Event::InlineHtml(text) => Event::Text(text),
            Event::Start(Tag::HtmlBlock) => Event::Start(Tag::Paragraph),
            Event::End(TagEnd::HtmlBlock) => Event::End(TagEnd::Paragraph),
            Event::Start(Tag::Link { dest_url, .. }) => {
                let (open, close) = link_html(&dest_url, setting);
                closing.push(close);
                Event::InlineHtml(open.into())
            }
            Event::End(TagEnd::Link) => Event::InlineHtml(closing.pop().unwrap_or_default().into()),
            Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => return None,
            Event::Start(Tag::BlockQuote(_)) => {
                depth += 1;
                return (depth <= DEEPEST).then_some(Event::Start(Tag::BlockQuote(None)));
            }
            Event::Start(Tag::List(start)) => {
                depth += 1;
                return (depth <= DEEPEST).then_some(Event::Start(Tag::List(start)));
            }
            Event::Start(Tag::Item) | Event::End(TagEnd::Item) if depth > DEEPEST => return None,
            Event::End(end @ (TagEnd::BlockQuote(_) | TagEnd::List(_))) => {
                depth -= 1;
                return (depth < DEEPEST).then_some(Event::End(end));
            }
            Event::Start(Tag::Heading { level, .. }) => {
                let fragment = fragments.next().unwrap_or_default();
                let open = format!("<h{} id=\"{}{}\">", safe_level(level, lower), escape(prefix), escape(&fragment));
                Event::Html(open.into())
            }
            Event::End(TagEnd::Heading(level)) => Event::Html(format!("</h{}>\n", safe_level(level, lower)).into()),
            // Alignment would be written as a style attribute, which the content security policy refuses.
            Event::Start(Tag::Table(columns)) => Event::Start(Tag::Table(vec![Alignment::None; columns.len()])),
            Event::Start(Tag::CodeBlock(kind)) => Event::Start(Tag::CodeBlock(plain_fence(kind))),
            other => other,
        };
        Some(event)
    });
    let mut out = String::with_capacity(markdown.len() * 2);
    if inline {
        let inner = events.filter(|event| !matches!(event, Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph)));
        pulldown_cmark::html::push_html(&mut out, inner);
        out.truncate(out.trim_end().len());
    } else {
        pulldown_cmark::html::push_html(&mut out, events);
    }
    out
}

/// The page has its own `h1`, so a heading never writes one.
fn safe_level(level: HeadingLevel, lower: u8) -> u8 {
    (level as u8).max(2).saturating_add(lower).min(6)
}

/// Keeps the first word of a fence's information, if it is a plain word: it becomes a class name.
fn plain_fence(kind: CodeBlockKind<'_>) -> CodeBlockKind<'_> {
    match kind {
        CodeBlockKind::Fenced(info) => {
            let word: String = info.chars().take_while(char::is_ascii_alphanumeric).collect();
            CodeBlockKind::Fenced(CowStr::from(word))
        }
        CodeBlockKind::Indented => CodeBlockKind::Indented,
    }
}

fn link_html(target: &str, setting: &mut Setting<'_>) -> (String, String) {
    let mut after = String::new();
    let open = match Link::read(target) {
        Link::Web(url) => {
            after = (setting.after_web_link)(url);
            Some(format!("<a href=\"{}\" rel=\"noopener nofollow ugc\">", escape(url)))
        }
        Link::Mail(address) => Some(format!("<a href=\"mailto:{}\">", escape(address))),
        Link::Telephone(number) => Some(format!("<a href=\"tel:{}\">", escape(number))),
        Link::Site(address) => (setting.resolve)(address).map(|link| {
            after = (setting.after_site_link)(address);
            format!("<a href=\"{}\">", escape(&link))
        }),
        Link::Fragment(fragment) => {
            let inside = fragment.trim_start_matches('#');
            Some(format!("<a href=\"#{}{}\">", escape(setting.prefix), escape(inside)))
        }
        Link::Unsafe(_) => None,
    };
    match open {
        Some(open) => (open, format!("</a>{after}")),
        None => (String::new(), String::new()),
    }
}
