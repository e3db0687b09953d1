// Builds a site with the program under test (TRUSTBRIDGE, else the newest build in target/).
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

export const PROJECT = fileURLToPath(new URL("../..", import.meta.url));

/** The program under test. */
export function program() {
  const built = ["release", "debug"].map((profile) => path.join(PROJECT, "target", profile, "trustbridge")).filter((file) => existsSync(file));
  const newest = built.sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs)[0];
  const found = process.env.TRUSTBRIDGE || newest;
  if (!found) throw new Error("no trustbridge program: run `cargo build --release` first");
  return found;
}

/** Runs the program; answers its exit code and what it printed. */
export function run(args) {
  const { status, stdout, stderr } = spawnSync(program(), args, { encoding: "utf8", env: { ...process.env, NO_COLOR: "1" } });
  return { status, stdout, stderr };
}

/** A temporary folder that is gone when the process ends. */
export function scratch() {
  const folder = mkdtempSync(path.join(tmpdir(), "trustbridge-test-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A copy of the real records in a folder of its own. */
export function realRecords() {
  const root = scratch();
  cpSync(path.join(PROJECT, "data"), path.join(root, "data"), { recursive: true });
  return root;
}

/** Builds the site at `root` into its folder `name` and answers where it stands. */
export function build(root, name = "public", ...more) {
  const out = path.join(root, name);
  const { status, stderr } = run(["build", "--root", root, "--out", out, ...more]);
  if (status !== 0) throw new Error(`the build failed:\n${stderr}`);
  return out;
}
