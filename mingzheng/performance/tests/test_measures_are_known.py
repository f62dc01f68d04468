"""A measure that forms ask for and nobody publishes fails the check of the site."""

from mingzheng.evidence import measures
from mingzheng.evidence.registry import Registry
from mingzheng.performance.checks import measures_are_known


def test_every_measure_that_forms_ask_for_is_published():
    assert measures_are_known(None) == []


def test_a_missing_measure_is_named(monkeypatch):
    monkeypatch.setattr(measures, "_measures", Registry("measure"))
    assert "accounts.project_executed" in " ".join(error.msg for error in measures_are_known(None))
