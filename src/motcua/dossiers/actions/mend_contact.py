"""The applicant mends where they are reached about a filed dossier: telephone and e-mail, nothing they declared."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from uuid_utils.compat import uuid7

from motcua.accounts.rules import logins
from motcua.accounts.rules.refusals import BadLogin
from motcua.organisation.rules.authority import Authority
from motcua.procedures import queries as procedures
from motcua.vietnamese import search_key

from ..models import Dossier
from ..queries.scope import NO_SUCH_DOSSIER, is_applicant, visible_to
from ..rules.refusals import Changed, Invalid, NotAllowed, NotFound
from ..rules.states import MENDED_CONTACT, State
from .recording import record


def mend_contact(
    dossier_id: UUID, *, by: Authority, at: datetime, phone: str, email: str, expected_lock: int | None = None
) -> Dossier:
    """Change telephone and e-mail of an open dossier; the journal says that it was done, not what it was before.

    Raises NotFound, Changed, NotAllowed once it is closed, Invalid with {input name: message}.
    """
    number, address = _checked(phone, email)
    with transaction.atomic():
        dossier = visible_to(by).select_for_update(of=("self",)).filter(pk=dossier_id).order_by().first()
        if dossier is None or not is_applicant(by, dossier):
            raise NotFound(NO_SUCH_DOSSIER)
        if not may_mend_contact(dossier):
            raise NotAllowed("Hồ sơ đã kết thúc nên không sửa cách liên lạc được nữa.")
        changed = [
            name for name, new in (("owner_phone", number), ("owner_email", address)) if getattr(dossier, name) != new
        ]
        if not changed:
            return dossier
        if expected_lock is not None and expected_lock != dossier.lock:
            raise Changed("Hồ sơ vừa có thay đổi sau khi bạn mở trang này.")
        dossier.owner_phone, dossier.owner_email = number, address
        # The form's own answers too: what is corrected later is read from them anew.
        places = procedures.version(dossier.version_id).definition.form.owner
        for name, new in (("phone", number), ("email", address)):
            for place in places.get(name, ()):
                if place in dossier.answers:
                    dossier.answers[place] = new
        words = (dossier.owner_name, dossier.title, number, dossier.owner_identity_number)
        dossier.search_key = search_key(" ".join(word for word in words if word))[:500]
        dossier.lock += 1
        dossier.save(update_fields=["answers", "owner_phone", "owner_email", "search_key", "lock"])
        was = (State(dossier.state), dossier.stage_key)
        record(
            dossier, MENDED_CONTACT, by=by, acting=None, at=at, key=uuid7(), was=was, data={"fields": sorted(changed)}
        )
    return dossier


def may_mend_contact(dossier: Dossier) -> bool:
    """Whether there is still something to reach the applicant for."""
    return dossier.is_open or State(dossier.state) is State.RESOLVED


def _checked(phone: str, email: str) -> tuple[str, str]:
    errors: dict[str, str] = {}
    number, address = "", email.strip()
    try:
        number = logins.phone_number(phone)
    except BadLogin as wrong:
        errors["phone"] = wrong.message
    try:
        if address:
            validate_email(address)
    except ValidationError:
        errors["email"] = "Thư điện tử chưa đúng. Ví dụ ten@example.vn; không có thì để trống."
    if errors:
        raise Invalid("Có chỗ cần sửa.", errors=errors)
    return number, address[:254]
