"""Several changes in one address: `41,42,57`."""

from django.urls import register_converter

TOGETHER = 50  # of one bulk action; more are an import, of which the store makes no report either


class ChangeNumbers:
    regex = rf"[1-9][0-9]{{0,17}}(?:,[1-9][0-9]{{0,17}}){{0,{TOGETHER - 1}}}"

    def to_python(self, value: str) -> list[int]:
        return sorted({int(number) for number in value.split(",")})

    def to_url(self, value: list[int]) -> str:
        return ",".join(str(number) for number in value)


register_converter(ChangeNumbers, "changes")
