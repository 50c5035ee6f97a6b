"""What is looked at before a page goes out, how much each of it weighs in this house, and who went past it and why."""
