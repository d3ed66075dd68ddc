"""The file itself: the same document always gives the same bytes."""

from __future__ import annotations

import io
import zipfile

from docx.document import Document as WordDocument

_EPOCH = (1980, 1, 1, 0, 0, 0)


def packed(document: WordDocument) -> bytes:
    """The document as .docx bytes, every entry with the same date."""
    saved = io.BytesIO()
    document.save(saved)
    stable = io.BytesIO()
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(stable, "w", zipfile.ZIP_DEFLATED) as target:
        for info in source.infolist():
            entry = zipfile.ZipInfo(info.filename, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(info))
    return stable.getvalue()
