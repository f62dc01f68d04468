"""What must hold before the site serves: every measure that forms ask for is published by some room."""

from __future__ import annotations

from collections.abc import Sequence

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, register

from mingzheng.evidence import measures
from mingzheng.performance.reads import BUDGET, EXECUTED, OPENING, PROJECT_TOTAL


@register("performance")
def measures_are_known(app_configs: Sequence[AppConfig] | None, **options: object) -> list[CheckMessage]:
    """A code that nobody publishes would make every form say that nothing is measured."""
    return [
        Error(f"no room publishes the measure {code}", hint="switch on the room that does", id="performance.E001")
        for code in (OPENING, BUDGET, EXECUTED, PROJECT_TOTAL)
        if not measures.known(code)
    ]
