"""One world in which every page has something to show: the demonstration of a Wednesday morning, and what it lacks.

Nothing here is written into rows by hand that an action can do.
"""

from __future__ import annotations

from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import Any
from uuid import UUID

from django.test import Client
from django.urls import reverse
from django.utils import timezone
from uuid_utils.compat import uuid7

from motcua.accounts import actions as accounts
from motcua.accounts.actions.sessions import CONFIRMED_AT
from motcua.accounts.models import Account
from motcua.accounts.queries import sessions_of
from motcua.config.preparation import load
from motcua.correspondence.models import Message
from motcua.demo import making
from motcua.demo.driving import Office, photograph
from motcua.dossiers import actions
from motcua.dossiers.models import Attachment, Dossier, Draft, Mandate
from motcua.dossiers.rules.states import State
from motcua.organisation import actions as organisation_actions
from motcua.organisation import queries as organisation
from motcua.organisation.models import Delegation, Holding, Leave, Post, Unit
from motcua.organisation.rules.authority import Authority
from motcua.procedures import queries as procedures
from motcua.receipts import actions as receipts
from motcua.receipts.actions import slips
from motcua.receipts.models import Receipt, Slip
from motcua.receipts.queries import slips as papers
from tests.builders.office import HANOI
from tests.builders.snapshots import once
from tests.receipts.signing_keys import set_up

NOW = datetime(2026, 11, 25, 10, 20, tzinfo=HANOI)  # a Wednesday, the day after a holiday
CITIZEN, CLERK, NEW = "0912000482", "0912000483", "0912345000"
OWN_DAY = date(2026, 12, 18)


