"""After a sign-in one comes back to the link that asked for it, and nowhere else."""

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import RedirectResponse
from starlette.routing import Route

from cockpit.web.server import access, returning, sharing
from cockpit.web.server.doors import SIGNED_IN, Doors
from cockpit.web.server.routes import DOORS
from tests.pages.reading import Client, served
from tests.pages.test_access import cookie

MAY = "as_of=2022-05-31"


@pytest.fixture
def closed(filled, monkeypatch):
    monkeypatch.setenv("COCKPIT_READERS", "signed-in")


def note_of(path: str, method: str = "GET") -> str:
    """What the answer notes in its cookie; empty without."""
    said = Client(served()).get(path, method=method, whole=False).headers.get("set-cookie", "")
    first, *flags = said.split("; ")
    assert not said or {"HttpOnly", "Max-Age=600", "Path=/", "SameSite=lax"} == set(flags)
    return first.removeprefix(f"{returning.COOKIE}=")


def led_to(note: str, signs_in: bool = True) -> str:
    async def callback(_request):
        answer = RedirectResponse("/", 302)
        if signs_in:
            answer.set_cookie(access.COOKIE, cookie(is_logged_in=True))
        return answer

    app = Starlette(
        routes=[Route(SIGNED_IN, callback)], middleware=[Middleware(Doors, doors=DOORS)]
    )
    return Client(app, {returning.COOKIE: note}).get(SIGNED_IN).headers["location"]


@pytest.mark.parametrize(
    "path", [f"/ledger?{MAY}&q=%E8%B1%AB%E9%BE%99", "/targets", f"/wall/8?{MAY}", f"/?{MAY}"]
)
def test_a_refused_view_is_noted_and_come_back_to(closed, path):
    assert led_to(note_of(path)) == path


def test_a_dead_share_is_not_come_back_to(closed):
    address = sharing.shared(f"/ledger?{MAY}").replace("as_of=2022-05-31", "as_of=2022-05-30")
    assert led_to(note_of(address)) == "/ledger?as_of=2022-05-30"


@pytest.mark.parametrize("path", ["/", "/events", "/wall.png", "/download/ledger.csv"])
def test_what_is_no_view_is_not_noted(closed, path):
    assert note_of(path) == ""


def test_an_open_view_is_not_noted(filled):
    assert note_of(f"/wall?{MAY}") == ""


@pytest.mark.parametrize(
    "note",
    [
        "",
        "https%3A%2F%2Fevil.example%2Fledger",
        "%2F%2Fevil.example",
        "%2F%2Fevil.example%2Fledger",
        "%2F%2F%2Fledger",  # of three slashes a browser makes a host
        "%2F%2F%2Fwall%2Fx",
        "%2F%5Cevil.example",
        "%2Fledger%0D%0Aset-cookie%3A%20a%3Db",
        "%2Fauth%2Flogout",
        "%2Fdownload%2Fledger.csv",
        "%2Fwall%2F..%2Fauth",
        "%2Fledger%3Fq%3D" + "a" * 2000,
        "javascript%3Aalert(1)",
    ],
)
def test_nobody_is_led_elsewhere(closed, note):
    assert led_to(note) == "/"


def test_a_sign_in_that_failed_leads_to_the_first_page(closed):
    assert led_to("%2Fledger", signs_in=False) == "/"
