"""The system's own seal under an acknowledgement: an Ed25519 signature over everything the paper says.

No person signs when nobody has looked yet; the seal says that this system, and no other, gave the paper out, and that
not a letter of it was changed since. Whoever has the public key checks it without asking us. The key is made from a
secret of the installation that is kept for this alone.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

SEAL = "seal"


def sealed(data: Mapping[str, Any], secret: str) -> dict[str, Any]:
    """The same facts with the seal over them."""
    return {**data, SEAL: base64.b64encode(_key(secret).sign(sealed_text(data))).decode()}


def holds(data: Mapping[str, Any], secrets: Iterable[str]) -> bool | None:
    """Whether the seal on stored facts is of one of our secrets and they are unchanged; None where there is no seal."""
    from cryptography.exceptions import InvalidSignature

    if SEAL not in data:
        return None
    for secret in secrets:
        try:
            _key(secret).public_key().verify(base64.b64decode(data[SEAL]), sealed_text(data))
        except (InvalidSignature, ValueError):
            continue
        return True
    return False


def sealed_text(data: Mapping[str, Any]) -> bytes:
    """What is signed: the facts without the seal, as JSON with sorted names and no spaces, in UTF-8."""
    facts = {name: value for name, value in data.items() if name != SEAL}
    return json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def public_key(secret: str) -> str:
    """The public key by which anybody checks our seals, as PEM."""
    from cryptography.hazmat.primitives import serialization

    kind, encoding = serialization.PublicFormat.SubjectPublicKeyInfo, serialization.Encoding.PEM
    return _key(secret).public_key().public_bytes(encoding, kind).decode()


def _key(secret: str) -> Ed25519PrivateKey:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(hashlib.sha256(f"motcua.seal {secret}".encode()).digest())
