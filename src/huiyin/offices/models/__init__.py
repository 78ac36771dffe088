"""Who: offices with dated relations, posts held by officers, and the logs of both."""

from __future__ import annotations

from huiyin.offices.models.keys import AccessKey, KeyUse
from huiyin.offices.models.logs import APPEND_ONLY, HandOver, OfficeChange, PostChange, SignIn
from huiyin.offices.models.people import (
    ADMIN_POSTS,
    RESTRICTED_POSTS,
    Deputy,
    Officer,
    Post,
    PostKind,
)
from huiyin.offices.models.structure import (
    CommitteeMember,
    CommitteeRole,
    Directory,
    Level,
    Office,
    OfficeKind,
    OfficeRelation,
    RelationKind,
    Signboard,
)

__all__ = [
    "ADMIN_POSTS",
    "APPEND_ONLY",
    "AccessKey",
    "RESTRICTED_POSTS",
    "CommitteeMember",
    "CommitteeRole",
    "Deputy",
    "Directory",
    "HandOver",
    "KeyUse",
    "Level",
    "Office",
    "OfficeChange",
    "OfficeKind",
    "OfficeRelation",
    "Officer",
    "Post",
    "PostChange",
    "PostKind",
    "RelationKind",
    "SignIn",
    "Signboard",
]
