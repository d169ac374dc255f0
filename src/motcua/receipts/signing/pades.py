"""A PAdES signature (B-B, or B-T with a time stamp) in two steps, so that the key may be elsewhere: prepare, complete.

Between the steps everything is plain data that can be kept in a row. Nothing here touches the network.
"""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from ..ports import Chain, NoKey, NoStamp, SignerUnavailable
from .loops import at_once

if TYPE_CHECKING:
    from asn1crypto import x509

HASH = "sha256"
# Hexadecimal digits kept free in the file: a chain of three certificates and an RSA-4096 signature fit twice.
RESERVED = 16_384
# And for a time stamp with the chain of its authority.
RESERVED_FOR_STAMP = 32_768


@dataclass(frozen=True, slots=True)
class Prepared:
    """A PDF with room for one signature, and the bytes (`attributes`) that are to be signed."""

    document: bytes
    digest: bytes
    start: int
    end: int
    attributes: bytes


@dataclass(frozen=True, slots=True)
class Shown:
    """Where and as what a signature shows: field name, page, box, the stamp's PDF, the words read aloud."""

    field: str
    page: int
    box: tuple[int, int, int, int]
    stamp: bytes
    words: str


def prepare(
    pdf: bytes, shown: Shown, chain: Chain, *, at: datetime, name: str, reason: str, stamped: bool = False
) -> Prepared:
    """Give the PDF a signature field that shows the stamp, and say what has to be signed.

    `stamped`: keep room for a time stamp too.
    """
    from pyhanko.pdf_utils.content import ImportedPdfPage
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.pdf_utils.layout import AxisAlignment, SimpleBoxLayoutRule
    from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
    from pyhanko.sign.signers.pdf_signer import PdfSignatureMetadata, PdfSigner, PdfSigningSession
    from pyhanko.stamp import StaticStampStyle

    class AtThatMoment(PdfSigner):  # the moment of the action, not of the machine
        def init_signing_session(self, pdf_out: Any, existing_fields_only: bool = False) -> PdfSigningSession:
            session = super().init_signing_session(pdf_out, existing_fields_only=existing_fields_only)
            session.system_time = at
            return session

    signer = _outside(chain, bytes(512))
    with _as_file(shown.stamp) as stamp:
        pdf_signer = AtThatMoment(
            PdfSignatureMetadata(
                field_name=shown.field, md_algorithm=HASH, subfilter=SigSeedSubFilter.PADES, name=name, reason=reason
            ),
            signer=signer,
            stamp_style=StaticStampStyle(
                border_width=0,
                background=ImportedPdfPage(stamp),  # type: ignore[no-untyped-call]
                background_layout=SimpleBoxLayoutRule(AxisAlignment.ALIGN_MID, AxisAlignment.ALIGN_MID),
            ),
            new_field_spec=SigFieldSpec(
                shown.field, on_page=shown.page, box=shown.box, readable_field_name=shown.words
            ),
        )
        writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
        reserved = RESERVED + (RESERVED_FOR_STAMP if stamped else 0)
        ready, _document, output = at_once(pdf_signer.async_digest_doc_for_signing(writer, bytes_reserved=reserved))
    attributes = at_once(signer.signed_attrs(ready.document_digest, HASH, use_pades=True))
    return Prepared(
        output.getvalue(),
        ready.document_digest,
        ready.reserved_region_start,
        ready.reserved_region_end,
        attributes.dump(),
    )


def complete(prepared: Prepared, chain: Chain, signature: bytes, *, token: bytes = b"") -> bytes:
    """Put the signature into the prepared PDF, with the time stamp over it where a `token` is given.

    Raises NoStamp for a token for which too little room was kept.
    """
    from asn1crypto import cms
    from pyhanko.sign.signers.pdf_byterange import PreparedByteRangeDigest
    from pyhanko.sign.signers.pdf_signer import PdfTBSDocument
    from pyhanko.sign.timestamps.api import TimeStamper

    class Given(TimeStamper):  # it was asked for before: nothing here touches the network
        async def async_timestamp(self, message_digest: bytes, md_algorithm: str) -> cms.ContentInfo:
            return cms.ContentInfo.load(token)

    attributes = cms.CMSAttributes.load(prepared.attributes)
    content = at_once(
        _outside(chain, signature).async_sign_prescribed_attributes(
            HASH,
            signed_attrs=attributes,
            timestamper=Given() if token else None,  # type: ignore[no-untyped-call]
        )
    )
    if token and 2 * len(content.dump()) > prepared.end - prepared.start - 2:
        raise NoStamp("Dấu thời gian lớn hơn chỗ đã chừa trong tệp. Chưa ký; hãy báo người quản trị.")
    output = io.BytesIO(prepared.document)
    region = PreparedByteRangeDigest(prepared.digest, prepared.start, prepared.end)
    at_once(PdfTBSDocument.async_finish_signing(output, region, content))
    return output.getvalue()


def must_bear(chain: Chain, message: bytes, signature: bytes) -> None:
    """Raises SignerUnavailable for a signature over the message that its certificate does not bear."""
    if not bears(chain.certificate, message, signature):
        raise SignerUnavailable("Nơi giữ khóa trả về chữ ký không khớp chứng thư. Chưa ký; thử lại sau.")


def bears(certificate: bytes, message: bytes, signature: bytes) -> bool:
    """Whether the certificate's key made this signature over the message."""
    from cryptography import x509
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

    key = x509.load_der_x509_certificate(certificate).public_key()
    try:
        if isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(signature, message, ec.ECDSA(hashes.SHA256()))
        elif isinstance(key, rsa.RSAPublicKey):
            key.verify(signature, message, padding.PKCS1v15(), hashes.SHA256())
        else:
            return False
    except InvalidSignature:
        return False
    return True


def may_sign(chain: Chain, at: datetime) -> dict[str, str]:
    """What the journal keeps of a certificate. Raises NoKey for one that is not in force at the moment."""
    from cryptography import x509

    found = x509.load_der_x509_certificate(chain.certificate)
    if not found.not_valid_before_utc <= at <= found.not_valid_after_utc:
        raise NoKey("Chứng thư số đã hết hạn hoặc chưa có hiệu lực, nên chưa ký được. Hãy gia hạn chứng thư.")
    return {
        "serial": f"{found.serial_number:x}",
        "subject": found.subject.rfc4514_string(),
        "issuer": found.issuer.rfc4514_string(),
    }


def _outside(chain: Chain, signature: bytes) -> Any:
    from asn1crypto import x509
    from pyhanko.sign.signers.pdf_cms import ExternalSigner
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    store = SimpleCertificateStore()  # type: ignore[no-untyped-call]
    store.register_multiple([x509.Certificate.load(one) for one in chain.others])
    certificate: x509.Certificate = x509.Certificate.load(chain.certificate)
    return ExternalSigner(signing_cert=certificate, cert_registry=store, signature_value=signature)


@contextmanager
def _as_file(content: bytes) -> Iterator[str]:
    """Bytes under a name, for a reader that takes only names."""
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(content)
        file.flush()
        yield file.name
