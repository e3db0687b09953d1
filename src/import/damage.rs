//! Letters of a table that were damaged on their way through programs that read one encoding as another.

use std::sync::LazyLock;

use regex::Regex;

use crate::diagnostic::Diagnostic;

use super::body::filled;
use super::table::Row;

/// Whether letters of a cell, as it stands in the table, were damaged on the way: read in the wrong encoding, replaced, or
/// written as a web page or an address writes them.
fn is_damaged(text: &str) -> bool {
    static WRITTEN_OUT: LazyLock<Regex> = LazyLock::new(|| {
        // As web pages, addresses, mails and programs write letters out; and UTF-8 that was read as the letters of old Macs.
        Regex::new(r"(?i)&(?:[a-z]{2,8}|#x?[0-9a-f]{2,6});|%[89a-f][0-9a-f]|=[c-f][0-9a-f]=[89ab][0-9a-f]|\\u[0-9a-f]{4}|√[^\x00-\x7f\s]|‚Ä")
            .expect("our own pattern is well formed")
    });
    let letters: Vec<char> = text.chars().collect();
    // The blank without a break that follows such a letter became a blank like any other.
    let cut = letters.windows(2).any(|pair| matches!(pair, ['Ã' | 'Â', next] if next.is_whitespace()));
    let asked = |three: &[char]| matches!(three, [before, '?', after] if before.is_alphabetic() && after.is_alphabetic());
    cut || letters.windows(3).any(asked) || crate::data::is_damaged(text) || WRITTEN_OUT.is_match(text)
}

/// The name in a cell as it stands there, and whether its letters were damaged, which is said.
pub(super) fn name_cell(row: &Row<'_>, column: usize, faults: &mut Vec<Diagnostic>) -> (Option<String>, bool) {
    let name = filled(row.cell(column, faults));
    let damaged = name.as_deref().is_some_and(is_damaged);
    if let Some(name) = name.as_deref().filter(|_| damaged) {
        let fault = row.fault(column, format!("letters of the name `{name}` were damaged on the way"));
        faults.push(
            fault.help("a known record keeps its name, and no new one is made; save the file as UTF-8, or download it again"),
        );
    }
    (name, damaged)
}

/// The text of a cell; one whose letters were damaged is said and left out.
pub(super) fn intact(row: &Row<'_>, column: usize, faults: &mut Vec<Diagnostic>) -> Option<String> {
    let text = filled(row.cell(column, faults))?;
    if is_damaged(&text) {
        let fault = row.fault(column, format!("letters of `{text}` were damaged on the way"));
        faults.push(fault.help("it was left out; save the file as UTF-8, or download it again"));
        return None;
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    #[test]
    fn damaged_letters_are_known_and_accents_are_none() {
        for text in [
            "FIERTÃ‰ TRUST",
            "FiertÃ© Trust",
            "Fiert\u{fffd} Trust",
            "Fiert? Trust?s Fiert?s",
            "ST MARY?S",
            "St Maryâ€™s",
            "FiertÃ  Trust",
            "Caf&eacute; Trust",
            "A &amp; B",
            "O&#39;Neill Trust",
            "Fiert%C3%A9 Trust",
            "Fiert√© Trust",
            "St Mary‚Äôs",
            "Fiert=C3=A9 Trust",
            "Fiert\\u00e9 Trust",
            "Fiertï¿½ Trust",
        ] {
            assert!(super::is_damaged(text), "{text}");
        }
        for text in [
            "Fierté Trust",
            "ÂNGE TRUST",
            "São João",
            "Who? What?",
            "Château",
            "Bridgwater & Taunton",
            "100% Trust",
            "R&D; and more",
            "√2 Trust",
            "A=B Trust",
        ] {
            assert!(!super::is_damaged(text), "{text}");
        }
    }
}
