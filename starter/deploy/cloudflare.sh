#!/bin/sh
# Builds the site on Cloudflare Pages. There: build command `sh deploy/cloudflare.sh`, output folder `public`.
# Write the address of your site as `base_url` into data/site.toml. Previews of other branches stand on addresses of their own.
set -eu
git="PROGRAM"
revision="REVISION"
test -n "$git" || { echo "Write the git address of the program into deploy/cloudflare.sh." >&2; exit 1; }
cd "$(dirname "$0")/.."
if ! command -v cargo >/dev/null; then
  curl --proto "=https" --tlsv1.2 --silent --show-error --fail https://sh.rustup.rs | sh -s -- -y --profile minimal --no-modify-path
fi
export PATH="$HOME/.cargo/bin:$PATH"
cargo install --locked --git "$git" ${revision:+--rev "$revision"} trustbridge
if [ "${CF_PAGES_BRANCH:-main}" = main ]; then
  trustbridge build
else
  trustbridge build --base-url "$CF_PAGES_URL/"
fi
