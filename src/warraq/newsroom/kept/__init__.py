"""Text that an editor has written and the server does not have yet, kept in the browser meanwhile."""
