//! Records to the model. Every word has been checked, so nothing can go wrong here; a word that is gone all the same
//! (a draft that is not published) is left out.

use super::load::Options;
use super::record::{
    BasisWord, DoorRecord, LevelWord, ListingRecord, ModeWord, OpennessWord, OrganisationRecord, PartnershipRecord,
    PartnershipStatusWord, ProgrammeRecord, ProviderWord, ReviewRecord, SectionWord, SectorWord, ServiceRecord, SettingsFile,
    SiteRecord, SourceRecord, StatusWord,
};
use super::rules::{Entry, GuideText, Records};
use crate::geo::{Point, Postcode};
use crate::model::{
    Ages, Amount, Attribution, Basis, CareBoard, CareBoardIndex, CheckLevel, Closure, Codes, Contact, Fact, FocusArea,
    FocusIndex, Gateway, GatewayDoor, GlossaryTerm, GuidePage, GuideSection, Kind, KindIndex, Listing, Mode, Openness,
    Organisation, OrganisationIndex, Partnership, PartnershipResult, PartnershipStatus, Parts, Phase, PhaseIndex, Place, Places,
    Predecessor, Programme, Provider, Region, RegionIndex, Review, Sector, Serves, Service, ServiceIndex, Settings, Site, Source,
    Status, Term, Vocabulary,
};

/// Turns checked records into the parts of a directory.
pub(super) fn parts(records: Records, options: Options<'_>) -> Parts {
    let ids = Ids::new(&records, options);
    let vocabulary = vocabulary(&records, &ids);
    let places = places(&records, &ids);
    let published = |draft: bool| options.drafts || !draft;
    let mut organisations: Vec<Organisation> = Vec::new();
    let mut renamed = Vec::new();
    for entry in records.organisations.iter().filter(|entry| published(entry.record.draft) && !entry.record.opt_out) {
        if let Some(index) = ids.organisation(entry.path.stem()) {
            renamed.extend(entry.record.former_ids.iter().map(|old| (old.clone(), index)));
        }
        organisations.push(organisation(entry, &ids));
    }
    organisations.sort_by(|a, b| a.id.cmp(&b.id));
    let partnerships = records.partnerships.iter().filter(|entry| published(entry.record.draft));
    let mut partnerships: Vec<Partnership> = partnerships.map(|entry| partnership(entry, &ids)).collect();
    partnerships.sort_by(|a, b| a.id.cmp(&b.id));
    let mut gateways: Vec<Gateway> = records
        .gateways
        .iter()
        .map(|entry| Gateway {
            id: entry.path.stem().to_owned(),
            icb: ids.icb(&entry.record.icb),
            doors: entry.record.doors.iter().map(door).collect(),
            review: review(&entry.record.review),
        })
        .collect();
    if !records.doors.door.is_empty() {
        let doors = records.doors.door.iter().map(door).collect();
        gateways.push(Gateway { id: String::new(), icb: None, doors, review: review(&records.doors.review) });
    }
    gateways.sort_by(|a, b| a.id.cmp(&b.id));
    let mut programmes: Vec<Programme> = records.programmes.iter().map(|entry| programme(entry, &ids)).collect();
    programmes.sort_by(|a, b| a.id.cmp(&b.id));
    let guide_pages = records.guide.iter().filter(|entry| published(entry.record.head.draft));
    let mut guide: Vec<GuidePage> = guide_pages.map(|entry| guide_page(entry, &ids)).collect();
    guide.sort_by_key(|page| (section_rank(&page.section), page.order, page.id.clone()));
    let mut glossary: Vec<GlossaryTerm> = records.glossary.iter().map(glossary_term).collect();
    glossary.sort_by_key(|term| (crate::text::fold(&term.term), term.id.clone()));
    renamed.sort();
    Parts {
        settings: settings(records.settings, options.base_url),
        vocabulary,
        places,
        organisations,
        partnerships,
        gateways,
        programmes,
        guide,
        glossary,
        renamed,
        as_of: Some(options.as_of),
    }
}

/// The numbers that ids will have: each list sorted, as the model wants it.
struct Ids {
    services: Vec<String>,
    focus: Vec<String>,
    kinds: Vec<String>,
    phases: Vec<String>,
    regions: Vec<String>,
    icbs: Vec<String>,
    organisations: Vec<String>,
}

fn sorted(ids: impl Iterator<Item = String>) -> Vec<String> {
    let mut ids: Vec<String> = ids.collect();
    ids.sort();
    ids
}

