//! Files as a register publishes them: plain, gzipped or zipped. What comes out is a stream, so that the postcode file of
//! the whole country is never in memory.

use std::borrow::Cow;
use std::io::{Cursor, Read, Seek, SeekFrom};

use flate2::read::MultiGzDecoder;
use zip::ZipArchive;
use zip::result::ZipError;

use crate::diagnostic::{Code, Diagnostic};

/// The greatest size of a register once unpacked, in bytes: some fifteen times that of the largest extract.
pub const LARGEST_REGISTER: u64 = 1024 * 1024 * 1024;

/// What any packed file may hold, and how many times its own size beyond that. Tables shrink to a fifth or a twentieth;
/// what shrinks to a thousandth was made to fill a memory.
const ALWAYS_UNPACKED: u64 = 64 * 1024 * 1024;
const MOST_GROWTH: u64 = 100;

/// Which files of a zip are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Members {
    /// Every table in it.
    All,
    /// The largest table: the postcode file comes with its parts and its user guide.
    Largest,
}

/// Is given the name and the stream of a table.
pub type Take<'t> = dyn FnMut(&str, &mut dyn Read) -> Result<(), Box<Diagnostic>> + 't;

/// Gives every table in the file to `take`, unpacked, with a name to show: `extract.zip/allgroupsdata.csv`.
///
/// # Errors
/// A fault where the file is not what its first bytes say, or is cut off, or `take` answers one.
pub fn unpack(name: &str, file: &mut (impl Read + Seek), members: Members, take: &mut Take<'_>) -> Result<(), Box<Diagnostic>> {
    let mut first = [0_u8; 4];
    let (start, packed) = read_start(file, &mut first).map_err(|error| Box::new(unreadable(name, &error)))?;
    let mut left = ALWAYS_UNPACKED.saturating_add(packed.saturating_mul(MOST_GROWTH));
    match &first[..start] {
        [0x1f, 0x8b, ..] => take(name, &mut Bounded { stream: &mut MultiGzDecoder::new(file), left: &mut left }),
        [b'P', b'K', 3, 4] => unzip(name, file, members, &mut left, take),
        [0xd0, 0xcf, 0x11, 0xe0] => Err(Box::new(workbook(name))),
        _ => take(name, file),
    }
}

/// A stream that fails once more comes out than may: `left` counts over all tables of one file.
struct Bounded<'s> {
    stream: &'s mut dyn Read,
    left: &'s mut u64,
}

impl Read for Bounded<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let length = self.stream.read(buffer)?;
        match self.left.checked_sub(length as u64) {
            Some(left) => *self.left = left,
            None => return Err(std::io::ErrorKind::FileTooLarge.into()),
        }
        Ok(length)
    }
}

/// Reads the first bytes; the answer is how many there are, and the size of the file.
fn read_start(file: &mut (impl Read + Seek), first: &mut [u8; 4]) -> std::io::Result<(usize, u64)> {
    let mut length = 0;
    while length < first.len() {
        match file.read(&mut first[length..])? {
            0 => break,
            more => length += more,
        }
    }
    let size = file.seek(SeekFrom::End(0))?;
    file.seek(SeekFrom::Start(0))?;
    Ok((length, size))
}

fn unzip(
    name: &str,
    file: &mut (impl Read + Seek),
    members: Members,
    left: &mut u64,
    take: &mut Take<'_>,
) -> Result<(), Box<Diagnostic>> {
    let mut archive = ZipArchive::new(file).map_err(|error| Box::new(broken_zip(name, &error)))?;
    let names: Vec<String> = archive.file_names().filter_map(Result::ok).map(Cow::into_owned).collect();
    if names.iter().any(|member| member.starts_with("xl/") || member == "content.xml") {
        return Err(Box::new(workbook(name)));
    }
    let mut tables = Vec::new();
    for at in 0..archive.len() {
        let member = archive.by_index_raw(at).map_err(|error| Box::new(broken_zip(name, &error)))?;
        if member.is_file() && member.name().is_ok_and(|inner| is_table(&inner)) {
            tables.push((at, member.size()));
        }
    }
    if members == Members::Largest {
        tables.sort_by_key(|&(at, size)| (std::cmp::Reverse(size), at));
        tables.truncate(1);
    }
    if tables.is_empty() {
        let inside = crate::text::listed(&names.iter().take(5).collect::<Vec<_>>(), "and");
        return Err(Box::new(
            Diagnostic::new(Code::RegisterFormat, name, None, "the zip holds no table that ends in `.csv`")
                .help(format!("it holds: {inside}")),
        ));
    }
    for (at, _) in tables {
        let mut member = archive.by_index(at).map_err(|error| Box::new(broken_zip(name, &error)))?;
        let inner = member.name().map_err(|error| Box::new(broken_zip(name, &error)))?.into_owned();
        let shown = format!("{name}/{}", inner.rsplit('/').next().unwrap_or_default());
        take(&shown, &mut Bounded { stream: &mut member, left })?;
    }
    Ok(())
}

