"""A named sight holds in the office where it was given: those that stand get the office that they were given in."""

from __future__ import annotations

from typing import Any

import django.db.models.deletion
from django.db import migrations, models


def fill(apps: Any, _schema: Any) -> None:
    """The office that has the file and in which the officer held a post on that day; without one it gives nothing."""
    post, sight = apps.get_model("offices", "Post"), apps.get_model("register", "Sight")
    for grant in apps.get_model("register", "SightGrant").objects.filter(office=None):
        on = grant.given_at.date()
        held = post.objects.filter(officer_id=grant.officer_id, since__lte=on).exclude(until__lt=on)
        there = sight.objects.filter(
            file_id=grant.file_id, office_id__in=held.exclude(office=None).values("office__code")
        )
        code = there.order_by("pk").values_list("office_id", flat=True).first()
        if code:
            grant.office_id = code
            grant.save(update_fields=["office"])


class Migration(migrations.Migration):
    dependencies = [
        ("offices", "0002_unlocked"),
        ("register", "0007_guesses"),
    ]

    operations = [
        migrations.AddField(
            model_name="sightgrant",
            name="office",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="offices.office",
                to_field="code",
                verbose_name="单位",
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
