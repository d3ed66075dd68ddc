"""A click that follows a keystroke at once does not undo it.

Streamlit stops a run when the next one is asked for, at any access to the session, also in the middle of a callback;
the callback is not called again. Leaving a field by clicking on a link asks for two runs within a twentieth of a
second: the answer was lost, or written without its revision being remembered, and the next answer was then refused as
if another window had saved. Here a callback runs to its end before its run may be stopped. It needs
`runner.fastReruns = false`: the next run then waits for this one to stop instead of starting beside it.
"""

from __future__ import annotations

from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.scriptrunner.script_runner import ScriptRunner

_stop_if_asked = ScriptRunner._maybe_handle_execution_control_request


def _stop_if_asked_once_callbacks_are_done(runner: ScriptRunner) -> None:
    context = get_script_run_ctx(suppress_warning=True)
    if context is None or context.has_script_started:
        _stop_if_asked(runner)


def finish_callbacks() -> None:
    """Let every callback of this server run to its end. Streamlit (1.67) has no setting for it."""
    ScriptRunner._maybe_handle_execution_control_request = _stop_if_asked_once_callbacks_are_done  # type: ignore[method-assign]
