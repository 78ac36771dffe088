"""Settings: one table, kinds checked, and production refuses what was made for demonstration."""

from __future__ import annotations

import base64
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from huiyin import env

SOURCE = Path(env.__file__).parent
KEY = base64.b64encode(b"k" * 32).decode()
PRODUCTION = {
    "HUIYIN_ENV": "production",
    "HUIYIN_SECRET_KEY": "s" * 50,
    "HUIYIN_WORDS_KEYS": f"one:{KEY}",
    "HUIYIN_DIGEST_KEY": KEY,
    "HUIYIN_DATABASE": "postgresql://huiyin@db/huiyin",
    "HUIYIN_VAR": "/srv/huiyin",
    "HUIYIN_HOSTS": "petition.example",
    "HUIYIN_SITE_URL": "https://petition.example",
    "HUIYIN_PLACE": "national",
    "HUIYIN_FRONT_OFFICE": "xfj",
    "HUIYIN_GATEWAY": "https://sms.example/send",
}


def problems(environ: dict[str, str]) -> str:
    with pytest.raises(env.Misconfigured) as caught:
        env.read(environ)
    return str(caught.value)


def test_an_empty_environment_is_the_demo() -> None:
    values = env.read({})
    assert values.text("HUIYIN_ENV") == "demo"
    assert not values.production
    assert not values.flag("HUIYIN_HTTPS")


def test_production_starts_on_its_own_secrets() -> None:
    values = env.read(PRODUCTION)
    assert values.production
    assert values.flag("HUIYIN_HTTPS")
    assert values.names("HUIYIN_HOSTS") == ["petition.example"]


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"HUIYIN_SECRET_KEY": env.DEMO_SECRET}, "HUIYIN_SECRET_KEY"),
        ({"HUIYIN_SECRET_KEY": "short"}, "HUIYIN_SECRET_KEY"),
        ({"HUIYIN_DEBUG": "1"}, "HUIYIN_DEBUG"),
        ({"HUIYIN_NOW": "2026-11-20T09:00"}, "HUIYIN_NOW"),
        ({"HUIYIN_HOSTS": "*"}, "HUIYIN_HOSTS"),
        *(({setting.name: ""}, setting.name) for setting in env.TABLE if setting.needed),
    ],
)
def test_production_refuses_to_start(change: dict[str, str], named: str) -> None:
    assert f"- {named}:" in problems({**PRODUCTION, **change})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("HUIYIN_ENV", "prod"),
        ("HUIYIN_DEBUG", "yes"),
        ("HUIYIN_MAX_UPLOAD_MB", "many"),
        ("HUIYIN_MAX_UPLOAD_MB", "0"),
        ("HUIYIN_WORDS_KEYS", "no-colon"),
        ("HUIYIN_WORDS_KEYS", "one:%%%"),
        ("HUIYIN_WORDS_KEYS", "one:YWJj"),
        ("HUIYIN_WORDS_KEYS", f"one:{KEY},one:{KEY}"),
        ("HUIYIN_DATABASE", "mysql://db/huiyin"),
        ("HUIYIN_GATEWAY", "pigeon"),
    ],
)
def test_a_value_that_is_not_of_its_kind_is_refused_by_name(name: str, value: str) -> None:
    assert f"- {name}:" in problems({name: value})


def test_every_problem_is_told_at_once_and_no_secret_is_repeated() -> None:
    told = problems({"HUIYIN_ENV": "production", "HUIYIN_SECRET_KEY": "hunter2", "HUIYIN_DEBUG": "1"})
    assert told.count("\n  - ") >= 8
    assert "hunter2" not in told


def test_a_secret_may_lie_in_a_file(tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_text("f" * 60 + "\n", encoding="utf-8")
    rest = {name: value for name, value in PRODUCTION.items() if name != "HUIYIN_SECRET_KEY"}
    assert env.read({**rest, "HUIYIN_SECRET_KEY_FILE": str(file)}).text("HUIYIN_SECRET_KEY") == "f" * 60
    assert "HUIYIN_SECRET_KEY_FILE" in problems({**rest, "HUIYIN_SECRET_KEY_FILE": str(tmp_path / "none")})


def test_the_program_itself_does_not_start_on_a_default_secret() -> None:
    environ = {
        **os.environ,
        **PRODUCTION,
        "HUIYIN_SECRET_KEY": "",
        "DJANGO_SETTINGS_MODULE": "huiyin.settings",
    }
    done = subprocess.run(
        [sys.executable, "-c", "import django; django.setup()"],
        env=environ,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0
    assert "HUIYIN_SECRET_KEY: 生产环境必须设置" in done.stderr


def test_every_name_that_the_code_reads_is_in_the_table() -> None:
    read = {
        name
        for file in SOURCE.rglob("*.py")
        for name in re.findall(r"\bHUIYIN_[A-Z][A-Z_]*[A-Z]\b", file.read_text(encoding="utf-8"))
    }
    in_files = {f"{setting.name}_FILE" for setting in env.TABLE if setting.secret}
    only_under_test = {"HUIYIN_DIE_AT"}  # the worker is killed at a named step
    assert read - only_under_test <= set(env.BY_NAME) | in_files


def test_every_name_in_the_table_is_read() -> None:
    elsewhere = "".join(
        file.read_text(encoding="utf-8") for file in SOURCE.rglob("*.py") if file.name != "env.py"
    )
    assert [setting.name for setting in env.TABLE if setting.name not in elsewhere] == []
