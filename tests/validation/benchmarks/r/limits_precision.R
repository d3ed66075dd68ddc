# Width of the interval of a limit of agreement: R's non-central t, the 1986 formula, presize 0.3.7 (not in Debian).
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(here, "common.R"))
plan <- function(sd, method = "exact", coverage = 0.95, assurance = NULL, confidence = 0.95) {
  goal <- precision(confidence); if (!is.null(assurance)) goal$assurance <- assurance
  list(kind = "limits_precision", goal = goal, sd = sd, coverage = coverage, method = method)
}
width <- function(n, sd, coverage, assurance, confidence) {
  z <- qnorm((1 + coverage) / 2); k <- qt((1 + c(-1, 1) * confidence) / 2, n - 1, z * sqrt(n)) / sqrt(n)
  s <- if (is.null(assurance)) integrate(function(v) sqrt(v / (n - 1)) * dchisq(v, n - 1), 0, Inf, rel.tol = 1e-10)$value else sqrt(qchisq(assurance, n - 1) / (n - 1))
  diff(k) * s * sd
}
for (n in c(8, 30, 120)) for (coverage in c(0.9, 0.95)) for (a in list(NULL, 0.9))
  row(sprintf("exact-%s-%s-%s", n, coverage, if (is.null(a)) "expected" else a), plan(2, coverage = coverage, assurance = a), "attained", width(n, 2, coverage, a, 0.95), 1e-5,
      "percentile interval by qt with ncp, times the mean or the quantile of S", base_r, participants = n)
presize <- frozen("R presize", "0.3.7")
for (x in list(c(200, 1, 0.4801), c(200, 5, 2.4005))) row(sprintf("presize-%s-%s", x[1], x[2]), plan(x[2], "bland_altman"), "attained", x[3], 1e-3, "presize::prec_lim_agree, times the standard deviation", presize, participants = x[1])
row("presize-0.1", plan(1, "bland_altman"), "exact_total", 4609.7505847849, 0.01, "presize::prec_lim_agree(conf.width = 0.1)", presize, target = 0.1)
row("formula-288", plan(1, "bland_altman"), "exact_total", 3 * (2 * qnorm(0.975) / 0.4)^2, 1e-6, "Bland & Altman 1986", base_r, target = 0.4)
write_rows()
