"""How well the analysis finds: questions and texts of our own, other analyses beside ours, a corpus when one is given."""
