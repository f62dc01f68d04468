"""Digests and digest chains: one helper for snapshots, the audit trail and custody."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping

GENESIS = "0" * 64


def digest_bytes(content: bytes) -> str:
    """SHA-256 of bytes, as 64 hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def digest_record(record: Mapping[str, object]) -> str:
    """SHA-256 of a record in canonical JSON: sorted keys, no blanks.

    Text, whole numbers, flags, None and lists and mappings of those. Raises TypeError for anything else: a float
    above all, since it does not round-trip.
    """
    _check(record)
    canonical = json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return digest_bytes(canonical.encode())


def seal(previous: str, digests: Iterable[str]) -> str:
    """The seal of a batch: the digest of the previous seal followed by the batch's digests in order."""
    return digest_bytes("\n".join((previous, *digests)).encode())


def _check(value: object) -> None:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            _check(key)
            _check(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            _check(inner)
    elif value is not None and not isinstance(value, str | int):
        raise TypeError(f"{type(value).__name__} has no canonical form; pass text or a whole number")
