"""Background and periodic work: leases, a reaper, retries, idempotency keys, and the page that shows it."""
