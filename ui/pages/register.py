"""The page of the assumption register and of the references."""

from ui.step import footer, opened

draft = opened("register")
footer("register")
