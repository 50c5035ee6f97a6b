"""Film files taken apart and written anew, and the cues of captions: without Django and without a database."""
