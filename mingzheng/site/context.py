"""What every page of the shell knows: the navigation, the version, whether the data is a demonstration."""

from __future__ import annotations

from dataclasses import dataclass

from django.apps import apps
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mingzheng import __version__


@dataclass(frozen=True, slots=True)
class Way:
    """One entry of the navigation: the room it needs, the route it leads to and its label."""

    room: str
    route: str
    label: str | Promise
    signed_in: bool = False


WAYS = (
    Way("site", "site:home", _("Home")),
    Way("accounts", "accounts:index", _("Final accounts tables")),
    Way("disclosure", "disclosure:index", _("Report")),
    Way("performance", "performance:index", _("Performance")),
    Way("disclosure", "disclosure:audit", _("Audit")),
    Way("jobs", "jobs:list", _("Background work"), signed_in=True),
)


@dataclass(frozen=True, slots=True)
class NavigationItem:
    address: str
    label: str | Promise
    current: bool


def navigation(path: str, signed_in: bool) -> list[NavigationItem]:
    """The entries whose room is switched on; the longest address that `path` starts with is the current one."""
    open_ways = (way for way in WAYS if signed_in or not way.signed_in)
    found = [(reverse(way.route), way.label) for way in open_ways if apps.is_installed(f"mingzheng.{way.room}")]
    here = max((address for address, _label in found if path.startswith(address)), key=len, default="")
    return [NavigationItem(address, label, address == here) for address, label in found]


def shell(request: HttpRequest) -> dict[str, object]:
    """The context processor behind `site/base.html`."""
    return {"navigation": navigation(request.path, request.user.is_authenticated), "version": __version__}
