"""A person says how they want to be told: by which ways, with or without marks, in which language, news or none."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from motcua.accounts.queries import account
from motcua.organisation.rules import scope
from motcua.organisation.rules.authority import Authority

from .. import loading
from ..models import ContactChoice


@transaction.atomic
def choose(
    *,
    by: Authority,
    at: datetime,
    texts: bool,
    emails: bool,
    zalo: bool,
    with_marks: bool,
    language: str,
    news: bool,
) -> None:
    """Keep what somebody chose for their own telephone and e-mail address; both hear the same language.

    Does nothing for whoever is not signed in. The choice is of the address: whoever has it later chooses anew.
    """
    own = account(by.account_id) if by.account_id is not None else None
    if own is None:
        return
    language = language if language in loading.LANGUAGES else loading.LANGUAGES[0]
    common = {"language": language, "changed_at": at, "source": "account"}
    with scope.within(scope.EVERYTHING):
        if own.phone:
            told = {"wanted": texts, "zalo": zalo, "with_marks": with_marks, "news": news, **common}
            ContactChoice.objects.update_or_create(address=own.phone, defaults=told)
        if own.email:
            ContactChoice.objects.update_or_create(address=own.email, defaults={"wanted": emails, **common})
