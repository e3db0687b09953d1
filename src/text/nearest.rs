//! The nearest right word to a wrong one.

/// The word of `allowed` that `wrong` most likely meant, if any is near enough: at most a third of its letters apart by
/// Damerau-Levenshtein distance, or one the beginning of the other. Ties go to the first.
pub fn nearest<'a>(wrong: &str, allowed: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    const LONGEST: usize = 200;
    if wrong.is_empty() || wrong.len() > LONGEST {
        return None;
    }
    let low = wrong.to_lowercase();
    let furthest = (low.chars().count() / 3).clamp(1, 4);
    let mut best: Option<(usize, &str)> = None;
    for word in allowed {
        let candidate = word.to_lowercase();
        let apart = if candidate == low.replace(['_', ' '], "-") {
            0
        } else if low.len().abs_diff(candidate.len()) <= 4 {
            strsim::damerau_levenshtein(&low, &candidate)
        } else {
            usize::MAX
        };
        let begins = low.len() >= 4 && (candidate.starts_with(&low) || low.starts_with(&candidate) && candidate.len() >= 4);
        let apart = if begins { apart.min(furthest) } else { apart };
        if apart <= furthest && best.is_none_or(|(least, _)| apart < least) {
            best = Some((apart, word));
        }
    }
    best.map(|(_, word)| word)
}
