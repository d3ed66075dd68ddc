"""Estimation from pilot data: a table is read, one estimator is run on its columns, an estimate with its interval comes back."""
