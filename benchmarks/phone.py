"""The wall on a phone: time to its last figure over the browser tools' two 4G profiles."""

from pathlib import Path
from statistics import median
from time import perf_counter

from playwright.sync_api import Browser, sync_playwright

from tests.serving import ARGUMENTS, chromium_path, serving

RUNS = 5
PROFILES = {  # the presets of Chromium's developer tools: latency in ms, throughput in kbit/s
    "fast 4G": (165, 9000 * 0.9),
    "slow 4G": (562.5, 1600 * 0.9),
}
SLOWER = 4  # a phone's processor against this one


def seconds(browser: Browser, address: str, latency: float, kilobits: float) -> float:
    """From navigation to the last figure, in a new profile."""
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, device_scale_factor=3, is_mobile=True
    )
    page = context.new_page()
    probe = context.new_cdp_session(page)
    probe.send("Network.enable")
    probe.send(
        "Network.emulateNetworkConditions",
        {
            "offline": False,
            "latency": latency,
            "downloadThroughput": kilobits * 1000 / 8,
            "uploadThroughput": kilobits * 1000 / 8,
        },
    )
    probe.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    start = perf_counter()
    page.goto(address, wait_until="commit")
    page.locator(".wall .pipe div:last-child .pm").wait_for(state="visible")
    taken = perf_counter() - start
    context.close()
    return taken


def run(lake: Path) -> None:
    """Print the medians."""
    with serving(lake) as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=list(ARGUMENTS))
        for name, (latency, kilobits) in PROFILES.items():
            wall = f"{server}/wall?as_of=2022-05-31"
            taken = [seconds(browser, wall, latency, kilobits) for _ in range(RUNS)]
            print(
                f"phone, {name}, processor {SLOWER} × slower:"
                f" last figure after {median(taken):.2f} s (median of {RUNS})"
            )
        browser.close()
