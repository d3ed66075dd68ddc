"""Reader studies: variance components, Obuchowski-Rockette tests, simulated readings."""
