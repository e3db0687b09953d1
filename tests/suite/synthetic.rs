//! Synthetic directories from a fixed seed: made up, the same on every machine, never a real organisation.

use trustbridge::geo::Point;
use trustbridge::matching::Presence;
use trustbridge::model::{
    Ages, Basis, CareBoard, Closure, Date, Directory, FocusArea, Kind, Listing, Mode, Openness, Organisation, OrganisationIndex,
    Parts, Phase, PhaseIndex, Places, Provider, Reach, Region, Role, Sector, Service, Site, Sorted, Status, Travels, Vocabulary,
};

use crate::lists::nth;

/// The day that counts as today in synthetic directories.
pub(crate) const TODAY: Date = Date::constant(2026, 8, 15);

/// A small generator of numbers (SplitMix64): the same sequence from the same seed for ever.
pub(crate) struct Numbers(pub(crate) u64);

impl Numbers {
    /// The next 64 bits.
    pub(crate) fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^ (bits >> 31)
    }

    /// A whole number below `end`.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        (self.bits() % end as u64) as usize
    }

    /// From 0 to 1.
    pub(crate) fn share(&mut self) -> f64 {
        (self.bits() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Whether something of this chance happens.
    pub(crate) fn chance(&mut self, chance: f64) -> bool {
        self.share() < chance
    }
}

/// An organisation that states nothing but its sector.
pub(crate) fn blank(id: &str, sector: Sector) -> Organisation {
    Organisation::new(id, format!("Synthetic {id}"), sector, nth(0))
}

/// A listing that says nothing beyond its service.
pub(crate) fn listing(service: u16, priority: u8) -> Listing {
    Listing {
        service: nth(service),
        basis: Basis::Declared,
        source: None,
        checked: None,
        status: Status::Now,
        met_by: None,
        ages: None,
        phases: Vec::new(),
        mode: None,
        amount: None,
        priority,
        from: None,
        until: None,
        note: String::new(),
    }
}

/// A service of the vocabulary.
pub(crate) fn service(id: &str, mode: Mode, ages: (u8, u8), focus: &[u16]) -> Service {
    let mut label = id.replace('-', " ");
    label[..1].make_ascii_uppercase();
    Service {
        id: id.to_owned(),
        label,
        definition: String::new(),
        nhs: String::new(),
        school: String::new(),
        focus: focus.iter().map(|&area| nth(area)).collect(),
        synonyms: Vec::new(),
        usual_provider: Provider::Either,
        mode,
        travels: Travels::Distance,
        ages: Ages { from: ages.0, to: ages.1 },
        source: None,
        related: Vec::new(),
        priorities: Vec::new(),
    }
}

/// The phases of the contract.
pub(crate) fn phases() -> Sorted<Phase, PhaseIndex> {
    [("early-years", 0, 4), ("primary", 4, 11), ("secondary", 11, 16), ("post-16", 16, 19)]
        .into_iter()
        .map(|(id, from, to)| Phase { id: id.to_owned(), label: id.to_owned(), ages: Ages { from, to } })
        .collect()
}

/// Focus areas, kinds and the given services.
pub(crate) fn vocabulary(services: Vec<Service>) -> Vocabulary {
    let area = |(order, id): (usize, &str)| FocusArea {
        id: id.to_owned(),
        order,
        label: id.to_owned(),
        definition: String::new(),
        question: String::new(),
        source: None,
    };
    let kind = Kind {
        id: "acute-trust".to_owned(),
        label: "Synthetic".to_owned(),
        plural: "Synthetics".to_owned(),
        sector: Sector::Nhs,
        definition: String::new(),
        trust: true,
        roles: Vec::new(),
        other_roles: None,
        typical_offers: Vec::new(),
        typical_needs: Vec::new(),
    };
    Vocabulary {
        services: Sorted::new(services),
        focus_areas: ["careers", "gateway", "on-site", "prevent"].into_iter().enumerate().map(area).collect(),
        kinds: Sorted::new(vec![kind.clone(), Kind { id: "integrated-care-board".to_owned(), roles: vec![nth(0)], ..kind }]),
        roles: Sorted::new(vec![Role {
            id: "care-board".to_owned(),
            label: "Care board".to_owned(),
            question: String::new(),
            services: Vec::new(),
            order: 1,
            reach: Reach::Footprint,
            needs_source: false,
        }]),
        phases: phases(),
        ..Vocabulary::default()
    }
}

/// Regions and care boards of these names; board `n` lies in region `n % regions`.
pub(crate) fn places(regions: &[&str], boards: &[&str]) -> Places {
    let id = |name: &str| name.to_lowercase().replace(' ', "-");
    Places {
        regions: regions
            .iter()
            .map(|name| Region { id: id(name), name: (*name).to_owned(), ons: String::new(), centre: None })
            .collect(),
        boards: boards
            .iter()
            .enumerate()
            .map(|(at, name)| CareBoard {
                id: id(name),
                name: format!("NHS {name} Integrated Care Board"),
                short: (*name).to_owned(),
                regions: vec![nth(at % regions.len().max(1))],
                ..CareBoard::default()
            })
            .collect(),
        ..Places::default()
    }
}

/// How a synthetic world is made.
#[derive(Clone, Copy, Debug)]
pub(crate) struct World {
    /// Where its numbers start.
    pub(crate) seed: u64,
    /// Organisations of the health side.
    pub(crate) nhs: usize,
    /// Organisations of the education side.
    pub(crate) schools: usize,
    /// Services in the vocabulary.
    pub(crate) services: usize,
    /// Chance that a field is stated.
    pub(crate) stated: f64,
    /// Chance of conditions on listings, doubled listings, limited reach, several sites, closures, partners.
    pub(crate) odd: f64,
}

impl World {
    /// A world with a bit of everything.
    pub(crate) fn mixed(seed: u64, nhs: usize, schools: usize) -> Self {
        Self { seed, nhs, schools, services: 44, stated: 0.8, odd: 0.15 }
    }
}

const REGIONS: usize = 9;
const BOARDS: usize = 36;

/// A synthetic directory.
pub(crate) fn directory(world: World) -> Directory {
    Directory::new(parts(world))
}

/// The parts of a synthetic directory, to change before they are put in order.
pub(crate) fn parts(world: World) -> Parts {
    let mut numbers = Numbers(world.seed);
    let region_names: Vec<String> = (0..REGIONS).map(|at| format!("Region {at}")).collect();
    let board_names: Vec<String> = (0..BOARDS).map(|at| format!("Board {at:02}")).collect();
    let text = |names: &'_ [String]| names.iter().map(String::as_str).collect::<Vec<_>>().join("|");
    let (regions, boards) = (text(&region_names), text(&board_names));
    let places = places(&regions.split('|').collect::<Vec<_>>(), &boards.split('|').collect::<Vec<_>>());
    let centres: Vec<Point> =
        (0..BOARDS).map(|_| Point { latitude: 50.3 + numbers.share() * 4.8, longitude: -4.5 + numbers.share() * 5.5 }).collect();
    let services = (0..world.services).map(|at| synthetic_service(&mut numbers, at)).collect();
    let sectors = [(Sector::Nhs, world.nhs, "h"), (Sector::School, world.schools, "e")];
    let mut organisations: Vec<Organisation> = sectors
        .into_iter()
        .flat_map(|(sector, count, letter)| (0..count).map(move |at| (sector, format!("{letter}-{at:06}"))))
        .map(|(sector, id)| synthetic_organisation(&mut numbers, world, &centres, blank(&id, sector)))
        .collect();
    organisations.sort_by(|a, b| a.id.cmp(&b.id));
    let ids: Sorted<String, OrganisationIndex> = organisations.iter().map(|one| one.id.clone()).collect();
    for organisation in &mut organisations {
        if numbers.chance(world.odd * 0.5) {
            organisation.partners = ids.indices().nth(numbers.below(ids.len())).into_iter().collect();
        }
    }
    Parts {
        vocabulary: vocabulary(services),
        places,
        organisations: Sorted::new(organisations),
        as_of: Some(TODAY),
        ..Parts::default()
    }
}

/// Who serves whose place: about every fourth pair of the two sides, by halves, quarters and tenths.
pub(crate) fn presence(seed: u64, directory: &Directory) -> Presence {
    let mut numbers = Numbers(seed);
    let side = |sector| directory.of_sector(sector).map(|(number, _)| number).collect::<Vec<_>>();
    let (nhs, schools) = (side(Sector::Nhs), side(Sector::School));
    let mut pairs = Vec::new();
    for &one in &schools {
        for &other in &nhs {
            if numbers.chance(0.25) {
                pairs.push((one, other, [0.5, 0.25, 0.1, 1.0][numbers.below(4)]));
            }
        }
    }
    Presence::new(directory.organisations.len(), pairs)
}

fn synthetic_service(numbers: &mut Numbers, at: usize) -> Service {
    let mode = [Mode::OnSite, Mode::OnSite, Mode::Either, Mode::Remote][numbers.below(4)];
    let ages = [(4, 18), (14, 18), (0, 18), (5, 18), (16, 19), (18, 65), (4, 11), (11, 16)][numbers.below(8)];
    let travels = [Travels::Distance, Travels::Footprint, Travels::Distance, Travels::Anywhere, Travels::Distance][at % 5];
    Service { travels, ..service(&format!("service-{at:03}"), mode, ages, &[numbers.below(4) as u16]) }
}

fn synthetic_organisation(numbers: &mut Numbers, world: World, centres: &[Point], blank: Organisation) -> Organisation {
    let board = numbers.below(BOARDS);
    let near = |numbers: &mut Numbers, centre: Point, spread: f64| Point {
        latitude: centre.latitude + (numbers.share() - 0.5) * spread,
        longitude: centre.longitude + (numbers.share() - 0.5) * spread * 1.6,
    };
    let point = near(numbers, centres[board], 0.7);
    let mut made = blank;
    made.place.point = numbers.chance(world.stated).then_some(point);
    made.place.region = numbers.chance(world.stated).then_some(nth(board % REGIONS));
    if numbers.chance(world.stated) {
        made.place.icbs.push(nth(board));
        if numbers.chance(world.odd) {
            made.place.icbs.push(nth(numbers.below(BOARDS)));
        }
    }
    if numbers.chance(world.odd) {
        made.sites = (0..=numbers.below(4)).map(|_| synthetic_site(near(numbers, point, 0.5))).collect();
    }
    made.place.reach_km = numbers.chance(world.odd * 0.5).then(|| 5.0 + numbers.share() * 60.0);
    if made.sector == Sector::Nhs && numbers.chance(world.odd * 0.2) {
        made.kind = nth(1);
    }
    made.openness = [Openness::NotKnown, Openness::Offering, Openness::Open, Openness::MayOffer][numbers.below(4)];
    if numbers.chance(world.odd * 0.3) {
        made.openness = Openness::NotNow;
    }
    made.capacity = numbers.chance(world.odd).then(|| numbers.below(4) as u32);
    if numbers.chance(world.odd * 0.2) {
        made.closed = Some(Closure { date: Some(Date::constant(2025, 4, 1)), successor: None });
    }
    if made.sector == Sector::School && numbers.chance(world.stated) {
        let first = numbers.below(4);
        made.serves.phases = (first..=(first + numbers.below(4 - first))).map(nth).collect();
    }
    if numbers.chance(world.stated * 0.5) {
        made.focus = Some((0..numbers.below(4)).map(nth).collect());
    }
    made.offers = numbers.chance(world.stated).then(|| synthetic_listings(numbers, world, 7));
    made.needs = numbers.chance(world.stated).then(|| synthetic_listings(numbers, world, 6));
    made
}

fn synthetic_site(point: Point) -> Site {
    Site { name: "Synthetic site".to_owned(), point: Some(point), ..Site::default() }
}

fn synthetic_listings(numbers: &mut Numbers, world: World, most: usize) -> Vec<Listing> {
    let count = numbers.below(most + 1);
    let mut listings: Vec<Listing> = (0..count)
        .map(|_| {
            // The square makes early services common and late ones rare, so that every rarity tier occurs.
            let share = numbers.share();
            listing((share * share * world.services as f64) as u16, 1 + numbers.below(3) as u8)
        })
        .collect();
    listings.sort_by_key(|listing| listing.service);
    if !numbers.chance(world.odd) {
        listings.dedup_by_key(|listing| listing.service);
        return listings;
    }
    for listing in &mut listings {
        match numbers.below(8) {
            0 => listing.from = Some(Date::constant(2026, 9, 1)),
            1 => listing.until = Some(Date::constant(2026, 7, 31)),
            2 => listing.ages = Some(Ages { from: 11, to: 11 + numbers.below(6) as u8 }),
            3 => listing.phases = vec![nth(numbers.below(4))],
            4 => listing.mode = Some([Mode::OnSite, Mode::Either, Mode::Remote][numbers.below(3)]),
            5 => listing.from = Some(Date::constant(2026, 1, 1)),
            6 => listing.until = Some(TODAY),
            _ => listing.status = Status::Past,
        }
    }
    listings
}
