"""Keeps spam and floods away from readers and moderators, without asking any third party.

`judging.judge` is asked about every comment before it is stored; `judging.ticket_for` and `needs_work` serve the
form; `rules.py` holds every weight and limit.
"""
