"""Reviewing submitted documents: the one page first, the rest folded, nothing saved."""

from __future__ import annotations

import streamlit as st

from protocols.review import Standing
from stats.refusal import Refusal
from templates.reading.reviewing import Reviewed, named_apart
from templates.review_words import message_of, questions
from templates.saying import say
from templates.source_words import said_source
from ui import reviews, state, words
from ui.speech import plain, sentence, t
from ui.verdicts import COLOURS

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_SHOWN = {Standing.BLOCKING: st.error, Standing.TO_CORRECT: st.warning, Standing.CLEAN: st.success}

st.title(t(words.PAGES["review"]))
st.write(t(words.REVIEW_HELP))
st.caption(":material/lock: " + t(words.REVIEW_PRIVATE))
dropped = st.file_uploader(
    t(words.REVIEW_DROP), type=["docx"], accept_multiple_files=True, key=reviews.uploader_key(), max_upload_size=20
)
reviews.keep_only([one.file_id for one in dropped])
if dropped:
    st.button(t(words.REVIEW_PURGE), key="review.purge", icon=":material/delete:", on_click=reviews.purge)


def _show(outcome: Reviewed, name: str, key: str) -> None:
    language, review = outcome.language, outcome.review
    (_, standing), *rows = outcome.rows()
    _SHOWN[review.standing](standing)
    report, copy = st.columns([1, 1])
    report.download_button(
        t(words.REVIEW_REPORT), data=outcome.report, file_name=f"{name}-{t(words.PAGES['review']).split()[0].lower()}.docx",
        mime=WORD, on_click="ignore", type="primary", key=f"{key}.report", icon=":material/download:",
    )  # fmt: skip
    copy.download_button(
        t(words.REVIEW_COPY), data=outcome.copy, file_name=f"{name}-Preuve.docx", mime=WORD, on_click="ignore",
        key=f"{key}.copy", icon=":material/comment:",
    )  # fmt: skip
    for label, value in rows:
        left, right = st.columns([1, 3])
        left.markdown(f"**{plain(label)}**")
        right.markdown(plain(value))
    asked = questions(review, language)
    if asked:
        st.markdown(f"**{t(words.REVIEW_QUESTIONS)}**")
        st.code("\n".join(f"{rank}. {one}" for rank, one in enumerate(asked, 1)), language=None, wrap_lines=True)
    with st.expander(t(words.REVIEW_FINDINGS, count=str(len(review.remarks)))):
        for one in review.remarks:
            badge = f":{COLOURS[one.severity]}-badge[{t(words.SEVERITIES[one.severity.value])}]"
            said = plain(message_of(one, language, review.unit))
            st.markdown(f"{badge} **{plain(t(one.title))}**  \n{said}  \n*{plain(t(words.TO_DO, fix=t(one.fix)))}*")
            place = t(words.REVIEW_SECTION, heading=one.heading) if one.heading else ""
            st.caption(plain(" · ".join(part for part in (one.id, place, said_source(one.source, language)) if part)))
        st.caption(t(words.ASSESSED, assessed=str(review.assessed), total=str(review.total)))
    if review.gaps:
        with st.expander(t(words.REVIEW_MISSING, count=str(len(review.gaps)))):
            st.markdown("\n".join(f"- {plain(say(one.phrase, language, review.unit))}" for one in review.gaps))


for file, name in zip(dropped, named_apart([one.name.rsplit(".", 1)[0] for one in dropped]), strict=True):
    with st.container(border=True):
        st.subheader(plain(file.name))
        try:
            with st.spinner(t(words.REVIEW_RUNNING, name=plain(file.name))):
                outcome = reviews.outcome(file.file_id, file.getvalue(), file.name, state.language())
        except Refusal as refusal:
            st.error(t(words.REVIEW_FAILED, name=plain(file.name), reason=plain(sentence(refusal))))
            continue
        _show(outcome, name, f"review.{file.file_id}")
