"""Write docs/glossary.md: the nouns below, then acts, steps, duties and papers as the rulebook names them.

`--check` fails where the page is stale. tests/house/test_glossary.py checks that each name in code is there.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "glossary.md"
RULEBOOK = ROOT / "src" / "huiyin" / "rulebook"

# term, English name, name in code (below huiyin), what it is
NOUNS: tuple[tuple[str, str, str, str], ...] = (
    ("信访件", "Entry", "register.models.Entry", "one thing that came in: letter, visit, call, fax, e-mail, web post"),
    ("卷", "File", "register.models.File", "what acts hang on; its kinds: matter, supervision, reception, meeting, dispute"),
    ("信访事项", "Matter", "register.models.Matter", "the file of what somebody wants dealt with; many entries may raise one matter"),
    ("诉求", "Point", "register.models.Point", "one request in a matter, with its own path, offices, answer and outcome"),
    ("信访人", "Petitioner", "register.models.Petitioner", "a person or organisation behind an entry"),
    ("信访人身份", "Role", "register.models.Role", "in which role: self, representative, agent, guardian, petition helper, relative, scribe"),
    ("机关单位", "Office", "offices.models.Office", "an office with dated relations; being above gives no sight"),
    ("块、条、派出等关系", "Relation", "offices.models.OfficeRelation", "a dated relation of a named kind between two offices"),
    ("署名（牌子）", "Signboard", "offices.models.Signboard", "as whom a paper is issued: name, number code, seal"),
    ("委员会成员", "Seat", "offices.models.CommitteeMember", "a member of a committee"),
    ("岗位", "Post", "offices.models.Post", "what an officer may do in one office, from when until when"),
    ("工作人员", "Officer", "offices.models.Officer", "a person who signs in"),
    ("代理", "Deputy", "offices.models.Deputy", "who stands in for an absent officer"),
    ("访问密钥", "AccessKey", "offices.models.AccessKey", "speaks for one officer's seat or one named machine of an office; kept as a digest"),
    ("访问密钥记录", "KeyUse", "offices.models.KeyUse", "a key made, taken, withdrawn, refused, first used of a day; append-only"),
    ("行为人", "Actor", "offices.actor.Actor", "who acts: officer, petitioner or named machine; never nobody"),
    ("办理阶段", "Proceeding", "register.models.Proceeding", "one office's dealing with points: dispatch, handling, lead-in, later review and re-review"),
    ("办理记录", "Act", "register.models.Act", "a recorded fact: somebody did something; append-only"),
    ("文字", "Words", "register.models.Words", "what was said with an act, sealed, apart from it"),
    ("办理时限", "Duty", "register.models.Duty", "what an office owes, since when, until when, by which provision, with the steps of the count"),
    ("申请期", "Window", "register.models.Window", "a petitioner's own time; it has an end, never a lateness"),
    ("会", "Session", "register.models.Session", "people meeting: reception, coordination, hearing, interview, committee"),
    ("草稿", "Draft", "register.models.Draft", "a paper being written; only what was rendered can be issued"),
    ("文书", "Paper", "register.models.Paper", "a numbered notice or opinion as issued"),
    ("送达", "Service", "register.models.Service", "the proof of how and when a paper reached one petitioner"),
    ("附件", "Attachment", "register.models.Attachment", "a file that came with an entry or an act, served only through the gate"),
    ("知悉", "Sight", "register.models.Sight", "which office sees a file, because it holds or sent it"),
    ("发件箱", "Outbox", "register.models.Outbox", "what is to follow an act; the worker's one queue"),
    ("短信", "Message", "register.models.Message", "a message through the gateway; names no subject and no office"),
    ("查询尝试", "Guess", "register.models.Guess", "tries at codes and keys, counted by digest, so that guessing is slow"),
    ("查阅记录", "Reading", "register.models.Reading", "who read a restricted matter, and when"),
    ("规则库版本", "Edition", "register.models.Edition", "the digest of the law as known when an act was recorded"),
    ("规则库", "Rulebook", "statute.loader.Rulebook", "the law as dated data: national, then local overlays"),
    ("法规", "Law", "statute.law.Law", "the rulebook as it applies in one place"),
    ("届满日、顺延后", "nominal day, due day", "statute.periods.Counted", "the last day as counted, and the day after roll-forward over days off"),
    ("不予办理的说明", "Refused", "statute.model.Refused", "why an act is not open now, with the provision"),
)  # fmt: skip

OTHER_WORDS: tuple[tuple[str, str, str], ...] = (
    ("转送", "transfer", "sent to the office with power to settle it; no report is asked"),
    ("交办", "assign", "as transfer, with a period set, the result reported back and a closing report"),
    ("导入其他法定程序", "lead in", "handed over to another law's procedure, with that law's limit"),
    ("限制知悉", "restricted", "seen only by posts named for it: reports and accusations (检举控告)"),
    ("要求保密", "name withheld", "the handling office does not see the petitioner's name"),
    ("办结、结案、终结、归档", "conclude, close, final, archive", "opinion issued; nothing owed; re-review served; put on the shelf"),
    ("复查、复核", "review, re-review", "the two steps after a handling opinion, each in a 30-day window"),
    ("判重", "the same matter", "finding that a matter was raised before, to answer it once and well"),
    ("内容分类", "class of content", "two levels of the rulebook, with a code in the national shape 2+2+2; proposed, chosen by a person"),
    ("提示词", "sign", "a word of the rulebook that points to a class, a purpose, or a matter that cannot wait"),
    ("模型说明卡", "model card", "what a learned model is for, what it learned from, how good it is, where it fails"),
    ("分流表", "routing table", "which office took on matters of a subject in a place, with support and confidence"),
    ("摘转件", "extract", "a part of a letter passed on alone; a restricted original never travels"),
    ("件次、批次、人次", "counted entries, groups, heads", "how entries are counted"),
    ("联名", "joint", "several petitioners in one entry, at most five representatives"),
    ("代办员", "petition helper", "a village officer who hands in for somebody"),
)  # fmt: skip

HEAD = """# Glossary · 术语

