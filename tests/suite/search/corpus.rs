//! Directories to search in: made-up ones of any size, and one from the public registers where they are at hand.

use std::path::{Path, PathBuf};

use crate::lists::nth;
use trustbridge::geo::{Point, Postcode};
use trustbridge::model::{
    Ages, Basis, CareBoard, CareBoardIndex, Directory, FocusArea, GuidePage, GuideSection, Kind, Listing, Mode, Openness,
    Organisation, Partnership, PartnershipStatus, Parts, Phase, Places, Provider, Region, RegionIndex, Review, Sector, Service,
    Sorted, Status, Vocabulary,
};

/// Services with synonyms, as a site's vocabulary has them.
const SERVICES: &[(&str, &str, &[&str])] = &[
    ("asthma-support", "Asthma support in school", &["inhalers", "breathing difficulties"]),
    ("careers-talks", "Careers talks", &["speakers for schools", "ambassadors"]),
    ("dental-checks", "Dental health checks", &["toothbrushing", "oral health"]),
    ("first-aid", "First aid training", &["cpr", "defibrillator training"]),
    ("immunisation", "School immunisation sessions", &["vaccination", "jabs"]),
    ("mental-health-support", "Mental health support team", &["mhst", "wellbeing practitioners"]),
    ("school-space", "Rooms for community clinics", &["premises", "venue hire"]),
    ("speech-therapy", "Speech and language therapy", &["salt", "communication needs"]),
    ("t-level-placements", "T Level industry placements", &["t levels", "health placements"]),
    ("work-experience", "Work experience", &["placements", "shadowing"]),
];

const REGIONS: &[(&str, &str)] = &[
    ("east-midlands", "East Midlands"),
    ("east-of-england", "East of England"),
    ("london", "London"),
    ("north-east", "North East"),
    ("north-west", "North West"),
    ("south-east", "South East"),
    ("south-west", "South West"),
    ("west-midlands", "West Midlands"),
    ("yorkshire-and-the-humber", "Yorkshire and The Humber"),
];

const TOWNS: &[(&str, &str, f64, f64, u16)] = &[
    ("Ashbourne", "DE6", 53.016, -1.733, 0),
    ("Barnet", "EN5", 51.653, -0.200, 2),
    ("Carlisle", "CA1", 54.895, -2.933, 4),
    ("Dudley", "DY1", 52.512, -2.081, 7),
    ("Exeter", "EX1", 50.726, -3.527, 6),
    ("Folkestone", "CT20", 51.081, 1.169, 5),
    ("Gateshead", "NE8", 54.953, -1.603, 3),
    ("Halifax", "HX1", 53.723, -1.863, 8),
    ("Ipswich", "IP1", 52.059, 1.155, 1),
    ("King’s Lynn", "PE30", 52.754, 0.395, 1),
    ("Stoke-on-Trent", "ST1", 53.002, -2.179, 7),
    ("Walsall", "WS1", 52.586, -1.982, 7),
];

const FIRST: &[&str] = &[
    "Aspire",
    "Beacon",
    "St Mary’s",
    "Cornerstone",
    "Own",
    "L.E.A.D.",
    "E-ACT",
    "Fierté",
    "Discovery",
    "Every Child",
    "Forge",
    "Gateway",
    "ReachSouth",
    "Harmony",
    "4Ward",
    "Inspiration",
    "Jubilee",
    "Kingfisher",
    "Let",
    "Meridian",
    "North Star",
    "Oakwood",
    "R&D",
    "Unity",
    "The Park",
    "University Hospitals of",
];
const LAST: &[&str] =
    &["Academy Trust", "Multi-Academy Trust", "Learning Trust", "Education Trust", "Schools’ Partnership", "Children’s Trust"];
const NHS_LAST: &[&str] =
    &["NHS Foundation Trust", "NHS Trust", "Community Healthcare NHS Trust", "Partnership NHS Foundation Trust"];

