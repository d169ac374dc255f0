"""Every verb through its form: done once, repeated, too late, not filled in, somebody else was faster."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from motcua.dossiers.models import Dossier, JournalEntry
from motcua.dossiers.rules.states import State, Verb
from motcua.pages.officer.verbs.table import BY_SLUG, BY_VERB, TABLE
from tests.builders.dossiers import Desk, scan
from tests.builders.office import KinhBac

Typed = dict[str, Any]


@dataclass(frozen=True)
class Story:
    """A verb, where the dossier stands before, who does it, what is typed, in which state it ends."""

    verb: Verb
    before: Callable[[Desk], Dossier]
    who: str
    ends: State
    typed: Callable[[Desk, Dossier], Typed] | Typed = field(default_factory=dict)
    lacking: str = ""
    """An input that must be filled in, if there is one."""

    def fields(self, desk: Desk, dossier: Dossier) -> Typed:
        return self.typed(desk, dossier) if callable(self.typed) else dict(self.typed)


def _person(who: str, **words: str) -> Callable[[Desk, Dossier], Typed]:
    return lambda desk, dossier: {"to_account_id": str(desk.office.account(who).pk), **words}


WHY = {"reason": "Vì giấy chứng sinh tẩy xóa."}
WORKING = State.IN_PROGRESS
ASKING = {"paper-birth_notice-why": "illegible", "paper-birth_notice-words": "Chụp lại cho rõ.", **WHY}


def _late(desk: Desk) -> Dossier:
    """A dossier that was supplemented once and is with its handler again."""
    return desk.do("answer_supplement", desk.asked_for_more(), "tiepnhan1", note="Đã nộp lại.")


STORIES = (
    Story(Verb.ACCEPT, Desk.filed, "tiepnhan1", State.RECEIVED),
    Story(Verb.REFUSE, Desk.filed, "tiepnhan1", State.REFUSED, WHY, "reason"),
    Story(Verb.REQUEST_SUPPLEMENT, Desk.appraised, "tuphap1", State.AWAITING_SUPPLEMENT, ASKING, "reason"),
    Story(
        Verb.REQUEST_FURTHER_SUPPLEMENT,
        _late,
        "chutich",
        State.AWAITING_SUPPLEMENT,
        {**ASKING, "leader_reason": "Lần đầu bỏ sót."},
        "leader_reason",
    ),
    Story(Verb.ANSWER_SUPPLEMENT, Desk.asked_for_more, "tiepnhan1", WORKING, {"note": "Đã nộp bản rõ."}, "note"),
    Story(
        Verb.REQUEST_OBLIGATION,
        Desk.appraised,
        "tuphap1",
        State.AWAITING_OBLIGATION,
        {"amount": "24.000 đồng", "reason": "Ba bản sao."},
        "amount",
    ),
    Story(
        Verb.CONFIRM_OBLIGATION, Desk.asked_to_pay, "tiepnhan1", WORKING, {"receipt_number": "00123"}, "receipt_number"
    ),
    Story(Verb.ASSIGN, Desk.unassigned, "chutich", WORKING, _person("tuphap2"), "to_account_id"),
    Story(Verb.FORWARD, Desk.accepted, "tiepnhan1", WORKING, {"note": "Đủ giấy tờ."}),
    Story(Verb.SEND_BACK, Desk.appraised, "tuphap1", WORKING, WHY, "reason"),
    Story(
        Verb.CONSULT,
        Desk.appraised,
        "tuphap1",
        WORKING,
        lambda desk, dossier: {
            "unit_id": str(desk.office.unit("05").pk),
            "question": "Bé đã có thẻ chưa?",
            "due_on": "12/3/2026",
            "due_clock": "16:30",
        },
        "question",
    ),
    Story(
        Verb.ANSWER_CONSULTATION,
        Desk.consulted,
        "vanxa1",
        WORKING,
        lambda desk, dossier: {
            "consultation_id": str(desk.question(dossier).pk),
            "agrees": "yes",
            "answer": "Chưa có thẻ.",
        },
        "answer",
    ),
    Story(Verb.SUBMIT_FOR_APPROVAL, Desk.appraised, "tuphap1", WORKING, {"outcome": "granted", "summary": "Đủ."}),
    Story(Verb.SIGN, Desk.at_approval, "chutich", WORKING),
    Story(Verb.ISSUE, Desk.signed, "vanthu", State.RESOLVED, {"number": "31/2026"}),
    Story(Verb.SEND_FOR_REDO, Desk.at_approval, "chutich", WORKING, WHY, "reason"),
    Story(
        Verb.HAND_OVER,
        Desk.issued,
        "tiepnhan1",
        State.RETURNED,
        {"handed_by": "desk", "handed_to": "Trần Văn Đức"},
        "handed_to",
    ),
    Story(Verb.WITHDRAW, Desk.appraised, "tiepnhan1", State.WITHDRAWAL_ASKED, WHY, "reason"),
    Story(Verb.GRANT_WITHDRAWAL, Desk.withdrawal_asked, "tiepnhan1", State.STOPPED),
    Story(Verb.DECLINE_WITHDRAWAL, Desk.withdrawal_asked, "chutich", WORKING, WHY, "reason"),
    Story(Verb.STOP, Desk.appraised, "chutich", State.STOPPED, WHY, "reason"),
    Story(
        Verb.EXTEND,
        Desk.appraised,
        "giamdoc",
        WORKING,
        {"due_on": "16/3/2026", "due_clock": "11:30", "reason": "Phải xác minh."},
        "reason",
    ),
    Story(Verb.CORRECT, Desk.accepted, "tiepnhan1", State.RECEIVED, {"case": "late", "reason": "Nhầm."}, "reason"),
    Story(Verb.REASSIGN, Desk.appraised, "giamdoc", WORKING, _person("tuphap2", reason="Chị Liên nghỉ ốm."), "reason"),
)
ALL = pytest.mark.parametrize("story", STORIES, ids=[story.verb.value for story in STORIES])
LACKING = pytest.mark.parametrize(
    "story", [s for s in STORIES if s.lacking], ids=[s.verb.value for s in STORIES if s.lacking]
)


@dataclass
class Page:
    """A dossier page as an officer has it before them: the open form's address and hidden fields."""

    client: Any
    dossier: Dossier
    slug: str
    text: str

    @classmethod
    def opened(cls, client: Any, dossier: Dossier, slug: str) -> Page:
        answer = client.get(f"/can-bo/ho-so/{dossier.pk}/?viec={slug}")
        assert answer.status_code == 200
        return cls(client, dossier, slug, answer.content.decode())

    @property
    def address(self) -> str:
        return f"/can-bo/ho-so/{self.dossier.pk}/{self.slug}/"

    def hidden(self) -> Typed:
        assert f'action="{self.address}"' in self.text, "the verb has no form on the page"
        found = {name: re.search(rf'name="{name}" value="([^"]+)"', self.text) for name in ("key", "lock")}
        return {name: match[1] for name, match in found.items() if match}

    def send(self, typed: Typed) -> Any:
        return self.client.post(self.address, {**self.hidden(), **typed})


