"""The project inside the document: the JSON, sealed with its SHA-256, in two carriers that do not share a fate.

Measured with LibreOffice: .docx to .docx keeps both, a detour by .odt keeps only the custom properties.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import zlib
from dataclasses import dataclass

NAMESPACE = "urn:preuve:project:1"
MAX_JSON = 20 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Payload:
    """A project as JSON text, with the version of its schema."""

    project_json: str
    schema_version: int


@dataclass(frozen=True, slots=True)
class Sealed:
    """A payload as carriers hold it: compressed text, and what proves that it is whole."""

    content: str
    sha256: str
    schema_version: int


def seal(payload: Payload) -> Sealed:
    """The payload ready to be carried."""
    data = payload.project_json.encode()
    return Sealed(base64.b64encode(zlib.compress(data, 9)).decode(), _digest(data), payload.schema_version)


def unseal(sealed: Sealed) -> Payload | None:
    """The payload, or None when the content was cut, changed, or expands beyond 20 MB."""
    try:
        expander = zlib.decompressobj()
        data = expander.decompress(base64.b64decode("".join(sealed.content.split()), validate=True), MAX_JSON)
        whole = expander.eof and _digest(data) == sealed.sha256
        return Payload(data.decode(), sealed.schema_version) if whole else None
    except (binascii.Error, zlib.error, UnicodeDecodeError, ValueError):
        return None


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
