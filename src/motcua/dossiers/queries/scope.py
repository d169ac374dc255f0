"""What a person may read. Every other query of the room starts here; what is not theirs does not exist for them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.timezone import localdate

from motcua.organisation.rules.authority import Authority, Function

from ..models import Consultation, Dossier, Draft
from ..rules.numbering import normalised
from ..rules.refusals import NotFound
from . import mandates

NO_SUCH_DOSSIER = "Không có hồ sơ này, hoặc hồ sơ không thuộc phạm vi của bạn."


def visible_to(by: Authority) -> QuerySet[Dossier]:
    """The dossiers a person may read: their offices', those their unit is consulted on, and their own as submitter."""
    if by.is_system:
        return Dossier.objects.all()
    if by.account_id is None:
        return Dossier.objects.none()
    mine = _own(by)
    if not by.is_officer:
        return Dossier.objects.filter(mine)
    asked = Consultation.objects.filter(dossier_id=OuterRef("pk"), consulted_unit_id__in=consulted_as(by))
    return Dossier.objects.filter(Q(unit_id__in=by.readable_office_ids) | mine | Exists(asked))


def applied_for(by: Authority) -> QuerySet[Dossier]:
    """The dossiers a person follows as an applicant, whatever else they may read as an officer."""
    return Dossier.objects.none() if by.account_id is None else Dossier.objects.filter(_own(by))


def only_administers(by: Authority, dossier: Dossier) -> bool:
    """Whether the office's dossier is this person's through an administrator's post alone: such a post appoints people
    and repairs, and gives no right to personal data (decision «Nobody closes the office they sit in»).
    """
    held = by.functions_at(dossier.unit_id)
    return held == {Function.ADMINISTRATOR} and dossier.unit_id not in by.inspected_office_ids


def only_inspects(by: Authority, dossier: Dossier) -> bool:
    """Whether the person reads the dossier as an inspector, who says what for before seeing personal data."""
    own = by.functions_at(dossier.unit_id) - {Function.INSPECTOR, Function.ADMINISTRATOR}
    return not own and (
        dossier.unit_id in by.inspected_office_ids or Function.INSPECTOR in by.functions_at(dossier.unit_id)
    )


def is_applicant(by: Authority, dossier: Dossier) -> bool:
    """Whether the person follows this dossier as its applicant: filed it, or has it filed by another, and still may."""
    if by.account_id is None:
        return False
    if dossier.mandate_id is None:
        return dossier.submitter_id == by.account_id
    return applied_for(by).filter(pk=dossier.pk).order_by().exists()


def _own(by: Authority) -> Q:
    assert by.account_id is not None
    today = localdate()
    held = mandates.held_by(by.account_id, today).order_by().values("pk")
    followed = mandates.followed_by(by.account_id, today).order_by().values("pk")
    # Whoever filed for another sees it as long as the mandate lasts.
    filed = Q(submitter_id=by.account_id) & (Q(mandate=None) | Q(mandate__in=held))
    return filed | Q(mandate__in=followed)


def consulted_as(by: Authority) -> set[UUID]:
    """The units in whose name a person answers consultations: the units of their posts and these units' offices."""
    posts = [post for post in by.appointments if post.function is not Function.ADVISER]
    return {post.unit_id for post in posts} | {post.office_id for post in posts}


def consulted_units(dossier: Dossier) -> set[UUID]:
    """The units whose opinion on the dossier is still open."""
    open_ones = Consultation.objects.filter(dossier_id=dossier.pk, answered_at__isnull=True)
    return set(open_ones.values_list("consulted_unit_id", flat=True))


def dossier_for(by: Authority, dossier_id: UUID, *with_it: str) -> Dossier:
    """One dossier by id, with its unit and holder and what is named besides, in the same statement.

    Raises NotFound where it is not this person's to read.
    """
    related = ("unit", "holder_unit", "holder", *with_it)
    if by.readable_office_ids:
        # Nearly always an officer opens a dossier of their own office: that needs none of the other ways to be seen.
        own = Dossier.objects.select_related(*related).filter(pk=dossier_id, unit_id__in=by.readable_office_ids).first()
        if own is not None:
            return own
    found = visible_to(by).select_related(*related).filter(pk=dossier_id).first()
    if found is None:
        raise NotFound(NO_SUCH_DOSSIER)
    return found


def by_code(by: Authority, code: str) -> Dossier:
    """One dossier by its code as people type it. Raises NotFound."""
    found = visible_to(by).filter(code=normalised(code)).order_by("submitted_at").first()
    if found is None:
        raise NotFound(NO_SUCH_DOSSIER)
    return found


def draft_by_code(by: Authority, code: str) -> Draft | None:
    """One's own draft by its code; None where there is none of that code, or it is somebody else's."""
    if by.account_id is None or not code:
        return None
    return Draft.objects.filter(account_id=by.account_id, code=code).order_by().first()


def draft_for(by: Authority, draft_id: UUID, *, helped_at: datetime | None = None) -> Draft:
    """One's own draft; with `helped_at` also one that the person helps with at that moment. Raises NotFound."""
    found = None
    if by.account_id is not None:
        within_reach = _writable(by, helped_at)
        found = Draft.objects.select_related("unit", "mandate").filter(within_reach, pk=draft_id).first()
    if found is None:
        raise NotFound("Không có hồ sơ đang soạn này.")
    return found


def may_write(by: Authority, draft_id: UUID, at: datetime) -> bool:
    """Whether the person writes this draft, or helps with it at the moment."""
    return by.account_id is not None and Draft.objects.filter(_writable(by, at), pk=draft_id).order_by().exists()


def _writable(by: Authority, helped_at: datetime | None) -> Q:
    own = Q(account_id=by.account_id)
    if helped_at is None or not by.advised_unit_ids:
        return own
    return own | Q(helper_id=by.account_id, help_until__gt=helped_at)
