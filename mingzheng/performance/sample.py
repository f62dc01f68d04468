"""The sample: nine forms as they were published."""

from __future__ import annotations

from mingzheng.organisations.models import Unit
from mingzheng.organisations.reads import Somebody
from mingzheng.performance.actions import keep_form
from mingzheng.performance.data import sample_forms
from mingzheng.performance.models import DataSetChoice


def load(person: Somebody) -> int:
    """Store the published forms of the sample unit, which the accounts' sample has made; returns how many there are."""
    sample = sample_forms()
    unit = Unit.objects.get(code=sample.unit_code)
    for form in sample.forms:
        keep_form(
            person=person,
            unit=unit,
            year=sample.year,
            form=form,
            data_set=DataSetChoice.AS_PUBLISHED,
            source=sample.source.zh,
        )
    return len(sample.forms)
