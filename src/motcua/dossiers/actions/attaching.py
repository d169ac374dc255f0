"""Files given as papers: checked by content and size, stored under their hash, never lost whatever fails later."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from io import BytesIO
from typing import IO, Any, BinaryIO, NoReturn, Protocol, cast
from uuid import UUID

from django.db import transaction

from motcua.organisation.rules.authority import OUTSIDE, Authority, Function
from motcua.procedures import queries as procedures
from motcua.vietnamese import Sentence

from .. import storing
from ..models import Attachment, Dossier, Draft
from ..queries.scope import NO_SUCH_DOSSIER, is_applicant, may_write, visible_to
from ..rules import legibility
from ..rules.files import UNSETTLED
from ..rules.refusals import Invalid, NotAllowed, NotFound, StillChecking
from ..rules.states import TERMINAL, State
from ..storing import gate
from .submit import locked_draft

MOST_PER_PAPER = 20
TOO_MANY = Sentence("Mỗi giấy tờ tối đa %(most)d tệp. Gộp các trang vào một tệp PDF.", {"most": MOST_PER_PAPER})


class Upload(Protocol):
    """What is asked of an uploaded file."""

    @property
    def name(self) -> str | None: ...
    @property
    def size(self) -> int | None: ...
    @property
    def file(self) -> IO[Any] | None: ...


def attach(draft_id: UUID, *, by: Authority, at: datetime, paper_key: str, file: Upload) -> Attachment:
    """Keep one file as a paper of a draft. Raises Invalid at `paper.<key>` for a wrong kind, an empty or a too large
    file, NotAllowed for a paper that the procedure does not have.
    """
    return attach_kept(draft_id, by=by, at=at, paper_key=paper_key, kept=stored_paper(paper_key, file))


def attach_kept(draft_id: UUID, *, by: Authority, at: datetime, paper_key: str, kept: Mapping[str, Any]) -> Attachment:
    """Give a draft a file whose bytes are stored already; `kept` are the columns that tell of it."""
    with transaction.atomic():
        draft = locked_draft(draft_id, by, helped_at=at)
        if draft.dossier_id is not None:
            raise NotAllowed("Hồ sơ này đã nộp rồi.", dossier_id=draft.dossier_id)
        is_asked_for(paper_key, draft)
        already = Attachment.objects.filter(draft_id=draft.pk, paper_key=paper_key, removed_at=None)
        same = already.filter(sha256=kept["sha256"]).order_by("pk").first()
        if same is not None:
            return same  # a second press of the button, or a retry after a lost answer
        if already.count() >= MOST_PER_PAPER:
            _refuse(paper_key, TOO_MANY)
        return Attachment.objects.create(
            unit_id=draft.unit_id,
            draft=draft,
            paper_key=paper_key,
            uploaded_by_id=by.account_id,
            uploaded_at=at,
            **kept,
        )


def detach(attachment_id: UUID, *, by: Authority, at: datetime) -> Attachment:
    """Take a file off one's own draft, or off an open supplement answer; the stored bytes stay until retention ends."""
    with transaction.atomic():
        there = Attachment.objects.select_for_update().filter(pk=attachment_id, removed_at=None)
        attachment = there.order_by().first()
        if attachment is None or not _may_take_off(by, attachment, at):
            raise NotFound("Không có tệp này.")
        if attachment.dossier_id is not None and not _supplement_is_open(attachment):
            raise NotAllowed("Tệp đã nằm trong hồ sơ đã nộp nên không bỏ được.")
        attachment.removed_at = at
        attachment.save(update_fields=["removed_at"])
        return attachment


def attach_to_dossier(
    dossier_id: UUID, *, by: Authority, at: datetime, paper_key: str, file: Upload, stream: str
) -> Attachment:
    """Keep one file with a dossier: the applicant's or the desk's `supplement`, an officer's `office` paper or
    `result`.
    """
    kept = stored_paper(paper_key, file)
    return attach_kept_to_dossier(dossier_id, by=by, at=at, paper_key=paper_key, stream=stream, kept=kept)


