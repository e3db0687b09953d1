//! The sites of NHS trusts: the `ets` file of the Organisation Data Service, or a list of hospitals with a header.

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;
use crate::geo::Point;

use super::body::{Body, Evidence, Scheme, day_cell, filled, postcode};
use super::damage::name_cell;
use super::keys::Keys;
use super::natural_case::natural_name;
use super::site::{Site, Sites};
use super::table::Table;
use super::towns::town;

/// The title of the site file of the service.
pub(super) const ETS: &str = "NHS Organisation Data Service, trust sites (ets)";
/// The most sites that a record holds.
const MOST: usize = 200;

/// A site with the code of its trust and the word that says where it stands.
#[derive(Clone, Debug)]
pub(super) struct Base {
    trust: String,
    site: Site,
    from: String,
}

/// Whether a table is a list of hospitals with a header.
pub(super) fn is(table: &Table) -> bool {
    table.column(&["site_code"]).is_some() && table.column(&["current_trust_ods", "trust_ods", "parent_ods"]).is_some()
}

/// Whether a table without a header is the file of trust sites: most rows have the code of a parent.
pub(super) fn is_ets(table: &Table) -> bool {
    let (mut rows, mut parents, mut unsaid) = (0_usize, 0_usize, Vec::new());
    table.rows(width(table), &mut unsaid, &mut |row, faults| {
        rows += 1;
        parents += usize::from((3..=6).contains(&row.cell(PARENT, faults).len()));
    });
    parents * 2 > rows
}

const CODE: usize = 0;
const NAME: usize = 1;
const TOWN: usize = 7;
const POSTCODE: usize = 9;
const OPENED: usize = 10;
const CLOSED: usize = 11;
const PARENT: usize = 14;
const WIDTH: usize = 27;

/// How many columns a file of sites has: some spreadsheets trim the empty ones at the end.
fn width(table: &Table) -> usize {
    Some(table.width()).filter(|width| (PARENT + 1..WIDTH).contains(width)).unwrap_or(WIDTH)
}

/// The open sites of `ets`.
pub(super) fn read_ets(table: &Table, faults: &mut Vec<Diagnostic>) -> Vec<Base> {
    let mut bases = Vec::new();
    let mut keys = Keys::of("the site");
    table.rows(width(table), faults, &mut |row, faults| {
        let (name, damaged) = name_cell(row, NAME, faults);
        let mut text = |column: usize| filled(row.cell(column, faults));
        let (Some(code), Some(name), Some(trust)) = (text(CODE), name, text(PARENT)) else {
            faults.push(row.fault(CODE, "the row does not name a site and its trust").help("the row was left out"));
            return;
        };
        if text(CLOSED).is_some() {
            row.leave("sites that have closed");
            return;
        }
        let written = text(TOWN);
        if !keys.is_new(row, CODE, &code, faults) {
            return;
        }
        day_cell(row, OPENED, faults);
        let town = written.map(|cell| town(&cell)).unwrap_or_default();
        let postcode = postcode(row, POSTCODE, faults);
        let site = Site {
            name: natural_name(&name),
            damaged,
            ods: Some(code).filter(|code| is_site(code)),
            town,
            postcode,
            ..Site::default()
        };
        bases.push(Base { trust, site, from: ETS.to_owned() });
    });
    bases
}

fn is_site(code: &str) -> bool {
    (3..=9).contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
}

