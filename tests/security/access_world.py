"""Everybody who may come to the door, and one of everything that an address can name, all of phường Kinh Bắc."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from motcua.accounts import actions as accounts
from motcua.accounts.actions.sessions import CONFIRMED_AT
from motcua.accounts.models import Account, AccountSession
from motcua.accounts.rules.consent import Consent
from motcua.correspondence.models import Campaign, Message
from motcua.delivery import actions as parcels
from motcua.dossiers import actions
from motcua.dossiers.models import Assistance, Attachment, Dossier, Draft, Mandate
from motcua.exchange.models import Webhook
from motcua.organisation import queries as organisation
from motcua.organisation.models import Delegation, Holding, Leave, Post, Unit
from motcua.organisation.rules.authority import Authority, Function
from motcua.payments import actions as payments
from motcua.payments.models import Charge, GatewayAttempt
from motcua.receipts.actions import slips as making
from motcua.receipts.models import Slip
from motcua.receipts.queries import slips
from tests.api.programs import Program, program_of
from tests.builders.dossiers import Desk, scan
from tests.builders.office import CODE, OTHER_CODE, PASSWORD, KinhBac
from tests.builders.papers import page

OFFICES = {"own": CODE, "other": OTHER_CODE, "parent": "H05"}
# At which part of an office a function sits; an inspector and an administrator see the whole of it.
PARTS = {
    Function.RECEIVER: ".01",
    Function.DESK_HEAD: ".01",
    Function.APPROVER: ".02",
    Function.CASE_HANDLER: ".03",
    Function.RECORDS_CLERK: ".03",
    Function.ADMINISTRATOR: "",
    Function.INSPECTOR: "",
    Function.ADVISER: "",
}
OWNER, STRANGER, ENDED, NOBODY = "owner", "stranger", "ended", "nobody"
PROGRAM, OTHER_PROGRAM = "own.program", "other.program"
PHONES = {STRANGER: "0987654321", ENDED: "0987654322"}


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody at the door: the name the table knows them by, and what sends their requests."""

    name: str
    client: Client
    bearer: str = ""

    def asks(self, method: str, url: str, typed: dict[str, Any] | None = None) -> Any:
        headers = {"Authorization": f"Bearer {self.bearer}"} if self.bearer else {}
        if url.startswith("/api/"):
            return self.client.generic(method, url, b"{}", content_type="application/json", headers=headers)
        send = self.client.get if method == "GET" else self.client.post
        return send(url, typed or {}, headers=headers)


@dataclass(frozen=True, slots=True)
class World:
    """The people, and what the places of an address are filled with."""

    people: list[Person]
    places: dict[str, Any]
    of_ended: dict[str, Any]


def build(office: KinhBac) -> World:
    """The office with one thing of every kind, and everybody at their screens."""
    desk = Desk(office)
    own, other = programs(office)
    hook = Webhook.objects.create(
        unit_id=office.id, client_id=own.row.pk, url="https://example.vn/", sealed_secret="x", created_at=office.at
    )
    people = [
        *officers(office),
        *(Person(*one) for one in ((PROGRAM, own.client, own.token), (OTHER_PROGRAM, other.client, other.token))),
    ]
    places = {"webhook": hook.pk, "provider": "sms"} | dossier_places(desk) | account_places(office) | word_places()
    citizens, of_ended = citizens_of(desk)
    return World([*people, *citizens, Person(NOBODY, Client())], places, of_ended)


def officers(office: KinhBac) -> list[Person]:
    """Every function at every office, each held by somebody of their own."""
    found = []
    for where, code in OFFICES.items():
        for function, part in PARTS.items():
            account = Account.objects.create(
                kind=Account.Kind.OFFICER, login=f"{where}.{function}", full_name="Người Thử", created_at=office.at
            )
            unit = Unit.objects.get(code=code + part)
            post = Post.objects.create(unit=unit, function=function, title=f"thử {where}", valid_from=date(2025, 7, 1))
            Holding.objects.create(post=post, account=account, valid_from=date(2025, 7, 1))
            found.append(signed_in(account))
    return found


def signed_in(account: Account, name: str = "") -> Person:
    """At their screen, having just shown who they are."""
    client = Client()
    client.force_login(account)
    session = client.session
    session[CONFIRMED_AT] = int(timezone.now().timestamp())
    session.save()
    return Person(name or account.login, client)


