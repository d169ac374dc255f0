"""New words for a kind of message: a version of its own each time, so that every one of them can come back."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from uuid_utils.compat import uuid7

from motcua.accounts.actions.limits import count
from motcua.organisation.actions.journal import note
from motcua.organisation.queries import administers_a_whole_tree
from motcua.organisation.rules import scope
from motcua.organisation.rules.authority import Authority
from motcua.organisation.rules.refusals import NoRight

from .. import loading
from ..models import Message, WordingVersion
from ..queries.wordings import forget, versions_of, wording_now
from ..rules.lengths import measured
from ..rules.refusals import BadWording, TooOften, WordingChanged
from ..rules.texts import Text, as_row, mistakes, read_text

TESTS_PER_HOUR = 20
TEST_LASTS = timedelta(hours=1)


@transaction.atomic
def save_wording(
    kind: str, language: str, text: Text, *, by: Authority, at: datetime, reason: str, after: int
) -> WordingVersion:
    """Write the next version; it holds for messages written from now on.

    `after` is the version that was on the screen. Raises NoRight, BadWording, WordingChanged, KeyError.
    """
    _must_look_after_words(by)
    wrong = mistakes(kind, text)
    if wrong:
        raise BadWording(wrong)
    now = wording_now(kind, language)
    if now.number != after:
        raise WordingChanged("Người khác vừa sửa mẫu này. Xem bản mới rồi sửa lại.")
    try:
        with transaction.atomic():
            made = WordingVersion.objects.create(
                kind=kind,
                language=language,
                number=now.number + 1,
                text=as_row(text),
                at=at,
                author_id=by.account_id,
                reason=reason.strip()[:300],
            )
    except IntegrityError:
        raise WordingChanged("Người khác vừa sửa mẫu này. Xem bản mới rồi sửa lại.") from None
    note("save_wording", by=by, at=at, unit=None, reason=reason, kind=kind, language=language, number=made.number)
    transaction.on_commit(forget)
    return made


def restore_wording(
    kind: str, language: str, number: int, *, by: Authority, at: datetime, reason: str, after: int
) -> WordingVersion:
    """Let the words of an older version hold again, as a new version. Raises as `save_wording` does."""
    if number == 1:
        old = loading.shipped(language)[kind]
    else:
        row = versions_of(kind, language).filter(number=number).first()
        if row is None:
            raise WordingChanged("Không có bản này.")
        old = read_text(row.text)
    return save_wording(kind, language, old, by=by, at=at, reason=reason, after=after)


@transaction.atomic
def send_test(channel: str, address: str, *, by: Authority, at: datetime, subject: str, body: str, tag: str) -> Message:
    """Send words with invented values to an address that the administrator named; it leaves at once.

    Raises NoRight, TooOften.
    """
    _must_look_after_words(by)
    if count("test message", str(by.account_id), most=TESTS_PER_HOUR, per=timedelta(hours=1), at=at) is not None:
        raise TooOften("Bạn đã gửi thử nhiều lần trong một giờ. Hãy đợi rồi gửi tiếp.")
    note("send_test_message", by=by, at=at, unit=None, channel=channel)
    with scope.within(scope.EVERYTHING):  # it is of no office
        return Message.objects.create(
            key=f"test:{uuid7()}",
            kind="test",
            channel=channel,
            rank=Message.Rank.CODE,
            address=address,
            subject=subject,
            body=body,
            tag=tag,
            parts=measured(body).parts if channel == Message.Channel.SMS else 1,
            created_at=at,
            send_after=at,
            expires_at=at + TEST_LASTS,
        )


def _must_look_after_words(by: Authority) -> None:
    """The words are those of the whole installation. Raises NoRight."""
    if not by.is_system and not administers_a_whole_tree(by):
        raise NoRight("Mẫu tin dùng chung cho toàn hệ thống: chỉ quản trị cấp trên cùng sửa được.")
