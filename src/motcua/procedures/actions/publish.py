"""Publish a drafted version: from then on what it says never changes."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from motcua.organisation.rules.authority import Authority

from ..events import VersionPublished, announce
from ..models import ProcedureVersion
from ..permissions import must_publish
from ..queries import forget
from ..rules.definition import DefinitionError, parse
from ..rules.gate import MUST, Finding, gate
from ..rules.refusals import NotInState, NotReady

State = ProcedureVersion.State


@transaction.atomic
def publish(version_id: UUID, *, by: Authority, at: datetime) -> ProcedureVersion:
    """Publish a draft that the gate lets through; the version before it ends the day before this one begins.

    Raises NotAllowed, NotInState, and NotReady with the gate's findings.
    """
    must_publish(by)
    version = ProcedureVersion.objects.select_for_update().get(pk=version_id)
    if version.state != State.DRAFT:
        raise NotInState("Phiên bản này đã công bố; muốn sửa thì soạn phiên bản mới.")
    wrong = _what_is_wrong(version)
    if wrong:
        raise NotReady(wrong)
    version.state = State.PUBLISHED
    version.published_at = at
    version.published_by_id = by.account_id
    version.save(update_fields=["state", "published_at", "published_by"])
    _end_those_before(version)
    announce(VersionPublished(version.pk, version.procedure.key, version.number, at, by.account_id))
    forget()
    transaction.on_commit(forget)
    return version


def _what_is_wrong(version: ProcedureVersion) -> list[Finding]:
    try:
        definition = parse(version.definition)
    except DefinitionError as unreadable:
        return [Finding(MUST, unreadable.path, unreadable.message)]
    return [one for one in gate(definition) if one.severity == MUST]


def _end_those_before(version: ProcedureVersion) -> None:
    last_day = version.valid_from - timedelta(days=1)
    # Two models of organisation stand side by side in the data: each has its own line of versions.
    ProcedureVersion.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=last_day),
        procedure_id=version.procedure_id,
        organisation=version.organisation,
        state=State.PUBLISHED,
        valid_from__lte=last_day,
    ).exclude(pk=version.pk).update(valid_to=last_day)
