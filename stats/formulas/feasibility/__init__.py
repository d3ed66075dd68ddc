"""What the sizes of a first study show."""
