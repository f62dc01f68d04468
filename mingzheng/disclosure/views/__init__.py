"""Pages of this room: published reports, and the audit of anybody's document."""

from mingzheng.disclosure.views.audits import audit, audit_publication, audit_sample
from mingzheng.disclosure.views.reports import download, index, report

__all__ = ["audit", "audit_publication", "audit_sample", "download", "index", "report"]
