"""Share cards: the picture of 1200 × 630 that a messenger or a social network shows beside a link."""
