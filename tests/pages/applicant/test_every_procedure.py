"""Every procedure of the catalogue that is in force can be filed through the pages, with its own examples."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

import motcua
from motcua.dossiers.models import Dossier, Draft
from motcua.organisation.models import Unit
from motcua.pages.components.asking import typed_of
from motcua.procedures import queries as procedures
from motcua.procedures.actions import load_catalogue
from motcua.procedures.loading.examples import examples_of
from motcua.procedures.models import Offering, Procedure
from motcua.procedures.rules import forms

from .conftest import LONG_AGO, page_url, picture, save, submit

PROCEDURES = Path(motcua.__file__).parent / "catalogue" / "procedures"
KEYS = sorted(folder.name for folder in PROCEDURES.iterdir() if (folder / "procedure.yaml").exists())


@pytest.fixture
def everything(ward: Unit) -> Unit:
    """The whole catalogue, all of it offered by the one ward."""
    load_catalogue(PROCEDURES.parent, at=timezone.now())
    for procedure in Procedure.objects.order_by("key"):
        Offering.objects.get_or_create(unit=ward, procedure=procedure, valid_from=LONG_AGO)
    procedures.forget()
    return ward


def test_every_procedure_in_force_is_filed_page_by_page(client: Client, everything: Unit) -> None:
    today, filed = timezone.localdate(), []
    for key in KEYS:
        version = procedures.current_version(key, on=today, office_id=everything.pk)
        if version is None or "online" not in version.definition.channels:
            continue
        for example in examples_of(PROCEDURES / key, today):
            if example.organisation not in (None, version.organisation):
                continue
            client.post(reverse("applicant:apply", args=[key]), {"office": str(everything.pk)})
            draft = Draft.objects.get(dossier=None)
            _file(client, draft, example.answers, example.case)
            filed.append(key)
    assert len(set(filed)) >= 10, filed
    assert Dossier.objects.count() == len(filed)


def _file(client: Client, draft: Draft, answers: dict[str, object], case: str) -> None:
    definition = procedures.version(draft.version_id).definition
    if len(definition.cases) > 1:
        client.post(reverse("applicant:case", args=[draft.pk]), {"case": case, "revision": draft.revision})
    about = {"case": case, "channel": "online"}
    for visible in forms.visible_pages(definition.form, answers, **about):
        page = visible.page.key
        assert client.get(page_url(draft, page)).status_code == 200, (definition.key, page)
        fields = visible.page.fields
        typed: dict[str, object] = {**typed_of([one for one in fields if one.kind != "file"], answers)}
        typed |= {f"{one.id}.upload": picture("anh.png") for one in fields if one.kind == "file"}
        answer = save(client, draft, page, typed)
        assert answer.status_code == 302, (definition.key, page, answer.context and answer.context.get("errors"))
    papers = reverse("applicant:papers", args=[draft.pk])
    keys = [paper.key for paper in definition.papers if paper.handling == "submit"]
    assert client.get(papers).status_code == 200
    sent = {f"paper.{key}": picture() for key in keys} | {"_next": "yes"}
    assert client.post(papers, sent).status_code == 302, definition.key
    wish = definition.result.delivery[0] if definition.result else "desk"
    draft.refresh_from_db()
    delivery = reverse("applicant:delivery", args=[draft.pk])
    assert client.post(delivery, {"delivery_wish": wish, "revision": draft.revision}).status_code == 302
    assert client.get(reverse("applicant:check", args=[draft.pk])).status_code == 200
    answer = submit(client, draft)
    assert answer.status_code == 302, (definition.key, answer.context and answer.context.get("to_mend"))
    assert client.get(answer["Location"]).status_code == 200
    assert client.get(answer["Location"].replace("da-nop/", "")).status_code == 200
