"""Requests that another site's page makes a browser send."""

import pytest

from warraq.pagestore.serving.origin import is_from_elsewhere

OURS = ["site.example", "www.site.example:8443"]


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "cross-site", "origin": "https://site.example"},
        {"origin": "https://elsewhere.example"},
        {"origin": "https://site.example.elsewhere.example"},
        {"origin": "null"},
        {"origin": "http://["},
        {"referer": "https://elsewhere.example/site.example"},
    ],
)
def test_what_another_sites_page_sends_is_known(headers):
    assert is_from_elsewhere(headers, OURS)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"sec-fetch-site": "same-origin", "origin": "https://site.example"},
        {"sec-fetch-site": "none"},
        {"origin": "https://SITE.example"},
        {"referer": "https://www.site.example:8443/news/"},
    ],
)
def test_what_our_own_page_sends_passes(headers):
    assert not is_from_elsewhere(headers, OURS)
