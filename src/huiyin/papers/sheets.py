"""Internal sheets, made from the record whenever they are asked for: the draft sheet and the proof of service."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from huiyin.offices.actor import Actor
from huiyin.papers.drafting import fonts, head
from huiyin.papers.facts import hands, officer_name, person_name
from huiyin.papers.kinds import kind
from huiyin.papers.render import Rendered, render
from huiyin.papers.wording.values import day_text
from huiyin.register import models
from huiyin.register.law import current
from huiyin.register.lines import state
from huiyin.statute.effects_papers import WINDOWS


def draft_sheet(paper: models.Paper, *, title: str = "", names: Mapping[int, str] | None = None) -> Rendered:
    """发文稿纸 of an issued paper: who drafted, checked and signed it, and when. The signer stands here only.

    `title` and `names` are the matter's title and the petitioners' names as the reader may see them.
    """
    s = state(paper.file)
    signed = hands(paper.file, s, paper.draft_id)
    first = signed[0] if signed else {"name": "", "on": paper.on.isoformat()}
    if names is None:
        names = {r.no: person_name(r) for r in paper.file.roles.select_related("petitioner")}
    row = models.PaperPrint.objects.filter(paper=paper).first()
    computed: dict[str, Any] = {
        "paper_title": kind(paper.kind).title.zh,
        "paper_number": paper.number,
        "subject": title or paper.file.matter.title,
        "drafted_by": first["name"],
        "drafted_on": first["on"],
        "copies_to": "、".join(names[n] for n in s.papers[paper.no].addressees if n in names) or "—",
        "content_digest": paper.digest[:16],
        "paper_pages": row.pages if row else None,
        "signatures": signed,
    }
    return _sheet("opinion_draft_sheet", paper, computed)


@dataclass(frozen=True, slots=True)
class Slip:
    """Of which paper a proof of service speaks and for whom, in words that its reader may see."""

    paper: models.Paper
    petitioner: int
    recipient: str
    subject: str
    filled_by: str
    filled_on: date


def service_receipt(service: models.Service, *, by: Actor) -> Rendered:
    """送达回证 of a service on record, with the names as the register has them."""
    role = service.paper.file.roles.select_related("petitioner").get(no=service.petitioner)
    name = by.name if by.kind == "officer" else ""
    slip = Slip(
        service.paper, role.no, person_name(role), service.paper.file.matter.title,
        name or officer_name(f"officer:{service.act.actor}"), service.on,
    )  # fmt: skip
    return proof_sheet(slip, service)


def proof_sheet(slip: Slip, service: models.Service | None = None) -> Rendered:
    """送达回证: one paper, one recipient; without a service, to take along and have signed. It proves receipt, not
    agreement."""
    row = models.PaperPrint.objects.filter(paper=slip.paper).first()
    computed: dict[str, Any] = {
        "paper_title": kind(slip.paper.kind).title.zh,
        "paper_number": slip.paper.number,
        "paper_pages": row.pages if row else None,
        "subject": slip.subject,
        "recipient": slip.recipient,
        "filled_by": slip.filled_by,
        "filled_on": slip.filled_on.isoformat(),
    }
    if service is not None:
        computed |= _proven(slip, service)
    elif rule := WINDOWS.get(slip.paper.kind):
        found = current().counted(rule, slip.filled_on)
        computed["window_note"] = f"自签收之日的次日起算{found[0].length}日" if found else None
    return _sheet(
        "service_receipt", slip.paper, {k: v for k, v in computed.items() if v not in (None, "", [])}
    )


def _proven(slip: Slip, service: models.Service) -> dict[str, Any]:
    """What the service itself says, and the day that it leads to."""
    row = models.Words.objects.filter(act=service.act_id).first()
    said = dict(row.said or {}) if row else {}
    server = officer_name(f"officer:{service.act.actor}") if service.act.actor_kind == "officer" else ""
    computed: dict[str, Any] = {
        "method": service.method,
        "method_detail": said.get("detail"),
        "service_place": said.get("place"),
        "received_at": _received(service) if service.served else None,
        "receiver_words" if service.served else "refusal": said.get("proof"),
        "read_aloud": "yes" if said.get("language") else None,
        "language": said.get("language"),
        "witnesses": [said["witnesses"]] if said.get("witnesses") else None,
        "servers": [name for name in (server, str(said.get("second") or "")) if name],
        "proxy": None if service.received_by in ("self", "none", "") else PROXIES.get(service.received_by),
    }
    standing = state(slip.paper.file).windows
    for window in models.Window.objects.filter(
        file=slip.paper.file, paper=slip.paper.no, petitioner=slip.petitioner
    ):
        if window.key in standing and window.rule in WINDOWS.values():
            computed |= {
                "window_until": window.end.isoformat(),
                "window_note": "".join(step[0] for step in window.proof),
            }
    return computed


def _received(service: models.Service) -> str:
    """When it was received; a public notice counts as received at its end (民诉法 95 by analogy)."""
    said = day_text(service.on)
    if service.method == "public_notice":
        found = current().counted("public-notice", service.on)
        return f"{said}公告" + (f"，{day_text(found[1].due)}视为送达" if found and found[1] else "")
    return said + (f"{service.at.hour}时{service.at.minute:02d}分" if service.at else "")


PROXIES = {
    "representative": "代表", "agent": "委托代理人", "guardian": "监护人", "co_resident": "同住成年家属（与本事项没有对立利害关系）",
    "witness": "留置，见证人签名", "unit": "受托或者转交单位",
}  # fmt: skip


def _sheet(key: str, paper: models.Paper, computed: dict[str, Any]) -> Rendered:
    board = paper.draft.signboard if paper.draft else None
    content = {"addressee": "", "parts": {}, "computed": {k: v for k, v in computed.items() if v is not None}}
    return render(
        key, content, head=head(board, paper.office_id), number=None, on=paper.on, draft=False, fonts=fonts()
    )
