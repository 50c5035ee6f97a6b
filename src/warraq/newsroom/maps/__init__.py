"""Events of a map out of a table: what was taken, what was refused and why."""
