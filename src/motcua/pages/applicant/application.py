"""One application being filled in: its draft, its procedure version, and the steps that lead to submitting it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, wraps
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.dossiers import queries as dossiers
from motcua.dossiers.rules.refusals import NotFound, Superseded
from motcua.pages import catalogue_words
from motcua.pages.applicant import device, helped, words
from motcua.procedures import queries as procedures
from motcua.procedures.rules import forms, papers
from motcua.procedures.rules.context import FormContext
from motcua.procedures.rules.definition import Definition

CASE, PAPERS, DELIVERY, CHECK = "truong-hop", "giay-to", "nhan-ket-qua", "kiem-tra"
_NAMES = {CASE: "case", PAPERS: "papers", DELIVERY: "delivery", CHECK: "check"}


@dataclass(frozen=True, slots=True)
class Step:
    """One step of an application: a form page, or one of the three that every application ends with."""

    key: str
    title: str
    url: str
    state: str = "todo"


@dataclass(frozen=True)
class Application:
    """A draft with all that its pages need; nothing here decides, the rooms do."""

    draft: Any
    definition: Definition
    is_helped: bool = False  # a member of a team is at the screen, by the citizen's consent

    @cached_property
    def files(self) -> list[Any]:
        """The uploads of the draft, oldest first."""
        return list(dossiers.attachments_of_draft(self.draft))

    @cached_property
    def context(self) -> FormContext:
        return words.with_files(procedures.form_context(self.definition, on=timezone.localdate()), self.files)

    def forget_files(self) -> None:
        """Look the uploads up again: they are other ones now."""
        for name in ("files", "context", "missing_papers"):
            self.__dict__.pop(name, None)

    @property
    def conditions(self) -> dict[str, str]:
        """What conditions ask besides answers; before a case is chosen, the commonest one tells how long the way is."""
        return {"case": self.draft.case or self.definition.cases[0].key, "channel": self.draft.channel}

    @cached_property
    def pages(self) -> list[forms.VisiblePage]:
        """The form pages that apply to the answers so far."""
        return forms.visible_pages(self.definition.form, self.draft.answers, **self.conditions)

    @cached_property
    def needed(self) -> list[papers.PaperNeeded]:
        """The papers that apply to the case and the answers."""
        answers = forms.submitted_answers(self.definition.form, self.draft.answers, **self.conditions)
        return papers.papers_for(self.definition, self.draft.case, answers, channel=self.draft.channel)

    @cached_property
    def unanswered(self) -> list[tuple[Any, Any]]:
        """Required answers that are still missing, each with its page."""
        return forms.missing(self.definition.form, self.draft.answers, **self.conditions)

    @cached_property
    def missing_papers(self) -> list[papers.PaperNeeded]:
        counts: dict[str, int] = {}
        for one in self.files:
            counts[one.paper_key] = counts.get(one.paper_key, 0) + 1
        return papers.missing_papers(self.needed, counts)

    def url(self, step: str) -> str:
        """The address of a step."""
        if step in _NAMES:
            return reverse(f"applicant:{_NAMES[step]}", args=[self.draft.pk])
        return reverse("applicant:page", args=[self.draft.pk, step])

    @property
    def asks_case(self) -> bool:
        """Whether the procedure tells several situations apart, so that one has to be chosen first."""
        return len(self.definition.cases) > 1

    @property
    def deliveries(self) -> tuple[str, ...]:
        return self.definition.result.delivery if self.definition.result else ("desk",)

    def _steps(self) -> list[tuple[str, str, bool]]:
        """Key, title and whether it is done, of every step in order."""
        open_pages = {page.key for page, _error in self.unanswered}
        found = [(CASE, _("Trường hợp của bạn"), bool(self.draft.case))] if self.asks_case else []
        found += [
            (one.page.key, one.page.title, one.page.key not in open_pages and self._is_behind(number))
            for number, one in enumerate(self.pages)
        ]
        return [
            *found,
            (PAPERS, _("Giấy tờ"), not self.missing_papers and self._been_at(PAPERS)),
            (DELIVERY, _("Nhận kết quả"), bool(self.draft.delivery_wish)),
            (CHECK, _("Kiểm tra và nộp"), False),
        ]

    def steps(self, now: str) -> list[Step]:
        """All steps in order; `now` is open, the others are done or still to do."""
        return [
            Step(key, title, self.url(key) if done else "", "now" if key == now else "done" if done else "todo")
            for key, title, done in self._steps()
        ]

    def _is_behind(self, number: int) -> bool:
        """Whether a page was saved: it has answers, or a later one was reached (everything on it was optional)."""
        if any(field.id in self.draft.answers for field in self.pages[number].fields):
            return True
        reached = [one.page.key for one in self.pages[number:]] + [PAPERS, DELIVERY]
        return self.draft.page_key in reached

    def _been_at(self, step: str) -> bool:
        return bool(self.files) or self.draft.page_key == step or bool(self.draft.delivery_wish)

    def keys(self) -> list[str]:
        return [key for key, _title, _done in self._steps()]

    def url_after(self, step: str) -> str:
        keys = self.keys()
        place = keys.index(step) + 1 if step in keys else 0
        return self.url(keys[min(place, len(keys) - 1)])

    def url_to_go_on(self) -> str:
        """Where one left off: the first step that still wants something."""
        return self.url(next(key for key, _title, done in self._steps() if not done))

    def frame(self, request: HttpRequest, now: str, **more: Any) -> dict[str, Any]:
        """What the frame of every step shows; `more` is the step's own."""
        steps = self.steps(now)
        number = next((n for n, one in enumerate(steps, 1) if one.key == now), 1)
        back_to_check = more.get("returns_to_check", False)
        if back_to_check:
            back = (self.url(CHECK), _("Quay lại trang kiểm tra"))
        elif number > 1:
            back = (self.url(self.keys()[number - 2]), _("Quay lại bước %d") % (number - 1))
        elif self.is_helped:
            back = (reverse("adviser:home"), _("Những người tôi đang giúp"))
        else:
            back = (reverse("applicant:dossiers"), _("Hồ sơ của tôi"))
        return {
            "section": "mine",
            "steps": steps,
            "step_number": number,
            "step_title": steps[number - 1].title,
            "back_url": back[0],
            "back_words": back[1],
            "discard_url": reverse("applicant:discard", args=[self.draft.pk]),
            "saved": "" if more.get("errors") else _("Đã lưu lúc %s.") % words.clock(self.draft.updated_at),
            "for_whom": words.for_whom(self.draft, self.draft.account_id),
            "device": device.device_of(request, self.draft, self.url_after(now) if now != CHECK else ""),
            "draft_code": self.draft.code,
            "helping": helped.bar(self.draft) if self.is_helped else None,
            "notice": None,
            "errors": [],
            **more,
        }


