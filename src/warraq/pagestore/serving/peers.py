"""Who asks, and for which site: proxies are believed only where the operator has named them."""

import ipaddress
from collections.abc import Iterable, Mapping

HOSTS_REMEMBERED = 1_000


class Peers:
    """Tells readers from the proxies in front of us."""

    def __init__(self, trusted: Iterable[str]) -> None:
        self._trusted = Networks(trusted)

    def is_trusted(self, address: str) -> bool:
        return address in self._trusted

    def reader(self, peer: str, forwarded: str) -> str:
        """The address of whoever asks: the peer, or the last one in X-Forwarded-For that is no proxy of ours."""
        if not forwarded or peer not in self._trusted:
            return peer
        nearest = peer
        for named in reversed(forwarded.split(",")):
            address = bare(named)
            if not address:
                break
            nearest = address
            if address not in self._trusted:
                break
        return nearest

    def scheme(self, peer: str, own: str, headers: Mapping[str, str]) -> str:
        """http or https, as the reader sees it."""
        if peer in self._trusted:
            told = (headers.get("x-forwarded-proto") or "").rpartition(",")[2].strip().lower()
            if told in ("http", "https"):
                return told
        return own


class Networks:
    """A set of networks; what is no address lies in none."""

    def __init__(self, written: Iterable[str]) -> None:
        self._networks = [ipaddress.ip_network(text, strict=False) for text in written]
        self._known: dict[str, bool] = {}

    def __contains__(self, address: str) -> bool:
        if not self._networks:
            return False
        found = self._known.get(address)
        if found is None:
            if len(self._known) >= HOSTS_REMEMBERED:
                self._known.clear()
            found = self._known[address] = self._look(address)
        return found

    def _look(self, address: str) -> bool:
        try:
            parsed = ipaddress.ip_address(address)
        except ValueError:
            return False
        parsed = getattr(parsed, "ipv4_mapped", None) or parsed
        return any(parsed in network for network in self._networks)


class Hosts:
    """The names by which this site may be asked; every port is as good as another."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = {name.lower() for name in names if not name.startswith(".")}
        self._endings = tuple(name.lower() for name in names if name.startswith("."))
        self._known: dict[str, bool] = {}

    def __contains__(self, host: str) -> bool:
        found = self._known.get(host)
        if found is None:
            if len(self._known) >= HOSTS_REMEMBERED:
                self._known.clear()
            found = self._known[host] = self._look(host.lower())
        return found

    def _look(self, host: str) -> bool:
        name, colon, port = host.rpartition(":")
        if not colon or host.endswith("]"):
            name, port = host, "80"
        is_port = port.isascii() and port.isdigit() and len(port) <= 5
        name = name.removesuffix(".")
        return is_port and (name in self._names or name.endswith(self._endings) or f".{name}" in self._endings)


def bare(written: str) -> str:
    """An address as written in X-Forwarded-For, without port and brackets; "" where it is none."""
    text = written.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        return str(ipaddress.ip_address(text))
    except ValueError:
        return ""
