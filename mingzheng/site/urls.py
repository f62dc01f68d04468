"""All addresses of the product: the shell's own, then each room below its prefix."""

from __future__ import annotations

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

from mingzheng.site import views

ROOMS = {
    "accounts": "accounts/",
    "performance": "performance/",
    "disclosure": "reports/",
    "jobs": "jobs/",
}

shell = [
    path("", views.home, name="home"),
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
        if find_spec(f"mingzheng.{room}.urls")
    ),
]
