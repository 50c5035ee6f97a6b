"""Whether a page of this site has sent a request; stored pages carry no token that could show it. No framework."""

from collections.abc import Collection, Mapping
from urllib.parse import urlsplit


def is_from_elsewhere(headers: Mapping[str, str], hosts: Collection[str]) -> bool:
    """Whether another site's page has sent it, as browsers say themselves (Fetch Metadata, `Sec-Fetch-Site`).

    `hosts`: the names this site goes by, with their ports. A browser too old to say is judged by `Origin` and
    `Referer`; whoever sends none of these is no browser that a stranger's page could misuse.
    """
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    if site is not None:
        return site not in ("same-origin", "none")
    said = origin or headers.get("referer")
    return said is not None and host_of(said) not in {host.lower() for host in hosts}


def host_of(address: str) -> str:
    """Host and port of an address, in small letters; empty for what is none."""
    try:
        return urlsplit(address).netloc.lower()
    except ValueError:
        return ""
