//! The nearest right word to a wrong one.

use std::borrow::Cow;

/// The word of `allowed` that `wrong` most likely meant, if any is near enough: at most a third of its letters apart by
/// Damerau-Levenshtein distance, or one the beginning of the other. Ties go to the first.
pub fn nearest<'a>(wrong: &str, allowed: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    const LONGEST: usize = 200;
    if wrong.is_empty() || wrong.len() > LONGEST {
        return None;
    }
    let low = wrong.to_lowercase();
    let as_id = low.replace(['_', ' '], "-");
    let furthest = (low.chars().count() / 3).clamp(1, 4);
    let signs = signs_of(&low);
    let mut best: Option<(usize, &str)> = None;
    for word in allowed {
        let candidate = lower(word);
        let apart = if *candidate == as_id {
            0
        } else if low.len().abs_diff(candidate.len()) <= furthest * 4 && may_be_near(signs, signs_of(&candidate), furthest) {
            strsim::damerau_levenshtein(&low, &candidate)
        } else {
            usize::MAX
        };
        let begins = low.len() >= 4 && (candidate.starts_with(&low) || low.starts_with(&*candidate) && candidate.len() >= 4);
        let apart = if begins { apart.min(furthest) } else { apart };
        if apart <= furthest && best.is_none_or(|(least, _)| apart < least) {
            best = Some((apart, word));
        }
    }
    best.map(|(_, word)| word)
}

fn lower(word: &str) -> Cow<'_, str> {
    if word.bytes().any(|byte| byte.is_ascii_uppercase() || !byte.is_ascii()) {
        Cow::Owned(word.to_lowercase())
    } else {
        Cow::Borrowed(word)
    }
}

/// Which signs a word holds, as bits: letters apart, everything else together by its lowest bits.
fn signs_of(word: &str) -> u64 {
    word.bytes().fold(0, |signs, byte| signs | 1 << (if byte.is_ascii_lowercase() { byte - b'a' } else { 26 + byte % 38 }))
}

/// Each step between two words adds or removes at most two signs (four where a character has several bytes), so words
/// whose signs differ more need no closer look: a list of ten thousand is looked through in a millisecond.
fn may_be_near(a: u64, b: u64, furthest: usize) -> bool {
    (a ^ b).count_ones() as usize <= furthest * 4
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn near_words_are_found_and_far_ones_are_not() {
        let words = ["sector", "website", "openness", "not-known", "caf\u{e9}"];
        for (wrong, right) in [
            ("sektor", Some("sector")),
            ("Website", Some("website")),
            ("web", None),
            ("webs", Some("website")),
            ("Not Known", Some("not-known")),
            ("opneness", Some("openness")),
            ("cafe", Some("caf\u{e9}")),
            ("colour", None),
            ("", None),
        ] {
            assert_eq!(nearest(wrong, words), right, "{wrong}");
        }
    }
}
