"""The header of the desk: sections by post. A section is one line in `SECTIONS`."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from huiyin.offices.actor import Actor
from huiyin.offices.models import ADMIN_POSTS, Office, Officer
from huiyin.web.parts import Desk, NavItem

REGISTRARS = frozenset({"registrar", "dispatcher", "confidential", "petition_leader"})
LEADERS = frozenset({"head", "leader", "petition_leader", "section", "supervisor", "director"})

ROUTERS = frozenset({"dispatcher", "petition_leader", "sysadmin"})


@dataclass(frozen=True, slots=True)
class Section:
    """One section: its words, its address, and who sees it."""

    key: str
    label: str | Promise
    url: str
    posts: frozenset[str] = frozenset()
    """Any of these posts; empty: every post in an office."""

    def open_to(self, actor: Actor) -> bool:
        """Whether this actor has it in the header."""
        if self.posts:
            return actor.has(*self.posts)
        return bool(actor.office and actor.posts and not actor.posts & ADMIN_POSTS)


SECTIONS: list[Section] = [
    Section("list", _("工作清单"), "desk:list"),
    Section("register", _("登记"), "desk:register_index", REGISTRARS),
    Section("scans", _("扫描台"), "desk:scans", REGISTRARS),
    Section("serving", _("送达"), "desk:serving"),
    Section("leader", _("时限一览"), "desk:leader", LEADERS),
    Section("rulebook", _("规则库"), "desk:rulebook"),
    Section("hot", _("热点"), "desk:hot", frozenset({"petition_leader", "supervisor"})),
    Section("deputies", _("缺勤代行"), "desk:deputies", frozenset({"head"})),
    Section("offices", _("单位"), "desk:admin_offices", frozenset({"sysadmin", "secadmin"})),
    Section("officers", _("工作人员"), "desk:admin_officers", frozenset({"sysadmin", "secadmin"})),
    Section("routes", _("分流表"), "desk:routes", ROUTERS),
    Section("queue", _("后台任务"), "desk:admin_queue", frozenset({"sysadmin"})),
    Section("keys", _("访问密钥"), "desk:admin_keys", frozenset({"sysadmin"})),
    Section("audit", _("审计"), "desk:audit_first", frozenset({"auditor"})),
]


def header(officer: Officer, office: Office | None, actor: Actor, here: str, query: str = "") -> Desk:
    """Who sits here, the search box and the sections."""
    items = [s for s in SECTIONS if s.open_to(actor)]
    return Desk(
        person=officer.name,
        office=office.label if office else "",
        sign_out_url=reverse("sign_out"),
        person_url=reverse("desk:me"),
        search_url=reverse("desk:find") if office else "",
        home_url=reverse("desk:list"),
        query=query,
        nav=tuple(NavItem(str(s.label), reverse(s.url), active=s.key == here) for s in items),
    )