/// The hospitals of a list with the columns `site_code`, `name`, `town`, `postcode`, `lat`, `lon`, `current_trust_ods` and
/// `source`, in which each row says where and when it was found.
pub(super) fn read_list(table: &Table, faults: &mut Vec<Diagnostic>) -> Vec<Base> {
    let mut bases = Vec::new();
    table.rows(table.header().len(), faults, &mut |row, faults| {
        let (name, damaged) = table.column(&["name"]).map(|column| name_cell(row, column, faults)).unwrap_or_default();
        let mut text = |names: &[&str]| table.column(names).and_then(|column| filled(row.cell(column, faults)));
        let (Some(name), Some(trust)) = (name, text(&["current_trust_ods", "trust_ods", "parent_ods"])) else {
            let column = table.column(&["name"]).unwrap_or_default();
            faults.push(row.fault(column, "the row does not name a site and its trust").help("the row was left out"));
            return;
        };
        let degrees = |cell: &Option<String>| cell.as_ref().and_then(|cell| cell.parse::<f64>().ok());
        let written = (text(&["lat", "latitude"]), text(&["lon", "longitude"]));
        let point = degrees(&written.0).zip(degrees(&written.1));
        let point = point.map(|(latitude, longitude)| Point { latitude, longitude }).filter(|point| point.in_england_frame());
        if let (None, (Some(latitude), _)) = (point, &written) {
            let message = format!("`{latitude}`, `{}` is no point in England", written.1.as_deref().unwrap_or_default());
            let column = table.column(&["lat", "latitude"]).unwrap_or_default();
            faults.push(row.fault(column, message).help("the site was taken without it"));
        }
        let mut text = |names: &[&str]| table.column(names).and_then(|column| filled(row.cell(column, faults)));
        let site = Site {
            name: natural_name(&name),
            damaged,
            ods: text(&["site_code"]).filter(|code| is_site(code)),
            town: text(&["town"]).map(|cell| town(&cell)).unwrap_or_default(),
            point,
            ..Site::default()
        };
        let from = text(&["source"]).unwrap_or_default();
        let postcode = table.column(&["postcode"]).and_then(|column| postcode(row, column, faults));
        bases.push(Base { trust, site: Site { postcode, ..site }, from });
    });
    bases
}

/// The source that a word of the list stands for: title, address, publisher.
fn source(word: &str) -> Option<(&'static str, &'static str, &'static str)> {
    match word {
        "nhs.uk 2020-01" => Some((
            "NHS.UK data set of hospitals, January 2020: some may have closed or moved since",
            "https://github.com/danielmsorensen/Voronoi",
            "NHS England",
        )),
        "rcpch 2024-08" => Some((
            "Organisations with children's services, August 2024: some may have closed or moved since",
            "https://github.com/rcpch/rcpch-nhs-organisations",
            "Royal College of Paediatrics and Child Health",
        )),
        ETS => Some((ETS, super::ods::HOME, "NHS England")),
        _ => None,
    }
}

/// Gives each trust its sites. Trusts without any keep what their records say.
pub(super) fn join(bases: Vec<Base>, bodies: &mut [Body], date: Option<jiff::civil::Date>) {
    let mut by_trust: BTreeMap<String, Vec<Base>> = BTreeMap::new();
    for base in bases {
        by_trust.entry(base.trust.clone()).or_default().push(base);
    }
    for body in bodies.iter_mut().filter(|body| body.open && body.scheme == Scheme::Ods) {
        let Some(mut bases) = by_trust.remove(&body.code) else { continue };
        bases.sort_by(|a, b| (crate::text::fold(&a.site.name), &a.site.ods).cmp(&(crate::text::fold(&b.site.name), &b.site.ods)));
        bases.dedup_by(|a, b| a.site.ods.is_some() && a.site.ods == b.site.ods);
        bases.truncate(MOST);
        for word in bases.iter().flat_map(|base| base.from.split(';')).map(str::trim).collect::<std::collections::BTreeSet<_>>() {
            let Some((title, url, publisher)) = source(word) else { continue };
            body.evidence.push(Evidence {
                url: url.to_owned(),
                title: title.to_owned(),
                publisher: publisher.to_owned(),
                date: date.filter(|_| word == ETS),
                supports: vec!["sites"],
            });
        }
        body.sites = Some(Sites { list: bases.into_iter().map(|base| base.site).collect(), schools: false, partial: false });
    }
}