def with_application(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Open the person's own draft for a view: somebody else's is 404, a submitted one leads to its confirmation.

    A version that went out of force meanwhile leads to the page that explains it and carries the answers over.
    """

    @helped.says_when_over
    @wraps(view)
    def opened(request: HttpRequest, draft_id: UUID, **kwargs: Any) -> HttpResponse:
        application = application_of(request, draft_id)
        if application.draft.dossier_id is not None:
            filed = HttpResponseRedirect(reverse("applicant:confirmation", args=[application.draft.dossier_id]))
            return device.told(request, filed, None)
        if application.is_helped:
            helped.note(request, application.draft)
        try:
            answer = view(request, application, **kwargs)
            return device.told(request, answer, _revision_after(request, draft_id))
        except Superseded:
            return HttpResponseRedirect(reverse("applicant:superseded", args=[draft_id]))
        except NotFound:
            raise helped.not_there(request, draft_id) from None

    return opened


def _revision_after(request: HttpRequest, draft_id: UUID) -> int | None:
    """The draft's revision now, where a device waits to hear it."""
    return application_of(request, draft_id).draft.revision if device.HEADER in request.headers else None


def application_of(request: HttpRequest, draft_id: UUID) -> Application:
    """The person's own draft, or the one they are helping with; Http404 where there is none, HelpIsOver to whoever
    helped with it.
    """
    try:
        by, at = request.authority, timezone.now()  # type: ignore[attr-defined]
        draft = dossiers.draft_for(by, draft_id, helped_at=at)
    except NotFound:
        raise helped.not_there(request, draft_id) from None
    definition = catalogue_words.read(procedures.version(draft.version_id).definition)
    return Application(draft, definition, is_helped=draft.account_id != by.account_id)


def typed_number(data: Mapping[str, Any], name: str) -> int | None:
    """A whole number from a hidden field; None where somebody wrote something else into it."""
    text = str(data.get(name, ""))
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
