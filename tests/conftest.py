"""Fixtures for every room. See CONTRIBUTING.md, "Tests".

`db` (pytest-django) rolls back; `fresh_database` is a copy to commit on; `site` is the running site;
`page` (1440 px), `phone` (390 px) and `plain_page` (no JavaScript) are browsers; `axe(page)` lists what is
wrong.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from tests.support import browsing
from tests.support.databases import Databases, FreshDatabase, pg_trouble

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

DATABASE_FIXTURES = {"db", "transactional_db", "fresh_database", "site", "county", "county_at_work"}
BROWSER_FIXTURES = {"browser", "page", "phone", "plain_page"}


def required(what: str) -> bool:
    """Whether the absence of PG or BROWSER is a failure here and not a reason to skip."""
    return os.environ.get(f"HUIYIN_REQUIRE_{what}", "") == "1"


def uses_database(item: pytest.Item) -> bool:
    """Whether a test touches a database."""
    names = set(getattr(item, "fixturenames", ()))
    return bool(names & DATABASE_FIXTURES) or item.get_closest_marker("django_db") is not None


def uses_browser(item: pytest.Item) -> bool:
    """Whether a test drives a browser."""
    return bool(set(getattr(item, "fixturenames", ())) & BROWSER_FIXTURES)


def belongs_on(item: pytest.Item, postgres: bool) -> bool:
    """Which pass a test belongs to: SQLite runs all, PostgreSQL repeats what depends on the database."""
    if item.get_closest_marker("sqlite_only"):
        return not postgres
    if item.get_closest_marker("postgres_only"):
        return postgres
    if not postgres:
        return True
    return uses_database(item) and not uses_browser(item) and not item.get_closest_marker("one_database")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Choose the tests of this pass, and say why those that cannot run here are skipped."""
    postgres = os.environ.get("HUIYIN_TEST_DB", "sqlite") == "pg"
    dropped = [item for item in items if not belongs_on(item, postgres)]
    if dropped:
        config.hook.pytest_deselected(items=dropped)
        items[:] = [item for item in items if belongs_on(item, postgres)]
    if postgres:
        _skip_or_fail(items, pg_trouble(), required("PG"))
    with_browser = [item for item in items if uses_browser(item)]
    for item in with_browser:
        item.add_marker(pytest.mark.browser)
    if with_browser:
        _skip_or_fail(with_browser, browsing.browser_trouble(), required("BROWSER"))


def _skip_or_fail(items: list[pytest.Item], trouble: str | None, must: bool) -> None:
    if trouble is None:
        return
    if must:
        raise pytest.UsageError(f"required here, but: {trouble}")
    for item in items:
        item.add_marker(pytest.mark.skip(reason=trouble))


@pytest.fixture(scope="session")
def databases(django_test_environment: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[Databases]:
    """The template of this run and the main test database of this process."""
    from django.core.management import call_command

    made = Databases()
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        made.create(lambda: call_command("migrate", verbosity=0, interactive=False))
    yield made
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        made.destroy()


@pytest.fixture(scope="session")
def django_db_setup(databases: Databases) -> None:
    """In place of pytest-django's: our own databases, never flushed."""


@pytest.fixture
def fresh_database(databases: Databases, django_db_blocker: pytest.FixtureRequest) -> Iterator[FreshDatabase]:
    """A migrated database of this test's own, for what cannot roll back: threads, processes, restarts."""
    with django_db_blocker.unblock(), databases.fresh() as fresh:  # type: ignore[attr-defined]
        yield fresh


@pytest.fixture
def huiyin() -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run the command line program: `huiyin("due", "dispatch", "--from", "2026-01-01", env=fresh.env())`."""

    def run(
        *arguments: str, env: dict[str, str] | None = None, timeout: float = 300
    ) -> subprocess.CompletedProcess[str]:
        environment = {**(os.environ if env is None else env)}
        environment["DJANGO_SETTINGS_MODULE"] = "huiyin.settings"
        return subprocess.run(
            [sys.executable, "-m", "huiyin.cli", *arguments],
            env=environment, capture_output=True, text=True, timeout=timeout, check=False,
        )  # fmt: skip

    return run


@pytest.fixture
def site(fresh_database: FreshDatabase) -> Iterator[browsing.Site]:
    """The site, served from a thread, on a fresh database."""
    server = browsing.ServerThread()
    server.daemon = True
    server.start()
    server.is_ready.wait()
    if server.error:
        raise server.error
    yield browsing.Site(url=f"http://127.0.0.1:{server.port}", database=fresh_database)
    server.terminate()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the run."""
    from playwright.sync_api import sync_playwright

    # playwright keeps an event loop in this thread; the tests beside it use the ORM as ever.
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        chromium = browsing.launch(playwright)
        yield chromium
        chromium.close()
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A desk: 1440 px wide."""
    with browsing.computer(browser, 1440, 900) as page:
        yield page


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """A phone: 390 px wide."""
    with browsing.computer(browser, 390, 844) as page:
        yield page


@pytest.fixture
def plain_page(browser: Browser) -> Iterator[Page]:
    """A browser without JavaScript."""
    with browsing.computer(browser, 1440, 900, javascript=False) as page:
        yield page


@pytest.fixture
def axe() -> Callable[[Page], list[str]]:
    """What is seriously wrong with a page for those who cannot see or point: `assert axe(page) == []`."""
    return browsing.axe_findings
