"""A measure is asked for by code, and a frozen year says whether it still holds."""

from decimal import Decimal

import pytest

from mingzheng.evidence import actions, measures
from mingzheng.evidence.measures import Behind, Measure, Reading, ReadingStatus, Scope
from mingzheng.evidence.registry import Registry, UnknownCode
from mingzheng.kernel.bilingual import Bilingual
from mingzheng.organisations.models import Person


@pytest.fixture
def meter(monkeypatch):
    """A measure whose reading the test can turn."""
    state = {"value": Decimal("99.5"), "digest": "a"}

    def read(scope):
        return Reading(
            state["value"], "%", ReadingStatus.MEASURED, n=200, behind=(Behind("t", "q", 200, state["digest"]),)
        )

    registry = Registry("measure")
    registry.add("t.meter", Measure("t.meter", Bilingual("表", "meter"), "%", read))
    monkeypatch.setattr(measures, "_measures", registry)
    return state


def test_an_unknown_code_is_a_typed_error():
    with pytest.raises(UnknownCode, match="nobody"):
        measures.read("nobody.has_it", Scope("u", 2022))


def test_a_code_cannot_be_taken_twice_nor_added_after_the_freeze():
    registry = Registry("measure")
    registry.add("a", 1)
    with pytest.raises(ValueError, match="twice"):
        registry.add("a", 2)
    registry.freeze()
    with pytest.raises(RuntimeError, match="frozen"):
        registry.add("b", 1)


@pytest.mark.django_db
def test_a_frozen_reading_recomputes_as_same(meter):
    snapshot = actions.freeze_reading(
        person=Person.objects.create_superuser("root"), code="t.meter", scope=Scope("u", 2022)
    )
    assert actions.recompute(snapshot).same


@pytest.mark.django_db
def test_an_edited_source_shows_as_moved_and_why(meter):
    snapshot = actions.freeze_reading(
        person=Person.objects.create_superuser("root"), code="t.meter", scope=Scope("u", 2022)
    )
    meter["value"], meter["digest"] = Decimal("98"), "b"
    moved = actions.recompute(snapshot)
    assert (moved.same, moved.frozen, moved.now, moved.records_changed) == (False, "99.5", "98", True)
