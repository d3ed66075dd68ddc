# Two negative binomial rates: own formula with integrate(), rpact, MKpower (Zhu-Lakkis approaches 1 to 3).
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(here, "common.R"))

plan <- function(e, c, k, exposure = 1, goal = superiority(better = "lower"), method = "expected", ratio = 1, accrual = 0)
  list(kind = "negative_binomial_rates", goal = goal, rate_experimental = e, rate_control = c, dispersion = k,
       exposure = exposure, method = method, allocation = ratio, accrual = accrual)

rp <- frozen("R rpact", "4.3.0"); mk <- frozen("R MKpower", "1.1")
counts <- "getSampleSizeCounts, whole arms"; zl <- "power.nb.test, Zhu & Lakkis 2014, 10.1002/sim.5947"
whole <- "rpact rounds each arm: within one participant per arm"
row("rpact-2to1", plan(1.6, 2, 0.8, ratio = 2), "exact_total", 953, 2, counts, peers("rpact", "4.3.0"), paste("id c-nb-02;", whole), target = 0.8)
row("rpact-superiority", plan(0.68, 0.8, 0.7, 0.75), "exact_total", 2988, 2, counts, rp, whole, target = 0.8)
row("rpact-margin-1to2", plan(1, 1, 0.7, 0.75, non_inferiority(1.3, better = "lower"), ratio = 0.5), "exact_total", 1398, 2, counts, rp, whole, target = 0.9)
row("rpact-staggered", plan(0.3, 0.4, 0.5, accrual = 1), "exact_total", 934, 2, counts, rp, "accrual 1 year, follow-up 1 year", target = 0.8)
row("rpact-staggered-2to1", plan(1.4, 2, 1.2, 0.5, ratio = 2, accrual = 1.5), "exact_total", 635, 3, counts, rp, "discrete calendar of inclusions", target = 0.9)
row("rpact-tiny", plan(3, 30, 1), "exact_total", 8, 2, counts, rp, whole, target = 0.8)
row("rpact-rare-0.99", plan(0.008, 0.01, 0.5), "exact_total", 166778, 2, counts, rp, whole, target = 0.99)
sizes <- list(expected = c(472.4210287, 4412.309091, 207.9597152), restricted = c(465.8824623, 4506.314766, 216.3048081),
              reference = c(435.0948305, 4305.762533, 231.3259753))
for (m in names(sizes)) {
  row(paste0("mkpower-", m), plan(0.7, 1, 0.7, method = m), "exact_total", sizes[[m]][1], 0.01, zl, mk, target = 0.8)
  row(paste0("mkpower-2to1-", m), plan(0.68, 0.8, 0.7, 0.75, method = m, ratio = 2), "exact_total", sizes[[m]][2], 0.01, zl, mk, target = 0.9)
  row(paste0("mkpower-1to2-", m), plan(3, 2, 1.2, 0.5, superiority(), m, 0.5), "exact_total", sizes[[m]][3], 0.01, zl, mk, target = 0.5)
}
info <- function(l, k, f, a) integrate(function(t) l * t / (1 + k * l * t) / a, f, f + a, rel.tol = 1e-10)$value
for (x in list(c(1.4, 2, 1.2, 0.5, 1.5, 2), c(0.3, 0.4, 0.5, 1, 1, 1), c(0.2, 0.6, 2, 0.25, 3, 0.5))) {
  n <- (1 + x[6]) * (qnorm(0.975) + qnorm(0.9))^2 * (1 / info(x[1], x[3], x[4], x[5]) / x[6] + 1 / info(x[2], x[3], x[4], x[5])) / log(x[1] / x[2])^2
  row(sprintf("integrated-%s-%s", x[1], x[6]), plan(x[1], x[2], x[3], x[4], ratio = x[6], accrual = x[5]), "exact_total", n, 0.001,
      "expected information integrated over the exposure", base_r, target = 0.9)
}
write_rows()
