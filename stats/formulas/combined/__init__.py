"""What combinators share: looks, boundaries, multiple procedures, priors, internal pilots."""
