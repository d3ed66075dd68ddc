# Crossover of two means: t on N - 2 degrees of freedom; PowerTOST 1.5-6 (design "2x2") frozen for equivalence.
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(here, "common.R"))
suppressMessages({ library(rpact); library(mvtnorm); library(nlme) })

plan <- function(d, sd_within, goal = superiority(), method = "t")
  list(kind = "crossover_means", goal = goal, difference = d, sd_within = sd_within, method = method)
low <- superiority(better = "lower")

# ---- non-central t, error sd_within sqrt(2 / N), N - 2 degrees of freedom
at <- function(n, shift, sd, a) pt(qt(1 - a, n - 2), n - 2, shift / (sd * sqrt(2 / n)), lower.tail = FALSE)
senn <- "non-central t, error sd sqrt(2 / N), N - 2 degrees of freedom (Senn 2002)"
row("senn-88", plan(3, 6), "attained", at(88, 3, 6, 0.025), 1e-8, senn, base_r, participants = 88)
row("senn-tiny", plan(-9, 6, low), "attained", at(12, 9, 6, 0.025), 1e-8, senn, base_r, participants = 12)
row("senn-ni", plan(-0.5, 5, non_inferiority(2)), "exact_total", root(function(n) at(n, 1.5, 5, 0.025) - 0.8, 5, 5000), 0.01, senn, base_r, target = 0.8)

# ---- rpact: two parallel arms with sd_within / sqrt(2) have the same error and degrees of freedom
for (x in list(list("half", 3, 6, 0.9, "t"), list("power-50", 1, 6, 0.5, "t"), list("power-99", 3, 6, 0.99, "t"), list("z", 3, 6, 0.8, "z"))) {
  n <- getSampleSizeMeans(alternative = x[[2]], stDev = x[[3]] / sqrt(2), alpha = 0.025, sided = 1, beta = 1 - x[[4]], normalApproximation = x[[5]] == "z")$nFixed
  row(paste0("rpact-", x[[1]]), plan(x[[2]], x[[3]], method = x[[5]]), "exact_total", n, 0.01, "rpact getSampleSizeMeans, two arms with stDev = sd_within / sqrt(2)", pkg("rpact"), target = x[[4]])
}

# ---- a linear mixed model on simulated crossovers (random participant, period, condition)
set.seed(7)
mixed <- function(n, d, sd, trials) {
  half <- n / 2; hits <- 0
  frame <- data.frame(id = factor(rep(1:n, each = 2)), period = factor(rep(1:2, n)))
  frame$device <- as.numeric(c(rep(c(1, 0), half), rep(c(0, 1), half)))
  for (i in 1:trials) {
    frame$y <- rep(rnorm(n, 0, 2 * sd), each = 2) + d * frame$device + 3 * (frame$period == 2) + rnorm(2 * n, 0, sd)
    table <- summary(lme(y ~ device + period, random = ~ 1 | id, data = frame))$tTable
    hits <- hits + (table["device", "t-value"] > qt(0.975, n - 2))
  }
  hits / trials
}
row("lme-24", plan(6, 6), "attained", mixed(24, 6, 6, 3000), 0.02, "3,000 simulated crossovers analysed by nlme::lme (random participant, period, condition), three Monte Carlo errors", pkg("nlme"), participants = 24)

# ---- equivalence: PowerTOST, frozen
powertost <- frozen("R PowerTOST", "1.5-6")
tost <- "PowerTOST::power.TOST(logscale = FALSE, design = \"2x2\"), Owen's Q"
row("powertost-36", plan(0, 8, equivalence(4, 4, 0.05)), "attained", 0.336820292666, 1e-6, tost, powertost, participants = 36)
row("powertost-shift-60", plan(0.5, 8, equivalence(4, 5, 0.025)), "attained", 0.715191667276, 1e-6, tost, powertost, participants = 60)
row("powertost-tiny-12", plan(0, 2, equivalence(3, 3, 0.05)), "attained", 0.922576799177, 1e-6, tost, powertost, participants = 12)
row("powertost-asymmetric-80", plan(-0.1, 1, equivalence(0.4, 0.6, 0.05)), "attained", 0.590251223232, 1e-6, tost, powertost, participants = 80)
row("powertost-total", plan(0, 8, equivalence(4, 4, 0.05)), "total", 88, 0, "PowerTOST::sampleN.TOST(design = \"2x2\")", powertost, target = 0.9)
row("powertost-total-shift", plan(0.5, 8, equivalence(4, 4, 0.05)), "total", 76, 0, "PowerTOST::sampleN.TOST(design = \"2x2\")", powertost, target = 0.8)
# ---- published
row("peer-power", plan(3, 6), "attained", 0.90648251704, 1e-8, "own R (Senn)", peers("own R", "4.x"), "id m-xo-01; simulated 0.90672 (SE 0.0005)", participants = 88)
row("peer-total", plan(3, 6), "total", 88, 0, "own R (Senn)", peers("own R", "4.x"), "id m-xo-01; lrstat answers 87, sequences of 43 and 44", target = 0.9)
write_rows()
