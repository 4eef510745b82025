"""What every answer says to browsers, and which requests are not answered at all."""

from aiohttp import web

# `same-origin` of Referrer-Policy, not `no-referrer`, by which browsers would send `Origin: null` with our own forms.
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), display-capture=()",
    "Cache-Control": "no-store",
    "Server": "rasid",
}


async def add_headers(_request: web.Request, response: web.StreamResponse) -> None:
    """A signal of aiohttp for each answer, also those that it gives itself. What an answer says already stands."""
    for name, value in HEADERS.items():
        if name == "Server" or name not in response.headers:
            response.headers[name] = value
