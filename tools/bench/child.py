"""The measures of one database, in a process of their own: `python -m tools.bench.child OUT [--full]`.

HUIYIN_DATABASE names an empty database; it is migrated and given the demo county's offices first.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huiyin.settings")


def main(out: str, full: bool) -> None:
    """Measure, and write the figures as JSON."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from huiyin.demo import offices
    from tools.bench import checking, classes, forms, papers, recording, scans, trying, worklist

    call_command("migrate", verbosity=0, interactive=False)
    offices.load()
    figures = [*recording.measure(full), *forms.measure(full), *worklist.measure(full), *trying.measure(full)]
    figures += checking.measure(full)
    for figure in figures:
        figure.database = "PostgreSQL" if connection.vendor == "postgresql" else "SQLite"
    if connection.vendor == "sqlite":  # what follows does not touch the database, so once is enough
        figures += [*papers.measure(full), *scans.measure(full), *classes.measure(full)]
    Path(out).write_text(json.dumps([figure.row() for figure in figures]), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1], "--full" in sys.argv)
