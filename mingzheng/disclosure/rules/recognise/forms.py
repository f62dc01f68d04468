from __future__ import annotations


def read_forms(opened, unit, year, repairs):
    return (), ()
