"""Every code of the rulebook that a page of the desk shows has words, in both languages."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from huiyin.desk import labels
from huiyin.register.law import current


def test_every_choice_of_every_act_has_words() -> None:
    law = current()
    wordless = [
        (act.key, field.key, choice)
        for act in law.acts.values()
        for field in act.fields
        for choice in field.choices
        if labels.choice(field.key, choice) == choice
    ]
    assert wordless == []


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_steps_papers_rules_and_acts_are_named_by_the_rulebook(language: str) -> None:
    law = current()
    with override(language):
        for key in law.steps:
            assert labels.step(law, key)
        for key in law.papers:
            assert labels.paper(law, key) != key
        for key in law.book.rule_keys(law.place):
            assert labels.rule(law, key) != key
        for key in law.acts:
            assert labels.act(law, key)
        for key in law.book.procedures:
            assert labels.procedure(law, key) != key
