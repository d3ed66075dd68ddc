"""Review rules: the text, source and severity of a rule are data; its predicate is a small typed function."""
