"""What each kind of paper says beside its head: read from the dossier at the moment of the fact, and kept so."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.timezone import localtime

from motcua.accounts import queries as accounts
from motcua.dossiers import queries as dossiers
from motcua.dossiers.rules.files import Received
from motcua.procedures.rules.limits import fees_for, limit_words, published_limit, total_of
from motcua.procedures.rules.papers import PaperNeeded, papers_for
from motcua.vietnamese import format_money, format_number, format_phone, search_key

from ..loading import form_table
from ..rules.forms import moment_in_words, place_in_register

if TYPE_CHECKING:
    from motcua.dossiers.models import Dossier, JournalEntry
    from motcua.procedures.rules.definition import Definition

DELIVERY = {
    "desk": "Nơi nộp hồ sơ",
    "post": "Nhà, qua dịch vụ bưu chính công ích",
    "electronic": "Trang hồ sơ của người nộp, bản điện tử",
}
HEAD_OF_OFFICE = "Thủ trưởng cơ quan, đơn vị"


@dataclass(frozen=True, slots=True)
class Facts:
    """One fact to be told on paper; `seen` are the keys of the papers that were seen at the counter."""

    dossier: Dossier
    entry: JournalEntry
    definition: Definition
    seen: frozenset[str]
    files: tuple[Received, ...] = ()


Printed = Callable[[Facts], dict[str, Any]]


def receipt(facts: Facts) -> dict[str, Any]:
    """Form 01: who, what, which papers, until when, where to fetch it."""
    dossier, definition = facts.dossier, facts.definition
    about = {"channel": dossier.channel, "case": dossier.case}
    fees = fees_for(definition, **about, answers=dossier.answers)
    unknown = any(line.total is None for line in fees)
    received = localtime(dossier.received_at or facts.entry.at)
    return {
        "sheet": "Liên 2: Giao cho người nộp hồ sơ",
        "with_identity": form_table().on(received.date()).identity_number,
        "identity": dossier.owner_identity_number,
        "submitter": _authorised(dossier),
        "papers": _papers(facts),
        "presented": sorted(facts.seen),
        "fee": "theo mức của Hội đồng nhân dân cấp tỉnh" if unknown else format_money(total_of(fees)),
        "limit": limit_words(published_limit(definition, **about)),
        "delivery": DELIVERY.get(dossier.delivery_wish, DELIVERY["desk"]),
        "book": str(received.year),
        "in_book": place_in_register(dossier.code),
    }


def _authorised(dossier: Dossier) -> dict[str, str] | None:
    """Who filed it where that is somebody else than the owner, as far as their account tells."""
    if dossier.submitter_id is None:
        return None
    account = accounts.account(dossier.submitter_id)
    if account is None or search_key(account.full_name) == search_key(dossier.owner_name):
        return None
    phone = account.phone or (account.login if account.login.startswith("+") else "")
    return {"name": account.full_name, "phone": format_phone(phone) if phone else "", "email": account.email}


def _papers(facts: Facts) -> list[dict[str, str]]:
    """The component list: what was declared, files received, and papers seen at the counter."""
    dossier, definition = facts.dossier, facts.definition
    files: dict[str, int] = {}
    for key in dossiers.paper_keys_of(dossier):
        files[key] = files.get(key, 0) + 1
    # At the counter the officer writes down what is said: whether a form on paper was handed in is told by the papers.
    declared = "Thông tin khai tại quầy"
    if dossier.channel == "online":
        declared = f"Tờ khai {definition.name[:1].lower()}{definition.name[1:]}"
    rows = [{"name": declared, "copy": "Điện tử", "count": "1"}]
    for one in papers_for(definition, dossier.case, dossier.answers, channel=dossier.channel):
        how = _handed_in(one, files.get(one.paper.key, 0), one.paper.key in facts.seen)
        if how is not None:
            rows.append({"name": one.paper.name, "copy": how[0], "count": how[1]})
    return rows


def _handed_in(needed: PaperNeeded, files: int, seen: bool) -> tuple[str, str] | None:
    paper = needed.paper
    if seen and paper.handling == "present":
        return "Xuất trình, đã trả lại", "1"
    if seen:
        kinds = [word for word, many in (("bản chính", paper.originals), ("bản sao", paper.copies)) if many]
        return " và ".join(kinds).capitalize() or "Bản giấy", str(paper.originals + paper.copies or 1)
    return ("Tệp điện tử", str(files)) if files else None


def acknowledgement(facts: Facts) -> dict[str, Any]:
    """The system has it; nobody has looked at it yet. What was received, by digest, and what happens by when."""
    dossier, unit = facts.dossier, facts.dossier.unit
    answer_by = f"trước {moment(dossier.stage_due_at)}" if dossier.stage_due_at else "trong thời hạn luật định"
    draft = facts.entry.data.get("draft", "")
    return {
        "rows": [
            *_about(dossier, facts.definition),
            ["Nơi giải quyết", ", ".join(part for part in (unit.name, unit.address) if part)],
            ["Điện thoại", unit.phone or settings.HELP_PHONE],
            ["Hệ thống đã nhận lúc", moment(dossier.submitted_at)],
            *([["Từ bản nháp có mã", draft]] if draft else []),
            ["Dự kiến có kết quả", moment(dossier.due_at)],
        ],
        "received_files": _received(facts),
        "answer_by": moment(dossier.stage_due_at),
        "lines": [
            "Đây là xác nhận hệ thống đã nhận, chưa phải giấy tiếp nhận của bộ phận Một cửa. "
            f"Bộ phận Một cửa kiểm tra giấy tờ và trả lời {answer_by}: tiếp nhận và hẹn ngày, hoặc nói rõ thiếu gì."
        ],
    }


def _received(facts: Facts) -> list[dict[str, str]]:
    """The declaration and every file handed in, each with the digest by which its bytes are known again."""
    names = {one.key: one.name for one in facts.definition.papers}
    names |= {field.id: field.label for _page, field in facts.definition.form.fields() if field.kind == "file"}
    answers = json.dumps(facts.dossier.answers, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
    declared = {"name": "Lời khai", "digest": hashlib.sha256(answers.encode()).hexdigest(), "size": ""}
    return [
        declared,
        *(
            {
                "name": names.get(one.paper_key, "Giấy tờ kèm theo"),
                "digest": one.sha256,
                "size": f"{format_number(-(-one.size // 1024))} KB",
            }
            for one in facts.files
        ),
    ]


def supplement(facts: Facts) -> dict[str, Any]:
    """Form 02: everything that is missing, the reason, until when, whom to ask."""
    asked = dossiers.newest_supplement(facts.dossier)
    names = {paper.key: paper.name for paper in facts.definition.papers}
    items = [
        f"{names[item['paper']]}: {item['text']}" if item["paper"] in names else item["text"]
        for item in (asked.items if asked is not None else [])
    ]
    told = "; ".join(item["text"] for item in asked.items) if asked is not None else ""
    rows = _about(facts.dossier, facts.definition)
    if facts.entry.note and facts.entry.note != told:
        rows.append(["Lý do", facts.entry.note])
    if asked is not None and asked.answer_by is not None:
        rows.append(["Bổ sung trước", moment(asked.answer_by)])
    phone = facts.dossier.unit.phone
    contact = facts.entry.actor_name + (f", điện thoại {phone}" if phone else f", tại {facts.dossier.unit.name}")
    line = f"Trong khi hoàn thiện hồ sơ, có gì chưa rõ, ông/bà liên hệ {contact}."
    waits = "Thời gian chờ ông/bà bổ sung không tính vào thời hạn của cơ quan."
    return {"rows": rows, "items": items, "lines": [line, waits], "signer": "Người hướng dẫn"}


def refusal(facts: Facts) -> dict[str, Any]:
    """Form 03: what was asked for, and why it is not taken in; both sign."""
    rows = [*_about(facts.dossier, facts.definition), ["Lý do không tiếp nhận", facts.entry.note]]
    line = "Ông/bà có thể nộp lại sau khi sửa; hồ sơ nộp lại là một hồ sơ mới."
    return {"rows": rows, "lines": [line], "both_sign": True, "signer": "Người tiếp nhận hồ sơ"}


def apology(facts: Facts) -> dict[str, Any]:
    """Form 04: the date once promised, why it cannot be kept, the new one."""
    dossier, before = facts.dossier, facts.entry.data.get("from_due_at")
    rows = [*_about(dossier, facts.definition), ["Ngày tiếp nhận", moment(dossier.received_at)]]
    if before:
        rows.append(["Đã hẹn trả kết quả", moment(datetime.fromisoformat(before))])
    rows += [["Lý do chậm", facts.entry.note], ["Hẹn lại thời gian trả kết quả", moment(dossier.due_at)]]
    line = f"{dossier.unit.name} xin lỗi ông/bà vì sự chậm trễ này. Ông/bà không phải nộp thêm giấy tờ gì."
    return {"rows": rows, "lines": [line], "signer": HEAD_OF_OFFICE}


def stop_notice(facts: Facts) -> dict[str, Any]:
    """Form 05: that the handling ends, and why: the office's decision, or the applicant's own wish."""
    rows = _about(facts.dossier, facts.definition)
    rows.append(["Ngày tiếp nhận", moment(facts.dossier.received_at)])
    wished = facts.entry.verb == "grant_withdrawal"
    reason = "Người nộp xin rút hồ sơ." if wished else ""
    rows.append(["Lý do dừng", "\n".join(part for part in (reason, facts.entry.note) if part)])
    head = facts.entry.actor_function == "approver"
    return {"rows": rows, "signer": HEAD_OF_OFFICE if head else "Người giải quyết hồ sơ"}


def result(facts: Facts) -> dict[str, Any]:
    """What was decided, by whom, and how to have it."""
    dossier, decided = facts.dossier, dossiers.result_of(facts.dossier)
    granted = decided is None or decided.outcome == "granted"
    name = facts.definition.result.name if facts.definition.result else facts.definition.short_name
    rows = [*_about(dossier, facts.definition), ["Kết quả", name if granted else "Không đủ điều kiện giải quyết"]]
    if decided is not None:
        rows.append(["Số", decided.number])
        if decided.signed_by is not None:
            rows.append(["Người ký", decided.signed_by.full_name])
        if decided.summary and not granted:
            rows.append(["Lý do", decided.summary])
    rows.append(["Có kết quả lúc", moment(dossier.resolved_at or facts.entry.at)])
    rows.append(["Nhận kết quả tại", DELIVERY.get(dossier.delivery_wish, DELIVERY["desk"])])
    return {"rows": rows, "signer": "Văn thư" if facts.entry.actor_function == "records_clerk" else "Cán bộ"}


def delivery_slip(facts: Facts) -> dict[str, Any]:
    """That the result was handed over: what, its number, to whom, how; both sign."""
    dossier, decided = facts.dossier, dossiers.result_of(facts.dossier)
    name = facts.definition.result.name if facts.definition.result else facts.definition.short_name
    rows = [["Chủ hồ sơ", dossier.owner_name], ["Nội dung yêu cầu giải quyết", facts.definition.name]]
    rows.append(["Kết quả", name if decided is None or decided.outcome == "granted" else "Văn bản từ chối giải quyết"])
    if decided is not None and decided.number:
        rows.append(["Số", decided.number])
    taken_by = decided.handed_to if decided is not None else ""
    by_post = facts.entry.data.get("handed_by") == "post"
    rows += [
        ["Hẹn trả kết quả", moment(dossier.due_at)],
        ["Trả lúc", moment(facts.entry.at)],
        ["Cách trả", "Qua dịch vụ bưu chính công ích" if by_post else "Tại nơi nộp hồ sơ"],
        ["Người nhận", taken_by or ("Nhân viên bưu chính" if by_post else dossier.owner_name)],
    ]
    return {
        "rows": rows,
        "both_sign": True,
        "other_signer": "Nhân viên bưu chính" if by_post else "Người nhận kết quả",
        "other_name": " " if by_post else taken_by,
        "signer": "Người trả kết quả",
    }


def _about(dossier: Dossier, definition: Definition) -> list[list[str]]:
    return [
        ["Kính gửi", dossier.owner_name],
        ["Địa chỉ", dossier.owner_address],
        ["Nội dung yêu cầu giải quyết", definition.name],
    ]


def moment(at: datetime | None) -> str:
    """A moment as forms write it, in the office's time; empty for none."""
    return moment_in_words(localtime(at)) if at is not None else ""
