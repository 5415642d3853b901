"""Bytes and a name, to grids of cells with what is known of each cell.

Nothing in here knows the tables. It runs in a process of its own (``apart``), because a small
file may ask for much memory or time.
"""
