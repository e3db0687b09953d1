//! Laws of words files: what a theme says otherwise.

use std::time::Instant;

use trustbridge::wording::{Id, Value, Words, ids, places};

const PATH: &str = "themes/fuzzed/words.toml";

/// Any bytes are a words file whose messages can all be said, or are refused with a place.
pub fn words(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let start = Instant::now();
    match Words::read(Some((PATH, text))) {
        Ok(words) => {
            let kinds = [Value::Text("nhs"), Value::Count(0), Value::Count(1), Value::Count(21), Value::Count(1_234_567)];
            for (at, id) in ids().iter().enumerate() {
                let value = kinds[(at + bytes.len()) % kinds.len()];
                let values: Vec<(&'static str, Value<'_>)> =
                    places(id).into_iter().flatten().map(|place| (place, value)).collect();
                words.say(Id::of(id), &values);
            }
        }
        Err(faults) => {
            assert!(!faults.is_empty(), "refused without a reason");
            super::drawn_in(PATH, text, faults);
        }
    }
    super::in_time(start, bytes.len());
}
