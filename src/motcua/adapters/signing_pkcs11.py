"""Keys in a hardware module on this machine (PKCS#11), one per holder by label.

Speaks to the module through the package `python-pkcs11`, which an office installs beside its driver; without it every
request is refused in plain words. `opens` gives a session. Whoever logs in or out of a token does so for every session
of the process (PKCS#11 v2.40, 5.6.8), so that there is one session at a time.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from threading import Lock
from typing import Any, Protocol
from uuid import UUID

from django.conf import settings

from motcua.receipts.ports import Chain, Holder, NoKey, SignerUnavailable

NOT_HERE = "Máy chủ chưa cài thư viện cho thiết bị ký (python-pkcs11). Hãy báo người quản trị."
BUSY = "Thiết bị ký đang bận. Chưa ký; thử lại sau ít phút."
WAIT_SECONDS = 10.0
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
        certificate, *others = leaf_first(found)
        return Chain(certificate, tuple(others))

    def sign(self, holder: Holder, message: bytes, *, key: UUID, reference: str = "") -> bytes:
        digest = hashlib.sha256(message).digest()
        return bytes(self._asked(lambda session: session.sign(_label(holder), digest)))

    def _asked(self, what: Callable[[Session], Any]) -> Any:
        if not _ONE_AT_A_TIME.acquire(timeout=WAIT_SECONDS):
            raise SignerUnavailable(BUSY)
        try:
            with self.opens() as session:
                return what(session)
        except (NoKey, SignerUnavailable):
            raise
        except Exception as why:  # a driver fails in ways of its own maker's
            raise SignerUnavailable(NO_ANSWER) from why
        finally:
            _ONE_AT_A_TIME.release()


_ONE_AT_A_TIME = Lock()


def leaf_first(found: Iterable[bytes]) -> list[bytes]:
    """The certificates of one label with the holder's own first: a module gives them in no order."""
    from cryptography import x509

    def is_authority(der: bytes) -> bool:
        try:
            return bool(
                x509.load_der_x509_certificate(der).extensions.get_extension_for_class(x509.BasicConstraints).value.ca
            )
        except x509.ExtensionNotFound:
            return False

    return sorted(found, key=is_authority)


def _label(holder: Holder) -> str:
    return f"{'office' if holder.is_office else 'person'}-{holder.key}"


def _opened() -> AbstractContextManager[Session]:
    try:
        import pkcs11
    except ImportError as missing:
        raise SignerUnavailable(NOT_HERE) from missing
    return _Module(pkcs11)


class _Module:
    """A session of python-pkcs11; tests/receipts/test_hardware_module.py runs it on SoftHSM."""

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

        kinds, names = self.library.ObjectClass, self.library.Attribute
        # Read to its end: the library's own `get_key` leaves its search open, and trips over it later (0.10.1).
        found = list(self._session.get_objects({names.CLASS: kinds.PRIVATE_KEY, names.LABEL: label}))
        if len(found) != 1:
            raise NoKey("Thiết bị ký không có đúng một khóa của bạn. Hãy báo người quản trị.")
        key = found[0]
        if key.key_type == self.library.KeyType.EC:
            return bytes(encode_ecdsa_signature(key.sign(digest, mechanism=self.library.Mechanism.ECDSA)))
        prefix = bytes.fromhex("3031300d060960864801650304020105000420")  # DigestInfo of SHA-256 (RFC 8017)
        return bytes(key.sign(prefix + digest, mechanism=self.library.Mechanism.RSA_PKCS))
