"""An officer says of one paper of a dossier whether it will do."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from motcua.organisation.rules.authority import Authority
from motcua.procedures import queries as procedures
from motcua.procedures.rules.papers import papers_for

from ..models import Attachment, Dossier, PaperMark
from ..queries.marks import may_mark_papers
from ..queries.scope import dossier_for
from ..rules.refusals import Invalid, NotAllowed
from .request_supplement import REASONS

VERDICTS = ("good", "bad", "withdrawn")
LONGEST = 500


def mark_paper(
    dossier_id: UUID,
    *,
    by: Authority,
    at: datetime,
    key: UUID,
    paper_key: str,
    verdict: str,
    reason: str = "",
    words: str = "",
) -> PaperMark:
    """Mark a paper good, or bad with a reason of a supplement request and words; "withdrawn" takes the mark back.

    Only kept: it asks nobody for anything and moves no clock. A repeat of the same key gives the first mark.
    Raises NotFound; NotAllowed for whoever does not look at papers there and for a closed dossier; Invalid for a paper
    that the dossier does not have, an unknown verdict or reason, or overlong words.
    """
    said = words.replace("\0", "").strip() if verdict == "bad" else ""
    with transaction.atomic():
        dossier = dossier_for(by, dossier_id)
        if by.account_id is None or not may_mark_papers(by, dossier):
            raise NotAllowed("Chỉ cán bộ xem xét giấy tờ ở cơ quan giữ hồ sơ đánh dấu được, khi hồ sơ còn mở.")
        if verdict not in VERDICTS or (verdict == "bad" and reason not in REASONS):
            raise Invalid("Hãy chọn giấy tờ đạt, hoặc chưa đạt và vì sao.")
        if len(said) > LONGEST:
            raise Invalid("Lời ghi dài quá: nhiều nhất 500 ký tự.")
        if not _has_paper(dossier, paper_key):
            raise Invalid("Hồ sơ không có giấy tờ này.")
        mark, _made = PaperMark.objects.get_or_create(
            unit_id=dossier.unit_id,
            key=key,
            defaults={
                "dossier": dossier,
                "paper_key": paper_key,
                "verdict": verdict,
                "reason": reason if verdict == "bad" else "",
                "words": said,
                "author_id": by.account_id,
                "author_name": by.name,
                "at": at,
            },
        )
        if (mark.dossier_id, mark.author_id, mark.paper_key) != (dossier.pk, by.account_id, paper_key):
            raise NotAllowed("Biểu mẫu này đã dùng cho một việc khác. Mở lại hồ sơ rồi đánh dấu lại.")
    return mark


def _has_paper(dossier: Dossier, paper_key: str) -> bool:
    definition = procedures.version(dossier.version_id).definition
    needed = papers_for(definition, dossier.case, dossier.answers, channel=dossier.channel)
    if any(one.paper.key == paper_key for one in needed):
        return True
    return Attachment.objects.filter(dossier_id=dossier.pk, paper_key=paper_key, removed_at=None).exists()
