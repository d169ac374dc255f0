"""Slips: made for what one unit passed on to another, printed, and ticked off by whoever receives."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.timezone import localtime

from motcua.dossiers.actions.counting import next_number
from motcua.dossiers.rules.refusals import Invalid, NotAllowed, NotFound
from motcua.organisation import queries as organisation
from motcua.organisation.rules.authority import Authority
from motcua.procedures import queries as procedures

from ..models import Printing, Slip, SlipLine, SlipTick
from ..permissions import may_make_slips, may_receive
from ..queries import slips as queries
from ..rules.copies import copy_mark
from ..rules.forms import moment_in_words
from .heading import office_head

if TYPE_CHECKING:
    from motcua.dossiers.queries.passing import PassedOn


def make_slip(
    entry_ids: Collection[UUID],
    *,
    office_id: UUID,
    giver_id: UUID,
    receiver_id: UUID,
    first: datetime,
    before: datetime,
    by: Authority,
    at: datetime,
) -> Slip:
    """Put what was passed on by these entries, in a period, from one unit to another, on a slip with the next number.

    Raises NotFound, NotAllowed, or Invalid where nothing of it is left to put on one.
    """
    if not may_make_slips(by, office_id):
        raise NotAllowed("Bạn không giữ vị trí nào ở cơ quan này, nên không lập được phiếu.")
    with transaction.atomic():
        # The counter's row makes two people who press at once wait: the second finds what the first has left.
        number = next_number(office_id, "slip", date(localtime(at).year, 1, 1))
        open_ones = queries.not_slipped(by, office_id=office_id, first=first, before=before)
        chosen = [
            one
            for one in open_ones
            if one.entry_id in entry_ids and (one.from_unit_id, one.to_unit_id) == (giver_id, receiver_id)
        ]
        if not chosen:
            raise Invalid("Các hồ sơ này đã nằm trên phiếu khác, hoặc đã đi tiếp. Mở lại trang để xem còn hồ sơ nào.")
        slip = Slip.objects.create(
            unit_id=office_id,
            year=localtime(at).year,
            number=number,
            giver_id=giver_id,
            receiver_id=receiver_id,
            made_at=at,
            made_by_id=by.signed_in_id,
            waiting=len(chosen),
            data=_says(chosen, number, office_id, at=at) | {"officer": by.name},
        )
        SlipLine.objects.bulk_create(
            SlipLine(unit_id=office_id, slip=slip, place=place, dossier_id=one.dossier.pk, entry_id=one.entry_id)
            for place, one in enumerate(chosen, start=1)
        )
    return slip


def _says(chosen: Sequence[PassedOn], number: int, office_id: UUID, *, at: datetime) -> dict[str, Any]:
    """Everything printed on the slip, so that a further print says the same."""
    giver_id, receiver_id = chosen[0].from_unit_id, chosen[0].to_unit_id
    units, local = organisation.units_by_id({office_id, giver_id, receiver_id}), localtime(at)
    code = f"{number:04d}/{local.year}"
    return {
        **office_head(units[office_id], "slip", at=at),
        "code": code,
        "code_label": "Số phiếu",
        "number": f"{code}/PBG",
        "giver": units[giver_id].name,
        "receiver": units[receiver_id].name,
        "made": moment_in_words(local),
        "count": str(len(chosen)),
        "lines_of_slip": [
            {
                "code": one.dossier.code,
                "procedure": procedures.version(one.dossier.version_id).definition.short_name,
                "owner": one.dossier.owner_name,
                "due": f"{localtime(one.dossier.due_at):%H:%M %d/%m/%Y}",
            }
            for one in chosen
        ],
    }


def tick_lines(slip_id: UUID, places: Collection[int], *, is_received: bool, by: Authority, at: datetime) -> int:
    """Note that lines of a slip were received, or take the tick back; gives how many changed. Each change is recorded.

    Raises NotFound, or NotAllowed for anybody who is not of the receiving unit.
    """
    slip = queries.slip_for(by, slip_id)
    if not may_receive(by, slip):
        raise NotAllowed("Chỉ người của bộ phận nhận mới đánh dấu đã nhận.")
    with transaction.atomic():
        Slip.objects.select_for_update().get(pk=slip.pk)
        of_it = SlipLine.objects.filter(slip_id=slip.pk, place__in=places, received_at__isnull=is_received)
        changed = list(of_it.order_by("place"))
        for line in changed:
            line.received_at, line.received_by = (at, by.name) if is_received else (None, "")
        SlipLine.objects.bulk_update(changed, ["received_at", "received_by"])
        SlipTick.objects.bulk_create(
            SlipTick(
                unit_id=slip.unit_id,
                line=line,
                is_received=is_received,
                at=at,
                account_id=by.signed_in_id,
                name=by.name,
            )
            for line in changed
        )
        waiting = SlipLine.objects.filter(slip_id=slip.pk, received_at=None).count()
        Slip.objects.filter(pk=slip.pk).update(waiting=waiting)
    return len(changed)


def print_slip(slip: Slip, *, by: Authority, at: datetime) -> str:
    """Record one print of a slip and give the mark it bears, empty on the original. Raises NotFound."""
    if slip.unit_id not in by.readable_office_ids:
        raise NotFound(queries.NO_SUCH_SLIP)
    with transaction.atomic():
        Slip.objects.select_for_update().get(pk=slip.pk)
        last = Printing.objects.filter(slip_id=slip.pk).aggregate(last=Max("ordinal"))["last"] or 0
        made = Printing.objects.create(
            unit_id=slip.unit_id, slip=slip, ordinal=last + 1, at=at, account_id=by.signed_in_id, name=by.name
        )
    return copy_mark(made.ordinal, localtime(at), by.name)
