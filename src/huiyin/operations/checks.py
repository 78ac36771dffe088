"""`huiyin check`: is everything as it should be? One line for each question, and every problem named.

Nothing here says a word of a petitioner: problems are named by file number in the database, table and column.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.models import Count, Min

from huiyin import env
from huiyin.clock import SHANGHAI
from huiyin.intake import scan_work
from huiyin.offices import selectors
from huiyin.offices.models import Officer
from huiyin.operations import contents, migrating
from huiyin.register import editions, messages, queue, triggers
from huiyin.statute.loader import load
from huiyin.statute.reading import RulebookError

MOST_LINES = 10
"""How many problems of one kind are listed one by one."""
SILENT_AFTER = timedelta(minutes=5)
LEAST_FREE = 1 << 30
CALENDAR_AHEAD = timedelta(days=45)
"""The notice for the next year comes in November: a later one is worth a word."""


@dataclass(frozen=True)
class Finding:
    """One answer: what was looked at, and what is wrong (nothing: all is well)."""

    topic: str
    problems: tuple[str, ...] = ()
    note: str = ""

    @property
    def ok(self) -> bool:
        """Whether all is well."""
        return not self.problems


@dataclass(frozen=True)
class Question:
    """One thing to look at."""

    zh: str
    en: str
    ask: Callable[[datetime, bool], tuple[list[str], str]]
    first: bool = False
    """Whether nothing further can be asked where this fails."""


def check(now: datetime, *, everything: bool) -> Iterator[Finding]:
    """Every question in turn."""
    yield from ask(QUESTIONS, now, everything=everything)


def ask(questions: Iterable[Question], now: datetime, *, everything: bool) -> Iterator[Finding]:
    """These questions; after one on which all others rest, nothing further is asked where it fails."""
    for question in questions:
        topic = f"{question.zh} {question.en}"
        try:
            problems, note = question.ask(now, everything)
        except DatabaseError as error:
            problems, note = [f"{type(error).__name__}: {(str(error).splitlines() or [''])[0]}"], ""
        yield Finding(topic, tuple(_shortened(problems)), note)
        if question.first and problems:
            return


def _shortened(problems: list[str]) -> list[str]:
    more = len(problems) - MOST_LINES
    return problems if more <= 0 else [*problems[:MOST_LINES], f"… 另有 and {more} more"]


# ------------------------------------------------------------------ the installation


def _settings(now: datetime, everything: bool) -> tuple[list[str], str]:
    problems = []
    try:
        values = env.read(os.environ)
    except env.Misconfigured as error:
        return str(error).splitlines(), ""
    if not values.production:
        return (
            [],
            f"HUIYIN_ENV={settings.HUIYIN_ENV}: 不是生产环境 not production, demonstration keys may be in use",
        )
    if settings.HUIYIN_GATEWAY == "console":
        problems.append("HUIYIN_GATEWAY=console: 短信只打印，不发出 messages are only printed")
    return problems, "production"


def _database(now: datetime, everything: bool) -> tuple[list[str], str]:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT sqlite_version()")
            version = cursor.fetchone()[0]
            cursor.execute("PRAGMA integrity_check(5)" if everything else "PRAGMA quick_check(5)")
            return [str(row[0]) for row in cursor.fetchall() if row[0] != "ok"], f"SQLite {version}"
        cursor.execute(
            "SELECT current_setting('server_version'), pg_encoding_to_char(encoding), datctype "
            "FROM pg_database WHERE datname = current_database()"
        )
        version, encoding, ctype = cursor.fetchone()
    problems = []
    if encoding != "UTF8" or ctype in ("C", "POSIX"):
        problems.append(f"encoding {encoding}, ctype {ctype}: 须为 UTF-8 must be UTF-8, such as C.UTF-8")
    return problems, f"PostgreSQL {version}"


def _rights(now: datetime, everything: bool) -> tuple[list[str], str]:
    """Whether the role that asks could undo what the triggers guard: for the role that serves, not for the owner."""
    if connection.vendor == "sqlite" or settings.HUIYIN_ENV != "production":
        return [], "只在生产环境的 PostgreSQL 上查 asked on PostgreSQL in production only"
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tablename, tableowner = current_user, "
            "has_table_privilege(format('%%I.%%I', schemaname, tablename), 'UPDATE, DELETE, TRUNCATE') "
            "FROM pg_tables WHERE schemaname = current_schema() AND tablename = ANY(%s) ORDER BY 1",
            [list(triggers.tables())],
        )
        rows = cursor.fetchall()
    if any(owns for _table, owns, _may in rows):
        return [
            "运行角色拥有数据表，能解除防改动触发器 the serving role owns the tables (docs/operations.md)"
        ], ""
    may = [table for table, _owns, may in rows if may]
    return [
        f"{table}: 运行角色还有改、删的权限，请以所有者收回 take UPDATE and DELETE away (docs/operations.md)"
        for table in may
    ], f"{len(rows)} 张表 tables"


def _migrations(now: datetime, everything: bool) -> tuple[list[str], str]:
    left = migrating.missing()
    return [f"{name}: 未执行，请运行 not applied, run `huiyin migrate`" for name in left], ""


def _triggers(now: datetime, everything: bool) -> tuple[list[str], str]:
    return triggers.verify(connection), f"{len(triggers.tables())} 张表 tables"


def _rulebook(now: datetime, everything: bool) -> tuple[list[str], str]:
    try:
        book = load()
    except RulebookError as error:
        return [str(error)], ""
    problems = editions.problems()
    if not editions.is_kept():
        problems.append(f"edition {book.edition[:12]} is not adopted: huiyin rulebook adopt")
    if everything and (moving := sum(len(moves) for _, moves in editions.all_moves(now.date()))):
        problems.append(
            f"{moving} 项时限按此版本还没有重新计算 duties to be counted again: huiyin rulebook adopt"
        )
    last = book.calendar.last_year
    if (now + CALENDAR_AHEAD).year > last and now.year >= last:
        ahead = f"放假安排只到 calendars reach to {last} only: docs/operations.md"
        return problems, f"{book.edition[:12]}; {ahead}"
    return problems, f"{book.edition[:12]}, 放假安排到 calendars to {last}"


def _disk(now: datetime, everything: bool) -> tuple[list[str], str]:
    usage = shutil.disk_usage(_nearest(Path(settings.HUIYIN_VAR)))
    free = f"{usage.free / (1 << 30):.1f} GB 可用 free"
    short = usage.free < LEAST_FREE or usage.free < usage.total * 0.03
    return ([f"{settings.HUIYIN_VAR}: {free}"] if short else []), free


def _nearest(folder: Path) -> Path:
    return folder if folder.exists() else _nearest(folder.parent)


# ------------------------------------------------------------------ people and the worker


def _administrators(now: datetime, everything: bool) -> tuple[list[str], str]:
    """GB/T 22239-2019 8.1.5: three administrators, three persons."""
    held: dict[str, list[str]] = {"sysadmin": [], "secadmin": [], "auditor": []}
    for officer in Officer.objects.filter(active=True):
        for post in selectors.posts_by_office(officer, now.date()).get("", frozenset()):
            held.setdefault(post, []).append(officer.login)
    problems = [f"{post}: 无人担任 nobody holds it" for post, logins in held.items() if not logins]
    several = {
        login for logins in held.values() for login in logins if sum(login in o for o in held.values()) > 1
    }
    problems += [f"{login}: 兼任两种管理员 holds two of the three" for login in sorted(several)]
    return problems, "三员分设 three persons"


def _worker(now: datetime, everything: bool) -> tuple[list[str], str]:
    beat = queue.last_beat()
    late = (
        queue.overdue(now).exclude(kind__in=scan_work.KINDS).aggregate(n=Count("id"), oldest=Min("next_at"))
    )
    problems = []
    if late["n"]:
        problems.append(f"{late['n']} 项积压 rows wait, the oldest since {_minute(late['oldest'])}")
    if beat is None:
        if problems or queue.unfinished().exists():
            problems.append("后台从未运行 no worker has ever run: `huiyin worker`")
        return problems, "尚未运行 has not run yet"
    if now - beat > SILENT_AFTER:
        problems.append(f"后台自 {_minute(beat)} 起没有动静 the worker has been silent since then")
    return problems, f"最近 last seen {_minute(beat)}"


def _scans(now: datetime, everything: bool) -> tuple[list[str], str]:
    """Many pages wait long and nothing is wrong; pages that wait for a worker that is not there are."""
    waiting = queue.due(now).filter(kind__in=scan_work.KINDS).count()
    beat = queue.last_beat(scan_work.HEARTBEAT)
    seen = f"最近 last seen {_minute(beat)}" if beat else "从未运行 has never run"
    if waiting and scan_work.silent(now):
        return [f"{waiting} 项在等 rows wait, {seen}: `huiyin worker --scans`"], seen
    return [], seen


def _minute(moment: datetime) -> str:
    return moment.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")


def _given_up(now: datetime, everything: bool) -> tuple[list[str], str]:
    rows = queue.given_up().values_list("key", "error", "given_up_at")
    problems = [f"{key}: {error} ({_minute(at or now)})" for key, error, at in rows]
    if problems:
        problems.insert(0, "再试 to try them again: `huiyin worker --again`")
    waiting = queue.unfinished().count()
    return problems, f"{waiting} 项在办 in the queue"


def _perhaps(now: datetime, everything: bool) -> tuple[list[str], str]:
    pks = messages.undecided().values_list("pk", flat=True)
    return [f"短信 message {pk}: 可能已发，由人决定 perhaps sent, a person decides" for pk in pks], ""


QUESTIONS: tuple[Question, ...] = (
    Question("设置", "settings", _settings),
    Question("数据库", "database", _database, first=True),
    Question("升级", "migrations", _migrations, first=True),
    Question("防改动触发器", "append-only triggers", _triggers),
    Question("运行角色的权限", "rights of the serving role", _rights),
    Question("规则库", "rulebook", _rulebook),
    Question("列表与办理记录一致", "projections equal the acts", contents.projections),
    Question("编号没有缺号", "number series without gaps", contents.series),
    Question("附件在盘上", "attachments on the disk", contents.files),
    Question("密钥能打开文字", "keys open the words", contents.words),
    Question("文字和文书未被改动", "words and papers as recorded", contents.recorded),
    Question("后台", "worker", _worker),
    Question("扫描后台", "worker for scans", _scans),
    Question("放弃的任务", "given up", _given_up),
    Question("待定的短信", "messages perhaps sent", _perhaps),
    Question("三员分设", "three administrators", _administrators),
    Question("磁盘", "disk", _disk),
)


def after_restore(now: datetime) -> Iterator[Finding]:
    """Whether what was restored is whole: everything is looked at, except what only time will show, and the
    rights: it is the owner who restores, and another role that serves."""
    later = {_worker, _scans, _disk, _settings, _rights}
    yield from ask([question for question in QUESTIONS if question.ask not in later], now, everything=True)
