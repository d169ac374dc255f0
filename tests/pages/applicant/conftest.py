"""A small world for the applicant's pages: one ward, one procedure that asks a bit of everything, one citizen."""

from __future__ import annotations

import io
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from motcua.accounts.actions import register_citizen
from motcua.accounts.models import Account
from motcua.dossiers.models import Draft
from motcua.organisation.models import Unit, WeeklyHours
from motcua.procedures import queries as procedures
from motcua.procedures.loading.reading import checksum
from motcua.procedures.models import Offering, Procedure, ProcedureField, ProcedureVersion

PASSWORD = "ba con mèo nhỏ"
LONG_AGO = date(2020, 1, 1)

DEFINITION: dict[str, Any] = {
    "key": "pet",
    "national_code": "9.999999",
    "name": "Đăng ký nuôi chó",
    "short_name": "Nuôi chó",
    "version": "1",
    "valid_from": "2020-01-01",
    "valid_to": None,
    "organisation": "two_tier",
    "competent_tier": "commune",
    "online_scope": "full",
    "audience": ["citizen"],
    "summary": "Ghi tên chó vào sổ.",
    "channels": ["online", "desk"],
    "cases": [{"key": "one", "name": "Một con"}],
    "limits": [{"amount": 3, "unit": "working_day", "source": "thử"}],
    "fees": [],
    "papers": [
        {"key": "vaccine", "name": "Sổ tiêm phòng", "handling": "submit"},
        {"key": "photo", "name": "Ảnh con chó", "handling": "submit", "required": False},
        {"key": "identity", "name": "Thẻ căn cước", "handling": "present"},
    ],
    "form": {
        "owner": {"name": "owner.name", "identity_number": "owner.identity_number", "phone": "phone"},
        "title": "{pet_name}",
        "pages": [
            {
                "key": "owner",
                "title": "Bạn là ai?",
                "fields": [
                    {"id": "owner", "kind": "person", "label": "Người nuôi", "parts": ["name", "identity_number"]},
                    {"id": "phone", "kind": "phone", "label": "Số điện thoại"},
                ],
            },
            {
                "key": "pet",
                "title": "Con chó của bạn",
                "fields": [
                    {"id": "pet_name", "kind": "text", "label": "Tên", "max_length": 50},
                    {"id": "born", "kind": "date", "label": "Ngày sinh", "past": True},
                    {"id": "notes", "kind": "long_text", "label": "Ghi chú", "required": False},
                    {"id": "fierce", "kind": "yes_no", "label": "Có dữ không?"},
                ],
            },
            {
                "key": "muzzle",
                "title": "Rọ mõm",
                "when": {"eq": ["fierce", True]},
                "fields": [{"id": "muzzle", "kind": "text", "label": "Rọ mõm thế nào?"}],
            },
            {
                "key": "others",
                "title": "Ai khác cũng chăm?",
                "fields": [
                    {
                        "id": "carers",
                        "kind": "group",
                        "label": "Người cùng chăm",
                        "required": False,
                        "max_rows": 3,
                        "fields": [{"id": "name", "kind": "text", "label": "Họ và tên"}],
                    }
                ],
            },
        ],
    },
    "stages": [
        {
            "key": key,
            "name": name,
            "function": function,
            "unit": "desk",
            "allowance": {"amount": 2, "unit": "working_hour"},
            "citizen_words": f"{name}.",
        }
        for key, name, function in (
            ("receive", "Tiếp nhận", "receiver"),
            ("appraise", "Thẩm tra", "case_handler"),
            ("approve", "Ký duyệt", "approver"),
            ("issue", "Vào sổ", "records_clerk"),
            ("return", "Trả kết quả", "receiver"),
        )
    ],
    "result": {"name": "Giấy nuôi chó", "delivery": ["desk", "post"]},
    "legal_basis": [{"number": "1/2020", "name": "Luật thử"}],
    "supplement": {"policy": "pause", "answer_within": {"amount": 30, "unit": "calendar_day"}},
}


