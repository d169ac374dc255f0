"""Uploaded files of an answer. Uploading and looking inside are the dossier's work; here they are only counted."""

from typing import Any

from motcua.procedures.rules.context import FormContext
from motcua.procedures.rules.kinds.kind import Kind, texts, whole
from motcua.procedures.rules.kinds.typed import Raw, Wrong, typed_list
from motcua.procedures.rules.messages import Message
from motcua.vietnamese import term

FILE_KINDS = ("pdf", "jpg", "png", "webp", "docx", "xlsx", "odt", "dwg", "zip")
_DEFAULT_KINDS = ("pdf", "jpg", "png")


class File(Kind):
    """One or more uploaded files, kept as a list of attachment ids."""

    name = "file"
    options = {"max_files": whole(1, 1), "max_mb": whole(20, 1), "accept": texts(FILE_KINDS, _DEFAULT_KINDS)}

    def take(self, field: Any, raw: Raw, name: str, context: FormContext) -> list[str]:
        ids = typed_list(raw, name)
        most = field.option("max_files")
        if len(ids) > most:
            text = "Mục này nhận nhiều nhất %(most)s tệp; bạn gửi %(sent)s. Hãy bỏ bớt."
            raise Wrong(name, Message("too_many_files", text, {"most": most, "sent": len(ids)}))
        if context.files is not None:
            for one in ids:
                self._check_file(field, one, name, context)
        return ids

    def ask(self, field: Any) -> Message:
        return Message("required", "Hãy đính kèm tệp cho «%(label)s».", {"label": term(field.label)})

    def inputs(self, field: Any, value: Any, name: str) -> dict[str, list[str]]:
        return {name: [one for one in value if isinstance(one, str)] if isinstance(value, list) else []}

    def display(self, field: Any, value: Any, context: FormContext) -> str:
        files = context.files or {}
        return "; ".join(files[one].name if one in files else one for one in value or ())

    def export(self, field: Any, value: Any, context: FormContext) -> list[Any]:
        return [len(value or ())]

    def json_schema(self, field: Any, context: FormContext) -> dict[str, Any]:
        return {
            "title": field.label,
            "type": "array",
            "items": {"type": "string"},
            "maxItems": field.option("max_files"),
            "minItems": 1 if field.required else 0,
        }

    def _check_file(self, field: Any, file_id: str, name: str, context: FormContext) -> None:
        found = (context.files or {}).get(file_id)
        if found is None:
            raise Wrong(name, Message("file_gone", "Không còn tệp này trong hồ sơ nháp. Hãy đính kèm lại."))
        if found.kind not in field.option("accept"):
            kinds = ", ".join(field.option("accept")).upper()
            text = "«%(name)s» không phải loại tệp nhận ở đây. Hãy gửi tệp %(kinds)s."
            raise Wrong(name, Message("file_kind", text, {"name": found.name[:80], "kinds": kinds}))
        if found.size > field.option("max_mb") * 1024 * 1024:
            text = "«%(name)s» nặng quá; mỗi tệp nhiều nhất %(most)s MB. Hãy chụp hoặc quét lại nhẹ hơn."
            raise Wrong(name, Message("file_size", text, {"name": found.name[:80], "most": field.option("max_mb")}))
