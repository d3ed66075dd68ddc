# Paired proportions: McNemar (Connor, Miettinen, exact conditional) and non-inferiority (Nam / Tango score, Wald).
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(here, "common.R"))

plan <- function(e, c, method, goal = superiority())
  list(kind = "paired_proportions", goal = goal, discordant_experimental = e, discordant_control = c, method = if (method == "connor") "score" else method)
low <- superiority(better = "lower")

connor <- function(e, c, a, target) { s <- e + c; d <- e - c; (qnorm(1 - a) * sqrt(s) + qnorm(target) * sqrt(s - d^2))^2 / d^2 }
connor_power <- function(n, e, c, a) { s <- e + c; d <- abs(e - c); pnorm((d * sqrt(n) - qnorm(1 - a) * sqrt(s)) / sqrt(s - d^2)) }
miettinen <- function(e, c, a, target) {
  s <- e + c; d <- e - c
  (qnorm(1 - a) * s + qnorm(target) * sqrt(s^2 - d^2 * (3 + s) / 4))^2 / (s * d^2)
}
miettinen_power <- function(n, e, c, a) {
  s <- e + c; d <- abs(e - c); pnorm((d * sqrt(n * s) - qnorm(1 - a) * s) / sqrt(s^2 - d^2 * (3 + s) / 4))
}
# exact conditional McNemar: m discordant pairs ~ Bin(n, s); reject when P(X >= x | m, 1/2) <= a; direction of the larger
exact <- function(n, e, c, a) {
  p <- max(e, c) / (e + c)
  sum(sapply(0:n, function(m) {
    r <- qbinom(1 - a, m, 0.5) + 1
    dbinom(m, n, e + c) * (if (r > m) 0 else pbinom(r - 1, m, p, lower.tail = FALSE))
  }))
}
sources <- c(connor = "Connor 1987, Biometrics 43:207-211, 10.2307/2531961", miettinen = "Miettinen 1968, Biometrics 24:339-352",
             exact = "exact conditional McNemar, sum over the number of discordant pairs")

size <- function(id, e, c, method, target, goal = superiority(), note = "", total = FALSE) {
  n <- (if (method == "connor") connor else miettinen)(e, c, tail_alpha(goal), target)
  row(id, plan(e, c, method, goal), "exact_total", n, 0.01, sources[[method]], base_r, note, target = target)
  if (total) row(paste0(id, "-total"), plan(e, c, method, goal), "total", ceiling(n), 0, sources[[method]], base_r, note, target = target)
}
for (m in c("connor", "miettinen")) {
  size(paste0(m, "-15-05"), 0.15, 0.05, m, 0.8, note = if (m == "connor") "simulated power of McNemar's test at 155 pairs 0.825" else "", total = TRUE)
  size(paste0(m, "-20-10"), 0.20, 0.10, m, 0.9, total = TRUE)
  size(paste0(m, "-lower"), 0.05, 0.12, m, 0.8, low, "better = lower")
  size(paste0(m, "-small"), 0.06, 0.02, m, 0.8, note = if (m == "connor") "conservative: simulated 0.827" else "")
  size(paste0(m, "-tiny"), 0.80, 0.05, m, 0.8, note = "fewer than 15 pairs")
  size(paste0(m, "-power-50"), 0.15, 0.05, m, 0.5)
  size(paste0(m, "-power-99"), 0.15, 0.05, m, 0.99)
  size(paste0(m, "-one-sided"), 0.15, 0.05, m, 0.8, superiority(1))
}
row("connor-power-200", plan(0.15, 0.05, "connor"), "attained", connor_power(200, 0.15, 0.05, 0.025), 1e-6, sources[["connor"]], base_r, participants = 200)
row("miettinen-power-200", plan(0.15, 0.05, "miettinen"), "attained", miettinen_power(200, 0.15, 0.05, 0.025), 1e-6, sources[["miettinen"]], base_r, participants = 200)
for (x in list(c(312, 0.2, 0.1), c(155, 0.15, 0.05), c(12, 0.8, 0.05), c(391, 0.06, 0.02), c(60, 0.4, 0.15)))
  row(sprintf("exact-power-%d", x[1]), plan(x[2], x[3], "exact"), "attained", exact(x[1], x[2], x[3], 0.025), 1e-6, sources[["exact"]], base_r,
      if (x[1] == 12) "fewer than 15 pairs" else "", participants = x[1])