@pytest.fixture
def desk(office: KinhBac, clock: Any) -> Desk:
    return Desk(office)


def _open(story: Story, desk: Desk, sit_down: Any, clock: Any) -> Page:
    dossier = story.before(desk)
    clock.at = desk.at
    return Page.opened(sit_down(story.who), dossier, BY_VERB[story.verb].slug)


def _entries(dossier: Dossier, verb: Verb) -> int:
    return JournalEntry.objects.filter(dossier=dossier, verb=verb.value).count()


def test_every_verb_of_the_law_that_an_officer_does_to_a_dossier_has_a_form() -> None:
    assert {one.verb for one in TABLE} == set(Verb) - {Verb.SUBMIT, Verb.RECEIVE_AT_DESK}
    assert len(BY_SLUG) == len(TABLE)
    assert {story.verb for story in STORIES} == {one.verb for one in TABLE}


@ALL
def test_the_verb_is_done_once_however_often_it_is_pressed_and_said(
    story: Story, desk: Desk, sit_down: Any, clock: Any
) -> None:
    page = _open(story, desk, sit_down, clock)
    typed = story.fields(desk, page.dossier)
    first, second = page.send(typed), page.send(typed)
    assert first.status_code == 302, first.content.decode()
    assert (second.status_code, second.headers["Location"]) == (302, first.headers["Location"])
    assert Dossier.objects.get(pk=page.dossier.pk).state == story.ends
    assert _entries(page.dossier, story.verb) == 1
    after = page.client.get(first.headers["Location"])
    assert after.status_code == 200
    assert str(BY_VERB[story.verb].done) in after.content.decode()


