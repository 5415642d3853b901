"""Offices' own ledgers: a sheet as somebody made it, understood and brought into our tables.

``layout`` finds the table and its header, ``words`` takes a header apart (period, unit, name),
``columns`` says what each column is, ``rows`` what each row is, ``sums`` holds 小计 and 合计
against their rows, ``feed`` makes sheets of our tables of it. Nothing here knows the lake: what
depends on what is loaded comes later (``settled``). What cannot be told is a question, never a
guess.
"""
