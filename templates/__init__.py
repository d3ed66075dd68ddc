"""How a document is written and read: blocks, markup, Word, and the files people bring back."""
