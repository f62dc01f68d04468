"""The sample document and what people found in it by hand, for the tests of reading."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from mingzheng.disclosure.reading import read_file
from mingzheng.disclosure.rules.document import ReadDocument
from mingzheng.disclosure.rules.recognise import recognise

HERE = Path(__file__).parent
SAMPLE = HERE.parent / "data" / "sample" / "anyang-2022.md"


@cache
def the_sample() -> ReadDocument:
    """The published document, read once for all tests."""
    return recognise(read_file(SAMPLE.read_bytes(), SAMPLE.name))


def by_hand(name: str) -> dict:
    """`tables`, `narrative` or `projects` as they were taken down by hand."""
    return json.loads((HERE / "data" / f"anyang-2022-{name}.json").read_text(encoding="utf-8"))
