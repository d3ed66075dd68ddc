# Trials in clusters and periods: generalised least squares with the explicit covariance of every cluster-period mean.
# Nothing is centred or collapsed: one row per cluster and period, one indicator per period, one for the exposure.
alternate <- function(periods, first) (seq_len(periods) + first) %% 2
wedge <- function(counts, before = 1, after = 1) {
  periods <- before + length(counts) - 1 + after
  do.call(rbind, lapply(seq_along(counts), function(s) matrix(rep(as.numeric(seq_len(periods) >= before + s), each = counts[s]), counts[s])))
}
crossover <- function(counts, periods = 2)
  rbind(matrix(rep(alternate(periods, 0), each = counts[1]), counts[1]), matrix(rep(alternate(periods, 1), each = counts[2]), counts[2]))
before_after <- function(counts) rbind(matrix(rep(c(0, 1), each = counts[1]), counts[1]), matrix(0, counts[2], 2))

# standard error of the effect; variance is the total one, iac the correlation of one person's deviations (cohort)
gls_se <- function(x, m, variance, icc, between = c("exchangeable", "nested", "decay"), cac = 1, iac = 0) {
  between <- match.arg(between)
  k <- nrow(x); periods <- ncol(x)
  lag <- abs(outer(seq_len(periods), seq_len(periods), "-"))
  r <- switch(between, exchangeable = matrix(1, periods, periods), nested = ifelse(lag == 0, 1, cac), decay = ifelse(lag == 0, 1, cac^lag))
  v <- variance * (icc * r + (1 - icc) / m * ifelse(lag == 0, 1, iac))
  big <- kronecker(diag(k), v)
  rows <- expand.grid(period = seq_len(periods), cluster = seq_len(k))
  design <- cbind(as.vector(t(x)), model.matrix(~ 0 + factor(period), rows))
  sqrt(solve(t(design) %*% solve(big, design))[1, 1])
}
near_tail <- function(effect, se, alpha = 0.05, df = Inf) {
  a <- alpha / 2
  if (is.finite(df)) pt(qt(1 - a, df), df, abs(effect) / se, lower.tail = FALSE) else pnorm(abs(effect) / se - qnorm(1 - a))
}
swcrt <- frozen("R swCRTdesign", "4.0")
stepped_power <- frozen("R SteppedPower", "0.3.4")
both_tails <- "counts rejections on both sides"
