"""A course was held for members of the office's teams."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from motcua.organisation import queries as organisation
from motcua.organisation.rules.authority import Authority, Function

from ..models import Attendance, Training
from ..permissions import must_look_after_teams
from ..rules.refusals import OutreachRefusal


def hold_training(
    office_id: UUID,
    *,
    by: Authority,
    at: datetime,
    topic: str,
    held_on: date,
    hours: int,
    place: str = "",
    attended: Iterable[UUID] = (),
) -> Training:
    """Record a course and who was there. Raises OutreachRefusal for a day to come, no topic, or somebody of no team."""
    must_look_after_teams(by, office_id)
    topic = " ".join(topic.split())[:200]
    if not topic:
        raise OutreachRefusal("Ghi nội dung tập huấn.", field="topic")
    if held_on > at.date():
        raise OutreachRefusal("Ngày này chưa đến.", field="held_on")
    if not 1 <= hours <= 80:
        raise OutreachRefusal("Số giờ từ 1 đến 80.", field="hours")
    members = {one.account_id for one in organisation.holders_of(office_id, Function.ADVISER, held_on)}
    were_there = set(attended)
    if not were_there <= members:
        raise OutreachRefusal("Có người không thuộc tổ nào của cơ quan vào ngày ấy.", field="attended")
    with transaction.atomic():
        held = Training.objects.create(
            unit_id=office_id,
            topic=topic,
            held_on=held_on,
            hours=hours,
            place=" ".join(place.split())[:200],
            recorded_at=at,
            recorded_by_id=by.account_id,
        )
        Attendance.objects.bulk_create(Attendance(training=held, account_id=one) for one in sorted(were_there))
    return held
