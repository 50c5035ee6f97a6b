"""How well the analysis finds: questions of our own, other analyses beside ours, a corpus when one is given."""