<!-- Generated by `make docs` from tools/glossary.py and the rulebook; do not edit. -->

One name for each thing, in code, on screens and in documents.

## Nouns

| term | English name | name in code | what it is |
|---|---|---|---|
"""


def entries(pattern: str) -> dict[str, dict[str, Any]]:
    """The named entries of rulebook files, by key."""
    found: dict[str, dict[str, Any]] = {}
    for path in sorted(RULEBOOK.glob(pattern)):
        rows = yaml.safe_load(path.read_text(encoding="utf-8"))
        found |= {key: row for key, row in rows.items() if isinstance(row, dict)}
    return found


def rulebook_table(title: str, code: str, pattern: str) -> str:
    """One table of what the rulebook names."""
    lines = [f"\n## {title}\n", f"| term | English name | {code} | provision |", "|---|---|---|---|"]
    for key, entry in entries(pattern).items():
        names = entry.get("title", entry)
        if "zh" not in names:  # an earlier version of a row that has its name elsewhere
            continue
        lines.append(f"| {names['zh']} | {names['en']} | `{key}` | {entry.get('provision', '')} |")
    return "\n".join(lines) + "\n"


def page() -> str:
    """The whole page."""
    nouns = "".join(f"| {zh} | {en} | `{code}` | {what} |\n" for zh, en, code, what in NOUNS)
    others = "".join(f"| {zh} | {en} | {what} |\n" for zh, en, what in OTHER_WORDS)
    return (
        HEAD
        + nouns
        + "\n## Other words\n\n| term | English | meaning |\n|---|---|---|\n"
        + others
        + rulebook_table("Acts", "kind of act", "acts_*.yaml")
        + rulebook_table("Steps of a point", "step", "steps.yaml")
        + rulebook_table("Papers", "kind of paper", "papers.yaml")
    )


def main(arguments: list[str]) -> int:
    """Write the page, or check it."""
    if "--check" in arguments:
        fresh = PAGE.exists() and PAGE.read_text(encoding="utf-8") == page()
        if not fresh:
            print("docs/glossary.md is stale: run `make docs`")
        return 0 if fresh else 1
    PAGE.write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
