"""Countries, first-level units and cities of the site's own maps.

`shapes/` is cut from Natural Earth by `tools/basemap.py`; `names/` is written and checked by hand. docs/field-maps.md.
"""
