"""Plausible answers to any form of the catalogue: invented people, valid numbers, real divisions."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from motcua.procedures.rules import forms
from motcua.procedures.rules.context import FormContext
from motcua.procedures.rules.definition import Definition
from motcua.procedures.rules.form_definition import Field

FAMILY = ["Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Đào", "Đoàn"]
MIDDLE = {
    "male": ["Văn", "Đức", "Minh", "Quang", "Hữu", "Gia", "Tuấn"],
    "female": ["Thị", "Thu", "Ngọc", "Khánh", "Thùy", "Hồng", "Phương"],
}
GIVEN = {
    "male": ["Khôi", "An", "Bình", "Cường", "Dũng", "Hải", "Hùng", "Long", "Nam", "Phong", "Sơn", "Tùng", "Việt"],
    "female": ["Nhung", "Anh", "Chi", "Hà", "Hạnh", "Hoa", "Lan", "Linh", "Mai", "Nga", "Oanh", "Trang", "Yến"],
}
STREETS = (
    "Tổ dân phố số 4",
    "Ngõ 12, nhà số 7",
    "Số 35 đường Nguyễn Trãi",
    "Thôn Đông, xóm 3",
    "Khu tập thể, phòng 201",
)


class Invention:
    """Answers for one applicant; the same seed gives the same person."""

    def __init__(self, seed: int, context: FormContext, division_code: str = "") -> None:
        self.chance = Random(seed)  # noqa: S311 - invented people, no secrets
        self.context = context
        self.division_code = division_code
        self.phone = f"+849{self.chance.randrange(10**8):08d}"

    def answers(self, definition: Definition, *, case: str, channel: str) -> dict[str, Any]:
        """Answers to every question that applies, in the order they are asked, so that conditions hold."""
        about = {"case": case, "channel": channel}
        given: dict[str, Any] = {}
        for _ in range(2):  # a later answer may make an earlier page apply
            asked = True
            while asked:
                asked = False
                for visible in forms.visible_pages(definition.form, given, **about):
                    for field in visible.fields:
                        if field.id not in given and field.kind not in ("info", "file"):
                            given[field.id] = self.answer(field)
                            asked = True
        return {key: value for key, value in given.items() if value is not None}

    def answer(self, field: Field) -> Any:
        """One answer of the field's kind, within the field's own bounds; None leaves an optional one out."""
        if not field.required and field.kind in ("email", "file", "long_text"):
            return None
        return getattr(self, f"_{field.kind}")(field)

    def home(self, definition: Definition) -> dict[str, str | None]:
        """An address where the office is; empty for a procedure that asks for none."""
        fields = [one for _, field in definition.form.fields() for one in (field, *field.fields)]
        asked = next((field for field in fields if field.kind == "address"), None)
        return {} if asked is None else self._address(asked)

    def name(self, sex: str) -> str:
        return " ".join(self.chance.choice(names) for names in (FAMILY, MIDDLE[sex], GIVEN[sex]))

    def _text(self, field: Field) -> str:
        words = f"{field.label} (ví dụ)"
        return words[: field.option("max_length")].ljust(field.option("min_length"), "a")

    def _long_text(self, field: Field) -> str:
        return f"Nội dung khai ví dụ cho: {field.label}."[: field.option("max_length")].ljust(
            field.option("min_length"), "."
        )

    def _integer(self, field: Field) -> int:
        least, most = field.option("min"), field.option("max")
        least = 1 if least is None else max(least, 1)
        return min(least + self.chance.randrange(3), least if most is None and least > 100 else most or least + 3)

    def _money(self, field: Field) -> int:
        return int(max(field.option("min") or 0, 30_000_000))

    def _date(self, field: Field) -> str:
        days = self.chance.randrange(2, 25)
        if field.option("min_age"):
            days += 366 * (field.option("min_age") + 1)
        forward = field.option("future") and not field.option("past")
        return (self.context.today + timedelta(days=days if forward else -days)).isoformat()

    def _partial_date(self, field: Field) -> dict[str, int | None]:
        return _parts(self._born(field.option("min_age"), field.option("max_age")))

    def _born(self, least: int | None, most: int | None) -> date:
        least = 20 if least is None else least
        most = least + 40 if most is None else most
        age = self.chance.randrange(least + 1, max(most, least + 2))
        return self.context.today - timedelta(days=age * 366 + self.chance.randrange(200))

    def _choice(self, field: Field) -> str:
        choices = field.option("choices")
        return str(choices[0].key) if choices else self._from_list(field.option("list"))

    def _from_list(self, name: str) -> str:
        wanted = {"ethnicities": "kinh", "nationalities": "VN"}[name]
        keys = [one.key for one in self.context.lists.get(name, ())]
        return wanted if wanted in keys or not keys else keys[0]

    def _choices(self, field: Field) -> list[str]:
        choices = field.option("choices")
        return [one.key for one in choices[: max(field.option("min") or 1, 1)]]

    def _yes_no(self, field: Field) -> bool:
        return field.required and "cam đoan" in field.label.lower()

    def _person(self, field: Field) -> dict[str, Any]:
        sex = field.option("sex") or self.chance.choice(["male", "female"])
        born = self._born(field.option("min_age"), field.option("max_age"))
        whole = {
            "name": self.name(sex),
            "birth": _parts(born),
            "sex": sex,
            "identity_number": self._identity_number(sex, born),
            "ethnicity": self._from_list("ethnicities"),
            "nationality": self._from_list("nationalities"),
        }
        return {part: value for part, value in whole.items() if part in field.option("parts")}

    def _identity_number(self, sex: str, born: date) -> str:
        century = 2 * (born.year // 100 - 19) + (sex == "female")
        return f"001{century}{born.year % 100:02d}{self.chance.randrange(10**6):06d}"

    def _address(self, field: Field) -> dict[str, str | None]:
        divisions, today = self.context.divisions, self.context.today
        tiers = field.option("tiers") or self.context.organisation
        for province in divisions.provinces(today):
            above = divisions.districts_of(province.code, today) if tiers == "three_tier" else [province]
            for one in above:
                wards = divisions.wards_of(one.code, today)
                ward = next((w for w in wards if w.code == self.division_code), wards[0] if wards else None)
                if ward is not None and (not self.division_code or ward.code == self.division_code):
                    district = one.code if tiers == "three_tier" else None
                    street = self.chance.choice(STREETS)
                    return {"province": province.code, "district": district, "ward": ward.code, "street": street}
        if self.division_code:  # an office that serves no ward of its own: any ward will do
            self.division_code = ""
            return self._address(field)
        raise LookupError("the catalogue of divisions is empty")

    def _phone(self, field: Field) -> str:
        return self.phone

    def _email(self, field: Field) -> str:
        return f"nguoi.dan.{self.chance.randrange(10**6)}@example.vn"

    def _group(self, field: Field) -> list[dict[str, Any]]:
        rows = max(field.option("min_rows"), 1)
        return [{one.id: self.answer(one) for one in field.fields if one.kind != "info"} for _ in range(rows)]


def _parts(day: date) -> dict[str, int | None]:
    return {"year": day.year, "month": day.month, "day": day.day}
