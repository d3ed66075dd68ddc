# Months at which looks of a log-rank plan are expected: the numbers of tests/stats/test_interim_exhibits.py.
# rpact 3.3.4, and gsDesign 3.11.0 eEvents(), which shares no code with it, where gsDesign is installed.
suppressMessages(library(rpact))
by_rpact <- function(ratio, survival, accrual, follow_up, dropout, allocation, times) as.numeric(getSampleSizeSurvival(
  design = getDesignGroupSequential(informationRates = times, typeOfDesign = "asOF", alpha = 0.025, beta = 0.1, sided = 1),
  hazardRatio = ratio, lambda2 = -log(survival) / 12, accrualTime = c(0, accrual), followUpTime = follow_up,
  dropoutRate1 = dropout, dropoutRate2 = dropout, dropoutTime = 12, allocationRatioPlanned = allocation)$analysisTime)
by_gsdesign <- function(ratio, survival, accrual, follow_up, dropout, allocation, times) {
  control <- -log(survival) / 12; loss <- -log(1 - dropout) / 12; end <- accrual + follow_up
  arm <- function(hazard, share, month) sum(gsDesign::eEvents(lambda = hazard, eta = loss, gamma = share, R = accrual, T = month, minfup = 0)$d)
  events <- function(month) arm(control * ratio, allocation / (1 + allocation), month) + arm(control, 1 / (1 + allocation), month)
  sapply(times, function(t) if (t == 1) end else uniroot(function(m) events(m) - t * events(end), c(0.01, end), tol = 1e-10)$root)
}
cases <- list(list(0.6, 0.4, 24, 12, 0, 1, c(0.6, 1)), list(0.7, 0.6, 18, 12, 0.1, 2, c(0.3, 0.7, 1)),
              list(0.75, 0.5, 36, 6, 0, 1, c(0.25, 0.5, 0.75, 1)))
for (case in cases) {
  print(do.call(by_rpact, case), digits = 10)
  if (requireNamespace("gsDesign", quietly = TRUE)) print(do.call(by_gsdesign, case), digits = 10)
}
