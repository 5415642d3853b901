"""The benchmark of volumes says beside each aim whether it is met."""

from benchmarks import volumes


def page(name, first, click, again):
    measured = {"first": first, "click": click, "again": again}
    return "page", {"name": name, **measured, "said": "standings 1, questions 2: a/b 1"}


def test_an_aim_that_is_missed_names_the_pages():
    small = [page("ledger", 100, 100, 10), page("why", 100, 10, 10)]
    large = [page("ledger", 1500, 600, 90), page("why", 2500, 90, 90)]
    said = volumes._of_pages({400: small, 4_000: large}).splitlines()
    aims = [line.partition(", ")[2] for line in said[-4:-1]]
    assert aims == ["under 2,000 ms: missed by 1: why", "under 500 ms: missed by 1: ledger",
                    "under 500 ms: met"]  # fmt: skip
    # ten times the ledger: 1500 > 10 * 100, 2500 > 10 * 100, 600 < 10 * 100
    assert said[-1].endswith("missed by ledger (the first opening), why (the first opening)")
    row = next(line for line in said if line.startswith("ledger"))
    assert row.split()[1:7] == ["100", "1,500", "100", "600*", "10", "90"]


def test_loads_have_a_line_a_size():
    load = {"reports": 1, "rows": 2, "rows_s": 3.0, "megabytes": 4.0, "bytes_row": 5.0,
            "day": 6, "day_s": 7.0}  # fmt: skip
    lines = [
        ("load", load),
        ("mart", {"seconds": 8.0, "megabytes": 9.0}),
        ("memory", {"megabytes": 10.0}),
    ]
    assert volumes._of_loads({400: lines}).splitlines()[-1].split() == [
        "400", "1", "2", "3", "4.0", "5.0", "6", "at", "7/s", "8.00", "9", "10",
    ]  # fmt: skip
