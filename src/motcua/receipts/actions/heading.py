"""What stands on every paper, whatever it says: office, desk, code, people, dates, and the form of the day."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.timezone import localtime

from motcua.procedures import queries as procedures
from motcua.vietnamese import format_phone

from ..loading import form_table
from ..rules.forms import moment_in_words, number_on

if TYPE_CHECKING:
    from motcua.dossiers.models import Dossier
    from motcua.organisation.models import Unit


def office_head(unit: Unit, kind: str, *, at: datetime) -> dict[str, Any]:
    """The head of a paper of an office, with the form in force at the moment."""
    local = localtime(at)
    form = form_table().form(kind, local.date())
    return {
        "form": form.number,
        "title": form.title,
        "paper": form.paper,
        "office": unit.name,
        "office_address": unit.address,
        "office_phone": unit.phone or settings.HELP_PHONE,
        "desk": _desk_name(unit.organisation),
        "place": unit.division_name or unit.short_name,
        "date": {"day": f"{local.day:02d}", "month": f"{local.month:02d}", "year": str(local.year)},
    }


def head_of(dossier: Dossier, kind: str, *, at: datetime, officer: str) -> dict[str, Any]:
    """The head of a paper of a dossier; `officer` is who signs it."""
    return {
        **office_head(dossier.unit, kind, at=at),
        "code": dossier.code,
        "number": number_on(dossier.code, kind),
        "procedure": procedures.version(dossier.version_id).definition.name,
        "owner": dossier.owner_name,
        "address": dossier.owner_address,
        "phone": format_phone(dossier.owner_phone) if dossier.owner_phone else "",
        "email": dossier.owner_email,
        "online": dossier.channel == "online",
        "received": moment_in_words(localtime(dossier.received_at or dossier.submitted_at)),
        "due": moment_in_words(localtime(dossier.due_at)),
        "officer": officer,
    }


def _desk_name(organisation: str) -> str:
    if organisation == "two_tier":
        return "Trung tâm Phục vụ hành chính công"
    return "Bộ phận Tiếp nhận và Trả kết quả"
