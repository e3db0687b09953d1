//! How numbers and lists are written into the small files, and the form of the files themselves.

use std::io::Write as _;

/// A whole number in groups of seven bits, low first.
pub(super) fn varint(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

/// A signed number, small in either direction.
pub(super) fn zigzag(out: &mut Vec<u8>, value: i64) {
    varint(out, ((value << 1) ^ (value >> 63)) as u64);
}

/// Text after what it shares with the text before it: shared bytes, further bytes, those bytes.
pub(super) fn front_coded(out: &mut Vec<u8>, before: &str, text: &str) {
    let shared = before.bytes().zip(text.bytes()).take_while(|(a, b)| a == b).count();
    let shared = (0..=shared).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
    varint(out, shared as u64);
    varint(out, (text.len() - shared) as u64);
    out.extend_from_slice(&text.as_bytes()[shared..]);
}

/// Ascending document numbers as gaps, or as one bit for each of `count` documents, whichever is shorter.
/// Returns the bytes and whether they are bits.
pub(super) fn documents(list: impl Iterator<Item = u32> + Clone, count: usize) -> (Vec<u8>, bool) {
    let mut gaps = Vec::new();
    let mut next = 0;
    for document in list.clone() {
        varint(&mut gaps, u64::from(document - next));
        next = document + 1;
    }
    if gaps.len() <= count.div_ceil(8) {
        return (gaps, false);
    }
    let mut bits = vec![0; count.div_ceil(8)];
    list.for_each(|document| bits[document as usize / 8] |= 1 << (document % 8));
    (bits, true)
}

/// A file that a page loads with a script element: one call with base64 of the raw-deflated bytes.
pub(super) fn script_file(name: &str, bytes: &[u8]) -> Vec<u8> {
    let mut deflate = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::best());
    deflate.write_all(bytes).expect("writing to memory does not fail");
    let packed = deflate.finish().expect("writing to memory does not fail");
    format!("trustbridge.take(\"{name}\",\"{}\")\n", data_encoding::BASE64.encode(&packed)).into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lists_become_bits() {
        assert_eq!(documents([1, 3].into_iter(), 100), (vec![1, 1], false));
        assert_eq!(documents(0..16, 16), (vec![255, 255], true));
    }
}
