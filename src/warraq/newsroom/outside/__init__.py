"""Outside review: a link by which somebody without an account reads one story, answers and decides."""
