//! Bytes of a register to text: UTF-8, UTF-16 with its mark, Windows-1252, or lines of two kinds.

use std::borrow::Cow;

use encoding_rs::{UTF_16BE, UTF_16LE, WINDOWS_1252};

/// A text with what was found on the way.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Decoded {
    /// The text, without a byte order mark.
    pub text: String,
    /// Where the file mixes UTF-8 and Windows-1252: the first line of the rarer kind, from 1.
    pub mixed_at: Option<usize>,
}

/// Decodes the bytes of a table.
///
/// Bytes that are UTF-8 as a whole are UTF-8. Otherwise each line is judged by itself: a line with other signs than ASCII
/// that is UTF-8 stays so, any other is Windows-1252, in which every byte means something.
///
/// # Errors
/// Why it is not a text at all, as a sentence without its full stop.
pub(super) fn decode(bytes: &[u8]) -> Result<Decoded, &'static str> {
    let whole = |text: Cow<'_, str>| Ok(Decoded { text: text.into_owned(), mixed_at: None });
    match bytes {
        [0xff, 0xfe, rest @ ..] => return whole(UTF_16LE.decode_without_bom_handling(rest).0),
        [0xfe, 0xff, rest @ ..] => return whole(UTF_16BE.decode_without_bom_handling(rest).0),
        _ => {}
    }
    // Without its mark, UTF-16 of mostly plain letters has a zero in nearly every second byte.
    let zeros = |odd: usize| bytes.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    if bytes.len() >= 8 && bytes.len().is_multiple_of(2) {
        let (even, odd, pairs) = (zeros(0), zeros(1), bytes.len() / 2);
        if odd * 10 > pairs * 7 && even == 0 {
            return whole(UTF_16LE.decode_without_bom_handling(bytes).0);
        }
        if even * 10 > pairs * 7 && odd == 0 {
            return whole(UTF_16BE.decode_without_bom_handling(bytes).0);
        }
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if bytes.contains(&0) {
        return Err("the file holds NUL bytes, so it is not a table of text");
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return whole(Cow::Borrowed(text));
    }
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 64);
    let (mut first_utf8, mut first_windows) = (None, None);
    let (mut count_utf8, mut count_windows) = (0_usize, 0_usize);
    for (at, line) in bytes.split_inclusive(|&byte| byte == b'\n').enumerate() {
        if let Ok(line) = std::str::from_utf8(line) {
            if !line.is_ascii() {
                first_utf8.get_or_insert(at + 1);
                count_utf8 += 1;
            }
            text.push_str(line);
        } else {
            first_windows.get_or_insert(at + 1);
            count_windows += 1;
            text.push_str(&WINDOWS_1252.decode_without_bom_handling(line).0);
        }
    }
    let rarer = if count_utf8 < count_windows { first_utf8 } else { first_windows };
    Ok(Decoded { text, mixed_at: rarer.filter(|_| count_utf8 > 0) })
}

#[cfg(test)]
mod tests {
    use super::{Decoded, decode};

    fn text(bytes: &[u8]) -> Decoded {
        decode(bytes).expect("a text")
    }

    #[test]
    fn each_encoding_is_known() {
        let plain = |text: &str| Decoded { text: text.to_owned(), mixed_at: None };
        assert_eq!(text(b"St Mary\x92s Fiert\xe9"), plain("St Mary’s Fierté"));
        assert_eq!(text("\u{feff}Fierté".as_bytes()), plain("Fierté"));
        assert_eq!(text(b"\xff\xfeA\0\xe9\0"), plain("Aé"));
        assert_eq!(text(b"\xfe\xff\0A\0\xe9"), plain("Aé"));
        assert_eq!(text(b"n\0a\0m\0e\0\n\0"), plain("name\n"));
        assert_eq!(text(b"\0n\0a\0m\0e\0\n"), plain("name\n"));
        assert!(decode(b"A\0B").is_err());
        assert!(decode(b"A table with one\0\0 zero").is_err());
    }

    #[test]
    fn a_mixture_is_read_line_by_line_and_said() {
        let mut mixed = b"plain\nFiert\xe9\nMary\x92s\n".to_vec();
        mixed.extend("Areté\n".as_bytes());
        assert_eq!(text(&mixed), Decoded { text: "plain\nFierté\nMary’s\nAreté\n".to_owned(), mixed_at: Some(4) });
    }
}
