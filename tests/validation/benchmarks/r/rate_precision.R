# Width of the interval of a rate: presize 0.3.7 (not in Debian, frozen), base R poisson.test, quantile of the count.
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(here, "common.R"))
plan <- function(r, interval = "exact", time = 1, confidence = 0.95, assurance = NULL) {
  one <- list(kind = "rate_precision", goal = precision(confidence), rate_expected = r, exposure = time, interval = interval)
  if (!is.null(assurance)) one$goal$assurance <- assurance
  one
}
presize <- frozen("R presize", "0.3.7"); call <- "presize::prec_rate(r, conf.width =, method =, tol = 1e-10), time = x / r"
asked <- list(c(0.1, 0.05, 0.95), c(2, 0.8, 0.9), c(0.5, 0.9, 0.95), c(0.02, 0.01, 0.99))
sizes <- list(exact = c(657.058188089, 36.3976287182, 12.1126322139, 5529.1480186), score = c(624.091515139, 34.1541701722, 11.1229791325, 5389.59659051),
              wald = c(614.633411311, 33.8192931762, 9.48508350789, 5307.91728082))
for (m in names(sizes)) for (i in seq_along(asked)) {
  x <- asked[[i]]; time <- c(1, 0.5, 2, 1)[i]
  row(sprintf("presize-%s-%s", m, x[1]), plan(x[1], m, time, x[3]), "exact_total", sizes[[m]][i] / time, 1e-3, call, presize,
      if (m == "wald") "method = vs gives the same width" else "", target = x[2])
}
for (x in list(c(12, 40), c(3, 15), c(150, 600)))
  row(sprintf("poisson-test-%d", x[1]), plan(x[1] / x[2]), "attained", diff(poisson.test(x[1], x[2])$conf.int), 1e-8, "stats::poisson.test conf.int", base_r, participants = x[2])
kept <- function(n, r, q) diff(poisson.test(qpois(q, n * r), n)$conf.int)
for (x in list(c(40, 0.3, 0.9), c(10, 0.06, 0.95), c(400, 0.1, 0.8)))
  row(sprintf("assured-%d-%s", x[1], x[3]), plan(x[2], assurance = x[3]), "attained", kept(x[1], x[2], x[3]), 1e-8, "poisson.test at the qpois quantile", base_r, participants = x[1])
met <- sapply(1:400, function(n) kept(n, 0.2, 0.9) <= 0.15)
row("assured-first", plan(0.2, assurance = 0.9), "first", which(met)[1], 0, "every size up to 400", base_r, target = 0.15)
row("assured-safe", plan(0.2, assurance = 0.9), "safe", max(which(!met)) + 1, 0, "every size up to 400", base_r, target = 0.15)
write_rows()
