"""A document as Markdown that people and our own reader understand: headings, paragraphs, pipe tables.

Markdown has no spans: a cell that spans columns or rows stands once, in its first place, and the places it covers are
blank, so that reading the file back gives every figure exactly once.
"""

from __future__ import annotations

from mingzheng.documents.grid import Placed, spread
from mingzheng.documents.model import Block, Contents, Cover, Document, Heading, Paragraph, Table


def render(document: Document) -> str:
    """The document as CommonMark with pipe tables."""
    parts = [_block(block, document) for block in document.blocks]
    if document.notice:  # behind the cover, since what a cover says is the document's title
        parts.insert(1 if document.blocks and isinstance(document.blocks[0], Cover) else 0, f"> {document.notice}")
    return "\n\n".join(part for part in parts if part) + "\n"


def _block(block: Block, document: Document) -> str:
    if isinstance(block, Heading):
        return f"{'#' * min(block.level, 6)} {block.text}"
    if isinstance(block, Paragraph):
        return _paragraph(block)
    if isinstance(block, Table):
        return _table(block)
    if isinstance(block, Cover):
        return "\n\n".join([*block.title, block.date_line, *([block.note] if block.note else [])])
    return _contents(block, document)


def _contents(block: Contents, document: Document) -> str:
    lines = [f"**{block.title}**", ""]
    for other in document.blocks:
        if isinstance(other, Heading) and other.level <= 2:
            lines.append(f"{'- ' if other.level == 1 else '  - '}{other.text}")
        elif isinstance(other, Table) and other.number:
            lines.append(f"  - {other.title}")
    return "\n".join(lines)


def _paragraph(block: Paragraph) -> str:
    text = "".join(f"**{run.text}**" if run.bold and run.text.strip() else run.text for run in block.runs)
    return text.replace("\n", "  \n")


def _table(table: Table) -> str:
    above = [text for text in (table.number, table.entity, table.year_line, table.money_unit) if text]
    grid = [*spread(table.header, len(table.widths)), *spread(table.body, len(table.widths))]
    lines = [_row(row) for row in grid]
    lines.insert(1, "|" + "---|" * len(table.widths))
    title = f"**{table.title}**" if table.title else ""
    pieces = [title, *above, "\n".join(lines), *table.notes, table.statement]
    return "\n\n".join(piece for piece in pieces if piece)


def _row(row: list[Placed | None]) -> str:
    cells = ["" if place is None else place.cell.text for place in row]
    return "| " + " | ".join(text.replace("|", "\\|").replace("\n", "<br>") for text in cells) + " |"