def programs(office: KinhBac) -> list[Program]:
    """A program of the office and one of the ward next door, with every scope, each acting for a receiver."""
    own = program_of(office, officer="tiepnhan1")
    other = program_of(office, unit_id=office.other_id, officer="vocuong.tiepnhan", name="Phần mềm phường bên")
    for one in (own, other):
        assert one.sign_in().status_code == 200
    return [own, other]


def citizens_of(desk: Desk) -> tuple[list[Person], dict[str, Any]]:
    """The owner, somebody else, and one who filed for the owner until yesterday; with what that one filed."""
    owner = Account.objects.get(pk=desk.citizen().account_id)
    others = {name: accounts.register_citizen(phone, PASSWORD, name, at=desk.at) for name, phone in PHONES.items()}
    mandate = mandate_of(owner, others[ENDED])
    by = organisation.authority_of(others[ENDED], desk.at.date())
    dossier = filed_for(desk, by, mandate)
    draft = started_for(desk, by, mandate)
    paper = Attachment.objects.filter(dossier=dossier).order_by("pk")[0]
    mandate.ended_at, mandate.ended_by = desk.at, owner
    mandate.save()
    of_ended = {
        "dossier_id": dossier.pk,
        "draft_id": draft.pk,
        "attachment_id": paper.pk,
        "document_id": paper.pk,
        "mandate_id": mandate.pk,
    }
    people = {OWNER: owner, **others}
    return [signed_in(account, name) for name, account in people.items()], of_ended


def mandate_of(owner: Account, agent: Account, **more: Any) -> Mandate:
    """That somebody files for the owner; accepted unless something else is said."""
    given = {
        "kind": Mandate.Kind.SUBMITTER,
        "principal": owner,
        "principal_name": owner.full_name,
        "agent": agent,
        "agent_phone": agent.login,
        "agent_name": agent.full_name,
        "starts_on": date(2026, 3, 1),
        "given_by": owner,
        "given_at": timezone.now(),
        "accepted_at": timezone.now(),
    }
    return Mandate.objects.create(**(given | more))


def started_for(desk: Desk, by: Authority, mandate: Mandate | None = None) -> Draft:
    version_id = desk.office.version_id("birth")
    return actions.start_draft(
        by=by,
        at=desk.at,
        version_id=version_id,
        office_id=desk.office.id,
        case=desk.answers("birth")[1],
        mandate_id=mandate.pk if mandate else None,
    )


def filed_for(desk: Desk, by: Authority, mandate: Mandate) -> Dossier:
    draft = started_for(desk, by, mandate)
    answers, _case = desk.answers("birth")
    actions.save_page(draft.pk, by=by, at=desk.at, answers=answers, delivery_wish="desk")
    actions.attach(draft.pk, by=by, at=desk.at, paper_key="birth_notice", file=scan())
    return actions.submit(draft.pk, by=by, at=desk.at)


def dossier_places(desk: Desk) -> dict[str, Any]:
    """A dossier in the handler's hands, its papers, and drafts at home and at the counter."""
    office = desk.office
    dossier = desk.asked_for_more()
    attachment = Attachment.objects.filter(dossier=dossier).order_by("pk")[0]
    at_counter = actions.start_draft(
        by=office.by("tiepnhan1"),
        at=desk.at,
        version_id=office.version_id("certified-copy"),
        office_id=office.id,
        channel="desk",
    )
    slip = slip_of(desk)
    money = {"by": office.by("tiepnhan1"), "at": desk.at, "key": uuid4()}
    receipt = payments.take_cash(dossier.pk, amount=1000, **money)
    home = {"name": "Nhung", "phone": "0912345678", "address": "12 Nguyễn Du, Bắc Ninh"}
    parcel = parcels.order_pickup(dossier.pk, **home, by=desk.citizen(), at=desk.at)
    attempt = GatewayAttempt.objects.create(
        unit_id=office.id,
        charge=Charge.objects.get(dossier=dossier),
        dossier=dossier,
        amount=1000,
        begun_at=desk.at,
        expires_at=desk.at,
        begun_by_id=desk.citizen().signed_in_id,
    )
    message = Message.objects.create(
        unit_id=office.id,
        dossier=dossier,
        key="dead",
        kind="accept",
        channel="sms",
        address="+84912345678",
        body="x",
        state="dead",
        created_at=desk.at,
        send_after=desk.at,
    )
    draft = started_for(desk, desk.citizen())
    photograph = actions.attach(
        draft.pk,
        by=desk.citizen(),
        at=desk.at,
        paper_key="birth_notice",
        file=SimpleUploadedFile("trang.jpg", page((300, 400)), "image/jpeg"),
    )
    return {
        "draft_code": draft.code,
        "photograph": photograph.pk,
        "paper": "birth_notice",
        "upload_id": uuid4(),
        "dossier_id": dossier.pk,
        "code": dossier.code,
        "at_approval": desk.at_approval().pk,
        "attachment_id": attachment.pk,
        "document_id": attachment.pk,
        "file_id": attachment.pk,
        "draft_id": draft.pk,
        "assistance_id": helped_by(desk).pk,
        "at_counter": at_counter.pk,
        "slip_id": slip.pk,
        "receipt_id": receipt.pk,
        "attempt_id": attempt.pk,
        "order_id": parcel.pk,
        "message_id": message.pk,
        "campaign_id": campaign_of(office).pk,
        "mandate_id": mandate_of(office.person("giamdoc"), Account.objects.get(pk=desk.citizen().account_id)).pk,
    }


