#!/bin/sh
# Resolve the dependencies of pyproject.toml into the two lock files: exact versions with hashes, one file for
# every Python from 3.11 and every platform. No index address is written: the reader's own index is used.
# To take newer versions: `UPGRADE=--upgrade make lock`.
set -eu
resolve() {
    uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
        --no-emit-find-links --custom-compile-command "make lock" -q ${UPGRADE:-} "$@"
}
# tools/lts.txt keeps the LTS of Django on every Python; the code is kept ready for 6. Not in pyproject.toml: `uv pip
# install` would read it there and refuse it, because a constraint has no hash.
resolve --constraint tools/lts.txt --group build -o requirements.lock
resolve --constraint tools/lts.txt --group build --group dev --constraint requirements.lock -o requirements-dev.lock
