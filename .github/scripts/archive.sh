#!/bin/sh
# Packs the program for a release: sh .github/scripts/archive.sh TARGET FOLDER-OF-THE-PROGRAM OUT
# Writes OUT/trustbridge-vVERSION-TARGET.tar.gz, or .zip for Windows, with one folder of the same name in it. The name is the
# one that `cargo binstall` and install.sh ask for.
set -eu
target="${1:?which target? sh .github/scripts/archive.sh TARGET FOLDER OUT}"
program="${2:?where is the program?}"
out="${3:?where does the archive go?}"
here="$(cd "$(dirname "$0")/../.." && pwd)"
version="$(sed -n 's/^version = "\(.*\)"$/\1/p' "$here/Cargo.toml" | head -n 1)"
name="trustbridge-v$version-$target"
case "$target" in *windows*) ending=.exe ;; *) ending="" ;; esac

folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
mkdir -p "$folder/$name/completions" "$folder/$name/man" "$out"
cp "$program/trustbridge$ending" "$here/README.md" "$here/CHANGELOG.md" "$here/LICENSE-MIT" "$here/LICENSE-APACHE" "$folder/$name/"
for shell in bash fish zsh powershell; do
  "$program/trustbridge$ending" completions "$shell" > "$folder/$name/completions/trustbridge.$shell"
done
"$program/trustbridge$ending" --quiet man "$folder/$name/man"
out="$(cd "$out" && pwd)"
cd "$folder"
case "$target" in
  *windows*)
    rm -f "$out/$name.zip"
    if command -v 7z >/dev/null; then 7z a -bso0 "$out/$name.zip" "$name"; else zip -q -r -X "$out/$name.zip" "$name"; fi
    ;;
  *)
    # Where tar can: nothing of the day or the person in the archive, so that two people can compare theirs.
    if tar --version 2>/dev/null | grep -q GNU; then
      tar --sort=name --owner=0 --group=0 --numeric-owner --mtime="@${SOURCE_DATE_EPOCH:-0}" -cf - "$name" | gzip -n > "$out/$name.tar.gz"
    else
      tar -czf "$out/$name.tar.gz" "$name"
    fi
    ;;
esac
