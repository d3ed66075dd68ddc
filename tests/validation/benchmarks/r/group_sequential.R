# Group sequential designs: Lan-DeMets spending (O'Brien-Fleming type, Pocock type), efficacy bounds only.
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(here, "common.R"))
suppressMessages({ library(rpact); library(mvtnorm) })

means <- function(goal = superiority(), d = 0.5, k = 1, method = "z")
  c(list(kind = "two_means", goal = goal, difference = d, sd = 1), list(sd_control = NULL), list(allocation = k, method = method))
rates <- function(goal = superiority(), p = 0.65, p0 = 0.5, k = 1, method = "score")
  list(kind = "two_proportions", goal = goal, p_experimental = p, p_control = p0, allocation = k, method = method)
plan <- function(inner, information, spending) list(kind = "group_sequential", inner = inner, information = information, spending = spending)
low <- superiority(better = "lower")
rpact_design <- function(information, spending, a, target)
  getDesignGroupSequential(informationRates = information, alpha = a, beta = 1 - target, sided = 1,
                           typeOfDesign = c(obrien_fleming = "asOF", pocock = "asP")[[spending]])

# second route: the spending function inverted look by look with mvtnorm, then the drift that gives the target
spent <- function(t, spending, a) if (spending == "pocock") a * log(1 + (exp(1) - 1) * t) else 2 * pnorm(-qnorm(1 - a / 2) / sqrt(t))
stay <- function(bounds, information, drift = 0) {           # P(no crossing up to the last bound), final-look drift
  j <- length(bounds); t <- information[1:j]
  if (j == 1) return(pnorm(bounds - drift * sqrt(t)))
  corr <- outer(t, t, function(u, w) sqrt(pmin(u, w) / pmax(u, w)))
  pmvnorm(upper = bounds, mean = drift * sqrt(t), corr = corr, algorithm = Miwa(steps = 512))[1]
}
bounds_of <- function(information, spending, a) {
  b <- numeric(0)
  for (j in seq_along(information)) {
    to <- 1 - spent(information[j], spending, a)
    b <- c(b, root(function(x) stay(c(b, x), information) - to, 0, 12))
  }
  b
}
crossing <- function(bounds, information, drift) 1 - stay(bounds, information, drift)
inflation_of <- function(information, spending, a, target) {
  b <- bounds_of(information, spending, a)
  (root(function(x) crossing(b, information, x) - target, 0, 12) / (qnorm(1 - a) + qnorm(target)))^2
}
landemets <- "Lan & DeMets 1983, 10.1093/biomet/70.3.659"
text <- function(spending) sprintf("rpact getDesignGroupSequential(typeOfDesign = \"%s\"); %s", c(obrien_fleming = "asOF", pocock = "asP")[[spending]], landemets)

looks <- list(k2 = c(0.5, 1), k3 = c(1 / 3, 2 / 3, 1), uneven = c(0.3, 0.7, 1), k4 = c(0.25, 0.5, 0.75, 1))
for (spending in c("obrien_fleming", "pocock")) for (name in names(looks)) {
  t <- looks[[name]]; d <- rpact_design(t, spending, 0.025, 0.8)
  b <- bounds_of(t, spending, 0.025); stopifnot(abs(b - d$criticalValues) < 2e-4)
  factor <- getDesignCharacteristics(d)$inflationFactor; stopifnot(abs(factor - inflation_of(t, spending, 0.025, 0.8)) < 2e-4)
  id <- paste(spending, name, sep = "-")
  row(paste0(id, "-bounds"), plan(means(), t, spending), "bounds", d$criticalValues, 0.0005, text(spending), pkg("rpact"), target = 0.8)
  row(paste0(id, "-inflation"), plan(means(), t, spending), "inflation", factor, 0.0005, text(spending), pkg("rpact"), target = 0.8)
}
cases <- list(
  list("power-50", means(), c(0.5, 1), "obrien_fleming", 0.5), list("power-99", means(), c(0.5, 1), "pocock", 0.99), list("power-90", means(), c(0.5, 1), "pocock", 0.9),
  list("one-sided", means(superiority(1)), c(0.5, 1), "obrien_fleming", 0.8), list("alpha-01", means(superiority(alpha = 0.01)), c(0.6, 0.8, 1), "obrien_fleming", 0.9),
  list("lower-2to1", means(low, -0.5, 2), c(0.5, 1), "pocock", 0.8), list("ni", means(non_inferiority(0.4), 0), c(0.5, 1), "obrien_fleming", 0.9),
  list("rates-unpooled", rates(method = "unpooled"), c(0.5, 1), "obrien_fleming", 0.8), list("rates", rates(), c(0.5, 1), "obrien_fleming", 0.8),
  list("rates-lower-1to2", rates(low, 0.36, 0.5, 0.5, "unpooled"), c(0.5, 0.75, 1), "pocock", 0.9))
