"""The sizes of ROC studies as R expressions in base R, printed with a result so that anyone can run them again."""

from __future__ import annotations

_VARIANCES = {  # v(area, diseased, healthy, ratio of standard deviations)
    "binormal": (
        "q <- function(a, s, f) integrate(f, -8, 8, d = qnorm(a) * sqrt(1 + s^2), s = s, rel.tol = 1e-10)$value - a^2; "
        "h <- function(y, d, s) pnorm((d - y) / s)^2 * dnorm(y); g <- function(x, d, s) pnorm(d + s * x)^2 * dnorm(x); "
        "v <- function(a, n, m, s) (a * (1 - a) + (n - 1) * q(a, s, h) + (m - 1) * q(a, s, g)) / (n * m); "
    ),
    "hanley_mcneil": (
        "v <- function(a, n, m, s) (a * (1 - a) + (n - 1) * (a / (2 - a) - a^2) + "
        "(m - 1) * (2 * a^2 / (1 + a) - a^2)) / (n * m); "
    ),
    "obuchowski": (
        "v <- function(a, n, m, s) {b <- 1.414 * qnorm(a); "
        "0.0099 * exp(-b^2 / 2) * ((5 * b^2 + 8) / n + (b^2 + 8) / m)}; "
    ),
}


def r_auc_size(method: str, auc: float, null: float, alpha: float, ratio: float, sd_ratio: float) -> str:
    """Total of diseased and healthy for one area against a value; {target} is left to be filled."""
    model = next((name for name in ("hanley_mcneil", "obuchowski") if method.startswith(name)), "binormal")
    if method == "delong":
        body = (
            "w <- function(a, n, m) {h1 <- q(a, s, h); d1 <- q(a, s, g); "
            "(2 * (a * (1 - a) - h1 - d1) + n * h1 + m * d1) / (n * m)}; "
            "edge <- function(t) uniroot(function(x) x - k * sqrt(w(x, t / (1 + r), t * r / (1 + r))) - n0, c(n0, 1 - 1e-9), tol = 1e-12)$root; "
            "p <- function(t) pnorm((a1 - edge(t)) / e(a1, t)) - pnorm((a1 - 1) / e(a1, t))"
        )
    else:
        at = "n0" if method.endswith("_null") else "a1"
        body = f"p <- function(t) pnorm((a1 - n0 - k * e({at}, t)) / e(a1, t))"
    braces = (
        f"{_VARIANCES[model]}e <- function(a, t) sqrt(v(a, t / (1 + r), t * r / (1 + r), s)); {body}; "
        "uniroot(function(t) p(t) - TARGET, c(4, 1e7), tol = 1e-8)$root"
    )
    code = braces.replace("{", "{{").replace("}", "}}").replace("TARGET", "{target}")
    return (
        f"with(list(a1 = {auc:g}, n0 = {null:.10g}, k = qnorm({alpha:g}, lower.tail = FALSE), r = {ratio:.10g}, "
        f"s = {sd_ratio:g}), {{{{{code}}}}})"
    )


def r_paired_size(
    aucs: tuple[float, float],
    sd_ratios: tuple[float, float],
    correlations: tuple[float, float],
    difference: float,
    alpha: float,
    ratio: float,
) -> str:
    """Total for two areas on the same patients, exact binormal variance; {target} is left to be filled."""
    code = (
        "b <- function(h, k, r) integrate(function(t) exp(-(h^2 + k^2 - 2 * h * k * sin(t)) / (2 * cos(t)^2)), "
        "0, asin(r), rel.tol = 1e-10)$value / (2 * pi); "
        "m <- function(i, j, d, g, p) {h <- qnorm(a[i]); k <- qnorm(a[j]); z <- sqrt((1 + s[i]^2) * (1 + s[j]^2)); "
        "x <- b(h, k, d * s[i] * s[j] / z); y <- b(h, k, g / z); "
        "c(if (is.null(p)) b(h, k, (d * s[i] * s[j] + g) / z) else p, y, x)}; "
        "q <- m(1, 1, 1, 1, a[1] * (1 - a[1])) + m(2, 2, 1, 1, a[2] * (1 - a[2])) - 2 * m(1, 2, rd, rn, NULL); "
        "v <- function(t) {n <- t / (1 + r); w <- t - n; (q[1] + (n - 1) * q[2] + (w - 1) * q[3]) / (n * w)}; "
        "uniroot(function(t) v(t) - (delta / (k + qnorm(TARGET)))^2, c(4, 1e7), tol = 1e-8)$root"
    )
    code = code.replace("{", "{{").replace("}", "}}").replace("TARGET", "{target}")
    return (
        f"with(list(a = c({aucs[0]:g}, {aucs[1]:g}), s = c({sd_ratios[0]:g}, {sd_ratios[1]:g}), rd = {correlations[0]:g}, "
        f"rn = {correlations[1]:g}, delta = {difference:.10g}, k = qnorm({alpha:g}, lower.tail = FALSE), r = {ratio:.10g}), "
        f"{{{{{code}}}}})"
    )


