"""What is kept of persons, of whom, how long, and how much of it there is."""
