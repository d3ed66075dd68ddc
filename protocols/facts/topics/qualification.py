"""The facts of qualification and maturity."""

from __future__ import annotations

from protocols.facts.topics import Known
from protocols.protocol import Protocol
from protocols.qualification import informs_decisions, pillars_missing, product_type, qualify


def known(protocol: Protocol) -> Known:
    """What the product is, by declaration and by the steps, its class, and what its maturity lacks."""
    section, device = protocol.qualification, protocol.device
    ready = {
        "none": False,
        "iso13485_cert": section.quality_covers != "no",
        "audit_interne": section.quality_covers != "no",
    }
    return {
        "product_declared": (section.product, "qualification.product"),
        "product_derived": (qualify(protocol).product_type, "qualification.software"),
        "product_type": (product_type(protocol), "qualification.product"),
        "mdr_class": (None if device.mdr_class == "unknown" else device.mdr_class, "device.mdr_class"),
        "informs_decisions": (informs_decisions(protocol), "device.kind"),
        "pillars_missing": (pillars_missing(protocol) if protocol.claim.aim else None, "qualification.association"),
        "quality_ready": (
            ready.get(section.quality_system) if isinstance(section.quality_system, str) else None,
            "qualification.quality_system",
        ),
    }
