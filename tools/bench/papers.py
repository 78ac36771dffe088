"""One-page papers, composed and rendered as PDF/A, warm: the fonts are read and the template is compiled.

Each paper says something else, because typst remembers what it has set before.
"""

from __future__ import annotations

import statistics
from copy import deepcopy
from datetime import date
from itertools import count

from huiyin.papers.render import render
from huiyin.papers.samples import sample_issue
from tools.bench.figures import Figure, repeat, spread

KIND = "receipt"


def measure(full: bool) -> list[Figure]:
    """Receipts: number, code, QR code, what is owed and by when."""
    content, head, _, on = sample_issue(KIND)
    numbers = count(1)

    def paper() -> int:
        number = next(numbers)
        code = f"{number:012d}"
        said = deepcopy(content)
        said["addressee"] = f"测试人{number}"
        said["computed"] |= {"query_code": code, "query_url": f"https://xinfang.example/f/{code}"}
        day = date.fromisoformat(on)
        return render(KIND, said, head=head, number=f"信收〔2026〕{number}号", on=day, draft=False).pages

    if paper() != 1:
        raise SystemExit(f"the sample of {KIND} no longer fits one page")
    times = repeat(paper, 300 if full else 60, warm=5)
    return [
        Figure(
            "a one-page paper as PDF/A, warm", statistics.median(times) * 1000, "ms", 30,
            how="papers.render.render of a receipt, each with other words, median", more=spread(times),
        )
    ]  # fmt: skip
