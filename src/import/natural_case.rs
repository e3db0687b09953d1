//! Names and addresses that a register writes in capitals, as people write them.
//!
//! There is no rule for every name, so this is a list of habits, each with cases in the tests. A text that has small letters
//! already is nearly left alone: only "Stanford-Le-Hope" becomes "Stanford-le-Hope".

/// Words that stay in capitals. What has no vowel stays so anyway: NHS, UTC, LDBS.
const CAPITALS: &[&str] = &[
    "AP", "BBC", "BEC", "BMAT", "BOA", "BPI", "CE", "CIC", "CIO", "EBN", "EBS", "EKC", "EPA", "HCAT", "HISP", "HQ", "II", "III",
    "IV", "IX", "LEAT", "LIPA", "MAT", "PA", "QED", "QEGS", "RET", "RMET", "SAND", "SASH", "SDBE", "SEN", "SEND", "STEM", "TBAP",
    "TVI", "UCL", "UK", "USA", "UTC", "UTS", "VA", "VI", "VII", "VIII", "WMG", "XI", "XII", "XIII", "YMCA",
];

/// Words without a vowel that are no initials.
const NO_INITIALS: &[&str] = &["BY", "CTR", "DR", "LTD", "MR", "MRS", "MS", "MT", "MY", "NR", "RD", "SQ", "ST", "STH", "NTH"];

/// Words that are small inside a name.
const SMALL: &[&str] = &[
    "a", "an", "and", "as", "at", "by", "cum", "de", "du", "for", "from", "in", "into", "le", "next", "of", "on", "or", "the",
    "to", "under", "upon", "with",
];

/// Words whose capitals no rule finds.
const AS_WRITTEN: &[(&str, &str)] =
    &[("COFE", "CofE"), ("C/O", "c/o"), ("EDCITY", "EdCity"), ("PLC", "plc"), ("REACH2", "REAch2")];

/// The same for a text whose words all begin with capitals, without the brackets around them.
const TITLED: &[(&str, &str)] = &[("St.", "St"), ("C/O", "c/o"), ("Cofe", "CofE"), ("Coe", "CofE"), ("Edcity", "EdCity")];

/// Initials and numerals that such a text writes like words.
const TITLED_CAPITALS: &[&str] = &[
    "Bmat", "Ce", "Hq", "Ii", "Iii", "Mat", "Nhs", "Pru", "Rc", "Sen", "Send", "Stem", "Uk", "Utc", "Va", "Vc", "Vi", "Vii",
    "Viii", "Ymca",
];

/// Groups of words that are written otherwise than each alone.
const PHRASES: &[(&str, &str)] = &[
    (" C E ", " CE "),
    ("Multi - Academy", "Multi-Academy"),
    ("De la Salle", "De La Salle"),
    ("de la Salle", "De La Salle"),
    ("Ss ", "SS "),
];

/// The natural form of a name: "ST MARY'S C OF E MULTI-ACADEMY TRUST" becomes "St Mary's C of E Multi-Academy Trust".
pub fn natural_name(text: &str) -> String {
    let text = straight(text);
    if text.split(' ').any(has_small_letters) { settle(&text) } else { from_capitals(&text) }
}

/// The natural form of an address or a town; each part between commas begins anew.
pub fn natural_address(text: &str) -> String {
    let parts: Vec<String> = text.split(',').map(|part| natural_name(part.trim())).filter(|part| !part.is_empty()).collect();
    parts.join(", ")
}

/// Straight apostrophes, none doubled, and single spaces.
fn straight(text: &str) -> String {
    let plain: String = text.chars().map(|sign| if matches!(sign, '’' | '‘' | '`' | '´') { '\'' } else { sign }).collect();
    let words: Vec<&str> = plain.split_whitespace().collect();
    words.join(" ").replace("''", "'")
}

/// Whether a word is written in small letters, beyond "of" and the "s" after an apostrophe: "KING's COLLEGE of LONDON" is in capitals.
fn has_small_letters(word: &str) -> bool {
    let own = word.strip_suffix("'s").unwrap_or(word);
    own.split('-').any(|part| !SMALL.contains(&part) && part.chars().any(char::is_lowercase))
}

