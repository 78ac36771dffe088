"""The demo's stage: offices loaded, stories told once and found again, papers left as PDF."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings

from huiyin.demo import offices
from huiyin.demo.stories import STORIES
from huiyin.demo.teller import Teller, Told
from huiyin.offices.actor import Actor
from huiyin.papers import drafting, sheets
from huiyin.papers.render import Rendered
from huiyin.register import models

MACHINE = "demo"


def folder() -> Path:
    """Where the demo leaves what it made."""
    found = Path(settings.HUIYIN_VAR) / "demo"
    found.mkdir(parents=True, exist_ok=True)
    return found


def tell(name: str) -> list[Told]:
    """Tell a story, or give it as it was told before in this database: a second walk changes nothing."""
    offices.load(by=Actor.machine(MACHINE))
    kept = folder() / f"{name}.json"
    if kept.exists():
        data = json.loads(kept.read_text(encoding="utf-8"))
        if models.File.objects.filter(number=data["file"]).exists():
            return [_told(row) for row in data["acts"]]
    teller = Teller()
    STORIES[name].tell(teller)
    assert teller.file is not None
    data = {"file": teller.file.number, "acts": [t.as_json() for t in teller.told]}
    kept.write_text(json.dumps(data, ensure_ascii=False, indent=1), encoding="utf-8")
    return teller.told


def _told(row: dict[str, Any]) -> Told:
    opened, met = ([{"rule": one["duty"], **one} for one in row[key]] for key in ("opened", "met"))
    return Told(
        row["act"], row["office"], date.fromisoformat(row["on"]), row["proceeding"], opened, met, row["paper"],
        row.get("note", ""), row.get("refused", ""),
    )  # fmt: skip


def number_of(name: str) -> str:
    """Number of the file that a told story is on."""
    return str(json.loads((folder() / f"{name}.json").read_text(encoding="utf-8"))["file"])


def leave_papers(number: str, *, now: Any) -> list[Path]:
    """Write every paper of a file as PDF under `var/demo/`, with the opinion's draft sheet and each proof of service."""
    file = models.File.objects.get(number=number)
    left = []
    for paper in file.papers.select_related("file__matter", "draft__signboard", "act").order_by("no"):
        path = folder() / f"{paper.no:02d}-{paper.kind}.pdf"
        path.write_bytes(drafting.issued_pdf(paper, now=now))
        left.append(path)
        if paper.kind == "handling_opinion":
            left.append(_sheet(f"{paper.no:02d}-opinion_draft_sheet.pdf", sheets.draft_sheet(paper)))
        for service in paper.services.select_related("act", "paper__file__matter", "paper__draft__signboard"):
            name = f"{paper.no:02d}-service_receipt-{service.petitioner}.pdf"
            left.append(_sheet(name, sheets.service_receipt(service, by=Actor.machine(MACHINE))))
    return left


def _sheet(name: str, sheet: Rendered) -> Path:
    path = folder() / name
    path.write_bytes(sheet.pdf)
    return path


def codes_of(number: str) -> list[str]:
    """The query codes of a file, in groups of four."""
    roles = models.Role.objects.filter(file__number=number).order_by("no")
    return [" ".join(r.code[i : i + 4] for i in range(0, len(r.code), 4)) for r in roles if r.code]
