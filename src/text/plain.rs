//! Markdown to plain text that reads well in a message or a file: headings underlined, lists with their marks, tables
//! with bars, links with their addresses behind them.

use std::fmt::Write as _;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::markdown::Link;

/// The plain text. `resolve` gives the address to print for an address of this site; `None` prints only the words.
pub fn to_text(markdown: &str, resolve: &mut dyn FnMut(&str) -> Option<String>) -> String {
    let mut writer = Writer::default();
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH) {
        writer.take(event, resolve);
    }
    let mut text = writer.out.trim().to_owned();
    while text.contains("\n\n\n") {
        text = text.replace("\n\n\n", "\n\n");
    }
    text.push('\n');
    text
}

#[derive(Default)]
struct Writer {
    out: String,
    /// The number of the next item of each open list; `None` for a list with dashes.
    lists: Vec<Option<u64>>,
    heading_from: Option<usize>,
    targets: Vec<Option<String>>,
    cells: usize,
}

impl Writer {
    fn take(&mut self, event: Event<'_>, resolve: &mut dyn FnMut(&str) -> Option<String>) {
        match event {
            Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => self.out.push_str(&text),
            Event::SoftBreak => self.out.push(' '),
            Event::HardBreak => self.new_line(),
            Event::Rule => self.out.push_str("\n\n----\n\n"),
            Event::Start(tag) => self.open(tag, resolve),
            Event::End(tag) => self.close(tag),
            _ => {}
        }
    }

    fn new_line(&mut self) {
        self.out.push('\n');
        self.out.push_str(&"  ".repeat(self.lists.len()));
    }

    fn open(&mut self, tag: Tag<'_>, resolve: &mut dyn FnMut(&str) -> Option<String>) {
        match tag {
            Tag::Heading { .. } => {
                self.out.push_str("\n\n");
                self.heading_from = Some(self.out.len());
            }
            Tag::Paragraph if self.lists.is_empty() => self.out.push_str("\n\n"),
            Tag::CodeBlock(_) | Tag::Table(_) => self.out.push_str("\n\n"),
            Tag::List(start) => {
                if self.lists.is_empty() {
                    self.out.push('\n');
                }
                self.lists.push(start);
            }
            Tag::Item => {
                self.out.push('\n');
                self.out.push_str(&"  ".repeat(self.lists.len().saturating_sub(1)));
                match self.lists.last_mut() {
                    Some(Some(number)) => {
                        let _ = write!(self.out, "{number}. ");
                        *number += 1;
                    }
                    _ => self.out.push_str("- "),
                }
            }
            Tag::TableHead | Tag::TableRow => {
                self.out.push('\n');
                self.cells = 0;
            }
            Tag::TableCell => {
                if self.cells > 0 {
                    self.out.push_str(" | ");
                }
                self.cells += 1;
            }
            Tag::Link { dest_url, .. } => self.targets.push(match Link::read(&dest_url) {
                Link::Web(url) => Some(url.to_owned()),
                Link::Mail(address) => Some(address.to_owned()),
                Link::Telephone(number) => Some(number.to_owned()),
                Link::Site(address) => resolve(address),
                Link::Fragment(_) | Link::Unsafe(_) => None,
            }),
            _ => {}
        }
    }

    fn close(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(level) => {
                if let Some(from) = self.heading_from.take() {
                    let length = self.out[from..].chars().count();
                    let sign = if level as u8 <= 2 { "=" } else { "-" };
                    self.out.push('\n');
                    self.out.push_str(&sign.repeat(length));
                    self.out.push('\n');
                }
            }
            TagEnd::List(_) => {
                self.lists.pop();
                if self.lists.is_empty() {
                    self.out.push('\n');
                }
            }
            TagEnd::CodeBlock | TagEnd::Table => self.out.push('\n'),
            TagEnd::Link => {
                if let Some(Some(target)) = self.targets.pop()
                    && !self.out.ends_with(&target)
                {
                    let _ = write!(self.out, " ({target})");
                }
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::to_text;

    #[test]
    fn text_keeps_the_shape_of_the_page() {
        let text = to_text(
            "Intro [here](https://example.org/a).\n\n## Ask\n\n- one\n- two\n  with more\n\n1. first\n2. [second](/guide/tips/)\n\n```text\nDear [name],\n\n  bye\n```\n\n| a | b |\n| - | - |\n| 1 | 2 |\n",
            &mut |_| None,
        );
        assert_eq!(
            text,
            "Intro here (https://example.org/a).\n\nAsk\n===\n\n- one\n- two with more\n\n1. first\n2. second\n\nDear [name],\n\n  bye\n\na | b\n1 | 2\n"
        );
    }

    #[test]
    fn markup_stays_words() {
        assert_eq!(to_text("<script>alert(1)</script>\n", &mut |_| None), "<script>alert(1)</script>\n");
    }
}
