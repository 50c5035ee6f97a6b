"""Static files under names that carry a hash of their content, so that they may be kept for ever."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStorage(CompressedManifestStaticFilesStorage):
    """Also renames what our modules import, or a browser could mix files of two releases."""

    support_js_module_import_aggregation = True
    manifest_strict = False
