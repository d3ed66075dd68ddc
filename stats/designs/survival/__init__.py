"""Times to an event: log-rank tests, restricted means, milestones, competing risks, single arms."""
