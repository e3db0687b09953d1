"""A copy of the site's records with every Nth of the school trusts that nobody else names: `python3 tests/tools/thin.py 4 COPY`.

For measuring what grows with what (see "Scale" in ARCHITECTURE.md). Real records, fewer of them: nothing is made up.
"""

import re
import shutil
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parents[2]


def main(step, copy):
    shutil.copytree(HERE / "data", copy / "data")
    records = sorted((copy / "data/organisations/schools").rglob("*.toml"))
    stated = re.compile(r"^\[\[(offers|needs|facts)\]\]|^(partners|successor)", re.MULTILINE)
    quiet = {path.stem: path for path in records if not stated.search(path.read_text(encoding="utf-8"))}
    named = set()
    for path in (copy / "data").rglob("*"):
        if path.is_file() and quiet.get(path.stem) != path:
            named.update(re.findall(r"[a-z0-9]+(?:-[a-z0-9]+)+", path.read_text(encoding="utf-8", errors="ignore")))
    free = [quiet[stem] for stem in sorted(quiet) if stem not in named]
    for number, path in enumerate(free):
        if number % step:
            path.unlink()


main(int(sys.argv[1]), Path(sys.argv[2]))