@ALL
def test_what_others_did_meanwhile_is_shown_and_nothing_typed_is_lost(
    story: Story, desk: Desk, sit_down: Any, clock: Any
) -> None:
    page = _open(story, desk, sit_down, clock)
    typed = story.fields(desk, page.dossier)
    # The same page, but somebody wrote in the journal since.
    stale = {**page.hidden(), "lock": str(page.dossier.lock - 1)}
    answer = page.client.post(page.address, {**stale, **typed})
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "vừa có thay đổi" in text
    assert "Xem lại rồi bấm nút để xác nhận" in text
    for name, value in typed.items():
        if name in {"reason", "note", "answer", "question", "summary", "number", "handed_to", "receipt_number"}:
            assert value in text, name
    assert _entries(page.dossier, story.verb) == 0
    # The page carries the new count: pressing again confirms.
    again = Page(page.client, page.dossier, page.slug, text).send(typed)
    assert again.status_code == 302, again.content.decode()
    assert _entries(page.dossier, story.verb) == 1


@LACKING
def test_what_is_missing_is_said_at_its_place_and_the_rest_is_kept(
    story: Story, desk: Desk, sit_down: Any, clock: Any
) -> None:
    page = _open(story, desk, sit_down, clock)
    typed = {name: value for name, value in story.fields(desk, page.dossier).items() if name != story.lacking}
    answer = page.send({**typed, story.lacking: ""})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert f'href="#id_{story.lacking}"' in text
    assert 'aria-invalid="true"' in text
    assert "<title>Lỗi:" in text
    assert _entries(page.dossier, story.verb) == 0
    for name, value in typed.items():
        if name in {"reason", "note", "amount", "due_clock", "receipt_number"}:
            assert value in text, name


@ALL
def test_a_verb_that_is_not_possible_any_more_says_so_and_gives_the_words_back(
    story: Story, desk: Desk, sit_down: Any, clock: Any
) -> None:
    page = _open(story, desk, sit_down, clock)
    typed = story.fields(desk, page.dossier)
    hidden = page.hidden()
    _close(desk, page.dossier)
    fresh = Dossier.objects.get(pk=page.dossier.pk)
    answer = page.client.post(page.address, {**hidden, "lock": str(fresh.lock), **typed})
    text = answer.content.decode()
    assert answer.status_code == 422
    if "reason" in typed:
        assert typed["reason"] in text
    assert _entries(page.dossier, story.verb) == (1 if story.verb in _CLOSERS else 0)


_CLOSERS: set[Verb] = set()


def _close(desk: Desk, dossier: Dossier) -> None:
    """Bring the dossier to an end, whatever its state."""
    _CLOSERS.clear()
    state = State(Dossier.objects.get(pk=dossier.pk).state)
    if state is State.FILED:
        desk.do("refuse", dossier, "tiepnhan1", reason="Sai nơi nhận.")
        _CLOSERS.add(Verb.REFUSE)
    elif state is State.RECEIVED:
        desk.do("withdraw", dossier, "citizen", reason="Thôi.")
        desk.do("grant_withdrawal", dossier, "tiepnhan1")
    elif state is State.WITHDRAWAL_ASKED:
        desk.do("grant_withdrawal", dossier, "tiepnhan1")
        _CLOSERS.add(Verb.GRANT_WITHDRAWAL)
    elif state is State.RESOLVED:
        desk.do("hand_over", dossier, "tiepnhan1", handed_to="Ai đó")
        _CLOSERS.add(Verb.HAND_OVER)
    else:
        desk.do("stop", dossier, "chutich", reason="Dừng.")
        _CLOSERS.add(Verb.STOP)


def test_an_unknown_verb_is_no_page(desk: Desk, sit_down: Any) -> None:
    dossier = desk.filed()
    assert sit_down("tiepnhan1").post(f"/can-bo/ho-so/{dossier.pk}/bay-len-troi/").status_code == 404


def test_a_broken_lock_or_key_never_breaks_the_page(desk: Desk, sit_down: Any, clock: Any) -> None:
    dossier = desk.filed()
    clock.at = desk.at
    address = f"/can-bo/ho-so/{dossier.pk}/tiep-nhan/"
    answer = sit_down("tiepnhan1").post(address, {"key": "không phải khóa", "lock": "nhiều"})
    assert answer.status_code == 409
    assert _entries(dossier, Verb.ACCEPT) == 0


