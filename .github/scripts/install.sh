#!/bin/sh
# Puts the program into a folder: sh .github/scripts/install.sh FOLDER
#
# Fetches the archive of the release that belongs to this very source, which takes seconds, and takes it only if its checksum
# is the published one and, where `gh` can say so, if it was built from the commit that is asked for. Otherwise it compiles the
# program from this source, which takes minutes and trusts nobody else.
#
# RELEASES: where the files of a release lie; empty compiles. REPOSITORY and COMMIT: what the attestation must name.
set -eu
folder="${1:?which folder? sh .github/scripts/install.sh FOLDER}"
here="$(cd "$(dirname "$0")/../.." && pwd)"
version="$(sed -n 's/^version = "\(.*\)"$/\1/p' "$here/Cargo.toml" | head -n 1)"
mkdir -p "$folder"
folder="$(cd "$folder" && pwd)"

case "$(uname -s)-$(uname -m)" in
  Linux-x86_64) target=x86_64-unknown-linux-gnu ;;
  Linux-aarch64 | Linux-arm64) target=aarch64-unknown-linux-gnu ;;
  Darwin-x86_64) target=x86_64-apple-darwin ;;
  Darwin-arm64) target=aarch64-apple-darwin ;;
  MINGW*-x86_64 | MSYS*-x86_64) target=x86_64-pc-windows-msvc ;;
  *) target="" ;;
esac
case "$target" in *windows*) file="trustbridge-v$version-$target.zip" ;; *) file="trustbridge-v$version-$target.tar.gz" ;; esac

checksum() { if command -v sha256sum >/dev/null; then sha256sum "$1"; else shasum -a 256 "$1"; fi | cut -d ' ' -f 1; }

# Ends well where the program of the release is in the folder.
fetched() {
  [ -n "${RELEASES:-}" ] && [ -n "$target" ] || return 1
  room="$(mktemp -d)"
  for one in "$file" SHA256SUMS; do
    curl --fail --silent --show-error --location --retry 2 --output "$room/$one" "$RELEASES/v$version/$one" || return 1
  done
  wanted="$(sed -n "s/^\([0-9a-f]\{64\}\) [ *]$file\$/\1/p" "$room/SHA256SUMS")"
  if [ -z "$wanted" ] || [ "$(checksum "$room/$file")" != "$wanted" ]; then
    echo "The archive $file is not the one that SHA256SUMS names. Nothing was taken from it." >&2
    exit 1
  fi
  # Only an attestation says from which commit it was built; without one that agrees, compile that commit.
  if [ -n "${COMMIT:-}" ]; then
    command -v gh >/dev/null || return 1
    gh attestation verify "$room/$file" --repo "$REPOSITORY" --source-digest "$COMMIT" >/dev/null || return 1
  fi
  case "$file" in *.zip) unzip -q "$room/$file" -d "$room" ;; *) tar -xzf "$room/$file" -C "$room" ;; esac
  cp "$room/trustbridge-v$version-$target"/trustbridge* "$folder/"
  rm -rf "$room"
}

if fetched; then
  echo "Fetched trustbridge $version for $target."
else
  echo "There is no archive of trustbridge $version for this system and commit: compiling it, which takes some minutes."
  cargo install --locked --quiet --path "$here" --root "$here/target/install"
  cp "$here/target/install/bin"/trustbridge* "$folder/"
fi
"$folder/trustbridge" --version
