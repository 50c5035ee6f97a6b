"""What every stored page says to browsers and to a CDN, whoever sends it: this site's server or nginx."""

from django.conf import settings

# Seconds: (a browser may show without asking, a CDN may, a CDN may while it asks again). A change is purged from the
# CDN at once; these bound what a lost purge can do.
LIFETIMES = {
    "front": (15, 60, 60),
    "page": (30, 60, 60),
    "list": (30, 60, 60),
    "feed": (60, 60, 60),
    "sitemap": (300, 300, 300),
    "redirect": (300, 300, 300),
}
VARY = "Accept-Encoding"
LONGEST_KEYS = 8_000  # bytes; CDNs refuse longer headers


def cache_control(kind: str) -> str:
    """The Cache-Control of a kind of page (RFC 9111, RFC 5861)."""
    browser, shared, while_asking = LIFETIMES[kind]
    parts = ["public", f"max-age={browser}", f"s-maxage={shared}", f"stale-while-revalidate={while_asking}"]
    if settings.WARRAQ_STALE_IF_ERROR:
        parts.append(f"stale-if-error={settings.WARRAQ_STALE_IF_ERROR}")
    return ", ".join(parts)


def surrogate_key(keys: set[str]) -> str:
    """The page's keys for a CDN that purges by key; where all would be too long, those of lists only."""
    written = " ".join(sorted(keys))
    if len(written) <= LONGEST_KEYS:
        return written
    lists = " ".join(sorted(key for key in keys if key.count(":") > 1 or key.startswith("site:")))
    return lists[:LONGEST_KEYS].rpartition(" ")[0] if len(lists) > LONGEST_KEYS else lists
