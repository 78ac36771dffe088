"""The law, for everybody and without a key: when a period ends, and what the rulebook says on a day."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Router
from ninja.params.functions import Query

from huiyin import clock
from huiyin.api import shapes
from huiyin.api.asked import Wrong, day, day_or, law_in
from huiyin.statute.reading import Words
from huiyin.statute.rules import NATIONAL, RuleError
from huiyin.statute.sheet import Entry, Sheet, sheet
from huiyin.statute.when import NoDay, when_due
from huiyin.web.errors import Said
from huiyin.web.words import bilingual

router = Router(tags=["law"])


@router.get("/due", response=shapes.Rules, summary="The rules about time, which /due/{rule} counts")
def rules(request: HttpRequest, on: str = "", place: str = NATIONAL) -> dict[str, Any]:
    """Every rule about time that holds on a day (today) in a place (national)."""
    law, seen = law_in(place), day_or(on, "on", clock.today())
    return {
        "on": seen,
        "place": law.place,
        "edition": law.edition,
        "rules": _rows(sheet(law, seen), "duties"),
    }


@router.get(
    "/due/{rule}",
    response={200: shapes.Due, 400: shapes.Error, 404: shapes.Error, 422: shapes.Error},
    by_alias=True,
    summary="When a period ends, with every step",
)
def due(
    request: HttpRequest, rule: str, start: str = Query(..., alias="from"), place: str = NATIONAL
) -> dict[str, Any]:
    """The same answer as `huiyin due RULE --from DATE --json`."""
    begins, law = day(start, "from"), law_in(place)
    try:
        return when_due(law.book, rule, begins, law.place).as_json()
    except NoDay as none:
        raise Wrong(422, "no_day", Said(bilingual(none.said), "", _("这一项没有可以计算的日期。"))) from None
    except RuleError as error:
        said = Words(f"“{rule[:40]}”这条规则在该地方、该日期不存在或者没有施行", str(error))
        raise Wrong(
            404, "unknown_rule", Said(bilingual(said), "", _("GET /api/v1/due 列出全部规则。"))
        ) from None


@router.get(
    "/rulebook",
    response={200: shapes.Rulebook, 400: shapes.Error, 404: shapes.Error},
    summary="Everything in force on a day in a place",
)
def rulebook(request: HttpRequest, on: str = "", place: str = "") -> dict[str, Any]:
    """Acts, duties, windows and papers with provision, wording and certainty; today and here where nothing is said."""
    law, seen = law_in(place), day_or(on, "on", clock.today())
    found, about = sheet(law, seen), law.book.about(law.place)
    return {
        "on": seen, "place": law.place, "edition": law.edition, "provisional_after": law.calendar.last_year,
        "note": about.get("note"), **{section: _rows(found, section) for section in found},
    }  # fmt: skip


def _rows(found: Sheet, section: str) -> list[dict[str, Any]]:
    return [_row(key, entry) for key, entry in found[section].items()]


def _row(key: str, entry: Entry) -> dict[str, Any]:
    return {
        "key": key, "title": said(entry.title), "kind": entry.kind, "length": said(entry.says), "words": said(entry.words),
        "provision": entry.provision, "certainty": entry.letter, "certainty_words": said(entry.certainty), "place": entry.place,
    }  # fmt: skip


def said(words: Words) -> dict[str, str]:
    """Words as the schema has them."""
    return {"zh": words.zh, "en": words.en}
