"""How many statements a whole request sends: sign-in, rights and who asks on PostgreSQL included."""

from __future__ import annotations

import pytest
from django.test import Client

from motcua.accounts.models import Account
from motcua.dossiers import actions
from motcua.dossiers.models import Dossier
from tests.builders.dossiers import Desk, scan
from tests.builders.office import KinhBac
from tests.statements import statements


@pytest.fixture
def desk(db: None) -> Desk:
    return Desk(KinhBac())


def test_filing_sends_at_most_sixteen_statements_two_more_with_a_fee_and_a_look_up_eight(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: desk.at)
    desk.filed()  # the office's first begins its chain and its counter
    answers, case = desk.answers("birth")
    by, version_id = desk.citizen(), desk.office.version_id("birth", desk.at)
    draft = actions.start_draft(by=by, at=desk.at, version_id=version_id, office_id=desk.office.id, case=case)
    draft = actions.save_page(draft.pk, by=by, at=desk.at, answers=answers, delivery_wish="desk")
    for _ in range(3):
        actions.attach(draft.pk, by=by, at=desk.at, paper_key="birth_notice", file=scan())
    client = Client()
    client.force_login(Account.objects.get(pk=by.account_id))
    with statements() as sent:
        answer = client.post(f"/dang-dien/{draft.pk}/kiem-tra/", {"revision": draft.revision, "declare": "on"})
    assert answer.status_code == 302
    # On PostgreSQL the server is told besides whose rows may be seen: once for the person, and there and back for the
    # wishes of whoever is written to.
    told = [one for one in sent if "set_config" in one]
    assert len(told) <= 3, sent
    assert len(sent) - len(told) <= 16 + 2, sent  # a charge and its lines: three copies are asked for
    code = Dossier.objects.get(draft=draft).code
    visitor = Client()
    with statements() as sent:
        assert visitor.get(f"/tra-cuu/{code}/").status_code == 200
    assert 1 <= len(sent) <= 8, sent
