#!/bin/sh
# Make .venv and install exactly what a lock names, then this project. Usage: install.sh LOCK STAMP [STAMP...]
# The stamps are touched only after everything has worked, so an interrupted run is simply run again.
set -eu
lock=$1
shift

suits() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }

if [ ! -x .venv/bin/python ] || ! suits .venv/bin/python; then
    python=
    for name in "${PYTHON:-python3}" python3 python3.14 python3.13 python3.12 python3.11; do
        if suits "$name"; then python=$name; break; fi
    done
    if [ -z "$python" ]; then
        echo "Huiyin needs Python 3.11 or newer; none was found. Install one, or name it: PYTHON=/path/to/python3 make demo" >&2
        exit 1
    fi
    rm -rf .venv
    if ! "$python" -m venv .venv >.venv-trouble 2>&1; then
        rm -rf .venv
        if command -v uv >/dev/null 2>&1; then
            uv venv -q --python "$python" .venv
        else
            cat .venv-trouble >&2
            rm -f .venv-trouble
            echo "Python cannot make a virtual environment here. On Debian and Ubuntu: apt-get install python3-venv" >&2
            exit 1
        fi
    fi
    rm -f .venv-trouble
fi

echo "Installing from $lock into .venv ..."
if command -v uv >/dev/null 2>&1; then
    uv pip install -q --python .venv/bin/python --require-hashes -r "$lock"
    uv pip install -q --python .venv/bin/python --no-deps --no-build-isolation -e .
else
    export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore
    .venv/bin/python -m pip install -q --require-hashes -r "$lock"
    .venv/bin/python -m pip install -q --no-deps --no-build-isolation -e .
fi
for stamp; do touch "$stamp"; done
