"""For every test of the house: compiled catalogues, files in a folder of their own, and the mark `database`."""

from __future__ import annotations

import os
import tempfile

import pytest
from django.conf import settings
from django.test import TransactionTestCase

from mingzheng.site import catalogues

DATABASE_FIXTURES = {"db", "transactional_db", "live_server", "django_db_serialized_rollback"}


def pytest_configure(config: pytest.Config) -> None:
    """Catalogues are compiled once, before workers start; stored files go to a folder that does not stay."""
    folder = tempfile.TemporaryDirectory(prefix="mz-files-")
    settings.MEDIA_ROOT = folder.name
    # A real hasher takes half a second on purpose; every test that makes a person would pay it.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    config.add_cleanup(folder.cleanup)
    if not hasattr(config, "workerinput"):
        for room in catalogues.rooms().values():
            catalogues.compile_room(room)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark what touches the database: before pytest selects by mark, so `-m database` finds it.

    Tests on documents that are not part of the project are chosen only where `MINGZHENG_SAMPLES` names their folder.
    """
    if not os.environ.get("MINGZHENG_SAMPLES"):
        absent = [item for item in items if item.get_closest_marker("samples")]
        config.hook.pytest_deselected(items=absent)
        items[:] = [item for item in items if item not in absent]
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        case = getattr(item, "cls", None)
        by_class = isinstance(case, type) and issubclass(case, TransactionTestCase)
        if fixtures & DATABASE_FIXTURES or item.get_closest_marker("django_db") or by_class:
            item.add_marker("database")
