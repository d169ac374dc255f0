"""An authority of one's own for demonstrations and tests: root → intermediate → officers and offices (P-256).

Never for real results: whoever holds the folder can sign as anybody.
"""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path
from typing import Any

from motcua.receipts.ports import Holder

ROOT, MIDDLE = "goc", "trung-gian"
# Demonstrations and tests tell of the past, whatever day it is.
SINCE = dt.datetime(2016, 1, 1, tzinfo=dt.UTC)


def make(folder: Path, *, at: dt.datetime) -> None:
    """Make the root and the intermediate in the folder, unless they are there."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if (folder / f"{MIDDLE}.key").exists():
        return
    from cryptography.hazmat.primitives.asymmetric import ec

    root_key, middle_key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    root = _certificate("Một Cửa – gốc trình diễn", "Một Cửa", root_key, None, root_key, at=at, years=20, is_ca=True)
    middle = _certificate(
        "Một Cửa – chứng thực trình diễn", "Một Cửa", middle_key, root, root_key, at=at, years=15, is_ca=True
    )
    _write(folder / "roots" / f"{ROOT}.pem", _pem(root))
    _write(folder / f"{ROOT}.key", _private(root_key))
    _write(folder / f"{MIDDLE}.pem", _pem(middle))
    _write(folder / f"{MIDDLE}.key", _private(middle_key))


def give(folder: Path, file: Path, holder: Holder, password: str, *, at: dt.datetime, days: int = 3 * 365) -> None:
    """Write the holder's key and certificate as PKCS#12."""
    from cryptography import x509
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.serialization import pkcs12

    make(folder, at=at)
    middle = x509.load_pem_x509_certificate((folder / f"{MIDDLE}.pem").read_bytes())
    middle_key = serialization.load_pem_private_key((folder / f"{MIDDLE}.key").read_bytes(), None)
    key = ec.generate_private_key(ec.SECP256R1())
    certificate = _certificate(holder.name, holder.office, key, middle, middle_key, at=at, days=days)
    kept = serialization.BestAvailableEncryption(password.encode()) if password else serialization.NoEncryption()
    _write(file, pkcs12.serialize_key_and_certificates(holder.key.encode(), key, certificate, [middle], kept))


def _certificate(
    name: str,
    office: str,
    key: Any,
    issuer: Any,
    issuer_key: Any,
    *,
    at: dt.datetime,
    years: int = 0,
    days: int = 0,
    is_ca: bool = False,
) -> Any:
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes
    from cryptography.x509.oid import NameOID

    subject = x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, office[:64]),
            x509.NameAttribute(NameOID.COMMON_NAME, name[:64]),
        ]
    )
    unused = ("key_encipherment", "data_encipherment", "key_agreement", "encipher_only", "decipher_only")
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(SINCE)
        .not_valid_after(at + dt.timedelta(days=days or years * 365))
        .add_extension(x509.BasicConstraints(ca=is_ca, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()), critical=False)
        .add_extension(
            x509.KeyUsage(
                digital_signature=not is_ca,
                content_commitment=not is_ca,
                key_cert_sign=is_ca,
                crl_sign=is_ca,
                **dict.fromkeys(unused, False),
            ),
            critical=True,
        )
    )
    return made.sign(issuer_key, hashes.SHA256())


def _pem(certificate: Any) -> bytes:
    from cryptography.hazmat.primitives.serialization import Encoding

    return bytes(certificate.public_bytes(Encoding.PEM))


def _private(key: Any) -> bytes:
    from cryptography.hazmat.primitives import serialization as form

    return bytes(key.private_bytes(form.Encoding.PEM, form.PrivateFormat.PKCS8, form.NoEncryption()))


def _write(file: Path, content: bytes) -> None:
    """Write whole or not at all, for the owner alone."""
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = file.with_name(f".{file.name}.{os.getpid()}")
    fresh.touch(mode=0o600)
    fresh.write_bytes(content)
    fresh.replace(file)
