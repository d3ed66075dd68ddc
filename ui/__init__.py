"""How it is asked: pages, widgets, session state. The truth is the draft in the database, not the widgets."""
