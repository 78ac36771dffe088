"""The auditor's page: sign-ins, posts, hand-overs, offices, and who read what is restricted.

The auditor sees no matter: of a reading it shows the number of the file and nothing else (R22 30(3), 46[5];
GB/T 22239-2019 8.1.5). Every list is filtered by its address and can be taken out as a table.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, QueryDict, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from huiyin.clock import SHANGHAI
from huiyin.desk.admin import AUDITOR
from huiyin.desk.gate import Seat, at_desk, page
from huiyin.intake import discretion
from huiyin.offices import audit
from huiyin.offices.models import KeyUse, OfficeChange, Officer, PostChange, PostKind, SignIn
from huiyin.offices.services.authority import require
from huiyin.register.models import Reading
from huiyin.web.fields import Choice, FieldSpec, Unreadable, parse_day

PAGE = 100
MOST_ROWS = 100_000
READINGS = "readings"


@dataclass(frozen=True)
class Filters:
    """What the address asks for."""

    since: date | None = None
    until: date | None = None
    who: str = ""
    what: str = ""

    @classmethod
    def of(cls, query: QueryDict) -> Filters:
        """The filters of an address; a day that cannot be read is left out."""
        return cls(
            _day(query.get("since", "")),
            _day(query.get("until", "")),
            query.get("who", "").strip()[:60],
            query.get("what", "").strip()[:40],
        )

    def within(self) -> Q:
        """Rows between the two days, both included, in Shanghai."""
        found = Q()
        if self.since:
            found &= Q(at__gte=datetime.combine(self.since, time.min, SHANGHAI))
        if self.until:
            found &= Q(at__lt=datetime.combine(self.until + timedelta(days=1), time.min, SHANGHAI))
        return found


def _day(text: str) -> date | None:
    try:
        return parse_day(text)
    except Unreadable:
        return None


@dataclass(frozen=True)
class Log:
    """One log: its name, its columns, its rows, and how a row is written."""

    key: str
    title: str | Promise
    columns: tuple[str | Promise, ...]
    rows: Callable[[Seat, Filters], QuerySet[Any]]
    cells: Callable[[Any], tuple[str, ...]]
    whats: Sequence[tuple[str, str | Promise]] = ()


# ------------------------------------------------------------------ the logs


def _sign_ins(seat: Seat, f: Filters) -> QuerySet[Any]:
    rows = audit.sign_ins(seat.actor, seat.now).filter(f.within())
    rows = rows.filter(Q(login__icontains=f.who) | Q(officer__name__contains=f.who)) if f.who else rows
    return rows.filter(what=f.what) if f.what in SignIn.What.values else rows


def _post_changes(seat: Seat, f: Filters) -> QuerySet[Any]:
    rows = audit.post_changes(seat.actor, seat.now).filter(f.within())
    if f.who:
        rows = rows.filter(
            Q(officer__login__icontains=f.who) | Q(officer__name__contains=f.who) | Q(by_ref__icontains=f.who)
        )
    return rows.filter(what=f.what) if f.what in PostChange.What.values else rows


def _hand_overs(seat: Seat, f: Filters) -> QuerySet[Any]:
    rows = audit.hand_overs(seat.actor, seat.now).filter(f.within())
    named = (
        Q(officer_from__name__contains=f.who)
        | Q(officer_to__name__contains=f.who)
        | Q(by_ref__icontains=f.who)
    )
    return rows.filter(named) if f.who else rows


def _office_changes(seat: Seat, f: Filters) -> QuerySet[Any]:
    rows = audit.office_changes(seat.actor, seat.now).filter(f.within())
    rows = rows.filter(Q(office__name__contains=f.who) | Q(by_ref__icontains=f.who)) if f.who else rows
    return rows.filter(what=f.what) if f.what in OfficeChange.What.values else rows


def _key_uses(seat: Seat, f: Filters) -> QuerySet[Any]:
    rows = audit.key_uses(seat.actor, seat.now).filter(f.within())
    if f.who:
        rows = rows.filter(
            Q(key__officer__name__contains=f.who)
            | Q(by_ref__icontains=f.who)
            | Q(key__purpose__contains=f.who)
        )
    return rows.filter(what=f.what) if f.what in KeyUse.What.values else rows


def _readings(seat: Seat, f: Filters) -> QuerySet[Any]:
    """Of the file its number alone is read: neither title, nor words, nor petitioner."""
    require(seat.actor, seat.now, AUDITOR)
    rows = Reading.objects.filter(f.within()).select_related("officer", "file").only(
        "at", "actor", "what", "officer__name", "officer__login", "file__number", "file__restricted"
    )  # fmt: skip
    if f.who:
        rows = rows.filter(
            Q(actor__icontains=f.who) | Q(officer__name__contains=f.who) | Q(file__number=f.who)
        )
    return rows.filter(what__startswith=f.what).order_by("-pk") if f.what else rows.order_by("-pk")


def _when(row: Any) -> str:
    return str(row.at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M:%S"))


def _name(officer: Any) -> str:
    return f"{officer.name}（{officer.login}）" if officer else ""


def _by(row: Any) -> str:
    return f"{row.by_name}（{row.by_ref}）" if row.by_name and row.by_name != row.by_ref else row.by_ref


def _post(kind: str) -> str:
    return str(PostKind(kind).label) if kind in PostKind.values else kind


def _detail(found: Any) -> str:
    """What a log row keeps besides its columns, in one line."""
    if not isinstance(found, dict):
        return ""
    return "；".join(
        f"{key}: {_plain(value)}" for key, value in found.items() if value not in (None, "", [], {})
    )


def _plain(value: Any) -> str:
    if isinstance(value, dict) and value.keys() == {"old", "new"}:
        return f"{_plain(value['old'])} → {_plain(value['new'])}"
    return "、".join(map(str, value)) if isinstance(value, list) else str(value)


def _of_sign_in(row: SignIn) -> tuple[str, ...]:
    who = _name(row.officer) or _("没有这个登录名")
    return (_when(row), who, str(row.get_what_display()), row.address, row.reason)


def _of_post_change(row: PostChange) -> tuple[str, ...]:
    where = row.office.name if row.office else ""
    return (
        _when(row), _name(row.officer), str(row.get_what_display()), _post(row.kind), where, row.on.isoformat(), _by(row),
        _detail(row.detail),
    )  # fmt: skip


def _of_key_use(row: KeyUse) -> tuple[str, ...]:
    key = row.key
    return (
        _when(row), str(row.get_what_display()), f"{key.purpose} {key.pk}" if key else _("没有这把密钥"),
        (_name(key.officer) or key.machine) if key else "", key.office.name if key else "", row.address, _by(row),
        _("已经失效") if row.reason == "ended" else "",
    )  # fmt: skip


def _of_hand_over(row: Any) -> tuple[str, ...]:
    count = str((row.what or {}).get("count", 0))
    return (
        _when(row),
        _name(row.officer_from),
        _name(row.officer_to),
        row.office.name,
        row.on.isoformat(),
        count,
        _by(row),
    )


def _of_office_change(row: OfficeChange) -> tuple[str, ...]:
    return (_when(row), row.office.name, str(row.get_what_display()), _by(row), _detail(row.detail))


READ: dict[str, str | Promise] = {
    "file": gettext_lazy("事项"), "attachment": gettext_lazy("附件"), "paper": gettext_lazy("文书"),
    "draft": gettext_lazy("文书草稿"), "correct": gettext_lazy("更正"), "code": gettext_lazy("查询码"),
    "counter": gettext_lazy("窗口"), "split_off": gettext_lazy("摘出另行办理"), "sights": gettext_lazy("指定知悉人"),
    "named": gettext_lazy("指定他人知悉"), "unnamed": gettext_lazy("取消他人知悉"), "act": gettext_lazy("办理"),
    "refused": gettext_lazy("办理（没有办成）"),
    discretion.SCAN: gettext_lazy("扫描页"), "api": gettext_lazy("接口"),
    "taken over": gettext_lazy("接手的事项"), "serve": gettext_lazy("送达"),
}  # fmt: skip
"""What was read, by the first part of what the log keeps."""


def _read_words(what: str) -> str:
    head, _colon, tail = what.partition(":")
    if head in ("named", "unnamed"):
        tail = (
            str(Officer.objects.filter(pk=tail).values_list("name", flat=True).first() or tail)
            if tail.isdigit()
            else tail
        )
    words = str(READ.get(head, head))
    return f"{words} {tail}".strip()


def _of_reading(row: Reading) -> tuple[str, ...]:
    file = row.file or discretion.file_of(row.what)
    restricted = _("限制知悉") if file is None or file.restricted else ""
    number = file.number if file else _("还没有登记")
    return (_when(row), _name(row.officer) or row.actor, number, restricted, _read_words(row.what))


LOGS: dict[str, Log] = {
    log.key: log
    for log in (
        Log(
            "sign-ins", gettext_lazy("登录"),
            (gettext_lazy("时间"), gettext_lazy("工作人员"), gettext_lazy("事项"), gettext_lazy("来源网段"), gettext_lazy("原因")),
            _sign_ins, _of_sign_in, SignIn.What.choices,
        ),
        Log(
            "posts", gettext_lazy("账号和岗位"),
            (
                gettext_lazy("时间"), gettext_lazy("工作人员"), gettext_lazy("事项"), gettext_lazy("岗位"), gettext_lazy("单位"),
                gettext_lazy("生效日期"), gettext_lazy("操作者"), gettext_lazy("内容"),
            ),
            _post_changes, _of_post_change, PostChange.What.choices,
        ),
        Log(
            "hand-overs", gettext_lazy("工作移交"),
            (
                gettext_lazy("时间"), gettext_lazy("移交人"), gettext_lazy("接收人"), gettext_lazy("单位"), gettext_lazy("移交日期"),
                gettext_lazy("件数"), gettext_lazy("操作者"),
            ),
            _hand_overs, _of_hand_over,
        ),
        Log(
            "offices", gettext_lazy("单位变更"),
            (gettext_lazy("时间"), gettext_lazy("单位"), gettext_lazy("事项"), gettext_lazy("操作者"), gettext_lazy("内容")),
            _office_changes, _of_office_change, OfficeChange.What.choices,
        ),
        Log(
            "keys", gettext_lazy("访问密钥"),
            (
                gettext_lazy("时间"), gettext_lazy("事项"), gettext_lazy("密钥"), gettext_lazy("代表谁"), gettext_lazy("单位"),
                gettext_lazy("来源网段"), gettext_lazy("操作者"), gettext_lazy("原因"),
            ),
            _key_uses, _of_key_use, KeyUse.What.choices,
        ),
        Log(
            READINGS, gettext_lazy("查阅限制知悉的事项、补打查询码"),
            (gettext_lazy("时间"), gettext_lazy("工作人员"), gettext_lazy("编号"), gettext_lazy("限制知悉"), gettext_lazy("看了什么")),
            _readings, _of_reading,
        ),
    )
}  # fmt: skip


# ------------------------------------------------------------------ pages


def _log(seat: Seat, key: str) -> Log:
    if not seat.actor.has(AUDITOR):
        raise PermissionDenied
    if key not in LOGS:
        raise Http404
    return LOGS[key]


@require_GET
@at_desk
def first(request: HttpRequest, seat: Seat) -> HttpResponse:
    """The auditor begins with the sign-ins."""
    _log(seat, "sign-ins")
    return redirect("desk:audit", "sign-ins")


@require_GET
@at_desk
def log(request: HttpRequest, seat: Seat, key: str) -> HttpResponse:
    """One log, newest first."""
    found = _log(seat, key)
    filters = Filters.of(request.GET)
    shown = Paginator(found.rows(seat, filters), PAGE).get_page(request.GET.get("page", "1"))
    query = request.GET.copy()
    query.pop("page", None)
    rows = [list(zip(found.columns, found.cells(r), strict=True)) for r in shown.object_list]
    tabs = [(str(one.title), reverse("desk:audit", args=[one.key]), one.key == key) for one in LOGS.values()]
    context = page(
        request, seat, "audit", log=found, tabs=tabs, page=shown, rows=rows,
        fields=_fields(found, filters), csv=f"{reverse('desk:audit_csv', args=[key])}?{query.urlencode()}",
        total=shown.paginator.count,
    )  # fmt: skip
    return render(request, "desk/audit/log.html", context)


def _fields(found: Log, f: Filters) -> tuple[FieldSpec, ...]:
    choices = tuple(Choice(str(v), str(label)) for v, label in found.whats)
    what = (FieldSpec("what", "choice", _("事项"), choices=choices, value=f.what),) if choices else ()
    return (
        FieldSpec("since", "date", _("自"), value=f.since),
        FieldSpec("until", "date", _("至"), value=f.until),
        FieldSpec("who", "text", _("姓名、登录名或者编号"), value=f.who),
        *what,
    )


@require_GET
@at_desk
def as_csv(request: HttpRequest, seat: Seat, key: str) -> HttpResponseBase:
    """The same rows as a table to be opened elsewhere."""
    found = _log(seat, key)
    rows = found.rows(seat, Filters.of(request.GET))[:MOST_ROWS]
    lines = ([str(c) for c in found.columns], *(map(safe, found.cells(r)) for r in rows))
    response = StreamingHttpResponse(_written(lines), content_type="text/csv; charset=utf-8")
    name = f"{key}-{seat.today.isoformat()}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def safe(cell: str) -> str:
    """A cell that a spreadsheet takes for text, whatever somebody wrote into it."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell


class _Echo:
    """A file that gives back what is written into it."""

    def write(self, line: str) -> str:
        return line


def _written(lines: Iterable[Iterable[str]]) -> Iterable[str]:
    yield "\ufeff"  # else Chinese spreadsheets read it in another encoding
    writer = csv.writer(_Echo())
    for line in lines:
        yield writer.writerow(list(line))


paths = [
    path("audit/", first, name="audit_first"),
    path("audit/<slug:key>/", log, name="audit"),
    path("audit/<slug:key>.csv", as_csv, name="audit_csv"),
]
