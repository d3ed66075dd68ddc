# Competing risks, constant cause-specific hazards. powerSurvEpi is not in Debian: frozen.
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(here, "common.R"))

trial <- function(test = "cause_specific", method = "integral", k = 1, hr = 0.6, other = 1, goal = superiority(2, "lower"), i = 0.3, j = 0.2)
  list(kind = "competing_risks", goal = goal, hazard_ratio = hr, incidence_control = i, competing_control = j, horizon = 12, accrual = 12,
     follow_up = 12, competing_ratio = other, dropout = 0.05, allocation = k, test = test, method = method)
rates <- function(x) { e <- x$incidence_control + x$competing_control; h <- -log(1 - e) / 12; c(h * x$incidence_control / e, h * x$competing_control / e) }
arm <- function(x, exp) rates(x) * (if (exp) c(x$hazard_ratio, x$competing_ratio) else c(1, 1))
loss <- -log(0.95) / 12; G <- function(t) exp(-loss * t) * pmin(1, (24 - t) / 12)
sum_of <- function(f) integrate(f, 0, 12, rel.tol = 1e-11)$value + integrate(f, 12, 24, rel.tol = 1e-11)$value
seen <- function(h) sum_of(function(t) h[1] * exp(-sum(h) * t) * G(t))
incidence <- function(h, t) h[1] / sum(h) * (1 - exp(-sum(h) * t))

# Latouche: powerSurvEpi 0.1.5 ssizeEpi.default without its rounding; share of events and ratio at the horizon from the integrals above
latouche <- function(x, target) {
  p <- x$allocation / (1 + x$allocation); psi <- p * seen(arm(x, TRUE)) + (1 - p) * seen(arm(x, FALSE))
  theta <- if (x$test == "gray") log1p(-incidence(arm(x, TRUE), 12)) / log1p(-incidence(arm(x, FALSE), 12)) else x$hazard_ratio
  (qnorm(1 - tail_alpha(x$goal)) + qnorm(target))^2 / (log(theta)^2 * p * (1 - p) * psi)
}
# Gray's test by integration of the limits of its score and of its variance
by_score <- function(x, target) {
  p <- x$allocation / (1 + x$allocation); h <- arm(x, TRUE); g <- arm(x, FALSE)
  a <- function(t) p * exp(-sum(h) * t); b <- function(t) (1 - p) * exp(-sum(g) * t)
  r <- function(t) p * (1 - incidence(h, t)); s <- function(t) (1 - p) * (1 - incidence(g, t))
  score <- sum_of(function(t) G(t) * r(t) * s(t) / (r(t) + s(t)) * (h[1] * a(t) / r(t) - g[1] * b(t) / s(t)))
  f <- function(t) h[1] * a(t) + g[1] * b(t); rest <- function(t) r(t) + s(t)
  grow <- function(t) p * (1 - p) * G(t) * f(t) / rest(t)
  later <- Vectorize(function(t) (if (t < 12) integrate(grow, t, 12, rel.tol = 1e-11)$value else 0) + integrate(grow, max(t, 12), 24, rel.tol = 1e-11)$value)
  part <- function(q, own, z) sum_of(function(t) { o <- rest(t) / z(t) * q; l <- later(t); ((p * (1 - p) * G(t) + (1 - o) * l)^2 * f(t) + (o * l)^2 * own[2] * z(t) / q) / (q * G(t)) })
  v <- part(p, h, a) + part(1 - p, g, b)
  (qnorm(1 - tail_alpha(x$goal)) + qnorm(target))^2 * v / score^2
}
ps <- frozen("R powerSurvEpi", "0.1.5")
call <- "powerSurvEpi::ssizeEpi.default(power, theta, p, psi, rho2 = 0), before rounding"
row("powersurvepi-latouche", trial("gray", "events"), "exact_total", 400.421275979, 0.01, call, ps, "theta 0.604587, psi 0.309637", target = 0.8)
row("powersurvepi-cause-2to1", trial("cause_specific", "events", 2), "exact_total", 626.975674476, 0.01, call, ps, "psi 0.289010", target = 0.9)
row("powersurvepi-cause-half", trial("cause_specific", "events", hr = 0.5, other = 0.7), "exact_total", 107.350918506, 0.01, call, ps, "psi 0.297920", target = 0.5)
for (x in list(list("gray", trial("gray"), 0.8), list("gray-2to1", trial("gray", k = 2), 0.9), list("gray-1to2-competing", trial("gray", k = 0.5, hr = 0.5, other = 0.8), 0.8)))
  row(paste0("integral-", x[[1]]), x[[2]], "exact_total", by_score(x[[2]], x[[3]]), 0.05, "Gray 1988, 10.1214/aos/1176350951, limits by integrate()", base_r, target = x[[3]])
for (x in list(list("latouche", trial("gray", "events"), 0.8), list("cause-2to1", trial("cause_specific", "events", 2), 0.9), list("cause-ni", trial("cause_specific", "events", hr = 0.5, other = 0.7), 0.5)))
  row(paste0("events-", x[[1]]), x[[2]], "exact_total", latouche(x[[2]], x[[3]]), 0.01, "Latouche 2004, 10.1002/sim.1915; Schoenfeld 1983 for the cause-specific test", base_r, target = x[[3]])

write_rows()
