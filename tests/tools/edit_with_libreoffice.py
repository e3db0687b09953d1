"""Edits a workbook in LibreOffice: edit_with_libreoffice.py FILE EDITS [whole]. EDITS is JSON: [sheet, id, heading, value].

LibreOffice runs without a window and with a profile of its own; nothing of the user's is touched.
"""

import json
import os
import subprocess
import sys
import tempfile
import time

import uno
from com.sun.star.beans import PropertyValue


def option(name, value):
    made = PropertyValue()
    made.Name, made.Value = name, value
    return made


def connect(pipe):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(1200):
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except Exception:  # noqa: BLE001 - it is not up yet
            time.sleep(0.1)
    sys.exit("LibreOffice does not answer")


def edit(document, edits, whole):
    for sheet, identity, heading, value in edits:
        cells = document.Sheets.getByName(sheet)
        cells.unprotect("")
        used = cells.createCursor()
        used.gotoEndOfUsedArea(False)
        # Formats of whole columns may count as used.
        last = min(used.RangeAddress.EndRow, 500)
        while last > 0 and not any(cells.getCellByPosition(at, last).String for at in range(3)):
            last -= 1
        width = used.RangeAddress.EndColumn
        columns = {cells.getCellByPosition(at, 0).String: at for at in range(width + 1)}
        rows = [row for row in range(1, last + 1) if cells.getCellByPosition(0, row).String == identity]
        if identity:
            row = rows[0]
        else:
            named = [at for at in range(1, last + 1) if cells.getCellByPosition(columns[heading], at).String == value]
            row = named[0] if named else last + 1
            if whole:
                cells.getCellByPosition(columns["Sector"], row).String = "school"
                cells.getCellByPosition(columns["Kind"], row).String = "Multi-academy trust"
        cell = cells.getCellByPosition(columns[heading], row)
        if isinstance(value, str):
            cell.String = value
        else:
            cell.Value = value


path, edits = sys.argv[1], json.loads(sys.argv[2])
with tempfile.TemporaryDirectory() as profile:
    pipe = f"trustbridge{os.getpid()}"
    office = subprocess.Popen(
        [
            "soffice", "--headless", "--invisible", "--norestore", "--nologo", "--nodefault",
            f"-env:UserInstallation=file://{profile}", f"--accept=pipe,name={pipe};urp;",
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        context = connect(pipe)
        desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        url = uno.systemPathToFileUrl(os.path.abspath(path))
        document = desktop.loadComponentFromURL(url, "_blank", 0, (option("Hidden", True),))
        edit(document, edits, len(sys.argv) > 3)
        document.storeToURL(url, (option("FilterName", "Calc MS Excel 2007 XML"),))
        document.close(True)
        try:
            desktop.terminate()
        except Exception:  # noqa: BLE001 - it goes away while it answers
            pass
    finally:
        office.wait(60)
