"""The base of every value object: immutable, strict about names, finite numbers only."""

from pydantic import BaseModel, ConfigDict


class Frozen(BaseModel):
    """An immutable value: unknown keys are refused, and so are NaN and infinities."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)