@pytest.mark.parametrize("words", ["x" * 5000, "có \0 lạ"])
def test_a_reason_too_long_or_with_strange_characters_is_refused_at_its_place(
    desk: Desk, sit_down: Any, clock: Any, words: str
) -> None:
    dossier = desk.filed()
    clock.at = desk.at
    page = Page.opened(sit_down("tiepnhan1"), dossier, "tu-choi")
    answer = page.send({"reason": words})
    assert answer.status_code == 422
    assert _entries(dossier, Verb.REFUSE) == 0


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"due_on": "31/2/2026", "due_clock": "16:00"}, "Không có ngày 31/2/2026"),
        ({"due_on": "mai", "due_clock": "16:00"}, "ngày/tháng/năm"),
        ({"due_on": "16/3/2026", "due_clock": "25:00"}, "24 giờ"),
        ({"due_on": "9/3/2026", "due_clock": "16:00"}, "id_due_on_error"),
    ],
)
def test_a_date_that_cannot_be_is_explained_where_it_stands(
    desk: Desk, sit_down: Any, clock: Any, typed: Typed, said: str
) -> None:
    dossier = desk.appraised()
    clock.at = desk.at
    answer = Page.opened(sit_down("giamdoc"), dossier, "hen-lai").send({**typed, "reason": "Phải xác minh."})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert typed["due_on"] in answer.content.decode()


def test_scans_brought_to_the_desk_are_kept_with_the_dossier(desk: Desk, sit_down: Any, clock: Any) -> None:
    dossier = desk.asked_for_more()
    clock.at = desk.at
    page = Page.opened(sit_down("tiepnhan1"), dossier, "nhan-bo-sung")
    answer = page.send({"note": "Bản rõ.", "scan-birth_notice": scan("ban-ro.pdf")})
    assert answer.status_code == 302, answer.content.decode()
    assert "ban-ro.pdf" in page.client.get(answer.headers["Location"]).content.decode()


def test_a_scan_of_a_wrong_kind_is_refused_at_its_place_and_the_note_kept(
    desk: Desk, sit_down: Any, clock: Any
) -> None:
    dossier = desk.asked_for_more()
    clock.at = desk.at
    page = Page.opened(sit_down("tiepnhan1"), dossier, "nhan-bo-sung")
    wrong = scan("la.pdf")
    wrong.file.seek(0)
    wrong.file.write(b"MZ\x90\x00 program")
    wrong.file.truncate()
    wrong.file.seek(0)
    answer = page.send({"note": "Bản rõ của chị Nhung.", "scan-birth_notice": wrong})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Bản rõ của chị Nhung." in text
    assert 'href="#id_scan-birth_notice"' in text
    assert Dossier.objects.get(pk=dossier.pk).state == State.AWAITING_SUPPLEMENT


def test_a_form_sent_with_a_key_of_its_own_is_a_request_of_its_own(desk: Desk, sit_down: Any, clock: Any) -> None:
    dossier = desk.filed()
    clock.at = desk.at
    client = sit_down("tiepnhan1")
    hidden = Page.opened(client, dossier, "tiep-nhan").hidden()
    address = f"/can-bo/ho-so/{dossier.pk}/tiep-nhan/"
    assert client.post(address, hidden).status_code == 302
    assert client.post(address, {"key": str(uuid4()), "lock": hidden["lock"]}).status_code == 409
    assert _entries(dossier, Verb.ACCEPT) == 1


def test_the_results_file_comes_with_its_issue_and_is_the_citizens_to_fetch(
    desk: Desk, sit_down: Any, clock: Any
) -> None:
    dossier = desk.signed()
    clock.at = desk.at
    page = Page.opened(sit_down("vanthu"), dossier, "phat-hanh")
    assert 'enctype="multipart/form-data"' in page.text
    assert page.send({"number": "", "file": scan("giay-khai-sinh.pdf")}).status_code == 302
    kept = Dossier.objects.get(pk=dossier.pk).attachments.get(stream="result")
    assert (kept.filename, kept.paper_key) == ("giay-khai-sinh.pdf", "result")


def test_a_results_file_that_is_no_paper_is_refused_at_its_place(desk: Desk, sit_down: Any, clock: Any) -> None:
    dossier = desk.signed()
    clock.at = desk.at
    page = Page.opened(sit_down("vanthu"), dossier, "phat-hanh")
    wrong = SimpleUploadedFile("ket-qua.exe", b"MZ\x90\x00 program", content_type="application/pdf")
    answer = page.send({"number": "31/2026", "file": wrong})
    assert answer.status_code == 422
    assert 'href="#id_file"' in answer.content.decode()
    assert 'value="31/2026"' in answer.content.decode()
    assert _entries(dossier, Verb.ISSUE) == 0
