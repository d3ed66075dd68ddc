"""Tests of counts and rates: Poisson, negative binomial."""
