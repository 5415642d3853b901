"""Gzip around all that the port serves, which says so once."""

from starlette.datastructures import MutableHeaders
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

        await super().__call__(scope, receive, tidied)
