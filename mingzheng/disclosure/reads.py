"""What may be asked of published reports."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.db.models import QuerySet

from mingzheng.disclosure.models import Publication, PublishedFile
from mingzheng.documents.codec import from_json
from mingzheng.documents.model import Document
from mingzheng.kernel.digests import digest_bytes


class FileChanged(RuntimeError):
    """A published file is no longer what was published."""


def publications() -> QuerySet[Publication]:
    """Every version; published reports are for everybody."""
    return Publication.objects.select_related("unit").prefetch_related("files")


def latest(unit_code: str, year: int, version: int | None = None) -> Publication:
    """That version of a unit's year, or the last one. Raises Publication.DoesNotExist."""
    found = publications().filter(unit__code=unit_code, year=year)
    if version is not None:
        return found.get(version=version)
    publication = found.order_by("-version").first()
    if publication is None:
        raise Publication.DoesNotExist(f"{unit_code} {year} has not been published")
    return publication


def document_of(publication: Publication) -> Document:
    """The document as it was published."""
    return from_json(publication.document)


def content_of(file: PublishedFile) -> bytes:
    """The bytes of a published file. Raises FileChanged when they are not those that were published."""
    try:
        content = (Path(settings.MEDIA_ROOT) / file.path).read_bytes()
    except OSError as error:
        raise FileChanged(f"{file.name} is gone") from error
    if digest_bytes(content) != file.digest:
        raise FileChanged(f"{file.name} was changed after it was published")
    return content
