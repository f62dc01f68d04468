"""The ground floor: pure Python values that every room shares.

Money, printed figures and their intervals, facts, equations, findings, bilingual text, Chinese numerals, digests.
Nothing here knows of Django, a clock, a file or the network. Start reading in `docs.md`.
"""
