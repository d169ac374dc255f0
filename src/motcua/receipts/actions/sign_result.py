"""The approver signs: the verb, and on the paper a digital signature where the office signs so."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from motcua.accounts import queries as accounts
from motcua.dossiers import actions as dossier_actions
from motcua.dossiers import permissions
from motcua.dossiers import queries as dossiers
from motcua.dossiers.rules.itinerary import APPROVER, next_stage
from motcua.dossiers.rules.refusals import Changed
from motcua.dossiers.rules.states import Verb
from motcua.organisation.rules.authority import Authority, Function
from motcua.procedures import queries as procedures

from ..models import ResultDocument
from ..ports import Holder
from ..queries import live_document
from ..rendering.results import Drawn, Place, result_drawn, signature_stamp
from ..rules.results import signing_heading
from ..signing import signer
from .drafting import about_of
from .signatures import Made, Wanted, journal_facts, made, moment_on_paper

if TYPE_CHECKING:
    from motcua.dossiers.models import Dossier
    from motcua.procedures.rules.definition import Definition

State = ResultDocument.State


def sign_result(
    dossier_id: UUID, *, by: Authority, at: datetime, key: UUID, expected_lock: int | None = None, note: str = ""
) -> Dossier:
    """Sign the proposed result and pass the dossier on; on paper where no key is set up or nothing is written here.

    The signature is made before the verb's transaction and kept by it, or not at all. Raises what the verb raises,
    and Invalid where no signature could be made (`detail["waiting"]` while the holder still has to confirm).
    """
    said: dict[str, Any] = {"by": by, "at": at, "key": key, "expected_lock": expected_lock, "note": note}
    dossier, keeper, document = dossiers.dossier_for(by, dossier_id), signer(), live_document(dossier_id)
    definition = procedures.version(dossier.version_id).definition
    may = permissions.may(by, Verb.SIGN, dossier, definition)
    unchanged = expected_lock in (None, dossier.lock)
    if keeper is None or document is None or not may or not unchanged or not _is_last(dossier, definition):
        return dossier_actions.sign(dossier_id, **said)  # on paper, before the last signer, a repeat, or a refusal
    title, for_another = _post(by, dossier)
    about = about_of(dossier, definition, at)
    drawn = _drawn(document, about)
    holder = _holder(by, dossier)
    heading = signing_heading(title, office=dossier.unit.name, for_another=for_another)
    wanted = Wanted(
        role="signature",
        holder=holder,
        place=drawn.places["signature"],
        stamp=lambda moment: signature_stamp(
            drawn.places["signature"],
            heading=heading,
            name=by.name,
            office=dossier.unit.name,
            at=moment_on_paper(moment),
        ),
        words=f"Chữ ký số của {by.name}",
        pdf=lambda: drawn.pdf,
    )
    signed = made(document, wanted, keeper, account_id=by.signed_in_id, at=at, key=key)
    return _kept(document, signed, drawn, title=title, about=about, said=said)


def _kept(
    document: ResultDocument, signed: Made, drawn: Drawn, *, title: str, about: dict[str, str], said: dict[str, Any]
) -> Dossier:
    """The verb and the signed file, both or neither."""
    paper = dossier_actions.keep_paper(signed.pdf, "")
    facts = {**signed.facts, "title": title, "digest": hashlib.sha256(signed.pdf).hexdigest()}
    journal = journal_facts(facts)
    with transaction.atomic():
        done = dossier_actions.sign(document.dossier_id, **said, signature=journal)
        rows = ResultDocument.objects.filter(pk=document.pk, state=State.DRAFTED, revision=document.revision)
        changed = rows.update(
            state=State.SIGNED,
            signed_sha256=paper.sha256,
            signatures=[facts],
            pending=None,
            about=about,
            places={"seal": [drawn.places["seal"].page, *drawn.places["seal"].box]},
            signer_name=facts["name"],
            signer_title=title,
        )
        if not changed and not ResultDocument.objects.filter(pk=document.pk).exclude(state=State.DRAFTED).exists():
            raise Changed("Kết quả vừa được sửa sau khi bạn mở. Xem lại rồi ký.", since=[], lock=done.lock)
    return done


def _is_last(dossier: Dossier, definition: Definition) -> bool:
    following = next_stage(definition.stages, dossier.stage_key)
    return following is None or following.function != APPROVER


def _drawn(document: ResultDocument, about: dict[str, str]) -> Drawn:
    return result_drawn(document.layout, document.lines, about, verify_address=verify_address(document.token))


def verify_address(token: str) -> str:
    """The address behind the QR of a result."""
    return settings.BASE_URL + reverse("public:verify", args=[token])


def _post(by: Authority, dossier: Dossier) -> tuple[str, bool]:
    """The signer's post, and whether they sign for a colleague only."""
    posts = [a for a in by.appointments if a.office_id == dossier.unit_id and a.function is Function.APPROVER]
    own = [a for a in posts if a.acting_for is None]
    return (own or posts)[0].title if posts else "", bool(posts) and not own


def _holder(by: Authority, dossier: Dossier) -> Holder:
    account = accounts.account(by.signed_in_id)
    return Holder(account.login if account else str(by.account_id), by.name, dossier.unit.name)


def place_of(kept: list[int]) -> Place:
    """A place as the row keeps it."""
    return Place(kept[0], (kept[1], kept[2], kept[3], kept[4]))
