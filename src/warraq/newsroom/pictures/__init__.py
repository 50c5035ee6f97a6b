"""What the newsroom adds to Wagtail's pictures: taking in, finding, captioning, framing, and what is wrong."""