row("exact-power-lower-200", plan(0.05, 0.12, "exact", low), "attained", exact(200, 0.05, 0.12, 0.025), 1e-6, sources[["exact"]], base_r, "better = lower", participants = 200)
row("exact-power-one-sided-155", plan(0.15, 0.05, "exact", superiority(1)), "attained", exact(155, 0.15, 0.05, 0.05), 1e-6, sources[["exact"]], base_r, participants = 155)
power <- sapply(2:700, function(n) exact(n, 0.15, 0.05, 0.025))
row("exact-first", plan(0.15, 0.05, "exact"), "first", (2:700)[power >= 0.8][1], 0, sources[["exact"]], base_r, target = 0.8)
row("exact-safe", plan(0.15, 0.05, "exact"), "safe", max((2:700)[power < 0.8]) + 1, 0, sources[["exact"]], base_r, "the mixture over the discordant pairs smooths the saw-tooth", target = 0.8)

# ---- non-inferiority: H0 e - c <= -margin (better = higher). Restricted estimate of c under e - c = delta, for expected or observed shares
restricted <- function(e, c, delta) { b <- -e - c + (2 - e + c) * delta; (sqrt(b^2 + 8 * c * delta * (1 - delta)) - b) / 4 }
numeric_restricted <- function(e, c, delta)
  optimize(function(q) -(e * log(q + delta) + c * log(q) + (1 - e - c) * log(1 - 2 * q - delta)),
           c(max(0, -delta) + 1e-12, (1 - delta) / 2 - 1e-12), tol = 1e-12)$minimum
mirror <- function(e, c, better) if (better == "higher") c(e, c) else c(c, e)
nam_sd <- function(e, c, margin) { q <- restricted(e, c, -margin); c(null = sqrt(2 * q - margin - margin^2), true = sqrt(e + c - (e - c)^2)) }
nam <- function(e, c, margin, a, target) { s <- nam_sd(e, c, margin); ((qnorm(1 - a) * s[["null"]] + qnorm(target) * s[["true"]]) / (e - c + margin))^2 }
nam_power <- function(n, e, c, margin, a) { s <- nam_sd(e, c, margin); pnorm(((e - c + margin) * sqrt(n) - qnorm(1 - a) * s[["null"]]) / s[["true"]]) }
wald <- function(e, c, margin, a, target) (qnorm(1 - a) + qnorm(target))^2 * (e + c - (e - c)^2) / (e - c + margin)^2
# power of the score test itself: every trinomial outcome (x only experimental, y only control)
enumerate <- function(n, e, c, margin, a) {
  g <- expand.grid(x = 0:n, y = 0:n); g <- g[g$x + g$y <= n, ]
  delta <- -margin; x <- g$x / n; y <- g$y / n
  q <- restricted(x, y, delta); s <- sqrt(pmax(2 * q + delta - delta^2, 0) / n)
  z <- ifelse(s > 0, (x - y - delta) / s, ifelse(x - y > delta, Inf, 0))
  p <- exp(lgamma(n + 1) - lgamma(g$x + 1) - lgamma(g$y + 1) - lgamma(n - g$x - g$y + 1) + g$x * log(e) + g$y * log(c) + (n - g$x - g$y) * log(1 - e - c))
  sum(p[z >= qnorm(1 - a)])
}
score <- "Nam 1997, Biometrics 53:1422-1430; Tango 1998, Stat Med 17:891-908: null variance at the restricted estimate"
lubean <- "Wald: n = (z_a + z_b)^2 (s - d^2) / (d + margin)^2, Lu & Bean 1995, Stat Med 14:1831-1839"
ni <- function(id, e, c, margin, target, better = "higher", alpha = 0.025, note = "", check = NULL) {
  goal <- non_inferiority(margin, alpha, better); m <- mirror(e, c, better)
  stopifnot(abs(restricted(m[1], m[2], -margin) - numeric_restricted(m[1], m[2], -margin)) < 1e-6)
  row(paste0("score-", id), plan(e, c, "score", goal), "exact_total", nam(m[1], m[2], margin, alpha, target), 0.01, score, base_r, note, target = target)
  row(paste0("wald-", id), plan(e, c, "wald", goal), "exact_total", wald(m[1], m[2], margin, alpha, target), 0.01, lubean, base_r, note, target = target)
  if (!is.null(check)) {
    n <- check; claimed <- nam_power(n, m[1], m[2], margin, alpha); true <- enumerate(n, m[1], m[2], margin, alpha)
    row(sprintf("score-%s-power-%d", id, n), plan(e, c, "score", goal), "attained", claimed, 1e-6, score, base_r, sprintf("asymptotic; exact power of the score test by enumeration %.5f", true), participants = n)
    row(sprintf("enumerated-%s-power-%d", id, n), plan(e, c, "score", goal), "attained", true, ceiling(abs(true - claimed) * 200 + 0.4) / 200,
        "all trinomial outcomes of the Tango score test enumerated", base_r, sprintf("the asymptotic formula answers %.5f: the tolerance covers its bias", claimed), participants = n)
  }
}
ni("08-08-05", 0.08, 0.08, 0.05, 0.9, check = 697)
ni("10-10-10", 0.10, 0.10, 0.10, 0.8, check = 160)
ni("below", 0.06, 0.08, 0.07, 0.8, note = "true difference -0.02 under the margin", check = 300)
ni("above", 0.10, 0.07, 0.05, 0.9, note = "true difference +0.03", check = 200)
ni("lower", 0.08, 0.06, 0.08, 0.8, "lower", note = "better = lower, true difference +0.02 under a margin of 0.08", check = 250)
ni("tiny", 0.10, 0.05, 0.35, 0.8, note = "about 15 pairs", check = 14)
ni("power-50", 0.10, 0.10, 0.10, 0.5)
ni("power-99", 0.10, 0.10, 0.10, 0.99, alpha = 0.05)
row("score-total", plan(0.08, 0.08, "score", non_inferiority(0.05)), "total", 697, 0, score, base_r, target = 0.9)

