# A pilot for a standard deviation: base R chi-square quantiles, and those printed in the NIST table.
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(here, "common.R"))
reach <- list(kind = "reach", confidence = 0.95)

plan <- function(k, bound = "interval", conf = 0.95)
  list(kind = "pilot_size", goal = precision(conf), groups = k, bound = bound)
wide <- function(d, conf) diff(sqrt(d / qchisq((1 + c(conf, -conf)) / 2, d)))
over <- function(d, conf) sqrt(d / qchisq(1 - conf, d)) - 1
for (x in list(c(2, 0.95, 0.6), c(1, 0.9, 0.3), c(3, 0.99, 0.2)))
  row(sprintf("interval-%s", x[1]), plan(x[1], "interval", x[2]), "exact_total", x[1] + root(function(d) wide(d, x[2]) - x[3], 0.5, 1e5), 0.001, "qchisq", base_r, target = x[3])
for (x in list(c(2, 0.8, 0.1), c(1, 0.95, 0.25)))
  row(sprintf("upper-%s", x[1]), plan(x[1], "upper", x[2]), "exact_total", x[1] + root(function(d) over(d, x[2]) - x[3], 0.5, 1e5), 0.001, "Browne 1995, 10.1002/sim.4780141709, qchisq", base_r, target = x[3])
# quantiles printed with three decimals: 9.591 and 34.170 (20 df, 95%), 18.493 (30 df, 5%)
nist <- frozen("NIST/SEMATECH e-Handbook, table of the chi-square", "2012")
row("nist-20", plan(2), "attained", sqrt(20 / 9.591) - sqrt(20 / 34.170), 0.0002, "chi-square 20 df: 9.591, 34.170", nist, participants = 22)
row("nist-30", plan(1, "upper"), "attained", sqrt(30 / 18.493) - 1, 0.0001, "chi-square 30 df: 18.493", nist, participants = 31)
write_rows()
