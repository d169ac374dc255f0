"""Whatever stands in a journal is said in words, to officers and to applicants."""

from __future__ import annotations

import pytest

from motcua.dossiers.rules.states import HANDED_ON, RECKONED, TAKEN_OVER, Verb
from motcua.pages.applicant import words
from motcua.pages.staff.wording import HAPPENED


@pytest.mark.parametrize("verb", [*Verb, HANDED_ON, TAKEN_OVER, RECKONED])
def test_every_entry_of_the_journal_has_words_for_both_sides(verb: str) -> None:
    assert HAPPENED[verb]
    icon, said = words.HAPPENED[verb]
    assert icon and said
