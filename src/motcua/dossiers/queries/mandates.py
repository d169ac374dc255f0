"""Who may file for whom: one's organisations, the mandates one holds, gave, or is offered."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from motcua.accounts import queries as accounts
from motcua.organisation.rules.authority import Authority

from ..models import Enterprise, Mandate
from ..rules.refusals import NotFound

NO_SUCH_MANDATE = "Không có ủy quyền này."
NO_SUCH_ENTERPRISE = "Không có tổ chức này."


def in_force(on: date) -> Q:
    """What holds for a mandate that is in force on a day."""
    return Q(accepted_at__isnull=False, ended_at=None, starts_on__lte=on) & (Q(ends_on=None) | Q(ends_on__gte=on))


def held_by(account_id: UUID, on: date) -> QuerySet[Mandate]:
    """The mandates under which a person may act on a day."""
    return Mandate.objects.filter(in_force(on), agent_id=account_id)


def followed_by(account_id: UUID, on: date) -> QuerySet[Mandate]:
    """The mandates whose dossiers a person follows though somebody else files them: as principal or representative."""
    represented = held_by(account_id, on).filter(kind=Mandate.Kind.REPRESENTATIVE).order_by().values("enterprise_id")
    return Mandate.objects.filter(Q(principal_id=account_id) | Q(enterprise_id__in=represented))


def mandates_for_filing(by: Authority, procedure_key: str, on: date) -> list[Mandate]:
    """The mandates under which a person may file this procedure on a day."""
    if by.account_id is None:
        return []
    found = held_by(by.account_id, on).select_related("enterprise").order_by("principal_name", "pk")
    return [one for one in found if covers(one, procedure_key)]


def covers(mandate: Mandate, procedure_key: str) -> bool:
    """Whether a mandate is for this procedure too."""
    return not mandate.procedures or procedure_key in mandate.procedures


def mandates_of(by: Authority) -> list[Mandate]:
    """Every mandate a person holds, gave, is offered or, as a representative, answers for; newest first."""
    if by.account_id is None:
        return []
    mine = Q(agent_id=by.account_id) | Q(given_by_id=by.account_id) | Q(principal_id=by.account_id)
    mine |= Q(enterprise_id__in=[one.pk for one in enterprises_of(by, localdate())])
    phone = phone_of(by)
    if phone:
        mine |= Q(agent_phone=phone, agent=None, ended_at=None)
    return list(Mandate.objects.filter(mine).select_related("enterprise").order_by("-pk")[:200])


def mandate_of(by: Authority, mandate_id: UUID) -> Mandate:
    """One of them. Raises NotFound."""
    found = next((one for one in mandates_of(by) if one.pk == mandate_id), None)
    if found is None:
        raise NotFound(NO_SUCH_MANDATE)
    return found


def enterprises_of(by: Authority, on: date) -> list[Enterprise]:
    """The organisations a person represents on a day: they may authorise others in its name."""
    if by.account_id is None:
        return []
    represented = held_by(by.account_id, on).filter(kind=Mandate.Kind.REPRESENTATIVE).order_by().values("enterprise_id")
    return list(Enterprise.objects.filter(pk__in=represented).order_by("name", "pk"))


def phone_of(by: Authority) -> str:
    """The telephone number a person signs in with, empty for an officer."""
    account = accounts.account(by.account_id) if by.account_id else None
    return account.login if account is not None and account.login.startswith("+") else ""