for (x in cases) {
  a <- tail_alpha(x[[2]]$goal); d <- rpact_design(x[[3]], x[[4]], a, x[[5]]); factor <- getDesignCharacteristics(d)$inflationFactor
  stopifnot(abs(factor - inflation_of(x[[3]], x[[4]], a, x[[5]])) < 2e-4)
  row(paste0(x[[1]], "-bounds"), plan(x[[2]], x[[3]], x[[4]]), "bounds", d$criticalValues, 0.0005, text(x[[4]]), pkg("rpact"), target = x[[5]])
  row(paste0(x[[1]], "-inflation"), plan(x[[2]], x[[3]], x[[4]]), "inflation", factor, 0.0005, text(x[[4]]), pkg("rpact"), target = x[[5]])
}

# the same by mvtnorm alone
for (spending in c("obrien_fleming", "pocock")) for (name in c("k2", "uneven")) {
  id <- paste("mvtnorm", spending, name, sep = "-"); by <- pkg("mvtnorm"); own <- paste0(landemets, "; bounds and drift solved on mvtnorm::pmvnorm(Miwa)")
  row(paste0(id, "-bounds"), plan(means(), looks[[name]], spending), "bounds", bounds_of(looks[[name]], spending, 0.025), 0.0005, own, by, target = 0.8)
  row(paste0(id, "-inflation"), plan(means(), looks[[name]], spending), "inflation", inflation_of(looks[[name]], spending, 0.025, 0.9), 0.0005, own, by, target = 0.9)
}

# maximum size and power at a size
d <- rpact_design(c(0.5, 1), "obrien_fleming", 0.025, 0.8); at <- plan(means(), c(0.5, 1), "obrien_fleming")
n <- getSampleSizeMeans(d, alternative = 0.5, stDev = 1, normalApproximation = TRUE)$maxNumberOfSubjects
row("total-means-z", at, "exact_total", n, 0.05, "rpact getSampleSizeMeans(design, normalApproximation = TRUE)", pkg("rpact"), "maximum size, all looks done", target = 0.8)
n <- getSampleSizeMeans(d, alternative = 0.5, stDev = 1)$maxNumberOfSubjects
row("total-means-t", plan(means(method = "t"), c(0.5, 1), "obrien_fleming"), "exact_total", n, 0.5, "rpact getSampleSizeMeans(design)", pkg("rpact"),
    "rpact: fixed non-central t size times the inflation of a normal drift; a convention, hence the tolerance", target = 0.8)
n <- getSampleSizeRates(d, pi1 = 0.65, pi2 = 0.5)$maxNumberOfSubjects
row("total-rates", plan(rates(), c(0.5, 1), "obrien_fleming"), "exact_total", n, 0.1, "rpact getSampleSizeRates(design)", pkg("rpact"), "fixed pooled chi-square size times the inflation", target = 0.8)
for (x in list(list("means-126", means(), 126, 0.5 * sqrt(126 / 4), "obrien_fleming"), list("means-100-pocock", means(), 100, 0.5 * sqrt(100 / 4), "pocock"), list("means-2to1-150", means(k = 2), 150, 0.5 * sqrt(150 * 2 / 9), "obrien_fleming"))) {
  b <- bounds_of(c(0.5, 1), x[[5]], 0.025)
  row(paste0("power-", x[[1]]), plan(x[[2]], c(0.5, 1), x[[5]]), "attained", crossing(b, c(0.5, 1), x[[4]]), 0.0005, "crossing probability by mvtnorm::pmvnorm at the maximum size", pkg("mvtnorm"), participants = x[[3]])
}
p <- getPowerMeans(rpact_design(c(0.5, 1), "obrien_fleming", 0.025, 0.8), alternative = 0.5, stDev = 1, normalApproximation = TRUE, maxNumberOfSubjects = 126)$overallReject
row("rpact-power-means-126", at, "attained", p, 0.0005, "rpact getPowerMeans(design, normalApproximation = TRUE)", pkg("rpact"), participants = 126)

