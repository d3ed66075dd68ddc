"""Means of a continuous endpoint: one group, pairs, adjusted, crossover, repeated, several arms, factorial."""
