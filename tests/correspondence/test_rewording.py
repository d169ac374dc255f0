"""New words for a kind of message: what may not be, what holds from then on, and the way back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from motcua.correspondence.actions.deliver import deliver
from motcua.correspondence.actions.rewording import restore_wording, save_wording, send_test
from motcua.correspondence.loading import shipped
from motcua.correspondence.models import ContactChoice, Message, WordingVersion
from motcua.correspondence.queries.wordings import forget, wording_now
from motcua.correspondence.rules.refusals import BadWording, TooOften, WordingChanged
from motcua.correspondence.rules.texts import ONLY_SMS, as_row, mistakes, read_text
from motcua.organisation.rules.refusals import NoRight
from tests.builders.dossiers import Desk
from tests.builders.office import MORNING, KinhBac
from tests.correspondence.outboxes import Carried

ACCEPTED = shipped("vi")["accepted"]


@pytest.fixture(autouse=True)
def nothing_kept() -> Iterator[None]:
    forget()
    yield
    forget()


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("kind", shipped("vi"))
def test_what_is_shipped_keeps_the_rules_and_comes_back_from_a_row(kind: str, language: str) -> None:
    text = shipped(language)[kind]
    assert mistakes(kind, text) == []
    assert read_text(as_row(text)) == text


@pytest.mark.parametrize(
    ("kind", "change", "place", "rule"),
    [
        ("accepted", {"sms": ()}, "sms", "how_many"),
        ("accepted", {"sms": ("Lý do: {reason}",)}, "sms", "unknown_field"),
        ("accepted", {"sms": ("{code.__class__}",)}, "sms", "braces"),
        ("accepted", {"sms": ("Gõ mật khẩu tại {look_up}",)}, "sms", "asks_for_secret"),
        ("accepted", {"sms": ("a" * 301,)}, "sms", "too_long"),
        ("accepted", {"subject": "Đã tiếp nhận"}, "subject", "names_code"),
        ("accepted", {"subject": "{code}\nBcc: x"}, "subject", "one_line"),
        ("accepted", {"opening": ""}, "opening", "empty"),
        ("accepted", {"opening": "{nobody}"}, "opening", "unknown_field"),
        ("accepted", {"opening": "{"}, "opening", "braces"),
        ("accepted", {"tone": "pink"}, "tone", "unknown"),
        ("accepted", {"rows": (("", "{due}"),)}, "rows", "row_shape"),
        ("code", {"sms": ("Mã {code}: xem motcua.vn/dang-nhap",)}, "sms", "code_without_address"),
        ("code", {"sms": ("Mã của bạn ở dưới",)}, "sms", "code_without_address"),
        ("code", {"sms": ("{code} {office}",)}, "sms", "unknown_field"),
    ],
)
def test_what_cannot_be_used_says_where_and_why(kind: str, change: dict[str, Any], place: str, rule: str) -> None:
    found = mistakes(kind, replace(shipped("vi")[kind], **change))
    assert (place, rule) in {(one.place, one.rule) for one in found}


@pytest.mark.django_db
class TestVersions:
    def by(self, office: KinhBac, who: str = "bacninh.quantri") -> Any:
        return office.by(who)

    def save(self, office: KinhBac, sms: str, after: int = 1, **more: Any) -> WordingVersion:
        text = replace(ACCEPTED, sms=(sms,))
        told = {"by": self.by(office), "at": MORNING, "reason": "rõ hơn", "after": after, **more}
        made = save_wording("accepted", "vi", text, **told)
        forget()
        return made

    def test_new_words_hold_for_what_is_written_from_then_on(self, desk: Desk) -> None:
        made = self.save(desk.office, "Phuong da nhan {code}.")
        dossier = desk.accepted()
        message = Message.objects.get(kind="accepted", channel="sms")
        assert message.body == f"Phuong da nhan {dossier.code}."
        assert message.wording_id == made.pk
        assert Message.objects.filter(kind="submitted", wording=None).exists()

    def test_an_older_version_comes_back_as_a_new_one(self, office: KinhBac) -> None:
        self.save(office, "Hai {code}")
        self.save(office, "Ba {code}", after=2)
        back = restore_wording("accepted", "vi", 1, by=self.by(office), at=MORNING, reason="hay hơn", after=3)
        assert back.number == 4 and wording_now("accepted", "vi").text == ACCEPTED
        restore_wording("accepted", "vi", 2, by=self.by(office), at=MORNING, reason="", after=4)
        assert wording_now("accepted", "vi").text.sms == ("Hai {code}",)

    def test_two_who_edit_at_once_notice_each_other(self, office: KinhBac) -> None:
        self.save(office, "Hai {code}")
        with pytest.raises(WordingChanged):
            self.save(office, "Ba {code}", after=1)

    def test_only_who_looks_after_the_whole_may_and_nothing_bad_is_written(self, office: KinhBac) -> None:
        with pytest.raises(NoRight):
            self.save(office, "Hai {code}", by=self.by(office, "quantri"))
        with pytest.raises(BadWording):
            self.save(office, "{reason}")
        assert not WordingVersion.objects.exists()

    @pytest.mark.parametrize("change", ["update", "delete"])
    def test_a_version_is_never_changed_or_removed(self, office: KinhBac, change: str) -> None:
        self.save(office, "Hai {code}")
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            if change == "update":
                WordingVersion.objects.update(reason="x")
            else:
                WordingVersion.objects.all().delete()

    def test_words_are_tried_on_oneself_but_not_for_ever(self, office: KinhBac) -> None:
        told = {"by": self.by(office), "at": MORNING, "subject": "Thử", "body": "Xin chao", "tag": ""}
        for _ in range(20):
            send_test("sms", "+84912345678", **told)
        with pytest.raises(TooOften):
            send_test("sms", "+84912345678", **told)
        carrier = Carried()
        deliver(MORNING, {"sms": carrier})
        assert len(carrier.keys) == 20
        assert not Message.objects.exclude(body="").exists()


@pytest.mark.django_db
class TestChoices:
    def choose(self, address: str, **chosen: Any) -> None:
        ContactChoice.objects.create(address=address, changed_at=MORNING, source="account", **chosen)

    def told(self, desk: Desk) -> dict[str, Message]:
        desk.accepted()
        return {one.channel: one for one in Message.objects.filter(kind="accepted")}

    def test_whoever_wants_none_gets_none_there_and_everything_elsewhere(self, desk: Desk) -> None:
        usual = self.told(desk)
        assert set(usual) >= {"in_app", "sms"}
        self.choose(usual["sms"].address, wanted=False)
        Message.objects.all().delete()
        assert set(self.told(desk)) == set(usual) - {"sms"}

    def test_marks_and_english_are_as_one_chose(self, desk: Desk) -> None:
        phone = self.told(desk)["sms"].address
        Message.objects.all().delete()
        self.choose(phone, with_marks=True)
        marked = self.told(desk)["sms"]
        assert "tiếp nhận" in marked.body and 1 <= marked.parts <= 2
        Message.objects.all().delete()
        ContactChoice.objects.update(language="en")
        english = self.told(desk)
        assert "accepted" in english["sms"].body and "Dossier code: " in english["in_app"].body

    def test_zalo_is_taken_only_where_there_is_a_way(self, desk: Desk, settings: Any) -> None:
        phone = self.told(desk)["sms"].address
        self.choose(phone, zalo=True)
        Message.objects.all().delete()
        settings.PROVIDERS = {**settings.PROVIDERS, "zalo": {}}
        assert "sms" in self.told(desk)
        Message.objects.all().delete()
        settings.PROVIDERS = {**settings.PROVIDERS, "zalo": {"stub": "zalo-stub:"}}
        assert "zalo" in self.told(desk)

    def test_a_code_is_sent_whatever_was_chosen(self, office: KinhBac) -> None:
        from motcua.accounts.actions import issue_code
        from motcua.accounts.rules.codes import Purpose

        self.choose("+84912345678", wanted=False, language="en")
        issue_code("0912345678", Purpose.SIGN_IN, at=MORNING)
        assert Message.objects.get().body.startswith("Mot Cua code: ")


def test_the_kinds_that_are_a_text_only_are_those_without_a_letter() -> None:
    assert {kind for kind, text in shipped("vi").items() if not text.subject} == ONLY_SMS
