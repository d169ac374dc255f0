"""A real PKCS#11 module: SoftHSM, where this machine has it (Debian: softhsm2)."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

PLACES = (
    "/usr/lib/softhsm/libsofthsm2.so",
    "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
    "/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so",
    "/usr/lib64/pkcs11/libsofthsm2.so",
    "/usr/local/lib/softhsm/libsofthsm2.so",
    "/opt/homebrew/lib/softhsm/libsofthsm2.so",
)
TOKEN, PIN = "mot-cua", "2468"


def softhsm() -> str | None:
    """The path of SoftHSM's library on this machine (MOTCUA_SOFTHSM first), or None where it cannot be used."""
    found = os.environ.get("MOTCUA_SOFTHSM") or next((one for one in PLACES if Path(one).exists()), None)
    if found is None or shutil.which("softhsm2-util") is None:
        return None
    try:
        import pkcs11  # noqa: F401
    except ImportError:
        return None
    return found


def made_token(folder: Path) -> str:
    """Make a token of our own in the folder; the module's path. Once per process: it reads its settings once."""
    library = softhsm()
    assert library is not None
    (folder / "tokens").mkdir()
    settings = folder / "softhsm2.conf"
    settings.write_text(f"directories.tokendir = {folder / 'tokens'}\nobjectstore.backend = file\nlog.level = ERROR\n")
    os.environ["SOFTHSM2_CONF"] = str(settings)
    command = ["softhsm2-util", "--init-token", "--free", "--label", TOKEN, "--pin", PIN, "--so-pin", "13579"]
    subprocess.run(command, check=True, capture_output=True)
    return library


def give(library: str, authority: Path, label: str, name: str, *, at: dt.datetime, kind: str) -> None:
    """Make a key inside the token and give it a certificate of the authority, stored after that of its issuer.

    `kind` is "EC" or "RSA". The private key never leaves the token.
    """
    import pkcs11
    from cryptography import x509
    from cryptography.hazmat.primitives import serialization
    from pkcs11.util.ec import encode_ec_public_key, encode_named_curve_parameters
    from pkcs11.util.rsa import encode_rsa_public_key

    from motcua.adapters import signing_authority

    signing_authority.make(authority, at=at)
    middle = x509.load_pem_x509_certificate((authority / "trung-gian.pem").read_bytes())
    middle_key = serialization.load_pem_private_key((authority / "trung-gian.key").read_bytes(), None)
    token = pkcs11.lib(library).get_token(token_label=TOKEN)
    with token.open(user_pin=PIN, rw=True) as session:
        given: dict[str, Any] = {"store": True, "label": label}
        if kind == "EC":
            curve = encode_named_curve_parameters("secp256r1")
            parameters = session.create_domain_parameters(
                pkcs11.KeyType.EC, {pkcs11.Attribute.EC_PARAMS: curve}, local=True
            )
            public, _private = parameters.generate_keypair(**given)
            spki = encode_ec_public_key(public)
        else:
            public, _private = session.generate_keypair(pkcs11.KeyType.RSA, 2048, **given)
            spki = _as_spki(encode_rsa_public_key(public))
        key = serialization.load_der_public_key(spki)
        certificate = signing_authority._certificate(name, name, _Public(key), middle, middle_key, at=at, days=3 * 365)
        for one in (middle, certificate):  # the issuer first: nobody may rely on an order
            session.create_object(
                {
                    pkcs11.Attribute.CLASS: pkcs11.ObjectClass.CERTIFICATE,
                    pkcs11.Attribute.CERTIFICATE_TYPE: pkcs11.CertificateType.X_509,
                    pkcs11.Attribute.TOKEN: True,
                    pkcs11.Attribute.LABEL: label,
                    pkcs11.Attribute.SUBJECT: one.subject.public_bytes(),
                    pkcs11.Attribute.VALUE: one.public_bytes(serialization.Encoding.DER),
                }
            )


class _Public:
    """A key of which only the public half is to be had."""

    def __init__(self, key: Any) -> None:
        self.key = key

    def public_key(self) -> Any:
        return self.key


def _as_spki(rsa: bytes) -> bytes:
    from asn1crypto import keys

    return bytes(keys.PublicKeyInfo.wrap(keys.RSAPublicKey.load(rsa), "rsa").dump())
