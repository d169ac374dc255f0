"""Whatever is typed, at any address, by anyone: an answer, never an error, and nothing of it runs or leads away."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from html.parser import HTMLParser
from typing import Any
from urllib.parse import quote, urlencode, urljoin, urlsplit
from uuid import UUID, uuid4

import pytest
from django.conf import settings as django_settings
from django.test import Client

from motcua.accounts import actions as accounts
from motcua.dossiers import actions
from motcua.dossiers.models import Dossier
from tests.builders.dossiers import MOTHER, Desk
from tests.builders.office import PASSWORD, KinhBac
from tests.security.addresses import Address, every_address

SCRIPT = "\"'><script>alert(1)</script>"
ELSEWHERE = "//elsewhere.example/x"
# Texts that have broken software before: no text, no number, no date, no identifier, no name of a file.
NASTY = (
    "",
    "a\0b",
    "\ufffd\uffff\U0010ffff",
    "-" + "9" * 30,
    "9" * 5000,
    "²",
    "1e400",
    "nan_00000000-0000-0000-0000-000000000000",
    "-62135596800_00000000-0000-0000-0000-000000000000",
    "253402300799.999999_ffffffff-ffff-ffff-ffff-ffffffffffff",
    "1/1/1",
    "31/12/9999",
    "{00000000-0000-0000-0000-000000000000}",
    SCRIPT,
    "%(x)s%n{0}{{7*7}}",
    "') OR 1=1 --",
    "../../../etc/passwd",
    "x\r\nX-Injected: 1",
    ELSEWHERE,
    "/\\elsewhere.example",
    "😀" * 600,
    "\u202egpj.exe",
    "[" * 3000,
    '#eval("1")',
    "ß" * 61,
)
QUERIES = ("ma", "q", "viec", "noi", "next", "nhom", "tim", "sau", "truoc", "co-quan", "ve")
WHO = ("nobody", "citizen", "giamdoc", "tuphap1")


class Inputs(HTMLParser):
    """The forms of a page that are sent by POST: address and what they carry when nothing is touched."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.forms: list[tuple[str, dict[str, str]]] = []
        self._open = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._open = given.get("method", "").lower() == "post"
            if self._open:
                self.forms.append((given.get("action", ""), {}))
        elif self._open and "name" in given and given.get("type") != "file":
            self.forms[-1][1].setdefault(given["name"], given.get("value", "x"))


def sender(who: str, office: KinhBac, sit_down: Any) -> Client:
    if who not in ("nobody", "citizen"):
        officer: Client = sit_down(who)
        return officer
    person = Client()
    if who == "citizen":
        Desk(office).citizen()
        assert person.post("/dang-nhap/", {"login": MOTHER, "password": PASSWORD}).status_code == 302
    return person


def checked(answer: Any, sent: object) -> None:
    """What holds for every answer to anything."""
    assert answer.status_code < 500, sent
    assert "X-Injected" not in answer.headers, sent
    # As a browser reads it, to whom a backslash is a slash.
    where = urljoin("http://testserver/x/", answer.headers.get("Location", "/").replace("\\", "/"))
    assert urlsplit(where).netloc == "testserver", (sent, where)
    if "html" in answer.headers.get("Content-Type", ""):
        assert b"<script>alert(1)" not in answer.content, sent
    if answer.streaming:
        b"".join(answer.streaming_content)  # a file that nobody reads on would stay open


@pytest.fixture(autouse=True)
def an_hour_later(clock: Any) -> None:
    """The dossiers of these tests have been on their way since the morning."""
    clock.at += timedelta(hours=1)


@pytest.fixture
def objects(office: KinhBac) -> dict[str, UUID]:
    """One dossier that waits for a supplement, and a draft of the same citizen."""
    desk = Desk(office)
    dossier = desk.asked_for_more()
    draft = actions.start_draft(
        by=desk.citizen(), at=desk.at, version_id=office.version_id("birth"), office_id=office.id, case="standard"
    )
    return {"dossier_id": dossier.pk, "draft_id": draft.pk}


def in_order(address: Address, known: dict[str, UUID], nasty: str) -> str:
    """The address with its objects, and the nasty text wherever it takes a text."""
    # More than any database counts to.
    kinds = {
        "uuid": str(uuid4()),
        "slug": "birth",
        "int": "9" * 25,
        "str": quote(nasty.replace("/", "") or "-", safe=""),
    }
    fill = {name: known.get(name) or kinds[kind] for name, kind in address.places.items()}
    return address.filled(**fill)


