// Writes the folder of the hostile records of tests/hostile to a disk, as tests/suite/hostile_site.rs does in memory.
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { root } from "./support.mjs";

const corpus = path.join(root, "tests/hostile");

/** The texts that strangers may send. */
export const payloads = JSON.parse(readFileSync(path.join(corpus, "payloads.json"), "utf8"));

const template = (name) => readFileSync(path.join(corpus, "templates", name), "utf8");
const quoted = (text) => JSON.stringify(text).slice(1, -1).replaceAll("\u007f", "\\u007f");

/** A text as names and titles take it: those refuse ends of lines, which `hostile_refused.rs` holds them to. */
export const inOneLine = (text) => text.replace(/[\n\r\u0085\u2028\u2029]/g, " ");

function fill(text, number) {
  const payload = payloads[number];
  const markdown = payload.markdown ? payload.text : "plain words";
  return text
    .replaceAll("PAYLOAD", () => quoted(inOneLine(payload.text)))
    .replaceAll("MARKDOWN", () => quoted(markdown))
    .replaceAll("FIGURELESS", () => quoted(markdown.includes("{{") ? "plain words" : markdown))
    .replaceAll("BODY", () => (markdown.includes("{{") ? "plain words" : markdown))
    .replaceAll("NUMBER", String(number));
}

/** Writes the site's folder; payload number `loudest` stands in its settings and its vocabulary. */
export function writeHostileSite(folder, loudest) {
  for (const name of ["data/vocabulary", "data/places", "data/registers.toml"]) {
    // Who serves which place names real organisations, of which there are none here.
    const filter = (file) => !file.endsWith("serves.csv");
    cpSync(path.join(root, name), path.join(folder, name), { recursive: true, filter });
  }
  const put = (file, text) => {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
  };
  payloads.forEach((_, number) => {
    put(`data/organisations/nhs/hostile-nhs-${number}.toml`, fill(template("organisation.toml"), number));
    put(`data/organisations/schools/hostile-school-${number}.toml`, fill(template("school.toml"), number));
    put(`data/partnerships/hostile-${number}.toml`, fill(template("partnership.toml"), number));
    put(`data/guide/hostile-${number}.md`, fill(template("guide.md"), number));
  });
  const every = (name) => payloads.map((_, number) => fill(template(name), number)).join("");
  put("data/gateways/black-country.toml", `icb = "black-country"\n${every("gateway-door.toml")}`);
  put("data/glossary.toml", every("glossary-term.toml"));
  put("data/site.toml", fill(template("site.toml"), loudest));
  const services = "data/vocabulary/services.toml";
  put(services, readFileSync(path.join(root, services), "utf8") + fill(template("service.toml"), loudest));
}
