"""Machines that Mahdar may fetch a page from: those of the public internet, and those that a setting names.

Our server fetches any address that an editor pastes. It must not give access to the private network around the server,
so the check uses the IP address of the actual connection, in any spelling of the name (2130706433, 0x7f.1,
::ffff:127.0.0.1, a name that resolves to 10.0.0.5, a name that resolves differently each time).
"""

import ipaddress
import socket
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as TookTooLongError

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

PORTS = frozenset({80, 443, 8000, 8080, 8443})  # of web servers; mail and databases use others

# IPv6 addresses that contain an IPv4 address, which must be public too: (prefix, bits to the right of it).
_TRANSLATED_NETWORKS = (
    (ipaddress.IPv6Network("::/96"), 0),  # IPv4-compatible, deprecated
    (ipaddress.IPv6Network("::ffff:0:0/96"), 0),  # IPv4-mapped
    (ipaddress.IPv6Network("::ffff:0:0:0/96"), 0),  # IPv4-translated
    (ipaddress.IPv6Network("64:ff9b::/96"), 0),  # NAT64
    (ipaddress.IPv6Network("2002::/16"), 80),  # 6to4
)
_NEVER_PUBLIC_NETWORKS = (
    ipaddress.IPv6Network("64:ff9b:1::/48"),  # NAT64 within one's own network
    ipaddress.IPv6Network("2001::/32"),  # Teredo
    ipaddress.IPv6Network("fec0::/10"),  # site-local, deprecated
    ipaddress.IPv4Network("192.88.99.0/24"),  # relays of 6to4
)
_resolvers = ThreadPoolExecutor(max_workers=8, thread_name_prefix="resolver")


def is_public(address: str) -> bool:
    """Return whether the IP `address` belongs to the public internet.

    It is not private, local, multicast or reserved, nor translated from such an address.
    """
    try:
        ip: IPAddress = ipaddress.ip_address(address)
    except ValueError:
        return False
    if any(ip in network for network in _NEVER_PUBLIC_NETWORKS if network.version == ip.version):
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        for network, shift in _TRANSLATED_NETWORKS:
            if ip in network:
                return is_public(str(ipaddress.IPv4Address((int(ip) >> shift) & 0xFFFFFFFF)))
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified or ip.is_loopback)


def resolve(host: str, port: int, seconds: float) -> list[str]:
    """Return the IP addresses of `host`, as the system resolves it.

    Raises:
        OSError: The name does not exist.
        TimeoutError: The answer takes longer than `seconds`.
    """
    asked = _resolvers.submit(socket.getaddrinfo, host, port, 0, socket.SOCK_STREAM)
    try:
        found = asked.result(timeout=seconds)
    except TookTooLongError as error:
        asked.cancel()
        raise TimeoutError(f"{host} was not resolved in time") from error
    except UnicodeError as error:  # a label that is empty or too long
        raise OSError(str(error)) from error
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))
