"""A small application behind the front, which tells what reached it and can be slow."""

import json
import time
from collections.abc import Callable, Iterable
from typing import Any


def application(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
    path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "replace")
    if path.startswith("/sleep/"):
        time.sleep(float(path.rpartition("/")[2]))
    if path.startswith("/big/"):
        size = int(path.rpartition("/")[2])
        start("200 OK", [("Content-Type", "application/octet-stream"), ("Content-Length", str(size))])
        return (b"x" * min(100_000, size - at) for at in range(0, size, 100_000))
    if path == "/cookies":
        start("302 Found", [("Set-Cookie", "a=1"), ("Set-Cookie", "b=2"), ("Location", "/x"), ("X_Odd", "1")])
        return [b""]
    if path == "/unchanged":
        start("304 Not Modified", [("ETag", '"e"')])
        return [b""]
    body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    seen = {
        "path": path,
        "method": environ["REQUEST_METHOD"],
        "query": environ["QUERY_STRING"],
        "body": len(body),
        "start": body[:40].decode("latin-1"),
        "headers": {name: value for name, value in environ.items() if name.startswith("HTTP_")},
    }
    answer = json.dumps(seen).encode()
    start("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(answer)))])
    return [answer]
