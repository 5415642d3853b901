"""How the totals are split over the projects: year's plan, completed, months. 万元."""

from collections import defaultdict
from collections.abc import Mapping

from data.sample.draw import Shares, rake, split_whole, stream
from data.sample.features import FINISHED, PRODUCED, UNDER_WAY
from data.sample.roster import Seat
from data.sample.totals import (
    AS_OF,
    CELLS,
    DISTINCT_TOTAL,
    DOMAINS_AHEAD_LEAN,
    DOMAINS_BEHIND_PP,
    GOV_INVESTED_RATE,
    MONTHLY_WAN,
)

TIME_PROGRESS = AS_OF.month / 12
BEHIND_SHARE = 0.10  # of the ordinary projects under way, clearly behind


def plans(seats: list[Seat]) -> dict[str, int]:
    """The year's plan of each project; those finished earlier have none."""
    rng = stream("plans")
    weights: Shares = {}
    for seat in seats:
        if seat.state != FINISHED and not seat.feature:
            active = seat.state in (UNDER_WAY, PRODUCED)
            weights[seat.key] = rng.uniform(0.6, 1.9) if active else rng.uniform(0.4, 0.9)
    result = {seat.key: seat.feature.plan_wan for seat in seats if seat.feature}
    for cell in CELLS:
        open_keys = {
            s.key: weights[s.key] for s in seats if s.cell == cell.code and s.key in weights
        }
        fixed = sum(s.feature.plan_wan for s in seats if s.cell == cell.code and s.feature)
        result |= split_whole(cell.plan_wan - fixed, open_keys, unit=10)
    return result


def completed(seats: list[Seat], plan: Mapping[str, int]) -> dict[str, int]:
    """Completed by AS_OF: exact in each cell, raked to the domains' and 政府投资's rates."""
    fixed = fixed_completed(seats, plan)
    open_seats = [seat for seat in seats if seat.key not in fixed]
    domains = {seat.key: seat.domain for seat in seats}
    investors = {seat.key: seat.gov_invested for seat in seats}
    cells = {seat.key: seat.cell for seat in seats}
    investor_totals = gov_targets(sums(plan, investors))
    margins = [
        (investors, less(investor_totals, sums(fixed, investors))),
        (domains, less(domain_targets(sums(plan, domains)), sums(fixed, domains))),
        (cells, less({c.code: c.done_wan for c in CELLS}, sums(fixed, cells))),
    ]
    raked = rake(first_guess(open_seats, plan), margins)
    result = dict(fixed)
    for cell in CELLS:
        weights = {seat.key: raked[seat.key] for seat in open_seats if seat.cell == cell.code}
        left = cell.done_wan - sum(fixed[key] for key in fixed if cells[key] == cell.code)
        result |= split_whole(left, weights)
    return result


def fixed_completed(seats: list[Seat], plan: Mapping[str, int]) -> dict[str, int]:
    """Known beforehand: nothing without a start, the whole plan in production, the features."""
    fixed = {}
    for seat in seats:
        if seat.state == PRODUCED:
            fixed[seat.key] = plan[seat.key]
        elif seat.feature:
            fixed[seat.key] = seat.feature.done_wan
        elif seat.state != UNDER_WAY:
            fixed[seat.key] = 0
    return fixed


def first_guess(seats: list[Seat], plan: Mapping[str, int]) -> Shares:
    """Plan times an uneven pace: new projects slower, some clearly behind, large ones steadier."""
    rng = stream("completed")
    guess = {}
    for seat in seats:
        pace = rng.uniform(0.86, 1.16)
        if rng.random() < BEHIND_SHARE and plan[seat.key] < 18_000:
            pace = rng.uniform(0.35, 0.6)
        guess[seat.key] = plan[seat.key] * pace * (1.0 if seat.carry_over else 0.88)
    return guess


def domain_targets(plan: Mapping[str, float]) -> dict[str, float]:
    """Completed by domain: those behind by their gap, the others share what is left."""
    targets = {d: (TIME_PROGRESS + gap / 100) * plan[d] for d, gap in DOMAINS_BEHIND_PP.items()}
    left = DISTINCT_TOTAL.done_wan - sum(targets.values())
    leans = {domain: lean * plan[domain] for domain, lean in DOMAINS_AHEAD_LEAN.items()}
    return targets | {d: left * lean / sum(leans.values()) for d, lean in leans.items()}


def gov_targets(plan: Mapping[bool, float]) -> dict[bool, float]:
    """Completed of 政府投资项目 and of the others."""
    gov = GOV_INVESTED_RATE * plan[True]
    return {True: gov, False: DISTINCT_TOTAL.done_wan - gov}


def monthly(done: Mapping[str, int], pace: Mapping[str, tuple[float, ...]]) -> dict[str, list[int]]:
    """Each project's increments, January to May: rows add up to ``done``, columns to the months.

    ``pace``: the share of each month in which the project was at work, with its own unevenness.
    """
    seeds = {
        f"{key}|{month}": share * MONTHLY_WAN[month]
        for key, shares in pace.items()
        for month, share in enumerate(shares)
        if done[key]
    }
    rows = {cell: cell.split("|")[0] for cell in seeds}
    columns = {cell: int(cell.split("|")[1]) for cell in seeds}
    raked = rake(seeds, [(columns, dict(enumerate(MONTHLY_WAN))), (rows, done)], rounds=2_000)
    increments: dict[str, list[int]] = {key: [] for key in done if done[key]}
    for month, total in list(enumerate(MONTHLY_WAN))[:-1]:
        whole = split_whole(total, {key: raked[f"{key}|{month}"] for key in increments})
        for key, value in whole.items():
            increments[key].append(value)
    for key, values in increments.items():  # May takes what rounding left: columns stay exact
        values.append(done[key] - sum(values))
    return increments


def sums(values: Mapping[str, float], groups: Mapping[str, object]) -> dict:
    """Sum of the values by group."""
    result: dict[object, float] = defaultdict(float)
    for key, value in values.items():
        result[groups[key]] += value
    return dict(result)


def less(totals: Mapping, taken: Mapping) -> dict:
    """What is left of each total."""
    return {group: total - taken.get(group, 0) for group, total in totals.items()}
