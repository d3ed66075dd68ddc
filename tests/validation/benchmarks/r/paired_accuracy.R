# Two tests on the same patients, sensitivity and specificity: discordant shares from the rates and their correlation.
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(here, "common.R"))

plan <- function(se, sp, share, goal, claim = "non_inferior", margin = NULL, phi = c(0, 0), sampling = "cohort", method = "score") {
  d <- list(kind = "paired_accuracy", goal = goal, sensitivity_experimental = se[1], sensitivity_control = se[2],
            specificity_experimental = sp[1], specificity_control = sp[2], share_diseased = share,
            correlation_diseased = phi[1], correlation_healthy = phi[2], specificity_claim = claim,
            sampling = sampling, method = method)
  if (!is.null(margin)) d$specificity_margin <- margin
  d
}
# the four cells of two binary results from their rates and phi, then the restricted estimate found numerically
cells <- function(p, q, phi) {
  both <- p * q + phi * sqrt(p * (1 - p) * q * (1 - q))
  c(e = p - both, c = q - both)
}
numeric_null <- function(e, c, delta) {
  if (delta == 0) return(e + c)
  x <- optimize(function(q) -(e * log(q + delta) + c * log(q) + (1 - e - c) * log(1 - 2 * q - delta)),
                c(max(0, -delta) + 1e-12, (1 - delta) / 2 - 1e-12), tol = 1e-12)$minimum
  2 * x + delta - delta^2
}
power_of <- function(m, pq, delta, a, phi, method = "score") {
  x <- cells(pq[1], pq[2], phi); d <- pq[1] - pq[2]; v <- x[["e"]] + x[["c"]] - d^2
  v0 <- if (method == "wald") v else numeric_null(x[["e"]], x[["c"]], delta)
  pnorm(((d - delta) * sqrt(m) - qnorm(1 - a) * sqrt(v0)) / sqrt(v))
}
deltas <- function(d) {
  own <- if (is.null(d$specificity_margin)) d$goal$margin else d$specificity_margin
  c(if (d$goal$kind == "superiority") 0 else -d$goal$margin, switch(d$specificity_claim, superior = 0, non_inferior = -own, none = NA))
}
joint <- function(m, h, d) {
  a <- tail_alpha(d$goal); delta <- deltas(d)
  one <- power_of(m, c(d$sensitivity_experimental, d$sensitivity_control), delta[1], a, d$correlation_diseased, d$method)
  if (is.na(delta[2])) return(one)
  one * power_of(h, c(d$specificity_experimental, d$specificity_control), delta[2], a, d$correlation_healthy, d$method)
}
attained <- function(n, d) {
  if (d$sampling == "enriched") return(joint(n * d$share_diseased, n * (1 - d$share_diseased), d))
  k <- 0:n
  sum(dbinom(k, n, d$share_diseased) * joint(k, n - k, d))
}
total <- function(d, target) {
  if (d$sampling == "enriched") return(root(function(n) attained(n, d) - target, 4, 1e5))
  low <- 4; high <- 20000
  while (high - low > 1) { mid <- (low + high) %/% 2; if (attained(mid, d) >= target) high <- mid else low <- mid }
  high
}
product <- "product of the powers of McNemar's (Connor) and the score test (Nam), restricted estimate by numerical maximisation"
average <- paste0(product, ", summed over the binomial number of diseased people")
add <- function(id, d, target, note = "") {
  enriched <- d$sampling == "enriched"
  row(id, d, if (enriched) "exact_total" else "total", total(d, target), if (enriched) 0.01 else 1,
      if (enriched) product else average, base_r, note, target = target)
}
both <- plan(c(0.9, 0.85), c(0.85, 0.85), 0.3, non_inferiority(0.05))
add("both-cohort", both, 0.8)
add("both-cohort-99", both, 0.99)
add("both-rare", plan(c(0.9, 0.85), c(0.85, 0.85), 0.05, non_inferiority(0.1)), 0.8, "prevalence 5 %")
mixed <- function(...) plan(c(0.9, 0.85), c(0.85, 0.85), 0.2, superiority(), margin = 0.05, phi = c(0.4, 0.4), ...)
add("superior-non-inferior", mixed(), 0.9)
add("superior-non-inferior-enriched", mixed(sampling = "enriched"), 0.9)
add("superior-non-inferior-wald", mixed(sampling = "enriched", method = "wald"), 0.5)
add("both-superior-one-sided", plan(c(0.95, 0.75), c(0.9, 0.7), 0.5, superiority(1), "superior", phi = c(0.3, 0), sampling = "enriched"), 0.8)
add("extreme", plan(c(0.98, 0.97), c(0.97, 0.97), 2 / 3, non_inferiority(0.05), phi = c(0.3, 0), sampling = "enriched"), 0.8, "rates beyond 0.95")
add("worse", plan(c(0.88, 0.9), c(0.85, 0.87), 1 / 3, non_inferiority(0.08), phi = c(0.2, 0.5), sampling = "enriched"), 0.8, "true losses of 2 points under the margin")
for (n in c(200, 1210)) row(paste0("both-power-", n), both, "attained", attained(n, both), 0.0005, average, base_r, participants = n)

# from people: cohorts drawn cell by cell, mcnemar.test of the sensitivities in base R
set.seed(20261122)
trials <- 4000; n <- 500
d <- plan(c(0.9, 0.8), c(0.92, 0.82), 0.5, superiority(), "superior")
draw <- function(m, p, q) { x <- cells(p, q, 0); rmultinom(1, m, c(1 - sum(x), x["e"], x["c"]))[, 1] }
test <- function(v) v[2] > v[3] && mcnemar.test(matrix(c(v[1], v[2], v[3], 0), 2), correct = FALSE)$p.value <= 0.05
won <- replicate(trials, { k <- rbinom(1, n, 0.5); test(draw(k, 0.9, 0.8)) && test(draw(n - k, 0.92, 0.82)) })
row("simulated", d, "attained", mean(won), 0.03, "4000 simulated cohorts, mcnemar.test in both groups", base_r,
    "Connor is conservative by one point or so; Monte Carlo error 0.005", participants = n)

# another program, one criterion: MESS 0.5.12 (CRAN) power_mcnemar_test(paid = smaller, psi = ratio, method = "normal")
mess <- frozen("R MESS", "0.5.12")
alone <- function(se, share, goal = superiority(), phi = 0) plan(se, c(0.85, 0.85), share, goal, "none", phi = c(phi, 0), sampling = "enriched")
row("mess-90-80", alone(c(0.9, 0.8), 0.5), "exact_total", 269.014213074 * 2, 0.01, "paid = .08, psi = 2.25, power .9", mess, target = 0.9)
row("mess-90-85", alone(c(0.9, 0.85), 0.25), "exact_total", 688.338829751 * 4, 0.01, "paid = .085, psi = .135/.085, power .8", mess, target = 0.8)
row("mess-90-85-one-sided", alone(c(0.9, 0.85), 0.25, superiority(1)), "exact_total", 541.968411084 * 4, 0.01, "the same, one-sided", mess, target = 0.8)
row("mess-power-270", alone(c(0.9, 0.8), 0.5), "attained", 0.901049791857, 1e-6, "n = 270, paid = .08, psi = 2.25", mess, participants = 540)
row("peer-p3-wide-max", alone(c(0.9, 0.8), 0.5), "exact_total", 269.0142024618 * 2, 0.01, "Connor at independence-derived discordance",
    peers("own R", "not stated"), "id p3-wide-max", target = 0.9)
write_rows()
