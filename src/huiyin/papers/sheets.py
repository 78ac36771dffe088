"""Internal sheets, made from the record whenever they are asked for: the draft sheet and the proof of service."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from huiyin.offices.actor import Actor
from huiyin.papers.drafting import fonts, head
from huiyin.papers.facts import hands, officer_name, person_name
from huiyin.papers.kinds import kind
from huiyin.papers.render import Rendered, render
from huiyin.register import models
from huiyin.register.lines import state


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


def service_receipt(service: models.Service, *, by: Actor) -> Rendered:
    """送达回证: one paper, one recipient. It proves receipt, not agreement."""
    paper = service.paper
    role = paper.file.roles.select_related("petitioner").get(no=service.petitioner)
    said = models.Words.objects.filter(act=service.act_id).first()
    window = (
        models.Window.objects.filter(file=paper.file, paper=paper.no, petitioner=service.petitioner)
        .exclude(rule="judicial-confirmation")
        .order_by("-pk")
        .first()
    )
    row = models.PaperPrint.objects.filter(paper=paper).first()
    received = f"{service.on.year}年{service.on.month}月{service.on.day}日"
    if service.at:
        received += f"{service.at.hour}时{service.at.minute}分"
    computed: dict[str, Any] = {
        "paper_title": kind(paper.kind).title.zh,
        "paper_number": paper.number,
        "subject": paper.file.matter.title,
        "recipient": person_name(role),
        "method": service.method,
        "received_at": received if service.served else None,
        "receiver_words": str((said.said or {}).get("proof", "")) if said else None,
        "paper_pages": row.pages if row else None,
        "servers": [officer_name(f"officer:{service.act.actor}")] if service.act.actor_kind == "officer" else None,
        "filled_by": (by.name if by.kind == "officer" else "") or officer_name(f"officer:{service.act.actor}"),
        "filled_on": service.on.isoformat(),
    }  # fmt: skip
    if service.received_by not in ("self", ""):
        computed["proxy"] = PROXIES.get(service.received_by, service.received_by)
    if not service.served:
        computed["refusal"] = computed.pop("receiver_words")
    if window:
        computed["window_until"] = window.end.isoformat()
        computed["window_note"] = "".join(step[0] for step in window.proof)
    return _sheet("service_receipt", paper, {k: v for k, v in computed.items() if v not in (None, "")})


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
