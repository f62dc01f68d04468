"""One-time passwords: made for the first administrator, replaced by their owner before any other page is shown."""

from __future__ import annotations

import secrets

from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest

from mingzheng.organisations.models import Person
from mingzheng.site.models import OneTimePassword

MUST_CHANGE = "must_change_password"


def first_administrator(username: str) -> str | None:
    """Create the first administrator with a one-time password and return it; None when there already is one."""
    if Person.objects.filter(is_superuser=True).exists():
        return None
    password = secrets.token_urlsafe(12)
    person = Person.objects.create_superuser(username=username, password=password)
    OneTimePassword.objects.create(person=person)
    return password


@receiver(user_logged_in)
def _mark_session(sender: type[Person], request: HttpRequest, user: Person, **kwargs: object) -> None:
    """Remember in the session that this person must change the password: one query a sign-in, none a page."""
    if OneTimePassword.objects.filter(person=user).exists():
        request.session[MUST_CHANGE] = True


def password_was_changed(request: HttpRequest) -> None:
    """The one-time password is gone: let its owner go on."""
    OneTimePassword.objects.filter(person__username=request.user.get_username()).delete()
    request.session.pop(MUST_CHANGE, None)
