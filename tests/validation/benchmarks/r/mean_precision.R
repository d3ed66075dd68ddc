# Width of the t interval of a mean: presize 0.3.7 (not in Debian, frozen), base R (qt, qchisq, numeric averages).
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(here, "common.R"))
plan <- function(sd, method = "t", assurance = NULL, confidence = 0.95) {
  one <- list(kind = "mean_precision", goal = precision(confidence), sd = sd, method = method)
  if (!is.null(assurance)) one$goal$assurance <- assurance
  one
}
presize <- frozen("R presize", "0.3.7"); call <- "presize::prec_mean(mean, sd, conf.width =, tol = 1e-10)"
row("presize-2.5", plan(2.5), "exact_total", 98.466255355, 1e-5, call, presize, target = 1)
row("presize-90", plan(1, confidence = 0.9), "exact_total", 272.410802897, 1e-5, call, presize, target = 0.2)
row("presize-99-few", plan(3, confidence = 0.99), "exact_total", 10.3589785297, 1e-5, call, presize, "fewer than 15", target = 6)
row("presize-8", plan(10), "attained", 16.7204184326, 1e-8, "presize::prec_mean(0, 10, n = 8)", presize, participants = 8)
for (x in list(c(10, 25, 0.9), c(1, 6, 0.8), c(4, 200, 0.99))) # Kupper and Hafner 1989
  row(sprintf("assured-%s-%s", x[2], x[3]), plan(x[1], assurance = x[3]), "attained", 2 * qt(0.975, x[2] - 1) * x[1] * sqrt(qchisq(x[3], x[2] - 1) / (x[2] * (x[2] - 1))), 1e-8,
      "Kupper & Hafner 1989, chi-square quantile", base_r, participants = x[2])
for (x in list(c(0.5, 0.9), c(1, 0.95), c(0.2, 0.8))) { # their condition: n (n - 1) >= chi-square x F / omega^2
  n <- 2; while (n * (n - 1) < qchisq(x[2], n - 1) * qf(0.95, 1, n - 1) / x[1]^2) n <- n + 1
  row(sprintf("kupper-hafner-%s-%s", x[1], x[2]), plan(1, assurance = x[2]), "total", n, 0, "Kupper & Hafner 1989, 10.1080/00031305.1989.10475628", base_r, target = 2 * x[1])
}
for (x in list(c(1, 5), c(10, 40)))
  row(sprintf("average-%s", x[2]), plan(x[1], "t_average"), "attained", 2 * qt(0.975, x[2] - 1) * x[1] / sqrt(x[2]) *
        integrate(function(u) sqrt(qchisq(u, x[2] - 1) / (x[2] - 1)), 0, 1, rel.tol = 1e-10)$value, 1e-6, "estimated standard deviation averaged by integrate()", base_r, participants = x[2])
row("known", plan(7, "z"), "exact_total", (2 * qnorm(0.975) * 7 / 3)^2, 1e-6, "(2 z sd / width)^2", base_r, target = 3)
write_rows()
