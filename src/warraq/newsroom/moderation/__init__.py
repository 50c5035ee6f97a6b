"""The newsroom's view of what readers write: the queue of comments, decisions about them, and who takes them."""
