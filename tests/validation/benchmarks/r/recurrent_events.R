# Recurrent events by the robust Andersen-Gill model: own formula with integrate(), rpact and MKpower (common time).
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(here, "common.R"))

plan <- function(e, c, k, exposure = 1, goal = superiority(better = "lower"), ratio = 1, accrual = 0, dropout = 0)
  list(kind = "recurrent_events", goal = goal, rate_experimental = e, rate_control = c, dispersion = k, exposure = exposure,
       allocation = ratio, accrual = accrual, dropout = dropout)

rp <- frozen("R rpact", "4.3.0"); mk <- frozen("R MKpower", "1.1")
same <- "common time: one variance with the negative binomial regression, 1 / mean + k"
row("rpact-2to1", plan(1.6, 2, 0.8, ratio = 2), "exact_total", 953, 2, "getSampleSizeCounts, whole arms", peers("rpact", "4.3.0"), same, target = 0.8)
row("rpact-margin-1to2", plan(1, 1, 0.7, 0.75, non_inferiority(1.3, better = "lower"), 0.5), "exact_total", 1398, 2, "getSampleSizeCounts, whole arms", rp, same, target = 0.9)
row("rpact-rare", plan(0.008, 0.01, 0.5), "exact_total", 166778, 2, "getSampleSizeCounts, whole arms", rp, same, target = 0.99)
row("mkpower", plan(0.7, 1, 0.7), "exact_total", 472.4210287, 0.01, "power.nb.test(approach = 2)", mk, same, target = 0.8)
row("mkpower-1to2", plan(3, 2, 1.2, 0.5, superiority(), 0.5), "exact_total", 207.9597152, 0.01, "power.nb.test(approach = 2)", mk, same, target = 0.5)

# the sandwich: E of the squared score of one participant over the squared information, frailty and time integrated
moment <- function(p, f, a, loss) {
  present <- function(t) exp(-loss * t) * ifelse(t < f, 1, if (a > 0) pmax(f + a - t, 0) / a else 0)
  g <- function(t) p * t^(p - 1) * present(t)
  integrate(g, 0, f, rel.tol = 1e-10)$value + if (a > 0) integrate(g, f, f + a, rel.tol = 1e-10)$value else 0
}
for (x in list(c(1.4, 2, 1.2, 0.5, 1.5, 0.1, 1), c(0.7, 1, 1, 1, 2, 0, 2), c(0.2, 0.5, 3, 0.25, 4, 0.3, 0.5), c(0.6, 1.2, 0.8, 1, 0, 0.3, 1))) {
  m1 <- moment(1, x[4], x[5], x[6]); m2 <- moment(2, x[4], x[5], x[6])
  arm <- function(rate) (rate * m1 + x[3] * rate^2 * m2) / (rate * m1)^2
  n <- (1 + x[7]) * (qnorm(0.975) + qnorm(0.8))^2 * (arm(x[1]) / x[7] + arm(x[2])) / log(x[1] / x[2])^2
  row(sprintf("sandwich-%s-%s", x[1], x[6]), plan(x[1], x[2], x[3], x[4], ratio = x[7], accrual = x[5], dropout = x[6]), "exact_total", n, 0.001,
      "Tang & Fitzpatrick 2019, 10.1002/sim.8335, constant rates: moments of the time by integrate()", base_r, target = 0.8)
}

# coxph on simulated trials, common and staggered time: its power, the tolerance covers Monte Carlo error
suppressMessages(library(survival)); set.seed(20261122)
one <- function(n, rates, k, f, a) {
  id <- seq_len(2 * n); arm <- rep(1:0, each = n); time <- f + a * runif(2 * n)
  count <- rpois(2 * n, rates[2 - arm] * time * rgamma(2 * n, 1 / k, 1 / k))
  at <- data.frame(id = rep(id, count)); at$t <- runif(nrow(at)) * time[at$id]; at <- at[order(at$id, at$t), ]
  stop <- c(at$t, time); who <- c(at$id, id); event <- rep(1:0, c(nrow(at), 2 * n)); o <- order(who, stop); stop <- stop[o]; who <- who[o]
  start <- ifelse(c(TRUE, diff(who) != 0), 0, c(0, head(stop, -1)))
  fit <- coxph(Surv(start, stop, event[o]) ~ x + cluster(who), data.frame(start, stop, x = arm[who], who), ties = "breslow")
  coef(fit) / sqrt(vcov(fit)[1]) <= -qnorm(0.975)
}
for (x in list(c(90, 0.7, 1.2, 0.8, 1, 0), c(110, 0.7, 1.2, 1, 0.5, 1.5))) {
  power <- mean(replicate(4000, one(x[1], c(x[2], x[3]), x[4], x[5], x[6])))
  row(sprintf("coxph-%s", x[1]), plan(x[2], x[3], x[4], x[5], accrual = x[6]), "attained", power, 0.025,
      "coxph(Surv(start, stop, event) ~ arm + cluster(id)) on 4000 simulated trials", pkg("survival"), "Monte Carlo error 0.006 and small-sample bias", participants = 2 * x[1])
}
write_rows()