def publish(
    definition: dict[str, Any], *, valid_from: date = LONG_AGO, valid_to: date | None = None
) -> ProcedureVersion:
    """A published version of the procedure, as the catalogue loader writes it."""
    field, _ = ProcedureField.objects.get_or_create(key="thu", defaults={"name": "Thử"})
    procedure, _ = Procedure.objects.get_or_create(
        key=definition["key"],
        defaults={"field": field, "name": definition["name"], "short_name": definition["short_name"]},
    )
    made = ProcedureVersion.objects.create(
        procedure=procedure,
        number=definition["version"],
        organisation=definition["organisation"],
        definition=definition,
        checksum=checksum(definition),
        valid_from=valid_from,
        valid_to=valid_to,
        state="published",
        published_at=timezone.now(),
    )
    procedures.forget()
    return made


@pytest.fixture
def ward(db: None) -> Unit:
    """A ward's office that is open every day, round the clock: when a test runs does not matter."""
    made = Unit(
        code="H99.1",
        name="UBND phường Thử",
        short_name="P. Thử",
        kind="ubnd",
        tier="commune",
        organisation="two_tier",
        is_office=True,
        roles=["desk"],
        address="Số 1, phố Thử",
        phone="02430000001",
        valid_from=LONG_AGO,
    )
    made.path = f"/{made.pk}/"
    made.office_id = made.pk
    made.save()
    WeeklyHours.objects.create(
        unit=None,
        valid_from=LONG_AGO,
        sessions={str(day): [["07:30", "11:30"], ["13:30", "17:00"]] for day in range(5)},
    )
    return made


@pytest.fixture
def version(ward: Unit) -> ProcedureVersion:
    made = publish(DEFINITION)
    Offering.objects.create(unit=ward, procedure=made.procedure, valid_from=LONG_AGO)
    return made


@pytest.fixture
def citizen(db: None) -> Account:
    return register_citizen("0912345678", PASSWORD, "Nguyễn Thị Bình", at=timezone.now())


@pytest.fixture
def stranger(db: None) -> Account:
    return register_citizen("0912345679", PASSWORD, "Trần Văn Lạ", at=timezone.now())


def signed_in(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


@pytest.fixture
def client(citizen: Account) -> Client:
    return signed_in(citizen)


@pytest.fixture
def draft(client: Client, version: ProcedureVersion, ward: Unit) -> Draft:
    """A form just begun, by the page that begins it."""
    answer = client.post(reverse("applicant:apply", args=["pet"]), {"office": str(ward.pk)})
    assert answer.status_code == 302, answer.content.decode()
    return Draft.objects.get()


OWNER = {"owner.name": "Nguyễn Thị Bình", "owner.identity_number": "001188123482", "phone": "0912345678"}
PET = {"pet_name": "Vàng", "born.day": "3", "born.month": "12", "born.year": "2023", "notes": "", "fierce": "no"}


def page_url(draft: Draft, page: str) -> str:
    return reverse("applicant:page", args=[draft.pk, page])


def save(client: Client, draft: Draft, page: str, data: dict[str, Any]) -> HttpResponse:
    draft.refresh_from_db()
    return client.post(page_url(draft, page), {"revision": draft.revision, **data})


def picture(name: str = "so-tiem.png", colour: str = "white") -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(out, "PNG")
    return SimpleUploadedFile(name, out.getvalue(), "image/png")


def filled(client: Client, draft: Draft) -> None:
    """Fill in everything up to the last step."""
    for page, data in (("owner", OWNER), ("pet", PET), ("others", {})):
        assert save(client, draft, page, data).status_code == 302, page
    papers = reverse("applicant:papers", args=[draft.pk])
    assert client.post(papers, {"paper.vaccine": picture(), "_next": "yes"}).status_code == 302
    draft.refresh_from_db()
    delivery = reverse("applicant:delivery", args=[draft.pk])
    answer = client.post(delivery, {"delivery_wish": "desk", "revision": draft.revision})
    assert answer.status_code == 302
    draft.refresh_from_db()


def submit(client: Client, draft: Draft) -> HttpResponse:
    draft.refresh_from_db()
    check = reverse("applicant:check", args=[draft.pk])
    return client.post(check, {"declare": "yes", "revision": draft.revision})


def yesterday() -> date:
    return timezone.localdate() - timedelta(days=1)
