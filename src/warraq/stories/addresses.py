"""How an address names a record."""


class RecordId:
    """A number that a database can hold; a longer one is nobody's address, not an error of the server."""

    regex = "[0-9]{1,18}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)
