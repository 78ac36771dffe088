"""Lifelike register of any size: the same seed gives the same acts, by the same rules that people act by.

`fragments.yaml` holds the sentences, `texts` puts them together, `people` says who writes, `cast` who is at
work in which office, `seasons` when something comes in, `course` what follows, `matters` makes one matter of a
number, and `filling` loads them, batch by batch, through `register.bulk`.
"""
