"""Work that runs by itself: sealing the audit trail in batches."""

from __future__ import annotations

from datetime import timedelta

from mingzheng.jobs.kinds import Payload, job
from mingzheng.kernel.bilingual import Bilingual
from mingzheng.organisations.actions import seal_trail


@job("evidence.seal_trail", title=Bilingual("封存审计日志", "Seal the audit trail"), every=timedelta(minutes=10))
def seal_the_trail(payload: Payload) -> dict[str, object]:
    """Seal what has been written since the last seal."""
    batch = seal_trail()
    return {} if batch is None else {"first": batch.first_entry, "last": batch.last_entry}
