"""Partners, their passes, files, webhooks and what waits to leave; and who a pass stands for."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from motcua.accounts import queries as accounts
from motcua.organisation import queries as organisation
from motcua.organisation.rules import scope
from motcua.organisation.rules.authority import Authority

from . import storing
from .models import AccessToken, Delivery, PartnerClient, PartnerFile, PortalMessage, Webhook
from .rules.refusals import NoSuchThing
from .rules.scopes import READING, AccessScope, scopes_in


@dataclass(frozen=True, slots=True)
class Caller:
    """A partner's program on one day: who it is, what its pass allows, and as whom it files, reads and acts.

    `files_as` is the program's own account, the submitter of what it files. `reads_as` reads the offices of its unit's
    subtree where the pass allows reading dossiers, else only what it filed. `looks_as` sees those offices whatever the
    pass: for lists and events, behind scopes of their own. `acts_as` is the officer of its mandate, at those offices
    alone; None without a mandate.
    """

    client_id: UUID
    name: str
    unit_id: UUID
    scopes: frozenset[AccessScope]
    office_ids: frozenset[UUID]
    files_as: Authority
    reads_as: Authority
    looks_as: Authority
    acts_as: Authority | None

    @property
    def scope(self) -> scope.Scope:
        """What the database may show this program."""
        units = {self.unit_id}
        if self.scopes & READING:
            units |= scope.scope_of(self.looks_as).units
        if self.acts_as is not None:
            units |= scope.scope_of(self.acts_as).units
        return scope.Scope(units=frozenset(units), person=self.files_as.account_id)

    @property
    def works_as(self) -> Authority:
        """As whom the program looks at an office's work: its officer, or itself as a reader."""
        return self.acts_as or self.looks_as


def caller_of(token: str, at: datetime, on: date) -> Caller | None:
    """Whoever a pass stands for now; None for an unknown, ended or revoked one."""
    found = (
        AccessToken.objects.select_related("client__account", "client__mandate")
        .filter(digest=storing.digest(token), expires_at__gt=at, client__revoked_at=None)
        .order_by()
        .first()
    )
    return caller(found.client, found.scopes, on) if found is not None else None


def caller(client: PartnerClient, words: Iterable[str], on: date) -> Caller:
    """A partner with these scopes on a day."""
    scopes = scopes_in(words)
    within = offices_under(client.unit_id, on)
    own = {"account_id": client.account_id, "name": client.name}
    acts_as = None
    if client.mandate is not None and scopes & {AccessScope.DOSSIERS_ACT, AccessScope.WORKLIST_READ}:
        acts_as = _only_at(organisation.authority_of(client.mandate, on), within)
    looks_as = Authority(**own, is_officer=True, inspected_office_ids=within)  # type: ignore[arg-type]
    files_as = Authority(**own)  # type: ignore[arg-type]
    return Caller(
        client_id=client.pk,
        name=client.name,
        unit_id=client.unit_id,
        scopes=scopes,
        office_ids=within,
        files_as=files_as,
        reads_as=looks_as if AccessScope.DOSSIERS_READ in scopes else files_as,
        looks_as=looks_as,
        acts_as=acts_as,
    )


def _only_at(by: Authority, within: frozenset[UUID]) -> Authority | None:
    """An officer's authority, cut down to some offices; None where nothing is left."""
    posts = tuple(post for post in by.appointments if post.office_id in within)
    if not posts:
        return None
    return Authority(
        account_id=by.account_id,
        name=by.name,
        is_officer=True,
        appointments=posts,
        inspected_office_ids=by.inspected_office_ids & within,
    )


# The offices under a unit change with a reform, not within half a minute.
KEPT_SECONDS = 30.0
_kept: dict[tuple[UUID, date], tuple[float, frozenset[UUID]]] = {}


def offices_under(unit_id: UUID, on: date) -> frozenset[UUID]:
    """The offices in force under a unit on a day; kept for half a minute."""
    known = _kept.get((unit_id, on))
    if known is not None and time.monotonic() - known[0] < KEPT_SECONDS:
        return known[1]
    found = frozenset(office.pk for office in organisation.offices(on, within=unit_id))
    if len(_kept) > 1024:
        _kept.clear()
    _kept[unit_id, on] = (time.monotonic(), found)
    return found


def clients() -> list[PartnerClient]:
    """Every partner, the newest last."""
    return list(PartnerClient.objects.select_related("unit", "mandate").order_by("pk"))


def files_of(by: Caller, *, after: UUID | None = None, size: int = 50) -> list[PartnerFile]:
    """What a partner has uploaded, oldest first, after one of them."""
    found = PartnerFile.objects.filter(client_id=by.client_id)
    if after is not None:
        found = found.filter(pk__gt=after)
    return list(found.order_by("pk")[:size])


def files_by_id(by: Caller, ids: Iterable[UUID]) -> dict[UUID, PartnerFile]:
    """A partner's own files by id; others are left out."""
    wanted = set(ids)
    return PartnerFile.objects.filter(client_id=by.client_id).in_bulk(wanted) if wanted else {}


def webhooks_of(by: Caller) -> list[Webhook]:
    """A partner's webhooks that have not ended."""
    return list(Webhook.objects.filter(client_id=by.client_id, ended_at=None).order_by("pk"))


def webhook_for(by: Caller, webhook_id: UUID) -> Webhook:
    """One of a partner's own webhooks. Raises NoSuchThing."""
    found = Webhook.objects.filter(client_id=by.client_id, pk=webhook_id, ended_at=None).first()
    if found is None:
        raise NoSuchThing("Không có đăng ký nhận tin này.")
    return found


def deliveries_of(by: Caller, webhook_id: UUID, *, state: str = "", size: int = 100) -> list[Delivery]:
    """The newest deliveries of one of a partner's webhooks. Raises NoSuchThing."""
    found = Delivery.objects.filter(webhook=webhook_for(by, webhook_id))
    if state:
        found = found.filter(state=state)
    return list(found.order_by("-pk")[:size])


def portal_messages_of(dossier_ids: Iterable[UUID]) -> dict[UUID, PortalMessage]:
    """The newest message to the portal about each dossier."""
    rows = PortalMessage.objects.filter(dossier_id__in=set(dossier_ids)).order_by("dossier_id", "sequence")
    return {row.dossier_id: row for row in rows}


def mandate_by_login(login: str) -> UUID | None:
    """The id of the officer's account with this login, to be a partner's mandate."""
    found = accounts.account_by_login(login)
    return found.pk if found is not None and found.kind == "officer" and found.is_active else None
