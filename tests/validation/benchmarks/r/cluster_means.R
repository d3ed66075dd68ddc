# Two means, clusters randomised. A t test on cluster means is a t test: rpact and pwr size it with the standard deviation
# of a cluster mean; clusterPower (frozen) has its own formulas; lme4 fits the mixed model on simulated members.
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(here, "common.R"))
suppressMessages({ library(rpact); library(pwr); library(lme4) })

plan <- function(d, icc, m = 20, sd = 1, goal = superiority(), r = 1, cv = 0, method = "t", clusters = NULL)
  c(list(kind = "cluster_means", goal = goal, difference = d, sd = sd, icc = icc, cv_size = cv, allocation = r, method = method),
    if (is.null(clusters)) list(cluster_size = m) else list(clusters_available = clusters))
low <- superiority(better = "lower")

# ---- rpact: participants are clusters, standard deviation of a cluster mean
of_mean <- function(sd, icc, m, cv = 0) sd * sqrt(icc * (1 + cv^2) + (1 - icc) / m)
size <- function(id, d, icc, m, sd, target, goal = superiority(), r = 1, cv = 0, method = "t", note = "") {
  limit <- if (goal$kind == "superiority") 0 else if (goal$better == "higher") -goal$margin else goal$margin
  flip <- if (goal$better == "higher") 1 else -1
  k <- getSampleSizeMeans(alternative = flip * d, thetaH0 = flip * limit, stDev = of_mean(sd, icc, m, cv), alpha = tail_alpha(goal), sided = 1, beta = 1 - target,
                          allocationRatioPlanned = r, normalApproximation = method == "z")$nFixed
  row(id, plan(d, icc, m, sd, goal, r, cv, method), "exact_total", m * k, 0.05, "rpact getSampleSizeMeans on cluster means, SD sqrt(icc (1 + cv^2) + (1 - icc) / m)", pkg("rpact"), note, target = target)
}
size("t", 0.25, 0.05, 20, 1, 0.8)
size("t-2to1", -3, 0.02, 15, 8, 0.9, low, r = 2)
size("t-1to2", 0.3, 0.1, 40, 1, 0.8, r = 0.5)
size("t-one-sided", 0.25, 0.05, 20, 1, 0.8, superiority(1))
size("t-power-50", 0.25, 0.05, 20, 1, 0.5)
size("t-power-99", 0.25, 0.05, 20, 1, 0.99)
size("t-few", 1.2, 0.3, 10, 1, 0.9, note = "about six clusters per arm")
size("t-fractional-size", -2, 0.02, 23.8, 4.5, 0.8, low)
size("t-eldridge", 0.25, 0.05, 20, 1, 0.8, cv = 0.6)
size("z", 0.25, 0.05, 20, 1, 0.8, method = "z")
size("z-eldridge-2to1", 0.25, 0.05, 20, 1, 0.9, r = 2, cv = 0.6, method = "z")
size("ni", 0, 0.05, 20, 1, 0.9, non_inferiority(0.3))
size("ni-off-centre-2to1", 0.5, 0.03, 30, 4, 0.8, non_inferiority(2, better = "lower"), r = 2)

# ---- pwr: unequal numbers of clusters, fixed clusters
for (x in list(c(10, 10, 16, 0.4, 0.05), c(14, 7, 12, 0.5, 0.02), c(4, 4, 50, 1, 0.2)))
  row(sprintf("pwr-fixed-%d-%d", x[1], x[2]), plan(x[4], x[5], r = x[1] / x[2], clusters = x[1] + x[2]), "attained",
      pwr.t2n.test(n1 = x[1], n2 = x[2], d = x[4] / of_mean(1, x[5], x[3]), sig.level = 0.025, alternative = "greater")$power,
      1e-5, "pwr::pwr.t2n.test on cluster means", pkg("pwr"), participants = (x[1] + x[2]) * x[3])
m <- root(function(m) power.t.test(n = 10, delta = 0.4, sd = of_mean(1, 0.05, m))$power - 0.8, 2, 1000)
row("fixed-size", plan(0.4, 0.05, clusters = 20), "exact_total", 20 * m, 0.02, "stats::power.t.test on 10 cluster means per arm, cluster size by uniroot", base_r, target = 0.8)

