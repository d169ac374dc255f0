"""An office that others can reach asks its officers for more than a password, or is told so."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from motcua.config import environment
from motcua.config.checks import second_factor
from motcua.config.doctor import settings_are_safe


def test_the_deploy_check_speaks_up_where_a_password_is_enough(settings: Any) -> None:
    settings.OFFICER_SECOND_FACTOR = "optional"
    assert [one.id for one in second_factor()] == ["motcua.W001"]
    settings.OFFICER_SECOND_FACTOR = "required"
    assert second_factor() == []


def test_the_doctor_names_what_is_wrong_with_signing_in(settings: Any) -> None:
    settings.ENCRYPTED, settings.OFFICER_SECOND_FACTOR = True, "optional"
    settings.OPENID_ISSUER, settings.OPENID_CLIENT = "http://idp.example.vn", ""
    said = "\n".join(one.en for one in settings_are_safe())
    for setting in (
        "MOTCUA_OFFICER_SECOND_FACTOR",
        "MOTCUA_OIDC_CLIENT_ID",
        "is not encrypted",
        "MOTCUA_SMS_PROVIDERS",
    ):
        assert setting in said


def test_a_word_that_is_no_choice_is_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOTCUA_OFFICER_SECOND_FACTOR", "perhaps")
    with pytest.raises(
        ImproperlyConfigured, match="MOTCUA_OFFICER_SECOND_FACTOR='perhaps': write required or optional"
    ):
        environment.one_of("MOTCUA_OFFICER_SECOND_FACTOR", ("required", "optional"), "optional")
