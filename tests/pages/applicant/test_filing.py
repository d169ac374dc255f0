"""A citizen files: office, form pages one by one, papers, delivery, check, submit, confirmation."""

from __future__ import annotations

from html import unescape

from django.test import Client
from django.urls import reverse

from motcua.accounts.models import Account
from motcua.dossiers.models import Attachment, Dossier, Draft
from motcua.organisation.models import Unit
from motcua.procedures.models import Offering, ProcedureVersion

from .conftest import DEFINITION, OWNER, PET, filled, page_url, picture, publish, save, signed_in, submit


def test_the_whole_way_from_the_office_to_the_confirmation(client: Client, draft: Draft) -> None:
    filled(client, draft)
    check = client.get(reverse("applicant:check", args=[draft.pk])).content.decode()
    assert "Vàng" in check and "3/12/2023" in check.replace("03/12/2023", "3/12/2023")
    answer = submit(client, draft)
    dossier = Dossier.objects.get()
    assert answer["Location"] == reverse("applicant:confirmation", args=[dossier.pk])
    page = client.get(answer["Location"]).content.decode()
    for said in (dossier.code, "UBND phường Thử", "Số 1, phố Thử", "02430000001", "Việc tiếp theo", "<svg"):
        assert said in page
    assert reverse("applicant:paper", args=[dossier.pk, "acknowledgement"]) in page


def test_beginning_twice_opens_one_form(client: Client, draft: Draft, ward: Unit) -> None:
    answer = client.post(reverse("applicant:apply", args=["pet"]), {"office": str(ward.pk)})
    assert str(draft.pk) in answer["Location"]
    assert Draft.objects.count() == 1


def test_no_office_chosen_is_said_at_its_place(client: Client, version: ProcedureVersion, ward: Unit) -> None:
    answer = client.post(reverse("applicant:apply", args=["pet"]), {"office": "\x00' OR 1"})
    assert answer.status_code == 200
    assert "Hãy chọn nơi bạn muốn nộp." in answer.content.decode()


def test_progress_counts_the_pages_that_apply(client: Client, draft: Draft) -> None:
    assert "Bước 1 trong 6" in client.get(page_url(draft, "owner")).content.decode()
    save(client, draft, "owner", OWNER)
    answer = save(client, draft, "pet", {**PET, "fierce": "yes"})
    assert answer["Location"] == page_url(draft, "muzzle")
    assert "Bước 3 trong 7" in client.get(answer["Location"]).content.decode()


def test_a_page_whose_condition_no_longer_holds_leads_on(client: Client, draft: Draft) -> None:
    save(client, draft, "owner", OWNER)
    save(client, draft, "pet", PET)
    assert client.get(page_url(draft, "muzzle")).status_code == 302


def test_an_unknown_page_is_404(client: Client, draft: Draft) -> None:
    assert client.get(page_url(draft, "nothing")).status_code == 404


def test_rows_are_added_and_removed_by_buttons_and_keep_what_was_typed(client: Client, draft: Draft) -> None:
    save(client, draft, "owner", OWNER)
    save(client, draft, "pet", PET)
    first = client.post(page_url(draft, "others"), {"carers.0.name": "Lê Văn An", "_add": "carers"})
    assert first.status_code == 200
    assert 'value="Lê Văn An"' in first.content.decode() and 'name="carers.1.name"' in first.content.decode()
    typed = {"carers.0.name": "Lê Văn An", "carers.1.name": "Bùi Thị Lan"}
    second = client.post(page_url(draft, "others"), {**typed, "_remove": "carers.0"}).content.decode()
    assert "Lê Văn An" not in second and "Bùi Thị Lan" in second
    save(client, draft, "others", {"carers.1.name": "Bùi Thị Lan"})
    draft.refresh_from_db()
    assert draft.answers["carers"] == [{"name": "Bùi Thị Lan"}]


def test_leaving_for_later_keeps_what_is_right_on_the_page(client: Client, draft: Draft) -> None:
    save(client, draft, "owner", OWNER)
    answer = save(client, draft, "pet", {**PET, "born.month": "13", "_later": "yes"})
    assert answer["Location"] == reverse("applicant:dossiers")
    draft.refresh_from_db()
    assert draft.answers["pet_name"] == "Vàng" and "born" not in draft.answers
    listed = client.get(answer["Location"]).content.decode()
    assert "Nuôi chó" in listed and reverse("applicant:resume", args=[draft.pk]) in listed


def test_resuming_leads_to_the_first_step_that_wants_something(client: Client, draft: Draft) -> None:
    save(client, draft, "owner", OWNER)
    assert client.get(reverse("applicant:resume", args=[draft.pk]))["Location"] == page_url(draft, "pet")


