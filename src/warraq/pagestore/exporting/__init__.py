"""A complete copy of the site as plain files, which any file server can send (`warraq export`)."""
