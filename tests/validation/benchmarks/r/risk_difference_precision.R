# Width of the interval of a difference of proportions: presize 0.3.7 (not in Debian, frozen), base R prop.test, enumerated assurance.
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(here, "common.R"))
plan <- function(p, q, interval = "newcombe", r = 1, confidence = 0.95, assurance = NULL) {
  one <- list(kind = "risk_difference_precision", goal = precision(confidence), p_experimental = p, p_control = q, interval = interval, allocation = r)
  if (!is.null(assurance)) one$goal$assurance <- assurance
  one
}
# presize prec_riskdiff, r = n1 / n2; its "mn" has no factor N / (N - 1): our score; its bisection stops at 1e-7
presize <- frozen("R presize", "0.3.7")
call <- "presize::prec_riskdiff(p1, p2, r =, conf.width =, method =, tol = 1e-10), n1 + n2"
names <- c(newcombe = "newcombe", ac = "agresti_caffo", wald = "wald", mn = "score")
sizes <- list(newcombe = c(258.738773327, 507.731073193, 180.548863022, 22.1599181114, 1123.25859994),
              ac = c(259.066288512, 499.836331516, 182.425960043, 25.4846495103, 1034.41526052),
              wald = c(259.298470397, 481.949423644, 187.007163547, 28.8501397146, 989.336804286),
              mn = c(261.470396623, 504.258457884, 183.186017486, 25.6582507943, 1115.54509343))
asked <- list(c(0.85, 0.7, 0.2, 1, 0.95), c(0.97, 0.9, 0.1, 2, 0.95), c(0.6, 0.4, 0.25, 0.5, 0.9), c(0.5, 0.3, 0.7, 1, 0.95), c(0.02, 0.05, 0.06, 1, 0.99))
for (m in names(names)) for (i in seq_along(asked)) {
  x <- asked[[i]]
  row(sprintf("presize-%s-%s-%s", m, x[1], x[4]), plan(x[1], x[2], names[[m]], x[4], x[5]), "exact_total", sizes[[m]][i], if (m == "mn") 0.02 else 1e-4, call, presize, target = x[3])
}
for (x in list(c(48, 60, 30, 60), c(90, 100, 35, 50)))
  row(sprintf("prop-test-%d", x[1]), plan(x[1] / x[2], x[3] / x[4], "wald", x[2] / x[4]), "attained", diff(prop.test(x[c(1, 3)], x[c(2, 4)], correct = FALSE)$conf.int), 1e-7,
      "stats::prop.test(correct = FALSE) conf.int", base_r, participants = x[2] + x[4])
# assurance: quantile of the widths of every pair of counts; ours takes the counts as continuous
wilson <- function(x, n, z) { p <- x / n; h <- z * sqrt(p * (1 - p) / n + z^2 / (4 * n^2)); list(l = (p + z^2 / (2 * n) - h) / (1 + z^2 / n), u = (p + z^2 / (2 * n) + h) / (1 + z^2 / n), p = p) }
assured <- function(n, m, p, q, level, z = qnorm(0.975)) {
  a <- wilson(0:n, n, z); b <- wilson(0:m, m, z)
  w <- outer(seq_along(a$p), seq_along(b$p), function(i, j) sqrt((a$p[i] - a$l[i])^2 + (b$u[j] - b$p[j])^2) + sqrt((a$u[i] - a$p[i])^2 + (b$p[j] - b$l[j])^2))
  o <- order(w); w[o][which(cumsum(outer(dbinom(0:n, n, p), dbinom(0:m, m, q))[o]) >= level)[1]]
}
for (x in list(c(150, 150, 0.85, 0.7, 0.9), c(200, 100, 0.95, 0.9, 0.8), c(500, 500, 0.2, 0.1, 0.95)))
  row(sprintf("assured-%d-%d-%s", x[1], x[2], x[5]), plan(x[3], x[4], r = x[1] / x[2], assurance = x[5]), "attained", assured(x[1], x[2], x[3], x[4], x[5]), 0.001,
      "quantile of the enumerated widths of both counts", base_r, "counts taken as continuous in ours", participants = x[1] + x[2])
write_rows()
