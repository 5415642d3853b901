"""Gzip around all that the port serves, for who takes it, which says so once."""

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import Message, Receive, Scope, Send


class Compressing(GZipMiddleware):
    """GZipMiddleware around Streamlit's own and our documents: each adds its word to Vary."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer; names in Vary come once each."""

        async def tidied(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(raw=message["headers"])
                if said := ",".join(headers.getlist("vary")):
                    headers["vary"] = ", ".join(dict.fromkeys(w.strip() for w in said.split(",")))
            await send(message)

        if scope["type"] == "http":
            accepted = Headers(scope=scope).get("accept-encoding", "")
            if "gzip" in accepted and not takes_gzip(accepted):
                # both gzips look for the word alone, also in "gzip;q=0"
                others = [pair for pair in scope["headers"] if pair[0] != b"accept-encoding"]
                scope = {**scope, "headers": others}
        await super().__call__(scope, receive, tidied)


def takes_gzip(accepted: str) -> bool:
    """Whether an Accept-Encoding takes gzip: named, or by a star, and not refused by q=0."""
    for part in accepted.lower().split(","):
        coding, _, weight = part.partition(";")
        if coding.strip() in {"gzip", "*"}:
            return weight.replace(" ", "") not in {"q=0", "q=0.0", "q=0.00", "q=0.000"}
    return False
