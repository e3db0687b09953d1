# An image whose default command builds the site in /site:
#   docker build -t trustbridge .
#   docker run --rm -v "$PWD:/site" trustbridge
# Mount the site's folder, not its `public/`: a build exchanges that folder as a whole.
FROM rust:1.95-slim AS build
WORKDIR /program
COPY Cargo.toml Cargo.lock build.rs ./
COPY benches benches
COPY src src
COPY themes themes
COPY starter starter
COPY data/vocabulary data/vocabulary
COPY data/places data/places
RUN cargo build --release --locked --bin trustbridge

FROM debian:13-slim
# `diff` asks git what has changed.
RUN apt-get update -qq && apt-get install -y -qq --no-install-recommends git && rm -rf /var/lib/apt/lists/* \
  && git config --system --add safe.directory /site
COPY --from=build /program/target/release/trustbridge /usr/local/bin/trustbridge
COPY LICENSE-MIT LICENSE-APACHE /usr/share/doc/trustbridge/
WORKDIR /site
ENTRYPOINT ["trustbridge"]
CMD ["build"]