/// Words of made-up former names.
const FORMER: &[&str] = &[
    "Amberley",
    "Blakewood",
    "Cranmoor",
    "Dunhollow",
    "Eversfield",
    "Fernhurst",
    "Grindle",
    "Hathersea",
    "Ivinghoe",
    "Larkmead",
];

/// Numbers that look random and are the same everywhere.
pub(super) struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % limit
    }

    fn one_of<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }
}

/// A directory of `count` made-up organisations with a guide page and a partnership.
pub(super) fn made_up(count: usize) -> Directory {
    let mut dice = Dice(7);
    let mut organisations = Vec::with_capacity(count);
    for number in 0..count {
        let &(town, outward, latitude, longitude, region) = dice.one_of(TOWNS);
        let nhs = number % 3 == 0;
        let given = format!("{} {town}", dice.one_of(FIRST));
        let name = if number % 7 == 0 {
            format!("{} {} {number}", dice.one_of(FIRST), if nhs { dice.one_of(NHS_LAST) } else { dice.one_of(LAST) })
        } else {
            format!("{given} {}", if nhs { dice.one_of(NHS_LAST) } else { dice.one_of(LAST) })
        };
        let mut one = organisation(&format!("org-{number:06}"), &name, if nhs { Sector::Nhs } else { Sector::School });
        town.clone_into(&mut one.place.town);
        one.place.postcode =
            Postcode::parse(&format!("{outward} {}{}{}", 1 + dice.below(9), letter(&mut dice), letter(&mut dice)));
        let spread = |dice: &mut Dice| (dice.below(200) as f64 - 100.0) / 1000.0;
        one.place.point = Some(Point { latitude: latitude + spread(&mut dice), longitude: longitude + spread(&mut dice) });
        one.place.region = Some(nth(region));
        one.place.icbs = vec![nth(region % 3)];
        one.codes.ods = nhs.then(|| format!("R{number:03X}"));
        one.codes.gias_trn = (!nhs).then(|| format!("TR{number:05}"));
        if number % 4 != 0 {
            one.offers = Some((0..dice.below(4)).map(|_| listing(dice.below(SERVICES.len()))).collect());
            one.needs = Some((0..dice.below(4)).map(|_| listing(dice.below(SERVICES.len()))).collect());
        }
        one.openness =
            *dice.one_of(&[Openness::Offering, Openness::Open, Openness::MayOffer, Openness::NotNow, Openness::NotKnown]);
        one.review.checked = Some(jiff::civil::date(2026, 1 + dice.below(10) as i8, 1 + dice.below(28) as i8));
        one.summary = format!(
            "Works with families in **{town}** and around; pupils’ {} is what matters, {} schools.",
            dice.one_of(&["health", "attendance", "reading", "anxiety", "future"]),
            dice.below(30)
        );
        organisations.push(one);
    }
    directory(organisations)
}

fn letter(dice: &mut Dice) -> char {
    char::from(*dice.one_of(b"ABDEFGHJLNPQRSTUWXYZ"))
}

fn listing(service: usize) -> Listing {
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
        priority: 2,
        from: None,
        until: None,
        note: String::new(),
    }
}

/// An organisation of which only the name is known.
pub(super) fn organisation(id: &str, name: &str, sector: Sector) -> Organisation {
    Organisation::new(id, name, sector, nth(u16::from(sector == Sector::School)))
}

/// A directory of these organisations with a small vocabulary.
pub(super) fn directory(organisations: Vec<Organisation>) -> Directory {
    Directory::new(Parts {
        vocabulary: vocabulary(),
        places: Places { regions: regions(), boards: boards(), ..Places::default() },
        organisations: Sorted::new(organisations),
        guide: vec![guide_page()],
        partnerships: Sorted::new(vec![partnership()]),
        ..Parts::default()
    })
}

