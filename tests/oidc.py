"""An OpenID Connect server on the loopback: who wants to sign in picks who they are.

Discovery, authorize (with PKCE), token, keys and sign-out, as a provider has them: what signs in
here goes the whole way of ``st.login``.
"""

import hashlib
import secrets
import threading
import time
from base64 import urlsafe_b64encode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from urllib.parse import urlencode

import uvicorn
from joserfc import jwt
from joserfc.jwk import RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from tests.serving import free_port

CLIENT, SECRET = "cockpit", "a secret of the client's"
PEOPLE: Mapping[str, Mapping[str, object]] = {  # who can be picked → the claims of their token
    "李": {"email": "Li@example.cn", "email_verified": True, "groups": ["办公室"]},
    "王": {"email": "wang@example.cn", "groups": ["统计科"]},
    "赵": {"email": "li@example.cn", "email_verified": False},
}


class Provider:
    """The server's answers; ``address``: without a slash at its end."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._key = RSAKey.generate_key(2048, {"kid": "1", "use": "sig"})
        self._given: dict[str, Mapping[str, str]] = {}  # code → what was asked with it

    def routes(self) -> list[Route]:
        """The addresses."""
        return [
            Route("/.well-known/openid-configuration", self._discovery),
            Route("/authorize", self._authorize),
            Route("/picked", self._picked),
            Route("/token", self._token, methods=["POST"]),
            Route("/keys", self._keys),
            Route("/end", self._end),
        ]

    async def _discovery(self, _request: Request) -> Response:
        return JSONResponse(
            {
                "issuer": self.address,
                "authorization_endpoint": f"{self.address}/authorize",
                "token_endpoint": f"{self.address}/token",
                "jwks_uri": f"{self.address}/keys",
                "end_session_endpoint": f"{self.address}/end",
                "response_types_supported": ["code"],
                "subject_types_supported": ["public"],
                "id_token_signing_alg_values_supported": ["RS256"],
                "code_challenge_methods_supported": ["S256"],
            }
        )

    async def _authorize(self, request: Request) -> Response:
        asked = dict(request.query_params)
        assert (asked["client_id"], asked["response_type"]) == (CLIENT, "code")
        assert "openid" in asked["scope"].split()
        picked = {who: urlencode({**asked, "who": who}) for who in PEOPLE}
        links = (f'<a href="/picked?{query}">{who}</a>' for who, query in picked.items())
        head = '<!doctype html><title>登录</title><link rel="icon" href="data:,">'
        return HTMLResponse(head + " ".join(links))

    async def _picked(self, request: Request) -> Response:
        asked = dict(request.query_params)
        code = secrets.token_urlsafe()
        self._given[code] = asked
        back = urlencode({"code": code, "state": asked["state"]})
        return RedirectResponse(f"{asked['redirect_uri']}?{back}", 302)

    async def _token(self, request: Request) -> Response:
        said = await request.form()
        asked = self._given.pop(str(said["code"]))  # once
        digest = hashlib.sha256(str(said["code_verifier"]).encode()).digest()
        assert urlsafe_b64encode(digest).rstrip(b"=").decode() == asked["code_challenge"]
        assert said["redirect_uri"] == asked["redirect_uri"]
        now, who = int(time.time()), asked["who"]
        claims = {
            "iss": self.address,
            "aud": CLIENT,
            "sub": who,
            "name": who,
            "iat": now,
            "exp": now + 600,
            "nonce": asked["nonce"],
            **PEOPLE[who],
        }
        token = jwt.encode({"alg": "RS256", "kid": "1"}, claims, self._key)
        return JSONResponse({"access_token": "a", "token_type": "Bearer", "id_token": token})

    async def _keys(self, _request: Request) -> Response:
        return JSONResponse({"keys": [self._key.as_dict(private=False)]})

    async def _end(self, request: Request) -> Response:
        return RedirectResponse(request.query_params["post_logout_redirect_uri"], 302)


@contextmanager
def providing() -> Iterator[str]:
    """Run one; yields its address."""
    port = free_port()
    provider = Provider(f"http://127.0.0.1:{port}")
    app = Starlette(routes=provider.routes())
    server = uvicorn.Server(uvicorn.Config(app, "127.0.0.1", port, log_level="warning"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    try:
        yield provider.address
    finally:
        server.should_exit = True
        thread.join(10)


def secrets_toml(provider: str, cockpit: str) -> str:
    """What ``.streamlit/secrets.toml`` says for it."""
    return f"""
[auth]
redirect_uri = "{cockpit}/oauth2callback"
cookie_secret = "{secrets.token_urlsafe()}"
client_id = "{CLIENT}"
client_secret = "{SECRET}"
server_metadata_url = "{provider}/.well-known/openid-configuration"
"""
