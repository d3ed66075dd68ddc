# A rare event seen: base R's binomial and Poisson laws, Hmisc's exact bound, published sizes.
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(here, "common.R"))
reach <- list(kind = "reach", confidence = 0.95)

suppressMessages(library(Hmisc))
plan <- function(p, x = 1, method = "binomial") list(kind = "rare_event", goal = reach, p_event = p, cases = x, method = method)
first <- function(f, target) {n <- 1:20000; n[which(f(n) >= target)[1]]}
for (x in list(c(0.01, 1, 0.95), c(0.05, 3, 0.95), c(0.2, 2, 0.5), c(0.002, 5, 0.99))) {
  row(sprintf("pbinom-%s-%s", x[1], x[2]), plan(x[1], x[2]), "total", first(function(n) pbinom(x[2] - 1, n, x[1], lower.tail = FALSE), x[3]), 0, "pbinom, first size", base_r, target = x[3])
  row(sprintf("ppois-%s-%s", x[1], x[2]), plan(x[1], x[2], "poisson"), "total", first(function(n) ppois(x[2] - 1, n * x[1], lower.tail = FALSE), x[3]), 0, "ppois, first size", base_r, target = x[3])
}
# the size from which x - 1 cases exclude p: exact one-sided 95% bound below p
for (x in list(c(0.02, 1), c(0.05, 2))) {
  bound <- function(n) sapply(n, function(m) binconf(x[2] - 1, m, alpha = 0.1, method = "exact")[3])
  n <- 20:400
  row(sprintf("hmisc-%s-%s", x[1], x[2]), plan(x[1], x[2]), "total", n[which(bound(n) <= x[1])[1]], 0, "Hmisc::binconf exact upper bound at or below p", pkg("Hmisc"), target = 0.95)
}
row("wilks-93", plan(0.05, 2), "total", 93, 0, "Wilks 1941 tolerance limits, order 2, 95/95", frozen("published tables of Wilks", "1941"), target = 0.95)
# Viechtbauer 2015: n that shows at least once, with 95% or 99% confidence, a problem of this probability
for (x in list(c(0.05, 0.95, 59), c(0.1, 0.95, 29), c(0.15, 0.95, 19), c(0.01, 0.95, 299), c(0.05, 0.99, 90)))
  row(sprintf("viechtbauer-%g-%g", x[1], x[2]), plan(x[1]), "total", x[3], 0, "Viechtbauer 2015, 10.1016/j.jclinepi.2015.04.014: log(1 - confidence) / log(1 - p)",
      frozen("Viechtbauer 2015, closed form", "2015"), target = x[2])
for (x in c(2, 3, 5, 10))
  row(sprintf("pbinom-%d-of-1-in-500", x), plan(0.002, x), "total", (x:20000)[which(pbinom(x - 1, x:20000, 0.002, lower.tail = FALSE) >= 0.95)[1]], 0, "pbinom", base_r, target = 0.95)
write_rows()
