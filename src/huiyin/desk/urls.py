"""Addresses of the desk, under /desk/; each section brings its own list."""

from __future__ import annotations

from huiyin.desk import (
    acts,
    correcting,
    drafts,
    files,
    finding,
    hot,
    issued,
    keeping,
    leader,
    lists,
    receipts,
    rooms,
    rules,
    serving,
    similar,
)

app_name = "desk"
urlpatterns = [
    *lists.paths,
    *files.paths,
    *acts.paths,
    *keeping.paths,
    *drafts.paths,
    *issued.paths,
    *serving.paths,
    *receipts.paths,
    *correcting.paths,
    *leader.paths,
    *finding.paths,
    *similar.paths,
    *hot.paths,
    *rooms.paths,
    *rules.paths,
]
