"""The shell's own pages: home, signing in and out, changing a password."""

from __future__ import annotations

from django.contrib.auth import views as auth
from django.contrib.auth.forms import PasswordChangeForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from mingzheng.accounts import reads as accounts
from mingzheng.disclosure import reads as disclosure
from mingzheng.kernel.facts import FactKey
from mingzheng.site.passwords import password_was_changed

KEY_FIGURES = (
    (_("Income of the year"), FactKey("02", "total", "total")),
    (_("Expenditure of the year"), FactKey("03", "total", "total")),
    (_("Basic expenditure"), FactKey("03", "total", "basic")),
    (_("Project expenditure"), FactKey("03", "total", "project")),
    (_("Three public expenses"), FactKey("09", "final", "total")),
)


def home(request: HttpRequest) -> HttpResponse:
    """What the product is, and the year that was published last at a glance: each figure opens to its entries."""
    publication = disclosure.publications().order_by("-at").first()
    context: dict[str, object] = {"publication": publication}
    if publication:
        unit, year = publication.unit.code, publication.year
        figures = accounts.figures(unit, year)
        context["figures"] = [
            (label, f"{figures.amount(key).wan():,}", [unit, year, key.source, key.row, key.column])
            for label, key in KEY_FIGURES
        ]
        context["demonstration"] = bool(accounts.book_of(unit, year).note_zh)
    return render(request, "site/home.html", context)


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
