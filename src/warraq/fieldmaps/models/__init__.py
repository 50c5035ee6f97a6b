"""Field maps: what happened where and when, each with its source, over a basemap of the site's own."""

from ..settings import BorderStyle, TerritoryName
from .pages import FieldMapIndexPage, FieldMapPage
from .parts import MapArea, MapEvent, MapLayer

__all__ = ["BorderStyle", "FieldMapIndexPage", "FieldMapPage", "MapArea", "MapEvent", "MapLayer", "TerritoryName"]
