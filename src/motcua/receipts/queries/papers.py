"""Finding papers: of a dossier for those who may read it, by token for anybody who holds the paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db.models import Count

from motcua.dossiers import queries as dossiers
from motcua.dossiers.rules.refusals import NotFound
from motcua.organisation.rules import scope
from motcua.organisation.rules.authority import Authority

from ..models import Receipt
from ..rules import seal
from ..rules.forms import OF_THE_OFFICE


@dataclass(frozen=True, slots=True)
class Verified:
    """What a verification page may say of a genuine paper: enough to compare with the sheet, no personal data."""

    title: str
    form: str
    code: str
    office: str
    procedure: str
    issued_at: datetime
    due: str
    copy_number: int
    is_newest: bool
    address: str = ""
    phone: str = ""
    answer_by: str = ""
    received: tuple[dict[str, str], ...] = ()
    seal_holds: bool | None = None


def papers_of(by: Authority, dossier_id: UUID) -> list[Receipt]:
    """The papers given out for a dossier, oldest first. Raises NotFound where the dossier is not this person's."""
    if not dossiers.visible_to(by).filter(pk=dossier_id).exists():
        raise NotFound("Không có hồ sơ này, hoặc hồ sơ không thuộc phạm vi của bạn.")
    found = Receipt.objects.filter(dossier_id=dossier_id).order_by("issued_at", "pk")
    return list(found if by.is_officer or by.is_system else found.exclude(kind__in=OF_THE_OFFICE))


def papers_given_to(by: Authority, size: int = 100) -> list[Receipt]:
    """The papers given out for all dossiers a person follows as applicant, each kind once per dossier, newest first."""
    newest: dict[tuple[UUID, str], Receipt] = {}
    for paper in (
        Receipt.objects.filter(dossier__in=dossiers.applied_for(by))
        .exclude(kind__in=OF_THE_OFFICE)
        .order_by("-pk")[:size]
    ):
        newest.setdefault((paper.dossier_id, paper.kind), paper)
    return list(newest.values())


def newest_paper(by: Authority, dossier_id: UUID, kind: str) -> Receipt | None:
    """The newest paper of a kind of a dossier, if one was given out. Raises NotFound."""
    return next((paper for paper in reversed(papers_of(by, dossier_id)) if paper.kind == kind), None)


def issued_before(dossier_id: UUID, kind: str) -> list[Receipt]:
    """The papers of a kind already given out, first copy first; for the room's own subscriptions."""
    return list(Receipt.objects.filter(dossier_id=dossier_id, kind=kind).order_by("copy_number", "pk"))


def by_token(token: str) -> Verified | None:
    """What the paper with this token says, or None where no such paper was ever given out."""
    with scope.also(token=token):
        paper = Receipt.objects.filter(token=token[:64]).order_by().first()
    if paper is None:
        return None
    # Only a copy that replaces another has a higher number: a second supplement request is a paper of its own.
    newer = Receipt.objects.filter(
        dossier_id=paper.dossier_id, kind=paper.kind, copy_number__gt=paper.copy_number
    ).order_by()
    with scope.also(code=paper.data["code"]):
        is_newest = not newer.exists()
    return Verified(
        title=paper.title,
        form=paper.data.get("form", ""),
        code=paper.data["code"],
        office=paper.data["office"],
        procedure=paper.data["procedure"],
        issued_at=paper.issued_at,
        due=paper.data.get("due", ""),
        copy_number=paper.copy_number,
        is_newest=is_newest,
        address=paper.data.get("office_address", ""),
        phone=paper.data.get("office_phone", ""),
        answer_by=paper.data.get("answer_by", ""),
        received=tuple(paper.data.get("received_files", ())),
        seal_holds=seal.holds(paper.data, (settings.SEAL_SECRET, *settings.SEAL_SECRETS_BEFORE)),
    )


def newest_papers(by: Authority, dossier_ids: Sequence[UUID], kind: str) -> dict[UUID, Receipt]:
    """The newest paper of a kind of each of several dossiers that has one, in the order given, by dossier.

    Raises NotFound where one of the dossiers is not this person's to read. Two statements, however many.
    """
    wanted = list(dict.fromkeys(dossier_ids))
    if dossiers.visible_to(by).filter(pk__in=wanted).count() != len(wanted):
        raise NotFound("Có hồ sơ không thuộc phạm vi của bạn.")
    newest = {
        one.dossier_id: one for one in Receipt.objects.filter(dossier__in=wanted, kind=kind).order_by("issued_at", "pk")
    }
    return {one: newest[one] for one in wanted if one in newest}


def kinds_given(by: Authority, dossier_ids: Sequence[UUID]) -> dict[str, int]:
    """How many of several dossiers have a paper of each kind; what is not this person's to read does not count."""
    seen = dossiers.visible_to(by).filter(pk__in=list(dossier_ids)).values("pk")
    found = Receipt.objects.filter(dossier__in=seen).order_by().values_list("kind")
    return dict(found.annotate(many=Count("dossier", distinct=True)).values_list("kind", "many"))
