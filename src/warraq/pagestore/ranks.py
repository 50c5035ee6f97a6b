"""In which order stale pages are rendered: the smaller the number, the sooner. Knows no framework."""

# What changed itself, fronts, lists, feeds, the rest; then what a coarse change hit.
SUBJECT, FRONT, LIST, FEED, OTHER, BULK = range(6)
# What readers have of these pages is still true and will be a little better.
QUIET = 6
# Addresses that have never had a page: nobody waits for them.
BUILD = 7
OF_KIND = {"strip": SUBJECT, "front": FRONT, "list": LIST, "feed": FEED}
