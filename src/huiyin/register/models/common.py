"""What the tables share."""

from __future__ import annotations

from typing import Any

from django.db import models


def office_key(label: Any, *, null: bool = False, **kwargs: Any) -> models.ForeignKey[Any, Any]:
    """A reference to an office by its code, so that rows can be read without a join."""
    return models.ForeignKey(
        "offices.Office", models.PROTECT, to_field="code", related_name="+", null=null, blank=null,
        verbose_name=label, **kwargs,
    )  # fmt: skip
