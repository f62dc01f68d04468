"""Signing in: a one-time password opens nothing but the page that replaces it."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from mingzheng.organisations.models import Person
from mingzheng.site.passwords import first_administrator

pytestmark = pytest.mark.django_db


def test_the_first_administrator_must_replace_the_one_time_password(client: Client) -> None:
    password = first_administrator("admin")
    assert password
    assert len(password) >= 16
    signed_in = client.post(reverse("site:login"), {"username": "admin", "password": password})
    assert signed_in.url == reverse("site:home")
    assert client.get(reverse("site:home")).url == reverse("site:password")
    fields = {"old_password": password, "new_password1": "rain-over-anyang-42", "new_password2": "rain-over-anyang-42"}
    assert client.post(reverse("site:password"), fields).url == reverse("site:home")
    assert client.get(reverse("site:home")).status_code == 200
    client.post(reverse("site:logout"))
    client.post(reverse("site:login"), {"username": "admin", "password": "rain-over-anyang-42"})
    assert client.get(reverse("site:home")).status_code == 200


def test_a_second_first_administrator_is_not_made() -> None:
    first_administrator("admin")
    assert first_administrator("other") is None
    assert list(Person.objects.values_list("username", flat=True)) == ["admin"]


def test_many_wrong_passwords_lock_the_door(client: Client) -> None:
    Person.objects.create_user("zhang", password="right-password-1")
    for _attempt in range(8):
        client.post(reverse("site:login"), {"username": "zhang", "password": "wrong"})
    last = client.post(reverse("site:login"), {"username": "zhang", "password": "right-password-1"})
    assert last.status_code == 429
    assert "_auth_user_id" not in client.session
