"""The desk hands the result over."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from motcua.organisation.rules.authority import Authority

from ..events import DossierReturned
from ..models import Attachment, Dossier, Result
from ..models.dossier import Delivery
from ..rules.refusals import Invalid
from ..rules.states import Verb
from .moving import Move, move

WAYS = {"desk": Delivery.HANDED_OVER, "post": Delivery.POSTED, "electronic": Delivery.ELECTRONIC}


def hand_over(
    dossier_id: UUID,
    *,
    by: Authority,
    at: datetime,
    key: UUID,
    expected_lock: int | None = None,
    handed_to: str = "",
    handed_by: str = "desk",
) -> Dossier:
    """Give the result to the citizen (9 → 10): at the desk to a named person, by post, or electronically.

    Raises Invalid for an unknown way, nobody's name at the desk, or nothing to download.
    """
    if handed_by not in WAYS:
        raise Invalid("Chưa chọn cách trả.", errors={"handed_by": "Chọn trả tại quầy, qua bưu chính hoặc điện tử."})
    if handed_by == "desk" and not handed_to.strip():
        raise Invalid("Chưa ghi người nhận.", errors={"handed_to": "Ghi họ tên người đến nhận."})

    def alter(under_way: Move) -> None:
        dossier = under_way.dossier
        if handed_by == "electronic" and not _has_file(dossier):
            raise Invalid(
                "Chưa có bản điện tử.", errors={"handed_by": "Chưa có tệp kết quả. Đính tệp, hoặc trả cách khác."}
            )
        dossier.returned_at = at
        dossier.delivery = WAYS[handed_by]
        Result.objects.filter(dossier_id=dossier.pk).update(handed_to=handed_to.strip(), handed_by=handed_by)
        under_way.data["handed_by"] = handed_by

    return move(
        dossier_id,
        Verb.HAND_OVER,
        by=by,
        at=at,
        key=key,
        event=DossierReturned,
        expected_lock=expected_lock,
        alter=alter,
    )


def _has_file(dossier: Dossier) -> bool:
    results = Attachment.objects.filter(dossier_id=dossier.pk, stream=Attachment.Stream.RESULT, removed_at=None)
    return results.exists()
