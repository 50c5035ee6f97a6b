"""The report of what was corrected, made clearer, updated or withdrawn."""
