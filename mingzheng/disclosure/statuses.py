"""Exit statuses of the commands, and which one a result deserves. 64 is `EX_USAGE` of sysexits."""

from __future__ import annotations

from mingzheng.disclosure.rules.audit.result import AuditResult
from mingzheng.kernel.findings import Severity

CLEAN, FOUND, UNREADABLE, WRONG_USAGE = 0, 1, 2, 64


def exit_status(result: AuditResult, fail_on: Severity) -> int:
    """0 clean, 1 findings at or above `fail_on`, 2 something was not read or a rule failed; 2 beats 1."""
    if not result.readable:
        return UNREADABLE
    return FOUND if any(finding.severity.rank <= fail_on.rank for finding in result.findings) else CLEAN
