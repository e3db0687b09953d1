//! From a saved record to the page that shows it: writes a site of synthetic organisations, starts the real preview on it,
//! saves one record again and again, and takes the time from the save to the word that pages wait for, and to the page with
//! the new text. Prints one line of JSON for each kind of edit, in milliseconds.
//!
//! `cargo bench --bench preview` has 2,500 organisations and 40 saves of each kind, `cargo bench --bench preview -- 10000 100`
//! as many as it is told. Half of the saves write the file in place, half write another one aside and rename it.

#[path = "../tests/suite/synthetic_site.rs"]
#[allow(dead_code, reason = "the tests use more of it")]
mod synthetic_site;

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

const RECORD: &str = "data/organisations/nhs/synthetic-000000.toml";
const PAGE: &str = "/organisations/synthetic-000000/";

/// A preview that ends with the bench.
struct Preview(Child);

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn main() {
    let numbers: Vec<usize> = std::env::args().skip(1).filter_map(|argument| argument.parse().ok()).collect();
    let (count, saves) = (numbers.first().copied().unwrap_or(2500), numbers.get(1).copied().unwrap_or(40));
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    synthetic_site::write(folder.path(), count, 2025);
    let (_preview, address) = start(folder.path());
    let mut events = listen(address);
    word(&mut events);
    let record = fs::read_to_string(folder.path().join(RECORD)).expect("the record");
    for (edit, spoil) in
        [("a word of the summary", word_of_the_summary as fn(&str, usize) -> String), ("an offer too", offer_too)]
    {
        let mut times: [Vec<f64>; 2] = [Vec::new(), Vec::new()];
        for save in 0..saves {
            let text = spoil(&record, save);
            let start = Instant::now();
            put(&folder.path().join(RECORD), &text, save % 2 == 0);
            word(&mut events);
            times[0].push(start.elapsed().as_secs_f64() * 1000.0);
            let page = get(address);
            times[1].push(start.elapsed().as_secs_f64() * 1000.0);
            assert!(page.contains(&mark(save)), "the page after the word does not show what was saved");
            // An idle moment, as between two saves of a person.
            std::thread::sleep(Duration::from_millis(150));
        }
        let [word, page] = times.map(|mut times| {
            times.sort_by(f64::total_cmp);
            let at = |share: f64| times[((times.len() - 1) as f64 * share).round() as usize];
            format!("{{\"median\": {:.0}, \"p95\": {:.0}, \"most\": {:.0}}}", at(0.5), at(0.95), at(1.0))
        });
        println!(
            "{{\"organisations\": {count}, \"edit\": \"{edit}\", \"saves\": {saves}, \"word_ms\": {word}, \"page_ms\": {page}}}"
        );
    }
}

/// A text that stands in one page of one moment only.
fn mark(save: usize) -> String {
    format!("saved {save} times")
}

/// The record with other words, which no match rests on.
fn word_of_the_summary(record: &str, save: usize) -> String {
    record.replacen("A synthetic organisation", &format!("Now {}: a synthetic organisation", mark(save)), 1)
}

/// The same, and one offer more or less: all matches of the organisation change.
fn offer_too(record: &str, save: usize) -> String {
    let record = word_of_the_summary(record, save);
    let at = record.find("\n[[offers]]").expect("the record has offers");
    let end = record[at + 1..].find("\n[[").map_or(record.len(), |length| at + 1 + length);
    if save.is_multiple_of(2) { format!("{}{}", &record[..at], &record[end..]) } else { record }
}

fn put(path: &Path, text: &str, in_place: bool) {
    if in_place {
        fs::write(path, text).expect("the record can be written");
    } else {
        let aside = path.with_extension("toml.swp");
        fs::write(&aside, text).and_then(|()| fs::rename(&aside, path)).expect("the record can be replaced");
    }
}

fn start(root: &Path) -> (Preview, SocketAddr) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_trustbridge"));
    command.args(["serve", "--port", "0", "--as-of", "2026-11-22", "--root"]).arg(root);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("the preview starts");
    let mut said = BufReader::new(child.stdout.take().expect("its output"));
    let mut line = String::new();
    while !line.starts_with("The preview is at") {
        line.clear();
        assert!(said.read_line(&mut line).is_ok_and(|read| read > 0), "the preview does not start");
    }
    // What it says later is read away, so that it never waits for us.
    std::thread::spawn(move || std::io::copy(&mut said, &mut std::io::sink()));
    let port = line.rsplit(':').next().and_then(|rest| rest.trim().trim_end_matches('/').parse().ok()).expect("a port");
    (Preview(child), SocketAddr::from(([127, 0, 0, 1], port)))
}

fn ask(address: SocketAddr, path: &str) -> TcpStream {
    let mut stream = TcpStream::connect(address).expect("the preview listens");
    stream.set_read_timeout(Some(Duration::from_mins(1))).expect("a limit");
    write!(stream, "GET {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n").expect("asked");
    stream
}

fn listen(address: SocketAddr) -> BufReader<TcpStream> {
    BufReader::new(ask(address, "/__trustbridge/events"))
}

/// Waits for the next word of a build, which must be without faults.
fn word(events: &mut BufReader<TcpStream>) {
    let mut line = String::new();
    while !line.starts_with("data: ") {
        line.clear();
        events.read_line(&mut line).expect("a word in time");
    }
    assert!(line.contains("\"faults\":\"\""), "{line}");
}

fn get(address: SocketAddr) -> String {
    let mut page = Vec::new();
    ask(address, PAGE).read_to_end(&mut page).expect("the page");
    String::from_utf8_lossy(&page).into_owned()
}
