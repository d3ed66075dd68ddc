"""Costs, effects and net benefit, simulated and tested."""
