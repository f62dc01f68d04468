"""All addresses of the product: the shell's own, then each room below its prefix."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from mingzheng.site import views

shell = [
    path("", views.home, name="home"),
    path("sign-in/", views.SignIn.as_view(), name="login"),
    path("sign-out/", views.SignOut.as_view(), name="logout"),
    path("password/", views.ChangePassword.as_view(), name="password"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include((shell, "site"))),
    path("i18n/", include("django.conf.urls.i18n")),
    path("accounts/", include("mingzheng.accounts.urls")),
    path("performance/", include("mingzheng.performance.urls")),
    path("reports/", include("mingzheng.disclosure.urls")),
    path("jobs/", include("mingzheng.jobs.urls")),
]
