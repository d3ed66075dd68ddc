"""Binary endpoints: ratios of risks and odds, crossover."""