# ---- other programs (calls in cran.R) and the shared table
gs <- frozen("R gsDesign", "3.1.1"); g <- "gsDesign::gsDesign(test.type = 1, r = 40, tol = 1e-9), sfLDOF or sfLDPocock"
gsdesign <- function(id, t, spending, bounds, inflation, target, goal = superiority()) {
  row(paste0("gsdesign-", id, "-bounds"), plan(means(goal), t, spending), "bounds", bounds, 0.0001, g, gs, target = target)
  row(paste0("gsdesign-", id, "-inflation"), plan(means(goal), t, spending), "inflation", inflation, 0.0005, g, gs, target = target)
}
gsdesign("of-k2", c(0.5, 1), "obrien_fleming", c(2.9625880427, 1.9685956406), 1.003417927, 0.9)
gsdesign("pocock-k2", c(0.5, 1), "pocock", c(2.1569992183, 2.2009769676), 1.122550219, 0.8)
gsdesign("of-k3", c(1, 2, 3) / 3, "obrien_fleming", c(3.7103028733, 2.5114274612, 1.9930474797), 1.01185275, 0.9)
gsdesign("pocock-k3", c(1, 2, 3) / 3, "pocock", c(2.2794282389, 2.2949111354, 2.2959395807), 1.154220175, 0.9)
gsdesign("of-uneven", c(0.3, 0.7, 1), "obrien_fleming", c(3.9285725426, 2.4387423663, 2.0000085751), 1.014957425, 0.8)
gsdesign("pocock-uneven", c(0.3, 0.7, 1), "pocock", c(2.3118353038, 2.2583463504, 2.3061828871), 1.171505726, 0.8)
gsdesign("of-alpha-01", c(0.6, 0.8, 1), "obrien_fleming", c(3.4405811959, 2.9468328135, 2.6152808034), 1.011665917, 0.9, superiority(alpha = 0.01))
gsdesign("of-k5", 1:5 / 5, "obrien_fleming", c(4.8768849488, 3.3570118931, 2.6802800376, 2.2898167677, 2.0310320525), 1.024719869, 0.8)
gsdesign("pocock-power-99", c(0.5, 1), "pocock", c(2.1569992183, 2.2009769676), 1.090482716, 0.99)
row("peer-of-k2-bounds", plan(means(), c(0.5, 1), "obrien_fleming"), "bounds", c(2.9625880427, 1.9685956463), 0.0005, text("obrien_fleming"), peers("rpact", "4.3.0"),
    "id gs-fut-fixed-01: non-binding futility leaves the efficacy bounds alone", target = 0.9)
jt <- frozen("R rpact and Python gsdesign", "rpact 4.3.0")
row("peer-of-k3-bounds", plan(means(), c(1 / 3, 2 / 3, 1), "obrien_fleming"), "bounds", c(3.7103, 2.5114, 1.9930), 0.0001, paste0(landemets, ", spending function"), jt, "four printed decimals", target = 0.9)
row("peer-of-k2-inflation", plan(means(), c(0.5, 1), "obrien_fleming"), "inflation", 1.0037, 0.0001, landemets, jt, "four printed decimals", target = 0.8)
row("peer-of-k3-inflation", plan(means(), c(1 / 3, 2 / 3, 1), "obrien_fleming"), "inflation", 1.0128, 0.0001, landemets, jt, "four printed decimals", target = 0.8)
row("peer-pocock-k3-inflation", plan(means(), c(1 / 3, 2 / 3, 1), "pocock"), "inflation", 1.1704, 0.0001, landemets, jt, "four printed decimals", target = 0.8)
write_rows()