def test_changing_one_answer_from_the_check_page_leads_back_to_it(client: Client, draft: Draft) -> None:
    filled(client, draft)
    answer = client.post(page_url(draft, "pet") + "?ve=kiem-tra", {**PET, "pet_name": "Mực"})
    assert answer["Location"] == reverse("applicant:check", args=[draft.pk])
    draft.refresh_from_db()
    assert draft.answers["pet_name"] == "Mực"


def test_what_is_missing_is_listed_with_its_place_and_nothing_is_submitted(client: Client, draft: Draft) -> None:
    save(client, draft, "owner", OWNER)
    page = submit(client, draft)
    assert page.status_code == 200 and Dossier.objects.count() == 0
    said = page.content.decode()
    assert f"{page_url(draft, 'pet')}?ve=kiem-tra#pet_name" in said and "Chưa có: Sổ tiêm phòng." in said


def test_without_the_declaration_nothing_is_submitted(client: Client, draft: Draft) -> None:
    filled(client, draft)
    page = client.post(reverse("applicant:check", args=[draft.pk]), {"revision": draft.revision})
    assert "Hãy đánh dấu lời cam đoan" in page.content.decode() and Dossier.objects.count() == 0


def test_each_file_is_kept_and_can_be_taken_out(client: Client, draft: Draft) -> None:
    papers = reverse("applicant:papers", args=[draft.pk])
    client.post(papers, {"paper.vaccine": picture(), "_upload": "vaccine"})
    kept = Attachment.objects.get(removed_at=None)
    assert "so-tiem.png" in client.get(papers).content.decode()
    client.post(papers, {"_take_out": str(kept.pk)})
    assert "so-tiem.png" not in client.get(papers).content.decode()


def test_going_on_takes_the_files_just_chosen_with_it(client: Client, draft: Draft) -> None:
    papers = reverse("applicant:papers", args=[draft.pk])
    answer = client.post(papers, {"paper.vaccine": picture(), "paper.photo": picture("cho.png", "red"), "_next": "yes"})
    assert answer["Location"] == reverse("applicant:delivery", args=[draft.pk])
    assert Attachment.objects.filter(draft=draft, removed_at=None).count() == 2


def test_papers_only_shown_are_explained_and_ask_for_no_file(client: Client, draft: Draft) -> None:
    page = client.get(reverse("applicant:papers", args=[draft.pk])).content.decode()
    assert "Thẻ căn cước" in page and 'name="paper.identity"' not in page


def test_a_draft_is_thrown_away_only_after_asking(client: Client, draft: Draft) -> None:
    address = reverse("applicant:discard", args=[draft.pk])
    assert "Bỏ bản đang điền?" in client.get(address).content.decode() and Draft.objects.exists()
    client.post(address)
    assert not Draft.objects.exists()


def test_a_draft_of_somebody_else_is_404_everywhere(client: Client, draft: Draft, stranger: Account) -> None:
    other = signed_in(stranger)
    addresses = [page_url(draft, "owner")] + [
        reverse(f"applicant:{name}", args=[draft.pk])
        for name in ("resume", "case", "papers", "delivery", "check", "superseded", "discard")
    ]
    for address in addresses:
        assert other.get(address).status_code == 404, address
        assert other.post(address, {"declare": "yes", **OWNER}).status_code == 404, address
    draft.refresh_from_db()
    assert draft.answers == {}


def test_a_file_asked_for_on_a_form_page_is_kept_named_and_taken_out(
    client: Client, draft: Draft, version: ProcedureVersion, ward: Unit
) -> None:
    pages = [{"key": "map", "title": "Bản đồ", "fields": [{"id": "map", "kind": "file", "label": "Bản đồ chuồng"}]}]
    made = publish({**DEFINITION, "key": "kennel", "form": {**DEFINITION["form"], "pages": pages}})
    Offering.objects.create(unit=ward, procedure=made.procedure, valid_from=made.valid_from)
    client.post(reverse("applicant:apply", args=["kennel"]), {"office": str(ward.pk)})
    kennel = Draft.objects.get(version=made)
    assert "Hãy đính kèm tệp" in unescape(save(client, kennel, "map", {}).content.decode())
    assert save(client, kennel, "map", {"map.upload": picture("chuong.png")}).status_code == 302
    shown = client.get(page_url(kennel, "map")).content.decode()
    kept = Attachment.objects.get()
    assert "chuong.png" in shown and f'value="{kept.pk}"' in shown
    assert "chuong.png" in client.get(reverse("applicant:check", args=[kennel.pk])).content.decode()
    save(client, kennel, "map", {"map": str(kept.pk), "map.remove": str(kept.pk), "_later": "yes"})
    kept.refresh_from_db()
    assert kept.removed_at is not None
