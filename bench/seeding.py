"""What the benchmarks begin with, written in bulk inside an installation: signed-up citizens, ready drafts, dossiers.

These functions run in a process of the installation (`in_installation`), because each has its own database.
"""

from __future__ import annotations

import json
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from bench.measuring import Installation

PASSWORD = "mat khau cua ban do luong"
PAPERS_OF_A_DRAFT = 3
PROCEDURE = "birth"
OFFICE = "H05.101"


def in_installation(installation: Installation, function: str, **arguments: Any) -> Any:
    """Call a function of this module inside the installation and give back what it returns, both by way of JSON."""
    given = json.dumps(arguments, default=str)
    said = installation.python(
        f"import json, bench.seeding as s\nprint('\\n'+json.dumps(s.{function}(**json.loads({given!r})), default=str))"
    )
    return json.loads(said.splitlines()[-1])


def citizens(*, count: int, first: int = 0) -> list[dict[str, str]]:
    """Make citizens' accounts that share one password; their logins are phone numbers."""
    from motcua.accounts.actions import register_citizen
    from motcua.accounts.models import Account
    from motcua.vietnamese import sort_key

    at = now()
    number = 10_000_000 + first
    made = [register_citizen(f"09{number:08d}", PASSWORD, "Nguyễn Thị Đo", at=at)]
    for more in range(1, count):
        name = f"Nguyễn Thị Đo {more}"
        login = f"+849{number + more:08d}"
        made.append(
            Account(
                kind="citizen",
                login=login,
                phone=login,
                full_name=name,
                sort_key=sort_key(name),
                password=made[0].password,
            )
        )
    Account.objects.bulk_create(made[1:])
    return [{"id": str(one.pk), "login": one.login} for one in made]


def drafts(
    *, account_ids: list[str], each: int, offices: list[str], procedure: str = PROCEDURE
) -> list[list[dict[str, Any]]]:
    """Make drafts that lack nothing but the last button: per account a list of {id, attachments, office}.

    The offices take turns from draft to draft of one account.
    """
    from uuid_utils.compat import uuid7

    from motcua.dossiers.models import Attachment, Draft

    at, office_ids = now(), ids_of(offices)
    version_id, case, answers = filled_in(procedure, offices[0])
    keys = papers_of(version_id, case, answers)
    made: list[list[dict[str, Any]]] = []
    rows: list[Draft] = []
    files: list[Attachment] = []
    for account_id in account_ids:
        made.append([])
        for number in range(each):
            office = offices[number % len(offices)]
            draft = Draft(
                id=uuid7(),
                unit_id=office_ids[office],
                version_id=version_id,
                account_id=account_id,
                case=case,
                channel="online",
                answers=answers,
                delivery_wish="desk",
                page_key="nhan-ket-qua",
                created_at=at,
                updated_at=at,
            )
            rows.append(draft)
            own = [_file(draft, keys[n % len(keys)], n, at) for n in range(PAPERS_OF_A_DRAFT)]
            files += own
            made[-1].append({"id": str(draft.pk), "attachments": [str(file.pk) for file in own], "office": office})
    Draft.objects.bulk_create(rows, batch_size=200)
    Attachment.objects.bulk_create(files, batch_size=200)
    return made


def _file(draft: Any, paper_key: str, number: int, at: datetime) -> Any:
    from motcua.dossiers.models import Attachment

    return Attachment(
        unit_id=draft.unit_id,
        draft_id=draft.pk,
        paper_key=paper_key,
        filename=f"giay-{number}.pdf",
        sha256="ab" * 32,
        size=120_000,
        media_type="application/pdf",
        uploaded_by_id=draft.account_id,
        uploaded_at=at,
    )


def offices_taking(*, procedure: str = PROCEDURE) -> list[str]:
    """The codes of the offices where citizens may file the procedure today under the same version, one ward first."""
    from motcua.organisation.models import Unit
    from motcua.procedures import queries as procedures

    today = now().date()
    model = Unit.objects.get(code=OFFICE).organisation
    taking = Unit.objects.filter(pk__in=procedures.offices_offering(procedure, today), organisation=model)
    codes = sorted(taking.values_list("code", flat=True))
    return [OFFICE, *(code for code in codes if code != OFFICE)]


