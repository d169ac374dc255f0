"""The `motcua` command: Django's management commands, with refusals in plain words."""

from __future__ import annotations

import os
import sys

PLAIN = {
    "ModuleNotFoundError": "Một phần của chương trình chưa được cài (hãy chạy lại `make run`)",
    "OperationalError": "Không dùng được cơ sở dữ liệu (xem `motcua doctor`)",
    "ImproperlyConfigured": "Cấu hình sai",
    "PermissionError": "Không có quyền ghi",
}


def main() -> None:
    """Run one command of Một Cửa: `motcua serve`, `motcua work`, `motcua doctor`, `motcua help`…"""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings")
    keep_to_ourselves()
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(sys.argv)
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as problem:
        # Whoever runs an office reads one sentence; whoever mends the code asks for the rest.
        said = PLAIN.get(type(problem).__name__)
        if said is None or "--traceback" in sys.argv:
            raise
        sys.stderr.write(f"motcua: {said}: {problem}\n(Thêm --traceback để xem chi tiết.)\n")
        sys.exit(1)


def keep_to_ourselves() -> None:
    """Let nobody else on the machine read what this process and its children write: database, papers, letters."""
    before = os.umask(0o077)
    os.umask(before | 0o027)
