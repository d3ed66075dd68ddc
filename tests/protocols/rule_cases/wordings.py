"""Facts for the rules that quote a sentence: the sentence, and nothing of the kind."""

from typing import Any

from protocols.rules.wordings import QUOTED

Known = dict[str, Any]
CASES: dict[str, tuple[Known, Known]] = {
    id: ({fact: "Une phrase du protocole"}, {fact: ""}) for id, fact in QUOTED.items()
}
