"""Word comments: what a placeholder expects."""

from __future__ import annotations

from docx.text.run import Run as WordRun

from templates.word.canvas import Canvas, printable

AUTHOR, INITIALS = "Preuve", "P"


def comment_on(run: WordRun, words: str, canvas: Canvas) -> None:
    """Attach a comment to a run, dated like the document so that the same document gives the same file."""
    comment = canvas.word.add_comment(run, text=printable(words), author=AUTHOR, initials=INITIALS)
    comment._comment_elm.date = canvas.written_on
