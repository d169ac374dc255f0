"""Text in other writings than UTF-8 is refused before anything reads it."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest

from motcua.config.headers import only_utf8

OTHERS = ("utf-16", "utf-7", "unicode_escape", "raw_unicode_escape", "base64", "rot13", "idna", "zip", "latin-1")


def status_of(content_type: str) -> str:
    """How a request with this content type is answered; the application behind always says 200."""
    said: list[str] = []

    def behind(environ: Any, start_response: Any) -> list[bytes]:
        start_response("200 OK", [])
        return []

    def start(status: str, headers: list[tuple[str, str]], *_: Any) -> Any:
        said.append(status)

    environ: Any = {"REQUEST_METHOD": "POST", "CONTENT_TYPE": content_type, "wsgi.input": BytesIO(b"")}
    list(only_utf8(behind)(environ, start))
    return said[0][:3]


@pytest.mark.parametrize("codec", OTHERS)
@pytest.mark.parametrize("form", ["multipart/form-data; boundary=B", "application/x-www-form-urlencoded", "text/plain"])
def test_text_in_another_writing_is_a_bad_request(codec: str, form: str) -> None:
    assert status_of(f"{form}; charset={codec}") == "400"


@pytest.mark.parametrize("codec", ["utf-8", "UTF8", '"utf-8"', "no-such-writing", '"', ""])
def test_utf_8_by_any_name_and_names_nobody_knows_pass(codec: str) -> None:
    assert status_of(f"application/x-www-form-urlencoded; charset={codec}") == "200"


@pytest.mark.parametrize("content_type", ["", "multipart/form-data; boundary=x", "application/json"])
def test_a_request_that_names_no_writing_passes(content_type: str) -> None:
    assert status_of(content_type) == "200"


def test_a_content_type_that_cannot_be_read_is_a_bad_request() -> None:
    assert status_of("text/plain; charset*=bogus''abc") == "400"
