"""The references: imported, listed with where each is cited, edited, removed."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import streamlit as st

from protocols.drafts import Draft
from protocols.labels import LABELS
from protocols.model.references import KINDS, Citation, bare_doi, keyed
from protocols.protocol import Protocol
from protocols.references import cited_in, imported, merged, vancouver
from stats.refusal import Refusal
from ui import register_words as said
from ui import state, words
from ui.editing import Change, error_of, show_error, submit, typed
from ui.speech import plain, sentence, spoken, t

_BY_PAGE = 25
_SAID = "register.import.said"
_LONG = ("title", "container", "publisher", "url", "text")


def reference_list(draft: Draft) -> None:
    """Import, list, form of one reference."""
    st.subheader(t(said.REFERENCES))
    listed, cited = keyed(draft.protocol.references), cited_in(draft.protocol)
    st.caption(plain(t(said.HOW_TO_CITE, key=next(iter(listed), "Smith2021"))))
    unknown = [key for key in cited if key not in listed]
    if unknown:
        st.warning(plain(t(said.UNKNOWN_KEYS, listed=", ".join(unknown[:10]))), icon=":material/link_off:")
    _import()
    if not listed:
        st.info(t(said.NONE_YET))
        return
    _table(draft, listed, cited)
    _form(draft, listed, cited)


def _import() -> None:
    with st.expander(t(said.IMPORT), icon=":material/library_add:"):
        st.text_area(t(said.PASTE), key=state.key("register.paste"), height=110)
        dropped = st.file_uploader(t(said.UPLOAD), type=["ris", "bib", "txt", "nbib"], key=state.key("register.file"))
        st.text_input(t(said.FREE), key=state.key("register.free"))
        content = dropped.getvalue() if dropped is not None else None
        st.button(t(said.ADD), key=state.key("register.add"), on_click=_added, args=(content,), type="primary")
    for kind, text in st.session_state.pop(_SAID, ()):
        (st.error if kind == "error" else st.success if kind == "done" else st.info)(plain(text))


def _added(content: bytes | None) -> None:
    """Merge what was pasted, dropped or written; what is refused stays in its field."""
    draft = state.open_draft()
    if draft is None:
        return
    pasted, free = (typed("register.paste") or "").strip(), (typed("register.free") or "").strip()
    new: list[Citation] = []
    told: list[tuple[str, str]] = []
    try:
        for one in (pasted, content):
            if one:
                found = imported(one)
                new += found.references
                told += [("info", spoken(phrase)) for phrase in found.said]
        new += [Citation(text=free[:2_000])] if free else []
        result = merged(draft.protocol.references, new)
    except Refusal as error:
        st.session_state[_SAID] = [("error", sentence(error))]
        return
    if not new and not told:
        return
    submit("references", "", lambda protocol: protocol.model_copy(update={"references": result.references}))
    st.session_state[_SAID] = [("done", " ".join(spoken(phrase) for phrase in result.said)), *told]
    for name in ("register.paste", "register.free", "register.file"):
        state.forget(name)


def _table(draft: Draft, listed: dict[str, Citation], cited: dict[str, tuple[str, ...]]) -> None:
    language = draft.protocol.language
    rows = [(key, vancouver(one, language), cited.get(key, ())) for key, one in listed.items()]
    if len(rows) > _BY_PAGE:
        search, page = st.columns([3, 1])
        wanted = (search.text_input(t(said.FILTER), key=state.key("register.filter")) or "").casefold()
        rows = [row for row in rows if wanted in f"{row[0]} {row[1]}".casefold()]
        pages = range(1, max(1, -(-len(rows) // _BY_PAGE)) + 1)
        chosen = page.selectbox(t(said.PAGE), pages, key=state.key(f"register.page.{len(pages)}")) or 1
        rows = rows[(chosen - 1) * _BY_PAGE : chosen * _BY_PAGE]
    st.table(
        [
            {t(said.KEY): plain(key), t(said.PRINTED): plain(text), t(said.CITED_IN): _places(paths)}
            for key, text, paths in rows
        ],
        border="horizontal",
    )


def _places(paths: tuple[str, ...]) -> str:
    """The pages where a reference is cited, in words."""
    if not paths:
        return f":orange-badge[{t(said.NOWHERE)}]"
    named = dict.fromkeys(path.split(".")[0] for path in paths)
    return plain(", ".join(t(LABELS[name]) if name in LABELS else name for name in named))


def _form(draft: Draft, listed: dict[str, Citation], cited: dict[str, tuple[str, ...]]) -> None:
    key = st.selectbox(t(said.EDIT_REFERENCE), list(listed), index=None, key=state.key("register.chosen"), placeholder=t(words.CHOOSE))  # fmt: skip
    if key is None or key not in listed:
        return
    place, one = list(listed).index(key), listed[key]
    with st.container(border=True):
        st.markdown(plain(vancouver(one, draft.protocol.language)))
        _field(draft, place, one, "key", key)
        st.selectbox(
            t(said.FIELDS["type"]), list(KINDS), index=None, key=state.seeded(_path(place, "type"), one.type),
            format_func={name: t(label) for name, label in KINDS.items()}.get, placeholder=t(words.CHOOSE),
            on_change=lambda: submit(_path(place, "type"), str(typed(_path(place, "type"))), _change(place, "type", typed(_path(place, "type")))),
        )  # fmt: skip
        _field(draft, place, one, "authors", "\n".join(one.authors))
        for name in ("title", "container", "publisher"):
            _field(draft, place, one, name, getattr(one, name))
        for names in (("year", "volume", "issue", "pages"), ("doi", "pmid", "accessed")):
            for column, name in zip(st.columns(len(names)), names, strict=True):
                with column:
                    _field(draft, place, one, name, str(getattr(one, name) or ""))
        for name in ("url", "text"):
            _field(draft, place, one, name, getattr(one, name))
        if key in cited:
            places = ", ".join(t(LABELS[name]) if name in LABELS else name for name in dict.fromkeys(path.split(".")[0] for path in cited[key]))  # fmt: skip
            st.caption(plain(t(said.STILL_CITED, listed=places)))
        st.button(t(said.DELETE), key=state.key("register.delete"), on_click=_removed, args=(place,))


def _field(draft: Draft, place: int, one: Citation, name: str, value: str) -> None:
    path = _path(place, name)
    draw = st.text_area if name in ("authors", "text") else st.text_input

    def changed(raw: str) -> Change:
        return _change(place, name, raw)

    draw(
        t(said.FIELDS[name]),
        key=state.seeded(path, draft.pending.get(path, value)),
        on_change=lambda: submit(path, typed(path), changed(typed(path))),
    )
    show_error(error_of(draft, path, changed))


def _path(place: int, name: str) -> str:
    return f"references.{place}.{name}"


def _change(place: int, name: str, raw: Any) -> Change:
    """One field of one reference, read from what was typed."""

    def apply(protocol: Protocol) -> Protocol:
        if place >= len(protocol.references):
            return protocol
        keys = list(keyed(protocol.references))
        if name == "key" and raw.strip() in (*keys[:place], *keys[place + 1 :]):
            raise Refusal(said.TAKEN)
        data = protocol.references[place].model_dump() | {name: _read(name, raw)}
        listed = list(protocol.references)
        listed[place] = Citation.model_validate(data)
        return protocol.model_copy(update={"references": tuple(listed)})

    return apply


def _read(name: str, raw: Any) -> Any:
    if name == "type":
        return raw
    kept = raw.strip()
    if name == "authors":
        return tuple(line.strip() for line in kept.splitlines() if line.strip())
    if name == "doi":
        return bare_doi(kept)
    if name in ("year", "accessed"):
        if not kept:
            return None
        if name == "year":
            return int(kept) if re.fullmatch(r"[0-9]{1,6}", kept) else kept
        return date.fromisoformat(kept) if re.fullmatch(r"\d{4}-\d\d-\d\d", kept) else kept
    return kept or (None if name in ("key", "pmid") else "")


def _removed(place: int) -> None:
    """Take a reference away, with the entries kept for it."""
    draft = state.open_draft()
    if draft is None:
        return
    listed = tuple(one for rank, one in enumerate(draft.protocol.references) if rank != place)
    pending = {path: raw for path, raw in draft.pending.items() if not path.startswith("references.")}
    state.commit(draft.protocol.model_copy(update={"references": listed}), pending)
    state.forget("references")
    state.forget("register.chosen")
