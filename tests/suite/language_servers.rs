//! What an editor shows while somebody types a record: asked of the two language servers for TOML that people use, Tombi
//! and Taplo, each spoken to as an editor speaks to it.

use std::io::{BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::command::Site;

/// How long a server may take for all that a test asks of it. They answer within milliseconds on an idle machine.
const PATIENCE: Duration = Duration::from_secs(90);

/// Where the cursor stands in a text.
const CURSOR: char = '‸';

/// A word that only this test's site knows.
const OWN_SERVICE: &str = "\n[[service]]\nid = \"bee-keeping\"\nlabel = \"Bee keeping\"\ndefinition = \"Hives that pupils and patients look after together.\"\nnhs = \"Hives.\"\nschool = \"Hives.\"\nfocus = [\"prevent\"]\nusual_provider = \"either\"\nmode = \"on-site\"\nmin_age = 5\nmax_age = 18\n";

fn tests() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
}

/// The commands that start the two servers, without the network; `None`, with a word, where one is missing.
fn tombi() -> Option<Command> {
    let program = tests().join("tools/venv/bin/tombi");
    if !program.is_file() {
        eprintln!("skipped: Tombi is not installed; `tests/run rust` installs it");
        return None;
    }
    let mut command = Command::new(program);
    command.args(["lsp", "--offline"]);
    Some(command)
}

fn taplo() -> Option<Command> {
    let node = Command::new("node").arg("--version").output().is_ok();
    if !node || !tests().join("browser/node_modules/@taplo/lsp").is_dir() {
        eprintln!("skipped: Node or Taplo's language server is not installed; `tests/run rust` installs both");
        return None;
    }
    let mut command = Command::new("node");
    command.arg(tests().join("browser/taplo-server.mjs"));
    Some(command)
}

/// An editor with one open file, and the server that it speaks to.
struct Editor {
    server: Child,
    input: ChildStdin,
    heard: Receiver<Value>,
    uri: String,
    /// Counts requests and versions of the file.
    count: i64,
    deadline: Instant,
}

impl Drop for Editor {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

impl Editor {
    /// Starts a server and opens the record at `path` as it stands on the disk.
    fn open(mut server: Command, site: &Site, path: &str) -> Self {
        server.current_dir(site.root()).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut server = server.spawn().expect("the server starts");
        let (said, heard) = mpsc::channel();
        let mut output = BufReader::new(server.stdout.take().expect("its output"));
        std::thread::spawn(move || {
            while let Some(message) = receive(&mut output) {
                if said.send(message).is_err() {
                    break;
                }
            }
        });
        let root = format!("file://{}", site.root().display());
        let uri = format!("{root}/{path}");
        let input = server.stdin.take().expect("its input");
        let mut editor = Self { server, input, heard, uri, count: 0, deadline: Instant::now() + PATIENCE };
        let text_document = json!({"completion": {"completionItem": {"snippetSupport": false}}, "publishDiagnostics": {}});
        let capabilities = json!({"workspace": {"configuration": true}, "textDocument": text_document});
        let folders = json!([{"uri": root, "name": "site"}]);
        editor.ask(
            "initialize",
            &json!({"processId": null, "rootUri": root, "workspaceFolders": folders, "capabilities": capabilities}),
        );
        editor.note("initialized", &json!({}));
        let document = json!({"uri": editor.uri, "languageId": "toml", "version": 0, "text": site.text(path)});
        editor.note("textDocument/didOpen", &json!({"textDocument": document}));
        // By its first word about the file a server has read the schema.
        editor.wait("its first word about the file", |message| message["method"] == "textDocument/publishDiagnostics");
        editor
    }

    fn send(&mut self, message: &Value) {
        let text = message.to_string();
        write!(self.input, "Content-Length: {}\r\n\r\n{text}", text.len())
            .and_then(|()| self.input.flush())
            .expect("the server reads");
    }

    fn note(&mut self, method: &str, parameters: &Value) {
        self.send(&json!({"jsonrpc": "2.0", "method": method, "params": parameters}));
    }

    /// Asks and waits for the answer.
    fn ask(&mut self, method: &str, parameters: &Value) -> Value {
        self.count += 1;
        let id = self.count;
        self.send(&json!({"jsonrpc": "2.0", "id": id, "method": method, "params": parameters}));
        let answer = self.wait(method, |message| message["id"] == id && message["method"].is_null());
        assert!(answer["error"].is_null(), "{method}: {answer}");
        answer["result"].clone()
    }

    /// The next message that is `wanted`. What the server asks meanwhile is answered: this editor has no settings.
    fn wait(&mut self, what: &str, wanted: impl Fn(&Value) -> bool) -> Value {
        loop {
            let left = self.deadline.saturating_duration_since(Instant::now());
            let message = self.heard.recv_timeout(left).unwrap_or_else(|error| panic!("waited for {what}: {error}"));
            if !message["id"].is_null() && !message["method"].is_null() {
                let items = message["params"]["items"].as_array().map_or(0, Vec::len);
                let result =
                    if message["method"] == "workspace/configuration" { json!(vec![Value::Null; items]) } else { Value::Null };
                self.send(&json!({"jsonrpc": "2.0", "id": message["id"], "result": result}));
            }
            if wanted(&message) {
                return message;
            }
        }
    }

