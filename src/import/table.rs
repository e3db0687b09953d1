//! A register as rows of cells. Every cell is a text: nothing in it is ever taken for a key, a number or a formula.

use std::cell::RefCell;
use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, is_hidden};
use crate::text::{fold, nearest};

use super::account::Account;
use super::encoding::decode;
use super::separator::{said_separator, separator};

/// The greatest length of a cell in characters; what is longer is cut and said.
const LONGEST_CELL: usize = 2000;

/// Most faults of one table that are kept; the others are counted. Each costs memory, and a table has no end of rows.
const MOST_FAULTS: usize = 1000;

/// A table whose text is known.
#[derive(Debug)]
pub struct Table {
    /// The file as it was given, to show.
    pub path: String,
    /// Its text.
    pub text: Arc<str>,
    /// The names of its columns; empty where it has none.
    header: Vec<String>,
    /// What stands between two cells.
    separator: u8,
    /// What became of its rows and cells.
    account: RefCell<Account>,
}

/// A row, with the place where it begins.
#[derive(Debug)]
pub struct Row<'t> {
    table: &'t Table,
    cells: csv::StringRecord,
    start: usize,
}

/// Is given a row, or the fault of one that is left out.
type TakeRow<'t> = dyn FnMut(Result<&Row<'_>, Diagnostic>, &mut Vec<Diagnostic>) + 't;

impl Table {
    /// A table from the bytes of a file; with `headed`, its first row names the columns.
    ///
    /// # Errors
    /// A fault where the bytes are no table.
    pub fn read(path: &str, bytes: &[u8], headed: bool, faults: &mut Vec<Diagnostic>) -> Result<Self, Box<Diagnostic>> {
        let decoded = decode(bytes)
            .map_err(|why| Box::new(Diagnostic::new(Code::RegisterFormat, path, None, why).help("give the file as CSV")))?;
        let text: Arc<str> = decoded.text.into();
        let start = text.trim_start();
        if start.is_empty() {
            return Err(Box::new(Diagnostic::new(Code::RegisterCut, path, None, "the file is empty").help("download it again")));
        }
        if start.starts_with('<') || start.starts_with('{') {
            return Err(Box::new(
                Diagnostic::new(Code::RegisterFormat, path, 0..1, "this is a web page or other markup, not a table")
                    .help("the register probably answered with an error or a sign-in page; download the file again"),
            ));
        }
        let (said, text) = said_separator(text);
        let separator = said.unwrap_or_else(|| separator(&text));
        let mut table = Self { path: path.to_owned(), separator, text, header: Vec::new(), account: RefCell::default() };
        if let Some(line) = decoded.mixed_at {
            let start = line_start(&table.text, line);
            faults.push(
                Diagnostic::new(Code::RegisterRow, path, start..start + 1, "the file mixes UTF-8 and Windows-1252")
                    .help("each line was read by itself; look at its accents and apostrophes"),
            );
        }
        if headed {
            let first = table.reader().records().next().and_then(Result::ok).unwrap_or_default();
            table.header = first.iter().map(|name| name.trim().to_owned()).collect();
            table.look_for_twins(faults);
        }
        Ok(table)
    }

    fn reader(&self) -> csv::Reader<&[u8]> {
        csv::ReaderBuilder::new().delimiter(self.separator).has_headers(false).flexible(true).from_reader(self.text.as_bytes())
    }

    /// Two columns of one name: nobody can know which is meant.
    fn look_for_twins(&self, faults: &mut Vec<Diagnostic>) {
        for (at, name) in self.header.iter().enumerate().filter(|(_, name)| !name.is_empty()) {
            if let Some(first) = self.header[..at].iter().position(|other| fold(other) == fold(name)) {
                let message = format!("the columns {} and {} are both called `{name}`", first + 1, at + 1);
                let fault = Diagnostic::new(Code::RegisterFormat, self.path.clone(), self.header_place(), message);
                faults.push(fault.help("rename or delete the one that is not meant"));
            }
        }
    }

    /// How many cells its first row has.
    pub(super) fn width(&self) -> usize {
        self.reader().records().next().and_then(Result::ok).map_or(0, |first| first.len())
    }

