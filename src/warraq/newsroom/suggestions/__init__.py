"""Suggestions while a story is written: keywords, related stories, dossiers, and stories that look like this one.

Nothing is ever applied unasked: a suggestion is a button, and what it does is what the editor could do by hand.
"""
