"""Who there is: units with their type, people, scopes and the audit trail.

Every room stands on this one; unit-scoped data is reached through its access door (`for_person`).
"""
