"""The support pages: for superusers only, to look at and not to change what must leave a row in the journal."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings as now_in_force
from django.test import Client, modify_settings, override_settings

from motcua.accounts.actions import create_officer
from motcua.accounts.models import Account

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
PAGES = ("accounts/account", "organisation/unit", "organisation/holding", "organisation/organisationchange")


@pytest.fixture
def support(db: None) -> Iterator[None]:
    with (
        modify_settings(INSTALLED_APPS={"append": "django.contrib.admin"}),
        override_settings(ROOT_URLCONF="tests.config.support_urls"),
    ):
        yield


def officer(login: str, *, superuser: bool) -> Client:
    account = create_officer(login, "mua xuan o lang", "Lê Văn Sơn", at=NOW)
    Account.objects.filter(pk=account.pk).update(is_staff=superuser, is_superuser=superuser)
    client = Client()
    client.force_login(account)
    return client


def test_a_superuser_looks_and_an_officer_does_not(support: None) -> None:
    root, clerk = officer("ho.tro", superuser=True), officer("can.bo", superuser=False)
    for page in PAGES:
        assert root.get(f"/quan-tri/{page}/").status_code == 200
        assert clerk.get(f"/quan-tri/{page}/").status_code == 302
        assert root.get(f"/quan-tri/{page}/add/").status_code == 403


def test_without_the_setting_there_are_no_support_pages() -> None:
    assert "django.contrib.admin" not in now_in_force.INSTALLED_APPS
    assert Client().get("/quan-tri/").status_code == 404


def test_with_the_setting_the_installation_is_sound_and_support_comes_in_by_the_officers_door(tmp_path: Path) -> None:
    asked = (
        "import django; django.setup(); from django.urls import resolve; "
        "print(resolve('/quan-tri/login/').func.view_initkwargs['query_string'], resolve('/quan-tri/').func.__name__)"
    )
    environment = {
        **os.environ,
        "MOTCUA_SUPPORT_PAGES": "1",
        "MOTCUA_DATA_DIR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "motcua.config.settings",
    }
    said = subprocess.run([sys.executable, "-c", asked], env=environment, capture_output=True, text=True, check=True)
    assert said.stdout.split() == ["True", "index"]
