"""An authority for time stamps on this machine (RFC 3161 over HTTP), answering with pyhanko's own machinery.

In its `mood` it stamps well, sleeps, talks a letter at a time, refuses, stamps something else or sends nonsense.
"""

from __future__ import annotations

import datetime as dt
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from asn1crypto import keys, tsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.sign.timestamps import DummyTimeStamper

REPLY = "application/timestamp-reply"
NAME = "Máy chủ dấu thời gian thử"


@dataclass
class Authority:
    """What it does, what it was asked and with which password, and its root."""

    stamper: Any
    mood: str = "well"
    asked: list[bytes] = field(default_factory=list)
    logins: list[str | None] = field(default_factory=list)
    address: str = ""

    def answer(self, body: bytes) -> bytes:
        request = tsp.TimeStampReq.load(body)
        if self.mood == "refusing":
            return bytes.fromhex("30053003020102")  # status: rejection, and no token
        if self.mood == "lying":
            request["message_imprint"]["hashed_message"] = bytes(32)
        if self.mood == "replaying":
            request["nonce"] = 4
        answer: tsp.TimeStampResp = self.stamper.request_tsa_response(request)
        return bytes(answer.dump())


@contextmanager
def running(folder: Path, *, at: dt.datetime, root: str = "roots") -> Iterator[Authority]:
    """The authority, its root certificate in `folder/<root>/tsa.pem`."""
    found = Authority(_stamper(folder / root / "tsa.pem", at))

    class Answering(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            found.asked.append(body)
            found.logins.append(self.headers.get("Authorization"))
            if found.mood == "asleep":
                time.sleep(2)
            elif found.mood == "elsewhere":
                self.send_response(302)
                self.send_header("Location", "http://127.0.0.1:9/")
                self.end_headers()
            elif found.mood == "broken":
                self.send_error(500)
            else:
                self._say(b"{}" if found.mood == "nonsense" else found.answer(body))

        def _say(self, said: bytes) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html" if found.mood == "web page" else REPLY)
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            if found.mood != "dripping":
                self.wfile.write(said)
                return
            with suppress(OSError):  # until whoever asked hangs up
                for letter in said[:40]:
                    self.wfile.write(bytes([letter]))
                    time.sleep(0.05)

        def log_message(self, format: str, *arguments: Any) -> None:
            """Say nothing."""

        def handle(self) -> None:
            try:
                super().handle()
            except OSError:
                return  # whoever asked hung up

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    found.address = f"http://127.0.0.1:{server.server_port}/tsa"
    try:
        yield found
    finally:
        server.shutdown()
        server.server_close()


def _stamper(root_file: Path, at: dt.datetime) -> Any:
    root_key = rsa.generate_private_key(65537, 2048)
    key = rsa.generate_private_key(65537, 2048)
    root = _certificate("Gốc dấu thời gian thử", root_key, None, root_key, at)
    certificate = _certificate(NAME, key, root, root_key, at)
    root_file.parent.mkdir(parents=True, exist_ok=True)
    root_file.write_bytes(root.public_bytes(serialization.Encoding.PEM))
    private = key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return DummyTimeStamper(
        tsa_cert=asn1_x509.Certificate.load(certificate.public_bytes(serialization.Encoding.DER)),
        tsa_key=keys.PrivateKeyInfo.load(private),
        certs_to_embed=None,
        fixed_dt=at,
    )


def _certificate(
    name: str, key: Any, issuer: x509.Certificate | None, issuer_key: Any, at: dt.datetime
) -> x509.Certificate:
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(at - dt.timedelta(days=400))
        .not_valid_after(at + dt.timedelta(days=3650))
        .add_extension(x509.BasicConstraints(ca=issuer is None, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()), critical=False)
    )
    if issuer is not None:
        made = made.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
    return made.sign(issuer_key, hashes.SHA256())
