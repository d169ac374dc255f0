"""Registering an organisation, authorising people to file for it or for oneself, accepting, and ending it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from motcua.accounts.rules import logins
from motcua.accounts.rules.refusals import BadLogin, BadName
from motcua.organisation.rules.authority import Authority

from ..models import Enterprise, Mandate
from ..queries.mandates import enterprises_of, mandate_of, phone_of
from ..rules import tax_codes
from ..rules.refusals import Invalid, NotAllowed
from .attaching import Upload, stored_paper

NO_PAPER = "Chọn ảnh hoặc tệp của giấy này."


def register_enterprise(*, by: Authority, at: datetime, name: str, tax_code: str, paper: Upload | None) -> Mandate:
    """Enter an organisation with its registration paper; who registers it becomes its representative.

    Raises Invalid with {input name: message}.
    """
    phone, digits = _phone_of_citizen(by), tax_codes.bare(tax_code)
    errors = {"tax_code": tax_codes.problem_of(digits, localdate(at)), "name": _problem_of_name(name)}
    if Enterprise.objects.filter(registered_by_id=by.signed_in_id, tax_code=digits).exists():
        errors["tax_code"] = "Bạn đã ghi tổ chức có mã số thuế này rồi."
    kept = _kept(paper, errors)
    with transaction.atomic():
        enterprise = Enterprise.objects.create(
            name=_clean(name), tax_code=digits, registered_by_id=by.signed_in_id, registered_at=at, **kept
        )
        return Mandate.objects.create(
            kind=Mandate.Kind.REPRESENTATIVE,
            enterprise=enterprise,
            principal_name=enterprise.name,
            principal_number=digits,
            agent_id=by.signed_in_id,
            agent_phone=phone,
            agent_name=by.name,
            starts_on=localdate(at),
            given_by_id=by.signed_in_id,
            given_at=at,
            accepted_at=at,
        )


def give_mandate(
    *,
    by: Authority,
    at: datetime,
    enterprise_id: UUID | None,
    phone: str,
    name: str,
    kind: str = Mandate.Kind.SUBMITTER,
    procedures: Sequence[str] = (),
    ends_on: date | None = None,
    paper: Upload | None = None,
) -> Mandate:
    """Offer somebody, by telephone number, to file for an organisation one represents, or for oneself.

    It takes effect when they accept it. Whether the number has an account is not said. Raises Invalid, NotAllowed.
    """
    own_phone, errors = _phone_of_citizen(by), {}
    try:
        number = logins.phone_number(phone)
        errors["phone"] = "Đây là số của chính bạn." if number == own_phone else ""
    except BadLogin as wrong:
        number, errors["phone"] = "", wrong.message
    errors |= {"name": _problem_of_person(name), "ends_on": _problem_of_end(ends_on, at)}
    enterprise = next((one for one in enterprises_of(by, localdate(at)) if one.pk == enterprise_id), None)
    if enterprise_id is not None and enterprise is None:
        raise NotAllowed("Bạn không đại diện cho tổ chức này.")
    if enterprise is None and kind != Mandate.Kind.SUBMITTER:
        raise NotAllowed("Người đại diện là của tổ chức.")
    kept = _kept(paper, errors, needed=False)
    return Mandate.objects.create(
        kind=kind,
        enterprise=enterprise,
        principal_id=None if enterprise else by.signed_in_id,
        principal_name=enterprise.name if enterprise else by.name,
        principal_number=enterprise.tax_code if enterprise else "",
        agent_phone=number,
        agent_name=_clean(name)[:150],
        procedures=list(procedures),
        starts_on=localdate(at),
        ends_on=ends_on,
        given_by_id=by.signed_in_id,
        given_at=at,
        **kept,
    )


def enter_mandate(
    *,
    by: Authority,
    at: datetime,
    name: str,
    number: str = "",
    ends_on: date | None = None,
    paper: Upload | None,
) -> Mandate:
    """Enter a mandate one was given on paper by somebody without an account; whoever takes in a dossier compares it."""
    phone = _phone_of_citizen(by)
    errors = {"name": _problem_of_person(name), "ends_on": _problem_of_end(ends_on, at)}
    kept = _kept(paper, errors)
    return Mandate.objects.create(
        kind=Mandate.Kind.SUBMITTER,
        principal_name=_clean(name),
        principal_number=tax_codes.bare(number)[:20],
        agent_id=by.signed_in_id,
        agent_phone=phone,
        agent_name=by.name,
        starts_on=localdate(at),
        ends_on=ends_on,
        given_by_id=by.signed_in_id,
        given_at=at,
        accepted_at=at,
        **kept,
    )


def accept_mandate(mandate_id: UUID, *, by: Authority, at: datetime) -> Mandate:
    """Take on what one was offered. Raises NotFound, NotAllowed where it was withdrawn meanwhile."""
    with transaction.atomic():
        mandate = _locked(mandate_id, by)
        if mandate.agent_id == by.account_id and mandate.accepted_at is not None:
            return mandate
        if mandate.ended_at is not None or mandate.agent_phone != phone_of(by):
            raise NotAllowed("Ủy quyền này không còn để nhận.")
        mandate.agent_id, mandate.accepted_at = by.signed_in_id, at
        mandate.save(update_fields=["agent_id", "accepted_at"])
        return mandate


def end_mandate(mandate_id: UUID, *, by: Authority, at: datetime) -> Mandate:
    """End a mandate at once: who gave it, represents the organisation, or holds it. Raises NotFound."""
    with transaction.atomic():
        mandate = _locked(mandate_id, by)
        if mandate.ended_at is None:
            mandate.ended_at, mandate.ended_by_id = at, by.signed_in_id
            mandate.save(update_fields=["ended_at", "ended_by_id"])
        return mandate


def _locked(mandate_id: UUID, by: Authority) -> Mandate:
    mandate_of(by, mandate_id)
    return Mandate.objects.select_for_update(of=("self",)).get(pk=mandate_id)


def _phone_of_citizen(by: Authority) -> str:
    phone = phone_of(by)
    if not phone:
        raise NotAllowed("Việc này dành cho người dân, đăng nhập bằng số điện thoại.")
    return phone


def _kept(paper: Upload | None, errors: dict[str, str], *, needed: bool = True) -> dict[str, Any]:
    """The columns of the paper. Raises Invalid with everything that is wrong, the paper included."""
    found = {name: message for name, message in errors.items() if message}
    kept: dict[str, Any] = {}
    if paper is None and needed:
        found["paper"] = NO_PAPER
    elif paper is not None:
        try:
            kept = stored_paper("paper", paper)
        except Invalid as refusal:
            found["paper"] = refusal.message
    if found:
        raise Invalid("Có chỗ cần sửa.", errors=found)
    return kept


def _clean(text: str) -> str:
    return " ".join(text.replace("\0", "").split())[:200]


def _problem_of_name(name: str) -> str:
    return "" if len(_clean(name)) > 2 else "Ghi tên tổ chức như trên giấy đăng ký."


def _problem_of_person(name: str) -> str:
    try:
        logins.full_name(name)
    except BadName as wrong:
        return wrong.message
    return ""


def _problem_of_end(ends_on: date | None, at: datetime) -> str:
    return "Ngày này đã qua. Ghi một ngày sau hôm nay." if ends_on is not None and ends_on < localdate(at) else ""
