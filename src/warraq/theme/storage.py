"""Static files under names that carry a hash of their content, so that they may be kept for ever."""

from django.conf import settings
from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStorage(CompressedManifestStaticFilesStorage):
    """Also renames what our modules import, or a browser could mix files of two releases."""

    _listed: dict[str, str] | None = None
    _known: dict[str, str]
    support_js_module_import_aggregation = True
    manifest_strict = False

    def url(self, name: str, force: bool = False) -> str:
        """Found once for each list of files: a page names ten of them."""
        if self._listed is not self.hashed_files:
            self._listed, self._known = self.hashed_files, {}
        if settings.DEBUG or force:
            return super().url(name, force)
        if name not in self._known:
            self._known[name] = super().url(name)
        return self._known[name]
