"""The two kinds of trouble: a Problem is told to the person in plain words, everything else is a bug."""


class Problem(Exception):
    """The user's trouble, as one plain sentence: what happened, what is safe, what to do."""


class Conflict(Problem):
    """An undo or redo that no longer fits what is stored, because something else changed in between."""


class Cancelled(Exception):
    """The person stopped the work; nothing of it is kept."""