class World:
    """The demonstration as it stands at `NOW`, with a name for everything a page's address needs."""

    def __init__(self, settings: Any, folder: Path) -> None:
        once("a whole installation", lambda: load(lambda said: None))
        making.make(NOW)
        set_up(settings, folder)  # from now on results are drafted and signed, as in an office that has keys
        self._results()
        self._mandates()
        self._absences()
        self._slip()
        self._counter()

    # People

    def person(self, login: str) -> Account:
        """Somebody by login ("kinhbac.tuphap1") or phone."""
        return Account.objects.get(login=f"+84{login[1:]}" if login.startswith("0") else login)

    def by(self, login: str) -> Authority:
        return organisation.authority_of(self.person(login), NOW.date())

    def signed_in(self, login: str) -> Client:
        """At a screen of their own, having shown who they are this minute."""
        client = Client()
        client.force_login(self.person(login))
        session = client.session
        session[CONFIRMED_AT] = int(timezone.now().timestamp())
        session.save()
        return client

    # Making what the demonstration lacks

    def _results(self) -> None:
        """Some of the civil-status officer's births and declarations: one drafted, two before the chairman."""
        handler = self.by("kinhbac.tuphap1")
        keys = ("birth", "marital-status")
        found = Dossier.objects.filter(
            holder=handler.account_id, state=State.IN_PROGRESS.value, version__procedure__key__in=keys, due_at__gt=NOW
        )
        first, *others = found.order_by("pk")[:3]
        receipts.draft_result(first.pk, by=handler, at=NOW, key=uuid7(), lines={})
        for one in others:
            actions.submit_for_approval(
                one.pk, by=handler, at=NOW, key=uuid7(), outcome="granted", summary="Đủ điều kiện."
            )
        self.drafted = first

    def _mandates(self) -> None:
        owner = self.by(CITIZEN)
        company = actions.register_enterprise(
            by=owner, at=NOW, name="Công ty TNHH Gốm Phù Lãng", tax_code="0100109106", paper=photograph("Giấy đăng ký")
        )
        actions.give_mandate(
            by=owner, at=NOW, enterprise_id=company.enterprise_id, phone=CLERK, name="Trần Văn Đức",
            procedures=["household-business"], ends_on=date(2027, 6, 30), paper=photograph("Giấy ủy quyền"),
        )  # fmt: skip

    def _absences(self) -> None:
        chairman, deputy = self.person("kinhbac.chutich"), self.person("kinhbac.phochutich")
        holding = Holding.objects.filter(account=chairman, valid_to=None).order_by("pk").first()
        assert holding is not None
        organisation_actions.grant_delegation(
            holding.pk, by=self.by("kinhbac.chutich"), at=NOW, to_account_id=deputy.pk,
            first=date(2026, 12, 1), last=date(2026, 12, 4), reason="Đi họp ở Hà Nội",
        )  # fmt: skip
        organisation_actions.record_leave(
            self.person("kinhbac.tuphap2").pk, by=self.by("kinhbac.giamdoc"), at=NOW,
            first=date(2026, 12, 7), last=date(2026, 12, 8), reason="Nghỉ phép",
        )  # fmt: skip

    def _slip(self) -> None:
        by = self.by("kinhbac.tiepnhan1")
        bounds = {"first": NOW.replace(day=1, hour=0), "before": NOW.replace(day=26, hour=0)}
        passed = papers.not_slipped(by, office_id=self.office_id, **bounds)
        giver = passed[0].from_unit_id
        receiver = passed[0].to_unit_id
        chosen = [one.entry_id for one in passed if (one.from_unit_id, one.to_unit_id) == (giver, receiver)]
        slips.make_slip(
            chosen[: len(chosen) // 2 or 1], office_id=self.office_id, giver_id=giver, receiver_id=receiver,
            by=by, at=NOW, **bounds,
        )  # fmt: skip

    def _counter(self) -> None:
        office = Office(self.office_id)
        receiver = self.by("kinhbac.tiepnhan1")
        self.counter_draft = office.drafted(receiver, "certified-copy", NOW, seed=901, channel="desk")
        letter = Message.objects.filter(dossier__unit_id=self.office_id).exclude(address="").order_by("pk").first()
        assert letter is not None
        # No action gives a letter up before its tenth try.
        Message.objects.filter(pk=letter.pk).update(state=Message.State.DEAD, last_error="Số máy không có thật.")
        self.dead_letter = letter.pk
        accounts.register_citizen(NEW, making.PASSWORD, "Lê Thị Mới", at=NOW)
        organisation_actions.add_calendar_day(
            self.office_id, by=self.by("kinhbac.quantri"), at=NOW, day=OWN_DAY, kind="closure",
            name="Mất điện để sửa đường dây",
        )  # fmt: skip

    # What pages are about

    @cached_property
    def office_id(self) -> UUID:
        return Unit.objects.get(code="H05.101").pk

    @cached_property
    def draft(self) -> Draft:
        return Draft.objects.get(account=self.person(CITIZEN), dossier=None)

    def dossier(self, *states: State, owner: str = "", **wanted: Any) -> Dossier:
        """The newest of the ward's dossiers in one of these states, of this citizen if one is named."""
        found = Dossier.objects.filter(unit_id=self.office_id, state__in=[one.value for one in states], **wanted)
        if owner:
            found = found.filter(submitter=self.person(owner))
        first = found.order_by("-submitted_at", "-pk").first()
        assert first is not None, (states, owner, wanted)
        return first

    def called(self, who: str) -> str:
        """The login of somebody named by what they are here: "new" has nothing yet, "asked" must send something."""
        asked = str(self.asked.submitter.login) if who == "asked" else ""
        return {"new": NEW, "asked": asked}.get(who, who)

    @cached_property
    def asked(self) -> Dossier:
        return self.dossier(State.AWAITING_SUPPLEMENT, channel="online")

    @cached_property
    def late(self) -> Dossier:
        return self.dossier(State.IN_PROGRESS, due_at__lt=NOW, holder__isnull=False)

    own_day = OWN_DAY.isoformat()

    @cached_property
    def holding(self) -> Holding:
        return Holding.objects.get(account=self.person("kinhbac.tuphap1"), valid_to=None)

    @cached_property
    def delegation(self) -> Delegation:
        return Delegation.objects.latest("pk")

    def form_page(self, number: int) -> str:
        definition = procedures.version(self.draft.version_id).definition
        return reverse("applicant:page", args=[self.draft.pk, definition.form.pages[number].key])

    def end_session(self) -> str:
        """The address that ends where somebody is signed in."""
        somebody = self.person("kinhbac.tuphap2")
        Client().post("/can-bo/dang-nhap/", {"login": somebody.login, "password": making.PASSWORD})
        return reverse("administrator:end_session", args=[somebody.pk, sessions_of(somebody.pk)[0].pk])


__all__ = [
    "CITIZEN",
    "CLERK",
    "NOW",
    "Attachment",
    "Leave",
    "Mandate",
    "Post",
    "Receipt",
    "Slip",
    "World",
]
