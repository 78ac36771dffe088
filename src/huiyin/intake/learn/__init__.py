"""Learning the class of a message from messages that an office has classed itself.

Numbers and text only: no Django, no database, no clock. The doors that feed it (`huiyin train`,
`huiyin classify`, the desk) bring the messages and say what may be learned from.
"""

BETWEEN = " / "
"""Stands between the first and the second level of a class, in the form and in every answer."""
