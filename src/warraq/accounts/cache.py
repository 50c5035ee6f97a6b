"""The site's cache: in memory, but what counts attempts to sign in is in the database, where every process sees it."""

from typing import Any

from django.core.cache import caches
from django.core.cache.backends.locmem import LocMemCache

SHARED = "allauth"  # what the keys of django-allauth begin with


class SiteCache(LocMemCache):
    """A memory of this process; keys that begin with `SHARED` go to the cache of that name."""

    def add(self, key: str, *args: Any, **kwargs: Any) -> bool:
        return self._of(key).add(key, *args, **kwargs)

    def get(self, key: str, *args: Any, **kwargs: Any) -> Any:
        return self._of(key).get(key, *args, **kwargs)

    def set(self, key: str, *args: Any, **kwargs: Any) -> None:
        self._of(key).set(key, *args, **kwargs)

    def touch(self, key: str, *args: Any, **kwargs: Any) -> bool:
        return self._of(key).touch(key, *args, **kwargs)

    def delete(self, key: str, *args: Any, **kwargs: Any) -> bool:
        return self._of(key).delete(key, *args, **kwargs)

    def _of(self, key: str) -> Any:
        return caches["shared"] if str(key).startswith(SHARED) else super()
