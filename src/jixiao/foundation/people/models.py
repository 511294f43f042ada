"""People, their roles and deputies, their sessions."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

from jixiao.foundation.organisations.models import Organisation
from jixiao.foundation.people.roles import RULES, Role

ROLE_CHOICES = [(role.value, RULES[role].name) for role in Role]


class Person(AbstractBaseUser):
    """Somebody who may sign in. The owner is the organisation that employs the person."""

    id = models.BigAutoField(primary_key=True)
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="people")
    username = models.CharField(max_length=64, unique=True)
    name = models.TextField()
    sort_key = models.TextField()
    #: personal numbers: shown and exported masked; reading one in full is an event of the history.
    mobile = models.CharField(max_length=20, blank=True)
    identity_number = models.CharField(max_length=18, blank=True)
    email = models.EmailField(blank=True)
    is_active = models.BooleanField(default=True)
    failed_sign_ins = models.PositiveSmallIntegerField(default=0)
    locked_until = models.DateTimeField(null=True, blank=True)
    password_changed_at = models.DateTimeField(null=True, blank=True)
    must_change_password = models.BooleanField(default=True)
    #: the TOTP secret, sealed with the installation's key; empty before it is set up.
    second_factor_secret = models.TextField(blank=True)
    second_factor_last_step = models.BigIntegerField(default=0)
    happened_at = models.DateTimeField()
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = BaseUserManager["Person"]()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ("name",)

    class Meta:
        db_table = "person"
        ordering = ("sort_key", "id")
        constraints = (models.CheckConstraint(condition=~Q(name=""), name="person_has_name"),)

    def __str__(self) -> str:
        return self.name


class RoleGrant(models.Model):
    """A role held at an organisation in a fiscal year. It ends by ``ended_at``, it is never deleted."""

    id = models.BigAutoField(primary_key=True)
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="grants")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="grants")
    role = models.TextField(choices=ROLE_CHOICES)
    year = models.PositiveSmallIntegerField()
    granted_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    happened_at = models.DateTimeField()
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "role_grant"
        constraints = (
            models.CheckConstraint(condition=Q(role__in=[role.value for role in Role]), name="role_known"),
            models.CheckConstraint(condition=Q(year__gte=2000, year__lte=2100), name="role_year_sane"),
            models.UniqueConstraint(
                fields=("owner", "person", "role", "year"),
                condition=Q(ended_at__isnull=True),
                name="role_granted_once",
            ),
            models.CheckConstraint(
                condition=Q(granted_by__isnull=True) | ~Q(granted_by=F("person")), name="role_not_granted_to_oneself"
            ),
        )


class Deputy(models.Model):
    """Who stands in for a person during an absence, in one role at one organisation."""

    id = models.BigAutoField(primary_key=True)
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    grant = models.ForeignKey(RoleGrant, on_delete=models.PROTECT, related_name="deputies")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="deputises")
    first_day = models.DateField()
    last_day = models.DateField()
    reason = models.TextField()
    ended_at = models.DateTimeField(null=True, blank=True)
    happened_at = models.DateTimeField()
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "deputy"
        constraints = (
            models.CheckConstraint(condition=Q(last_day__gte=F("first_day")), name="deputy_days_in_order"),
            models.CheckConstraint(condition=~Q(reason=""), name="deputy_has_reason"),
        )


class SignInSession(models.Model):
    """One signed-in browser: listed to its person, who may end it. Only a hash of the session's key is kept."""

    id = models.BigAutoField(primary_key=True)
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="sessions")
    key_digest = models.CharField(max_length=64, unique=True)
    address = models.GenericIPAddressField(null=True)
    browser = models.TextField(blank=True)
    second_factor = models.BooleanField(default=False)
    last_seen_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    end_reason = models.TextField(blank=True)
    happened_at = models.DateTimeField()
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "sign_in_session"


class FormerPassword(models.Model):
    """The hash of a password that a person chose and has replaced, so that it is not chosen again."""

    id = models.BigAutoField(primary_key=True)
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="former_passwords")
    password = models.CharField(max_length=128)
    happened_at = models.DateTimeField()  # when it was replaced
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "former_password"
        ordering = ("-id",)


class SignInAddress(models.Model):
    """Failed sign-ins from one address, over all names. The owner is the bureau."""

    id = models.BigAutoField(primary_key=True)
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    #: an IPv4 address, or the /64 network of an IPv6 address: one browser changes its address inside it at will.
    network = models.CharField(max_length=43, unique=True)
    failures = models.PositiveIntegerField(default=0)
    counted_from = models.DateTimeField()
    closed_until = models.DateTimeField(null=True, blank=True)
    happened_at = models.DateTimeField()  # of the first failure ever
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "sign_in_address"
