from django.db import migrations


class Migration(migrations.Migration):
    """No table changes: places are folded otherwise, so the keys of identity are computed anew after it."""

    dependencies = [
        ("register", "0009_unfiled_readings"),
    ]

    operations = []
