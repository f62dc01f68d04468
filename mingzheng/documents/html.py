"""A document as one accessible HTML page: real headings, real tables, figures that open to what stands behind them."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape

from mingzheng.documents.grid import Row, regular, subheads
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

Link = Callable[[str], str | None]
STYLE = """
:root{--ink:#1a1a1a;--rule:#3a3a3a;--link:#0b4f9e}
.report{max-width:62rem;margin:0 auto;color:var(--ink);line-height:1.9;font-size:1rem;
font-family:FangSong,STFangsong,"Noto Serif CJK SC","Songti SC",SimSun,serif}
.report h1,.report h2,.report h3,.report .table-title{font-family:SimHei,"Noto Sans CJK SC","PingFang SC",sans-serif}
.report h1{text-align:center;font-size:1.9rem;margin:3.5rem 0 2rem}
.report h2{font-size:1.3rem;margin:2.2rem 0 .8rem}.report h3{font-size:1.1rem;margin:1.4rem 0 .5rem}
.report p{margin:.5rem 0;text-indent:2em}.report p.plain{text-indent:0}.report p.centre{text-align:center;text-indent:0}
.report p.right{text-align:right;text-indent:0}.report p.small{font-size:.86rem;text-indent:0;line-height:1.6}
.report .cover{text-align:center;padding:5rem 1rem 4rem}
.report .cover p.line{text-indent:0;margin:0;font-size:2rem;font-weight:700;line-height:1.6;
font-family:SimHei,"Noto Sans CJK SC",sans-serif}
.report .cover .date{margin-top:4rem;font-size:1.3rem}
.report .notice{border:1px solid #b58900;background:#fff8e1;padding:.6rem 1rem;margin:1rem 0;font-size:.92rem}
.report figure{margin:1.5rem 0 2.5rem}.report .table-title{text-align:center;font-size:1.3rem;font-weight:700}
.report .surround{display:flex;flex-wrap:wrap;justify-content:space-between;gap:.2rem 1.5rem;font-size:.9rem}
.report .surround p{margin:0;text-indent:0}
.report .scroll{overflow-x:auto}.report table{border-collapse:collapse;width:100%;font-size:.86rem;line-height:1.45}
.report th,.report td{border:1px solid var(--rule);padding:.22rem .45rem;vertical-align:middle}
.report th{background:#f2f4f7;text-align:center;font-weight:600}.report td.right{text-align:right;white-space:nowrap;
font-variant-numeric:tabular-nums}.report td.centre{text-align:center}
.report a[data-ref]{color:inherit;text-decoration:underline dotted #7a8aa0;text-underline-offset:.2em}
.report a[data-ref]:hover,.report a[data-ref]:focus-visible{color:var(--link);text-decoration-style:solid}
.report nav.contents ol{list-style:none;padding:0}.report nav.contents li{padding:.1rem 0}
.report nav.contents a{color:var(--link);text-decoration:none}
.report nav.contents a:hover,.report nav.contents a:focus-visible{text-decoration:underline}
.report nav.contents h2{text-align:center}.report p.notice{text-indent:0}
.report nav.contents .level-2{padding-left:2em}.report nav.contents .part{font-weight:700;margin-top:.6rem}
@media (max-width:40rem){.report h1{font-size:1.5rem}.report .cover p.line{font-size:1.5rem}
.report table{font-size:.78rem;min-width:38rem}}
@media print{.report h1,.report .cover,.report nav.contents{break-after:page}.report figure{break-inside:avoid-page}
.report a[data-ref]{text-decoration:none}}
"""


def render(document: Document, *, link: Link | None = None) -> str:
    """A whole page; `link` turns a figure's reference into an address, or None to leave it unlinked."""
    body = render_body(document, link=link)
    properties = "".join(f'<meta name="{escape(k)}" content="{escape(v)}">' for k, v in document.properties)
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(document.language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(document.title)}</title>\n"
        f'<meta name="author" content="{escape(document.author)}">{properties}\n<style>{STYLE}'
        f"body{{margin:0;padding:1rem}}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def render_body(document: Document, *, link: Link | None = None) -> str:
    """The document as an `article`, to be placed inside a page that brings `STYLE`."""
    anchors = _Anchors()
    parts = [_block(block, document, anchors, link or _no_link) for block in document.blocks]
    if document.notice:  # behind the cover, since what a cover says is the document's title
        behind = 1 if document.blocks and isinstance(document.blocks[0], Cover) else 0
        parts.insert(behind, f'<p class="notice" role="note">{escape(document.notice)}</p>')
    return f'<article class="report" lang="{escape(document.language)}">\n' + "\n".join(parts) + "\n</article>"


class _Anchors:
    """Ids for headings and tables: their own anchor, or one counted in reading order."""

    def __init__(self) -> None:
        self._count = 0

    def next(self, given: str) -> str:
        self._count += 1
        return given or f"block-{self._count}"


def _no_link(ref: str) -> str | None:
    return None


def _block(block: Block, document: Document, anchors: _Anchors, link: Link) -> str:
    if isinstance(block, Heading):
        tag = f"h{min(block.level, 6)}"
        return f'<{tag} id="{escape(anchors.next(block.anchor))}">{escape(block.text)}</{tag}>'
    if isinstance(block, Paragraph):
        return f"<p{_paragraph_class(block)}>{''.join(_run(run, link) for run in block.runs)}</p>"
    if isinstance(block, Table):
        return _table(block, anchors.next(block.anchor), link)
    if isinstance(block, Cover):
        lines = "".join(f'<p class="line">{escape(line)}</p>' for line in block.title)
        note = f'<p class="small">{escape(block.note)}</p>' if block.note else ""
        return f'<header class="cover">{lines}<p class="date centre">{escape(block.date_line)}</p>{note}</header>'
    return _contents(block, document)


def _contents(block: Contents, document: Document) -> str:
    anchors = _Anchors()
    items = []
    for other in document.blocks:
        if isinstance(other, Heading):
            anchor = anchors.next(other.anchor)
            if other.level <= 2:
                kind = "part" if other.level == 1 else "level-2"
                items.append(f'<li class="{kind}"><a href="#{escape(anchor)}">{escape(other.text)}</a></li>')
        elif isinstance(other, Table):
            anchor = anchors.next(other.anchor)
            if other.number:
                items.append(f'<li class="level-2"><a href="#{escape(anchor)}">{escape(other.title)}</a></li>')
    title = escape(block.title)
    return f'<nav class="contents" aria-label="{title}"><h2>{title}</h2><ol>{"".join(items)}</ol></nav>'


def _paragraph_class(block: Paragraph) -> str:
    names = [] if block.align is Align.LEFT else [block.align.value]
    if not block.indent and block.align is Align.LEFT:
        names.append("plain")
    if block.small:
        names.append("small")
    return f' class="{" ".join(names)}"' if names else ""


def _run(run: Run, link: Link) -> str:
    text = _figure(escape(run.text), run.ref, "", link) if run.ref else escape(run.text)
    return f"<strong>{text}</strong>" if run.bold else text


def _figure(text: str, ref: str, number: str, link: Link) -> str:
    """A figure with its reference: a link where there is somewhere to go, a `data` element otherwise."""
    value = escape(number or re.sub(r"[,\s]", "", text))
    href = link(ref)
    if href:
        return f'<a href="{escape(href)}" data-ref="{escape(ref)}" data-value="{value}">{text}</a>'
    return f'<data value="{value}" data-ref="{escape(ref)}">{text}</data>'


def _table(table: Table, anchor: str, link: Link) -> str:
    above = "".join(
        f"<p>{escape(text)}</p>" for text in (table.number, table.entity, table.year_line, table.money_unit) if text
    )
    width = len(table.widths)
    rows = regular(table.body, width)
    heading = subheads(rows, width)
    head = "".join(_row(row, "th", link) for row in regular(table.header, width))
    body = "\n".join(_row(row, "th" if number in heading else "td", link) for number, row in enumerate(rows))
    below = "".join(f'<p class="small">{escape(text)}</p>' for text in (*table.notes, table.statement) if text)
    name = f"{anchor}-title"
    return (
        f'<figure id="{escape(anchor)}"><figcaption class="table-title" id="{escape(name)}">{escape(table.title)}'
        f'</figcaption><div class="surround">{above}</div>'
        f'<div class="scroll" tabindex="0" role="region" aria-labelledby="{escape(name)}">'
        f'<table aria-labelledby="{escape(name)}">{_columns(table)}<thead>{head}</thead>'
        f"<tbody>\n{body}\n</tbody></table></div>{below}</figure>"
    )


def _row(row: Row, tag: str, link: Link) -> str:
    return f"<tr>{''.join(_cell(cell, tag, link) for cell in row)}</tr>"


def _columns(table: Table) -> str:
    """The relative widths as percentages: without them a narrow column of spanning labels shrinks to one character."""
    whole = sum(table.widths)
    if not whole:
        return ""
    columns = "".join(f'<col style="width:{100 * width / whole:.2f}%">' for width in table.widths)
    return f"<colgroup>{columns}</colgroup>"


def _cell(cell: TableCell, tag: str, link: Link) -> str:
    attributes = f' colspan="{cell.colspan}"' if cell.colspan > 1 else ""
    attributes += f' rowspan="{cell.rowspan}"' if cell.rowspan > 1 else ""
    attributes += ' scope="col"' if tag == "th" else ""
    attributes += f' class="{cell.align.value}"' if tag == "td" and cell.align is not Align.LEFT else ""
    text = escape(cell.text).replace("\n", "<br>")
    if cell.ref and cell.text:
        text = _figure(text, cell.ref, cell.number, link)
    if cell.bold and tag == "td":
        text = f"<strong>{text}</strong>"
    return f"<{tag}{attributes}>{text}</{tag}>"
