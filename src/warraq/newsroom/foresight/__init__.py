"""The fronts as they will be at a minute to come."""
