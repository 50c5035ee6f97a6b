"""Embargoes: set, changed and lifted beside a page's editor, shown wherever the page is named."""
