"""What the workers do by themselves: when each job ran, what failed, what was set aside, and how the providers do."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from motcua.correspondence.queries.listing import providers
from motcua.organisation.actions.journal import note
from motcua.pages.saying import format_number, format_time, said

from .access import authority_of, for_the_whole_tree, now, said_moment
from .frame import done, frame
from .letters import CHANNELS
from .wording import JOBS

SILENT = timedelta(minutes=1)


@require_safe
@for_the_whole_tree
def jobs(request: HttpRequest) -> HttpResponse:
    """Every job of the table, the workers, the providers."""
    at = timezone.now()
    runs = [_job(one) for one in import_string(settings.LAST_RUNS)()]
    workers = import_string(settings.WORKERS)()
    context = {
        "runs": sorted(runs, key=lambda one: not one["wrong"]),
        "wrong": sum(one["wrong"] for one in runs),
        "workers": [
            {
                "name": one["name"],
                "since": said_moment(one["started_at"]),
                "seen": said_moment(one["seen_at"]),
                "alive": at - one["seen_at"] < SILENT,
            }
            for one in workers
        ],
        "alive": any(at - one["seen_at"] < SILENT for one in workers),
        "providers": [_provider(one, at) for one in providers()],
    }
    return render(request, "administrator/jobs.html", frame(request, "jobs", **context))


def _job(one: dict[str, Any]) -> dict[str, Any]:
    if one["set_aside_at"]:
        how, tone = _("Để riêng"), "is-late"
    elif one["failures"]:
        how, tone = _("Hỏng"), "is-soon"
    elif one["is_running"]:
        how, tone = _("Đang chạy"), "is-ok"
    else:
        how, tone = (_("Ổn"), "is-ok") if one["at"] else (_("Chưa chạy"), "is-soon")
    return {
        "name": JOBS.get(one["name"], one["name"]),
        "run": reverse("administrator:run_job", args=[one["slug"]]),
        "asked": one["is_asked_for"],
        "how": how,
        "tone": tone,
        "wrong": bool(one["failures"] or one["set_aside_at"]),
        "ran": said_moment(one["at"]) if one["at"] else "–",
        "did": _did(one) if one["at"] else "",
        "due": said_moment(one["due_at"]) if one["due_at"] else _every(one),
        "error": _("hỏng %(times)s lần liền: %(error)s") % {"times": one["failures"], "error": one["error"]}
        if one["failures"]
        else "",
    }


def _did(one: dict[str, Any]) -> str:
    seconds = format_number(round(one["seconds"], 1), 1)
    return _("làm được %(many)s, trong %(seconds)s giây") % {"many": one["done"], "seconds": seconds}


def _every(one: dict[str, Any]) -> str:
    if one["hour"] is not None:
        return _("hằng ngày lúc %(time)s") % {"time": format_time(one["hour"])}
    seconds = int(one["every"])
    return ngettext("mỗi %(many)s giây", "mỗi %(many)s giây", seconds) % {"many": seconds}


def _provider(one: Any, at: datetime) -> dict[str, Any]:
    resting = one.down_until is not None and one.down_until > at
    late = one.late_until is not None and one.late_until > at
    if resting:
        how = _("Đang nghỉ sau lỗi")
    elif one.failures:
        how = _("Lần gửi gần nhất bị lỗi")
    else:
        how = _("Báo phát chậm, hỏi sau cùng") if late else _("Ổn")
    return {
        "name": one.name,
        "channel": CHANNELS.get(one.channel, one.channel),
        "how": how,
        "tone": "is-late" if resting else "is-soon" if late or one.failures else "is-ok",
        "until": said_moment(one.down_until) if resting else "",
        "error": said(one.last_error) if one.failures else "",
        "sent": said_moment(one.last_sent_at) if one.last_sent_at else "–",
        "reported": said_moment(one.last_report_at) if one.last_report_at else "–",
    }


@require_POST
@for_the_whole_tree
@transaction.atomic
def run(request: HttpRequest, job: str) -> HttpResponse:
    """Have a job run at once, set aside or not."""
    at = now()
    name = import_string(settings.RUN_JOB)(job, at)
    if not name:
        raise Http404
    note("run_job", by=authority_of(request), at=at, unit=None, job=name)
    words = _("Sẽ chạy trong vài giây: %(job)s.") % {"job": JOBS.get(name, name)}
    return done(request, words, reverse("administrator:jobs"))
