# Stand-alone device against a panel on a proportion: single-modality analysis in base R, RJafroc's power (frozen).
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(here, "common.R"))

plan <- function(j, p1, p2, sd, rr, ra, ..., goal = superiority())
  list(kind = "standalone_vs_panel_binary", goal = goal, readers = j, p_experimental = p1, p_control = p2, sd_readers = sd,
       correlation_readers = rr, correlation_alone = ra, ...)

# RJafroc 2.1.2, SsPowerGivenJKOrVarCom: half the variance of a reader's difference from the device as the error of the
# interaction (VarTR = sd^2 / 2, Var = (private + common) / 2, Cov2 = common / 2, Cov1 = Cov3 = 0)
rj <- function(id, j, k, p1, p2, sd, rr, ra, inference, power)
  row(id, plan(j, p1, p2, sd, rr, ra, inference = inference), "attained", power, 1e-4,
      "RJafroc::SsPowerGivenJKOrVarCom on the differences from the device, Var = p (1 - p) / K", frozen("R RJafroc", "2.1.2"),
      "two-sided F test: the wrong direction is counted there, not here", participants = k)
rj("rjafroc-8", 8, 120, 0.9, 0.8, 0.05, 0.3, 0.2, "random", 0.815641287138)
rj("rjafroc-12", 12, 80, 0.95, 0.83, 0.03, 0.35, 0.1, "random", 0.93717759231)
rj("rjafroc-fixed-readers", 4, 150, 0.9, 0.82, 0.05, 0.3, 0.2, "fixed_readers", 0.826864706843)

# covariance matrix of the differences, built reader by reader, then its mean variance and covariance
power_single <- function(j, va, v, sd2, rr, ra, shift, alpha) {
  s <- matrix(rr * v, j, j); diag(s) <- v
  s <- rbind(c(va, rep(ra * sqrt(v * va), j)), cbind(rep(ra * sqrt(v * va), j), s))
  contrast <- cbind(1, -diag(j)); d <- contrast %*% s %*% t(contrast)
  msr <- sd2 + mean(diag(d)) - mean(d[upper.tri(d)]); cov2 <- max(mean(d[upper.tri(d)]), 0)
  ddf <- (msr + j * cov2)^2 / (msr^2 / (j - 1))
  pt(qt(1 - alpha, ddf), ddf, shift / sqrt((msr + j * cov2) / j), lower.tail = FALSE)
}
for (x in list(c(10, 0.92, 0.82, 0.05, 0.3, 0.2, 0, 0.8), c(6, 0.97, 0.9, 0.03, 0.3, 0, 0, 0.9), c(15, 0.85, 0.85, 0.05, 0.4, 0.3, 0.08, 0.8))) {
  total <- root(function(t) power_single(x[1], x[2] * (1 - x[2]) / t, x[3] * (1 - x[3]) / t, x[4]^2, x[5], x[6], x[2] - x[3] + x[7], 0.025) - x[8], 4, 1e6)
  goal <- if (x[7] > 0) non_inferiority(x[7]) else superiority()
  row(sprintf("single-%s-%s", x[1], x[2]), plan(x[1], x[2], x[3], x[4], x[5], x[6], goal = goal), "exact_total", total, 0.001,
      "Hillis 2007, 10.1002/sim.2532, single-modality test", base_r, target = x[8])
}
write_rows()