fn vocabulary() -> Vocabulary {
    let service = |&(id, label, synonyms): &(&str, &str, &[&str])| Service {
        id: id.to_owned(),
        label: label.to_owned(),
        definition: String::new(),
        nhs: String::new(),
        school: String::new(),
        focus: vec![nth(0)],
        synonyms: synonyms.iter().map(|&word| word.to_owned()).collect(),
        usual_provider: Provider::Either,
        mode: Mode::Either,
        ages: Ages { from: 0, to: 19 },
        source: None,
        travels: trustbridge::model::Travels::Distance,
        related: Vec::new(),
        priorities: Vec::new(),
    };
    let kind = |id: &str, label: &str, plural: &str, sector| Kind {
        id: id.to_owned(),
        label: label.to_owned(),
        plural: plural.to_owned(),
        sector,
        definition: String::new(),
        trust: true,
        roles: Vec::new(),
        other_roles: None,
        typical_offers: Vec::new(),
        typical_needs: Vec::new(),
    };
    Vocabulary {
        services: SERVICES.iter().map(service).collect(),
        focus_areas: Sorted::new(vec![FocusArea {
            id: "prevent".to_owned(),
            order: 0,
            label: "Prevent ill health".to_owned(),
            definition: String::new(),
            question: String::new(),
            source: None,
        }]),
        kinds: Sorted::new(vec![
            kind("acute-trust", "Acute trust", "acute trusts", Sector::Nhs),
            kind("multi-academy-trust", "Multi-academy trust", "multi-academy trusts", Sector::School),
        ]),
        phases: Sorted::new(vec![Phase {
            id: "primary".to_owned(),
            label: "Primary".to_owned(),
            ages: Ages { from: 4, to: 11 },
        }]),
        ..Vocabulary::default()
    }
}

fn regions() -> Sorted<Region, RegionIndex> {
    let region =
        |&(id, name): &(&str, &str)| Region { id: id.to_owned(), name: name.to_owned(), ons: String::new(), centre: None };
    REGIONS.iter().map(region).collect()
}

fn boards() -> Sorted<CareBoard, CareBoardIndex> {
    let board = |(id, short): (&str, &str)| CareBoard {
        id: id.to_owned(),
        name: format!("NHS {short} Integrated Care Board"),
        short: short.to_owned(),
        regions: vec![nth(7)],
        ..CareBoard::default()
    };
    [("black-country", "Black Country"), ("devon", "Devon"), ("kent-and-medway", "Kent and Medway")]
        .into_iter()
        .map(board)
        .collect()
}

fn guide_page() -> GuidePage {
    GuidePage {
        id: "gateway".to_owned(),
        file: "data/guide/gateway.md".to_owned(),
        title: "Opening gateways".to_owned(),
        lead: "Whom to speak to first.".to_owned(),
        section: GuideSection::Focus(nth(0)),
        order: 1,
        services: vec![nth(9)],
        asks: String::new(),
        decide: Vec::new(),
        checklist: Vec::new(),
        body: "Start with the *care board*.".to_owned(),
        sources: Vec::new(),
        review: Review::default(),
    }
}

fn partnership() -> Partnership {
    Partnership {
        id: "health-hub".to_owned(),
        file: "data/partnerships/health-hub.toml".to_owned(),
        name: "Health hub in a school hall".to_owned(),
        summary: "Clinics after school.".to_owned(),
        organisations: Vec::new(),
        others: Vec::new(),
        services: vec![nth(6)],
        focus: vec![nth(0)],
        questions: Vec::new(),
        priorities: Vec::new(),
        barriers: Vec::new(),
        phases: Vec::new(),
        status: PartnershipStatus::NotKnown,
        seed: false,
        started: None,
        town: "Halifax".to_owned(),
        region: Some(nth(8)),
        icbs: Vec::new(),
        national: false,
        results: Vec::new(),
        sources: Vec::new(),
        review: Review::default(),
    }
}

/// The register of open trusts beside the project; `None` where this machine has none.
pub(super) fn register() -> Option<PathBuf> {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().find_map(|folder| {
        let file = folder.join("shared/registers/national-organisations.csv");
        file.exists().then_some(file)
    })
}

