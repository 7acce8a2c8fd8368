#!/bin/sh
# Installs what the image holds, in the folder it is called in: production dependencies without what only a
# compiler or a debugger reads. CI runs the same file, so that the image's steps are tested without an engine.
set -eu

npm ci --omit=dev --no-audit --no-fund

# The type declarations and source maps of dependencies, and the compiler that one of them has as a peer.
find node_modules -type f \( -name '*.map' -o -name '*.d.ts' -o -name '*.d.cts' -o -name '*.d.mts' \) -delete
rm -rf node_modules/typescript node_modules/.bin/tsc node_modules/.bin/tsserver
