"""What may be kept as a paper, at first look."""

from __future__ import annotations

import pytest

from motcua.dossiers.rules.files import MEBIBYTE, first_look, safe_name

LARGEST = 20 * MEBIBYTE

JPEG, PNG, PDF = b"\xff\xd8\xff\xe0" + bytes(60), b"\x89PNG\r\n\x1a\n" + bytes(60), b"%PDF-1.7\n" + bytes(60)


@pytest.mark.parametrize(
    ("head", "name", "media_type", "kept"),
    [
        (JPEG, "ảnh giấy chứng sinh.jpeg", "image/jpeg", "ảnh giấy chứng sinh.jpeg"),
        (PNG, "a.jpg", "image/png", "a.png"),
        (PDF, "a.pdf", "application/pdf", "a.pdf"),
        (PDF, "a", "application/pdf", "a.pdf"),
    ],
)
def test_a_file_is_what_its_content_is_not_what_its_name_says(
    head: bytes, name: str, media_type: str, kept: str
) -> None:
    found = first_look(head, name=name, size=100, largest=LARGEST)
    assert (found.media_type, found.name, found.refusal) == (media_type, kept, "")


@pytest.mark.parametrize(
    ("head", "size", "words"),
    [
        (b"", 0, "rỗng"),
        (JPEG, LARGEST + 1, "20 MB"),
        (b"MZ\x90\x00" + bytes(600), 604, "không phải ảnh"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", 60, "không phải ảnh"),
    ],
)
def test_anything_else_is_refused_with_its_name_and_what_to_do(head: bytes, size: int, words: str) -> None:
    refusal = first_look(head, name="giay.jpg", size=size, largest=LARGEST).refusal
    assert words in refusal and "«giay.jpg»" in refusal


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\x\\giấy.pdf", "giấy.pdf"),
        ("a\x00b\u202egnp.exe", "abgnp.exe"),
        ("", "tep"),
        ("...", "tep"),
    ],
)
def test_a_name_keeps_no_folder_and_no_trick(given: str, kept: str) -> None:
    assert safe_name(given) == kept
