//! Gzip siblings: `index.html.gz` beside `index.html`, for hosts that serve them as they are.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;

use super::{Route, Site};

/// Endings of files that become smaller; pictures and the like do not.
const TEXTS: &[&str] = &["html", "css", "js", "json", "svg", "xml", "txt", "csv", "geojson"];

impl Site {
    /// Settles a gzip sibling for every text. Its bytes depend on the text alone: no name and no time stand in it.
    pub fn add_compressed(&mut self) {
        let texts: Vec<_> = self.files().filter(|file| TEXTS.contains(&file.ending())).cloned().collect();
        for file in texts {
            let Ok(route) = Route::new(&format!("{file}.gz")) else { continue };
            self.add(&route, move |site| match site.render(&file) {
                Some(rendered) => rendered.map(|bytes| gzip(&bytes)),
                None => Ok(Vec::new()),
            });
        }
    }
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::with_capacity(bytes.len() / 4), Compression::best());
    packed.write_all(bytes).and_then(|()| packed.finish()).expect("memory takes all bytes")
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn the_sibling_unpacks_to_the_page() {
        let mut site = Site::new();
        site.add_bytes(&Route::of(""), &b"<p>Words and words and words</p>"[..]);
        site.add_bytes(&Route::of("icon.png"), &b"not a text"[..]);
        site.add_compressed();
        let files: Vec<&str> = site.files().map(crate::folder::FilePath::as_str).collect();
        assert_eq!(files, ["icon.png", "index.html", "index.html.gz"]);
        let sibling = Route::of("index.html.gz");
        let packed = site.render(sibling.file()).expect("it stands there").expect("it can be made");
        let mut text = String::new();
        flate2::read::GzDecoder::new(packed.as_slice()).read_to_string(&mut text).expect("it is gzip");
        assert_eq!(text, "<p>Words and words and words</p>");
    }
}
