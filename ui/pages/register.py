"""The page of the assumption register and of the references."""

from ui.doubts import doubts
from ui.reference_list import reference_list
from ui.register_table import register_table
from ui.step import footer, opened

draft = opened("register")
register_table(draft)
doubts(draft)
reference_list(draft)
footer("register")
