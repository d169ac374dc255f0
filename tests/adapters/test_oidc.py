"""The OpenID adapter: what a provider may say, and what is never believed."""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.http import HttpRequest
from django.test import Client, RequestFactory
from joserfc import jwt
from joserfc.jwk import RSAKey

from motcua.accounts.ports import OutsideFailure, OutsideRefusal
from motcua.adapters.oidc import OpenIDProvider, full_name, person

KEY = RSAKey.generate_key(2048, {"kid": "one"})
OTHER = RSAKey.generate_key(2048, {"kid": "one"})
CALLBACK = "http://testserver/dang-nhap/noi-khac/ve/"


class Liar:
    """A provider that says whatever a test wants."""

    def __init__(self) -> None:
        self.claims: dict[str, Any] = {}
        self.key, self.header = KEY, {"alg": "RS256", "kid": "one"}
        self.metadata: dict[str, Any] = {}
        self.userinfo: dict[str, Any] = {}
        self.raw_token = ""
        self.asked: dict[str, list[str]] = {}
        self.address = ""

    def answer(self, path: str, body: str) -> Any:
        if path.endswith("openid-configuration"):
            at = self.address
            known = {"issuer": at, "authorization_endpoint": f"{at}/go", "token_endpoint": f"{at}/token"}
            return {**known, "jwks_uri": f"{at}/keys", "userinfo_endpoint": f"{at}/me", **self.metadata}
        if path == "/keys":
            return {"keys": [KEY.as_dict(private=False)]}
        if path == "/token":
            self.asked = parse_qs(body)
            return {"access_token": "a", "token_type": "Bearer", "id_token": self.raw_token or self.id_token()}
        return self.userinfo

    def id_token(self) -> str:
        now = int(time.time())
        usual = {"iss": self.address, "aud": "mot-cua", "exp": now + 300, "iat": now, "sub": "sub-1"}
        return jwt.encode(self.header, {**usual, **self.claims}, self.key)


@pytest.fixture
def liar(settings: Any) -> Iterator[Liar]:
    said = Liar()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
            text = json.dumps(said.answer(self.path, body)).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(text)

        do_POST = do_GET

        def log_message(self, *words: Any) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    said.address = f"http://127.0.0.1:{server.server_port}"
    settings.OPENID_ISSUER, settings.OPENID_CLIENT, settings.OPENID_SECRET = said.address, "mot-cua", "secret"
    yield said
    server.shutdown()
    server.server_close()


def gone_there(liar: Liar) -> tuple[HttpRequest, dict[str, str]]:
    request = RequestFactory().post("/dang-nhap/noi-khac/")
    request.session = SessionStore()
    asked = {name: one[0] for name, one in parse_qs(urlsplit(OpenIDProvider().begin(request, CALLBACK)).query).items()}
    liar.claims.setdefault("nonce", asked["nonce"])
    return request, asked


def back(request: HttpRequest, **query: str) -> HttpRequest:
    returned = RequestFactory().get("/dang-nhap/noi-khac/ve/", query)
    returned.session = request.session
    return returned


def finished(liar: Liar) -> Any:
    request, asked = gone_there(liar)
    return OpenIDProvider().finish(back(request, code="c", state=asked["state"]))


def test_the_way_there_carries_state_nonce_and_a_challenge_and_the_way_back_proves_it(liar: Liar) -> None:
    liar.claims = {"HoVaTen": "Nguyễn Thị Ánh Tuyết", "SoDinhDanh": "001188123482"}
    request, asked = gone_there(liar)
    assert asked["code_challenge_method"] == "S256" and asked["response_type"] == "code"
    assert {"state", "nonce", "code_challenge"} <= set(asked) and asked["redirect_uri"] == CALLBACK
    found = OpenIDProvider().finish(back(request, code="c", state=asked["state"]))
    assert (found.provider, found.subject) == ("vneid", "sub-1")
    assert (found.full_name, found.identity_number) == ("Nguyễn Thị Ánh Tuyết", "001188123482")
    assert len(liar.asked["code_verifier"][0]) >= 43


@pytest.mark.parametrize(
    "claims",
    [
        {"nonce": "another"},
        {"aud": "somebody-else"},
        {"iss": "https://elsewhere.example"},
        {"exp": 1},
        {"sub": ""},
        {"sub": "x" * 256},
        {"sub": "a\x00b"},
    ],
    ids=str,
)
def test_a_token_about_something_else_is_not_believed(liar: Liar, claims: dict[str, Any]) -> None:
    liar.claims = {"HoVaTen": "Nguyễn Thị Hoa", **claims}
    with pytest.raises(OutsideFailure):
        finished(liar)