fn position(ids: &[String], id: &str) -> Option<usize> {
    ids.binary_search_by(|candidate| candidate.as_str().cmp(id)).ok()
}

impl Ids {
    fn new(records: &Records, options: Options<'_>) -> Self {
        let organisations =
            records.organisations.iter().filter(|entry| (options.drafts || !entry.record.draft) && !entry.record.opt_out);
        Self {
            services: sorted(records.services.iter().map(|one| one.id.clone())),
            focus: sorted(records.focus_areas.iter().map(|one| one.id.clone())),
            kinds: sorted(records.kinds.iter().map(|one| one.id.clone())),
            phases: phases_by_age(records).map(|phase| phase.id.clone()).collect(),
            regions: sorted(records.regions.iter().map(|one| one.id.clone())),
            icbs: sorted(records.icbs.iter().map(|one| one.id.clone())),
            organisations: sorted(organisations.map(|entry| entry.path.stem().to_owned())),
        }
    }

    fn service(&self, id: &str) -> Option<ServiceIndex> {
        position(&self.services, id).map(|at| ServiceIndex(at as u16))
    }
    fn focus(&self, id: &str) -> Option<FocusIndex> {
        position(&self.focus, id).map(|at| FocusIndex(at as u16))
    }
    fn kind(&self, id: &str) -> Option<KindIndex> {
        position(&self.kinds, id).map(|at| KindIndex(at as u16))
    }
    fn phase(&self, id: &str) -> Option<PhaseIndex> {
        self.phases.iter().position(|phase| phase == id).map(|at| PhaseIndex(at as u16))
    }
    fn region(&self, id: &str) -> Option<RegionIndex> {
        position(&self.regions, id).map(|at| RegionIndex(at as u16))
    }
    fn icb(&self, id: &str) -> Option<CareBoardIndex> {
        position(&self.icbs, id).map(|at| CareBoardIndex(at as u16))
    }
    fn organisation(&self, id: &str) -> Option<OrganisationIndex> {
        position(&self.organisations, id).map(|at| OrganisationIndex(at as u32))
    }
}

fn many<T: Ord + Copy>(ids: &[String], find: impl Fn(&str) -> Option<T>) -> Vec<T> {
    ids.iter().filter_map(|id| find(id)).collect()
}

fn phases_by_age(records: &Records) -> impl Iterator<Item = &super::record::PhaseRecord> {
    let mut phases: Vec<&super::record::PhaseRecord> = records.phases.iter().collect();
    phases.sort_by(|a, b| (&a.ages, &a.id).cmp(&(&b.ages, &b.id)));
    phases.into_iter()
}

fn vocabulary(records: &Records, ids: &Ids) -> Vocabulary {
    let mut services: Vec<Service> = records.services.iter().map(|record| service(record, ids)).collect();
    services.sort_by(|a, b| a.id.cmp(&b.id));
    let mut focus_areas: Vec<FocusArea> = records
        .focus_areas
        .iter()
        .enumerate()
        .map(|(order, record)| FocusArea {
            id: record.id.clone(),
            order,
            label: record.label.clone(),
            definition: record.definition.clone(),
            question: record.question.clone(),
            source: record.source.clone(),
        })
        .collect();
    focus_areas.sort_by(|a, b| a.id.cmp(&b.id));
    let mut kinds: Vec<Kind> = records
        .kinds
        .iter()
        .map(|record| Kind {
            id: record.id.clone(),
            label: record.label.clone(),
            plural: if record.plural.is_empty() { format!("{}s", record.label) } else { record.plural.clone() },
            sector: sector(record.sector),
            definition: record.definition.clone(),
            typical_offers: many(&record.typical_offers, |id| ids.service(id)),
            typical_needs: many(&record.typical_needs, |id| ids.service(id)),
        })
        .collect();
    kinds.sort_by(|a, b| a.id.cmp(&b.id));
    let phases = phases_by_age(records).map(|record| Phase {
        id: record.id.clone(),
        label: record.label.clone(),
        ages: ages(Some(&record.ages)).unwrap_or(Ages { from: 0, to: 120 }),
    });
    let term = |record: &super::record::TermRecord| Term {
        id: record.id.clone(),
        label: record.label.clone(),
        definition: record.definition.clone(),
        source: record.source.clone(),
    };
    Vocabulary {
        services,
        focus_areas,
        kinds,
        phases: phases.collect(),
        questions: records
            .questions
            .iter()
            .map(|record| Term {
                id: record.id.clone(),
                label: record.label.clone(),
                definition: record.question.clone(),
                source: record.source.clone(),
            })
            .collect(),
        priorities: records.priorities.iter().map(term).collect(),
        barriers: records.barriers.iter().map(term).collect(),
    }
}