@pytest.mark.parametrize("who", WHO)
def test_no_address_breaks_over_what_it_is_asked(
    office: KinhBac, sit_down: Any, objects: dict[str, UUID], who: str, settings: Any
) -> None:
    settings.LOOKUPS_PER_MINUTE = 0
    person = sender(who, office, sit_down)
    person.raise_request_exception = False
    for number, address in enumerate(every_address()):
        # A fifth of the texts at each address, another fifth at the next, under names that move on too.
        for turn, nasty in enumerate(NASTY[number % 5 :: 5]):
            name = QUERIES[(number + turn) % len(QUERIES)]
            url = f"{in_order(address, objects, nasty)}?{urlencode({name: nasty, nasty[:50]: nasty[:50]})}"
            checked(person.get(url), (who, url))


def pages_with_forms(who: str, known: dict[str, UUID]) -> Iterator[str]:
    dossier, draft = known["dossier_id"], known["draft_id"]
    if who == "nobody":
        yield from ("/dang-nhap/", "/dang-ky/", "/can-bo/dang-nhap/")
    elif who == "citizen":
        yield from ("/nop/birth/", f"/ho-so-cua-toi/{dossier}/bo-sung/", f"/ho-so-cua-toi/{dossier}/rut/")
        for step in ("truong-hop", "trang/child", "giay-to", "nhan-ket-qua", "kiem-tra"):
            yield f"/dang-dien/{draft}/{step}/"
    else:
        yield from ("/can-bo/ky/", "/can-bo/tiep-nhan/")
        for verb in ("nhan-bo-sung", "chuyen-buoc", "hoi-y-kien", "hen-lai", "yeu-cau-nop-tien", "phan-cong"):
            yield f"/can-bo/ho-so/{dossier}/?viec={verb}"


@pytest.mark.parametrize("who", WHO)
def test_no_form_breaks_over_what_is_typed_into_it(
    office: KinhBac, sit_down: Any, objects: dict[str, UUID], who: str
) -> None:
    person, sent = sender(who, office, sit_down), 0
    person.raise_request_exception = False
    for page in pages_with_forms(who, objects):
        for action, fields in Inputs(person.get(page).content.decode()).forms:
            url = urljoin(page, action or page)
            if "dang-xuat" in url:
                continue
            for turn, nasty in enumerate(NASTY[len(fields) % 5 :: 5]):
                # All inputs at once, then one of them while the others are in order.
                one = list(fields)[turn % len(fields)]
                for typed in (dict.fromkeys(fields, nasty), {**fields, one: nasty}):
                    checked(person.post(url, typed), (who, url, one, nasty[:40]))
                    sent += 1
    assert sent >= 20


@pytest.mark.parametrize("verb", ["hoi-y-kien", "hen-lai"])
@pytest.mark.parametrize("day", ["1/1/1", "31/12/9999", "30/12/9999", "29/2/2023", "0/0/0"])
def test_a_date_from_another_age_is_refused_or_can_be_shown(
    office: KinhBac, sit_down: Any, settings: Any, verb: str, day: str
) -> None:
    settings.LOOKUPS_PER_MINUTE = 0
    dossier = Desk(office).appraised()
    for login in ("tuphap1", "chutich"):
        person = sit_down(login)
        typed = {"key": uuid4(), "lock": dossier.lock, "due_on": day, "due_clock": "23:59", "reason": "x"}
        typed |= {"question": "x", "unit_id": office.unit("05").pk}
        assert person.post(f"/can-bo/ho-so/{dossier.pk}/{verb}/", typed).status_code in (302, 409, 422)
        for page in (f"/can-bo/ho-so/{dossier.pk}/", "/can-bo/ho-so/?nhom=dang-mo", f"/tra-cuu/{dossier.code}/"):
            assert person.get(page).status_code == 200
    assert Dossier.objects.get(pk=dossier.pk).due_at.year < 2100


def test_more_inputs_than_any_form_has_and_more_text_than_any_takes_are_refused(office: KinhBac) -> None:
    accounts.register_citizen(MOTHER, PASSWORD, "Nguyễn Thị Hồng Nhung", at=office.at)
    person = Client(raise_request_exception=False)
    many = {f"x{n}": "" for n in range(django_settings.DATA_UPLOAD_MAX_NUMBER_FIELDS + 1)}
    long = {"login": "x" * (django_settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)}
    for typed in (many, long):
        assert person.post("/dang-nhap/", typed).status_code == 413
        answer = person.post("/dang-nhap/", urlencode(typed), content_type="application/x-www-form-urlencoded")
        assert answer.status_code == 413
