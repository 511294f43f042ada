"""Row security and history of people, roles, deputies and sessions."""

from __future__ import annotations

from django.db import migrations

from jixiao.foundation.identity.policies import guarded, open_to_application


class Migration(migrations.Migration):
    """A person sees oneself and the people of the organisations in scope; only system actors write."""

    dependencies = [
        ("people", "0001_initial"),
        ("history", "0001_initial"),
        ("organisations", "0002_guard"),
        ("sessions", "0001_initial"),
    ]
    operations = [
        guarded("person", reads="people", writes="system", secrets=("password", "second_factor_secret")),
        guarded("role_grant", reads="own", writes="system"),
        guarded("deputy", reads="own", writes="system"),
        guarded("sign_in_session", reads="own", writes="system"),
        open_to_application("django_session"),
        open_to_application("django_migrations", "SELECT"),
    ]
