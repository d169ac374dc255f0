"""Any phone, signed in or not, photographs one paper into one draft, as long as its owner leaves the way open."""

from __future__ import annotations

import base64
import hashlib
import hmac
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F
from uuid_utils.compat import uuid7

from motcua.accounts import queries as accounts
from motcua.organisation import queries as organisation
from motcua.organisation.rules import scope
from motcua.organisation.rules.authority import Authority
from motcua.vietnamese import Sentence

from ..models import Attachment, PaperBridge
from ..queries.bridges import bridge_by_token, digest_of
from ..rules.files import ALLOWED
from ..rules.refusals import Invalid, NotAllowed
from .attaching import Upload, attach_kept, is_asked_for, stored_paper
from .submit import locked_draft


def open_bridge(draft_id: UUID, *, by: Authority, at: datetime, paper_key: str) -> PaperBridge:
    """Let phones add pages to one paper for a while; what was open for it before ends. Raises NotFound, NotAllowed."""
    with transaction.atomic():
        draft = locked_draft(draft_id, by, helped_at=at)
        if draft.dossier_id is not None:
            raise NotAllowed("Hồ sơ này đã nộp rồi.", dossier_id=draft.dossier_id)
        is_asked_for(paper_key, draft)
        _end(draft_id, paper_key, at)
        assert by.account_id is not None  # whoever has a draft is somebody
        key = uuid7()
        return PaperBridge.objects.create(
            id=key,
            unit_id=draft.unit_id,
            draft=draft,
            account_id=by.account_id,
            paper_key=paper_key,
            token_digest=digest_of(token_of(key)),
            opened_at=at,
            expires_at=at + timedelta(minutes=settings.BRIDGE_MINUTES),
        )


def close_bridge(draft_id: UUID, *, by: Authority, at: datetime, paper_key: str) -> None:
    """Let no phone add pages to this paper any more. Raises NotFound."""
    with transaction.atomic():
        locked_draft(draft_id, by, helped_at=at)
        _end(draft_id, paper_key, at)


def token_of(bridge_id: UUID) -> str:
    """What the QR of a bridge says: 132 bits made from its id and our secret, so that only the digest is stored."""
    made = hmac.new(settings.SECRET_KEY.encode(), f"motcua.bridge {bridge_id}".encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(made)[:22].decode()


def photograph(token: str, *, at: datetime, file: Upload) -> Attachment:
    """Add one photograph as a page of the paper that the token is for, as the draft's owner would.

    Raises NotFound for a token that is none, has ended or whose draft is filed; Invalid at `page` for what is no
    photograph, what the gate refuses, or too many pages.
    """
    bridge = bridge_by_token(token, at)
    if bridge.pages >= settings.BRIDGE_PAGES:
        said = Sentence("Mã này đã nhận đủ %(most)d trang. Tạo mã mới ở máy kia nếu còn trang.", {"most": bridge.pages})
        raise Invalid(said, errors={"page": said})
    try:
        kept = stored_paper("page", file)
    except Invalid as refusal:
        raise type(refusal)(refusal.message, errors={"page": refusal.message}) from refusal
    if kept["media_type"] not in ALLOWED or kept["media_type"] == "application/pdf":
        only = "Ở đây chỉ nhận ảnh chụp. Tệp PDF thì gửi ở trang giấy tờ."
        raise Invalid(only, errors={"page": only})
    owner = accounts.account(bridge.account_id)
    by = organisation.authority_of(owner, at.date())
    with scope.within(scope.scope_of(by)), transaction.atomic():
        page = attach_kept(bridge.draft_id, by=by, at=at, paper_key=bridge.paper_key, kept=kept)
        PaperBridge.objects.filter(pk=bridge.pk).update(pages=F("pages") + 1)
    return page


def _end(draft_id: UUID, paper_key: str, at: datetime) -> None:
    PaperBridge.objects.filter(draft_id=draft_id, paper_key=paper_key, revoked_at=None).update(revoked_at=at)
