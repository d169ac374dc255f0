"""How the installation is: what `motcua doctor` says, the worker's last runs, the outbox."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.correspondence import queries as correspondence
from motcua.organisation.rules import scope
from motcua.pages.saying import in_english

from .access import for_the_whole_tree, said_moment
from .frame import frame
from .wording import JOBS

ICONS = {"well": "circle-check", "warning": "triangle-alert", "wrong": "circle-alert"}
TONES = {"well": "is-ok", "warning": "is-soon", "wrong": "is-late"}


@require_safe
@for_the_whole_tree
def health(request: HttpRequest) -> HttpResponse:
    """Everything the doctor looks at, and what the worker did last."""
    with scope.within(scope.EVERYTHING):  # counts of the whole installation, nobody's rows
        found = list(import_string(settings.HEALTH)())
        outbox = correspondence.outbox()
    runs = import_string(settings.LAST_RUNS)()
    context = {
        "findings": [_finding(one) for one in found],
        "wrong": sum(one.level == "wrong" for one in found),
        "outbox": outbox,
        "oldest": said_moment(outbox.oldest) if outbox.oldest else "",
        "runs": [{**one, "name": JOBS.get(one["name"], one["name"]), "at": said_moment(one["at"])} for one in runs],
    }
    return render(request, "administrator/health.html", frame(request, "health", **context))


def _finding(one: Any) -> dict[str, str]:
    words = {"well": _("Ổn"), "warning": _("Cần xem"), "wrong": _("Hỏng")}
    said = one.en if in_english() else one.vi
    return {"icon": ICONS[one.level], "tone": TONES[one.level], "level": words[one.level], "said": said}
