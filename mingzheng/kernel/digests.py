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
    """SHA-256 of a record in canonical JSON (sorted keys, no blanks). Floats are refused, since they do not round-trip."""
    return digest_bytes(json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_refuse).encode())


def seal(previous: str, digests: Iterable[str]) -> str:
    """The seal of a batch: the digest of the previous seal followed by the batch's digests in order."""
    return digest_bytes("\n".join((previous, *digests)).encode())


def _refuse(value: object) -> str:
    raise TypeError(f"{type(value).__name__} has no canonical form; pass text or a whole number")
