"""A little work for the reader's browser, asked only under attack: about a second on a cheap phone, a nuisance for who
sends by the thousand. Four puzzles of 13 bits instead of one of 15: nobody waits for much longer than others.

A puzzle is solved by a number for which SHA-256 of `ticket:puzzle:number` begins with so many zero bits. `work.js` does
it in the browser. A solution holds for its ticket alone, and a ticket is good for one comment.
"""

from hashlib import sha256

PUZZLES, BITS = 4, 13
LONGEST = 60  # characters of a solution


def is_done(ticket: str, solution: object) -> bool:
    """Does the solution (numbers with dots between them) belong to this ticket?"""
    if not isinstance(solution, str) or len(solution) > LONGEST or not solution.isascii():
        return False
    numbers = solution.split(".")
    return len(numbers) == PUZZLES and all(
        number.isdigit() and _is_solved(f"{ticket}:{puzzle}:{number}") for puzzle, number in enumerate(numbers)
    )


def do(ticket: str) -> str:
    """What the browser does, for tests and measuring."""
    return ".".join(str(_solve(ticket, puzzle)) for puzzle in range(PUZZLES))


def _solve(ticket: str, puzzle: int) -> int:
    number = 0
    while not _is_solved(f"{ticket}:{puzzle}:{number}"):
        number += 1
    return number


def _is_solved(words: str) -> bool:
    return int.from_bytes(sha256(words.encode()).digest()[:4], "big") >> (32 - BITS) == 0