def attach_kept_to_dossier(
    dossier_id: UUID, *, by: Authority, at: datetime, paper_key: str, stream: str, kept: Mapping[str, Any]
) -> Attachment:
    """Give a dossier a file whose bytes are stored already."""
    with transaction.atomic():
        dossier = visible_to(by).select_for_update(of=("self",)).filter(pk=dossier_id).order_by().first()
        if dossier is None:
            raise NotFound(NO_SUCH_DOSSIER)
        _may_attach(by, dossier, stream)
        if stream == Attachment.Stream.SUPPLEMENT:
            is_asked_for(paper_key, dossier)
        given = {"dossier": dossier, "paper_key": paper_key, "stream": stream, "sha256": kept["sha256"]}
        same = Attachment.objects.filter(removed_at=None, **given).order_by("pk").first()
        if same is not None:
            return same
        of_paper = {"dossier": dossier, "paper_key": paper_key, "stream": stream}
        if Attachment.objects.filter(removed_at=None, **of_paper).count() >= MOST_PER_PAPER:
            _refuse(paper_key, TOO_MANY)
        return Attachment.objects.create(
            unit_id=dossier.unit_id,
            dossier=dossier,
            paper_key=paper_key,
            stream=stream,
            uploaded_by_id=by.account_id,
            uploaded_at=at,
            **kept,
        )


def is_asked_for(paper_key: str, of: Draft | Dossier) -> None:
    """Raises NotAllowed for a paper that the procedure of a draft or dossier does not have."""
    definition = procedures.version(of.version_id).definition
    questions = (field for _page, field in definition.form.fields())
    asked = {paper.key for paper in definition.papers} | {field.id for field in questions if field.kind == "file"}
    if paper_key not in asked:
        raise NotAllowed("Thủ tục này không có giấy tờ như vậy.")


def _may_attach(by: Authority, dossier: Dossier, stream: str) -> None:
    works_there = bool(by.functions_at(dossier.unit_id) - OUTSIDE - {Function.ADMINISTRATOR})
    applicant = is_applicant(by, dossier)
    if State(dossier.state) in TERMINAL:
        raise NotAllowed("Hồ sơ đã kết thúc.")
    if stream == Attachment.Stream.SUPPLEMENT:
        if dossier.state != State.AWAITING_SUPPLEMENT or not (applicant or works_there):
            raise NotAllowed("Hồ sơ không chờ bổ sung.")
    elif stream not in (Attachment.Stream.OFFICE, Attachment.Stream.RESULT) or not works_there:
        raise NotAllowed("Bạn không thêm được tệp vào hồ sơ này.")


def _may_take_off(by: Authority, attachment: Attachment, at: datetime) -> bool:
    """Whoever writes the draft, or helps with it now; of a filed dossier, whoever gave the file."""
    if by.account_id is None:
        return False
    if attachment.dossier_id is not None or attachment.draft_id is None:
        return attachment.uploaded_by_id == by.account_id
    return may_write(by, attachment.draft_id, at)


def _supplement_is_open(attachment: Attachment) -> bool:
    if attachment.stream != Attachment.Stream.SUPPLEMENT or attachment.dossier_id is None:
        return False
    return Dossier.objects.filter(pk=attachment.dossier_id, state=State.AWAITING_SUPPLEMENT).exists()


def stored_paper(paper_key: str, file: Upload) -> dict[str, object]:
    """Check a file and keep its bytes; the columns that tell of it. Raises Invalid at `paper.<key>`, and StillChecking
    where the machine was too busy to look.
    """
    content = cast("BinaryIO", file.file or BytesIO())
    with gate.passing(content, name=file.name or "", size=file.size or 0) as passed:
        checked = passed.checked
        if passed.content is None:
            _refuse(paper_key, checked.refusal, StillChecking if checked.why == UNSETTLED else Invalid)
        digest = storing.keep(passed.content)
        hard = legibility.of_picture(passed.content) if checked.media_type.startswith("image/") else ()
    told = {"filename": checked.name, "sha256": digest, "size": passed.size, "media_type": checked.media_type}
    return {**told, "legibility": " ".join(hard)}


def _refuse(paper_key: str, message: str, refusal: type[Invalid] = Invalid) -> NoReturn:
    raise refusal(message, errors={f"paper.{paper_key}": message})
