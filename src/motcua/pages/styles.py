"""The style sheets as one file: many small sources while working, a single download for the visitor."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from whitenoise.storage import CompressedManifestStaticFilesStorage

ENTRY = "motcua/css/app.css"
_IMPORT = re.compile(r'@import url\("([^"]+)"\);\n?')
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SPACES = re.compile(r"\s+")


def joined(entry: Path) -> str:
    """Return the style sheet `entry` with every file it imports written in its place.

    Each source wraps itself in its cascade layer, so the joined text means the same as the imports. Addresses
    of pictures are rewritten to be relative to `entry`; comments and indentation go.
    """

    def source(match: re.Match[str]) -> str:
        folder = str(Path(match[1]).parent.as_posix())
        text = (entry.parent / match[1]).read_text(encoding="utf-8")
        return text if folder == "." else text.replace('url("../', 'url("')

    text = _IMPORT.sub(source, entry.read_text(encoding="utf-8"))
    return _SPACES.sub(" ", _COMMENT.sub("", text)).strip() + "\n"


class JoinedStylesStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Collected static files: hashed names, compressed copies, and the style sheets joined into `app.css`."""

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        if ENTRY in paths and not dry_run:
            source_storage, source_path = paths[ENTRY]
            text = joined(Path(source_storage.path(source_path)))
            Path(self.path(ENTRY)).write_text(text, encoding="utf-8")
            # Hashing reads the collected copy, so the sources' entry is replaced by it.
            paths = {**paths, ENTRY: (self, ENTRY)}
        yield from super().post_process(paths, dry_run, **options)
