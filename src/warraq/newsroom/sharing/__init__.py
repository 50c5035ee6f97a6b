"""How a page will look in a search engine's results and beside a shared link, while it is written."""
