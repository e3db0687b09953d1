//! What commands say to programs: one JSON value on standard output, as their help describes it.

use serde_json::Value;

use super::checked::one_of_each;
use super::command::Ended;

fn json(ended: &Ended) -> Value {
    serde_json::from_str(&ended.stdout).unwrap_or_else(|error| panic!("{error}: {}{}", ended.stdout, ended.stderr))
}

fn keys(object: &Value) -> Vec<&str> {
    object.as_object().expect("an object").keys().map(String::as_str).collect()
}

#[test]
fn faults_are_explained_to_programs() {
    let site = one_of_each();
    let list = json(&site.run(&["explain", "--format", "json"]));
    assert_eq!(list.as_array().map(Vec::len), Some(trustbridge::diagnostic::Code::ALL.len()));
    let one = json(&site.run(&["explain", "swapped-coordinates", "--format", "json"]));
    assert_eq!(keys(&one), ["code", "severity", "title", "page"]);
    assert!(one["page"].as_str().is_some_and(|page| page.starts_with("# ")) && one["severity"] == "error", "{one}");
}

#[test]
fn what_changed_and_what_is_due_is_said_to_programs() {
    let site = one_of_each();
    let old = one_of_each();
    let path = "data/organisations/schools/quiet-schools.toml";
    site.put(path, &site.text(path).replace("Quiet Schools Trust", "Loud Schools Trust"));
    let against = old.root().to_str().expect("plain");
    let changed = json(&site.run(&["diff", "--against", against, "--format", "json"]));
    assert_eq!(keys(&changed), ["effects", "files"]);
    assert_eq!((changed["files"].as_array().map(Vec::len), &changed["files"][0]["path"]), (Some(1), &Value::from(path)));
    assert!(changed["files"][0]["sentences"].to_string().contains("Loud Schools Trust"), "{changed}");
    let same = json(&old.run(&["diff", "--against", against, "--format", "json"]));
    assert_eq!(same, serde_json::json!({"effects": [], "files": []}));

    let due = json(&site.run(&["stale", "--format", "json", "--as-of", "2028-11-25"]));
    assert_eq!((keys(&due), &due["as_of"]), (vec!["as_of", "due"], &Value::from("2028-11-25")));
    let hospital = due["due"].as_array().expect("a list").iter().find(|one| one["name"] == "Synthetic Hospital NHS Trust");
    let hospital = hospital.expect("it is due");
    assert_eq!(
        (&hospital["checked"], &hospital["contact_email"]),
        (&Value::from("2026-11-20"), &Value::from("partnerships@example.org"))
    );
    assert!(hospital["days_overdue"].as_i64() > Some(300) && hospital["contact_other"].is_null(), "{hospital}");
}

#[test]
fn imports_tell_programs_what_they_did() {
    let site = one_of_each();
    let put = |text: &str| {
        site.put("more.csv", text);
        site.root().join("more.csv").to_string_lossy().into_owned()
    };
    let file = put("name,sector,kind,website\nMeadow Schools Trust,school,multi-academy-trust,https://meadow.example.org/\n");
    let before = site.contents();
    let dry = json(&site.run(&["import", "csv", &file, "--dry-run", "--format", "json"]));
    assert_eq!(keys(&dry), ["dry_run", "counts", "files", "notes", "told", "faults"]);
    assert_eq!(
        (&dry["dry_run"], &dry["counts"]["new"], &dry["files"][0]["new"]),
        (&true.into(), &1.into(), &true.into()),
        "{dry}"
    );
    assert_eq!(site.contents(), before);
    let done = json(&site.run(&["import", "csv", &file, "--format", "json"]));
    assert_eq!(done["files"][0]["path"], "data/organisations/schools/meadow-schools-trust.toml", "{done}");
    assert!(site.has("data/organisations/schools/meadow-schools-trust.toml"));

    let book = site.root().join("records.xlsx").to_string_lossy().into_owned();
    assert_eq!(site.run(&["export", "sheet", &book]).code, 0);
    let told = json(&site.run(&["import", "sheet", &book, "--format", "json"]));
    assert_eq!(told["files"], serde_json::json!([]));
    site.put("records.xlsx", "no workbook");
    let ended = site.run(&["import", "sheet", &book, "--format", "json"]);
    assert_eq!((ended.code, keys(&json(&ended)).len()), (1, 5));
    assert!(json(&ended)["faults"][0]["message"].is_string(), "{}", ended.stdout);
}