/// Every open trust of the register, each with made-up services so that services can be searched too.
pub(super) fn from_register(file: &Path) -> Directory {
    let mut reader = csv::Reader::from_path(file).expect("the register opens");
    let headers = reader.headers().expect("the register has headers").clone();
    let mut dice = Dice(11);
    let mut organisations = Vec::new();
    for row in reader.records().map(|row| row.expect("the register is CSV")) {
        let cell = |name: &str| headers.iter().position(|header| header == name).and_then(|at| row.get(at)).unwrap_or_default();
        let sector = if cell("sector") == "nhs" { Sector::Nhs } else { Sector::School };
        let mut one = organisation(&cell("id").to_lowercase(), cell("name"), sector);
        let text = |name: &str| (!cell(name).is_empty()).then(|| cell(name).to_owned());
        one.codes.ods = (sector == Sector::Nhs).then(|| cell("id").to_owned());
        one.codes.gias_uid = (sector == Sector::School).then(|| cell("id").to_owned());
        one.codes.gias_trn = text("tr_number");
        one.codes.ukprn = text("ukprn");
        one.codes.companies_house = text("companies_house_number");
        cell("town").clone_into(&mut one.place.town);
        one.place.postcode = Postcode::parse(cell("postcode"));
        one.place.point =
            cell("lat").parse().ok().zip(cell("lon").parse().ok()).map(|(latitude, longitude)| Point { latitude, longitude });
        one.place.region = REGIONS.iter().position(|(_, name)| *name == cell("region")).map(nth);
        if dice.below(3) == 0 {
            one.offers = Some((0..=dice.below(3)).map(|_| listing(dice.below(SERVICES.len()))).collect());
            one.needs = Some((0..=dice.below(3)).map(|_| listing(dice.below(SERVICES.len()))).collect());
        }
        one.review.checked = Some(jiff::civil::date(2026, 11, 22));
        if organisations.len() % 5 == 0 {
            let before = [dice.one_of(FORMER), dice.one_of(FORMER)];
            one.former_names = vec![format!("{} {} {}", before[0], before[1], dice.one_of(LAST))];
        }
        organisations.push(one);
    }
    directory(organisations)
}

/// What labelled queries are made from: a row of JSON for each organisation.
pub(super) fn facts(directory: &Directory) -> String {
    let rows: Vec<serde_json::Value> = directory
        .organisations
        .iter()
        .map(|one| {
            let listed: Vec<&Service> = one
                .live_offers(directory.as_of)
                .chain(one.live_needs(directory.as_of))
                .map(|listing| &directory.vocabulary[listing.service])
                .collect();
            serde_json::json!({
                "id": one.id, "name": one.name, "former": one.former_names, "town": one.place.town, "sector": one.sector.id(),
                "postcode": one.place.postcode.as_ref().map(ToString::to_string),
                "region": one.place.region.map(|region| directory.places[region].name.clone()),
                "services": listed.iter().map(|service| service.label.as_str()).collect::<Vec<_>>(),
                "synonyms": listed.iter().flat_map(|service| service.synonyms.iter()).collect::<Vec<_>>(),
                "codes": [&one.codes.ods, &one.codes.gias_uid, &one.codes.gias_trn, &one.codes.ukprn, &one.codes.companies_house],
            })
        })
        .collect();
    serde_json::Value::from(rows).to_string()
}

/// The whole index as elasticlunr-rs makes it on its own from the texts of the documents.
pub(super) fn stock_index(index: &trustbridge::search::Index) -> String {
    let fields = trustbridge::search::FIELDS;
    let mut stock = elasticlunr::IndexBuilder::new().save_docs(false).add_fields(fields).set_ref("ref").build();
    for (reference, document) in index.documents().iter().enumerate() {
        stock.add_doc(&reference.to_string(), &document.texts);
    }
    stock.to_json()
}
