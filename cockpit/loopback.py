"""Whether an address is this machine's own, which nobody else reaches."""

from ipaddress import ip_address


def is_loopback(address: str) -> bool:
    """Of an address to bind to, or a host that was asked for; without a port."""
    try:
        return address == "localhost" or ip_address(address.strip("[]")).is_loopback
    except ValueError:
        return False
