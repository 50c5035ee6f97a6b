"""Films in the newsroom: sent in pieces, how far their sizes are, poster, captions and chapters."""