def one_filing() -> dict[str, Any]:
    """File one dossier by the real action and give every row it wrote, as plain values: what the floor is to write."""
    from django.core.serializers.json import DjangoJSONEncoder

    from motcua.correspondence.models import Message
    from motcua.dossiers import actions
    from motcua.dossiers.models import Dossier, JournalEntry
    from motcua.organisation.rules.authority import Authority
    from motcua.receipts.models import Receipt

    account = citizens(count=1, first=900_000)[0]
    draft = drafts(account_ids=[account["id"]], each=1, offices=[OFFICE])[0][0]
    by = Authority(account_id=UUID(account["id"]), name="Nguyễn Thị Đo")
    dossier = actions.submit(UUID(draft["id"]), by=by, at=now())

    def plain(rows: Any) -> list[dict[str, Any]]:
        return list(rows.order_by("pk").values())

    found = {
        "dossier": plain(Dossier.objects.filter(pk=dossier.pk))[0],
        "entry": plain(JournalEntry.objects.filter(dossier=dossier))[0],
        "messages": plain(Message.objects.filter(dossier=dossier)),
        "receipt": plain(Receipt.objects.filter(dossier=dossier))[0],
    }
    return json.loads(json.dumps(found, cls=DjangoJSONEncoder))  # type: ignore[no-any-return]


def statements_of_a_filing() -> int:
    """How many statements one filing sends: by another person than the one before on this connection."""
    from django.test import Client

    from motcua.organisation.rules import scope
    from tests.statements import statements

    scope.begin_with_nothing()
    people = citizens(count=2, first=910_000)
    made = drafts(account_ids=[one["id"] for one in people], each=2, offices=[OFFICE])
    counted = 0
    for one, own in zip(people, made, strict=True):
        client = Client(headers={"host": "127.0.0.1"})
        signed_in = client.post("/dang-nhap/", {"login": one["login"], "password": PASSWORD})
        assert signed_in.status_code == 302, signed_in.content
        for draft in own[:1]:
            with statements() as sent:
                answer = client.post(f"/dang-dien/{draft['id']}/kiem-tra/", {"revision": "1", "declare": "on"})
            assert answer.status_code == 302, answer.content
            counted = len(sent)
    return counted


def code_with_a_life() -> str:
    """The code of the dossier with the longest journal."""
    from django.db.models import Count

    from motcua.dossiers.models import Dossier, JournalEntry

    counted = JournalEntry.objects.order_by().values("dossier_id").annotate(entries=Count("pk"))
    longest = counted.order_by("-entries", "dossier_id").values_list("dossier_id", flat=True)[0]
    return Dossier.objects.get(pk=longest).code


def statements_of_a_look_up() -> int:
    """How many statements one public look-up sends on a connection that another person has used."""
    from django.test import Client

    from motcua.organisation.rules import scope
    from tests.statements import statements

    code = code_with_a_life()
    scope.begin_with_nothing()
    client = Client(headers={"host": "127.0.0.1"})
    counted = 0
    for _ in range(2):
        with statements() as sent:
            answer = client.get(f"/tra-cuu/{code}/")
        assert answer.status_code == 200, answer.content
        counted = len(sent)
    return counted


def program_with_a_filing(*, officer: str) -> dict[str, Any]:
    """A program of the office with every scope, acting for an officer: its pass, and a whole filing of its own."""
    from motcua.accounts.models import Account
    from motcua.exchange import actions, queries
    from motcua.exchange.rules.scopes import AccessScope
    from tests.builders.dossiers import scan

    at, scopes = now(), tuple(one.value for one in AccessScope)
    mandate = Account.objects.get(login=officer).pk
    row, secret = actions.create_client(
        "Phần mềm đo lường", unit_id=ids_of([OFFICE])[OFFICE], scopes=scopes, mandate_id=mandate, who="bench", at=at
    )
    token, _row = actions.give_token(str(row.pk), secret, at=at)
    file = actions.keep_partner_file(queries.caller_of(token, at, at.date()), scan(), at=at)
    version_id, case, answers = filled_in(PROCEDURE, OFFICE)
    papers = [{"paper": key, "file": str(file.pk)} for key in papers_of(version_id, case, answers)[:PAPERS_OF_A_DRAFT]]
    filing = {"office": OFFICE, "procedure": PROCEDURE, "case": case, "delivery_wish": "desk"}
    return {"pass": token, "filing": {**filing, "answers": answers, "papers": papers}}


