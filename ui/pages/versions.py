"""Versions of the draft: save one under a name, look at it, bring it back; what changed between two of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import streamlit as st

from protocols.changes_between import Change, changes
from protocols.drafts import Draft, StaleDraft, Version, VersionSummary
from protocols.exchange import dumps
from protocols.protocol import Protocol
from stats.refusal import Refusal
from stats.result import SampleSize
from stats.text import LANGUAGES, Language
from templates.amendment import State, amendment_docx, by_section
from templates.blocks import Field, FieldRows, text
from templates.formatting import integer
from templates.preview import preview
from ui import identity, keys, state, versions_words, words
from ui.speech import plain, sentence, t
from ui.step import opened

NOW = "now"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_LISTED = 10  # versions shown at first
_TOLD, _REFUSED, _REMOVED = "versions.told", "versions.refused", "versions.removed"

draft = opened("versions")
who = identity.who()
kept = state.store().versions


def _moment(moment: datetime) -> str:
    return f"{moment:%d/%m/%Y %H:%M:%S} UTC"


def _name(one: VersionSummary, language: Language) -> str:
    return one.name if one.kind == "named" else versions_words.BEFORE_RESTORE[language].format(name=one.name or "?")


def _attempt(action: Callable[[Draft], str]) -> None:
    """Act on the draft as this window last saw it, and tell; a window that is behind changes nothing."""
    current = state.open_draft()
    if current is None:
        return
    try:
        st.session_state[_TOLD] = action(replace(current, revision=st.session_state[keys.BASE]))
    except StaleDraft:
        st.session_state[keys.STALE] = True
    except Refusal as refusal:
        st.session_state[_REFUSED] = refusal


def _save() -> None:
    name, note = state.key("versions.name"), state.key("versions.note")

    def action(based: Draft) -> str:
        made = kept.save(who, based, st.session_state[name], st.session_state[note])
        st.session_state[name] = st.session_state[note] = ""
        for side in ("before", "after"):
            state.forget(f"versions.{side}")
        return t(versions_words.VERSION_SAVED, name=plain(made.name))

    _attempt(action)


def _restore(one: VersionSummary) -> None:
    def action(based: Draft) -> str:
        state.remember(kept.restore(who, based, one.id))
        return t(versions_words.VERSION_RESTORED, name=plain(_name(one, state.language())))

    _attempt(action)


def _delete(one: VersionSummary) -> None:
    try:
        kept.delete(who, one.id)
    except Refusal as refusal:
        st.session_state[_REFUSED] = refusal
    else:
        st.session_state[_REMOVED] = (draft.id, one.id, _name(one, state.language()))


def _bring_back(id: str) -> None:
    del st.session_state[_REMOVED]
    try:
        kept.undelete(who, id)
    except Refusal as refusal:
        st.session_state[_REFUSED] = refusal


def _look(id: str) -> None:
    key = state.key("versions.look")
    st.session_state[key] = None if st.session_state.get(key) == id else id


def _saving() -> None:
    with st.container(border=True):
        st.markdown(f"#### {t(versions_words.SAVE_VERSION)}")
        st.caption(t(versions_words.SAVE_VERSION_HELP))
        name, note, button = st.columns([4, 5, 2], vertical_alignment="bottom")
        name.text_input(
            t(versions_words.VERSION_NAME),
            key=state.key("versions.name"),
            placeholder=t(versions_words.VERSION_NAME_EXAMPLE),
        )
        note.text_input(
            t(versions_words.VERSION_NOTE),
            key=state.key("versions.note"),
            placeholder=t(versions_words.VERSION_NOTE_EXAMPLE),
        )
        button.button(t(versions_words.SAVE), key="versions.save", type="primary", on_click=_save, width="stretch")
        if _REFUSED in st.session_state:
            st.error(plain(sentence(st.session_state.pop(_REFUSED))), icon=":material/edit:")
        if _TOLD in st.session_state:
            st.success(st.session_state.pop(_TOLD))


def _list(saved: tuple[VersionSummary, ...]) -> None:
    st.subheader(t(versions_words.VERSIONS_SAVED))
    removed = st.session_state.get(_REMOVED)
    if removed and removed[0] == draft.id:
        told, undo = st.columns([5, 2], vertical_alignment="center")
        told.info(t(versions_words.VERSION_DELETED, name=plain(removed[2])))
        undo.button(t(words.UNDO), key="versions.undo", on_click=_bring_back, args=(removed[1],))
    if not saved:
        st.caption(t(versions_words.NO_VERSIONS))
    for one in saved if st.session_state.get("versions.all") else saved[:_LISTED]:
        _line(one)
    if len(saved) > _LISTED:
        st.toggle(t(versions_words.ALL_VERSIONS, count=str(len(saved))), key="versions.all")


def _line(one: VersionSummary) -> None:
    name, when, look, restore, delete = st.columns([6, 3, 2, 2, 2], vertical_alignment="center")
    shown = f"**{plain(_name(one, state.language()))}**" if one.kind == "named" else plain(_name(one, state.language()))
    name.markdown(shown)
    if one.note:
        name.caption(plain(one.note[:200] + ("…" if len(one.note) > 200 else "")))
    when.caption(_moment(one.created))
    looked = st.session_state.get(state.key("versions.look")) == one.id
    look.button(
        t(versions_words.CLOSE if looked else versions_words.LOOK), key=f"versions.look.{one.id}", on_click=_look, args=(one.id,), width="stretch",
    )  # fmt: skip
    restore.button(t(words.RESTORE), key=f"versions.restore.{one.id}", on_click=_restore, args=(one,), width="stretch")
    delete.button(t(words.DELETE), key=f"versions.delete.{one.id}", on_click=_delete, args=(one,), width="stretch")
    if looked:
        with st.container(border=True):
            try:
                st.html(preview((_summary(kept.read(who, one.id)),), state.language()))
            except Refusal as refusal:
                st.error(plain(sentence(refusal)))


def _summary(version: Version) -> FieldRows:
    """A version at a glance, read-only."""
    protocol, language, summary = version.protocol, state.language(), version.summary
    answers = [
        (protocol.sections()[section].asks()[field].label[language], getattr(getattr(protocol, section), field))
        for section, field in (
            ("identification", "title"), ("identification", "version"), ("objectives", "primary"), ("endpoints", "name"),
        )
    ]  # fmt: skip
    found = protocol.sample_size()
    size = (found.analysed, found.enrolled) if isinstance(found, SampleSize) else (None, None)
    counted = [protocol.completeness(name) for name in protocol.sections()]
    done, total = (str(sum(column)) for column in zip(*counted, strict=True))
    pairs = [
        *answers,
        *((t(label), integer(n, language) if n else "") for label, n in zip((words.TO_ANALYSE, words.TO_ENROL), size, strict=True)),
        (t(versions_words.ANSWERED), t(versions_words.OUT_OF, done=done, total=total)),
        (t(versions_words.TO_CORRECT), str(len(version.pending))),
        (t(versions_words.SAVED_ON), _moment(summary.created)),
        (t(versions_words.NOTE), summary.note),
    ]  # fmt: skip
    return FieldRows(
        tuple(
            Field(label, text(str(said) if said not in (None, "") else t(versions_words.NOTHING_YET)))
            for label, said in pairs
        )
    )


@st.cache_resource(max_entries=16, scope="session", show_spinner=False)
def _compared(before: str, after: str, _before: Protocol, _after: Protocol) -> tuple[Change, ...]:
    """The changes, found once for each pair of states (their JSON is the key)."""
    return changes(_before, _after)


def _comparison(saved: tuple[VersionSummary, ...]) -> None:
    st.subheader(t(versions_words.WHAT_CHANGED))
    if not saved:
        st.info(t(versions_words.NOTHING_TO_COMPARE))
        return
    known = {one.id: one for one in saved}
    sides = []
    for column, side, label, first in zip(
        st.columns(2),
        ("before", "after"),
        (versions_words.COMPARE_FROM, versions_words.COMPARE_TO),
        (saved[0].id, NOW),
        strict=True,
    ):
        key = state.seeded(f"versions.{side}", first)
        if st.session_state[key] not in (NOW, *known):  # it was deleted
            st.session_state[key] = first
        options = {NOW: t(versions_words.PRESENT)} | {one.id: _called(one, state.language()) for one in saved}
        sides.append(column.selectbox(t(label), list(options), format_func=options.get, key=key))
    if sides[0] == sides[1]:
        st.info(t(versions_words.SAME_STATE))
        return
    try:
        old, new = (draft.protocol if side == NOW else kept.read(who, side).protocol for side in sides)
    except Refusal as refusal:
        st.error(plain(sentence(refusal)))
        return
    found = _compared(dumps(old), dumps(new), old, new)
    if not found:
        st.success(t(versions_words.NO_CHANGE))
        return
    st.caption(t(versions_words.CHANGES_COUNT, count=str(len(found))))
    _downloads(found, old, new, [known.get(side) for side in sides])
    for title, table in by_section(found, state.language()):
        st.html(preview((table,), state.language(), {table.anchor: title}))


def _called(one: VersionSummary | None, language: Language) -> str:
    return versions_words.PRESENT[language] if one is None else f"{_name(one, language)} ({_moment(one.created)})"


def _downloads(found: tuple[Change, ...], old: Protocol, new: Protocol, sides: list[VersionSummary | None]) -> None:
    first, last = sides
    place = st.container(horizontal=True)
    for language in LANGUAGES:

        def made(language: Language = language) -> bytes:
            states = State(old, _called(first, language)), State(new, _called(last, language))
            return amendment_docx(*states, found, language, datetime.now().date())

        place.download_button(
            t(versions_words.AMENDMENT_IN[language]), data=made, mime=WORD, on_click="ignore", key=f"versions.word.{language}",
            file_name=f"{state.safe_name(new)}-{versions_words.AMENDMENT_FILE[language]}-{language}.docx",
            help=t(versions_words.AMENDMENT_HELP), icon=":material/download:",
        )  # fmt: skip


saved_versions = kept.listed(who, draft.id)
_saving()
_list(saved_versions)
_comparison(saved_versions)