fn is_table(member: &str) -> bool {
    let last = member.rsplit('/').next().unwrap_or_default();
    let csv = std::path::Path::new(last).extension().is_some_and(|ending| ending.eq_ignore_ascii_case("csv"));
    csv && !last.starts_with('.') && !member.starts_with("__MACOSX/")
}

fn broken_zip(name: &str, error: &ZipError) -> Diagnostic {
    match error {
        ZipError::UnsupportedArchive(text) if *text == ZipError::PASSWORD_REQUIRED => {
            Diagnostic::new(Code::RegisterFormat, name, None, "the zip is protected by a password")
                .help("unpack it yourself and give the `.csv` in it")
        }
        ZipError::UnsupportedArchive(_) => {
            Diagnostic::new(Code::RegisterFormat, name, None, format!("the zip cannot be unpacked: {error}"))
                .help("unpack it yourself and give the `.csv` in it")
        }
        _ => Diagnostic::new(Code::RegisterCut, name, None, format!("the zip is damaged or only half of it is there: {error}"))
            .help("download it again"),
    }
}

fn workbook(name: &str) -> Diagnostic {
    Diagnostic::new(Code::RegisterFormat, name, None, "this is a spreadsheet workbook, not a table of text")
        .help("open it and save it as CSV, or give the `.csv` that the register itself offers")
}

/// The fault of a stream that fails on the way.
pub(super) fn unreadable(name: &str, error: &std::io::Error) -> Diagnostic {
    use std::io::ErrorKind as Kind;
    let fault = match error.kind() {
        Kind::FileTooLarge => {
            return Diagnostic::new(
                Code::TooLarge,
                name,
                None,
                format!("the file unpacks to more than {MOST_GROWTH} times its size"),
            )
            .help("tables do not shrink so far; unpack it yourself, look at it, and give the `.csv` in it");
        }
        Kind::UnexpectedEof => {
            Diagnostic::new(Code::RegisterCut, name, None, "the packed file ends too early: only a part of it was downloaded")
        }
        Kind::InvalidData | Kind::InvalidInput => {
            Diagnostic::new(Code::RegisterCut, name, None, format!("the packed file is damaged: {error}"))
        }
        _ => Diagnostic::new(Code::RegisterCut, name, None, format!("the file could not be read to its end: {error}")),
    };
    fault.help("download it again")
}

/// All bytes of a stream, as many as are `left` of [`LARGEST_REGISTER`].
fn read_whole(name: &str, stream: &mut dyn Read, left: &mut u64) -> Result<Vec<u8>, Box<Diagnostic>> {
    let mut bytes = Vec::new();
    stream.take(*left + 1).read_to_end(&mut bytes).map_err(|error| Box::new(unreadable(name, &error)))?;
    let Some(rest) = left.checked_sub(bytes.len() as u64) else {
        let message = format!("the file has more than {} MB unpacked", LARGEST_REGISTER / (1024 * 1024));
        return Err(Box::new(
            Diagnostic::new(Code::TooLarge, name, None, message).help("registers are smaller; check which file this is"),
        ));
    };
    *left = rest;
    Ok(bytes)
}

/// The tables in a file that is in memory: name and bytes of each.
///
/// # Errors
/// As for [`unpack`].
pub fn tables_in(name: &str, bytes: &[u8]) -> Result<Vec<(String, Vec<u8>)>, Box<Diagnostic>> {
    let mut tables = Vec::new();
    let mut left = LARGEST_REGISTER;
    unpack(name, &mut Cursor::new(bytes), Members::All, &mut |member, stream| {
        tables.push((member.to_owned(), read_whole(member, stream, &mut left)?));
        Ok(())
    })?;
    Ok(tables)
}
