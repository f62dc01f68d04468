"""For every rule of forms, the sound document with its form spoiled."""

from __future__ import annotations

from collections.abc import Callable

from mingzheng.disclosure.rules.document import ReadDocument

SPOILED: dict[str, Callable[[ReadDocument], ReadDocument]] = {}
