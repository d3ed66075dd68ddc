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
write_rows()
