//! A site of synthetic organisations on a disk: made up from a fixed seed, called synthetic in every name.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// A small generator of numbers (SplitMix64): the same sequence from the same seed for ever.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((bits ^ (bits >> 31)) % end as u64) as usize
    }

    fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }
}

/// The `id = "..."` values of a file of words.
fn ids(path: &Path) -> Vec<String> {
    let text = fs::read_to_string(path).expect("the words can be read");
    let value = |line: &str| line.strip_prefix("id = \"")?.split('"').next().map(str::to_owned);
    text.lines().filter_map(value).collect()
}

/// A care board in force, with its first region and the middle of its area.
#[derive(Clone, Default)]
struct Board {
    id: String,
    region: String,
    centre: (f64, f64),
}

fn boards(path: &Path) -> Vec<Board> {
    let text = fs::read_to_string(path).expect("the places can be read");
    let board = |block: &str| {
        let field = |key: &str| block.lines().find_map(|line| line.strip_prefix(key)?.trim_start().strip_prefix('='));
        let quoted = |key: &str| field(key).and_then(|value| value.split('"').nth(1)).map(str::to_owned);
        let centre: Vec<f64> = field("centre")?.split(['[', ',', ']']).filter_map(|number| number.trim().parse().ok()).collect();
        let open = field("closed").is_none() && field("successor").is_none();
        open.then_some(Board { id: quoted("id")?, region: quoted("regions")?, centre: (*centre.first()?, *centre.get(1)?) })
    };
    text.split("[[icb]]").filter_map(board).collect()
}

/// Writes `count` organisations (one in ten on the health side) below `root`, with the words and places of the real site.
pub(crate) fn write(root: &Path, count: usize, seed: u64) {
    let real = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    let data = root.join("data");
    for folder in ["vocabulary", "places", "organisations/nhs", "organisations/schools"] {
        fs::create_dir_all(data.join(folder)).expect("a folder can be made");
    }
    for folder in ["vocabulary", "places"] {
        for entry in fs::read_dir(real.join(folder)).expect("the words can be read") {
            let path = entry.expect("the entry can be read").path();
            // Who serves which place names real organisations, of which there are none here.
            if path.ends_with("serves.csv") {
                continue;
            }
            fs::copy(&path, data.join(folder).join(path.file_name().expect("a name"))).expect("a file can be copied");
        }
    }
    fs::write(data.join("site.toml"), "title = \"Synthetic directory\"\nowner = \"The tests\"\n").expect("a file can be written");
    let services: Vec<String> = ids(&real.join("vocabulary/services.toml"));
    let boards = boards(&real.join("places/icbs.toml"));
    let mut numbers = Numbers(seed);
    for number in 0..count {
        let nhs = number % 10 == 0;
        let record = record(number, nhs, &services, &boards, &mut numbers);
        let folder = if nhs { "organisations/nhs" } else { "organisations/schools" };
        fs::write(data.join(folder).join(format!("synthetic-{number:06}.toml")), record).expect("a record can be written");
    }
}

fn record(number: usize, nhs: bool, services: &[String], boards: &[Board], numbers: &mut Numbers) -> String {
    const TOWNS: &[&str] = &["Northtown", "Southam", "Eastbridge", "Westford", "Millbeck", "Ashley", "Oakham Green", "Stonebury"];
    let town = *numbers.pick(TOWNS);
    let Board { id: board, region, centre } = numbers.pick(boards).clone();
    let (sector, kind) = if nhs { ("nhs", "nhs-trust") } else { ("school", "multi-academy-trust") };
    let mut near = |degrees: f64, spread: usize| degrees + (numbers.below(2 * spread) as f64 - spread as f64) / 1000.0;
    let (latitude, longitude) = (near(centre.0, 150), near(centre.1, 200));
    let mut text = format!(
        "name = \"Synthetic {town} Trust {number}\"\nsector = \"{sector}\"\nkind = \"{kind}\"\naliases = [\"ST{number}\"]\n\
         summary = \"A synthetic organisation in {town}, made up for tests; it offers nothing to anybody.\"\n\
         openness = \"{}\"\n\n[place]\ntown = \"{town}\"\nlatitude = {latitude:.4}\nlongitude = {longitude:.4}\nregion = \"{region}\"\n\
         icbs = [\"{board}\"]\n",
        numbers.pick(&["open", "offering", "may-offer", "not-known"]),
    );
    if !nhs {
        let _ = write!(text, "\n[serves]\nphases = [\"primary\", \"secondary\"]\nsite_count = {}\n", 1 + numbers.below(30));
    }
    let mut left: Vec<&String> = services.iter().collect();
    for (list, most) in [("offers", 5), ("needs", 4)] {
        for _ in 0..=numbers.below(most) {
            let service = left.swap_remove(numbers.below(left.len()));
            let _ = write!(
                text,
                "\n[[{list}]]\nservice = \"{service}\"\nbasis = \"published\"\nsource = \"https://example.org/synthetic/{number}\"\n\
                 checked = 2026-11-22\nstatus = \"now\"\nnote = \"Synthetic, for tests.\"\n",
            );
        }
    }
    text.push_str("\n[[sources]]\nurl = \"https://example.org/synthetic\"\ntitle = \"Synthetic\"\n\n[review]\nchecked = 2026-11-22\nby = \"The tests\"\n");
    text
}
