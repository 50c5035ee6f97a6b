"""What every stored page says to browsers and to a CDN, whoever sends it: this site's server or nginx."""

from hashlib import blake2s

from django.conf import settings

# Seconds: (a browser may show without asking, a CDN may, a CDN may while it asks again). A change is purged from the
# CDN at once; these bound what a lost purge can do.
LIFETIMES = {
    "front": (15, 60, 60),
    "strip": (0, 60, 10),
    "page": (30, 60, 60),
    "list": (30, 60, 60),
    "feed": (60, 60, 60),
    "sitemap": (300, 300, 300),
    "redirect": (300, 300, 300),
}
VARY = "Accept-Encoding"
SEPARATORS = {"cache-tag": ","}
LONGEST_KEYS = 8_000  # bytes; CDNs refuse longer headers


def cache_control(kind: str) -> str:
    """The Cache-Control of a kind of page (RFC 9111, RFC 5861)."""
    browser, shared, while_asking = LIFETIMES[kind]
    parts = ["public", f"max-age={browser}", f"s-maxage={shared}", f"stale-while-revalidate={while_asking}"]
    if settings.WARRAQ_STALE_IF_ERROR:
        parts.append(f"stale-if-error={settings.WARRAQ_STALE_IF_ERROR}")
    return ", ".join(parts)


def surrogate_keys(path: str, keys: set[str]) -> tuple[str, str]:
    """The header by which a CDN finds the page: its name, and the keys in it.

    Where all would be too long, those of lists only. For a CDN that is purged by key the page's own key comes first:
    under it the CDN finds every form of the page, whatever stands behind its question mark.
    """
    name = settings.WARRAQ_CDN_KEYS or "Surrogate-Key"
    blank = SEPARATORS.get(name.lower(), " ")
    own = [key_of_address(path)] if settings.WARRAQ_CDN_KEYS else []
    written = blank.join([*own, *sorted(keys)])
    if len(written) > LONGEST_KEYS:
        lists = sorted(key for key in keys if key.count(":") > 1 or key.startswith("site:"))
        written = blank.join([*own, *lists])
    return name, written[:LONGEST_KEYS].rpartition(blank)[0] if len(written) > LONGEST_KEYS else written


def key_of_address(path: str) -> str:
    """A key that only the page of this address has."""
    return "address:" + blake2s(path.encode(), digest_size=8).hexdigest()
