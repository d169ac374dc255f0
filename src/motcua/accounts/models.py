from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7


class AccountManager(BaseUserManager["Account"]):
    """What Django's own commands need; rooms create accounts through `accounts.actions`."""

    def create_superuser(self, login: str, password: str, **fields: str) -> Account:
        account = self.model(login=login, kind=Account.Kind.OFFICER, is_superuser=True, is_staff=True, **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account


class Account(AbstractBaseUser):
    """One person who signs in: a citizen by phone number, an officer by user name. One person, one account."""

    class Kind(models.TextChoices):
        CITIZEN = "citizen", _("Người dân")
        OFFICER = "officer", _("Cán bộ")
        PARTNER = "partner", _("Phần mềm kết nối")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    login = models.CharField(max_length=150, unique=True, help_text=_("Số điện thoại dạng +84… hoặc tên đăng nhập"))
    full_name = models.CharField(max_length=150)
    sort_key = models.CharField(max_length=300, blank=True, editable=False)
    phone = models.CharField(max_length=20, blank=True)
    email = models.EmailField(blank=True)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    is_superuser = models.BooleanField(default=False)
    must_change_password = models.BooleanField(default=False, editable=False)
    phone_proven_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects: ClassVar[AccountManager] = AccountManager()

    USERNAME_FIELD = "login"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]

    class Meta:
        verbose_name = _("tài khoản")
        verbose_name_plural = _("tài khoản")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~models.Q(login=""), name="an_account_has_a_login"),
        ]

    def __str__(self) -> str:
        return self.full_name or self.login

    def get_short_name(self) -> str:
        return self.full_name.rsplit(" ", 1)[-1]

    def has_perm(self, perm: str, obj: object = None) -> bool:
        """Django admin's question; our own rights come from posts, never from here."""
        return self.is_active and self.is_superuser

    def has_module_perms(self, app_label: str) -> bool:
        return self.is_active and self.is_superuser


class Identity(models.Model):
    """The door for other ways to sign in: who this account is at an outside provider (VNeID, an OIDC server)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="identities")
    provider = models.CharField(max_length=40)
    subject = models.CharField(max_length=255)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("định danh")
        verbose_name_plural = _("định danh")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["provider", "subject"], name="an_identity_is_of_one_account"),
        ]

    def __str__(self) -> str:
        return f"{self.provider}:{self.subject}"


class AccountEvent(models.Model):
    """What happened to an account, by whom. Append-only: triggers refuse UPDATE and DELETE.

    Identifiers only, never a name, number or address: `source` is a keyed digest of the network address, so that
    events from one place can be told to belong together. `account` is empty where nobody's account was meant.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    at = models.DateTimeField()
    account = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="events")
    actor = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    what = models.CharField(max_length=30)
    how = models.CharField(max_length=40, blank=True)
    source = models.CharField(max_length=16, blank=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["account", "-at"], name="events_of_account"),
            models.Index(fields=["-at"], name="account_events_by_time"),
            models.Index(fields=["what", "-at"], name="account_events_by_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.account_id}"


class AccountSession(models.Model):
    """One place where an account is signed in; the row of Django's own session stands behind `session_key`."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="sessions")
    session_key = models.CharField(max_length=40, unique=True)
    opened_at = models.DateTimeField()
    seen_at = models.DateTimeField(db_index=True)
    how = models.CharField(max_length=20)
    address = models.CharField(max_length=45, blank=True)
    device = models.CharField(max_length=80, blank=True)

    def __str__(self) -> str:
        return str(self.pk)


class OneTimeCode(models.Model):
    """A code sent to a phone, kept as a keyed digest, like the phone itself. The newest for a purpose is the one."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    subject = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    issued_at = models.DateTimeField(db_index=True)
    until = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["subject", "-issued_at"], name="codes_of_phone")]

    def __str__(self) -> str:
        return str(self.pk)


class SecondFactor(models.Model):
    """An authenticator that shows codes for this account. `secret` is encrypted under the installation's key.

    `confirmed_at` is empty until the first right code; `last_step` is the time step of the newest code taken, so that
    none is taken twice.
    """

    account = models.OneToOneField(Account, primary_key=True, on_delete=models.CASCADE, related_name="second_factor")
    secret = models.CharField(max_length=255)
    created_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    last_step = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.account_id)


class RecoveryCode(models.Model):
    """A code on paper for the day the authenticator is lost: kept as a keyed digest, good for once."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="recovery_codes")
    digest = models.CharField(max_length=64)
    created_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["account", "digest"], name="a_recovery_code_is_made_once"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class RateCount(models.Model):
    """How often something was asked for in the running window; `subject` is a keyed digest of who and what."""

    subject = models.CharField(primary_key=True, max_length=64, editable=False)
    count = models.PositiveIntegerField(default=0)
    until = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.subject


class SignInAttempts(models.Model):
    """How often signing in failed in a row, per login and per address; `subject` is a digest, never the login."""

    subject = models.CharField(primary_key=True, max_length=64, editable=False)
    failures = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField(db_index=True)
    locked_until = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.subject
