"""The kinds of values that requests carry: bounded, so that nothing endless or strange goes further in."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Annotated
from uuid import UUID

from ninja import Header, Path, Query
from pydantic import AfterValidator, AwareDatetime, Field

Code = Annotated[str, Path(max_length=60, description="Mã, như in trên giấy · as printed")]
Id = Annotated[UUID, Path()]
Text = Annotated[str, Field(max_length=2000)]
Reason = Annotated[str, Field(min_length=1, max_length=2000, description="Người nộp đọc nguyên văn")]
Line = Annotated[str, Field(max_length=200)]
Size = Annotated[int, Query(ge=1, le=200)]
Sequence = Annotated[int, Query(ge=0, le=2**62)]
Words = Annotated[str, Query(max_length=200)]
Key = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        max_length=120,
        pattern=r"^[!-~]+$",
        description="Bắt buộc. Gửi lại cùng khóa thì nhận lại đúng câu trả lời đầu",
    ),
]
Match = Annotated[
    str | None,
    Header(alias="If-Match", max_length=40, description="Bắt buộc: ETag lần đọc trước, hoặc *"),
]


def _near(moment: datetime) -> datetime:
    if not datetime(2000, 1, 1, tzinfo=UTC) <= moment.replace(tzinfo=UTC) <= datetime(2100, 1, 1, tzinfo=UTC):
        raise ValueError("the year must be from 2000 to 2099")
    return moment


def _day(day: date) -> date:
    if not 1990 <= day.year <= 2100:
        raise ValueError("the year must be from 1990 to 2100")
    return day


Moment = Annotated[AwareDatetime, AfterValidator(_near)]
_Day = Annotated[date, AfterValidator(_day)]
Day = Annotated[_Day | None, Query(description="2026-03-10; bỏ trống là hôm nay")]
