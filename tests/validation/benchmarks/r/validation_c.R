# Width of the C statistic: pmvalsampsize and sampsizeval (frozen), exact binormal integral by mvtnorm, Newcombe by uniroot.
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(here, "common.R"))
pmval <- frozen("R pmvalsampsize", "0.1.0"); sampsizeval <- frozen("published protocol P102 (sampsizeval)", "2021")

suppressMessages(library(mvtnorm))
plan <- function(c, phi, method = "pavlou", conf = 0.95)
  list(kind = "validation_c", goal = precision(conf), c_statistic = c, prevalence = phi, method = method)
owen <- function(c, phi, width, conf) {
  q <- as.numeric(pmvnorm(upper = rep(qnorm(c), 2), corr = matrix(c(1, 0.5, 0.5, 1), 2), algorithm = Miwa(steps = 2000)))
  (q - c^2) / (phi * (1 - phi)) * (2 * qnorm((1 + conf) / 2) / width)^2
}
newcombe <- function(c, phi, width, conf) root(function(n) {
  v <- c * (1 - c) * (1 + (n / 2 - 1) * (1 - c) / (2 - c) + (n / 2 - 1) * c / (1 + c)) / (n^2 * phi * (1 - phi))
  log(2 * qnorm((1 + conf) / 2) * sqrt(v) / width)}, 3, 1e8)
for (x in list(c(0.77, 0.057, 0.098, 0.95), c(0.6, 0.5, 0.05, 0.9), c(0.95, 0.9, 0.04, 0.99))) {
  row(sprintf("owen-%s", x[1]), plan(x[1], x[2], "pavlou", x[4]), "exact_total", owen(x[1], x[2], x[3], x[4]), 0.05, "Pavlou 2021 eq. 9 by pmvnorm, 10.1177/09622802211007522", pkg("mvtnorm"), target = x[3])
  row(sprintf("newcombe-%s", x[1]), plan(x[1], x[2], "newcombe", x[4]), "exact_total", newcombe(x[1], x[2], x[3], x[4]), 0.01, "Newcombe 2006 method 4, 10.1002/sim.2324", base_r, target = x[3])
}
row("p102", plan(0.77, 0.057), "total", 1599, 0, "Pavlou 2021, worked example 2: SE 0.025", sampsizeval, target = 2 * qnorm(0.975) * 0.025)
row("pmval-836", plan(0.8, 0.1, "newcombe"), "total", 836, 0, "id pmval-closed-01", peers("pmvalsampsize", "2026"), target = 0.1)
row("pmval-4252", plan(0.8, 0.018, "newcombe"), "total", 4252, 0, "pmvalsampsize(prevalence = 0.018, cstatistic = 0.8)", pmval, target = 0.1)
# C, frequency, full width, what pmvalsampsize printed
for (x in list(
               c(0.8, 0.018, 0.1, 4252), c(0.77, 0.43, 0.1, 347), c(0.75, 0.1, 0.1, 1008), c(0.7, 0.2, 0.08, 1014),
               c(0.85, 0.3, 0.06, 766), c(0.65, 0.5, 0.1, 458), c(0.72, 0.7, 0.1, 472), c(0.82, 0.05, 0.1, 1442),
               c(0.75, 0.02, 0.1, 4622)))
  row(sprintf("pmval-%g-%g", x[1], x[2]), plan(x[1], x[2], "newcombe"), "total", x[4], 0, "pmvalsampsize(type = 'b')", pmval, target = x[3])
# C, frequency, standard error, what sampsizeval printed
for (x in list(
               c(0.77, 0.057, 0.025, 1599), c(0.65, 0.3, 0.02, 881), c(0.75, 0.2, 0.0255, 556), c(0.8, 0.01, 0.025, 7621),
               c(0.72, 0.7, 0.025, 483)))
  row(sprintf("sampsizeval-%g-%g", x[1], x[2]), plan(x[1], x[2]), "total", x[4], 0, "sampsizeval()", frozen("R sampsizeval", "1.0.0.0"), target = 2 * qnorm(0.975) * x[3])
write_rows()
