"""Keys in a hardware module on this machine (PKCS#11), one per holder by label.

Speaks to the module through the package `python-pkcs11`, which an office installs beside its driver; without it every
request is refused in plain words. `opens` gives a session and is what tests replace.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any, Protocol
from uuid import UUID

from django.conf import settings

from motcua.receipts.ports import Chain, Holder, NoKey, SignerUnavailable

NOT_HERE = "Máy chủ chưa cài thư viện cho thiết bị ký (python-pkcs11). Hãy báo người quản trị."
NO_ANSWER = "Thiết bị ký không trả lời. Chưa ký; thử lại sau ít phút."


class Session(Protocol):
    """An open session with the module: certificates by label, and signatures over a SHA-256 digest."""

    def certificates(self, label: str) -> list[bytes]: ...
    def sign(self, label: str, digest: bytes) -> bytes: ...


Opens = Callable[[], AbstractContextManager[Session]]


class ModuleKeys:
    """The holder's key never leaves the module; a session lasts for one request."""

    name = "pkcs11"
    is_remote = False

    def __init__(self, opens: Opens | None = None) -> None:
        self.opens = opens or _opened

    def chain(self, holder: Holder) -> Chain:
        found = self._asked(lambda session: session.certificates(_label(holder)))
        if not found:
            raise NoKey("Thiết bị ký không có chứng thư của bạn. Hãy báo người quản trị.")
        return Chain(found[0], tuple(found[1:]))

    def sign(self, holder: Holder, message: bytes, *, key: UUID, reference: str = "") -> bytes:
        digest = hashlib.sha256(message).digest()
        return bytes(self._asked(lambda session: session.sign(_label(holder), digest)))

    def _asked(self, what: Callable[[Session], Any]) -> Any:
        try:
            with self.opens() as session:
                return what(session)
        except NoKey:
            raise
        except Exception as why:  # a driver fails in ways of its own maker's
            raise SignerUnavailable(NO_ANSWER) from why


def _label(holder: Holder) -> str:
    return f"{'office' if holder.is_office else 'person'}-{holder.key}"


def _opened() -> AbstractContextManager[Session]:
    try:
        import pkcs11
    except ImportError as missing:
        raise NoKey(NOT_HERE) from missing
    return _Module(pkcs11)


class _Module:
    """A session of python-pkcs11. Not run by our tests: no module is at hand here."""

    def __init__(self, library: Any) -> None:
        self.library = library

    def __enter__(self) -> Session:
        token = self.library.lib(settings.SIGNING_PKCS11_LIBRARY).get_token(token_label=settings.SIGNING_PKCS11_TOKEN)
        self._open = token.open(user_pin=settings.SIGNING_PKCS11_PIN)
        self._session = self._open.__enter__()
        return self

    def __exit__(self, *why: Any) -> None:
        self._open.__exit__(*why)

    def certificates(self, label: str) -> list[bytes]:
        kinds, names = self.library.ObjectClass, self.library.Attribute
        found = self._session.get_objects({names.CLASS: kinds.CERTIFICATE, names.LABEL: label})
        return [bytes(one[names.VALUE]) for one in found]

    def sign(self, label: str, digest: bytes) -> bytes:
        from pkcs11.util.ec import encode_ecdsa_signature

        key = self._session.get_key(object_class=self.library.ObjectClass.PRIVATE_KEY, label=label)
        if key.key_type == self.library.KeyType.EC:
            return bytes(encode_ecdsa_signature(key.sign(digest, mechanism=self.library.Mechanism.ECDSA)))
        prefix = bytes.fromhex("3031300d060960864801650304020105000420")  # DigestInfo of SHA-256 (RFC 8017)
        return bytes(key.sign(prefix + digest, mechanism=self.library.Mechanism.RSA_PKCS))
