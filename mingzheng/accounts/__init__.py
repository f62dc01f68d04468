"""Budget-accounting entries become the nine official tables (公开01–09).

Amounts are whole fen; a cell is rounded half up once; every cell opens to the entries behind it.
"""
