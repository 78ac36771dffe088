#!/bin/sh
# Resolve the dependencies of pyproject.toml into the two lock files: exact versions with hashes, one file for
# every Python from 3.11 and every platform. No index address is written: the reader's own index is used.
# To take newer versions: `UPGRADE=--upgrade make lock`.
set -eu
resolve() {
    uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
        --no-emit-find-links --custom-compile-command "make lock" -q ${UPGRADE:-} "$@"
}
resolve --group build -o requirements.lock
resolve --group build --group dev --constraint requirements.lock -o requirements-dev.lock
