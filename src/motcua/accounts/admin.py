"""For support: accounts may be looked at, closed and opened again; never made, renamed or given a password here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.http import HttpRequest

from .models import Account

if TYPE_CHECKING:
    Accounts = admin.ModelAdmin[Account]
else:  # Django itself takes no type here
    Accounts = admin.ModelAdmin


@admin.register(Account)
class AccountAdmin(Accounts):
    list_display = ("login", "full_name", "kind", "is_active", "last_login")
    list_filter = ("kind", "is_active")
    list_per_page = 100
    show_full_result_count = False
    search_fields = ("login", "full_name")
    ordering = ("login",)
    fields = ("login", "kind", "full_name", "phone", "email", "is_active", "created_at", "last_login")
    readonly_fields = ("login", "kind", "full_name", "phone", "email", "created_at", "last_login")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
