"""Names of countries and cities, for finding in a text the places it speaks of."""

from .gazetteer import Gazetteer, Place, gazetteer_for

__all__ = ["Gazetteer", "Place", "gazetteer_for"]
