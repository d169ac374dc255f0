"""A letter as a mail program shows it: the same words as its text, in one column of 600 pixels.

Tables and inline styles, because mail programs drop style sheets; no picture, nothing fetched, nothing that follows the
reader (design/email). Made from the text itself, so that both parts of a letter can never say different things.
"""

from __future__ import annotations

import re
from html import escape

from .texts import TEXTS

INK, SOFT, LINE, BLUE = "#16212c", "#46566a", "#d3dbe4", "#0d4c92"
OK, WAIT, LATE = "#11683a", "#5b3a9e", "#b3211d"
FACE = "font-family:'Segoe UI',Roboto,-apple-system,'Noto Sans','DejaVu Sans',sans-serif;"
# What stands above the heading, by kind of message: words and tone; every other kind has none.
TONES = {
    "submitted": ("✓ Hệ thống đã nhận", OK),
    "accepted": ("✓ Đã tiếp nhận", OK),
    "supplement": ("Chờ bạn bổ sung", WAIT),
    "supplement_without_date": ("Chờ bạn bổ sung", WAIT),
    "obligation": ("Chờ bạn nộp tiền", WAIT),
    "resolved_desk": ("✓ Có kết quả", OK),
    "resolved_post": ("✓ Có kết quả", OK),
    "resolved_electronic": ("✓ Có kết quả", OK),
    "extended": ("Chậm, hẹn lại", LATE),
}
_BY_HEADING = {TEXTS[kind].heading.upper(): tone for kind, tone in TONES.items() if "{" not in TEXTS[kind].heading}
_LINK = re.compile(r"([^\n:]{1,80}): (https?://\S+)")
_ROW = re.compile(r"([^\n:]{1,60}): (.+)")
_FIRST_ROW = "Mã hồ sơ: "


def as_html(subject: str, letter: str) -> str:
    """The letter as HTML, or nothing where the text is not one of ours: heading, paragraphs, dashes, office."""
    text, line, foot = letter.partition("\n\n--\n")
    heading, _, body = text.partition("\n\n")
    if not line or "\n" in heading:
        return ""
    paragraphs = [one for one in body.split("\n\n") if one.strip()]
    tone, colour = _BY_HEADING.get(heading, ("", OK))
    office, *rest = foot.split("\n")
    title = heading.capitalize() if heading == heading.upper() else heading
    parts = [
        _paragraph(tone, f"font-size:15px;line-height:22px;font-weight:600;color:{colour};margin:0 0 8px")
        if tone
        else "",
        f'<h1 style="{FACE}font-size:26px;line-height:36px;font-weight:700;color:{INK};margin:0 0 16px">'
        f"{escape(title)}</h1>",
        *map(_part, paragraphs),
    ]
    return _PAGE.format(
        subject=escape(subject),
        preview=escape(paragraphs[0][:140]) if paragraphs else "",
        face=FACE,
        office=escape(office),
        body="\n".join(part for part in parts if part),
        foot="<br>".join(escape(one) for one in rest),
    )


def _part(paragraph: str) -> str:
    """One paragraph of the text: a list, the table of particulars, the button, or words."""
    lines = paragraph.split("\n")
    if all(line.startswith("- ") for line in lines):
        style = f"{FACE}font-size:16px;line-height:26px;color:{INK};margin:0 0 8px"
        items = "".join(f'<li style="{style}">{escape(line[2:])}</li>' for line in lines)
        return f'<ul style="margin:0 0 20px;padding:0 0 0 22px">{items}</ul>'
    if paragraph.startswith(_FIRST_ROW):
        return (
            f'<table role="presentation" {_BARE} width="100%" style="border-top:1px solid {LINE};margin:0 0 20px">'
            + ("".join(_row(line) for line in lines) + "</table>")
        )
    link = _LINK.fullmatch(paragraph)
    if link is not None:
        return _button(link[1], link[2])
    words = "<br>".join(escape(line) for line in lines)
    return f'<p style="{FACE}font-size:16px;line-height:26px;color:{INK};margin:0 0 16px">{words}</p>'


def _row(line: str) -> str:
    found = _ROW.fullmatch(line)
    label, value = (found[1], found[2]) if found else ("", line)
    cell = f"{FACE}padding:8px 0;border-bottom:1px solid {LINE};vertical-align:top;line-height:24px;"
    said = f"<b>{escape(value)}</b>" if label == "Mã hồ sơ" else escape(value)
    return (
        f'<tr><td style="{cell}font-size:15px;color:{SOFT};padding-right:12px;width:38%">{escape(label)}</td>'
        f'<td style="{cell}font-size:16px;color:{INK}">{said}</td></tr>'
    )


def _button(words: str, address: str) -> str:
    style = f"{FACE}display:inline-block;font-size:17px;line-height:24px;font-weight:600;color:#ffffff"
    style += ";text-decoration:none;padding:12px 24px"
    return (
        f'<table role="presentation" {_BARE} style="margin:0 0 20px"><tr>'
        f'<td bgcolor="{BLUE}" style="border-radius:6px">'
        f'<a href="{escape(address)}" style="{style}">{escape(words)}</a>'
        "</td></tr></table>"
    )


def _paragraph(words: str, style: str) -> str:
    return f'<p style="{FACE}{style}">{escape(words)}</p>'


_BARE = 'cellpadding="0" cellspacing="0" border="0"'
_PAGE = """<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light">
<title>{subject}</title>
</head>
<body style="margin:0;padding:0;background:#e9edf2">
<div style="display:none;max-height:0;overflow:hidden">{preview}</div>
<div role="main">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" bgcolor="#e9edf2"><tr>
<td align="center" style="padding:16px 8px">
<table role="presentation" width="600" cellpadding="0" cellspacing="0" border="0" bgcolor="#ffffff" \
style="width:100%;max-width:600px">
<tr><td bgcolor="#8f1d21" height="6" style="height:6px;line-height:6px;font-size:0;border-bottom:2px solid #d9a93f">\
&nbsp;</td></tr>
<tr><td style="{face}padding:16px 24px;border-bottom:1px solid #d3dbe4;color:#0b2f5b;font-size:20px;line-height:26px;\
font-weight:700">Một Cửa<br><span style="font-size:14px;line-height:20px;font-weight:400;color:#46566a">{office}</span>\
</td></tr>
<tr><td style="padding:24px 24px 8px">
{body}
</td></tr>
<tr><td bgcolor="#f3f6f9" style="{face}font-size:14px;line-height:22px;color:#46566a;padding:16px 24px;\
border-top:1px solid #d3dbe4">{foot}</td></tr>
</table>
</td>
</tr></table>
</div>
</body>
</html>
"""
