#!/bin/sh
# Writes the whole site as one zip that works from a disk: unpack it and open index.html.
set -eu
cd "$(dirname "$0")/.."
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
trustbridge build --portable --out "$folder/directory"
(cd "$folder" && zip -q -r directory.zip directory)
mv "$folder/directory.zip" directory.zip
echo "Wrote directory.zip"
