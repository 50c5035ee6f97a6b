"""From a finished draft to a published story: steps, who has them, when they are due, whose approval counts."""
