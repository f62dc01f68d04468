"""What people fill in: the upload of a file, a fact about the year."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from mingzheng.accounts.actions import FIRST_YEAR, LAST_YEAR
from mingzheng.accounts.models import BatchKind, FactKind
from mingzheng.organisations.models import Role, Unit
from mingzheng.organisations.reads import Somebody, units_for

LARGEST_UPLOAD = 100 * 1024 * 1024


class ImportForm(forms.Form):
    """A file of rows for a unit and year."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Unit"), to_field_name="code")
    year = forms.IntegerField(label=_("Year"), min_value=FIRST_YEAR, max_value=LAST_YEAR)
    kind = forms.ChoiceField(label=_("What the file holds"), choices=BatchKind.choices)
    file = forms.FileField(label=_("File (CSV, XLSX, XLS or ODS)"), allow_empty_file=True)
    partial = forms.BooleanField(label=_("Keep the good rows when others are wrong"), required=False)

    def __init__(self, person: Somebody, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        field = self.fields["unit"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = units_for(person, Role.ACCOUNTANT)
        for name in ("unit", "kind"):
            self.fields[name].widget.attrs["class"] = "form-select"
        for name in ("year", "file"):
            self.fields[name].widget.attrs["class"] = "form-control"
        self.fields["partial"].widget.attrs["class"] = "form-check-input"

    def clean_file(self) -> object:
        """Uploads are read into memory, so they are bounded; the command line takes larger files."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST_UPLOAD:
            raise forms.ValidationError(_("The file is larger than 100 MB; use “mingzheng import” for it."))
        return file


class FactForm(forms.Form):
    """A reason or an authored passage, by its topic."""

    kind = forms.ChoiceField(label=_("Kind"), choices=[(k, k.label) for k in (FactKind.REASON, FactKind.TEXT)])
    topic = forms.RegexField(r"^\S+$", max_length=80, label=_("Topic"))
    text = forms.CharField(label=_("Text"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["kind"].widget.attrs["class"] = "form-select"
        for name in ("topic", "text"):
            self.fields[name].widget.attrs["class"] = "form-control"
