"""The newsroom's view of the page store: what a change refreshed, and what readers get at an address."""