def campaign_of(office: KinhBac) -> Campaign:
    """A text to many that the office has written down."""
    return Campaign.objects.create(
        unit_id=office.id,
        title="Mời họp",
        text="Mời họp.",
        purpose="news",
        audience={"kind": "list", "numbers": ["+84912345678"]},
        per_minute=10,
        created_at=office.at,
        author=office.person("quantri"),
        expected=1,
    )


def helped_by(desk: Desk) -> Assistance:
    """The quarter's team helps the owner with a draft of its own."""
    helper = desk.office.by("khupho1")
    owner = desk.citizen().signed_in_id
    actions.begin_assistance(
        by=helper,
        at=desk.at,
        consent=Consent("+84912345678", owner, desk.at),
        team_id=next(iter(helper.advised_unit_ids)),
        version_id=desk.office.version_id("birth"),
        office_id=desk.office.id,
    )
    return Assistance.objects.get(helper_id=helper.account_id)


def slip_of(desk: Desk) -> Slip:
    """What the counter passed on to the civil-status officers this morning, on a slip."""
    office, by = desk.office, desk.office.by("tiepnhan1")
    hours = {"first": desk.at - timedelta(hours=2), "before": desk.at + timedelta(hours=2)}
    passed = slips.not_slipped(by, office_id=office.id, **hours)[0]
    return making.make_slip(
        [passed.entry_id],
        office_id=office.id,
        giver_id=passed.from_unit_id,
        receiver_id=passed.to_unit_id,
        by=by,
        at=desk.at,
        **hours,
    )


def account_places(office: KinhBac) -> dict[str, Any]:
    """An officer of the office: their post, their session, their leave, and who stands in for them."""
    holding = Holding.objects.filter(account=office.person("tuphap1")).order_by("pk")[0]
    today = office.at.date()
    days = {"valid_from": today + timedelta(days=3), "valid_to": today + timedelta(days=5)}
    delegation = Delegation.objects.create(holding=holding, to_account=office.person("vanthu"), **days)
    leave = Leave.objects.create(account=office.person("tuphap1"), **days)
    session = AccountSession.objects.create(
        account=office.person("tuphap1"), session_key="a" * 32, opened_at=office.at, seen_at=office.at, how="password"
    )
    return {
        "unit_id": office.id,
        "post_id": holding.post_id,
        "holding_id": holding.pk,
        "account_id": holding.account_id,
        "delegation_id": delegation.pk,
        "leave_id": leave.pk,
        "session_id": session.pk,
    }


def word_places() -> dict[str, Any]:
    """What is no object of anybody's."""
    return {
        "key": "birth",
        "procedure": "birth",
        "page": "child",
        "kind": "form01",
        "paper_key": "birth_notice",
        "slug": "chuyen-buoc",
        "when": "2026-12-31",
        "number": 1,
        "token": "nothing",
        "language": "vi",
        "office": CODE,
        "event": uuid4(),
        "rest": "nowhere",
        "problem": "not_found",
        "unlock": "mo-khoa",
        "resend": "gui-lai",
        "kind_of_message": "accepted",
        "job": "journal-anchors",
    }