def test_a_token_signed_by_somebody_else_or_by_nobody_is_not_believed(liar: Liar) -> None:
    liar.key = OTHER
    with pytest.raises(OutsideFailure):
        finished(liar)
    request, asked = gone_there(liar)
    parts = (
        {"alg": "none"},
        {"iss": liar.address, "aud": "mot-cua", "sub": "x", "nonce": asked["nonce"], "exp": 9**10},
    )
    liar.raw_token = ".".join(base64.urlsafe_b64encode(json.dumps(one).encode()).decode().rstrip("=") for one in parts)
    liar.raw_token += "."
    liar.metadata = {"id_token_signing_alg_values_supported": ["none", "HS256"]}
    with pytest.raises(OutsideFailure):
        OpenIDProvider().finish(back(request, code="c", state=asked["state"]))


def test_a_state_that_is_not_ours_or_was_used_before_is_not_believed(liar: Liar) -> None:
    liar.claims = {"HoVaTen": "Nguyễn Thị Hoa"}
    request, asked = gone_there(liar)
    for state in ("another", ""):
        with pytest.raises(OutsideFailure):
            OpenIDProvider().finish(back(request, code="c", state=state))
    OpenIDProvider().finish(back(request, code="c", state=asked["state"]))
    with pytest.raises(OutsideFailure):
        OpenIDProvider().finish(back(request, code="c", state=asked["state"]))


def test_another_issuers_metadata_and_another_persons_userinfo_are_not_believed(liar: Liar) -> None:
    liar.userinfo = {"sub": "sub-2", "HoVaTen": "Trần Văn Nam"}
    with pytest.raises(OutsideFailure, match="somebody else"):
        finished(liar)
    liar.metadata = {"issuer": "https://elsewhere.example"}
    with pytest.raises(OutsideFailure):
        gone_there(liar)


def test_turning_back_is_no_failure(liar: Liar) -> None:
    request, asked = gone_there(liar)
    with pytest.raises(OutsideRefusal):
        OpenIDProvider().finish(back(request, error="access_denied", state=asked["state"]))


@pytest.mark.parametrize(
    ("claims", "name"),
    [
        ({"HoVaTen": " Nguyễn  Thị Hoa "}, "Nguyễn Thị Hoa"),
        (
            {"family_name": "Nguyễn", "given_name": "Thị Ánh Tuyết", "name": "Thị Ánh Tuyết Nguyễn"},
            "Nguyễn Thị Ánh Tuyết",
        ),
        ({"family_name": "Trần", "middle_name": "Văn", "given_name": "Nam"}, "Trần Văn Nam"),
        ({"name": "Lê Thị Na"}, "Lê Thị Na"),
        ({"HoVaTen": 7, "name": None}, ""),
    ],
)
def test_the_family_name_goes_first(claims: dict[str, Any], name: str) -> None:
    assert full_name(claims) == name


def test_a_number_that_is_no_identity_number_is_left_out() -> None:
    assert person({"sub": "1", "SoDinhDanh": "12"}).identity_number == ""
    assert person({"sub": "1", "SoDinhDanh": "012345678"}).identity_number == "012345678"


@pytest.mark.django_db
def test_while_the_provider_is_silent_the_page_offers_the_code(settings: Any) -> None:
    settings.OPENID_ISSUER = "http://127.0.0.1:9"
    page = Client().post("/dang-nhap/noi-khac/", {"next": "/", "kept": ""})
    assert page.status_code == 200 and "Lúc này chưa đăng nhập được bằng VNeID" in page.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["", "ve/", "ve/?code=x&state=y", "ve/?error=access_denied", "so-dien-thoai/"])
def test_nothing_of_it_is_there_where_no_provider_is_named(path: str) -> None:
    assert Client().get(f"/dang-nhap/noi-khac/{path}").status_code == 404
    assert "VNeID" not in Client().get("/dang-nhap/").content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["", "?code=x&state=y", "?state=%00", "?error=%3Cscript%3E", "?code=" + "a" * 5000])
def test_a_way_back_that_nobody_went_leads_to_the_sign_in_page(liar: Liar, query: str) -> None:
    page = Client().get(f"/dang-nhap/noi-khac/ve/{query}")
    assert page.status_code == 200 and "Hãy dùng mã nhắn đến điện thoại" in page.content.decode()
    assert Client().get("/dang-nhap/noi-khac/so-dien-thoai/")["Location"] == "/dang-nhap/"
