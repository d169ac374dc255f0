"""Bad input: a clear message at its place, nothing typed or uploaded is lost, nothing filed twice, never a 500."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from motcua.accounts.models import Account
from motcua.dossiers.models import Attachment, Dossier, Draft
from motcua.organisation.models import Unit
from motcua.procedures import queries as procedures
from motcua.procedures.models import ProcedureVersion

from .conftest import (
    DEFINITION,
    OWNER,
    PASSWORD,
    PET,
    filled,
    page_url,
    picture,
    publish,
    save,
    signed_in,
    submit,
    yesterday,
)


def said(answer: HttpResponse) -> str:
    return unescape(answer.content.decode())


def hidden(answer: HttpResponse, name: str) -> str:
    """The value of a hidden input in a page, as a browser would send it back."""
    found = re.search(rf'name="{re.escape(name)}" value="([^"]*)"', answer.content.decode())
    assert found, f"no hidden {name}"
    return unescape(found[1])


@pytest.mark.parametrize(
    ("typed", "place", "words"),
    [
        ({"born.day": "ba"}, "born.day", ""),
        ({"born.day": "31", "born.month": "2"}, "born.day", "không có ngày 31"),
        ({"born.year": "2999"}, "born.year", "2999"),
        ({"pet_name": "V\x00àng"}, "pet_name", "không đọc được"),
        ({"pet_name": "x" * 60}, "pet_name", "nhiều nhất 50"),
        ({"pet_name": ""}, "pet_name", "Hãy điền"),
        ({"fierce": "perhaps"}, "fierce", ""),
        ({"notes": "a" * 30_000}, "notes", "Hãy viết ngắn lại"),
    ],
)
def test_a_wrong_answer_is_explained_at_its_place_and_given_back(
    client: Client, draft: Draft, typed: dict[str, str], place: str, words: str
) -> None:
    save(client, draft, "owner", OWNER)
    answer = save(client, draft, "pet", {**PET, **typed})
    page = said(answer)
    assert answer.status_code == 200
    assert f'href="#{place}"' in page and f'id="{place}"' in page, "the summary leads to the input"
    assert words in page
    assert "<title>Lỗi:" in page.replace("\n", "")
    for name, value in {**PET, **typed}.items():
        if value and name not in ("fierce",) and "\x00" not in value:
            assert value in page, f"{name} was lost"
    draft.refresh_from_db()
    assert "pet_name" not in draft.answers


@pytest.mark.parametrize("number", ["00118812348", "000188123482", "abc188123482", "001188123482x", "٠٠١١٨٨١٢٣٤٨٢"])
def test_an_identity_number_that_fails_its_check_is_explained(client: Client, draft: Draft, number: str) -> None:
    answer = save(client, draft, "owner", {**OWNER, "owner.identity_number": number})
    assert answer.status_code == 200
    assert 'href="#owner.identity_number"' in said(answer) and number in said(answer)
    assert "Nguyễn Thị Bình" in said(answer)


def test_ten_megabytes_of_text_get_a_friendly_page_and_the_draft_stays(client: Client, draft: Draft) -> None:
    save(client, draft, "owner", OWNER)
    answer = save(client, draft, "pet", {**PET, "notes": "ạ" * 5_000_000})
    assert answer.status_code == 413
    assert "Đoạn chữ quá dài" in said(answer) and page_url(draft, "pet") in said(answer)
    draft.refresh_from_db()
    assert draft.answers["owner"]["name"] == "Nguyễn Thị Bình"


def test_thousands_of_inputs_get_the_same_friendly_page(client: Client, draft: Draft) -> None:
    answer = save(client, draft, "owner", {f"a{number}": "x" for number in range(2500)})
    assert answer.status_code == 413


@pytest.mark.parametrize(
    "body",
    [b"", b"\x00\x00", b"owner.name=%00%FF%ZZ", "pet_name=\ud800".encode("utf-8", "surrogatepass"), b"&&&===;;;"],
)
def test_broken_bodies_are_never_an_error_of_ours(client: Client, draft: Draft, body: bytes) -> None:
    for address in (page_url(draft, "owner"), reverse("applicant:papers", args=[draft.pk])):
        answer = client.post(address, body, content_type="application/x-www-form-urlencoded")
        assert answer.status_code < 500


def test_a_broken_multipart_body_is_told_so(client: Client, draft: Draft) -> None:
    papers = reverse("applicant:papers", args=[draft.pk])
    answer = client.post(papers, b"--x\r\nnonsense", content_type="multipart/form-data; boundary=x")
    assert answer.status_code < 500
    answer = client.post(papers, b"--x\r\nnonsense", content_type="multipart/form-data; boundary=")
    assert answer.status_code == 400


@pytest.mark.parametrize(
    ("upload", "words"),
    [
        (SimpleUploadedFile("thu.exe", b"MZ" + b"\x00" * 200), "không phải ảnh JPG, PNG hay PDF"),
        (SimpleUploadedFile("giay.png", b"GIF89a not a picture at all"), "không phải ảnh"),
        (SimpleUploadedFile("rong.pdf", b""), "rỗng"),
        (SimpleUploadedFile("hong.pdf", b"%PDF-1.4 broken"), "bị hỏng"),
        (SimpleUploadedFile("to.png", b"\x89PNG\r\n\x1a\n" + b"0" * (20 * 1024 * 1024)), "20 MB"),
    ],
)
def test_a_wrong_file_is_explained_at_its_paper_and_the_others_are_kept(
    client: Client, draft: Draft, settings: Any, upload: SimpleUploadedFile, words: str
) -> None:
    settings.LARGEST_FILE = 20 * 1024 * 1024
    upload.seek(0)
    papers = reverse("applicant:papers", args=[draft.pk])
    answer = client.post(papers, {"paper.vaccine": upload, "paper.photo": picture("cho.png"), "_next": "yes"})
    assert answer.status_code == 200
    assert words in said(answer) and 'href="#paper.vaccine"' in said(answer) and "cho.png" in said(answer)
    assert [one.paper_key for one in Attachment.objects.filter(draft=draft)] == ["photo"]


def test_sending_one_file_twice_keeps_it_once(client: Client, draft: Draft) -> None:
    papers = reverse("applicant:papers", args=[draft.pk])
    for _ in range(2):
        assert client.post(papers, {"paper.vaccine": picture(), "_upload": "vaccine"}).status_code == 302
    assert Attachment.objects.count() == 1


def test_pressing_send_without_a_file_says_what_to_do(client: Client, draft: Draft) -> None:
    answer = client.post(reverse("applicant:papers", args=[draft.pk]), {"_upload": "vaccine"})
    assert "Bạn chưa chọn tệp nào" in said(answer)


def test_a_dangerous_file_name_stays_a_name(client: Client, draft: Draft) -> None:
    papers = reverse("applicant:papers", args=[draft.pk])
    client.post(papers, {"paper.vaccine": picture("..\\..\\<b>\u202egnp.exe"), "_upload": "vaccine"})
    kept = Attachment.objects.get()
    assert kept.filename.endswith(".png") and "/" not in kept.filename and "\\" not in kept.filename
    assert "<b>" not in client.get(papers).content.decode().replace("<b>", "", 0).split("items")[1]


def test_a_download_is_an_attachment_and_only_for_its_owner(client: Client, draft: Draft, stranger: Account) -> None:
    client.post(reverse("applicant:papers", args=[draft.pk]), {"paper.vaccine": picture(), "_upload": "vaccine"})
    address = reverse("applicant:download", args=[Attachment.objects.get().pk])
    answer = client.get(address)
    assert answer["Content-Disposition"].startswith("attachment;") and answer["X-Content-Type-Options"] == "nosniff"
    assert b"".join(answer.streaming_content).startswith(b"\x89PNG")  # type: ignore[attr-defined]
    assert signed_in(stranger).get(address).status_code == 404


def test_a_session_that_expired_at_the_last_page_loses_nothing(client: Client, draft: Draft) -> None:
    filled(client, draft)
    client.cookies.pop("sessionid")
    asked = submit(client, draft)
    assert asked.status_code == 403 and "những gì vừa điền vẫn còn nguyên" in said(asked)
    answer = _sign_in(client, asked)
    assert answer["Location"] == reverse("applicant:check", args=[draft.pk])
    page = client.get(answer["Location"])
    assert "checked" in said(page) and "Bạn đã đăng nhập lại" in said(page)
    assert submit(client, draft)["Location"] == reverse("applicant:confirmation", args=[Dossier.objects.get().pk])


def test_a_page_sent_after_the_session_expired_comes_back_as_it_was_typed(client: Client, draft: Draft) -> None:
    save(client, draft, "owner", OWNER)
    client.cookies.pop("sessionid")
    asked = save(client, draft, "pet", {**PET, "pet_name": "Vện & Vàng", "notes": 'dòng 1\n"dòng" 2'})
    answer = _sign_in(client, asked)
    assert answer["Location"] == page_url(draft, "pet")
    page = said(client.get(answer["Location"]))
    assert "Vện & Vàng" in page and 'dòng 1\n"dòng" 2' in page and 'value="2023"' in page
    assert save(client, draft, "pet", PET).status_code == 302
    assert "Vện & Vàng" not in said(client.get(page_url(draft, "pet"))), "what was taken does not come back again"


def test_a_wrong_password_in_between_loses_nothing_either(client: Client, draft: Draft) -> None:
    client.cookies.pop("sessionid")
    asked = save(client, draft, "owner", {**OWNER, "owner.name": "Nguyễn Thị Bình An"})
    wrong = _sign_in(client, asked, password="sai rồi nhé")
    assert wrong.status_code == 200 and "mật khẩu chưa đúng" in said(wrong)
    answer = _sign_in(client, wrong)
    assert "Nguyễn Thị Bình An" in said(client.get(answer["Location"]))


def test_what_somebody_typed_before_signing_in_does_not_reach_another_persons_draft(
    client: Client, draft: Draft, stranger: Account
) -> None:
    client.cookies.pop("sessionid")
    asked = save(client, draft, "owner", OWNER)
    answer = _sign_in(client, asked, phone="0912345679")
    page = client.get(answer["Location"])
    assert page.status_code == 404 and "001188123482" not in said(page)
    draft.refresh_from_db()
    assert draft.answers == {}


def test_kept_text_that_was_tampered_with_is_ignored(client: Client, draft: Draft) -> None:
    client.cookies.pop("sessionid")
    asked = save(client, draft, "owner", OWNER)
    data = {"login": "0912345678", "password": PASSWORD, "kept": hidden(asked, "kept")[:-3] + "abc", "as": "citizen"}
    assert client.post(reverse("applicant:sign_in"), data)["Location"] == reverse("applicant:dossiers")


def test_files_chosen_after_the_session_expired_are_asked_for_again_by_name(client: Client, draft: Draft) -> None:
    client.cookies.pop("sessionid")
    papers = reverse("applicant:papers", args=[draft.pk])
    asked = client.post(papers, {"paper.vaccine": picture("anh-so.png"), "_upload": "vaccine"})
    answer = _sign_in(client, asked)
    page = said(client.get(answer["Location"]))
    assert answer["Location"] == papers and "“anh-so.png”" in page and "hãy chọn lại" in page


def test_a_password_is_never_kept(citizen: Account, db: None) -> None:
    client = Client(enforce_csrf_checks=True)
    data = {"login": "0912345678", "password": PASSWORD, "as": "citizen"}
    answer = client.post(reverse("applicant:sign_in"), data, headers={"origin": "http://testserver"})
    assert answer.status_code == 403
    assert PASSWORD not in said(answer) and hidden(answer, "kept") == ""


def test_an_old_token_brings_the_page_back_as_it_was_typed(citizen: Account, draft: Draft) -> None:
    client = _checked(citizen)
    typed = {**OWNER, "csrfmiddlewaretoken": "x" * 64, "revision": "1"}
    answer = client.post(page_url(draft, "owner"), typed, headers={"origin": "http://testserver"})
    assert answer.status_code == 302 and answer["Location"] == page_url(draft, "owner")
    page = client.get(answer["Location"])
    assert "001188123482" in said(page)
    draft.refresh_from_db()
    assert draft.answers == {}, "nothing is saved before the person presses again"


@pytest.mark.parametrize(
    "headers",
    [{"origin": "http://evil.example"}, {"sec-fetch-site": "cross-site", "origin": "http://testserver"}, {}],
)
def test_a_form_from_elsewhere_is_refused_and_nothing_of_it_is_kept(
    citizen: Account, draft: Draft, headers: dict[str, str]
) -> None:
    client = _checked(citizen)
    answer = client.post(page_url(draft, "owner"), OWNER, headers=headers)
    assert answer.status_code == 403
    assert "001188123482" not in said(answer)
    assert "001188123482" not in said(client.get(page_url(draft, "owner")))


def test_submitting_twice_shows_the_first_confirmation(client: Client, draft: Draft) -> None:
    filled(client, draft)
    first, again = submit(client, draft), submit(client, draft)
    assert first["Location"] == again["Location"]
    assert Dossier.objects.count() == 1


def test_every_page_of_a_submitted_form_leads_to_its_confirmation(client: Client, draft: Draft) -> None:
    filled(client, draft)
    confirmation = submit(client, draft)["Location"]
    for address in (page_url(draft, "pet"), reverse("applicant:papers", args=[draft.pk])):
        assert client.get(address)["Location"] == confirmation
        assert client.post(address, PET)["Location"] == confirmation
    assert Dossier.objects.get().answers["pet_name"] == "Vàng"


def test_pages_are_not_kept_by_the_browser_so_the_back_button_shows_what_is_saved(client: Client, draft: Draft) -> None:
    assert "no-store" in client.get(page_url(draft, "owner"))["Cache-Control"]


def test_two_tabs_on_one_draft_see_each_other_and_lose_nothing(client: Client, draft: Draft) -> None:
    save(client, draft, "owner", OWNER)
    draft.refresh_from_db()
    opened = draft.revision
    client.post(page_url(draft, "pet"), {**PET, "pet_name": "Tab một", "revision": opened})
    answer = client.post(page_url(draft, "pet"), {**PET, "pet_name": "Tab hai", "revision": opened})
    page = said(answer)
    assert answer.status_code == 200 and "cửa sổ khác" in page
    assert "Tab một" in page and 'value="Tab hai"' in page
    again = client.post(page_url(draft, "pet"), {**PET, "pet_name": "Tab hai", "revision": hidden(answer, "revision")})
    assert again.status_code == 302
    draft.refresh_from_db()
    assert draft.answers["pet_name"] == "Tab hai"


def test_a_check_page_older_than_another_tabs_change_is_shown_anew_before_it_submits(
    client: Client, draft: Draft
) -> None:
    filled(client, draft)
    opened = draft.revision
    save(client, draft, "pet", {**PET, "pet_name": "Mực"})
    answer = client.post(reverse("applicant:check", args=[draft.pk]), {"declare": "yes", "revision": opened})
    assert "cửa sổ khác" in said(answer) and "Mực" in said(answer) and Dossier.objects.count() == 0


def test_a_procedure_superseded_meanwhile_is_explained_and_carries_everything_over(
    client: Client, draft: Draft, version: ProcedureVersion, ward: Unit
) -> None:
    filled(client, draft)
    _supersede(version)
    answer = submit(client, draft)
    assert answer["Location"] == reverse("applicant:superseded", args=[draft.pk])
    assert "Quy định vừa thay đổi" in said(client.get(answer["Location"])) and Dossier.objects.count() == 0
    moved = client.post(answer["Location"])
    assert moved["Location"] == page_url(draft, "chip")
    save(client, draft, "chip", {"chip": "VN-1"})
    check = said(client.get(reverse("applicant:check", args=[draft.pk])))
    assert "Vàng" in check and "VN-1" in check and "so-tiem.png" in check
    submit(client, draft)
    assert Dossier.objects.get().version_id == draft.version_id != version.pk


def test_a_superseded_procedure_the_office_no_longer_offers_says_so(
    client: Client, draft: Draft, version: ProcedureVersion
) -> None:
    filled(client, draft)
    ProcedureVersion.objects.filter(pk=version.pk).update(valid_to=yesterday())
    procedures.forget()
    page = client.post(submit(client, draft)["Location"])
    assert page.status_code == 200 and "không còn nhận" in said(page)


def _supersede(version: ProcedureVersion) -> None:
    ProcedureVersion.objects.filter(pk=version.pk).update(valid_to=yesterday())
    form: dict[str, Any] = {**DEFINITION["form"]}
    form["pages"] = [
        *form["pages"],
        {"key": "chip", "title": "Chip", "fields": [{"id": "chip", "kind": "text", "label": "Số chip"}]},
    ]
    publish({**DEFINITION, "version": "2", "form": form}, valid_from=yesterday())


def _sign_in(client: Client, asked: HttpResponse, phone: str = "0912345678", password: str = PASSWORD) -> HttpResponse:
    """Sign in on the page that asked for it, sending its hidden fields back as a browser does."""
    data = {"login": phone, "password": password, "as": "citizen"}
    return client.post(
        reverse("applicant:sign_in"), {**data, "kept": hidden(asked, "kept"), "next": hidden(asked, "next")}
    )


def _checked(account: Account) -> Client:
    client = Client(enforce_csrf_checks=True)
    client.force_login(account)
    client.get(reverse("applicant:dossiers"))
    return client
