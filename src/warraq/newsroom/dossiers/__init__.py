"""The dossier desk: what each dossier lacks and how it is mended, timelines out of stories, filing by a key."""
