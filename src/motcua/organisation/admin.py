"""For support: the organisation may be looked at here; it is changed by actions only, which leave a row behind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from .models import (
    CalendarDay,
    Delegation,
    Holding,
    Leave,
    OrganisationChange,
    Post,
    Succession,
    Unit,
    WeeklyHours,
)

if TYPE_CHECKING:
    Rows = admin.ModelAdmin[Model]
else:  # Django itself takes no type here
    Rows = admin.ModelAdmin


class OnlyLooking(Rows):
    """Rows to be read, a hundred to a page."""

    list_per_page = 100
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Unit)
class UnitAdmin(OnlyLooking):
    list_display = ("code", "name", "kind", "tier", "is_office", "valid_from", "valid_to")
    list_filter = ("organisation", "tier", "is_office")
    search_fields = ("code", "search_key")
    ordering = ("path",)


@admin.register(Post)
class PostAdmin(OnlyLooking):
    list_display = ("title", "function", "unit", "valid_from", "valid_to")
    list_filter = ("function",)
    list_select_related = ("unit",)
    ordering = ("unit__path", "function")


@admin.register(Holding)
class HoldingAdmin(OnlyLooking):
    list_display = ("account", "post", "kind", "valid_from", "valid_to")
    list_select_related = ("account", "post")
    search_fields = ("account__login", "account__full_name")
    ordering = ("account__login", "valid_from")


@admin.register(Delegation)
class DelegationAdmin(OnlyLooking):
    list_display = ("holding", "to_account", "valid_from", "valid_to", "reason")
    list_select_related = ("holding", "to_account")
    ordering = ("-valid_from",)


@admin.register(Leave)
class LeaveAdmin(OnlyLooking):
    list_display = ("account", "valid_from", "valid_to")
    list_select_related = ("account",)
    ordering = ("-valid_from",)


@admin.register(Succession)
class SuccessionAdmin(OnlyLooking):
    list_display = ("predecessor", "successor", "on", "source")
    list_select_related = ("predecessor", "successor")
    ordering = ("-on", "predecessor__path")


@admin.register(WeeklyHours)
class WeeklyHoursAdmin(OnlyLooking):
    list_display = ("unit", "valid_from", "source")
    list_select_related = ("unit",)
    ordering = ("-valid_from",)


@admin.register(CalendarDay)
class CalendarDayAdmin(OnlyLooking):
    list_display = ("date", "kind", "name", "unit", "decreed", "source")
    list_filter = ("kind", "decreed")
    list_select_related = ("unit",)
    ordering = ("-date",)


@admin.register(OrganisationChange)
class OrganisationChangeAdmin(OnlyLooking):
    list_display = ("at", "verb", "unit", "actor", "reason")
    list_select_related = ("unit", "actor")
    list_filter = ("verb",)
    ordering = ("-at",)
