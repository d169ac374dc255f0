"""What this provider says of a person: VNeID's claims beside `sub`, and nothing else."""

from __future__ import annotations

from typing import Any

from allauth.idp.oidc.adapter import DefaultOIDCAdapter

from tests.openid.provider import PEOPLE


class VneidShape(DefaultOIDCAdapter):
    def get_claims(self, purpose: Any, user: Any, client: Any, scopes: Any, **more: Any) -> dict[str, Any]:
        claims: dict[str, Any] = {"sub": self.get_user_sub(client, user)}
        if "profile" in scopes and purpose == "userinfo":
            claims["HoVaTen"], claims["SoDinhDanh"] = PEOPLE[user.username]
        return claims
