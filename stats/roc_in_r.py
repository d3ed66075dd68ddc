"""The sizes of ROC studies as R expressions in base R, printed with a result so that anyone can run them again."""

from __future__ import annotations

_VARIANCES = {
    "binormal": (
        "q <- function(a, f) integrate(f, -8, 8, d = qnorm(a) * sqrt(1 + s^2), rel.tol = 1e-10)$value - a^2; "
        "h <- function(y, d) pnorm((d - y) / s)^2 * dnorm(y); g <- function(x, d) pnorm(d + s * x)^2 * dnorm(x); "
        "v <- function(a, n, m) (a * (1 - a) + (n - 1) * q(a, h) + (m - 1) * q(a, g)) / (n * m); "
    ),
    "hanley_mcneil": (
        "v <- function(a, n, m) (a * (1 - a) + (n - 1) * (a / (2 - a) - a^2) + "
        "(m - 1) * (2 * a^2 / (1 + a) - a^2)) / (n * m); "
    ),
    "obuchowski": (
        "v <- function(a, n, m) {b <- 1.414 * qnorm(a); 0.0099 * exp(-b^2 / 2) * ((5 * b^2 + 8) / n + (b^2 + 8) / m)}; "
    ),
}


def r_auc_size(method: str, auc: float, null: float, alpha: float, ratio: float, sd_ratio: float) -> str:
    """Total of diseased and healthy for one area against a value; {target} is left to be filled."""
    model = next((name for name in ("hanley_mcneil", "obuchowski") if method.startswith(name)), "binormal")
    if method == "delong":
        body = (
            "w <- function(a, n, m) {h1 <- q(a, h); d1 <- q(a, g); "
            "(2 * (a * (1 - a) - h1 - d1) + n * h1 + m * d1) / (n * m)}; "
            "edge <- function(t) uniroot(function(x) x - k * sqrt(w(x, t / (1 + r), t * r / (1 + r))) - n0, c(n0, 1 - 1e-9), tol = 1e-12)$root; "
            "p <- function(t) pnorm((a1 - edge(t)) / e(a1, t)) - pnorm((a1 - 1) / e(a1, t))"
        )
    else:
        at = "n0" if method.endswith("_null") else "a1"
        body = f"p <- function(t) pnorm((a1 - n0 - k * e({at}, t)) / e(a1, t))"
    braces = (
        f"{_VARIANCES[model]}e <- function(a, t) sqrt(v(a, t / (1 + r), t * r / (1 + r))); {body}; "
        "uniroot(function(t) p(t) - TARGET, c(4, 1e7), tol = 1e-8)$root"
    )
    code = braces.replace("{", "{{").replace("}", "}}").replace("TARGET", "{target}")
    return (
        f"with(list(a1 = {auc:g}, n0 = {null:.10g}, k = qnorm({alpha:g}, lower.tail = FALSE), r = {ratio:.10g}, "
        f"s = {sd_ratio:g}), {{{{{code}}}}})"
    )
