"""The same matter (判重), and the same event raised by different people: both are suggestions, a person decides.

`masking` takes out what names a person, `shingles` says what of a text is evidence, `events` ranks messages by
the event they are about.
"""