def r_proc_paired(
    aucs: tuple[float, float],
    sd_ratios: tuple[float, float],
    correlations: tuple[float, float],
    difference: float,
    alpha: float,
    ratio: float,
    rates: tuple[float, float] | None = None,
) -> str:
    """The same by pROC, from binormal parameters: a one-sided test at `alpha`; {target} is left to be filled."""
    from scipy.special import ndtri

    b = [1 / s for s in sd_ratios]
    a = [float(ndtri(auc)) * (1 + slope**2) ** 0.5 for auc, slope in zip(aucs, b, strict=True)]
    partial = ""
    if rates is not None:
        low, high = rates
        partial = f", FPR11 = {low:g}, FPR12 = {high:g}, FPR21 = {low:g}, FPR22 = {high:g}"
    return (
        f"with(pROC::power.roc.test(list(A1 = {a[0]:.10g}, B1 = {b[0]:.10g}, A2 = {a[1]:.10g}, B2 = {b[1]:.10g}, "
        f"rn = {correlations[1]:g}, ra = {correlations[0]:g}, delta = {difference:.10g}{partial}), power = {{target}}, "
        f'sig.level = {alpha:g}, kappa = {ratio:.10g}, alternative = "one.sided"), ncases + ncontrols)'
    )


def r_independent_size(
    method: str,
    aucs: tuple[float, float],
    sd_ratios: tuple[float, float],
    difference: float,
    alpha: float,
    ratios: tuple[float, float],
) -> str:
    """Total for two areas in two groups; ratios: experimental / control, healthy / diseased."""
    variance = _VARIANCES["binormal" if method == "delong" else method]
    code = (
        f"{variance}u <- function(i, t) {{w <- t * c(r, 1)[i] / (1 + r); "
        "v(a[i], w / (1 + c0), w * c0 / (1 + c0), s[i])}; "
        "uniroot(function(t) delta / sqrt(u(1, t) + u(2, t)) - k - qnorm(TARGET), c(8, 1e7), tol = 1e-8)$root"
    )
    code = code.replace("{", "{{").replace("}", "}}").replace("TARGET", "{target}")
    return (
        f"with(list(a = c({aucs[0]:g}, {aucs[1]:g}), s = c({sd_ratios[0]:g}, {sd_ratios[1]:g}), delta = {difference:.10g}, "
        f"k = qnorm({alpha:g}, lower.tail = FALSE), r = {ratios[0]:.10g}, c0 = {ratios[1]:.10g}), {{{{{code}}}}})"
    )


def r_width_size(method: str, auc: float, critical: float, ratio: float, sd_ratio: float) -> str:
    """Total for an interval of one area of a given full width; {target} is left to be filled."""
    variance = _VARIANCES["binormal" if method == "delong" else method]
    own = " + (a * (1 - a) - q(a, s, h) - q(a, s, g)) / (n * m)" if method == "delong" else ""
    code = (
        f"{variance}e <- function(t) {{n <- t / (1 + r); m <- t - n; sqrt(v(a, n, m, s){own})}}; "
        "uniroot(function(t) log(2 * k * e(t) / TARGET), c(4, 1e7), tol = 1e-8)$root"
    )
    code = code.replace("{", "{{").replace("}", "}}").replace("TARGET", "{target}")
    return f"with(list(a = {auc:g}, k = {critical:.12g}, r = {ratio:.10g}, s = {sd_ratio:g}), {{{{{code}}}}})"
