"""Measures serving and publishing on the site at hand, beside a peer or a limit in the same run."""
