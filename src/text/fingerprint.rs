//! A short name for bytes: the same for the same bytes, everywhere.

use sha2::{Digest as _, Sha256};

/// The first 16 hexadecimal digits of the SHA-256 of all `parts`, one after the other.
pub fn fingerprint<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> String {
    let mut hash = Sha256::new();
    parts.into_iter().for_each(|part| hash.update(part));
    data_encoding::HEXLOWER.encode(&hash.finalize()[..8])
}

#[cfg(test)]
mod tests {
    #[test]
    fn it_is_the_front_of_the_sha_256() {
        assert_eq!(super::fingerprint([&b"ab"[..], b"c"]), "ba7816bf8f01cfea");
    }
}
