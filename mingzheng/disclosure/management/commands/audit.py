"""`mingzheng audit FILE…`: read published accounts of any department and say what does not hold."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from mingzheng.disclosure.auditing import audit_files
from mingzheng.disclosure.management.plain import PlainCommand
from mingzheng.disclosure.output import json as json_output
from mingzheng.disclosure.output import sarif, text, xlsx
from mingzheng.disclosure.rules.audit import Exemption
from mingzheng.disclosure.statuses import WRONG_USAGE, exit_status
from mingzheng.kernel.bilingual import Bilingual
from mingzheng.kernel.findings import Severity

FORMATS = ("text", "json", "sarif", "xlsx")
# Of a folder only files that can be documents are taken; what each of them is, its bytes say.
DOCUMENTS = frozenset({".pdf", ".docx", ".xlsx", ".xls", ".ods", ".html", ".htm", ".md", ".txt"})
SAMPLE = Path(__file__).parents[2] / "data" / "sample" / "anyang-2022.md"


class Command(PlainCommand):
    help = gettext_noop(
        "Audit published final accounts (PDF, DOCX, XLSX, HTML, "
        "Markdown, text). Exit status: 0 clean, 1 findings at or "
        "above --fail-on, 2 something could not be read or a rule failed, 64 wrong usage."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="*", metavar="FILE", help=_("files, or folders whose documents are audited"))
        parser.add_argument("--sample", action="store_true", help=_("audit the published document that ships"))
        parser.add_argument("--summary", action="store_true", help=_("one line a document instead of every finding"))
        parser.add_argument("--format", choices=FORMATS, default="text", help=_("how to write the result"))
        parser.add_argument("--output", metavar="PATH", help=_("write to this file instead of standard output"))
        parser.add_argument(
            "--fail-on",
            choices=[str(severity) for severity in Severity],
            default=str(Severity.ERROR),
            help=_("the mildest severity that gives exit status 1 (default: error)"),
        )
        parser.add_argument("--lang", choices=("zh", "en"), default="zh", help=_("language of the result"))
        parser.add_argument(
            "--exempt",
            action="append",
            default=[],
            metavar="CODE:UNIT:BASIS",
            help=_("a rule that need not hold, for a unit (* for all), and why; may be repeated"),
        )

    def handle(self, *args: Any, **options: Any) -> None:
        paths = [path for name in options["files"] for path in _files(Path(name))]
        if options["sample"]:
            paths.append(SAMPLE)
        if not paths:
            raise CommandError(_("There is no file to audit."), returncode=WRONG_USAGE)
        binary = options["format"] == "xlsx"
        if binary and not options["output"]:
            raise CommandError(_("--format xlsx needs --output PATH."), returncode=WRONG_USAGE)
        exemptions = [_exemption(text) for text in options["exempt"]]
        count = iter(range(1, len(paths) + 1))

        def progress(name: str) -> None:
            if len(paths) > 1:
                self.stderr.write(f"[{next(count)}/{len(paths)}] {name}")

        result = audit_files(paths, exemptions, progress=progress)
        language = options["lang"]
        written: str | bytes
        if options["format"] == "json":
            written = json_output.write(result)
        elif options["format"] == "sarif":
            written = sarif.write(result, language)
        elif options["summary"]:
            written = text.summary(result, language)
        elif binary:
            written = xlsx.write(result, language)
        else:
            written = text.write(result, language)
        if options["output"]:
            Path(options["output"]).write_bytes(written if isinstance(written, bytes) else written.encode())
        else:
            self.stdout.write(str(written), ending="")
        status = exit_status(result, Severity(options["fail_on"]))
        if status:
            sys.exit(status)


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    found = (one for one in path.rglob("*") if one.is_file() and not one.name.startswith("."))
    return sorted(one for one in found if one.suffix.lower() in DOCUMENTS)


def _exemption(text: str) -> Exemption:
    code, unit, basis = [*text.split(":", 2), "", ""][:3]
    if not code or not basis.strip():
        raise CommandError((_("An exemption is CODE:UNIT:BASIS, and the basis must be given.")), returncode=WRONG_USAGE)
    return Exemption(code, unit or "*", Bilingual(basis, basis))
