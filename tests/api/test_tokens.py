"""Who gets a pass, for what, and until when."""

from __future__ import annotations

import base64
from datetime import timedelta
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction
from django.test import Client, override_settings

from motcua.exchange import actions
from motcua.exchange.models import AccessToken, ClientChange
from motcua.exchange.rules.refusals import NoMandate, UnknownScope
from tests.api.programs import Program, now_is, program_of
from tests.builders.office import CODE, KinhBac

FORM = "application/x-www-form-urlencoded"


def test_a_pass_is_given_for_the_scopes_asked(program: Program) -> None:
    response = program.sign_in("catalogue:read+events:read")
    said = response.json()
    assert (said["token_type"], said["expires_in"]) == ("Bearer", 1800)
    assert said["scope"] == "catalogue:read events:read"
    assert response.headers["Cache-Control"] == "no-store"
    assert program.get("/offices").status_code == 200
    refused = program.get("/worklist")
    assert (refused.status_code, refused.json()["required_scopes"]) == (403, ["worklist:read"])


def test_secret_and_pass_are_kept_as_digests_only(program: Program) -> None:
    program.sign_in()
    row = AccessToken.objects.get()
    assert program.token not in str(vars(row))
    assert program.secret not in str(vars(program.row))


def test_a_pass_is_given_for_basic_authorization_too(program: Program) -> None:
    pair = base64.b64encode(f"{program.row.pk}:{program.secret}".encode()).decode()
    response = Client().post(
        "/api/oauth/token",
        "grant_type=client_credentials",
        content_type=FORM,
        headers={"Authorization": f"Basic {pair}"},
    )
    assert response.status_code == 200


@pytest.mark.parametrize(
    ("form", "status", "error"),
    [
        ("grant_type=password", 400, "unsupported_grant_type"),
        ("grant_type=client_credentials", 401, "invalid_client"),
        ("grant_type=client_credentials&client_id=x&client_secret=y", 401, "invalid_client"),
        ("grant_type=client_credentials&client_id=%00&client_secret=%00", 401, "invalid_client"),
        ("grant_type=client_credentials&client_id=ID&client_secret=sai", 401, "invalid_client"),
        ("grant_type=client_credentials&client_id=ID&client_secret=DUNG&scope=root", 400, "invalid_scope"),
    ],
)
def test_everything_else_is_an_error_of_the_standard(program: Program, form: str, status: int, error: str) -> None:
    form = form.replace("ID", str(program.row.pk)).replace("DUNG", program.secret)
    response = Client().post("/api/oauth/token", form, content_type=FORM)
    assert (response.status_code, response.json()) == (status, {"error": error})


def test_a_pass_ends_after_half_an_hour(program: Program, office: KinhBac, monkeypatch: pytest.MonkeyPatch) -> None:
    program.sign_in()
    now_is(monkeypatch, lambda: office.at + timedelta(minutes=29))
    assert program.get("/offices").status_code == 200
    now_is(monkeypatch, lambda: office.at + timedelta(minutes=31))
    response = program.get("/offices")
    assert (response.status_code, response.json()["code"]) == (401, "unauthenticated")
    assert response.headers["WWW-Authenticate"].startswith("Bearer")
    actions.forget_old_tokens(office.at + timedelta(minutes=31))
    assert not AccessToken.objects.exists()


def test_a_pass_can_be_ended_by_its_program_and_by_no_other(program: Program, stranger: Program) -> None:
    program.sign_in()
    for one, left in ((stranger, 200), (program, 401)):
        form = f"client_id={one.row.pk}&client_secret={one.secret}&token={program.token}"
        assert Client().post("/api/oauth/revoke", form, content_type=FORM).status_code == 200
        assert program.get("/offices").status_code == left


def test_a_changed_secret_leaves_time_to_change_over(
    program: Program, office: KinhBac, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = program.secret
    program.secret = actions.rotate_secret(program.row.pk, who="thử", at=office.at, keep=timedelta(hours=2))
    assert program.sign_in().status_code == 200
    program.secret, new = old, program.secret
    assert program.sign_in().status_code == 200
    now_is(monkeypatch, lambda: office.at + timedelta(hours=3))
    assert program.sign_in().status_code == 401
    program.secret = new
    assert program.sign_in().status_code == 200


def test_a_revoked_program_is_out_at_once(program: Program, office: KinhBac) -> None:
    program.sign_in()
    actions.revoke_client(program.row.pk, who="thử", at=office.at, reason="Hết hợp đồng")
    assert program.get("/offices").status_code == 401
    assert program.sign_in().status_code == 401
    assert list(ClientChange.objects.order_by("pk").values_list("verb", "reason")) == [
        ("create", ""),
        ("revoke", "Hết hợp đồng"),
    ]


def test_what_was_done_to_an_access_stays(program: Program) -> None:
    for change in (lambda rows: rows.update(who="khác"), lambda rows: rows.delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            change(ClientChange.objects.all())


def test_no_access_to_act_without_a_mandate(office: KinhBac) -> None:
    with pytest.raises(NoMandate):
        actions.create_client("A", unit_id=office.id, scopes=["dossiers:act"], who="thử", at=office.at)
    with pytest.raises(UnknownScope):
        actions.create_client("A", unit_id=office.id, scopes=["everything"], who="thử", at=office.at)


@override_settings(API_REQUESTS_PER_MINUTE=3)
def test_too_many_requests_in_a_minute_wait(program: Program, office: KinhBac) -> None:
    statuses = [program.get("/offices").status_code for _ in range(5)]
    assert statuses == [200, 200, 200, 429, 429]
    assert program.get("/offices").headers["Retry-After"] == "60"
    assert program_of(office).get("/offices").status_code == 200, "another program is not held up"


def test_guessing_secrets_is_slowed_down(program: Program) -> None:
    program.secret = "sai"
    statuses = [program.sign_in().status_code for _ in range(settings.API_WRONG_SECRETS_PER_MINUTE + 1)]
    assert (statuses[0], statuses[-1]) == (401, 429)


def test_the_account_of_a_program_cannot_sign_in(program: Program) -> None:
    assert not program.row.account.has_usable_password()
    assert program.row.account.kind == "partner"


def test_the_command_gives_changes_lists_and_takes_away(office: KinhBac) -> None:
    office.account("tiepnhan1")
    out = StringIO()
    call_command(
        "api_client", "create", "Bệnh viện", unit=CODE, scopes="dossiers:file dossiers:act",
        officer="kinhbac.tiepnhan1", who="quản trị", stdout=out, stderr=StringIO(),
    )  # fmt: skip
    said = dict(line.split(": ") for line in out.getvalue().splitlines())
    form = f"grant_type=client_credentials&client_id={said['client_id']}&client_secret={said['client_secret']}"
    assert Client().post("/api/oauth/token", form, content_type=FORM).status_code == 200
    listed, rotated, revoked = StringIO(), StringIO(), StringIO()
    call_command("api_client", "rotate", said["client_id"], keep_hours=0, stdout=rotated, stderr=StringIO())
    assert Client().post("/api/oauth/token", form, content_type=FORM).status_code == 401
    call_command("api_client", "revoke", said["client_id"], reason="thử xong", stdout=revoked)
    call_command("api_client", "list", stdout=listed)
    assert "Bệnh viện [H05.101] đã thu hồi cán bộ kinhbac.tiepnhan1" in listed.getvalue()
    assert ClientChange.objects.count() == 3
    with pytest.raises(CommandError):
        call_command("api_client", "revoke", said["client_id"])
