"""The tagged HTML twin of a paper: the same document as the PDF, for screens and screen readers."""

from __future__ import annotations

from datetime import date

from django.template.loader import render_to_string

from huiyin.papers.blocks import Document


def to_html(document: Document, on: date, *, page: bool = True) -> str:
    """A whole page, or only the article for a page of ours (which then includes papers/style.html once)."""
    template = "papers/paper.html" if page else "papers/body.html"
    return render_to_string(template, {"paper": document, "on": on})
