"""One file per design, named after its kind; the registry finds them."""
