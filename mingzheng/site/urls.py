"""All addresses of the product: the shell's own, then each room that is switched on below its prefix."""

from __future__ import annotations

from importlib import import_module

from django.apps import apps
from django.urls import URLPattern, URLResolver, include, path

from mingzheng.site import views

ROOMS = {"accounts": "accounts/", "performance": "performance/", "disclosure": "reports/", "jobs": "jobs/"}

# A room that is switched off has no models, so what needs them may not even be imported.
publishing = apps.is_installed("mingzheng.disclosure")
home = import_module("mingzheng.site.home").home if publishing else views.welcome

shell = [
    path("", home, name="home"),
    path("sign-in/", views.SignIn.as_view(), name="login"),
    path("sign-out/", views.SignOut.as_view(), name="logout"),
    path("password/", views.ChangePassword.as_view(), name="password"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include((shell, "site"))),
    path("i18n/", include("django.conf.urls.i18n")),
    *(
        path(prefix, include(f"mingzheng.{room}.urls"))
        for room, prefix in ROOMS.items()
        if apps.is_installed(f"mingzheng.{room}")
    ),
]
