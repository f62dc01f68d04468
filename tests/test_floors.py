"""Foreign keys are written as strings, which the import contracts cannot see: they too point down only."""

from __future__ import annotations

import ast
import tomllib
from pathlib import Path

from django.apps import apps
from django.db.models import Field

ROOT = Path(__file__).resolve().parents[1]


def floors() -> dict[str, int]:
    """Room → floor, the ground being 0, as the import contract draws it."""
    contract = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"][0]
    layers = list(reversed(contract["layers"]))
    return {room.strip(): height for height, layer in enumerate(layers) for room in layer.split("|")}


def room_of(module: str) -> str | None:
    parts = module.split(".")
    return parts[1] if parts[0] == "mingzheng" else None


def misdirected(fields: list[tuple[str, str, str]], heights: dict[str, int]) -> list[str]:
    """Of (name, room, room it points to): those that point up or sideways."""
    return [
        f"{name}: {room} → {target}"
        for name, room, target in fields
        if room != target and heights[target] >= heights[room]
    ]


def foreign_keys() -> list[tuple[str, str, str]]:
    found = []
    for model in apps.get_models(include_auto_created=True):
        room = room_of(model.__module__)
        for field in model._meta.get_fields():
            if room and isinstance(field, Field) and field.remote_field:
                target = room_of(field.remote_field.model.__module__)
                if target:
                    found.append((f"{model._meta.label}.{field.name}", room, target))
    return found


def test_every_foreign_key_points_to_a_lower_floor() -> None:
    keys = foreign_keys()
    assert len(keys) > 5
    assert misdirected(keys, floors()) == []


def test_a_foreign_key_up_or_sideways_would_be_named() -> None:
    heights = floors()
    assert misdirected([("Unit.entry", "organisations", "accounts")], heights) == [
        "Unit.entry: organisations → accounts"
    ]
    assert misdirected([("Form.entry", "performance", "accounts")], heights) == ["Form.entry: performance → accounts"]
    assert misdirected([("Entry.unit", "accounts", "organisations")], heights) == []


def test_every_room_has_a_floor_and_a_docstring() -> None:
    rooms = {path.parent.name for path in (ROOT / "mingzheng").glob("*/__init__.py")}
    assert rooms == set(floors())
    for room in rooms:
        assert ast.get_docstring(ast.parse((ROOT / "mingzheng" / room / "__init__.py").read_text())), room
