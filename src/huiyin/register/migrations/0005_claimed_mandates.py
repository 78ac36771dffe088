"""What somebody ticked for himself at the public site is a claim; what an officer entered stays confirmed."""

from typing import Any

from django.db import migrations, models


def only_claimed(apps: Any, schema_editor: Any) -> None:
    role, act = apps.get_model("register", "Role"), apps.get_model("register", "Act")
    rows = role.objects.filter(mandate=True, entry__channel="web")
    for one in rows.select_related("entry"):
        opened = act.objects.filter(file_id=one.file_id, kind="register").order_by("seq").first()
        if opened is not None and opened.actor_kind != "officer":
            role.objects.filter(pk=one.pk).update(mandate=False)


class Migration(migrations.Migration):
    dependencies = [("register", "0004_identity_keys")]

    operations = [
        migrations.AlterField(
            model_name="role",
            name="mandate",
            field=models.BooleanField(default=False, verbose_name="登记时核对过书面委托或推选"),
        ),
        migrations.RunPython(only_claimed, migrations.RunPython.noop),
    ]
