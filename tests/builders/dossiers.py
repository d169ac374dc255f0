"""Dossiers in every state, by running the real actions in the order an office does."""

from __future__ import annotations

import io
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from pypdf import PdfWriter

from motcua.accounts import actions as accounts
from motcua.accounts.models import Account
from motcua.dossiers import actions
from motcua.dossiers.models import Consultation, Dossier
from motcua.dossiers.rules.circumstances import UNSAID, Circumstances
from motcua.organisation import queries as organisation
from motcua.organisation.rules.authority import Authority
from motcua.procedures import queries as procedures
from motcua.procedures.loading.examples import examples_of
from motcua.procedures.rules.forms import check_answers
from motcua.procedures.rules.papers import papers_for

from .office import CATALOGUE, PASSWORD, KinhBac

MOTHER = "0912345678"


def scan(name: str = "giay.pdf") -> SimpleUploadedFile:
    """A PDF of one empty page, as a scanner would send it."""
    writer, out = PdfWriter(), io.BytesIO()
    writer.add_blank_page(width=595, height=842)
    writer.write(out)
    return SimpleUploadedFile(name, out.getvalue(), content_type="application/pdf")


class Desk:
    """Does verbs with a clock that moves on a minute at each: the people of the office as short names.

    `who` are the parts of the office's logins: tiepnhan1, tuphap1, chutich, vanthu.
    """

    def __init__(self, office: KinhBac, at: datetime | None = None) -> None:
        self.office = office
        self.at = at or office.at

    def citizen(self) -> Authority:
        found = Account.objects.filter(login="+84912345678").first()
        account = found or accounts.register_citizen(MOTHER, PASSWORD, "Nguyễn Thị Hồng Nhung", at=self.at)
        return organisation.authority_of(account, self.at.date())

    def do(self, verb: str, dossier: Dossier, who: str, **words: Any) -> Dossier:
        """Do one verb as one of the office's people, or as the "citizen"."""
        self.at += timedelta(minutes=1)
        by = self.citizen() if who == "citizen" else self.office.by(who, self.at)
        done: Dossier = getattr(actions, verb)(dossier.pk, by=by, at=self.at, key=uuid4(), **words)
        return done

    def answers(self, key: str, number: int = 0) -> tuple[dict[str, Any], str]:
        """The answers and the case of one of the procedure's example dossiers, as the form cleans them."""
        example = examples_of(CATALOGUE / "procedures" / key, self.at.date())[number]
        definition = procedures.version(self.office.version_id(key, self.at)).definition
        context = procedures.form_context(definition, on=self.at.date())
        cleaned = check_answers(definition.form, example.answers, context, case=example.case, channel=example.channel)
        assert not cleaned.errors, cleaned.errors
        return cleaned.answers, example.case

    def filed(
        self,
        key: str = "birth",
        *,
        mandate_id: UUID | None = None,
        by: Authority | None = None,
        how: Circumstances = UNSAID,
    ) -> Dossier:
        """A citizen has filed online, maybe for somebody else; nobody has taken it in."""
        answers, case = self.answers(key)
        by = by or self.citizen()
        version_id = self.office.version_id(key, self.at)
        draft = actions.start_draft(
            by=by, at=self.at, version_id=version_id, office_id=self.office.id, case=case, mandate_id=mandate_id
        )
        actions.save_page(draft.pk, by=by, at=self.at, answers=answers, delivery_wish="desk")
        definition = procedures.version(version_id).definition
        for needed in papers_for(definition, case, answers):
            if needed.uploadable and needed.paper.required:
                actions.attach(draft.pk, by=by, at=self.at, paper_key=needed.paper.key, file=scan())
        return actions.submit(draft.pk, by=by, at=self.at, how=how)

    def at_the_desk(self, key: str = "certified-copy") -> Dossier:
        """Received over the counter by tiepnhan1."""
        answers, case = self.answers(key)
        by = self.office.by("tiepnhan1", self.at)
        draft = actions.start_draft(
            by=by,
            at=self.at,
            version_id=self.office.version_id(key, self.at),
            office_id=self.office.id,
            case=case,
            channel="desk",
        )
        actions.save_page(draft.pk, by=by, at=self.at, answers=answers, delivery_wish="desk")
        definition = procedures.version(draft.version_id).definition
        presented = [one.paper.key for one in papers_for(definition, case, answers, channel="desk")]
        return actions.receive_at_desk(draft.pk, by=by, at=self.at, presented=presented)

    def accepted(self) -> Dossier:
        return self.do("accept", self.filed(), "tiepnhan1")

    def appraised(self) -> Dossier:
        """With the civil-status officer tuphap1, who holds it."""
        officer = self.office.person("tuphap1").pk
        return self.do("forward", self.accepted(), "tiepnhan1", to_account_id=officer)

    def unassigned(self) -> Dossier:
        """At the appraisal, in nobody's hands."""
        return self.do("forward", self.accepted(), "tiepnhan1")

    def asked_for_more(self) -> Dossier:
        items = [{"paper": "birth_notice", "field": "", "reason": "illegible", "text": "Chụp lại cho rõ."}]
        return self.do("request_supplement", self.appraised(), "tuphap1", items=items, reason="Ảnh mờ.")

    def asked_to_pay(self) -> Dossier:
        return self.do("request_obligation", self.appraised(), "tuphap1", amount=24000, reason="Bản sao.")

    def consulted(self) -> Dossier:
        unit = self.office.unit("05")
        due_at = self.at + timedelta(days=1)
        return self.do(
            "consult", self.appraised(), "tuphap1", unit_id=unit.pk, question="Bé đã có thẻ chưa?", due_at=due_at
        )

    def question(self, dossier: Dossier) -> Consultation:
        return Consultation.objects.get(dossier=dossier)

    def at_approval(self) -> Dossier:
        return self.do("submit_for_approval", self.appraised(), "tuphap1", summary="Đủ điều kiện.")

    def signed(self) -> Dossier:
        return self.do("sign", self.at_approval(), "chutich")

    def issued(self) -> Dossier:
        return self.do("issue", self.signed(), "vanthu")

    def withdrawal_asked(self) -> Dossier:
        return self.do("withdraw", self.appraised(), "citizen", reason="Tôi khai nhầm.")
