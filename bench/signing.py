"""A leader's queue of fifty: the list, a preview, and all of them signed with one confirmation, beside bare pyHanko.

The floor signs fifty plain one-page PDFs with pyHanko and a key in memory: no stamp, no rights, no journal, no rows.
"""

from __future__ import annotations

import io
import re
import statistics
from datetime import UTC, datetime, timedelta

from bench import seeding
from bench.filing import as_application, cpu_of, signed_in, with_environment
from bench.measuring import Installation, Person, installations, own_cpu, web_server
from bench.report import Report
from bench.seeding import PASSWORD
from bench.stock import people_of
from bench.worklist import read

QUEUE = 50
SIGNER = "kinhbac.chutich"
LIST = "/can-bo/ky/"
LISTS, PREVIEWS = 20, 12
KEYS = {
    "MOTCUA_SIGNER": "motcua.adapters.signing_file.FileKeys",
    "MOTCUA_SIGNING_MAKES_KEYS": "1",
    "MOTCUA_SIGNING_PASSWORD": "mat khau cua khoa",
}
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')


def main(report: Report) -> None:
    """The list at most 15 ms and 12 statements; one of fifty signatures at most 5 times the floor."""
    floor = bare()
    with installations() as found:
        for installation in found:
            signs = with_environment(as_application(installation), **KEYS)
            people_of(installation)
            seeding.in_installation(signs, "queue_for_the_signer", count=QUEUE)
            name = installation.database
            sent = seeding.in_installation(signs, "statements_of_a_page", login=SIGNER, address=LIST)
            report.figure(f"signing queue of {QUEUE}, statements, {name}", sent, unit="", at_most=12)
            listed, previewed, signed = measured(signs)
            report.figure(f"signing queue of {QUEUE}, {name}", listed, at_most=15)
            report.ratio(f"one result previewed, beside one bare signature, {name}", previewed, floor)
            report.ratio(f"one of {QUEUE} results signed, beside bare pyHanko, {name}", signed, floor, at_most=5)


def measured(installation: Installation) -> tuple[float, float, float]:
    """CPU milliseconds of the list, of a preview with its picture, and of one signature among fifty."""
    with web_server(installation) as server:
        leader = signed_in(server, SIGNER, PASSWORD)
        first = read(leader, LIST)
        previews = re.findall(r'class="code" href="([^"]+)"', first)
        if len(previews) != QUEUE:
            raise RuntimeError(f"{len(previews)} wait for the signer, not {QUEUE}")
        listed = cpu_of(server, lambda: read(leader, LIST), LISTS)
        look(leader, previews[0])  # starts the process that draws
        others = iter(previews[1:])
        previewed = cpu_of(server, lambda: look(leader, next(others)), PREVIEWS)
        signed = cpu_of(server, lambda: sign_all(leader), 1) / QUEUE
    return listed, previewed, signed


def look(leader: Person, address: str) -> None:
    """Open a preview and fetch its picture, as a browser does."""
    page = read(leader, address)
    picture = re.search(r'class="sheet"[^>]*src="([^"]+)"|src="([^"]+)"[^>]*class="sheet"', page)
    if picture is None:
        raise RuntimeError("the preview shows no sheet")
    read(leader, (picture[1] or picture[2]).replace("&amp;", "&"))


def sign_all(leader: Person) -> None:
    """Tick all, confirm once."""
    ticked = re.findall(r'name="dossier" value="([^"]+)"', read(leader, f"{LIST}?het=1"))
    status, page = leader.post(LIST, [("dossier", one) for one in ticked])
    hidden = [pair for pair in HIDDEN.findall(page) if pair[0] != "csrfmiddlewaretoken"]
    if status != 200 or not hidden:
        raise RuntimeError(f"confirming answered {status} {page[:500]}")
    status, page = leader.post(LIST, hidden)
    left = re.findall(r'class="code" href="([^"]+)"', read(leader, LIST))
    if status != 302 or left:
        raise RuntimeError(f"signing answered {status} {leader.location()}; {len(left)} are left; {page[:500]}")


def bare() -> float:
    """CPU milliseconds of one signature by pyHanko alone, of fifty in a row."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import NameOID
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import signers

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Sàn đo")])
    began = datetime.now(UTC)
    made = x509.CertificateBuilder(name, name, key.public_key(), 1, began, began + timedelta(days=9))
    kept = serialization.pkcs12.serialize_key_and_certificates(
        b"x", key, made.sign(key, hashes.SHA256()), None, serialization.NoEncryption()
    )
    signer = signers.SimpleSigner.load_pkcs12_data(kept, other_certs=[])
    plain = _plain()

    def fifty() -> None:
        for _ in range(QUEUE):
            signers.sign_pdf(
                IncrementalPdfFileWriter(io.BytesIO(plain)),
                signers.PdfSignatureMetadata(field_name="Sign", md_algorithm="sha256"),
                signer=signer,
                in_place=False,
                output=io.BytesIO(),
            )

    return statistics.median(own_cpu(fifty, times=1) / QUEUE for _ in range(3))


def _plain() -> bytes:
    from pypdf import PdfWriter

    writer, out = PdfWriter(), io.BytesIO()
    writer.add_blank_page(width=595, height=842)
    writer.write(out)
    return out.getvalue()
