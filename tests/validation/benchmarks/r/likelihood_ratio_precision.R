# Width of the interval of a likelihood ratio: presize 0.3.7 (not in Debian, frozen), epiR's diagnostic tables, base R.
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(here, "common.R"))
suppressMessages(library(epiR))
plan <- function(se, sp, prev, ratio = "positive", confidence = 0.95)
  list(kind = "likelihood_ratio_precision", goal = precision(confidence), sensitivity = se, specificity = sp, prevalence = prev, ratio = ratio)
presize <- frozen("R presize", "0.3.7")
row("pr-lr-01", plan(0.9, 0.8, 0.3), "exact_total", 217.992639616, 1e-4, "presize::prec_lr(prev = 0.3, p1 = 0.9, p2 = 0.2, conf.width = 3); Simel 1991", peers("presize", "0.3.7"), target = 3)
row("presize-negative", plan(0.9, 0.8, 0.5, "negative"), "exact_total", 467.153963043, 1e-4, "presize::prec_lr(prev = 0.5, p1 = 0.1, p2 = 0.8, conf.width = 0.1)", presize, target = 0.1)
row("presize-rare-90", plan(0.95, 0.95, 0.1, confidence = 0.9), "exact_total", 229.891639847, 1e-4, "presize::prec_lr(prev = 0.1, p1 = 0.95, p2 = 0.05, conf.width = 20)", presize, target = 20)
row("presize-width-100", plan(0.7, 0.7, 0.2), "attained", 2.12465231563, 1e-8, "presize::prec_lr(0.2, 0.7, 0.3, n = 100)", presize, participants = 100)
row("presize-negative-300", plan(0.9, 0.8, 0.4, "negative"), "attained", 0.142147577715, 1e-8, "presize::prec_neg_lr(0.4, 0.9, 0.8, n = 300)", presize, participants = 300)
row("presize-positive-300", plan(0.9, 0.8, 0.4), "attained", 2.72374340996, 1e-8, "presize::prec_pos_lr(0.4, 0.9, 0.8, n = 300)", presize, participants = 300)
for (x in list(c(54, 6, 28, 112), c(18, 2, 9, 171))) { # true positives, false negatives, false positives, true negatives
  t <- epi.tests(matrix(c(x[1], x[2], x[3], x[4]), 2), digits = 4)$detail
  for (side in c("positive", "negative")) {
    ci <- t[t$statistic == if (side == "positive") "lr.pos" else "lr.neg", ]
    row(sprintf("epir-%s-%d", side, x[1]), plan(x[1] / (x[1] + x[2]), x[4] / (x[3] + x[4]), (x[1] + x[2]) / sum(x), side), "attained", ci$upper - ci$lower, 1e-8,
        "epiR::epi.tests, likelihood ratio, upper minus lower", pkg("epiR"), participants = sum(x))
  }
}
write_rows()