# ---- other programs (calls in cran.R) and the shared table
# errbound = 0 would be wrong: exact2x2 1.7.0 then drops every outcome without a control-only pair (12 pairs: 0.331, not 0.871)
ex <- frozen("R exact2x2", "1.7.0"); pp <- "exact2x2::powerPaired2x2(alternative = \"one.sided\", sig.level = 0.025, errbound = 1e-10)"
row("exact2x2-312", plan(0.2, 0.1, "exact"), "attained", 0.887080724301, 1e-6, pp, ex, participants = 312)
row("exact2x2-155", plan(0.15, 0.05, "exact"), "attained", 0.761746915617, 1e-6, pp, ex, participants = 155)
row("exact2x2-12", plan(0.8, 0.05, "exact"), "attained", 0.871130447872, 1e-6, pp, ex, participants = 12)
row("exact2x2-391", plan(0.06, 0.02, "exact"), "attained", 0.764821533414, 1e-6, pp, ex, participants = 391)
row("exact2x2-60", plan(0.4, 0.15, "exact"), "attained", 0.702801752538, 1e-6, pp, ex, participants = 60)
row("exact2x2-lower-200", plan(0.05, 0.12, "exact", low), "attained", 0.617636674311, 1e-6, pp, ex, "better = lower, arms mirrored", participants = 200)
own <- peers("own R", "not stated")
row("peer-miettinen", plan(0.2, 0.1, "miettinen"), "exact_total", 303.6327312656, 0.01, sources[["miettinen"]], own, "id p3-miettinen-01", target = 0.9)
row("peer-nam-tango", plan(0.08, 0.08, "score", non_inferiority(0.05)), "exact_total", 696.970861838, 0.01, paste0(score, "; Liu, Hsueh, Hsieh & Chen 2002, Stat Med 21:231"), own,
    "id p3-ni-tango-01; exact power of the score test at 697 0.9038955, simulated 0.90386", target = 0.9)
row("peer-enumerated", plan(0.08, 0.08, "score", non_inferiority(0.05)), "attained", 0.90389547762, 0.005, "exact power of the Tango score test", own, "id p3-ni-tango-01; the asymptotic formula answers 0.90001", participants = 697)
row("peer-wald", plan(0.08, 0.08, "wald", non_inferiority(0.05)), "exact_total", 672.4750759322, 0.01, lubean, own, "id p3-ni-tango-01, cross check", target = 0.9)
row("peer-connor-independent", plan(0.18, 0.08, "connor"), "exact_total", 269.0142024618, 0.01, sources[["connor"]], own, "id p3-wide-max, sensitivities 0.9 and 0.8 independent given disease", target = 0.9)
row("peer-connor-total", plan(0.18, 0.08, "connor"), "total", 270, 0, sources[["connor"]], own, "id p3-wide-max", target = 0.9)
write_rows()
