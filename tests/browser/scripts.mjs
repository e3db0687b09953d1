// The theme's scripts as the build joins them.
import { readFileSync, readdirSync } from "node:fs";

const theme = new URL("../../themes/default/", import.meta.url);
const sources = new URL("static/js/", theme);
/** Where the scripts lie in fewer bytes. */
export const minifiedFolder = new URL("minified/", theme);

/** The source of a script with all it needs, each once and needs first, as the build joins them. */
export function joined(name, done = new Set()) {
  if (done.has(name)) return "";
  done.add(name);
  const text = readFileSync(new URL(name, sources), "utf8");
  const needs = [...text.matchAll(/^\/\/ @needs (.*)$/gm)].flatMap((line) => line[1].split(/[ ,]+/));
  return needs.map((needed) => joined(needed, done)).join("") + text + "\n;\n";
}

/** The same inside one function, as a page loads it where it is not minified. */
export function inFunction(name) {
  return `(function () {\n"use strict";\n${joined(name)}}());\n`;
}

/** The names of the scripts that templates ask for; the others are only parts of these. */
export function published() {
  const templates = readdirSync(new URL("templates/", theme)).map((name) => readFileSync(new URL(`templates/${name}`, theme), "utf8"));
  return readdirSync(sources).filter((name) => name.endsWith(".js") && templates.some((text) => text.includes(`"${name}"`)));
}