/// A word that begins with a capital, where it is known to be written otherwise.
fn titled(word: &str) -> Option<String> {
    if let Some((_, written)) = TITLED.iter().find(|(titled, _)| *titled == word) {
        return Some((*written).to_owned());
    }
    if let Some(rest) = word.strip_prefix("St.").filter(|rest| !rest.is_empty()) {
        return Some(format!("St {rest}"));
    }
    if let Some(owner) = word.strip_suffix("'S").filter(|owner| owner.chars().any(char::is_lowercase)) {
        return Some(format!("{owner}'s"));
    }
    if let Some(rest) = word.strip_prefix("Mc").filter(|rest| rest.len() > 2 && rest.starts_with(char::is_lowercase)) {
        return Some(format!("Mc{}", capitalised(rest)));
    }
    let core = word.trim_matches(|sign: char| !sign.is_alphanumeric());
    let written = TITLED.iter().find(|(titled, _)| *titled == core).map(|(_, written)| (*written).to_owned());
    let written = written.or_else(|| TITLED_CAPITALS.contains(&core).then(|| core.to_uppercase()))?;
    Some(word.replacen(core, &written, 1))
}

/// Lowers small words in a text whose words all begin with capitals.
fn settle(text: &str) -> String {
    let lower = |part: &str| {
        let small = part.to_lowercase();
        // "Unit 11 The Hub": a building's article is part of its name.
        if small != "the" && small != "a" && SMALL.contains(&small.as_str()) { small } else { part.to_owned() }
    };
    let words = text.split(' ').enumerate().map(|(at, word)| {
        let mut parts: Vec<String> = word.split('-').map(str::to_owned).collect();
        let last = parts.len() - 1;
        if let Some(written) = titled(word) {
            return written;
        }
        for (place, part) in parts.iter_mut().enumerate() {
            let inner = place > 0 && place < last;
            let alone = last == 0 && at > 0;
            *part = match part.as_str() {
                "La" | "Le" | "The" if inner => part.to_lowercase(),
                "By" if alone => part.clone(),
                _ if inner || alone => lower(part),
                _ => part.clone(),
            };
        }
        parts.join("-")
    });
    let phrases = [("Christ The King", "Christ the King"), (" By The Sea", " by the Sea"), (" By the Sea", " by the Sea")];
    phrases.iter().fold(words.collect::<Vec<_>>().join(" "), |text, (from, to)| text.replace(from, to))
}

fn from_capitals(text: &str) -> String {
    let words: Vec<&str> = text.split(' ').collect();
    let mut natural = Vec::with_capacity(words.len());
    for (at, word) in words.iter().enumerate() {
        let begins =
            at == 0 || words[at - 1].ends_with([':', '(', '-', '/']) || *word != word.trim_start_matches(['(', '"', '[']);
        natural.push(if is_initials_of(word, &words[..at]) { (*word).to_owned() } else { from_word(word, begins) });
    }
    PHRASES.iter().fold(natural.join(" "), |text, (from, to)| text.replace(from, to))
}

/// Whether a word in brackets is made of the first letters of the words before it: "(PACT)".
fn is_initials_of(word: &str, before: &[&str]) -> bool {
    let Some(inner) = word.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) else { return false };
    let firsts = |all: bool| -> String {
        let counted = before.iter().filter(|word| all || !SMALL.contains(&word.to_lowercase().as_str()));
        counted.filter_map(|word| word.chars().next()).collect()
    };
    inner.chars().count() > 1 && (firsts(true).ends_with(inner) || firsts(false).ends_with(inner))
}

/// One word between spaces, with whatever signs stand around it.
fn from_word(word: &str, begins: bool) -> String {
    if let Some((_, written)) = AS_WRITTEN.iter().find(|(capitals, _)| *capitals == word) {
        return (*written).to_owned();
    }
    let core = word.trim_matches(|sign: char| !sign.is_alphanumeric());
    if core.is_empty() {
        return word.to_owned();
    }
    let from = word.find(core).unwrap_or(0);
    let (before, after) = (&word[..from], &word[from + core.len()..]);
    // "R.C.", "C.E.": letters with dots between them.
    if core.contains('.') && core.split('.').all(|part| part.chars().count() == 1) {
        return word.to_owned();
    }
    let after = if matches!(core, "ST" | "LTD" | "DR" | "MR" | "MRS") { after.trim_start_matches('.') } else { after };
    format!("{before}{}{after}", from_hyphens(core, begins))
}

