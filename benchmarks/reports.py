"""The daily report of 340 sites at once: how long until it is acknowledged, and on the walls.

340 posts with a photo each, ten a second, while 200 walls are open. Acknowledged means durable; a
wall shows it when it has drawn the version in which the collector brought it.
"""

import asyncio
import base64
import io
import json
import shutil
import tempfile
from datetime import date
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter
from uuid import uuid4

import httpx
from PIL import Image

from benchmarks.streams import Wall
from cockpit.report_keys import ReportKeys
from cockpit.warehouse.inbox import TAKEN, Inbox
from cockpit.warehouse.lake import Lake
from tests.serving import Server, started

SITES, A_SECOND, WALLS = 340, 10, 200
DAY = date(2022, 6, 1)
PATIENCE = 60  # seconds until the last one is on the walls
SETTINGS = {"COCKPIT_WRITING": "on", "COCKPIT_TODAY": str(DAY)}


def photo() -> str:
    """A photo as a phone sends it: 1,600 pixels wide, some 0.3 MB."""
    stream = io.BytesIO()
    noise = Image.effect_noise((400, 300), 60).resize((1600, 1200)).convert("RGB")
    noise.save(stream, "JPEG", quality=80)
    return base64.b64encode(stream.getvalue()).decode()


async def posted(server: Server, keys: list[str]) -> tuple[dict[str, float], list[float]]:
    """When each report was acknowledged, and how long each post took (seconds)."""
    picture, told, took = photo(), {}, []

    async def post(client: httpx.AsyncClient, key: str) -> None:
        said = {
            "id": str(uuid4()), "date": str(DAY), "kept_ms": 0, "is_working": True, "workers": 46,
            "node": "主体施工", "text": "二层顶板钢筋绑扎", "completed": "",
            "photos": [{"data": picture, "taken_at": f"{DAY}T08:00:00"}],
        }  # fmt: skip
        content = json.dumps(said).encode()
        begun = perf_counter()
        answer = await client.post(f"{server.address}/report/{key}", content=content)
        answer.raise_for_status()
        told[str(said["id"])] = perf_counter()
        took.append(perf_counter() - begun)

    async with httpx.AsyncClient(timeout=60) as client:
        posts = []
        for key in keys:
            posts.append(asyncio.create_task(post(client, key)))
            await asyncio.sleep(1 / A_SECOND)
        await asyncio.gather(*posts)
    return told, took


async def measured(server: Server, lake: Path, keys: list[str]) -> None:
    """Open the walls, post, and print."""
    walls = [Wall(server) for _ in range(WALLS)]
    hanging = []
    for wall in walls:
        hanging.append(asyncio.create_task(wall.hang()))
        await wall.is_open.wait()
    told, took = await posted(server, keys)
    box, end = Inbox(lake), perf_counter() + PATIENCE
    while perf_counter() < end:
        taken = [one for one in box.all() if one.state == TAKEN]
        versions = {one.version for one in taken if one.version}
        if len(taken) == len(told) and all(versions <= {*wall.drawn} | {0} for wall in walls):
            break
        if len(taken) == len(told) and max(versions) in walls[0].drawn:
            await asyncio.sleep(2)
            break
        await asyncio.sleep(0.2)
    shown = []
    for one in taken:
        # a version that was already behind when the wall looked is shown with the next
        for wall in walls:
            later = [at for version, at in wall.drawn.items() if version >= (one.version or 0)]
            if later:
                shown.append(min(later) - told[one.report_id])
    for task in hanging:
        task.cancel()
    p99 = quantiles(took, n=100)[98]
    print(
        f"reports: {len(took)} posts, {A_SECOND} a second, {WALLS} walls open; acknowledged in"
        f" {1000 * median(took):.0f} ms (p99 {1000 * p99:.0f}, at most {1000 * max(took):.0f})"
    )
    print(
        f"reports: {len(taken)} taken in {len(versions)} versions; on a wall after"
        f" {median(shown):.1f} s (p99 {quantiles(shown, n=100)[98]:.1f}, at most {max(shown):.1f})"
    )


def run(folder: Path) -> None:
    """Measure on a copy of the lake in ``folder``."""
    with tempfile.TemporaryDirectory() as scratch:
        lake = Path(scratch) / "lake"
        shutil.copytree(folder, lake)
        with Lake(lake).looking() as con:
            sql = "select distinct project_id from progress_report where year(report_date) = ?"
            found = con.execute(sql, [DAY.year]).fetchall()
        issued = ReportKeys(lake).create_all([code for (code,) in found])
        keys = [key for _, key in issued * 2][:SITES]  # some sites twice
        with started(lake, **SETTINGS) as server:
            asyncio.run(measured(server, lake, keys))


if __name__ == "__main__":
    import sys

    run(Path(sys.argv[1]))
