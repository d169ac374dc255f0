"""Signing in through an OpenID Connect provider: authorization code with PKCE, state, nonce and a checked id_token.

The shape is VNeID's: `sub`, and the claims `SoDinhDanh` and `HoVaTen` (their names are settings). Providers built for
Western names give `given_name` and `family_name`, or a `name` with the family name last: the family name goes first.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from authlib.common.errors import AuthlibBaseError
from authlib.integrations.django_client import OAuth
from django.conf import settings
from django.http import HttpRequest
from joserfc.errors import JoseError
from requests import RequestException

from motcua.accounts.ports import OutsideFailure, OutsidePerson, OutsideRefusal

ALGORITHMS = ["RS256", "PS256", "ES256"]  # never "none", never a shared secret
SECONDS = 10
_TURNED_BACK = frozenset({"access_denied", "login_required", "interaction_required", "consent_required"})
# What anything of theirs may raise: the wire, the signature, the protocol, and text that is not what it should be.
_FAILURES = (RequestException, JoseError, AuthlibBaseError, ValueError, KeyError, TypeError, RuntimeError)


class OpenIDProvider:
    """The provider named by the settings MOTCUA_OIDC_*."""

    def begin(self, request: HttpRequest, callback: str) -> str:
        """The address of the provider's own sign-in page. Raises OutsideFailure."""
        try:
            client = self._client()
            asked: dict[str, Any] = client.create_authorization_url(callback)
            client.save_authorize_data(request, redirect_uri=callback, **asked)
        except _FAILURES as problem:
            raise OutsideFailure(type(problem).__name__) from problem
        return str(asked["url"])

    def finish(self, request: HttpRequest) -> OutsidePerson:
        """Whom the provider vouches for. Raises OutsideFailure, OutsideRefusal."""
        if request.GET.get("error") in _TURNED_BACK:
            raise OutsideRefusal
        try:
            client = self._client()
            token = client.authorize_access_token(request)
            claims = dict(token.get("userinfo") or {})
            if not claims.get("sub"):
                raise OutsideFailure("no id_token")
            if not _first(claims, settings.OPENID_NAME_CLAIMS) and client.server_metadata.get("userinfo_endpoint"):
                more = dict(client.userinfo(token=token))
                if more.get("sub") != claims["sub"]:
                    raise OutsideFailure("userinfo speaks of somebody else")
                claims = {**more, **claims}
        except _FAILURES as problem:
            raise OutsideFailure(type(problem).__name__) from problem
        return person(claims)

    def _client(self) -> Any:
        registry = OAuth()
        registry.register(
            settings.OPENID_NAME,
            server_metadata_url=f"{settings.OPENID_ISSUER}/.well-known/openid-configuration",
            client_id=settings.OPENID_CLIENT,
            client_secret=settings.OPENID_SECRET,
            client_kwargs={
                "scope": settings.OPENID_SCOPES,
                "code_challenge_method": "S256",
                "default_timeout": SECONDS,
            },
        )
        client = registry.create_client(settings.OPENID_NAME)
        metadata = client.load_server_metadata()
        if metadata.get("issuer", "").rstrip("/") != settings.OPENID_ISSUER:
            raise OutsideFailure("the metadata is another issuer's")
        client.server_metadata["id_token_signing_alg_values_supported"] = ALGORITHMS
        return client


def person(claims: Mapping[str, Any]) -> OutsidePerson:
    """Whom claims speak of. Raises OutsideFailure for a subject that cannot be one."""
    subject = str(claims["sub"])
    if not 0 < len(subject) <= 255 or "\x00" in subject:
        raise OutsideFailure("a subject that cannot be one")
    number = _first(claims, settings.OPENID_NUMBER_CLAIMS)
    return OutsidePerson(
        provider=settings.OPENID_NAME,
        subject=subject,
        full_name=full_name(claims),
        identity_number=number if re.fullmatch(r"[0-9]{9}|[0-9]{12}", number) else "",
    )


def full_name(claims: Mapping[str, Any]) -> str:
    """The person's name, family name first; empty where the provider told none."""
    whole = _first(claims, settings.OPENID_NAME_CLAIMS)
    if not whole:
        whole = " ".join(part for name in ("family_name", "middle_name", "given_name") if (part := _text(claims, name)))
    return " ".join(unicodedata.normalize("NFC", whole or _text(claims, "name")).split())[:150]


def _first(claims: Mapping[str, Any], names: Sequence[str]) -> str:
    return next((text for name in names if (text := _text(claims, name))), "")


def _text(claims: Mapping[str, Any], name: str) -> str:
    value = claims.get(name)
    return value.strip() if isinstance(value, str) else ""
