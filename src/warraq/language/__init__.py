"""Text as it is written in Arabic, Persian and their neighbours: pure functions, no Django."""
