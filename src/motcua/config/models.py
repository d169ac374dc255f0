"""What the workers of the house know of their jobs: shared by all of them, and kept over their ends."""

from __future__ import annotations

from django.db import models


class JobState(models.Model):
    """One job of the table: when it ran, how it went, when it is due again, and which worker has it in hand.

    `set_aside_at` says that it failed so often in a row that it waits for its next time, or for somebody to say so.
    """

    name = models.CharField(primary_key=True, max_length=60)
    due_at = models.DateTimeField(null=True, blank=True)
    asked_at = models.DateTimeField(null=True, blank=True, help_text="somebody wants it to run now")
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    done = models.PositiveIntegerField(default=0, help_text="how much the last run did")
    seconds = models.FloatField(default=0)
    failures = models.PositiveIntegerField(default=0, help_text="in a row")
    error = models.CharField(max_length=120, blank=True, help_text="the kind of the last failure, never its words")
    set_aside_at = models.DateTimeField(null=True, blank=True)
    leased_until = models.DateTimeField(null=True, blank=True)
    worker = models.CharField(max_length=80, blank=True)

    def __str__(self) -> str:
        return self.name


class WorkerState(models.Model):
    """A worker's sign of life."""

    name = models.CharField(primary_key=True, max_length=80, help_text="machine and process")
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
