"""Is it a device, and is it ready for a benefit study? MDCG 2019-11, then MDCG 2020-1."""

from __future__ import annotations

from typing import Annotated, Literal

from protocols.model.asking import Ask
from protocols.model.section import Section
from stats.text import Text

PRODUCTS = {
    "device": Text(fr="Dispositif médical", en="Medical device"),
    "ivd": Text(fr="Dispositif médical de diagnostic in vitro", en="In vitro diagnostic medical device"),
    "not_a_device": Text(fr="Produit sans finalité médicale propre", en="Product without a medical purpose of its own"),
}


class Qualification(Section):
    """Qualification of the product, and maturity."""

    product: Annotated[
        Literal["device", "ivd", "not_a_device"] | None,
        Ask(
            Text(fr="Qualification du produit", en="Qualification of the product"),
            Text(fr="Elle décide du cadre juridique de l'étude.", en="It decides the legal framework of the study."),
            shape="choice",
            options=PRODUCTS,
        ),
    ] = None
