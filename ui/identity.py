"""Who is asking. On one's own machine everybody is the same person; elsewhere, whoever signed in, else only a session."""

from __future__ import annotations

import uuid
from ipaddress import ip_address

import streamlit as st

from ui import keys

LOCAL = "local"
_FORWARDED = ("X-Forwarded-For", "X-Real-Ip", "Forwarded")


def who() -> str:
    """The owner under which drafts are kept."""
    user = getattr(st.user, "email", None) if getattr(st.user, "is_logged_in", False) else None
    if isinstance(user, str) and user:
        return f"user:{user}"
    if is_local():
        return LOCAL
    if keys.GUEST not in st.session_state:
        st.session_state[keys.GUEST] = f"session:{uuid.uuid4().hex}"
    return str(st.session_state[keys.GUEST])


def is_guest() -> bool:
    """Whether the drafts of this visitor last no longer than the session."""
    return who().startswith("session:")


def is_local() -> bool:
    """Whether the browser runs on the same machine as the server."""
    if any(name in st.context.headers for name in _FORWARDED):
        return False  # a reverse proxy on this machine: the visitor is elsewhere
    address = st.context.ip_address
    return address is None or ip_address(address).is_loopback
