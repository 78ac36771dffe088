"""`make bundle`: what a server without internet gets for each Python that the installer names."""

from __future__ import annotations

import re

import pytest

from tools import bundle

ENTRY = re.compile(r"^([a-z0-9][a-z0-9._-]*)==(\S+)", re.MULTILINE)


@pytest.mark.parametrize("python", bundle.PYTHONS)
def test_each_python_is_given_every_package_of_the_lock_in_the_one_version_that_is_meant_for_it(
    python: str,
) -> None:
    every = {name for name, _version in ENTRY.findall(bundle.LOCK.read_text(encoding="utf-8"))}
    given = ENTRY.findall(bundle.lock_for(python))
    assert sorted(name for name, _version in given) == sorted(every)
    assert "python_full_version" not in bundle.lock_for(python)


def test_a_package_with_a_version_for_older_pythons_is_not_mixed_up() -> None:
    numpy = {python: dict(ENTRY.findall(bundle.lock_for(python)))["numpy"] for python in bundle.PYTHONS}
    assert numpy["3.11"] != numpy["3.12"] == numpy["3.13"]
    assert bundle.lock_for("3.12").count("--hash=") < bundle.LOCK.read_text(encoding="utf-8").count("--hash=")
