"""Signing in through an outside OpenID Connect provider (VNeID's shape). Off where no issuer is named."""

from motcua.config import environment

OPENID_ISSUER = environment.text("MOTCUA_OIDC_ISSUER").rstrip("/")
OPENID_CLIENT = environment.text("MOTCUA_OIDC_CLIENT_ID")
OPENID_SECRET = environment.text("MOTCUA_OIDC_CLIENT_SECRET")
# The name under which accounts remember the provider; it must never change once people have signed in by it.
OPENID_NAME = environment.text("MOTCUA_OIDC_NAME", "vneid")
OPENID_LABEL = environment.text("MOTCUA_OIDC_LABEL", "VNeID")
OPENID_SCOPES = environment.text("MOTCUA_OIDC_SCOPES", "openid profile")
# Where the person's name and identity number stand among the claims: the first of these that is there.
OPENID_NAME_CLAIMS = environment.listed("MOTCUA_OIDC_NAME_CLAIMS", "HoVaTen,hoVaTen,full_name")
OPENID_NUMBER_CLAIMS = environment.listed("MOTCUA_OIDC_NUMBER_CLAIMS", "SoDinhDanh,soDinhDanh,identity_number")
OUTSIDE_PROVIDER = environment.text("MOTCUA_OIDC_ADAPTER", "motcua.adapters.oidc.OpenIDProvider")
