// Taplo's language server, as the editor extension "Even Better TOML" runs it, spoken to over standard input and output.
// tests/suite/language_servers.rs starts it.

import { readFile } from "node:fs/promises";
import { isAbsolute } from "node:path";
import { fileURLToPath } from "node:url";
import taplo from "@taplo/lsp";

const refuse = async () => {
  throw new Error("the editor of this test has no network");
};

globalThis.fetch = refuse;

const server = await taplo.TaploLsp.initialize(
  {
    now: () => new Date(),
    envVar: (name) => process.env[name],
    envVars: () => Object.entries(process.env).map(([name, value]) => [name, value ?? ""]),
    stdErrAtty: () => false,
    stdin: process.stdin,
    stdout: process.stderr,
    stderr: process.stderr,
    glob: () => [],
    readFile: (path) => readFile(path),
    writeFile: refuse,
    urlToFilePath: (url) => fileURLToPath(url),
    isAbsolute,
    cwd: () => process.cwd(),
    findConfigFile: () => undefined,
  },
  {
    onMessage: (message) => {
      const text = JSON.stringify(message);
      process.stdout.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
    },
  },
);

let waiting = Buffer.alloc(0);
process.stdin.on("data", (bytes) => {
  waiting = Buffer.concat([waiting, bytes]);
  for (;;) {
    const end = waiting.indexOf("\r\n\r\n");
    if (end < 0) return;
    const length = Number(/Content-Length: (\d+)/i.exec(waiting.subarray(0, end).toString())?.[1]);
    if (waiting.length < end + 4 + length) return;
    server.send(JSON.parse(waiting.subarray(end + 4, end + 4 + length).toString()));
    waiting = waiting.subarray(end + 4 + length);
  }
});
process.stdin.on("end", () => process.exit(0));
