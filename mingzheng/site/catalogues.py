"""Message catalogues: one a room, Chinese beside English source strings, made and checked with Babel alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.apps import apps
from django.utils.translation.template import templatize

LOCALE = "zh_Hans"
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
}
# No dates and no names: the same strings give the same bytes, so two people's changes merge.
HEADER = (
    'msgid ""\nmsgstr ""\n'
    '"Content-Type: text/plain; charset=utf-8\\n"\n'
    f'"Language: {LOCALE}\\n"\n'
    '"Plural-Forms: nplurals=1; plural=0;\\n"\n\n'
)
CHINESE = re.compile(r"[\u3400-\u9fff]")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*\}")


def rooms() -> dict[str, Path]:
    """The folder of every room of the product, by name."""
    return {c.name.split(".")[1]: Path(c.path) for c in apps.get_app_configs() if c.name.startswith("mingzheng.")}


def catalogue_path(room: Path) -> Path:
    return room / "locale" / LOCALE / "LC_MESSAGES" / "django.po"


def _sources(room: Path) -> Iterator[tuple[Path, str]]:
    """Python files of a room and its templates, these rewritten as Python with one `gettext` call a string."""
    for path in sorted(room.rglob("*.py")):
        if not {"tests", "migrations"} & set(path.relative_to(room).parts):
            yield path, path.read_text(encoding="utf-8")
    for path in sorted(room.glob("templates/**/*.*")):
        source = templatize(path.read_text(encoding="utf-8"), origin=str(path))
        # Lines lose their indentation, which Python's tokenizer would take for blocks.
        yield path, "\n".join(line.lstrip() for line in source.splitlines())


def extracted(room: Path) -> Catalog:
    """The strings that the code and the templates of a room ask for."""
    catalogue = Catalog(locale=LOCALE)
    for _path, source in _sources(room):
        found = extract("python", BytesIO(source.encode()), keywords=KEYWORDS, options={"encoding": "utf-8"})
        for _line, message, _comments, context in found:
            catalogue.add(message, context=context)
    return catalogue


def translated(room: Path) -> Catalog:
    """The catalogue of a room as it is in its file; empty when there is none."""
    path = catalogue_path(room)
    if not path.exists():
        return Catalog(locale=LOCALE)
    with path.open("rb") as file:
        return read_po(file, locale=LOCALE)


def update(room: Path) -> int:
    """Bring the catalogue file of a room up to date with its strings; returns how many lack a translation."""
    wanted, have = extracted(room), translated(room)
    if not len(wanted):
        return 0
    for message in _messages(wanted):
        known = have.get(message.id, message.context)
        if known:
            message.string = known.string
    path = catalogue_path(room)
    path.parent.mkdir(parents=True, exist_ok=True)
    body = BytesIO()
    write_po(body, wanted, width=0, no_location=True, omit_header=True, sort_output=True, ignore_obsolete=True)
    path.write_text(HEADER + body.getvalue().decode().lstrip("\n"), encoding="utf-8")
    return sum(1 for message in _messages(wanted) if not _is_translated(message))


def compile_room(room: Path) -> bool:
    """Write the compiled catalogue beside its source; False when the room has none."""
    path = catalogue_path(room)
    if not path.exists():
        return False
    with path.with_suffix(".mo").open("wb") as file:
        write_mo(file, translated(room))
    return True


def faults(room: Path) -> list[str]:
    """What is wrong with the catalogue of a room, one sentence a fault."""
    wanted, have = extracted(room), translated(room)
    said: list[str] = []
    for message in _messages(wanted):
        known = have.get(message.id, message.context)
        if CHINESE.search(_plain(message)):
            said.append(f"source string is not English: {_plain(message)!r}")
        if known is None or not _is_translated(known):
            said.append(f"not translated: {_plain(message)!r}")
        elif known.fuzzy:
            said.append(f"marked fuzzy: {_plain(message)!r}")
        elif lost := _lost_placeholders(known):
            said.append(f"translation of {_plain(message)!r} loses or invents {', '.join(sorted(lost))}")
    said += [f"no longer used: {_plain(m)!r}" for m in _messages(have) if wanted.get(m.id, m.context) is None]
    return said


def _messages(catalogue: Catalog) -> Iterable[Message]:
    return [message for message in catalogue if message.id]


def _plain(message: Message) -> str:
    return message.id if isinstance(message.id, str) else " | ".join(message.id)


def _strings(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string or ())


def _is_translated(message: Message) -> bool:
    return bool(_strings(message)) and all(_strings(message))


def _lost_placeholders(message: Message) -> set[str]:
    """Placeholders in one language only; a plural's translation may leave out what its singular leaves out."""
    sources = [message.id] if isinstance(message.id, str) else list(message.id)
    wanted = [set(PLACEHOLDER.findall(text)) for text in sources]
    return set().union(*(min((used ^ w for w in wanted), key=len) for used in map(_placeholders, _strings(message))))


def _placeholders(text: str) -> set[str]:
    return set(PLACEHOLDER.findall(text))
