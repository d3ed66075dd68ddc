# Stand-alone device against a panel: single-modality Obuchowski-Rockette analysis in base R, RJafroc's power (frozen).
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(here, "common.R"))
suppressMessages(library(mvtnorm))

plan <- function(j, a1, a2, sd, rr, ra, ..., goal = superiority())
  list(kind = "standalone_vs_panel", goal = goal, readers = j, auc_experimental = a1, auc_control = a2, sd_readers = sd,
       correlation_readers = rr, correlation_alone = ra, ...)

# RJafroc 2.1.2, SsPowerGivenJKOrVarCom: half the variance of a reader's difference from the device as the error of the
# interaction (VarTR = sd^2 / 2, Var = (private + common) / 2, Cov2 = common / 2, Cov1 = Cov3 = 0)
rj <- function(id, j, k, pilot, delta, sd, v, va, rr, ra, inference, power)
  row(id, plan(j, 0.85 + delta, 0.85, sd, rr, ra, error_variance = v, error_variance_alone = va, pilot_cases = pilot, inference = inference),
      "attained", power, 2e-4, "RJafroc::SsPowerGivenJKOrVarCom on the differences from the device", frozen("R RJafroc", "2.1.2"),
      "two-sided F test: the wrong direction is counted there, not here", participants = k)
rj("rjafroc-10", 10, 200, 100, 0.05, 0.02, 0.0012, 0.0012, 0.4, 0.2, "random", 0.48430555596)
rj("rjafroc-6", 6, 150, 80, 0.08, 0.03, 0.001, 0.0007, 0.35, 0.1, "random", 0.854390873696)
rj("rjafroc-fixed-readers", 5, 300, 80, 0.04, 0.03, 0.001, 0.0007, 0.35, 0.1, "fixed_readers", 0.682311430245)
rj("rjafroc-fixed-cases", 12, 90, 80, 0.04, 0.03, 0.001, 0.0007, 0.35, 0.1, "fixed_cases", 0.90592321181)

joint <- function(h, rho) as.numeric(pmvnorm(upper = c(h, h), corr = matrix(c(1, rho, rho, 1), 2), algorithm = Miwa(steps = 2000)))
binormal <- function(a, n, m) { q <- joint(qnorm(a), 0.5) - a^2; (a * (1 - a) + (n + m - 2) * q) / (n * m) }
# covariance matrix of the differences, built reader by reader, then its mean variance and covariance
power_single <- function(j, va, v, sd2, rr, ra, shift, alpha) {
  s <- matrix(rr * v, j, j); diag(s) <- v
  s <- rbind(c(va, rep(ra * sqrt(v * va), j)), cbind(rep(ra * sqrt(v * va), j), s))
  contrast <- cbind(1, -diag(j)); d <- contrast %*% s %*% t(contrast)
  msr <- sd2 + mean(diag(d)) - mean(d[upper.tri(d)]); cov2 <- max(mean(d[upper.tri(d)]), 0)
  ddf <- (msr + j * cov2)^2 / (msr^2 / (j - 1))
  pt(qt(1 - alpha, ddf), ddf, shift / sqrt((msr + j * cov2) / j), lower.tail = FALSE)
}
for (x in list(c(10, 0.92, 0.85, 0.04, 0.4, 0.2, 0, 1, 0.8), c(6, 0.95, 0.86, 0.03, 0.3, 0, 0, 4, 0.9), c(15, 0.88, 0.88, 0.05, 0.45, 0.3, 0.05, 0.5, 0.8))) {
  k <- x[8]
  total <- root(function(t) power_single(x[1], binormal(x[2], t / (1 + k), t * k / (1 + k)), binormal(x[3], t / (1 + k), t * k / (1 + k)), x[4]^2, x[5], x[6],
                                         x[2] - x[3] + x[7], 0.025) - x[9], 6, 1e6)
  goal <- if (x[7] > 0) non_inferiority(x[7]) else superiority()
  row(sprintf("single-%s-%s", x[1], k), plan(x[1], x[2], x[3], x[4], x[5], x[6], controls_per_case = k, goal = goal), "exact_total", total, 0.02,
      "Hillis 2007, 10.1002/sim.2532, single-modality test; areas by mvtnorm::pmvnorm", pkg("mvtnorm"), target = x[9])
}
write_rows()
