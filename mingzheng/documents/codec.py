"""A document to JSON and back, so that what was published is kept as it was."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, cast

from mingzheng.documents.model import (
    Align,
    Block,
    Contents,
    Cover,
    Document,
    Heading,
    Paragraph,
    Run,
    Table,
    TableCell,
)

_KINDS: dict[str, type[Block]] = {
    "heading": Heading,
    "paragraph": Paragraph,
    "table": Table,
    "cover": Cover,
    "contents": Contents,
}
_NAMES = {kind: name for name, kind in _KINDS.items()}


def to_json(document: Document) -> str:
    """Canonical JSON: the same document gives the same text."""
    data = asdict(document) | {"blocks": [{"kind": _NAMES[type(b)], **asdict(b)} for b in document.blocks]}
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def from_json(text: str) -> Document:
    """The document of `to_json`. Raises ValueError, KeyError or TypeError for anything else."""
    data = cast(dict[str, Any], json.loads(text))
    data["blocks"] = tuple(_block(block) for block in data["blocks"])
    data["properties"] = tuple((key, value) for key, value in data["properties"])
    return Document(**data)


def _block(data: Mapping[str, Any]) -> Block:
    fields = {key: value for key, value in data.items() if key != "kind"}
    kind = _KINDS[data["kind"]]
    if kind is Paragraph:
        fields |= {"runs": tuple(Run(**run) for run in fields["runs"]), "align": Align(fields["align"])}
    elif kind is Table:
        fields |= {
            part: tuple(tuple(_cell(cell) for cell in row) for row in fields[part]) for part in ("header", "body")
        }
        fields |= {"widths": tuple(fields["widths"]), "notes": tuple(fields["notes"])}
    elif kind is Cover:
        fields["title"] = tuple(fields["title"])
    return kind(**fields)


def _cell(data: Mapping[str, Any]) -> TableCell:
    return TableCell(**{**data, "align": Align(data["align"])})
