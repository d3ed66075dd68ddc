"""Plain sections for those of the outline whose file is not written yet: every answer, one after the other."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

from jinja2 import ChoiceLoader, DictLoader, FileSystemLoader

from templates import compose as composing

_PLAIN = """# {title} {{anchor="{anchor}"}}

{{% for answer in {name} %}}
{{{{ answer }}}}

{{{{ items(answer) }}}}

{{% endfor %}}
"""


def absent(language: str) -> tuple[str, ...]:
    """The sections of the protocol without a file in a language."""
    return tuple(name for name in composing.outline() if not (composing.FOLDER / language / f"{name}.md").is_file())


@contextmanager
def stand_ins() -> Iterator[None]:
    """While this lasts, absent sections are printed plainly instead of being refused."""
    loaders = {language: _loader(language) for language in ("fr", "en")}
    made = composing._environment

    def environment(language: str) -> object:
        found = made(language)  # type: ignore[arg-type]
        found.loader = loaders[language]
        return found

    with patch.object(composing, "_environment", environment):
        yield


def _loader(language: str) -> ChoiceLoader:
    titles = composing.titles()
    plain = {
        f"{name}.md": _PLAIN.format(
            name=name,
            anchor=name.replace("_", "-"),
            title=titles[name][language],  # type: ignore[index]
        )
        for name in absent(language)
    }
    return ChoiceLoader([FileSystemLoader(composing.FOLDER / language), DictLoader(plain)])
