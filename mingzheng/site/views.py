"""The shell's own pages: home, signing in and out, changing a password."""

from __future__ import annotations

from django.contrib.auth import views as auth
from django.contrib.auth.forms import PasswordChangeForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse_lazy

from mingzheng.site.passwords import password_was_changed


def welcome(request: HttpRequest) -> HttpResponse:
    """What the product is, for a house in which no room publishes accounts."""
    return render(request, "site/home.html")


class SignIn(auth.LoginView):
    template_name = "site/sign_in.html"
    redirect_authenticated_user = True


class SignOut(auth.LogoutView):
    pass


class ChangePassword(auth.PasswordChangeView):
    template_name = "site/password.html"
    success_url = reverse_lazy("site:home")

    def form_valid(self, form: PasswordChangeForm) -> HttpResponse:
        response = super().form_valid(form)
        password_was_changed(self.request)
        return response