    /// Where the names of its columns stand.
    pub fn header_place(&self) -> Range<usize> {
        let start = self.text.len() - self.text.trim_start_matches(['\r', '\n']).len();
        start..self.text[start..].find(['\r', '\n']).map_or(self.text.len(), |end| start + end)
    }

    /// The names of the columns.
    pub fn header(&self) -> &[String] {
        &self.header
    }

    /// The column that has one of these names, however its capitals, spaces and signs are written.
    pub fn column(&self, names: &[&str]) -> Option<usize> {
        let found = names.iter().find_map(|name| self.header.iter().position(|have| fold(have) == fold(name)));
        // A column that is asked for by its name is known, even where no row of it is read.
        found.inspect(|&column| Account::mark(&mut self.account.borrow_mut().asked, column))
    }

    /// The same where every one of these names means the same `key`: two of them beside each other are a fault, since nobody
    /// can know which counts.
    pub(super) fn only_column(&self, names: &[&str], key: &str, faults: &mut Vec<Diagnostic>) -> Option<usize> {
        let found = self.column(names)?;
        let means = |name: &String| names.iter().any(|known| fold(known) == fold(name));
        // Two of the very same name are said already.
        let twin = (0..self.header.len())
            .find(|&at| at != found && means(&self.header[at]) && fold(&self.header[at]) != fold(&self.header[found]));
        if let Some(twin) = twin {
            let (one, other) = (found.min(twin), found.max(twin));
            let (first, second) = (&self.header[one], &self.header[other]);
            let message = format!("the columns {} and {}, `{first}` and `{second}`, both stand for `{key}`", one + 1, other + 1);
            let fault = Diagnostic::new(Code::RegisterFormat, self.path.clone(), self.header_place(), message);
            faults.push(fault.help("rename or delete the one that is not meant"));
        }
        Some(found)
    }

    /// The same for a column that must be there.
    pub fn needed(&self, names: &[&str], faults: &mut Vec<Diagnostic>) -> usize {
        self.column(names).unwrap_or_else(|| {
            let first = names.first().copied().unwrap_or_default();
            let near = nearest(first, self.header.iter().map(String::as_str));
            let shown: Vec<&str> = self.header.iter().take(40).map(String::as_str).collect();
            faults.push(
                Diagnostic::new(
                    Code::RegisterFormat,
                    self.path.clone(),
                    self.header_place(),
                    format!("the column `{first}` is missing"),
                )
                .maybe_help(near.map(|near| format!("did `{near}` take its place?")))
                .help(format!("the first line names: {}", shown.join(", ")))
                .maybe_help(self.named_below(names)),
            );
            usize::MAX
        })
    }

    /// Titles and dates stand above the names of the columns in many a sheet; the advice to delete them, where that is so.
    fn named_below(&self, names: &[&str]) -> Option<String> {
        const MOST_TITLES: usize = 20;
        let says_one = |cells: &csv::StringRecord| cells.iter().any(|cell| names.iter().any(|name| fold(cell) == fold(name)));
        let found = self.reader().into_records().take(MOST_TITLES).skip(1).filter_map(Result::ok).find(says_one)?;
        // The reader counts empty lines before a row as a part of it.
        let start = self.skip_blank(found.position()?.byte() as usize);
        let line = 1 + self.text[..start].matches('\n').count();
        Some(format!("line {line} names it: delete the lines above, so that the names of the columns stand first"))
    }

