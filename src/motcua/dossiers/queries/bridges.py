"""Ways that are open for phones to add pages: by the draft, for its owner; by the token, for whoever has it."""

from __future__ import annotations

import hashlib
from datetime import datetime

from motcua.accounts import queries as accounts
from motcua.organisation import queries as organisation
from motcua.organisation.rules import scope
from motcua.procedures import queries as procedures

from ..models import Draft, PaperBridge
from ..rules.refusals import NotFound

NO_SUCH_BRIDGE = "Mã này không còn dùng được."


def digest_of(token: str) -> str:
    """What is stored of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def bridge_by_token(token: str, at: datetime) -> PaperBridge:
    """The bridge whose token this is, while it is open. Raises NotFound. What is read further is the owner's."""
    digest = digest_of(token)
    with scope.also(token=digest):
        open_ones = PaperBridge.objects.filter(token_digest=digest, revoked_at=None, expires_at__gt=at)
        found = open_ones.order_by().first()
    if found is None:
        raise NotFound(NO_SUCH_BRIDGE)
    return found


def paper_of_bridge(bridge: PaperBridge) -> str:
    """The name of the paper it is for, which every procedure publishes; nothing of the draft."""
    owner = accounts.account(bridge.account_id)
    by = organisation.authority_of(owner, bridge.opened_at.date())
    with scope.within(scope.scope_of(by)):
        draft = Draft.objects.only("version_id").get(pk=bridge.draft_id)
    definition = procedures.version(draft.version_id).definition
    names = {one.key: one.name for one in definition.papers}
    return names.get(bridge.paper_key) or next(
        (field.label for _page, field in definition.form.fields() if field.id == bridge.paper_key), ""
    )


def open_bridge_of(draft: Draft, paper_key: str, at: datetime) -> PaperBridge | None:
    """The bridge that is open for a paper of one's own draft."""
    open_ones = PaperBridge.objects.filter(draft_id=draft.pk, paper_key=paper_key, revoked_at=None, expires_at__gt=at)
    return open_ones.order_by("-opened_at").first()
