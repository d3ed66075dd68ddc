"""The page of the document: what is missing, what a reviewer would note, the preview, the downloads."""

import streamlit as st

from protocols.exchange import dumps
from protocols.protocol import Protocol
from templates.blocks import Figure
from templates.compose import compose, export_docx, section, titles
from templates.preview import parts
from templates.word.labels import labels_of
from ui import state, words
from ui.coverage import show_coverage
from ui.editing import submit, typed
from ui.gaps import show_gaps
from ui.look import side_by_side
from ui.speech import t
from ui.step import opened
from ui.verdicts import show_findings
from ui.waiting import computing

draft = opened("document")
protocol = draft.protocol
name = state.safe_name(protocol)


def _language_chosen() -> None:
    submit("language", "", lambda current: current.model_copy(update={"language": typed("language")}))


@st.cache_data(max_entries=16, scope="session", show_spinner=False)
def _previewed(project: str, name: str, _protocol: Protocol) -> tuple[str | Figure, ...]:
    """The parts of a section, composed once for each state of the project (its JSON is the key, `_protocol` is not)."""
    found = _protocol.sample_size()
    whole = compose(_protocol, size=found)
    blocks = section(_protocol, name, size=found) if name else whole.blocks
    return parts(blocks, _protocol.language, labels_of(whole).by_anchor)


_WHOLE = ""
st.segmented_control(
    t(words.DOCUMENT_LANGUAGE),
    ["fr", "en"],
    key=state.seeded("language", protocol.language),
    required=True,
    format_func={"fr": "Français", "en": "English"}.get,
    on_change=_language_chosen,
)
st.caption(t(words.TYPED_STAYS))
downloads = st.container(horizontal=True)
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
downloads.download_button(
    t(words.EXPORT_WORD), data=lambda: export_docx(protocol, protocol.language), file_name=f"{name}.docx", mime=WORD,
    on_click="ignore", type="primary", help=t(words.EXPORT_WORD_HELP), key="export.word", icon=":material/download:",
)  # fmt: skip
downloads.download_button(
    t(words.EXPORT_CLEAN), data=lambda: export_docx(protocol, protocol.language, with_data=False), file_name=f"{name}-{t(words.WITHOUT_DATA)}.docx",
    mime=WORD, on_click="ignore", help=t(words.EXPORT_CLEAN_HELP), key="export.clean",
)  # fmt: skip
downloads.download_button(
    t(words.EXPORT_SYNOPSIS), data=lambda: export_docx(protocol, protocol.language, kind="synopsis"), file_name=f"{name}-synopsis.docx",
    mime=WORD, on_click="ignore", help=t(words.EXPORT_SYNOPSIS_HELP), key="export.synopsis",
)  # fmt: skip
downloads.download_button(
    t(words.EXPORT_JSON), data=lambda: dumps(protocol), file_name=f"{name}.json", mime="application/json",
    on_click="ignore", key="export.json",
)  # fmt: skip

preview, checks = side_by_side(3, 2)
with checks, computing():
    found = protocol.sample_size()
    show_gaps(protocol, found)
    show_findings(protocol, found, draft)
    show_coverage(protocol, found)
with preview:
    chosen = st.selectbox(
        t(words.PREVIEW_SECTION),
        (*titles(), _WHOLE),
        format_func=(
            {one: f"{rank}. {t(said)}" for rank, (one, said) in enumerate(titles().items(), start=1)}
            | {_WHOLE: t(words.WHOLE)}
        ).get,
        key=state.key("preview"),
    )
    with st.container(border=True), computing():
        for part in _previewed(dumps(protocol), chosen, protocol):
            if isinstance(part, str):
                st.html(part)
            else:
                st.vega_lite_chart(dict(part.spec), width="stretch", theme=None, alt=part.alt)
