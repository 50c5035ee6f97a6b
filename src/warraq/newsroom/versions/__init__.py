"""Versions of a page: what differs between them, one field brought back, the next one of a live story."""
