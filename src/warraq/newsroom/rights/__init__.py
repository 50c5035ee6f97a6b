"""The report of pictures that may not be shown for ever."""