    /// Puts another text in the place of the file's.
    fn write(&mut self, text: &str) {
        self.count += 1;
        let document = json!({"uri": self.uri, "version": self.count});
        self.note("textDocument/didChange", &json!({"textDocument": document, "contentChanges": [{"text": text}]}));
    }

    /// What is offered at the cursor of a text, without quotation marks.
    fn offers(&mut self, text: &str) -> Vec<String> {
        let before = text.split(CURSOR).next().expect("the part before the cursor");
        let line = before.matches('\n').count();
        let character = before.rsplit('\n').next().unwrap_or_default().encode_utf16().count();
        self.write(&text.replace(CURSOR, ""));
        let position = json!({"line": line, "character": character});
        let answer = self.ask("textDocument/completion", &json!({"textDocument": {"uri": self.uri}, "position": position}));
        let items = answer["items"].as_array().or(answer.as_array()).cloned().unwrap_or_default();
        items.iter().filter_map(|item| item["label"].as_str()).map(|label| label.trim_matches('"').to_owned()).collect()
    }
}

/// Reads one message; `None` when the server has closed its output.
fn receive(output: &mut impl std::io::BufRead) -> Option<Value> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        output.read_line(&mut line).ok().filter(|read| *read > 0)?;
        match line.trim().split_once(": ") {
            Some((name, value)) if name.eq_ignore_ascii_case("content-length") => length = value.parse().ok()?,
            Some(_) => {}
            None => break,
        }
    }
    let mut body = vec![0; length];
    output.read_exact(&mut body).ok()?;
    serde_json::from_slice(&body).ok()
}

const RECORD: &str = "data/organisations/nhs/meadow-hospitals.toml";

/// A site as `init` begins it, with a word of its own, a record from `new` and fresh schemas.
fn site() -> Site {
    let site = Site::new(&[]);
    assert_eq!(site.run(&["init"]).code, 0);
    let services = site.text("data/vocabulary/services.toml");
    site.put("data/vocabulary/services.toml", &(services + OWN_SERVICE));
    let ended = site.run(&["new", "nhs", "Meadow Hospitals", "--id", "meadow-hospitals"]);
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    assert_eq!(site.run(&["schema"]).code, 0);
    let checked = site.run(&["check"]);
    assert_eq!(checked.code, 0, "{}{}", checked.stdout, checked.stderr);
    site
}

fn completes_and_marks(server: Command) {
    let site = site();
    let first_line = site.text(RECORD).lines().next().expect("a line").to_owned();
    assert!(first_line.starts_with("#:schema "), "{first_line}");
    let mut editor = Editor::open(server, &site, RECORD);
    let head = format!("{first_line}\nname = \"Meadow Hospitals\"\nsector = \"nhs\"\nkind = \"acute-trust\"\n");

    let keys = editor.offers(&format!("{head}{CURSOR}\n"));
    for key in ["website", "openness", "offers", "needs", "sources"] {
        assert!(keys.iter().any(|found| found == key), "the key `{key}` is not offered: {keys:?}");
    }
    assert!(!keys.iter().any(|key| key == "kind"), "a key that is there already is offered again: {keys:?}");
    for (text, ids) in [
        ("[[offers]]\nservice = \"‸\"\n", &["work-experience", "bee-keeping"][..]),
        ("[place]\nregion = \"‸\"\n", &["west-midlands", "london"]),
        ("successor = \"‸\"\n", &["example-health-trust", "meadow-hospitals"]),
    ] {
        let offered = editor.offers(&format!("{head}{text}"));
        for id in ids {
            assert!(offered.iter().any(|found| found == id), "`{id}` is not offered in `{text}`: {offered:?}");
        }
    }

    editor.write(&format!("{head}\n[[offers]]\nservice = \"bee-keepin\"\nbasis = \"declared\"\n"));
    let marks = editor.wait("a mark at the wrong id", |message| {
        let all = message["params"]["diagnostics"].as_array().into_iter().flatten();
        let said = all.filter(|mark| mark["message"].as_str().is_some_and(|text| text.contains("bee-keepin\""))).count();
        message["method"] == "textDocument/publishDiagnostics" && said > 0
    });
    let marks = marks["params"]["diagnostics"].as_array().expect("marks").clone();
    let wrong_line = head.lines().count() + 2;
    assert!(marks.iter().all(|mark| mark["range"]["start"]["line"] == wrong_line && mark["severity"] == 1), "{marks:?}");
}

#[test]
fn tombi_offers_the_words_of_the_site_and_marks_others() {
    if let Some(server) = tombi() {
        completes_and_marks(server);
    }
}

#[test]
fn taplo_offers_the_words_of_the_site_and_marks_others() {
    if let Some(server) = taplo() {
        completes_and_marks(server);
    }
}
