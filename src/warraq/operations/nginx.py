"""Writes the configuration with which nginx serves the page store itself and passes the rest on to the application."""

import re
from pathlib import Path

from django.conf import settings

from warraq.pagestore.headers import cache_control
from warraq.pagestore.rendering import render
from warraq.pagestore.serving import files

from . import places

TEMPLATE = Path(__file__).with_name("nginx.conf.template")
# Said by maps of their own, or by nginx itself from the file.
NOT_CONSTANT = {"content-type", "content-language", "cache-control", "surrogate-key", "cache-tag", "xkey"}
PROXY = """\
        proxy_pass http://warraq$request_uri;
        proxy_http_version 1.1;
        proxy_set_header Connection "";
        proxy_set_header Host $http_host;
        proxy_set_header X-Forwarded-For $remote_addr;
        proxy_set_header X-Forwarded-Proto $scheme;
        error_page 502 504 =503 /warraq-unavailable/$warraq_language.html;
"""


def nginx_config(port: int) -> str:
    """The configuration for this site; asks the database only for what every page has in common."""
    others = [code for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES if code != settings.LANGUAGE_CODE]
    values = {
        "base_url": settings.WARRAQ_BASE_URL,
        "socket": str(places.socket(settings.DATA)),
        "pages": f"{settings.WARRAQ_STORE}/current/pages",
        "static": str(settings.STATIC_ROOT).rstrip("/"),
        "media": str(settings.MEDIA_ROOT).rstrip("/"),
        "unavailable": str(places.unavailable(settings.DATA)),
        "listen": str(port),
        "names": " ".join(_names()),
        "upload": str(settings.SITE.upload_mb),
        "language": settings.LANGUAGE_CODE,
        "languages": "".join(f'    "~^/{code}/" {code};\n' for code in others),
        "codes": "|".join(f"{code}/" for code in others) or "-",
        "headers": "".join(f'        add_header {name} "{value}";\n' for name, value in _common_headers()),
        "shown": "|".join(suffix[1:] for suffix in files.SHOWN),
        "static_types": _types(files.TYPES),
        "media_types": _types(files.SHOWN),
        "cache_while": files.FOR_A_WHILE,
        "cache_ever": files.FOR_EVER,
        "upload_policy": files.UPLOAD_POLICY,
        "film_policy": files.FILM_POLICY,
        "films": "|".join(suffix[1:] for suffix in files.FILMS),
        "proxy": PROXY,
        **{f"cache_{kind}": cache_control(kind) for kind in ("page", "front", "feed", "sitemap")},
    }
    for name in ("socket", "pages", "static", "media", "unavailable"):
        if re.search(r"[\s;{}\"'$\\]", values[name]):
            raise ValueError(f"nginx cannot be told of a path with a blank or one of ;{{}}\"'$\\: {values[name]}")
    return re.sub(r"\{\{(\w+)\}\}", lambda found: values[found[1]], TEMPLATE.read_text("utf-8"))


def _names() -> list[str]:
    return list(dict.fromkeys(name for name in settings.ALLOWED_HOSTS if ":" not in name))


def _common_headers() -> list[tuple[str, str]]:
    page = render("/robots.txt")
    return [(name, value) for name, value in page.headers if name.lower() not in NOT_CONSTANT]


def _types(known: dict[str, str]) -> str:
    endings: dict[str, list[str]] = {}
    for suffix, media_type in known.items():
        endings.setdefault(media_type, []).append(suffix[1:])
    return "".join(f'            "{media_type}" {" ".join(names)};\n' for media_type, names in endings.items())
