"""What is true of the numbers: designs, solver, simulation. Imports no other room, no I/O, no interface.

Start at `registry` (which designs exist), `solver.solve` (how many are needed), `explore` (how it moves),
`simulation` (an independent route), `result.SampleSize` (the answer).
"""
