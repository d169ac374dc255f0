"""Keys in files (PKCS#12): one per person by login, one per office by code, in a folder only the service can read."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from motcua.receipts.ports import Chain, Holder, NoKey

from . import signing_authority


class FileKeys:
    """Signs at once, on this machine; where the settings say so (a demonstration) it makes missing keys."""

    name = "file"
    is_remote = False

    def __init__(self, folder: Path | None = None, password: str | None = None, makes: bool | None = None) -> None:
        self.folder = folder or Path(settings.SIGNING_FOLDER)
        self.password = settings.SIGNING_PASSWORD if password is None else password
        self.makes = settings.SIGNING_MAKES_KEYS if makes is None else makes

    def chain(self, holder: Holder) -> Chain:
        from cryptography.hazmat.primitives.serialization import Encoding

        _key, certificate, others = self._kept(holder)
        return Chain(certificate.public_bytes(Encoding.DER), tuple(one.public_bytes(Encoding.DER) for one in others))

    def sign(self, holder: Holder, message: bytes, *, key: UUID, reference: str = "") -> bytes:
        from cryptography.hazmat.primitives import hashes
        from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

        private, _certificate, _others = self._kept(holder)
        if isinstance(private, ec.EllipticCurvePrivateKey):
            return private.sign(message, ec.ECDSA(hashes.SHA256()))
        if isinstance(private, rsa.RSAPrivateKey):
            return private.sign(message, padding.PKCS1v15(), hashes.SHA256())
        raise NoKey("Khóa trong tệp không phải loại ký được (RSA hoặc ECDSA).")

    def file_of(self, holder: Holder) -> Path:
        """Where a holder's key lies: «kinhbac.chutich.p12», «co-quan-H05.101.p12»."""
        safe = re.sub(r"[^A-Za-z0-9._-]", "_", holder.key)
        return self.folder / f"{'co-quan-' if holder.is_office else ''}{safe}.p12"

    def _kept(self, holder: Holder) -> tuple[Any, Any, list[Any]]:
        file = self.file_of(holder)
        if not file.exists():
            if not self.makes:
                if holder.is_office:
                    raise NoKey("Cơ quan chưa có chứng thư số để ký. Hãy báo người quản trị.")
                raise NoKey("Bạn chưa có chứng thư số để ký. Hãy báo người quản trị.")
            signing_authority.give(self.folder, file, holder, self.password, at=timezone.now())
        return _opened(file, file.stat().st_mtime_ns, self.password)


@lru_cache(maxsize=64)
def _opened(file: Path, _changed: int, password: str) -> tuple[Any, Any, list[Any]]:
    # Opening costs a key derivation: kept for as long as the file is the same.
    from cryptography.hazmat.primitives.serialization import pkcs12

    try:
        key, certificate, others = pkcs12.load_key_and_certificates(file.read_bytes(), password.encode() or None)
    except (ValueError, OSError) as why:
        raise NoKey("Không mở được tệp khóa: sai mật khẩu hoặc tệp hỏng. Hãy báo người quản trị.") from why
    if key is None or certificate is None:
        raise NoKey("Tệp khóa không có chứng thư. Hãy báo người quản trị.")
    return key, certificate, list(others)
