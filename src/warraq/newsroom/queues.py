"""In which order queued tasks are run: the larger the number, the sooner. What names none has 0."""

EDITORS_WAIT = 10  # before sizes of pictures, which nobody waits for
