"""How often stories are read, as editors see it: a page a story, a column, what is read now, old stories read again."""
