// @needs page-parts.js
// Tables as CSV, by the same rule for a cell as the directory's own files. `tests/csv-cells.json` holds both to it.

/** What stands before the first character that a spreadsheet looks at: spaces, controls and what nobody sees. */
const UNSEEN = "\\u0000- \\u007f-\\u00a0\\u00ad\\u034f\\u061c\\u1680\\u180e\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u3000\\ufe00-\\ufe0f\\ufeff";
const FORMULA = new RegExp("^[" + UNSEEN + "]*[=+\\-@|%＝＋－＠｜％﹦﹢﹣﹫﹪−]");

/**
 * A cell that a spreadsheet shows and never computes. A plain number keeps its minus.
 * @param {string} text
 */
function csvCell(text) {
  if (/^-?[0-9]+(\.[0-9]+)?$/.test(text)) return text;
  const flat = text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, " ");
  return FORMULA.test(flat) ? "'" + flat : flat;
}

/**
 * Rows as CSV; lines end in CR LF.
 * @param {string[][]} rows
 */
function csvText(rows) {
  const quoted = (/** @type {string} */ cell) => (/[",]/.test(cell) ? '"' + cell.replaceAll('"', '""') + '"' : cell);
  return rows.map((row) => row.map((text) => quoted(csvCell(text))).join(",") + "\r\n").join("");
}

/**
 * Hands the reader the rows as a file. The mark at its start tells spreadsheets that it is UTF-8.
 * @param {string} name
 * @param {string[][]} rows
 */
function downloadCsv(name, rows) {
  const address = URL.createObjectURL(new Blob(["\ufeff" + csvText(rows)], { type: "text/csv" }));
  const link = make("a", { download: name, href: address });
  document.body.append(link);
  link.click();
  link.remove();
}
