"""Rows of an uploaded sheet become checked values: what a column means, what its words mean, what is wrong with a row.

Start with `columns.py` (the templates), then `values.py` (one cell) and one module for each kind of file.
"""
