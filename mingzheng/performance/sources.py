"""How records of this room are titled and linked."""

from __future__ import annotations

from urllib.parse import parse_qs

from django.urls import reverse

from mingzheng.evidence.sources import Resolved, source
from mingzheng.kernel.bilingual import Bilingual
from mingzheng.performance.models import DataSetChoice, FormRecord


@source("performance.form", title=Bilingual("绩效自评表", "self-evaluation form"))
def form(identifier: str) -> Resolved | None:
    """One stored form by its number in the database. A published form is public, a draft is not."""
    if not (identifier.isascii() and identifier.isdigit() and len(identifier) < 19):
        return None
    found = FormRecord.objects.select_related("unit").filter(pk=identifier).first()
    if found is None:
        return None
    address = reverse("performance:form", args=(found.unit.code, found.year, found.number))
    public = found.data_set == DataSetChoice.AS_PUBLISHED
    title = Bilingual(f"{found.year}年度“{found.name}”自评表", f"self-evaluation of “{found.name}”, {found.year}")
    return Resolved(title, f"{address}?data_set={found.data_set}", public)


@source("performance.forms", title=Bilingual("年度自评表", "the forms of a year"))
def forms(query: str) -> Resolved | None:
    """All forms of a unit's year: `unit=…&year=…`."""
    asked = {name: values[0] for name, values in parse_qs(query).items()}
    unit, year = asked.get("unit", ""), asked.get("year", "")
    if not (year.isascii() and year.isdigit() and len(year) == 4):
        return None
    if not FormRecord.objects.filter(unit__code=unit, year=int(year)).exists():
        return None
    address = reverse("performance:year", args=(unit, int(year)))
    return Resolved(Bilingual(f"{year}年度项目自评", f"self-evaluation of {year}"), address, True)
