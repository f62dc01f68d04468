"""A ledger that could stand behind published totals: amounts in fen for which every printed figure is true together.

Published accounts give 万元 with two decimals. Many ledgers print the same; this finds one and says that it is
reconstructed. `solve.py` is general, `published.py` says what the sample's document prints, `entries.py` writes files.
"""
