//! The files that an import is given.

use std::path::Path;
use std::sync::Arc;

use super::super::{Ended, Global, progress, show, tell};
use super::Common;
use crate::data;
use crate::diagnostic::{Diagnostic, Report};
use crate::disk::{self, Failure};
use crate::import::{self, Boards, Body, Gazetteer, Map, Members, Table};

/// Files given on the command line, with the faults found in them.
pub(in crate::cli) struct Reading<'a> {
    pub(super) global: &'a Global,
    pub(super) report: Report,
    pub(super) boards: Boards,
}

impl Reading<'_> {
    pub(super) fn faults<T>(&mut self, read: impl FnOnce(&mut Vec<Diagnostic>) -> T) -> T {
        let mut faults = Vec::new();
        let answer = read(&mut faults);
        self.report.extend(faults);
        answer
    }

    /// What is left to do when a file cannot be used.
    pub(super) fn ended(mut self) -> Ended {
        self.report.settle();
        show(self.global, &self.report);
        tell("Nothing was imported.\n");
        Ended::Faults
    }

    pub(super) fn tables(&mut self, path: &Path, headed: bool) -> Result<Vec<Table>, Failure> {
        let name = path.to_string_lossy().into_owned();
        let bytes = disk::read_given(path, import::LARGEST_REGISTER)?;
        let mut tables = Vec::new();
        match import::tables_in(&name, &bytes) {
            Err(fault) => self.report.push(*fault),
            Ok(found) => {
                for (member, bytes) in found {
                    match self.faults(|faults| Table::read(&member, &bytes, headed, faults)) {
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

    pub(super) fn text(&mut self, path: &Path) -> Result<Option<(String, String)>, Failure> {
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

    pub(super) fn map(&mut self, path: &Path) -> Result<Option<Map>, Failure> {
        let Some((name, text)) = self.text(path)? else { return Ok(None) };
        Ok(Map::parse(&name, &text).map_err(|fault| self.report.push(*fault)).ok())
    }

    /// Everything that is known of places; `None` where a file of places is faulty.
    pub(super) fn places(&mut self, common: &Common, bodies: &[Body]) -> Result<Option<Gazetteer>, Failure> {
        let mut gazetteer = Gazetteer::new(std::mem::take(&mut self.boards));
        if let Some(path) = &common.districts {
            for table in self.tables(path, true)? {
                self.faults(|faults| gazetteer.add_districts(&table, faults));
            }
        }
        if let Some(path) = &common.boundaries {
            let Some((name, text)) = self.text(path)? else { return Ok(None) };
            if let Err(fault) = gazetteer.add_boundaries(&name, &text) {
                self.report.push(*fault);
            }
        }
        if let Some(path) = &common.places {
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
