//! The town in an address of a register: without its county, its postcode and hints in brackets.

use crate::geo::Postcode;
use crate::text::fold;

use super::natural_case::natural_address;

/// Counties and areas that addresses name after, or instead of, a town. One that is also a city, such as Bristol, is none.
const COUNTIES: &[&str] = &[
    "avon",
    "bedfordshire",
    "berkshire",
    "buckinghamshire",
    "cambridgeshire",
    "cheshire",
    "cleveland",
    "cornwall",
    "county durham",
    "cumbria",
    "derbyshire",
    "devon",
    "dorset",
    "east sussex",
    "east yorkshire",
    "england",
    "essex",
    "gloucestershire",
    "greater london",
    "greater manchester",
    "hampshire",
    "herefordshire",
    "hertfordshire",
    "humberside",
    "isle of wight",
    "kent",
    "lancashire",
    "leicestershire",
    "lincolnshire",
    "merseyside",
    "middlesex",
    "norfolk",
    "north yorkshire",
    "northamptonshire",
    "northumberland",
    "nottinghamshire",
    "oxfordshire",
    "rutland",
    "shropshire",
    "somerset",
    "south yorkshire",
    "staffordshire",
    "suffolk",
    "surrey",
    "sussex",
    "tyne and wear",
    "united kingdom",
    "warwickshire",
    "west midlands",
    "west sussex",
    "west yorkshire",
    "wiltshire",
    "worcestershire",
];

/// How the line of a street or building ends. No town ends so: "Chester le Street" does with another.
const NO_TOWNS: &[&str] = &[" Avenue", " Drive", " Lane", " Office", " Road"];

/// The town of a cell, empty where it names none.
pub(super) fn town(cell: &str) -> String {
    let cell =
        cell.split_once('(').map_or(cell, |(town, _)| town).replace(". ", ", ").replace("St, ", "St. ").replace("ST, ", "ST. ");
    let natural = natural_address(&cell);
    let mut parts: Vec<&str> =
        natural.split(", ").map(without_postcode).filter(|part| part.chars().any(char::is_alphabetic)).collect();
    while parts.last().is_some_and(|last| COUNTIES.contains(&fold(last).as_str())) {
        parts.pop();
    }
    // "101 High Road" and "Main Office" stand in the wrong column.
    let is_no_town =
        |part: &str| part.starts_with(|sign: char| sign.is_ascii_digit()) || NO_TOWNS.iter().any(|end| part.ends_with(end));
    parts.retain(|part| !is_no_town(part));
    let town = parts.join(", ");
    let town = ["Nr ", "Near "].iter().find_map(|near| town.strip_prefix(near)).unwrap_or(&town).to_owned();
    let small = town.chars().next().is_some_and(char::is_lowercase);
    if small { town.chars().next().into_iter().flat_map(char::to_uppercase).chain(town.chars().skip(1)).collect() } else { town }
}

/// A text without a postcode at its end.
fn without_postcode(part: &str) -> &str {
    let ends = part.char_indices().filter(|(_, letter)| *letter == ' ').map(|(at, _)| at);
    let found = ends.filter(|&at| Postcode::parse(part[at..].trim()).is_some()).min();
    found.map_or(part, |at| part[..at].trim_end()).trim_end_matches([',', '.'])
}

#[cfg(test)]
mod tests {
    #[test]
    fn towns_are_towns() {
        for (cell, town) in [
            ("Exeter, Devon", "Exeter"),
            ("Rainham. Essex", "Rainham"),
            ("Oldham Ol9 9QE", "Oldham"),
            ("Crook,", "Crook"),
            ("410", ""),
            ("Leicestershire", ""),
            ("Bristol", "Bristol"),
            ("bedford", "Bedford"),
            ("ST. HELENS", "St Helens"),
            ("Bury St. Edmunds", "Bury St Edmunds"),
            ("Hindley, Wigan", "Hindley, Wigan"),
            ("Salford, Greater Manchester", "Salford"),
            ("Birmingham (SatNav B5 7SA)", "Birmingham"),
            ("101 High Road", ""),
            ("Beverley Road", ""),
            ("Main Office", ""),
            ("Nr Diss", "Diss"),
            ("Chester le Street", "Chester le Street"),
            ("Street", "Street"),
        ] {
            assert_eq!(super::town(cell), town, "{cell}");
        }
    }
}
