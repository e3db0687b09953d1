//! Names with the addresses of their pages.

use serde::Serialize;

use crate::model::{
    CareBoardIndex, Council, Directory, FocusArea, GuidePage, Kind, Organisation, Partnership, Region, Service, ServiceIndex,
};
use crate::site::address;
use crate::wording::{Words, say};

/// What a council is called: that of a county "Kent County Council", another as its area.
pub(in crate::render) fn full_name(words: &Words, council: &Council) -> String {
    if council.is_county() { say!(words, "council.county", name = council.name) } else { council.name.clone() }
}

/// A name with the address of its page.
#[derive(Clone, Debug, Serialize)]
pub(in crate::render) struct NamedAddress {
    /// What it is called.
    pub(in crate::render) label: String,
    /// Where it stands.
    pub(in crate::render) address: String,
}

impl NamedAddress {
    /// An organisation.
    pub(in crate::render) fn organisation(one: &Organisation) -> Self {
        Self { label: one.name.clone(), address: address::organisation(&one.id) }
    }

    /// A partnership.
    pub(in crate::render) fn partnership(one: &Partnership) -> Self {
        Self { label: one.name.clone(), address: address::partnership(&one.id) }
    }

    /// A region.
    pub(in crate::render) fn region(region: &Region) -> Self {
        Self { label: region.name.clone(), address: address::region(&region.id) }
    }

    /// A care board, by its short name.
    pub(in crate::render) fn board(directory: &Directory, board: CareBoardIndex) -> Self {
        Self { label: directory.places[board].short.clone(), address: address::board(&directory.places, board) }
    }

    /// An upper-tier council, by its full name.
    pub(in crate::render) fn council(words: &Words, council: &Council) -> Self {
        Self { label: full_name(words, council), address: address::council(&council.id) }
    }

    /// A focus area.
    pub(in crate::render) fn focus(area: &FocusArea) -> Self {
        Self { label: area.label.clone(), address: address::focus(&area.id) }
    }

    /// A service.
    pub(in crate::render) fn service(service: &Service) -> Self {
        Self { label: service.label.clone(), address: address::service(&service.id) }
    }

    /// Services, in their order.
    pub(in crate::render) fn services(directory: &Directory, services: &[ServiceIndex]) -> Vec<Self> {
        services.iter().map(|&service| Self::service(&directory.vocabulary[service])).collect()
    }

    /// The organisations of a kind.
    pub(in crate::render) fn kind(kind: &Kind) -> Self {
        Self { label: kind.plural.clone(), address: address::kind(&kind.id) }
    }

    /// A page of the guide.
    pub(in crate::render) fn guide(page: &GuidePage) -> Self {
        Self { label: page.title.clone(), address: address::guide(&page.id) }
    }
}