    /// Gives each row below the header to `take`. Rows of another length are left out and said; a last row that is cut off
    /// is an error, since the rest of the file is missing too.
    pub fn rows(&self, width: usize, faults: &mut Vec<Diagnostic>, take: &mut dyn FnMut(&Row<'_>, &mut Vec<Diagnostic>)) {
        let most = faults.len() + MOST_FAULTS;
        let mut dropped = 0;
        {
            // A table that is looked through twice has as many rows as before.
            let account = &mut *self.account.borrow_mut();
            *account = Account { asked: std::mem::take(&mut account.asked), ..Account::default() };
        }
        self.each_row(width, faults, &mut |found, faults| {
            match found {
                Ok(row) => {
                    self.count(row);
                    take(row, faults);
                }
                Err(misfit) => faults.push(misfit),
            }
            dropped += faults.len().saturating_sub(most);
            faults.truncate(most);
        });
        if faults.len() + MOST_FAULTS == most && self.account.borrow().rows == 0 {
            faults.push(self.without_rows());
        }
        if dropped > 0 {
            let message = format!("{} more faults of this table are not listed", crate::text::grouped(dropped));
            faults.push(
                Diagnostic::new(Code::RegisterRow, self.path.clone(), None, message)
                    .help("so many are seldom many mistakes: check which file this is and how it was saved"),
            );
        }
    }

    /// The fault of a table in which nothing stands but the names of its columns.
    fn without_rows(&self) -> Diagnostic {
        let message = match self.account.borrow().blank {
            0 => "no row stands below the names of the columns".to_owned(),
            blank => format!("nothing stands in the cells of {} of this table", crate::text::counted(blank, "row", None)),
        };
        Diagnostic::new(Code::RegisterCut, self.path.clone(), self.header_place(), message)
            .help("save or download the file again, and look whether its rows stand on another sheet")
    }

    fn count(&self, row: &Row<'_>) {
        let account = &mut *self.account.borrow_mut();
        account.rows += 1;
        for (at, _) in row.cells.iter().enumerate().filter(|(_, cell)| !cell.trim().is_empty()) {
            Account::mark(&mut account.filled, at);
        }
    }

    /// What became of the rows and columns of the table, in sentences, once it was read.
    pub fn account(&self) -> Vec<String> {
        self.account.borrow().sentences(&self.path, &self.header)
    }

    fn each_row(&self, width: usize, faults: &mut Vec<Diagnostic>, take: &mut TakeRow<'_>) {
        let mut reader = self.reader();
        let mut cells = csv::StringRecord::new();
        let mut first = !self.header.is_empty();
        let mut noted = false;
        loop {
            match reader.read_record(&mut cells) {
                Ok(false) => return,
                Ok(true) => {}
                Err(error) => {
                    let at = error.position().map_or(0, |place| place.byte() as usize);
                    faults.push(self.cut(at, format!("this row cannot be read: {error}")));
                    return;
                }
            }
            if std::mem::take(&mut first) {
                continue;
            }
            let start = self.skip_blank(cells.position().map_or(0, |place| place.byte() as usize));
            let end = reader.position().byte() as usize;
            let last = end >= self.text.len();
            let row = Row { table: self, cells: std::mem::take(&mut cells), start };
            let blank = row.cells.iter().all(|cell| cell.trim().is_empty());
            if last && self.text[start..].matches('"').count() % 2 == 1 {
                faults.push(self.cut(start, "the quotation mark that opens a cell here is never closed".to_owned()));
            } else if blank {
                self.account.borrow_mut().blank += 1;
            } else {
                let misfit = row.misfit(width);
                noted = misfit.is_some() && (noted || row.is_below_a_gap());
                match misfit {
                    None => take(Ok(&row), faults),
                    Some(_) if noted => {
                        let note =
                            Diagnostic::new(Code::RegisterRow, self.path.clone(), row.span(), "a note stands under the table");
                        take(Err(note.help("it was left out")), faults);
                    }
                    Some(_) if last && !self.text.ends_with('\n') && row.cells.len() < width => {
                        let cut = self.cut(start, "the file ends in the middle of this row".to_owned());
                        faults.push(cut.help("or, if this is a note under the table, put an empty line above it"));
                    }
                    Some(message) => {
                        let misfit = Diagnostic::new(Code::RegisterRow, self.path.clone(), row.span(), message)
                            .help("the row was left out; look for a stray comma or quotation mark");
                        take(Err(misfit), faults);
                    }
                }
            }
            cells = row.cells;
        }
    }

    fn cut(&self, at: usize, message: String) -> Diagnostic {
        let end = self.text[at..].find('\n').map_or(self.text.len(), |line| at + line);
        Diagnostic::new(Code::RegisterCut, self.path.clone(), at..end, message)
            .help("probably only a part of the file was downloaded; download it again")
    }

    fn skip_blank(&self, at: usize) -> usize {
        at + self.text[at..].len() - self.text[at..].trim_start_matches(['\r', '\n']).len()
    }
}

impl Row<'_> {
    fn misfit(&self, width: usize) -> Option<String> {
        let have = self.cells.len();
        let extra_is_empty = have > width && self.cells.iter().skip(width).all(|cell| cell.trim().is_empty());
        (have != width && !extra_is_empty).then(|| format!("this row has {have} cells, not {width}"))
    }

