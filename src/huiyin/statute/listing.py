"""The tables of the rulebook as lists: acts with their fields, rules about time, papers, grounds, other procedures.

For who writes a file of acts (docs/replay.md): `huiyin rulebook acts` prints them, docs/acts.md holds them all.
"""

from __future__ import annotations

from datetime import date

from .law import ActSpec, Field, Law
from .rules import DutyRule, Limit

Row = tuple[str, ...]

HEADS: dict[str, Row] = {
    "acts": (
        "act",
        "what",
        "stage, office",
        "steps of its points",
        "fields in `codes`",
        "what follows",
        "provision",
    ),
    "rules": ("rule", "what", "length", "runs from", "owed by", "provision", "certainty"),
    "papers": ("paper", "what", "to", "issued by"),
    "grounds": ("ground", "what", "fields it needs", "provision"),
    "procedures": ("procedure", "what", "item", "limit", "provision"),
}
"""Every list, with the heads of its columns."""


def rows(law: Law, what: str, on: date) -> list[Row]:
    """One list as it was on a day."""
    return {
        "acts": _acts,
        "rules": _rules,
        "papers": _papers,
        "grounds": _grounds,
        "procedures": _procedures,
    }[what](law, on)


def _acts(law: Law, on: date) -> list[Row]:
    return [_act(spec) for spec in law.acts_on(on)]


def _act(spec: ActSpec) -> Row:
    said = [field_of(f) for f in spec.fields if f.store != "words"]
    follows = []
    if spec.opens:
        follows.append("opens " + ", ".join(dict.fromkeys(o.rule for o in spec.opens)))
    if spec.meets:
        follows.append("meets " + ", ".join(spec.meets))
    if spec.starts:
        follows.append(f"starts `{spec.starts}`")
    if spec.issues:
        follows.append(f"issues `{spec.issues}`")
    steps = ", ".join(sorted(spec.frm))
    return (
        spec.key, f"{spec.title.zh} · {spec.title.en}", f"{spec.level}, {spec.where}",
        f"{steps} → {spec.to}" if spec.to else steps, "; ".join(said), "; ".join(follows), spec.provision,
    )  # fmt: skip


def field_of(f: Field) -> str:
    """A field with what it holds; `*` where it is asked for."""
    holds = "/".join(f.choices) if f.choices else KINDS.get(f.kind, f.kind)
    holds = f"{holds}, by point" if f.kind == "per_point" else holds
    return f"{f.key}{'*' if f.required else ''}: {holds}"


KINDS = {
    "bool": "1", "days": "number", "count": "number", "id": "number", "paper_issued": "number or kind",
    "per_point_date": "date by point", "procedure": "procedure", "office": "office", "offices": "list of offices",
    "petitioner_new": "number",
}  # fmt: skip


def _rules(law: Law, on: date) -> list[Row]:
    keys = dict.fromkeys(key for place in law.book.chain(law.place) for key in law.book.rule_keys(place))
    keys.update(dict.fromkeys(law.book.rule_keys("national")))
    found = [counted[0] for key in sorted(keys) if (counted := law.counted(key, on))]
    return [
        (
            r.key,
            f"{r.title.zh} · {r.title.en}",
            _measure(r),
            r.starts.en,
            r.owner.en,
            r.provision,
            r.certainty,
        )
        for r in found
        if r.kind != "none"
    ]


def _measure(r: DutyRule) -> str:
    how = {"set": "the day somebody names", "prompt": "promptly", "at_once": "at once"}.get(r.unit, "")
    days = how or f"{r.length} {'working days' if r.unit == 'working_day' else r.unit + 's'}"
    return days + {"option": " (lapses)", "window": " (the petitioner's own)", "rest": " (rest)"}.get(
        r.kind, ""
    )


def _papers(law: Law, on: date) -> list[Row]:
    found: list[Row] = []
    for key in law.papers:
        row = law.paper(key, on)
        if row is not None:
            title = row.get("title", {})
            by = [spec.key for spec in law.acts_on(on) if spec.issues == key]
            found.append(
                (key, f"{title.get('zh', '')} · {title.get('en', '')}", str(row.get("to", "")), ", ".join(by))
            )
    return found


def _grounds(law: Law, on: date) -> list[Row]:
    return [
        (
            key,
            f"{row['title']['zh']} · {row['title']['en']}",
            ", ".join(row.get("needs", [])),
            str(row["provision"]),
        )
        for key, row in law.grounds_on(on).items()
    ]


def _procedures(law: Law, on: date) -> list[Row]:
    return [
        (one.key, f"{one.title.zh} · {one.title.en}", ", ".join(one.items), _limit(one.decide), one.provision)
        for one in law.book.procedures_on(on)
    ]


def _limit(found: Limit | None) -> str:
    return f"{found.length} {found.unit.replace('_', ' ')}s" if found else "the day that is named"