def queue_for_the_signer(*, count: int) -> None:
    """So many births before the chairman, their papers drawn: filed, accepted, appraised, submitted for approval."""
    from uuid import uuid4

    from bench.stock import HANDLER
    from motcua.accounts.models import Account
    from motcua.dossiers import actions
    from motcua.organisation import queries as organisation
    from motcua.organisation.rules.authority import Authority

    at = now()
    citizen = citizens(count=1, first=600_000)[0]
    desk, handler = (
        organisation.authority_of(Account.objects.get(login=login), at.date())
        for login in ("kinhbac.tiepnhan1", HANDLER)
    )
    for draft in drafts(account_ids=[citizen["id"]], each=count, offices=[OFFICE])[0]:
        dossier = actions.submit(UUID(draft["id"]), by=Authority(account_id=UUID(citizen["id"])), at=at)
        actions.accept(dossier.pk, by=desk, at=at, key=uuid4())
        actions.forward(dossier.pk, by=desk, at=at, key=uuid4(), to_account_id=handler.account_id)
        actions.submit_for_approval(dossier.pk, by=handler, at=at, key=uuid4(), summary="Đủ điều kiện.")


GROUPS = {"dang-mo": "open", "xong": "done"}
SEARCH_TIMES = 40


def costs_of_searches(
    *, login: str, office: str, searches: dict[str, list[str]], postmaster: int | None
) -> dict[str, float]:
    """CPU milliseconds of the query behind a list's search, of this process and of the database server together."""
    import time

    from bench.measuring import tree_cpu
    from motcua.accounts.models import Account
    from motcua.dossiers import queries as dossiers
    from motcua.organisation import queries as organisation
    from motcua.organisation.rules import scope

    by, at, found = organisation.authority_of(Account.objects.get(login=login), now().date()), now(), {}

    def spent() -> float:
        return time.process_time() + (tree_cpu(postmaster) if postmaster else 0.0)

    with scope.within(scope.scope_of(by)):
        for what, (typed, group) in searches.items():
            for times in (3, SEARCH_TIMES):
                began = spent()
                for _ in range(times):
                    dossiers.worklist(by, office_id=UUID(office), at=at, group=GROUPS[group], text=typed)
                found[what] = (spent() - began) * 1000 / times
    return found


def statements_of_a_page(*, login: str, address: str) -> int:
    """How many statements one page sends to somebody signed in, the second time it is opened."""
    from django.test import Client

    from motcua.organisation.rules import scope
    from tests.statements import statements

    scope.begin_with_nothing()
    client = Client(headers={"host": "127.0.0.1"})
    answer = client.post("/dang-nhap/", {"login": login, "password": PASSWORD})
    assert answer.status_code == 302, answer.content
    counted = 0
    for _ in range(2):
        with statements() as sent:
            answer = client.get(address)
        assert answer.status_code == 200, answer.content
        counted = len(sent)
    return counted


@cache
def filled_in(procedure: str, office: str) -> tuple[UUID, str, dict[str, Any]]:
    """The version in force at the office, the case and the cleaned answers of the procedure's first example."""
    import motcua
    from motcua.procedures import queries as procedures
    from motcua.procedures.loading.examples import examples_of
    from motcua.procedures.rules.forms import check_answers

    today = now().date()
    version = procedures.current_version(procedure, on=today, office_id=ids_of([office])[office])
    assert version is not None, f"{office} does not take {procedure}"
    folder = Path(motcua.__file__).parent / "catalogue" / "procedures" / procedure
    example = next(one for one in examples_of(folder, today) if one.organisation in (None, version.organisation))
    context = procedures.form_context(version.definition, on=today)
    cleaned = check_answers(version.definition.form, example.answers, context, case=example.case, channel="online")
    assert not cleaned.errors, cleaned.errors
    return version.id, example.case, cleaned.answers


def papers_of(version_id: UUID, case: str, answers: dict[str, Any]) -> list[str]:
    """The keys of the papers to upload, the required ones first."""
    from motcua.procedures import queries as procedures
    from motcua.procedures.rules.papers import papers_for

    needed = papers_for(procedures.version(version_id).definition, case, answers, channel="online")
    return [one.paper.key for one in sorted(needed, key=lambda one: not one.paper.required) if one.uploadable]


def ids_of(codes: list[str]) -> dict[str, UUID]:
    """The ids of units by their codes."""
    from motcua.organisation.models import Unit

    return dict(Unit.objects.filter(code__in=codes).order_by().values_list("code", "pk"))


def now() -> datetime:
    """The present moment in the office's time zone."""
    from django.utils import timezone

    return timezone.localtime()
