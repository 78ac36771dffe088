"""Settings under test: ours, with everything that touches the disk in a folder of this run's own."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

# The folder is handed down to worker processes and to programs that tests start.
if "HUIYIN_TEST_VAR" not in os.environ:
    os.environ["HUIYIN_TEST_VAR"] = tempfile.mkdtemp(prefix="hy_test_")
    atexit.register(shutil.rmtree, os.environ["HUIYIN_TEST_VAR"], ignore_errors=True)
TEST_VAR = Path(os.environ["HUIYIN_TEST_VAR"]) / os.environ.get("PYTEST_XDIST_WORKER", "main")
(TEST_VAR / "static").mkdir(parents=True, exist_ok=True)  # whitenoise warns where it is missing

ON_POSTGRES = os.environ.get("HUIYIN_TEST_DB", "sqlite") == "pg"
PG_URL = os.environ.get("HUIYIN_TEST_PG_URL", "postgresql://postgres@127.0.0.1:5432/postgres")

os.environ["HUIYIN_ENV"] = "test"
os.environ["HUIYIN_VAR"] = str(TEST_VAR)
os.environ["HUIYIN_DATABASE"] = PG_URL if ON_POSTGRES else f"sqlite:///{TEST_VAR / 'huiyin.sqlite3'}"
os.environ.pop("HUIYIN_NOW", None)  # a test names its own time

from huiyin.settings import *  # noqa: E402, F403
from huiyin.settings import DATABASES  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
if ON_POSTGRES:  # what is committed is seen by everybody at once; only the disk is not waited for (see below)
    os.environ.setdefault("PGOPTIONS", "-c synchronous_commit=off")
_OPTIONS: Any = DATABASES["default"]["OPTIONS"]
if "init_command" in _OPTIONS:
    # A test machine that loses power loses nothing of value; waiting for its disk costs minutes.
    _OPTIONS["init_command"] = _OPTIONS["init_command"].replace("synchronous=FULL", "synchronous=OFF")
