#!/bin/sh
# Sends the built site to a bucket of Amazon S3: sh deploy/s3.sh BUCKET
# New files go up before the pages that name them, and old ones go last, so that no reader sees half a site. S3 itself sends
# no security headers: give a CloudFront distribution in front of it a response headers policy with those of public/_headers.
set -eu
bucket="${1:?which bucket? sh deploy/s3.sh BUCKET}"
cd "$(dirname "$0")/.."
trustbridge build
aws s3 sync public/assets "s3://$bucket/assets" --cache-control "public, max-age=31536000, immutable"
aws s3 sync public "s3://$bucket" --exclude "*" --include "*.geojson" --content-type "application/geo+json" --cache-control "no-cache"
aws s3 sync public "s3://$bucket" --exclude "assets/*" --exclude "*.geojson" --exclude ".*" --exclude "_*" --cache-control "no-cache"
aws s3 sync public "s3://$bucket" --exclude ".*" --exclude "_*" --delete --size-only