# ---- clusterPower 0.7.0 (not in Debian; cpa.normal, tol = 1e-12)
cp <- frozen("R clusterPower", "0.7.0"); call <- "clusterPower::cpa.normal"
row("cp-power", plan(0.25, 0.05), "attained", 0.823048450637, 1e-6, call, cp, "id crt-mean-t-01; simulated 0.82162 (SE 0.0012)", participants = 1080)
row("cp-n", plan(0.25, 0.05), "exact_total", 40 * 25.4854446373, 0.01, call, cp, target = 0.8)
row("cp-taylor", plan(0.25, 0.05, cv = 0.6, method = "taylor"), "exact_total", 40 * 27.9023814935, 0.01, "clusterPower::cpa.normal(method = \"taylor\")", cp, target = 0.8)
row("cp-weighted", plan(0.25, 0.05, cv = 0.6), "exact_total", 40 * 30.0007568419, 0.01, "clusterPower::cpa.normal(method = \"weighted\")", cp, target = 0.8)
row("cp-taylor-90", plan(3, 0.1, 50, 12, cv = 0.4, method = "taylor"), "exact_total", 100 * 41.4983072475, 0.01, "clusterPower::cpa.normal(method = \"taylor\")", cp, target = 0.9)
row("cp-few-weighted", plan(1, 0.3, 200, cv = 1), "attained", 0.335190615612, 1e-6, "clusterPower::cpa.normal(method = \"weighted\")", cp, participants = 1600)
row("cp-few-taylor", plan(1, 0.3, 200, cv = 0.3, method = "taylor"), "attained", 0.574979266294, 1e-6, "clusterPower::cpa.normal(method = \"taylor\")", cp, participants = 1600)
row("cp-fixed", plan(0.4, 0.05, clusters = 20), "exact_total", 20 * 23.0903850695, 0.02, "clusterPower::cpa.normal, nsubjects searched", cp, target = 0.8)
row("crtsize", plan(0.25, 0.05), "total", 1040, 0, "CRTSize::n4means", frozen("R CRTSize", "1.2"), "iterated t quantiles, 25.4936 clusters per arm", target = 0.8)

# ---- two one-sided tests on cluster means, integrated over the pooled variance
tost <- function(k, d, limit, s, a = 0.025) {
  df <- 2 * k - 2; se <- s * sqrt(2 / k); t <- qt(1 - a, df)
  inside <- function(u) { w <- t * sqrt(u / df); pmax(0, pnorm((limit - d) / se - w) - pnorm(w - (limit + d) / se)) * dchisq(u, df) }
  integrate(inside, 0, min(df * (limit / (se * t))^2, qchisq(1e-14, df, lower.tail = FALSE)), rel.tol = 1e-11, subdivisions = 2000)$value
}
for (x in list(c(24, 0.05), c(5, 0))) row(sprintf("tost-%d", x[1]), plan(x[2], 0.05, goal = equivalence(0.5)), "attained", tost(x[1], x[2], 0.5, of_mean(1, 0.05, 20)), 1e-5,
    "exact power of two one-sided t tests on cluster means, by integration", base_r, participants = 40 * x[1])

# ---- published
row("fit-moms", plan(-2, 0.02, 23.8, 4.5, low), "attained", 0.8006, 5e-5, "Phelan et al. 2015 Trials, 10.1186/s13063-015-0573-9", published("P69"), "6 clinics per arm, 34 enrolled of whom 30 % lost", participants = 12 * 23.8)

# ---- lme4: mixed model on simulated members of unequal clusters
set.seed(20261122)
fitted <- function(k = 28, m = 20, cv = 0.6, d = 0.25, icc = 0.05) {
  n <- pmax(1, round(rgamma(2 * k, 1 / cv^2, 1 / (m * cv^2)))); id <- rep(seq_len(2 * k), n); arm <- id <= k
  y <- d * arm + rnorm(2 * k, 0, sqrt(icc))[id] + rnorm(length(id), 0, sqrt(1 - icc))
  fit <- lmer(y ~ arm + (1 | id), control = lmerControl(calc.derivs = FALSE, check.conv.singular = "ignore"))
  fixef(fit)[2] / sqrt(vcov(fit)[2, 2]) > qt(0.975, 2 * k - 2)
}
power <- mean(replicate(3000, fitted()))
row("lme4", plan(0.25, 0.05, cv = 0.6, method = "taylor"), "attained", power, 0.022, "lme4::lmer, 3000 simulated trials, t on 54 degrees of freedom", pkg("lme4"), "three Monte Carlo errors", participants = 1120)

# ---- size of an individually randomised trial times 1 + (m - 1) ICC: what most published protocols print
individual <- function(id, d, icc, m, target, cv = 0)
  row(paste0("design-effect-", id), plan(d, icc, m, cv = cv, method = "individual"), "exact_total",
      2 * power.t.test(delta = d, power = target)$n * (1 + ((1 + cv^2) * m - 1) * icc), 0.02, "power.t.test times the design effect (Eldridge 2006 for the CV)", base_r, target = target)
individual("half", 0.5, 0.05, 20, 0.8)
individual("small-icc", 0.25, 0.01, 40, 0.9)
individual("cv", 0.4, 0.05, 15, 0.8, cv = 0.6)
write_rows()
