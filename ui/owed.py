"""What the page of tasks draws: countdown, progress by owner, the items with their owner, date and status."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import streamlit as st

from protocols.drafts import Draft
from protocols.model.tasks import OWNERS, Owner
from protocols.protocol import Protocol
from protocols.tasks import EXPIRED, KINDS, STATUSES, Item, assigned, days_left, items_of, progress_of, reference_day
from templates.formatting import date as said_date
from ui import state, tasks_words, words
from ui.editing import Change, submit, typed
from ui.focus import lead_to
from ui.speech import plain, spoken, t
from ui.step import ORDER, page_path

PER_PAGE = 8
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def show_countdown(protocol: Protocol) -> None:
    """How long until the application is filed."""
    left = days_left(protocol, date.today())
    if left is None:
        st.info(t(tasks_words.NO_DATE))
        st.page_link(page_path("funding"), label=t(words.PAGES["funding"]), icon=":material/arrow_forward:")
        return
    filing = protocol.funding.filing_date
    label = t(tasks_words.LEFT, date=said_date(filing, state.language()) if isinstance(filing, date) else "")
    weeks = t(tasks_words.WEEKS, weeks=str(left // 7), days=str(left))
    st.metric(label, weeks if left >= 0 else t(tasks_words.PAST, days=str(-left)))


def show_progress(protocol: Protocol, items: Sequence[Item]) -> Owner | None:
    """The progress of each owner, the choice of one of them, and the questionnaire of that one."""
    today = date.today()
    columns = st.columns(3)
    known = progress_of(protocol, items, today)
    for rank, one in enumerate(known):
        said = t(tasks_words.PROGRESS, owner=t(OWNERS[one.owner]), done=str(one.done), total=str(one.total))
        with columns[rank % 3]:
            st.progress(one.done / one.total, text=said)
            if one.late:
                st.caption(f":red[{t(tasks_words.LATE, count=str(one.late))}]")
    st.caption(t(tasks_words.NO_MODEL))
    choice, download = st.columns([3, 2], vertical_alignment="bottom")
    everyone: list[Owner] = [one.owner for one in known]
    chosen: Owner | None = choice.selectbox(
        t(tasks_words.FILTER), everyone, index=None, key=state.key("tasks.owner"),
        format_func={owner: t(said) for owner, said in OWNERS.items()}.get, placeholder=t(words.CHOOSE),
    )  # fmt: skip
    if chosen:
        download.download_button(
            t(tasks_words.QUESTIONNAIRE), data=_writer(protocol, chosen), mime=WORD, on_click="ignore", type="primary",
            file_name=f"{state.safe_name(protocol)}-{t(tasks_words.FILE)}-{chosen}.docx",
            help=t(tasks_words.QUESTIONNAIRE_HELP), key="tasks.questionnaire", icon=":material/download:",
        )  # fmt: skip
    return chosen


def show_items(draft: Draft, items: Sequence[Item], chosen: Owner | None) -> None:
    """What is owed, grouped by owner, one page at a time."""
    today = date.today()
    on = reference_day(draft.protocol, today)
    shown = st.segmented_control(
        t(tasks_words.SHOW), list(tasks_words.SHOWN), default="open", required=True, key=state.key("tasks.shown"),
        format_func={one: t(said) for one, said in tasks_words.SHOWN.items()}.get,
    )  # fmt: skip
    kept = [one for one in items if chosen in (None, one.owner) and _wanted(one, shown, today, on)]
    kept.sort(key=lambda one: list(OWNERS).index(one.owner))  # stable: dates stay in order for each owner
    if not kept:
        st.caption(t(tasks_words.NOTHING))
        return
    above = None
    for one in _page(kept):
        if one.owner != above:
            above = one.owner
            st.markdown(f"**{t(OWNERS[one.owner])}**")
        _item(one, today, on)


def _wanted(one: Item, shown: str | None, today: date, on: date) -> bool:
    if shown == "late":
        return one.late(today)
    return shown == "all" or not one.done(on)


def _page(kept: Sequence[Item]) -> Sequence[Item]:
    """The items of the chosen page, and the choice of the page when there are several."""
    count = -(-len(kept) // PER_PAGE)
    page = 0
    if count > 1:
        key = state.key("tasks.page")
        if st.session_state.get(key, 0) >= count:
            st.session_state[key] = 0

        def label(rank: int) -> str:
            last = min((rank + 1) * PER_PAGE, len(kept))
            return t(tasks_words.PAGE, first=str(rank * PER_PAGE + 1), last=str(last), total=str(len(kept)))

        page = st.selectbox(
            t(tasks_words.SHOW),
            range(count),
            key=key,
            format_func={rank: label(rank) for rank in range(count)}.get,
            label_visibility="collapsed",
        )
    return kept[page * PER_PAGE : (page + 1) * PER_PAGE]


def _item(one: Item, today: date, on: date) -> None:
    """One item: what it is, its owner, its date, its status."""
    document = one.kind == "document"
    with st.container(border=True):
        badges = f":gray-badge[{t(KINDS[one.kind])}]"
        if one.late(today):
            badges += f" :red-badge[{t(tasks_words.LATE_BADGE)}]"
        if document and one.expired(on):
            badges += f" :red-badge[{t(EXPIRED)}]"
        heading, way = st.columns([5, 1], vertical_alignment="center")
        heading.markdown(f"{badges} {plain(spoken(one.label))}")
        _way(one, way)
        owner, due, status, *more = st.columns(4 if document else 3)
        with owner:
            _choice(one, "owner", list(OWNERS), one.owner, t(tasks_words.OWNER), lambda value: t(OWNERS[value]))
        with due:
            _date(one, "due", one.due, t(tasks_words.DUE))
        with status:
            known = ["todo", "doing", "ready"] if document else ["todo", "doing"]
            held = one.status if one.status in known else "doing"
            _choice(one, "status", known, held, t(tasks_words.STATUS), lambda value: t(STATUSES[value]))
        if document:
            with more[0]:
                _date(one, "expires", one.expires, t(tasks_words.EXPIRES))


def _way(one: Item, place: Any) -> None:
    page = one.path.split(".")[0]
    if page in ORDER and place.button(
        t(tasks_words.GO), key=state.key(f"task.{one.id}.go"), type="tertiary", icon=":material/arrow_forward:"
    ):
        lead_to(one.path)
        st.switch_page(page_path(page))


def _choice(one: Item, field: str, options: list[Any], value: Any, label: str, said: Callable[[Any], str]) -> None:
    path = f"task.{one.id}.{field}"
    st.selectbox(
        label,
        options,
        key=state.seeded(path, value),
        format_func={option: said(option) for option in options}.get,
        on_change=_committed,
        args=(one.id, field),
    )


def _date(one: Item, field: str, value: date | None, label: str) -> None:
    path = f"task.{one.id}.{field}"
    st.date_input(
        label, value=None, key=state.seeded(path, value), format="DD/MM/YYYY", min_value=date.min, max_value=date.max,
        on_change=_committed, args=(one.id, field),
    )  # fmt: skip


def _committed(id: str, field: str) -> None:
    path = f"task.{id}.{field}"
    value = typed(path)

    def change(protocol: Protocol) -> Protocol:
        return assigned(protocol, id, **{field: value})

    applied: Change = change
    submit(path, str(value), applied)


def _writer(protocol: Protocol, owner: Owner) -> Callable[[], bytes]:
    def write() -> bytes:
        from templates.questionnaire import questionnaire_docx

        return questionnaire_docx(protocol, owner, state.language(), date.today(), items_of(protocol))

    return write
