"""Economic evaluation beside a trial: net monetary benefit, costs."""
