"""Edits a workbook as scripts do: edit_with_openpyxl.py FILE EDITS [whole]. EDITS is JSON: [sheet, id, heading, value]."""

import json
import sys

from openpyxl import load_workbook

path, edits = sys.argv[1], json.loads(sys.argv[2])
book = load_workbook(path)
for sheet, identity, heading, value in edits:
    cells = book[sheet]
    columns = {cell.value: cell.column for cell in cells[1]}
    # The first cell of a row is the id of its record; an edit of no record is written below all others.
    rows = [row for row in range(2, cells.max_row + 1) if cells.cell(row, 1).value == identity]
    row = rows[0] if identity else cells.max_row + 1
    if not identity:
        named = [at for at in range(2, cells.max_row + 1) if cells.cell(at, columns[heading]).value == value]
        row = named[0] if named else row
        if len(sys.argv) > 3:
            cells.cell(row, columns["Sector"]).value = "school"
            cells.cell(row, columns["Kind"]).value = "Multi-academy trust"
    cells.cell(row, columns[heading]).value = value if value != "" else None
book.save(path)
