# Width of O/E: pmvalsampsize (frozen), the interval by uniroot, the bounds by base R's Poisson-free log formula.
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(here, "common.R"))
pmval <- frozen("R pmvalsampsize", "0.1.0"); sampsizeval <- frozen("published protocol P102 (sampsizeval)", "2021")

plan <- function(phi, oe = 1, conf = 0.95) list(kind = "validation_oe", goal = precision(conf), prevalence = phi, ratio = oe)
size <- function(phi, oe, conf, width) root(function(n) {
  h <- qnorm((1 + conf) / 2) * sqrt((1 - phi) / (n * phi)); log((exp(log(oe) + h) - exp(log(oe) - h)) / width)}, 1, 1e9)
for (x in list(c(0.1, 1, 0.95, 0.4), c(0.01, 0.8, 0.95, 0.3), c(0.9, 1, 0.99, 0.1), c(0.3, 1.5, 0.9, 1)))
  row(sprintf("base-%s-%s", x[1], x[2]), plan(x[1], x[2], x[3]), "exact_total", size(x[1], x[2], x[3], x[4]), 0.001 * max(1, 1 / x[1]),
      "Riley 2021, 10.1002/sim.9025: SE(ln O/E), bounds by uniroot", base_r, target = x[4])
row("pmval-876", plan(0.1), "total", 876, 0, "pmvalsampsize(prevalence = 0.1, oeciwidth = 0.4)", pmval, target = 0.4)
row("pmval-905", plan(0.018), "total", 905, 3, "pmvalsampsize(prevalence = 0.018, oeciwidth = 1)", pmval, "its standard error moves by steps of 0.0001", target = 1)
row("pmval-closed-01", plan(0.1), "exact_total", 875.7943724109, 0.05, "id pmval-closed-01", peers("own R", "2026"), "with 1.96", target = 0.4)
write_rows()
