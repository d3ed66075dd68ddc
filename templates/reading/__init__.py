"""Files people bring: refused or read, never trusted."""
