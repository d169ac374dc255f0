"""How much one may send, and which files one may name."""

from __future__ import annotations

import io
from copy import deepcopy
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from motcua.dossiers import actions
from motcua.dossiers.actions.attaching import MOST_PER_PAPER
from motcua.dossiers.models import Attachment, PersonalDataView
from motcua.dossiers.rules.refusals import Invalid
from motcua.pages.applicant.asked import _corrected
from motcua.procedures.rules.definition import parse
from tests.builders.dossiers import Desk
from tests.builders.office import KinhBac
from tests.pages.applicant.conftest import DEFINITION


def picture(number: int) -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (20 + number, 20), "white").save(out, "PNG")
    return SimpleUploadedFile(f"{number}.png", out.getvalue(), "image/png")


def test_a_supplement_takes_as_many_files_for_a_paper_as_a_filing(office: KinhBac) -> None:
    desk = Desk(office)
    dossier, by = desk.asked_for_more(), desk.citizen()

    def send(number: int) -> Any:
        words: dict[str, Any] = {"paper_key": "birth_notice", "stream": "supplement"}
        return actions.attach_to_dossier(dossier.pk, by=by, at=desk.at, file=picture(number), **words)

    for number in range(MOST_PER_PAPER):
        send(number)
    with pytest.raises(Invalid):
        send(MOST_PER_PAPER)
    assert send(0).pk, "the same file again is a repeat and no further one"


def test_an_officers_look_at_a_file_is_recorded_with_the_files_whole_name(office: KinhBac, sit_down: Any) -> None:
    dossier = Desk(office).accepted()
    attachment = Attachment.objects.filter(dossier=dossier).order_by("pk").first()
    assert attachment is not None
    answer = sit_down("tiepnhan1").get(f"/can-bo/ho-so/{dossier.pk}/tep/{attachment.pk}/")
    assert b"".join(answer.streaming_content).startswith(b"%PDF")
    seen = PersonalDataView.objects.filter(dossier=dossier).values_list("what", flat=True)
    assert attachment.pk in {UUID(what.removeprefix("file:")) for what in seen if what.startswith("file:")}


@pytest.mark.django_db
def test_a_supplemented_answer_names_no_file_of_somebody_elses() -> None:
    asked = deepcopy(DEFINITION)
    asked["form"]["pages"][1]["fields"].append({"id": "scan", "kind": "file", "label": "Bản quét"})
    own = SimpleNamespace(pk=uuid4(), filename="a.png", size=9, media_type="image/png")
    page = SimpleNamespace(
        definition=parse(asked),
        attachments=[own],
        open_supplement=SimpleNamespace(items=[{"field": "scan"}]),
        dossier=SimpleNamespace(answers={}),
    )
    assert _corrected(page, {"scan": [str(own.pk)]}) == ({"scan": [str(own.pk)]}, [])
    answers, errors = _corrected(page, {"scan": [str(uuid4())]})
    assert answers == {}
    assert [error.field_id for error in errors] == ["scan"]
