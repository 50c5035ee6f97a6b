"""The front board: what the fronts of editions and sections hold, arranged and published."""
