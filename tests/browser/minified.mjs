// The theme's scripts in fewer bytes.
import { createHash } from "node:crypto";
import { minifySync } from "oxc-minify";
import { inFunction } from "./scripts.mjs";

/** The file of `minified/` for a script: a line that says what it was made from, and the script. */
export function minified(name) {
  const text = inFunction(name);
  const { code, errors } = minifySync(name, text, { module: false, compress: { target: "es2022" }, mangle: true });
  if (errors.length) throw new Error(errors.map((error) => error.codeframe ?? error.message).join("\n"));
  return `// ${createHash("sha256").update(text).digest("hex").slice(0, 16)}\n${code}\n`;
}
