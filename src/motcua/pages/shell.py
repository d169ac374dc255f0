"""What every page's frame says: whose site it is, how to reach a person, whether it is only a demonstration."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, Any]:
    """Template context: `site` with `name`, `help_phone` and `demo`."""
    return {"site": {"name": settings.SITE_NAME, "help_phone": settings.HELP_PHONE, "demo": settings.DEMO_WANTED}}