fn service(record: &ServiceRecord, ids: &Ids) -> Service {
    Service {
        id: record.id.clone(),
        label: record.label.clone(),
        definition: record.definition.clone(),
        nhs: record.nhs.clone(),
        school: record.school.clone(),
        focus: many(&record.focus, |id| ids.focus(id)),
        synonyms: record.synonyms.clone(),
        usual_provider: match record.usual_provider {
            ProviderWord::Nhs => Provider::Nhs,
            ProviderWord::School => Provider::School,
            ProviderWord::Either => Provider::Either,
        },
        mode: mode(record.mode),
        ages: Ages { from: record.min_age, to: record.max_age },
        source: record.source.clone(),
        related: many(&record.related, |id| ids.service(id)),
        priorities: record.priorities.clone(),
    }
}

fn places(records: &Records, ids: &Ids) -> Places {
    let mut regions: Vec<Region> = records
        .regions
        .iter()
        .map(|record| Region {
            id: record.id.clone(),
            name: record.name.clone(),
            ons: record.ons.clone(),
            centre: centre(record.centre.as_deref()),
        })
        .collect();
    regions.sort_by(|a, b| a.id.cmp(&b.id));
    let mut boards: Vec<CareBoard> = records
        .icbs
        .iter()
        .map(|record| CareBoard {
            id: record.id.clone(),
            name: record.name.clone(),
            short: if record.short.is_empty() { record.name.clone() } else { record.short.clone() },
            ods: record.ods.clone(),
            ons: record.ons.clone(),
            regions: many(&record.regions, |id| ids.region(id)),
            predecessors: record
                .predecessors
                .iter()
                .map(|old| Predecessor { ods: old.ods.clone(), name: old.name.clone() })
                .collect(),
            successor: record.successor.as_deref().and_then(|id| ids.icb(id)),
            closed: record.closed.map(|day| day.0),
            cluster: record.cluster.clone(),
            centre: centre(record.centre.as_deref()),
            sources: sources(&record.sources),
        })
        .collect();
    boards.sort_by(|a, b| a.id.cmp(&b.id));
    Places { regions, boards }
}

fn centre(pair: Option<&[f64]>) -> Option<Point> {
    match pair {
        Some(&[latitude, longitude]) => Some(Point { latitude, longitude }),
        _ => None,
    }
}

fn point(latitude: Option<f64>, longitude: Option<f64>) -> Option<Point> {
    Some(Point { latitude: latitude?, longitude: longitude? })
}

fn organisation(entry: &Entry<OrganisationRecord>, ids: &Ids) -> Organisation {
    let record = &entry.record;
    Organisation {
        id: entry.path.stem().to_owned(),
        file: entry.path.to_string(),
        name: record.name.clone(),
        sector: sector(record.sector),
        kind: ids.kind(&record.kind).unwrap_or(KindIndex(0)),
        aliases: record.aliases.clone(),
        former_names: record.former_names.clone(),
        website: record.website.clone(),
        summary: record.summary.clone(),
        group: record.group.clone(),
        openness: match record.openness {
            OpennessWord::Offering => Openness::Offering,
            OpennessWord::Open => Openness::Open,
            OpennessWord::MayOffer => Openness::MayOffer,
            OpennessWord::NotNow => Openness::NotNow,
            OpennessWord::NotKnown => Openness::NotKnown,
        },
        partners: many(&record.partners, |id| ids.organisation(id)),
        capacity: record.capacity,
        codes: Codes {
            ods: record.codes.ods.clone(),
            gias_uid: record.codes.gias_uid.clone(),
            gias_trn: record.codes.gias_trn.clone(),
            ukprn: record.codes.ukprn.clone(),
            companies_house: record.codes.companies_house.clone(),
            charity: record.codes.charity.clone(),
        },
        place: Place {
            address: record.place.address.clone(),
            town: record.place.town.clone(),
            postcode: record.place.postcode.as_deref().and_then(Postcode::parse),
            point: point(record.place.latitude, record.place.longitude),
            region: record.place.region.as_deref().and_then(|id| ids.region(id)),
            icbs: many(&record.place.icbs, |id| ids.icb(id)),
            reach_km: record.place.reach_km,
        },
        sites: record.sites.iter().map(|record| site(record, ids)).collect(),
        serves: Serves {
            ages: ages(record.serves.ages.as_deref()),
            phases: many(&record.serves.phases, |id| ids.phase(id)),
            site_count: record.serves.site_count,
            people: record.serves.people,
            staff: record.serves.staff,
        },
        contacts: record
            .contacts
            .iter()
            .map(|contact| Contact {
                role: contact.role.clone(),
                email: contact.email.clone(),
                phone: contact.phone.clone(),
                url: contact.url.clone(),
                consent: contact.consent.map(|day| day.0),
            })
            .collect(),
        offers: record.offers.as_ref().map(|list| list.iter().filter_map(|one| listing(one, ids)).collect()),
        needs: record.needs.as_ref().map(|list| list.iter().filter_map(|one| listing(one, ids)).collect()),
        focus: record.focus.as_ref().map(|list| many(list, |id| ids.focus(id))),
        facts: record
            .facts
            .iter()
            .map(|fact| Fact { text: fact.text.clone(), source: fact.source.clone(), date: fact.date.map(|day| day.0) })
            .collect(),
        sources: sources(&record.sources),
        review: review(&record.review),
        closed: (record.closed.is_some() || record.successor.is_some()).then(|| Closure {
            date: record.closed.map(|day| day.0),
            successor: record.successor.as_deref().and_then(|id| ids.organisation(id)),
        }),
    }
}