    /// Whether an empty line, or one of empty cells, stands above it: notes stand so under a table.
    fn is_below_a_gap(&self) -> bool {
        let above = self.table.text[..self.start].trim_end_matches([' ', '\t']);
        let above = above.strip_suffix('\n').unwrap_or(above);
        let above = above.strip_suffix('\r').unwrap_or(above);
        let separator = char::from(self.table.separator);
        let gap = above.trim_end_matches([separator, ' ', '\t', '"']);
        above.len() < self.start && !gap.is_empty() && gap.ends_with(['\n', '\r'])
    }

    /// Counts the row as left for a reason, which follows a colon.
    pub(super) fn leave(&self, reason: &'static str) {
        *self.table.account.borrow_mut().rows_left.entry(reason).or_default() += 1;
    }

    /// Counts a cell as left for a reason, which follows a colon.
    pub(super) fn leave_cell(&self, reason: &'static str) {
        *self.table.account.borrow_mut().cells_left.entry(reason).or_default() += 1;
    }

    /// The line of the file in which the row begins, from 1.
    pub fn line(&self) -> usize {
        // The reader counts blank lines before a row as a part of it.
        let (line, from) = self.cells.position().map_or((1, 0), |place| (place.line() as usize, place.byte() as usize));
        line + self.table.text[from..self.start].matches('\n').count()
    }

    /// Short digits that are the same for rows of the same cells.
    pub(super) fn fingerprint(&self) -> String {
        crate::text::fingerprint(self.cells.iter().flat_map(|cell| [cell.trim().as_bytes(), b"\x1f"]))
    }

    /// The whole row's first line.
    pub fn span(&self) -> Range<usize> {
        let end = self.table.text[self.start..].find(['\n', '\r']).map_or(self.table.text.len(), |line| self.start + line);
        self.start..end
    }

    /// Where the cell of a column stands.
    pub fn place(&self, column: usize) -> Range<usize> {
        let text = &self.table.text;
        let (mut at, mut quoted, mut from) = (0, false, self.start);
        for (offset, byte) in text[self.start..].bytes().enumerate() {
            match byte {
                b'"' => quoted = !quoted,
                byte if !quoted && (byte == self.table.separator || matches!(byte, b'\n' | b'\r')) => {
                    if at == column {
                        return from..self.start + offset;
                    }
                    if byte != self.table.separator {
                        return self.span();
                    }
                    at += 1;
                    from = self.start + offset + 1;
                }
                _ => {}
            }
        }
        from..text.len()
    }

    /// The text of a cell: hidden signs removed, white space single; empty where there is no such column.
    pub fn cell(&self, column: usize, faults: &mut Vec<Diagnostic>) -> String {
        let raw = self.cells.get(column).unwrap_or_default();
        Account::mark(&mut self.table.account.borrow_mut().asked, column);
        let clean = clean(raw);
        let hidden = raw.chars().any(|sign| is_hidden(sign) && !matches!(sign, '\t' | '\r' | '\n'));
        if hidden || raw.chars().count() > LONGEST_CELL {
            let message = if hidden { "this cell holds signs that cannot be seen" } else { "this cell is far too long" };
            faults.push(self.fault(column, message).help(if hidden {
                "they were left out".to_owned()
            } else {
                format!("only its first {LONGEST_CELL} characters were read")
            }));
        }
        clean
    }

    /// A fault in a cell; the rest of the row is used.
    pub fn fault(&self, column: usize, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(Code::RegisterRow, self.table.path.clone(), self.place(column), message)
    }
}

fn clean(raw: &str) -> String {
    let mut text = String::with_capacity(raw.len());
    for word in raw.split_whitespace() {
        let seen = word.chars().filter(|&sign| !is_hidden(sign));
        if !text.is_empty() && !text.ends_with(' ') {
            text.push(' ');
        }
        text.extend(seen);
    }
    text.truncate(text.trim_end().len());
    text.chars().take(LONGEST_CELL).collect()
}

fn line_start(text: &str, line: usize) -> usize {
    text.match_indices('\n').nth(line.saturating_sub(2)).filter(|_| line > 1).map_or(0, |(at, _)| at + 1)
}
