//! The files that an import is given.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::super::{Global, Stop, in_root, progress, show, tell};
use super::PlaceFiles;
use crate::data;
use crate::data::FileKind;
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::disk::{self, Failure};
use crate::folder::Folder;
use crate::import::{self, Boards, Body, Gazetteer, Map, Members, Table};

/// For tables that always name their columns.
pub(in crate::cli) const ALWAYS: fn(&[u8]) -> bool = |_| true;

/// Files given on the command line, with the faults found in them.
pub(in crate::cli) struct Reading<'a> {
    pub(super) global: &'a Global,
    folder: &'a Folder,
    pub(in crate::cli) report: Report,
    pub(super) boards: Boards,
}

impl<'a> Reading<'a> {
    /// Nothing read yet, for a site whose boards stand in `folder`.
    pub(in crate::cli) fn new(global: &'a Global, folder: &'a Folder) -> Self {
        Self { global, folder, report: Report::default(), boards: Boards::of(folder) }
    }

    /// The extract that the settings name under `[extracts]`: a file of the site's folder. Any other is a fault, since
    /// settings come from strangers.
    pub(in crate::cli) fn extract(&mut self, key: &str) -> Result<Option<PathBuf>, Failure> {
        const SETTINGS: &str = FileKind::Settings.path();
        let Some(named) = data::extract(self.folder, key) else { return Ok(None) };
        let Err(why) = disk::find_in_site(&self.global.root, &named)? else {
            return Ok(Some(in_root(self.global, Path::new(&named))));
        };
        let text = self.folder.get(SETTINGS).and_then(|bytes| data::text_of(SETTINGS, bytes).ok()).unwrap_or_default();
        let span = data::locate(&text, &format!("extracts.{key}"));
        self.report.remember(SETTINGS.to_owned(), Arc::from(text));
        let fault = match why {
            None => Diagnostic::new(Code::MissingFile, SETTINGS, span, format!("the extract `{named}` is not there"))
                .help("put the file there, mend its path (read from the site's folder), or name another on the command line"),
            Some(why) => Diagnostic::new(Code::NotRead, SETTINGS, span, format!("the extract `{named}` is not read: {why}"))
                .help("put the file into the site's folder, or name it on the command line"),
        };
        self.report.push(fault);
        Ok(None)
    }

    /// The files of places given on the command line, and for each that is not given the one that the settings name.
    pub(in crate::cli) fn place_files(&mut self, given: &PlaceFiles) -> Result<PlaceFiles, Failure> {
        let mut one = |file: &Option<PathBuf>, key| match file {
            Some(file) => Ok(Some(file.clone())),
            None => self.extract(key),
        };
        Ok(PlaceFiles {
            places: one(&given.places, "places")?,
            districts: one(&given.districts, "districts")?,
            boundaries: one(&given.boundaries, "boundaries")?,
        })
    }

    pub(in crate::cli) fn faults<T>(&mut self, read: impl FnOnce(&mut Vec<Diagnostic>) -> T) -> T {
        let mut faults = Vec::new();
        let answer = read(&mut faults);
        self.report.extend(faults);
        answer
    }

    /// What is left to do when a file cannot be used.
    pub(in crate::cli) fn ended(mut self) -> Stop {
        self.report.settle();
        show(&self.report);
        tell("Nothing was written.\n");
        Stop::Faults
    }

    /// The tables of a file; `headed` says by its bytes whether its first row names the columns.
    pub(in crate::cli) fn tables(&mut self, path: &Path, headed: fn(&[u8]) -> bool) -> Result<Vec<Table>, Failure> {
        let name = path.to_string_lossy().into_owned();
        let bytes = disk::read_given(path, import::LARGEST_REGISTER)?;
        let mut tables = Vec::new();
        match import::tables_in(&name, &bytes) {
            Err(fault) => self.report.push(*fault),
            Ok(found) => {
                for (member, bytes) in found {
                    match self.faults(|faults| Table::read(&member, &bytes, headed(&bytes), faults)) {
                        Ok(table) => {
                            self.report.remember(member, Arc::clone(&table.text));
                            tables.push(table);
                        }
                        Err(fault) => self.report.push(*fault),
                    }
                }
            }
        }
        Ok(tables)
    }

    pub(in crate::cli) fn text(&mut self, path: &Path) -> Result<Option<(String, String)>, Failure> {
        let name = path.to_string_lossy().into_owned();
        let bytes = disk::read_given(path, import::LARGEST_REGISTER)?;
        match data::text_of(&name, &bytes) {
            Ok(text) => {
                self.report.remember(name.clone(), Arc::from(text.as_str()));
                Ok(Some((name, text)))
            }
            Err(fault) => {
                self.report.push(*fault);
                Ok(None)
            }
        }
    }

    pub(in crate::cli) fn map(&mut self, path: &Path) -> Result<Option<Map>, Failure> {
        let Some((name, text)) = self.text(path)? else { return Ok(None) };
        Ok(Map::parse(&name, &text).map_err(|fault| self.report.push(*fault)).ok())
    }

    /// Everything that is known of places; `None` where a file of places is faulty.
    pub(in crate::cli) fn places(&mut self, files: &PlaceFiles, bodies: &[Body]) -> Result<Option<Gazetteer>, Failure> {
        let mut gazetteer = Gazetteer::new(std::mem::take(&mut self.boards));
        gazetteer.add_own_districts(self.folder);
        if let Some(path) = &files.districts {
            for table in self.tables(path, ALWAYS)? {
                self.faults(|faults| gazetteer.add_districts(&table, faults));
            }
        }
        if let Some(path) = &files.boundaries {
            let Some((name, text)) = self.text(path)? else { return Ok(None) };
            if let Err(fault) = gazetteer.add_boundaries(&name, &text) {
                self.report.push(*fault);
            }
        }
        if let Some(path) = &files.places {
            let name = path.to_string_lossy().into_owned();
            let (file, size) = disk::open_given(path)?;
            let bar = progress::reading(self.global, "Postcodes", size);
            let wanted = Gazetteer::wanted(bodies);
            let read = import::unpack(&name, &mut bar.wrap_read(file), Members::Largest, &mut |member, stream| {
                gazetteer.postcodes.read(member, stream, &wanted)
            });
            bar.finish_and_clear();
            if let Err(fault) = read {
                self.report.push(*fault);
            }
        }
        Ok((self.report.errors() == 0).then_some(gazetteer))
    }
}
