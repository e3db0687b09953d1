//! United Kingdom postcodes: their form, their two halves, and which lie outside England.

/// A full postcode in its usual form, `DY1 2HQ`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Postcode {
    outward: String,
    inward: String,
}

impl Postcode {
    /// Reads a full postcode, with or without its space, in any case.
    pub fn parse(text: &str) -> Option<Self> {
        let signs: String = text.chars().filter(|sign| !sign.is_whitespace()).collect::<String>().to_ascii_uppercase();
        if !signs.is_ascii() || !(5..=7).contains(&signs.len()) {
            return None;
        }
        let (outward, inward) = signs.split_at(signs.len() - 3);
        let inward_fits = inward.bytes().enumerate().all(|(at, sign)| {
            if at == 0 { sign.is_ascii_digit() } else { sign.is_ascii_uppercase() && !b"CIKMOV".contains(&sign) }
        });
        (inward_fits && is_district(outward)).then(|| Self { outward: outward.to_owned(), inward: inward.to_owned() })
    }

    /// The first half, `DY1`: the postcode district.
    pub fn outward(&self) -> &str {
        &self.outward
    }

    /// Without its space, `DY12HQ`.
    pub fn joined(&self) -> String {
        format!("{}{}", self.outward, self.inward)
    }
}

impl std::fmt::Display for Postcode {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{} {}", self.outward, self.inward)
    }
}

/// Whether `text` has the form of a postcode district: one or two letters, a digit, then a digit or letter or nothing.
pub fn is_district(text: &str) -> bool {
    let bytes = text.as_bytes();
    let letters = bytes.iter().take_while(|sign| sign.is_ascii_uppercase()).count();
    if !(1..=2).contains(&letters) {
        return false;
    }
    match &bytes[letters..] {
        [digit] => digit.is_ascii_digit(),
        [digit, last] => digit.is_ascii_digit() && (last.is_ascii_digit() || last.is_ascii_uppercase()),
        _ => false,
    }
}

/// A part of the British Isles that is not England.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutsideEngland {
    /// All or nearly all of the area lies in Scotland.
    Scotland,
    /// All or nearly all of the area lies in Wales.
    Wales,
    /// Northern Ireland.
    NorthernIreland,
    /// The Isle of Man or the Channel Islands.
    CrownDependency,
}

/// Which country a postcode area (the letters before the first digit) lies in, when that is wholly outside England.
pub fn outside_england(postcode_or_district: &str) -> Option<OutsideEngland> {
    let area: String =
        postcode_or_district.trim().chars().take_while(char::is_ascii_alphabetic).collect::<String>().to_ascii_uppercase();
    match area.as_str() {
        "AB" | "DD" | "DG" | "EH" | "FK" | "G" | "HS" | "IV" | "KA" | "KW" | "KY" | "ML" | "PA" | "PH" | "ZE" => {
            Some(OutsideEngland::Scotland)
        }
        "CF" | "LD" | "NP" | "SA" => Some(OutsideEngland::Wales),
        "BT" => Some(OutsideEngland::NorthernIreland),
        "IM" | "JE" | "GY" => Some(OutsideEngland::CrownDependency),
        _ => None,
    }
}
