// @needs words.js
// Sorts tables that are marked for it: each heading becomes a button. Without a script the table stands in its useful order.

(() => {
  /**
   * What a cell is sorted by: its number where it holds one, else its words.
   * @param {HTMLTableRowElement} row
   * @param {number} column
   * @returns {number | string}
   */
  const value = (row, column) => {
    const text = (row.cells[column]?.textContent ?? "").trim();
    const number = Number(text.replace(/[,%]/g, ""));
    return text !== "" && !Number.isNaN(number) ? number : text;
  };

  /**
   * @param {number | string} a
   * @param {number | string} b
   */
  const compare = (a, b) => {
    // Cells that say nothing stand last, whichever way the column is sorted.
    if (a === "" || b === "") return 0;
    return typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b), "en-GB");
  };

  for (const table of document.querySelectorAll("table[data-sortable]")) {
    if (!(table instanceof HTMLTableElement) || !table.tHead || table.tBodies[0].rows.length < 2) continue;
    const body = table.tBodies[0];
    const status = document.createElement("p");
    status.className = "unseen";
    status.setAttribute("role", "status");
    table.after(status);
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, column) => {
      const label = head.textContent ?? "";
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = label;
      button.addEventListener("click", () => {
        const sorted = head.getAttribute("aria-sort");
        // Numbers begin with the greatest, words with A; a second press turns the order round.
        const falls = sorted ? sorted === "ascending" : head.classList.contains("figure");
        for (const other of heads) other.removeAttribute("aria-sort");
        head.setAttribute("aria-sort", falls ? "descending" : "ascending");
        const rows = [...body.rows].map((row) => ({ row, by: value(row, column) }));
        const sortedRows = rows.sort((a, b) => Number(a.by === "") - Number(b.by === "") || compare(a.by, b.by) * (falls ? -1 : 1));
        body.append(...sortedRows.map(({ row }) => row));
        const order = (head.classList.contains("figure") ? "figures" : "words") + (falls ? "-falling" : "-rising");
        status.textContent = say("sort.done", { order, column: label.toLowerCase() });
      });
      head.replaceChildren(button);
    });
  }
})();
