# Ordinal outcome, common odds ratio: Hmisc posamsize and popower, samplesize n.wilcox.ord, lrstat getDesignTwoOrdinal.
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(here, "common.R"))
suppressMessages(library(Hmisc))

plan <- function(p, or, method = "whitehead", of = "control", ratio = 1)
  list(kind = "ordinal_shift", goal = superiority(better = if (or > 1) "higher" else "lower"), shares = p, odds_ratio = or,
       shares_of = of, method = method, allocation = ratio)
shifted <- function(p, or) { s <- rev(cumsum(rev(p)))[-1]; s <- or * s / (1 - s + or * s); -diff(c(1, s, 0)) }   # control to experimental

four <- c(0.1, 0.2, 0.3, 0.4); five <- c(0.5, 0.3, 0.1, 0.06, 0.04)
for (x in list(list("four", four, 1.5, 1, 0.8), list("four-lower", four, 1 / 1.5, 1, 0.9), list("five-2to1", five, 0.4, 2, 0.8), list("seven-1to2", c(0.02, 0.08, 0.1, 0.2, 0.3, 0.2, 0.1), 2, 0.5, 0.99))) {
  k <- x[[4]]; average <- (x[[2]] + k * shifted(x[[2]], x[[3]])) / (1 + k)
  n <- posamsize(average, x[[3]], fraction = k / (1 + k), power = x[[5]])$n
  row(paste0("posamsize-", x[[1]]), plan(x[[2]], x[[3]], ratio = k), "exact_total", n, 0.001, "Hmisc::posamsize at the average shares", pkg("Hmisc"), target = x[[5]])
}
row("posamsize-average", plan(four, 1.5, of = "average"), "exact_total", posamsize(four, 1.5)$n, 0.001, "Hmisc::posamsize", pkg("Hmisc"), target = 0.8)
row("popower-01", plan(c(0.25, 0.3, 0.28, 0.17), 1.6, "information", "average"), "attained", popower(c(0.25, 0.3, 0.28, 0.17), 1.6, n1 = 200, n2 = 200)$power, 1e-8,
    "Hmisc::popower", pkg("Hmisc"), "id ord-popower-01", participants = 400)
row("popower-60", plan(five, 3, "information", "average"), "attained", popower(five, 3, n = 60)$power, 1e-8, "Hmisc::popower", pkg("Hmisc"), participants = 60)
row("peer-whitehead-02", plan(five, 0.4, ratio = 2), "exact_total", 174.8385934995, 0.001, "own R", peers("own R, Hmisc", "not stated"), "id ord-whitehead-02, its odds ratio 2.5 is that of a lower category", target = 0.8)

lr <- frozen("R lrstat", "0.2.15"); two <- "getDesignTwoOrdinal(alpha = 0.025, rounding = FALSE)"
row("lrstat-four", plan(four, 1.5, "wilcoxon"), "exact_total", 655.8009, 0.001, two, lr, target = 0.8)
row("lrstat-five-2to1", plan(five, 0.4, "wilcoxon", ratio = 2), "exact_total", 167.80438, 0.001, two, lr, target = 0.8)
row("lrstat-another", plan(c(0.2, 0.5, 0.2, 0.1), 2, "wilcoxon"), "exact_total", 228.2069, 0.001, two, lr, target = 0.8)
ss <- frozen("R samplesize", "0.2-4"); up <- "n.wilcox.ord, rounded up"
row("samplesize-four", plan(four, 1.5, "ridits"), "exact_total", 658.5, 0.5, up, ss, "659", target = 0.8)
row("samplesize-five-2to1", plan(five, 0.4, "ridits", ratio = 2), "exact_total", 165.5, 0.5, up, ss, "166", target = 0.8)
row("samplesize-another", plan(c(0.2, 0.5, 0.2, 0.1), 2, "ridits"), "exact_total", 230.5, 0.5, up, ss, "231", target = 0.8)
write_rows()