fn site(record: &SiteRecord, ids: &Ids) -> Site {
    Site {
        name: record.name.clone(),
        town: record.town.clone(),
        postcode: record.postcode.as_deref().and_then(Postcode::parse),
        point: point(record.latitude, record.longitude),
        phases: many(&record.phases, |id| ids.phase(id)),
    }
}

fn listing(record: &ListingRecord, ids: &Ids) -> Option<Listing> {
    Some(Listing {
        service: ids.service(&record.service)?,
        basis: match record.basis {
            BasisWord::Published => Basis::Published,
            BasisWord::Declared => Basis::Declared,
        },
        source: record.source.clone(),
        checked: record.checked.map(|day| day.0),
        status: match record.status {
            StatusWord::Now => Status::Now,
            StatusWord::May => Status::May,
            StatusWord::Past => Status::Past,
            StatusWord::NotKnown => Status::NotKnown,
        },
        ages: ages(record.ages.as_deref()),
        phases: many(&record.phases, |id| ids.phase(id)),
        mode: record.mode.map(mode),
        amount: record.amount.as_ref().map(|amount| Amount {
            number: amount.number,
            unit: amount.unit.clone(),
            per: amount.per.clone(),
        }),
        priority: record.priority.unwrap_or(2),
        from: record.from.map(|day| day.0),
        until: record.until.map(|day| day.0),
        note: record.note.clone(),
    })
}

fn partnership(entry: &Entry<PartnershipRecord>, ids: &Ids) -> Partnership {
    let record = &entry.record;
    Partnership {
        id: entry.path.stem().to_owned(),
        file: entry.path.to_string(),
        name: record.name.clone(),
        summary: record.summary.clone(),
        organisations: many(&record.organisations, |id| ids.organisation(id)),
        others: record.others.clone(),
        services: many(&record.services, |id| ids.service(id)),
        focus: many(&record.focus, |id| ids.focus(id)),
        questions: record.questions.clone(),
        priorities: record.priorities.clone(),
        barriers: record.barriers.clone(),
        phases: many(&record.phases, |id| ids.phase(id)),
        status: match record.status {
            PartnershipStatusWord::Current => PartnershipStatus::Current,
            PartnershipStatusWord::Ended => PartnershipStatus::Ended,
            PartnershipStatusWord::Programme => PartnershipStatus::Programme,
            PartnershipStatusWord::NotKnown => PartnershipStatus::NotKnown,
        },
        seed: record.seed,
        started: record.started.map(|day| day.0),
        town: record.place.town.clone(),
        region: record.place.region.as_deref().and_then(|id| ids.region(id)),
        icbs: many(&record.place.icbs, |id| ids.icb(id)),
        national: record.place.national,
        results: record
            .results
            .iter()
            .map(|result| PartnershipResult {
                text: result.text.clone(),
                source: result.source.clone(),
                limits: result.limits.clone(),
            })
            .collect(),
        sources: sources(&record.sources),
        review: review(&record.review),
    }
}

