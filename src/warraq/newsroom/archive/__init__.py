"""The archive doctor: what is wrong with the letters of everything stored, repaired in batches that can be undone."""
