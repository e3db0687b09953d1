// Writes the theme's scripts in fewer bytes: `npm run minify` after every change of a script.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { minified } from "./minified.mjs";
import { minifiedFolder, published } from "./scripts.mjs";

mkdirSync(minifiedFolder, { recursive: true });
const names = published();
for (const name of readdirSync(minifiedFolder)) if (!names.includes(name)) rmSync(new URL(name, minifiedFolder));
for (const name of names) writeFileSync(new URL(name, minifiedFolder), minified(name));
