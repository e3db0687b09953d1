// What the site's own script finds: for each query the ids of all results, best first, as JSON.
// node search-order.mjs FOLDER QUERY...
import { readFileSync } from "node:fs";
import path from "node:path";
import { runtime } from "./search-runtime.mjs";

const [folder, ...queries] = process.argv.slice(2);
const documents = JSON.parse(readFileSync(path.join(folder, "search/documents.json"), "utf8"));
const { trustbridge } = runtime(folder);
const orders = [];
for (const query of queries) orders.push(Array.from((await trustbridge.search(query)).order, (document) => documents[document].id));
console.log(JSON.stringify(orders));
