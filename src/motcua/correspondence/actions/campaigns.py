"""A text to many: written down, started, spread into the outbox at its pace, stopped, finished."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q
from django.utils.timezone import localtime
from uuid_utils.compat import uuid7

from motcua.organisation.actions.journal import note
from motcua.organisation.permissions import must_administer
from motcua.organisation.queries import unit as unit_by_id
from motcua.organisation.rules import scope
from motcua.organisation.rules.authority import Authority

from .. import loading
from ..models import Campaign, Message
from ..queries.campaigns import campaign_administered, consents, how_many, next_of
from ..rules.campaigns import Audience, as_row, read_audience, slots
from ..rules.lengths import composed, measured
from ..rules.refusals import BadCampaign
from ..rules.wording import as_sms

BATCH = 500
STOPPED, SWEPT_FOR = "đợt gửi đã dừng", timedelta(hours=1)
SECRET = re.compile(r"mat khau|ma otp|ma xac thuc|ma mot lan|so the|password", re.IGNORECASE)
UNDER_WAY = (Campaign.State.SCHEDULED, Campaign.State.RUNNING)


def said(text: str, *, with_marks: bool, purpose: str) -> str:
    """The words as they leave: with or without marks, and for news with the way to refuse them (Decree 91/2020)."""
    hint = f" {loading.labels('vi').values['opt_out']}" if purpose == Campaign.Purpose.NEWS else ""
    whole = " ".join(f"{text.strip()}{hint}".split())
    return composed(whole) if with_marks else as_sms(whole)


@transaction.atomic
def write_campaign(
    unit_id: UUID,
    *,
    by: Authority,
    at: datetime,
    title: str,
    text: str,
    with_marks: bool,
    purpose: str,
    audience: Audience,
    per_minute: int,
) -> Campaign:
    """Write a campaign down as a draft. Raises NoRight or BadCampaign; nothing leaves before it is started."""
    unit = unit_by_id(unit_id)
    must_administer(by, unit)
    rules = loading.sending(localtime(at).date())
    _check(text, said(text, with_marks=with_marks, purpose=purpose), purpose, audience, rules.most_parts)
    assert by.account_id is not None, "somebody answers for what goes to many"
    many = how_many(unit_id, audience)
    if not many:
        raise BadCampaign("Không có ai để gửi: xem lại người nhận.", field="audience")
    if many > rules.most_recipients:
        raise BadCampaign("Nhiều người nhận quá: chia thành nhiều đợt.", field="audience")
    with scope.also(units={unit_id}):
        made = Campaign.objects.create(
            unit_id=unit_id,
            title=title.strip()[:120],
            text=text.strip(),
            with_marks=with_marks,
            purpose=purpose,
            audience=as_row(audience),
            per_minute=max(1, min(per_minute, rules.per_minute)),
            created_at=at,
            author_id=by.account_id,
            expected=many,
        )
    note("write_campaign", by=by, at=at, unit=unit, campaign=made.pk, many=many, purpose=purpose)
    return made


def _check(text: str, words: str, purpose: str, audience: Audience, most_parts: int) -> None:
    if not text.strip():
        raise BadCampaign("Hãy viết lời nhắn.", field="text")
    if measured(words).parts > most_parts:
        raise BadCampaign("Lời nhắn dài quá: rút gọn lại.", field="text")
    if SECRET.search(as_sms(words)):
        raise BadCampaign("Không hỏi mật khẩu hay mã xác thực qua tin nhắn.", field="text")
    if purpose == Campaign.Purpose.SERVICE and audience.kind != "open":
        raise BadCampaign(
            "Tin về việc đang giải quyết chỉ gửi cho người có hồ sơ chưa xong; tin khác cần người nhận đã đồng ý.",
            field="purpose",
        )


def start_campaign(campaign_id: UUID, *, by: Authority, at: datetime, starts_at: datetime | None = None) -> Campaign:
    """Let it leave, now or from a moment on. Raises NoRight, or BadCampaign where it is no draft any more."""
    return _moved(
        campaign_id,
        "start_campaign",
        (Campaign.State.DRAFT,),
        by=by,
        at=at,
        state=Campaign.State.SCHEDULED,
        starts_at=starts_at or at,
        started_by_id=by.account_id,
    )


def stop_campaign(campaign_id: UUID, *, by: Authority, at: datetime) -> Campaign:
    """Stop it: what has not left never will, what is on its way arrives. Raises NoRight or BadCampaign."""
    with transaction.atomic():
        found = _moved(
            campaign_id, "stop_campaign", UNDER_WAY, by=by, at=at, state=Campaign.State.STOPPED, stopped_at=at
        )
        with scope.also(units={found.unit_id}):
            free = Q(leased_until=None) | Q(leased_until__lt=at)
            waiting = Message.objects.filter(free, campaign_id=found.pk, state=Message.State.WAITING)
            many = waiting.update(state=Message.State.GIVEN_UP, last_error=STOPPED, leased_until=None)
            Campaign.objects.filter(pk=found.pk).update(
                cancelled=F("cancelled") + many, audience=_without_numbers(found.audience)
            )
    return found


@transaction.atomic
def _moved(
    campaign_id: UUID, verb: str, sources: tuple[str, ...], *, by: Authority, at: datetime, **changes: object
) -> Campaign:
    found = campaign_administered(by, campaign_id)
    if found is None:
        raise BadCampaign("Không có đợt gửi này, hoặc đợt gửi không thuộc phạm vi của bạn.")
    must_administer(by, found.unit)
    with scope.also(units={found.unit_id}):
        if not Campaign.objects.filter(pk=found.pk, state__in=sources).update(**changes):
            raise BadCampaign("Đợt gửi đã sang bước khác: tải lại trang để xem.")
    note(verb, by=by, at=at, unit=found.unit, campaign=found.pk)
    return found


def spread_campaigns(at: datetime) -> int:
    """Write the next messages of every campaign under way, and finish those that are done; how much that was.

    The worker calls it. A worker killed in the middle has written a whole batch or nothing of it, and the key of each
    message is made of campaign and telephone: nobody gets it twice.
    """
    done = 0
    due = Campaign.objects.filter(state__in=UNDER_WAY, starts_at__lte=at)
    for campaign_id in due.order_by("starts_at", "pk").values_list("pk", flat=True):
        with transaction.atomic():
            campaign = Campaign.objects.select_for_update().filter(pk=campaign_id, state__in=UNDER_WAY).first()
            if campaign is not None:
                done += _written(campaign, at) if not campaign.is_spread else _finished(campaign, at)
    _sweep(at)
    return done


def _sweep(at: datetime) -> None:
    """What was under way when its campaign was stopped and came back unsent stays here."""
    free = Q(leased_until=None) | Q(leased_until__lt=at)
    stopped = Campaign.objects.filter(state=Campaign.State.STOPPED, stopped_at__gt=at - SWEPT_FOR)
    for campaign_id in stopped.order_by("pk").values_list("pk", flat=True):
        with transaction.atomic():
            waiting = Message.objects.filter(free, campaign_id=campaign_id, state=Message.State.WAITING)
            many = waiting.update(state=Message.State.GIVEN_UP, last_error=STOPPED, leased_until=None)
            Campaign.objects.filter(pk=campaign_id).update(cancelled=F("cancelled") + many)


def forget_drafts(at: datetime) -> int:
    """Close drafts that nobody started, with the telephones listed in them; how many. The worker calls it daily."""
    days = loading.sending(localtime(at).date()).kept_days
    old = Campaign.objects.filter(state=Campaign.State.DRAFT, created_at__lt=at - timedelta(days=days))
    closed = list(old.order_by("pk")[:BATCH])
    for one in closed:
        kept = _without_numbers(one.audience)
        Campaign.objects.filter(pk=one.pk).update(state=Campaign.State.STOPPED, stopped_at=at, audience=kept)
    return len(closed)


def _written(campaign: Campaign, at: datetime) -> int:
    audience = read_audience(campaign.audience)
    phones, cursor = next_of(campaign.unit_id, audience, campaign.cursor, BATCH)
    phones = list(dict.fromkeys(phones))
    keys = {phone: f"campaign:{campaign.pk}:{hashlib.sha256(phone.encode()).hexdigest()[:24]}" for phone in phones}
    before = Message.objects.filter(unit_id=campaign.unit_id, key__in=keys.values())
    written = set(before.values_list("key", flat=True))
    phones = [phone for phone in phones if keys[phone] not in written]
    allowed = consents(phones, campaign.purpose)
    body = said(campaign.text, with_marks=campaign.with_marks, purpose=campaign.purpose)
    rules = loading.sending(localtime(at).date())
    times = slots(localtime(max(at, campaign.next_slot or at)), campaign.per_minute, rules)
    messages = [
        Message(
            id=uuid7(),
            unit_id=campaign.unit_id,
            campaign_id=campaign.pk,
            key=keys[phone],
            kind="campaign",
            channel=Message.Channel.SMS,
            rank=Message.Rank.CAMPAIGN,
            address=phone,
            subject=campaign.title,
            body=body,
            parts=measured(body).parts,
            created_at=at,
            send_after=next(times),
        )
        for phone in phones
        if phone in allowed
    ]
    Message.objects.bulk_create(messages)
    Campaign.objects.filter(pk=campaign.pk).update(
        state=Campaign.State.RUNNING,
        cursor=cursor,
        is_spread=not cursor,
        next_slot=next(times),
        written=F("written") + len(messages),
        without_consent=F("without_consent") + len(phones) - len(messages),
        **({} if cursor else {"audience": _without_numbers(campaign.audience)}),
    )
    return max(1, len(messages))


def _finished(campaign: Campaign, at: datetime) -> int:
    if campaign.sent + campaign.failed + campaign.cancelled < campaign.written:
        return 0
    Campaign.objects.filter(pk=campaign.pk).update(state=Campaign.State.FINISHED, finished_at=at)
    return 1


def _without_numbers(row: dict[str, object]) -> dict[str, object]:
    """A list of telephones is kept no longer than it is needed."""
    return as_row(replace(read_audience(row), numbers=()))
