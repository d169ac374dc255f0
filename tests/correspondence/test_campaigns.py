"""A text to many: consent, pace, quiet hours, stopping, counting; nobody gets it twice whatever dies."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from pytest_django import Settings

from motcua.correspondence.actions.campaigns import (
    forget_drafts,
    said,
    spread_campaigns,
    start_campaign,
    stop_campaign,
    write_campaign,
)
from motcua.correspondence.actions.deliver import deliver
from motcua.correspondence.actions.resend import resend
from motcua.correspondence.models import Campaign, ContactChoice, Message
from motcua.correspondence.ports import PermanentFailure
from motcua.correspondence.rules.campaigns import Audience
from motcua.correspondence.rules.refusals import BadCampaign
from motcua.organisation.models import OrganisationChange
from motcua.organisation.rules.refusals import NoRight
from tests.builders.dossiers import Desk
from tests.builders.office import MORNING, KinhBac
from tests.correspondence.outboxes import Carried, raising

pytestmark = [pytest.mark.django_db]
NUMBERS = tuple(f"+84912{number:06d}" for number in range(1200))


def consented(numbers: tuple[str, ...]) -> None:
    ContactChoice.objects.bulk_create(
        ContactChoice(address=one, news=True, changed_at=MORNING, source="desk") for one in numbers
    )


def write(office: KinhBac, **more: Any) -> Campaign:
    told = {
        "title": "Mời họp",
        "text": "UBND phường Kinh Bắc mời ông bà đến họp tổ dân phố lúc 19:00 thứ Bảy 14/3.",
        "with_marks": False,
        "purpose": "news",
        "audience": Audience("list", numbers=NUMBERS),
        "per_minute": 300,
        **more,
    }
    return write_campaign(office.id, by=office.by("quantri"), at=MORNING, **told)


def fresh(one: Campaign) -> Campaign:
    return Campaign.objects.get(pk=one.pk)


def spread_all(at: Any = MORNING) -> None:
    for _ in range(20):
        if not spread_campaigns(at):
            return


def test_only_those_who_agreed_get_news_each_once_at_the_pace_that_was_set(office: KinhBac) -> None:
    consented(NUMBERS[:1000])
    one = write(office)
    start_campaign(one.pk, by=office.by("quantri"), at=MORNING)
    spread_all()
    one = fresh(one)
    assert (one.expected, one.written, one.without_consent, one.is_spread) == (1200, 1000, 200, True)
    times = list(Message.objects.order_by("send_after").values_list("send_after", flat=True))
    assert len(times) == 1000
    assert max(times) - min(times) == timedelta(minutes=1) / 300 * 999
    assert one.audience["numbers"] == [], "a list of telephones is kept no longer than it is needed"


def test_a_worker_that_dies_in_the_middle_makes_nobody_get_it_twice(office: KinhBac) -> None:
    consented(NUMBERS)
    one = write(office)
    start_campaign(one.pk, by=office.by("quantri"), at=MORNING)
    spread_campaigns(MORNING)
    written = Message.objects.count()
    Campaign.objects.filter(pk=one.pk).update(cursor="")  # as if the note of how far it was had been lost
    spread_all()
    assert written == 500
    assert Message.objects.count() == Message.objects.values("address").distinct().count() == 1200


def test_nothing_is_planned_into_the_night(office: KinhBac) -> None:
    consented(NUMBERS)
    evening = MORNING.replace(hour=20, minute=58)
    one = write(office)
    start_campaign(one.pk, by=office.by("quantri"), at=evening)
    spread_all(evening)
    hours = {message.send_after.astimezone(MORNING.tzinfo).hour for message in Message.objects.only("send_after")}
    assert hours == {20, 7}
    first = Message.objects.filter(send_after__gt=evening + timedelta(hours=1)).order_by("send_after")
    assert first[1].send_after - first[0].send_after == timedelta(minutes=1) / 300, "the pace is kept in the morning"


def test_it_is_counted_and_ends(office: KinhBac) -> None:
    consented(NUMBERS[:30])
    one = write(office, audience=Audience("list", numbers=NUMBERS[:30]))
    start_campaign(one.pk, by=office.by("quantri"), at=MORNING)
    spread_all()
    later, carrier = MORNING + timedelta(hours=1), Carried(raising(PermanentFailure("số không có"), only=NUMBERS[3]))
    while deliver(later, {"sms": carrier}):
        pass
    assert (fresh(one).sent, fresh(one).failed, fresh(one).state) == (29, 1, "running")
    spread_campaigns(later)
    assert fresh(one).state == "finished"
    dead = Message.objects.get(state="dead")
    resend([dead.pk], who="an", reason="đã sửa", at=later)
    carrier.does = lambda address: None
    deliver(later, {"sms": carrier})
    assert (fresh(one).sent, fresh(one).failed) == (30, 0)


def test_what_is_stopped_never_leaves_and_what_was_under_way_is_counted(office: KinhBac) -> None:
    consented(NUMBERS[:60])
    one = write(office, audience=Audience("list", numbers=NUMBERS[:60]))
    start_campaign(one.pk, by=office.by("quantri"), at=MORNING)
    spread_all()
    later = MORNING + timedelta(hours=1)
    deliver(later, {"sms": Carried()})
    under_way = Message.objects.filter(state="waiting").order_by("pk")[0]
    Message.objects.filter(pk=under_way.pk).update(leased_until=later + timedelta(minutes=5))
    stop_campaign(one.pk, by=office.by("quantri"), at=later)
    carrier = Carried()
    assert deliver(later, {"sms": carrier}) == 0 and carrier.keys == []
    assert (fresh(one).sent, fresh(one).cancelled) == (20, 39)
    spread_campaigns(later + timedelta(minutes=6))  # the one under way came back unsent
    assert fresh(one).cancelled == 40
    with pytest.raises(BadCampaign, match="bước khác"):
        start_campaign(one.pk, by=office.by("quantri"), at=later)


def test_it_begins_at_its_hour(office: KinhBac) -> None:
    consented(NUMBERS[:3])
    one = write(office, audience=Audience("list", numbers=NUMBERS[:3]))
    assert spread_campaigns(MORNING) == 0, "a draft does nothing"
    start_campaign(one.pk, by=office.by("quantri"), at=MORNING, starts_at=MORNING + timedelta(hours=2))
    assert spread_campaigns(MORNING) == 0
    assert spread_campaigns(MORNING + timedelta(hours=2)) == 3


def test_owners_of_open_dossiers_are_written_to_without_consent_but_not_against_their_will(desk: Desk) -> None:
    first, second = desk.accepted(), desk.accepted()
    assert first.owner_phone == second.owner_phone
    one = write(desk.office, purpose="service", audience=Audience("open"))
    assert one.expected == 1
    start_campaign(one.pk, by=desk.office.by("quantri"), at=MORNING)
    spread_all()
    (message,) = Message.objects.filter(kind="campaign")
    assert message.address == first.owner_phone and "HUY" not in message.body
    ContactChoice.objects.create(address=first.owner_phone, wanted=False, changed_at=MORNING, source="account")
    again = write(desk.office, purpose="service", audience=Audience("open"))
    start_campaign(again.pk, by=desk.office.by("quantri"), at=MORNING)
    spread_all()
    assert fresh(again).written == 0


@pytest.mark.parametrize(
    ("more", "place"),
    [
        ({"purpose": "service"}, "purpose"),
        ({"text": "  "}, "text"),
        ({"text": "a" * 500}, "text"),
        ({"text": "Nhập mật khẩu để nhận quà"}, "text"),
        ({"audience": Audience("list")}, "audience"),
        ({"audience": Audience("open"), "purpose": "service"}, "audience"),
    ],
)
def test_what_cannot_be_sent_says_why(office: KinhBac, more: dict[str, Any], place: str) -> None:
    with pytest.raises(BadCampaign) as refused:
        write(office, **more)
    assert refused.value.field == place
    assert not Campaign.objects.exists()


def test_only_the_offices_administrators_may_and_the_record_says_who(office: KinhBac) -> None:
    one = write(office)
    for stranger in ("chutich", "tiepnhan1"):
        with pytest.raises((NoRight, BadCampaign)):
            start_campaign(one.pk, by=office.by(stranger), at=MORNING)
    with pytest.raises(NoRight):
        write_campaign(office.other_id, by=office.by("quantri"), at=MORNING, title="x", text="x", with_marks=False,
                       purpose="news", audience=Audience("list", numbers=NUMBERS[:1]), per_minute=1)  # fmt: skip
    start_campaign(one.pk, by=office.by("bacninh.quantri"), at=MORNING)
    stop_campaign(one.pk, by=office.by("quantri"), at=MORNING)
    verbs = OrganisationChange.objects.filter(verb__endswith="_campaign").order_by("at", "pk")
    assert list(verbs.values_list("verb", flat=True)) == ["write_campaign", "start_campaign", "stop_campaign"]
    assert not any("+84" in str(change.data) for change in verbs)


def test_a_draft_that_nobody_starts_is_closed_with_its_list(office: KinhBac) -> None:
    one = write(office)
    assert forget_drafts(MORNING + timedelta(days=89)) == 0
    assert forget_drafts(MORNING + timedelta(days=91)) == 1
    assert (fresh(one).state, fresh(one).audience["numbers"]) == ("stopped", [])


def test_news_says_how_to_refuse_it(settings: Settings) -> None:
    assert said("Mời họp.", with_marks=False, purpose="news") == "Moi hop. Tu choi: soan HUY."
    assert said("Mời họp.", with_marks=True, purpose="service") == "Mời họp."
