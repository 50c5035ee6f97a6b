"""What each person of the newsroom is told of, in the newsroom and by e-mail."""