fn programme(entry: &Entry<ProgrammeRecord>, ids: &Ids) -> Programme {
    let record = &entry.record;
    Programme {
        id: entry.path.stem().to_owned(),
        name: record.name.clone(),
        summary: record.summary.clone(),
        date: record.date.map(|day| day.0),
        tables: record.tables,
        rounds: record.rounds.unwrap_or(1),
        seats: record.seats.unwrap_or(2),
        reconstruction: record.reconstruction,
        left: many(&record.left, |id| ids.organisation(id)),
        right: many(&record.right, |id| ids.organisation(id)),
        sources: sources(&record.sources),
    }
}

fn guide_page(entry: &Entry<GuideText>, ids: &Ids) -> GuidePage {
    let head = &entry.record.head;
    GuidePage {
        id: entry.path.stem().to_owned(),
        file: entry.path.to_string(),
        title: head.title.clone(),
        lead: head.lead.clone(),
        section: match head.section {
            SectionWord::Overview => GuideSection::Overview,
            SectionWord::Question => GuideSection::Question(head.question.clone().unwrap_or_default()),
            SectionWord::Focus => {
                head.focus.as_deref().and_then(|id| ids.focus(id)).map_or(GuideSection::Page, GuideSection::Focus)
            }
            SectionWord::Template => GuideSection::Template,
            SectionWord::Page => GuideSection::Page,
        },
        order: head.order,
        services: many(&head.services, |id| ids.service(id)),
        asks: head.asks.clone(),
        decide: head.decide.clone(),
        checklist: head.checklist.clone(),
        body: entry.record.body.clone(),
        sources: sources(&head.sources),
        review: review(&head.review),
    }
}

fn section_rank(section: &GuideSection) -> u8 {
    match section {
        GuideSection::Overview => 0,
        GuideSection::Question(_) => 1,
        GuideSection::Focus(_) => 2,
        GuideSection::Template => 3,
        GuideSection::Page => 4,
    }
}

fn glossary_term(record: &super::record::GlossaryRecord) -> GlossaryTerm {
    GlossaryTerm {
        id: record.id.clone(),
        term: record.term.clone(),
        nhs: record.nhs.clone(),
        school: record.school.clone(),
        also: record.also.clone(),
        source: record.source.clone(),
    }
}

fn settings(file: SettingsFile, base_url: Option<&str>) -> Settings {
    let base_url = base_url.map(str::to_owned).or(file.base_url);
    Settings {
        title: file.title,
        tagline: file.tagline,
        owner: file.owner,
        base_url: base_url.map(|url| if url.ends_with('/') { url } else { format!("{url}/") }),
        contact_email: file.contact.email,
        contact_url: file.contact.url,
        repository: file.repository,
        branch: file.branch,
        theme: file.theme,
        independence: file.independence,
        review_months: file.review_months,
        attributions: file.attributions.into_iter().map(|one| Attribution { text: one.text, url: one.url }).collect(),
        matching: file.matching,
        check: file
            .check
            .into_iter()
            .map(|(code, level)| {
                let level = match level {
                    LevelWord::Allow => CheckLevel::Allow,
                    LevelWord::Warn => CheckLevel::Warn,
                    LevelWord::Deny => CheckLevel::Deny,
                };
                (code, level)
            })
            .collect(),
        accessibility_reviewed: file.accessibility_reviewed.map(|day| day.0),
    }
}

fn door(record: &DoorRecord) -> GatewayDoor {
    GatewayDoor {
        role: record.role.clone(),
        body: record.body.clone(),
        what: record.what.clone(),
        url: record.url.clone(),
        source: record.source.clone(),
    }
}

fn sources(records: &[SourceRecord]) -> Vec<Source> {
    let source = |record: &SourceRecord| Source {
        url: record.url.clone(),
        title: record.title.clone(),
        publisher: record.publisher.clone(),
        date: record.date.map(|day| day.0),
        note: record.note.clone(),
        supports: record.supports.clone(),
    };
    records.iter().map(source).collect()
}

fn review(record: &ReviewRecord) -> Review {
    Review { checked: record.checked.map(|day| day.0), next: record.next.map(|day| day.0), by: record.by.clone() }
}

fn ages(pair: Option<&[u8]>) -> Option<Ages> {
    match pair {
        Some(&[from, to]) => Some(Ages { from, to }),
        _ => None,
    }
}

fn sector(word: SectorWord) -> Sector {
    match word {
        SectorWord::Nhs => Sector::Nhs,
        SectorWord::School => Sector::School,
        SectorWord::Body => Sector::Body,
    }
}

fn mode(word: ModeWord) -> Mode {
    match word {
        ModeWord::OnSite => Mode::OnSite,
        ModeWord::Either => Mode::Either,
        ModeWord::Remote => Mode::Remote,
    }
}