fn from_hyphens(core: &str, begins: bool) -> String {
    let parts: Vec<&str> = core.split('-').collect();
    let last = parts.len() - 1;
    let mut natural = Vec::with_capacity(parts.len());
    for (at, part) in parts.iter().enumerate() {
        let small = part.to_lowercase();
        // "Stoke-on-Trent", but "The" at the beginning; "Co-operative" has no second capital.
        let lower = if last > 0 { at > 0 && at < last } else { !begins };
        let after_co = at > 0 && matches!(parts[at - 1], "CO" | "PRE") && !is_in_capitals(part);
        natural.push(if after_co || (lower && SMALL.contains(&small.as_str())) { small } else { from_part(part) });
    }
    natural.join("-")
}

fn is_in_capitals(part: &str) -> bool {
    let letters = part.chars().filter(|sign| sign.is_alphabetic()).count();
    let vowel = |sign: char| "AEIOUYÀÁÂÄÈÉÊËÌÍÎÏÒÓÔÖÙÚÛÜŴŶ".contains(sign);
    CAPITALS.contains(&part) || (letters > 1 && letters <= 5 && !part.chars().any(vowel) && !NO_INITIALS.contains(&part))
}

/// A part without spaces and hyphens: letters, digits, apostrophes, and slashes or dots between them.
fn from_part(part: &str) -> String {
    if let Some(at) = part.find(['/', '.', '&', '+', ':', ',']).filter(|&at| at > 0) {
        let (head, tail) = part.split_at(at);
        let mut rest = tail.chars();
        let sign: String = rest.next().into_iter().collect();
        return format!("{}{sign}{}", from_part(head), from_part(rest.as_str()));
    }
    if let Some((head, tail)) = part.split_once('\'') {
        return match (head, tail.chars().count()) {
            ("O" | "D" | "L", 2..) => format!("{head}'{}", capitalised(tail)),
            _ => format!("{}'{}", from_part(head), tail.to_lowercase()),
        };
    }
    let digits = part.trim_end_matches(|sign: char| !sign.is_ascii_digit());
    if !digits.is_empty() && digits.chars().all(|sign| sign.is_ascii_digit()) {
        let tail = &part[digits.len()..];
        return if matches!(tail, "ST" | "ND" | "RD" | "TH") {
            format!("{digits}{}", tail.to_lowercase())
        } else {
            part.to_owned()
        };
    }
    if is_in_capitals(part) {
        return part.to_owned();
    }
    match part.strip_prefix("MC") {
        Some(rest) if rest.chars().count() > 2 => format!("Mc{}", capitalised(rest)),
        _ => capitalised(part),
    }
}

fn capitalised(word: &str) -> String {
    let mut signs = word.chars();
    signs.next().map_or_else(String::new, |first| first.to_uppercase().chain(signs.as_str().to_lowercase().chars()).collect())
}

#[cfg(test)]
mod tests {
    use super::{natural_address, natural_name};

