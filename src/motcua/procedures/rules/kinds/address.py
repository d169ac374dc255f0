"""An address on the administrative divisions of the day: two tiers since 2025-07-01, three before."""

from collections.abc import Mapping
from typing import Any

from motcua.procedures.rules.context import THREE_TIER, FormContext
from motcua.procedures.rules.divisions import DivisionFact
from motcua.procedures.rules.kinds.kind import Kind, WrongParts, truth, word
from motcua.procedures.rules.kinds.typed import Raw, Wrong, typed
from motcua.procedures.rules.messages import Message
from motcua.vietnamese import Sentence

PARTS = ("province", "district", "ward", "street")
PART_LABELS = {
    "province": "Tỉnh, thành phố",
    "district": "Quận, huyện",
    "ward": "Phường, xã",
    "street": "Số nhà, đường, thôn, tổ dân phố",
}


class Address(Kind):
    """An address: codes of the divisions and the street.

    A division may be typed by code or by name. Where the list of a province is not complete, a ward that is not
    listed is kept by its name (``ward_name``, ``district_name``) with no code, rather than refused.
    """

    name = "address"
    parts = PARTS
    options = {"street_required": truth(True), "tiers": word(("two_tier", "three_tier"), "")}

    def take(self, field: Any, raw: Raw, name: str, context: FormContext) -> dict[str, Any] | None:
        asked = self.asked(field, context)
        wrongs: list[Wrong] = []
        written: dict[str, str] = {}
        for part in asked:
            try:
                written[part] = typed(raw, f"{name}.{part}")
            except Wrong as wrong:
                wrongs.append(wrong)
                written[part] = ""
        # A province alone is what the list shows before anybody answers.
        blank = not any(written[part] for part in asked if part != "province")
        if not wrongs and blank and not (field.required and written["province"]):
            return None
        refused = {wrong.input_name for wrong in wrongs}
        for part in asked:
            needed = part != "street" or field.option("street_required")
            if needed and not written[part] and f"{name}.{part}" not in refused:
                wrongs.append(Wrong(f"{name}.{part}", _missing(part)))
        value = self._resolve(written, asked, name, context, wrongs)
        if wrongs:
            raise WrongParts(sorted(wrongs, key=lambda wrong: PARTS.index(wrong.input_name.rsplit(".", 1)[1])))
        return value

    def asked(self, field: Any, context: FormContext) -> list[str]:
        """List the parts asked for: the district only in a three-tier organisation."""
        tiers = field.option("tiers") or context.organisation
        return [part for part in PARTS if part != "district" or tiers == THREE_TIER]

    def first_input(self, field: Any, name: str) -> str:
        return f"{name}.province"

    def inputs(self, field: Any, value: Any, name: str) -> dict[str, list[str]]:
        given = value if isinstance(value, Mapping) else {}
        found = {}
        for part in PARTS:
            one = given.get(part) or given.get(f"{part}_name")
            found[f"{name}.{part}"] = [one] if isinstance(one, str) and one else []
        return found

    def display(self, field: Any, value: Any, context: FormContext) -> str:
        return context.address_words(value)

    def export_columns(self, field: Any) -> list[tuple[str, str]]:
        return [(f"{field.id}.{part}", f"{field.label}: {PART_LABELS[part]}") for part in PARTS]

    def export(self, field: Any, value: Any, context: FormContext) -> list[Any]:
        shown = context.address_parts(value)
        return [shown.get(part, "") for part in PARTS]

    def json_schema(self, field: Any, context: FormContext) -> dict[str, Any]:
        text = {"type": ["string", "null"]}
        asked = self.asked(field, context)
        properties: dict[str, Any] = {part: text | {"title": PART_LABELS[part]} for part in asked}
        properties |= {f"{part}_name": text for part in asked if part in ("district", "ward")}
        return {
            "title": field.label,
            "type": "object",
            "properties": properties,
            "required": ["province"],
            "additionalProperties": False,
        }

    def _resolve(
        self, written: Mapping[str, str], asked: list[str], name: str, context: FormContext, wrongs: list[Wrong]
    ) -> dict[str, Any]:
        value: dict[str, Any] = {}
        above: DivisionFact | None = None
        for part in asked:
            text = written[part]
            if part == "street":
                value["street"] = text
                continue
            found = None
            if text and (part == "province" or above is not None):
                parent = above.code if above else None
                found = context.divisions.resolve(text, part, parent, context.today)
            value[part] = found.code if found else None
            if text and found is None:
                if part == "province":
                    value["province"] = text
                    if context.divisions.provinces(context.today):
                        wrongs.append(Wrong(f"{name}.province", _unknown(part, text, None)))
                else:
                    value[f"{part}_name"] = text
                    if above is not None and part in above.complete:
                        wrongs.append(Wrong(f"{name}.{part}", _unknown(part, text, above)))
            above = found
        return value


def _missing(part: str) -> Message:
    words = {"part": Sentence(PART_LABELS[part][0].lower() + PART_LABELS[part][1:])}
    return Message("required", "Hãy ghi %(part)s." if part == "street" else "Hãy chọn %(part)s.", words)


def _unknown(part: str, typed_text: str, above: DivisionFact | None) -> Message:
    if above is None:
        text = "Không có tỉnh, thành phố «%(typed)s». Hãy chọn trong danh sách."
        return Message("unknown_division", text, {"typed": typed_text[:40]})
    words = {"part": Sentence(PART_LABELS[part].lower()), "typed": typed_text[:40], "above": above.full_name}
    text = "%(above)s không có %(part)s «%(typed)s». Hãy xem lại tên, hoặc chọn lại nơi trước đó."
    return Message("unknown_division", text, words)
