"""The operator's room: the worker, serving, checking, backing up, restoring, adopting a new rulebook."""


class NotPossible(Exception):
    """What the operator asked for cannot be done: what is the matter, and what to do."""
