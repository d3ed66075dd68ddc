# Width of the interval of a difference in means: presize 0.3.7 (not in Debian, frozen), base R t.test and double integral.
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(here, "common.R"))
plan <- function(sd, control = NULL, r = 1, method = "welch", assurance = NULL, confidence = 0.95) {
  one <- list(kind = "mean_difference_precision", goal = precision(confidence), sd = sd, sd_control = control, allocation = r, method = method)
  if (!is.null(assurance)) one$goal$assurance <- assurance
  one
}
# presize calls its first arm n1 and r = n2 / n1: allocation = 1 / r
presize <- frozen("R presize", "0.3.7"); call <- "presize::prec_meandiff(sd1, sd2, r =, conf.width =, variance =, tol = 1e-10), n1 + n2"
row("pr-meandiff-01", plan(10, 12), "exact_total", 2 * 151.225866492, 1e-4, "presize::prec_meandiff(3, 10, 12, conf.width = 5, variance = \"unequal\")", peers("presize", "0.3.7"), target = 5)
row("presize-pooled", plan(10, 12, method = "pooled"), "exact_total", 302.372867236, 1e-4, call, presize, target = 5)
row("presize-pooled-r-0.6", plan(10, r = 1 / 0.6, method = "pooled"), "exact_total", 184.552442023, 1e-4, call, presize, target = 6)
row("presize-welch-r-2", plan(8, 15, 0.5), "exact_total", 228.451526195, 1e-4, call, presize, target = 6)
row("presize-welch-r-0.75-90", plan(1, 3, 1 / 0.75, confidence = 0.9), "exact_total", 43.216937267, 1e-4, call, presize, target = 2.5)
row("presize-welch-8-16", plan(2, 3, 0.5), "attained", 4.30209606034, 1e-7, "presize::prec_meandiff(n1 = 8, r = 2, variance = \"unequal\")", presize, participants = 24)
row("presize-pooled-8-6", plan(2, 3, 8 / 6, "pooled"), "attained", 5.80449078082, 1e-7, "presize::prec_meandiff(n1 = 8, r = 0.75, variance = \"equal\")", presize, participants = 14)
# stats::t.test on data with these standard deviations
data <- function(n, sd) { x <- as.numeric(scale(seq_len(n)^1.5)); x * sd }
for (x in list(c(7, 2, 12, 5), c(30, 1, 15, 1))) for (equal in c(FALSE, TRUE))
  row(sprintf("t-test-%d-%d-%s", x[1], x[3], if (equal) "pooled" else "welch"), plan(x[2], x[4], x[1] / x[3], if (equal) "pooled" else "welch"), "attained",
      diff(t.test(data(x[1], x[2]), data(x[3], x[4]), var.equal = equal)$conf.int), 1e-7, "stats::t.test conf.int", base_r, participants = x[1] + x[3])
# assurance: probability over the second variance inside, the first by its quantiles outside; equal sizes of the two routes differ in everything
kept <- function(w, n, m, s1, s2) integrate(function(u) sapply(u, function(one) {
  v1 <- s1^2 * qchisq(one, n - 1) / (n - 1) / n
  width <- function(q) { v2 <- s2^2 * qchisq(q, m - 1) / (m - 1) / m; 2 * qt(0.975, (v1 + v2)^2 / (v1^2 / (n - 1) + v2^2 / (m - 1))) * sqrt(v1 + v2) }
  if (width(1 - 1e-12) < w) 1 else if (width(1e-12) > w) 0 else uniroot(function(q) width(q) - w, c(1e-12, 1 - 1e-12), tol = 1e-10)$root
}), 0, 1, rel.tol = 1e-6, subdivisions = 500)$value
for (x in list(c(20, 20, 1, 1, 0.9), c(30, 15, 2, 3, 0.8), c(12, 24, 5, 1, 0.95)))
  row(sprintf("assured-%d-%d-%s", x[1], x[2], x[5]), plan(x[3], x[4], x[1] / x[2], assurance = x[5]), "attained",
      root(function(w) kept(w, x[1], x[2], x[3], x[4]) - x[5], 0.5, 12), 2e-4, "Welch width, probability by integrate() and uniroot()", base_r, participants = x[1] + x[2])
row("normal", plan(10, 12, method = "z"), "exact_total", (2 * qnorm(0.975) / 5)^2 * 2 * 244, 1e-6, "closed form", base_r, target = 5)
write_rows()