    /// The shapes of names in the registers; the names themselves are mostly made up.
    const NAMES: &[(&str, &str)] = &[
        ("NORTHSHIRE NHS FOUNDATION TRUST", "Northshire NHS Foundation Trust"),
        ("ST. BRANNOC'S C OF E MAT", "St Brannoc's C of E MAT"),
        ("ST BRANNOC’S COFE PRIMARY", "St Brannoc's CofE Primary"),
        ("ST BRANNOC'S (CE) PRIMARY ACADEMY TRUST, CLIFTON", "St Brannoc's (CE) Primary Academy Trust, Clifton"),
        ("ST. JAMES’ R.C. PRIMARY SCHOOL", "St James' R.C. Primary School"),
        ("O'NEILL AND D'ARCY SEND TRUST", "O'Neill and D'Arcy SEND Trust"),
        ("THE MCKINLEY UTC", "The McKinley UTC"),
        ("KING EDWARD VI AND HENRY VIII SCHOOLS", "King Edward VI and Henry VIII Schools"),
        ("CHILDREN OF THE WORLD MULTI-ACADEMY TRUST", "Children of the World Multi-Academy Trust"),
        ("THE CO-OPERATIVE ACADEMIES TRUST", "The Co-operative Academies Trust"),
        ("THE QUEEN'S (THE CATHEDRAL) SCHOOL", "The Queen's (The Cathedral) School"),
        ("ASPIRING ACADEMIES COMMUNITY TRUST (AACT)", "Aspiring Academies Community Trust (AACT)"),
        ("TRUST FOR LEARNING AND LIFE (TLL)", "Trust for Learning and Life (TLL)"),
        ("WESTSHIRE (MK) TRUST", "Westshire (MK) Trust"),
        ("FOCUS TRUST (UK) LTD.", "Focus Trust (UK) Ltd"),
        ("FIERTÉ LEARNING", "Fierté Learning"),
        ("DE LA SALLE ACADEMY", "De La Salle Academy"),
        ("THE DE FERRERS TRUST", "The de Ferrers Trust"),
        ("LDBS FRAYS TRUST", "LDBS Frays Trust"),
        ("1ST FEDERATION", "1st Federation"),
        ("BARROW 1618 3-18 SCHOOL", "Barrow 1618 3-18 School"),
        ("ACADEMY @ WORDEN", "Academy @ Worden"),
        ("THE GIRLS' AND BOYS' SCHOOLS' TRUST", "The Girls' and Boys' Schools' Trust"),
        ("TRUST: LED BY A JUNIOR SCHOOL", "Trust: Led by a Junior School"),
        ("A TRUST FOR A TOWN", "A Trust for a Town"),
        ("ARTS & SCIENCES TRUST", "Arts & Sciences Trust"),
        ("WOMEN'S AND CHILDREN'S NHS TRUST", "Women's and Children's NHS Trust"),
        ("THE QUEEN HOSPITAL, KING'S LYNN, NHS FOUNDATION TRUST", "The Queen Hospital, King's Lynn, NHS Foundation Trust"),
        ("Already Natural Of old", "Already Natural of old"),
        ("  TWO   SPACES ", "Two Spaces"),
        ("", ""),
    ];

    const ADDRESSES: &[(&str, &str)] = &[
        ("4TH FLOOR, EAST WING", "4th Floor, East Wing"),
        ("LEIGH-on-SEA", "Leigh-on-Sea"),
        ("Ashby-de-La-Zouch", "Ashby-de-la-Zouch"),
        ("Saltburn By The Sea", "Saltburn by the Sea"),
        ("St.Brannoc's Ce Primary (Va) School, King Edward Vi Road", "St Brannoc's CE Primary (VA) School, King Edward VI Road"),
        (
            "St Brannoc'S Coe School, Anytown Mat (C/O The Mckinley Utc)",
            "St Brannoc's CofE School, Anytown MAT (c/o The McKinley UTC)",
        ),
        ("QUEEN ELIZABETH's SCHOOL of ANYTOWN, Queen's Road", "Queen Elizabeth's School of Anytown, Queen's Road"),
        ("UNIT 1A, 133-155 THE STRAND", "Unit 1A, 133-155 the Strand"),
        ("STOKE-ON-TRENT", "Stoke-on-Trent"),
        ("Stanford-Le-Hope", "Stanford-le-Hope"),
        ("Newcastle-Under-Lyme", "Newcastle-under-Lyme"),
        ("BURY ST. EDMUNDS", "Bury St Edmunds"),
        ("Appleby In Westmorland", "Appleby in Westmorland"),
        ("Bishop''s Stortford", "Bishop's Stortford"),
        ("TRUST HQ, C/O THE LODGE", "Trust HQ, c/o the Lodge"),
        ("All Saints Academy,, The Close", "All Saints Academy, The Close"),
        ("Unit 11 The Hub", "Unit 11 The Hub"),
        ("KING'S LYNN", "King's Lynn"),
        ("C/O Utc Anytown, St. Albans", "c/o UTC Anytown, St Albans"),
    ];

    #[test]
    fn names_in_capitals_become_natural() {
        for (capitals, natural) in NAMES {
            assert_eq!(natural_name(capitals), *natural, "{capitals}");
        }
    }

    #[test]
    fn addresses_become_natural() {
        for (capitals, natural) in ADDRESSES {
            assert_eq!(natural_address(capitals), *natural, "{capitals}");
        }
    }

    #[test]
    fn what_is_natural_stays() {
        for (_, natural) in NAMES.iter().chain(ADDRESSES) {
            assert_eq!(natural_name(natural), *natural);
        }
    }
}
