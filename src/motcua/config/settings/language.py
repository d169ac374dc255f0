"""Vietnamese words, dates and numbers; the office's own time."""

from pathlib import Path

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [Path(__file__).resolve().parent.parent / "locale"]
# Django's own Vietnamese formats read 05/03/2026 as the third of May; ours do not.
FORMAT_MODULE_PATH = ["motcua.config.formats"]
USE_THOUSAND_SEPARATOR = False
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
