"""How fast it is: the figures the house promises, measured with the real functions on both databases.

`make bench` takes minutes, `make bench-full` measures the full register of 100,000 matters. Each measure is a
function in a module beside this one; a database's measures run in a process of their own, on a database made
for them.
"""
