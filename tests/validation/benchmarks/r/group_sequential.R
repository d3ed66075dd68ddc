# Group sequential designs: spending functions, classical shapes, futility bounds that bind or not.
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
row("total-means-t", plan(means(method = "t"), c(0.5, 1), "obrien_fleming"), "exact_total", n, 0.001, "rpact getSampleSizeMeans(design)", pkg("rpact"),
    "fixed non-central t size times the inflation", target = 0.8)
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

# ---- other spending functions, classical shapes, futility bounds: rpact, and mvtnorm where it goes by another route
thirds <- c(1, 2, 3) / 3
wider <- function(information, spending, ..., inner = means()) c(plan(inner, information, spending), list(...))
of_rpact <- function(id, design, typeOfDesign, information, target, ..., alpha = 0.025) {
  d <- getDesignGroupSequential(informationRates = information, alpha = alpha, beta = 1 - target, sided = 1, typeOfDesign = typeOfDesign, ...)
  said <- sprintf("rpact getDesignGroupSequential(typeOfDesign = \"%s\", ...)", typeOfDesign)
  row(paste0(id, "-bounds"), design, "bounds", d$criticalValues, 0.0001, said, pkg("rpact"), target = target)
  row(paste0(id, "-inflation"), design, "inflation", getDesignCharacteristics(d)$inflationFactor, 0.0001, said, pkg("rpact"), target = target)
}
of_rpact("pocock-classical-k3", wider(thirds, "pocock_classical"), "P", thirds, 0.9)
of_rpact("pocock-classical-uneven", wider(c(0.3, 0.7, 1), "pocock_classical"), "P", c(0.3, 0.7, 1), 0.8)
of_rpact("of-classical-k4", wider(1:4 / 4, "obrien_fleming_classical"), "OF", 1:4 / 4, 0.9)
of_rpact("of-classical-uneven", wider(c(0.4, 0.6, 1), "obrien_fleming_classical"), "OF", c(0.4, 0.6, 1), 0.8)
of_rpact("wang-tsiatis-25", wider(thirds, "wang_tsiatis", delta = 0.25), "WT", thirds, 0.8, deltaWT = 0.25)
of_rpact("wang-tsiatis-10-uneven", wider(c(0.5, 0.8, 1), "wang_tsiatis", delta = 0.1), "WT", c(0.5, 0.8, 1), 0.9, deltaWT = 0.1)
of_rpact("haybittle-peto-k3", wider(thirds, "haybittle_peto"), "HP", thirds, 0.9)
of_rpact("hsd-minus-4", wider(thirds, "hwang_shih_decani", gamma = -4), "asHSD", thirds, 0.9, gammaA = -4)
of_rpact("hsd-plus-2", wider(c(0.5, 1), "hwang_shih_decani", gamma = 2), "asHSD", c(0.5, 1), 0.8, gammaA = 2)
of_rpact("kim-demets-3", wider(1:4 / 4, "kim_demets", rho = 3), "asKD", 1:4 / 4, 0.8, gammaA = 3)
of_rpact("futility-0", wider(c(0.5, 1), "obrien_fleming", futility = I(0)), "asOF", c(0.5, 1), 0.9, futilityBounds = 0, bindingFutility = FALSE)
of_rpact("futility-k3-pocock", wider(thirds, "pocock", futility = c(0, 1)), "asP", thirds, 0.8, futilityBounds = c(0, 1), bindingFutility = FALSE)
of_rpact("binding-k3", wider(thirds, "obrien_fleming", futility = c(0, 0.5), futility_rule = "binding"), "asOF", thirds, 0.9, futilityBounds = c(0, 0.5), bindingFutility = TRUE)
of_rpact("binding-of-classical", wider(thirds, "obrien_fleming_classical", futility = c(0, 0.5), futility_rule = "binding"), "OF", thirds, 0.9, futilityBounds = c(0, 0.5), bindingFutility = TRUE)
of_rpact("binding-pocock-classical", wider(c(0.4, 1), "pocock_classical", futility = I(0.3), futility_rule = "binding"), "P", c(0.4, 1), 0.8, futilityBounds = 0.3, bindingFutility = TRUE)
of_rpact("beta-hsd", wider(thirds, "hwang_shih_decani", gamma = -4, futility_spending = "hwang_shih_decani", futility_gamma = -2, beta = 0.1), "asHSD", thirds, 0.9,
         gammaA = -4, typeBetaSpending = "bsHSD", gammaB = -2, bindingFutility = FALSE)
of_rpact("beta-hsd-binding", wider(c(0.3, 0.7, 1), "hwang_shih_decani", gamma = -4, futility_spending = "hwang_shih_decani", futility_gamma = -2, beta = 0.2, futility_rule = "binding"),
         "asHSD", c(0.3, 0.7, 1), 0.8, gammaA = -4, typeBetaSpending = "bsHSD", gammaB = -2, bindingFutility = TRUE)
of_rpact("beta-of", wider(1:4 / 4, "obrien_fleming", futility_spending = "obrien_fleming", beta = 0.1), "asOF", 1:4 / 4, 0.9, typeBetaSpending = "bsOF", bindingFutility = FALSE)
of_rpact("beta-pocock-binding", wider(c(0.5, 1), "pocock", futility_spending = "pocock", beta = 0.1, futility_rule = "binding"), "asP", c(0.5, 1), 0.9, typeBetaSpending = "bsP", bindingFutility = TRUE)

# the level and the power of a plan with futility as sums over the looks of pmvnorm boxes
claim <- function(bounds, futility, information, drift) sum(sapply(seq_along(bounds), function(j) {
  t <- information[seq_len(j)]; below <- seq_len(j - 1)
  lower <- c(futility[below], bounds[j]) - drift * sqrt(t); upper <- c(bounds[below], Inf) - drift * sqrt(t)
  if (j == 1) return(pnorm(lower, lower.tail = FALSE))
  suppressWarnings(pmvnorm(lower, upper, corr = outer(t, t, function(u, w) sqrt(pmin(u, w) / pmax(u, w))), algorithm = Miwa(steps = 512)))[1]
}))
shaped <- function(delta, futility, information, a) root(function(c) claim(c * information^(delta - 0.5), futility, information, 0) - a, 1, 6) * information^(delta - 0.5)
over_fixed <- function(bounds, futility, information, target, a = 0.025)
  (root(function(x) claim(bounds, futility, information, x) - target, 0, 12) / (qnorm(1 - a) + qnorm(target)))^2
by <- pkg("mvtnorm"); own <- "constant and drift solved on sums of mvtnorm::pmvnorm(Miwa) over the looks"
none <- rep(-Inf, 3)
b <- shaped(0.5, none, thirds, 0.025)
row("mvtnorm-pocock-classical-bounds", wider(thirds, "pocock_classical"), "bounds", b, 0.0001, own, by, target = 0.8)
row("mvtnorm-pocock-classical-inflation", wider(thirds, "pocock_classical"), "inflation", over_fixed(b, none, thirds, 0.8), 0.0002, own, by, target = 0.8)
b <- shaped(0, c(0.2, 0.8), thirds, 0.025); at <- wider(thirds, "obrien_fleming_classical", futility = c(0.2, 0.8), futility_rule = "binding")
row("mvtnorm-binding-of-classical-bounds", at, "bounds", b, 0.0001, own, by, target = 0.8)
row("mvtnorm-binding-of-classical-inflation", at, "inflation", over_fixed(b, c(0.2, 0.8), thirds, 0.8), 0.0002, own, by, target = 0.8)
b <- shaped(0, none, thirds, 0.025)
row("mvtnorm-free-of-classical-inflation", wider(thirds, "obrien_fleming_classical", futility = c(0.2, 0.8)), "inflation", over_fixed(b, c(0.2, 0.8), thirds, 0.8), 0.0002, own, by, target = 0.8)

# the shared table: gsDesign and rpact at other versions, Jennison & Turnbull's printed constants
row("peer-gs-poc-01-bounds", wider(thirds, "pocock_classical"), "bounds", rep(2.2894784686, 3), 0.00001, "gsDesign(k = 3, sfu = \"Pocock\"), id gs-poc-01", peers("gsDesign", "3.10.1"), target = 0.9)
row("peer-gs-poc-01-inflation", wider(thirds, "pocock_classical"), "inflation", 1.1506380737, 0.00001, "getDesignGroupSequential(\"P\"), id gs-poc-01", peers("rpact", "4.3.0"), target = 0.9)
row("peer-gs-hsd-01-bounds", wider(thirds, "hwang_shih_decani", gamma = -4), "bounds", c(3.0107394854, 2.5465305613, 1.9992263707), 0.00001, "gsDesign(sfu = sfHSD, sfupar = -4), id gs-hsd-01", peers("gsDesign", "3.10.1"), target = 0.9)
row("peer-gs-2sided-of-01-bounds", wider(1:4 / 4, "obrien_fleming_classical"), "bounds", c(4.0485909994, 2.8627861499, 2.3374551034, 2.0242954997), 0.00001, "getDesignGroupSequential(\"OF\", sided = 2), id gs-2sided-of-01", peers("rpact", "4.3.0"), "two-sided 0.05 against one-sided 0.025", target = 0.9)
row("peer-gs-2sided-of-01-inflation", wider(1:4 / 4, "obrien_fleming_classical"), "inflation", 1.0221630385, 0.00002, "getDesignGroupSequential(\"OF\", sided = 2), id gs-2sided-of-01", peers("rpact", "4.3.0"), target = 0.9)
row("peer-gs-fut-fixed-01-inflation", wider(c(0.5, 1), "obrien_fleming", futility = I(0)), "inflation", 1.0116015179, 0.00001, "getDesignGroupSequential(\"asOF\", futilityBounds = 0), id gs-fut-fixed-01", peers("rpact", "4.3.0"), target = 0.9)
row("peer-gs-binding-asym-inflation", wider(thirds, "hwang_shih_decani", gamma = -4, futility = c(-3.3204268844, -2.4726025007)), "inflation", 1.0151966976, 0.00001, "gsDesign(test.type = 6, sfl = sfHSD(-8)), id gs-binding-asym", peers("gsDesign", "3.10.1"), "its lower bounds given on z", target = 0.9)
jennison <- frozen("Jennison & Turnbull 2000, tables 2.1, 2.3 and 2.4", "printed")
row("jt-pocock-k5-last", wider(1:5 / 5, "pocock_classical"), "bounds", rep(2.413, 5), 0.0006, "C_P(5, 0.05), table 2.1", jennison, target = 0.9)
row("jt-of-k4-inflation", wider(1:4 / 4, "obrien_fleming_classical"), "inflation", 1.022, 0.0006, "R_B(4, 0.05, 0.1), table 2.4", jennison, target = 0.9)
counts <- list(kind = "negative_binomial_rates", goal = low, rate_experimental = 0.56, rate_control = 0.8, dispersion = 0.4, exposure = 1)
row("peer-gs-counts-01", plan(counts, c(0.5, 1), "obrien_fleming"), "total", 636, 0, "getSampleSizeCounts(design), id gs-counts-01", peers("rpact", "4.3.0"), target = 0.9)

# ---- sizes, expected sizes and effects at the bounds of whole plans: the fixed study of rpact times its inflation, unequal arms, low powers
of_size <- function(id, inner, t, target, by, type = "asP", spending = "pocock", a = 0.05) {
  d <- getDesignGroupSequential(informationRates = t, alpha = a, beta = 1 - target, sided = 1, typeOfDesign = type)
  s <- by(d); at <- plan(inner, t, spending); said <- paste0("rpact getSampleSize...(getDesignGroupSequential(\"", type, "\"))"); n <- as.numeric(s$maxNumberOfSubjects)
  row(paste0("whole-", id, "-total"), at, "exact_total", n, n * 1e-4, said, pkg("rpact"), target = target)
  row(paste0("whole-", id, "-effects"), at, "effects", as.numeric(s$criticalValuesEffectScale), 0.0003, paste0(said, "$criticalValuesEffectScale"), pkg("rpact"), target = target)
  if (inner$kind == "log_rank") return(invisible())
  row(paste0("whole-", id, "-expected"), at, "expected", as.numeric(s$expectedNumberOfSubjectsH1), n * 1e-4, said, pkg("rpact"), target = target)
  row(paste0("whole-", id, "-null"), at, "expected_null", as.numeric(s$expectedNumberOfSubjectsH0), n * 1e-4, said, pkg("rpact"), target = target)
}
at5 <- superiority(1, alpha = 0.05); u3 <- c(0.4, 0.75, 1)
of_size("low-rates-3to1", rates(superiority(1, "lower", 0.05), 0.05, 0.12, 3), u3, 0.5, function(d) getSampleSizeRates(d, pi1 = 0.05, pi2 = 0.12, allocationRatioPlanned = 3))
of_size("ni-rates-1to2", rates(non_inferiority(0.1, 0.05), 0.85, 0.85, 0.5), u3, 0.8, function(d) getSampleSizeRates(d, pi1 = 0.85, pi2 = 0.85, thetaH0 = -0.1, allocationRatioPlanned = 0.5))
of_size("one-mean", list(kind = "one_mean", goal = at5, mean_expected = 0.4, mean_reference = 0, sd = 1), u3, 0.5, function(d) getSampleSizeMeans(d, groups = 1, alternative = 0.4, stDev = 1))
of_size("ni-means-2to1", list(kind = "two_means", goal = non_inferiority(2), difference = 0.5, sd = 6, allocation = 2), 1:5 / 5, 0.9, function(d)
  getSampleSizeMeans(d, alternative = 0.5, thetaH0 = -2, stDev = 6, allocationRatioPlanned = 2), "OF", "obrien_fleming_classical", 0.025)
of_size("one-rate", list(kind = "one_proportion", goal = superiority(), p_expected = 0.65, p_reference = 0.5, method = "score"), c(0.5, 1), 0.8, function(d)
  getSampleSizeRates(d, groups = 1, pi1 = 0.65, thetaH0 = 0.5), "asOF", "obrien_fleming", 0.025)
of_size("survival-2to1", list(kind = "log_rank", goal = low, hazard_ratio = 0.7, survival_control = 0.5, horizon = 12, accrual = 24, follow_up = 12, allocation = 2), thirds, 0.9, function(d)
  getSampleSizeSurvival(d, hazardRatio = 0.7, median2 = 12, accrualTime = 24, followUpTime = 12, allocationRatioPlanned = 2), "asOF", "obrien_fleming", 0.025)

# ---- what protocols state otherwise: nothing spent at a look, p values, looks as counts, another beta spending
none_first <- wider(c(60, 120, 180), "given_alpha", levels = c(0, 0.005), futility = c(0, 0.5))
d <- getDesignGroupSequential(typeOfDesign = "asUser", userAlphaSpending = c(0, 0.005, 0.025), informationRates = thirds, alpha = 0.025, beta = 0.1, sided = 1, futilityBounds = c(0, 0.5), bindingFutility = FALSE)
row("given-alpha-inflation", none_first, "inflation", getDesignCharacteristics(d)$inflationFactor, 0.0001, "rpact getDesignGroupSequential(\"asUser\", userAlphaSpending = c(0, 0.005, 0.025))", pkg("rpact"), target = 0.9)
of_rpact("given-p", wider(c(0.5, 1), "given_p", levels = I(0.0005)), "HP", c(0.5, 1), 0.9, constantBoundsHP = qnorm(0.9995))
d <- getDesignGroupSequential(typeOfDesign = "noEarlyEfficacy", informationRates = c(0.4, 1), alpha = 0.025, beta = 0.2, sided = 1, futilityBounds = 0, bindingFutility = FALSE)
row("final-only-inflation", wider(c(0.4, 1), "final_only", futility = I(0)), "inflation", getDesignCharacteristics(d)$inflationFactor, 0.0001, "rpact getDesignGroupSequential(\"noEarlyEfficacy\", futilityBounds = 0)", pkg("rpact"), target = 0.8)
of_rpact("beta-kim-demets", wider(c(0.3, 0.6, 1), "obrien_fleming", futility_spending = "kim_demets", futility_rho = 2, beta = 0.1), "asOF", c(0.3, 0.6, 1), 0.9,
         typeBetaSpending = "bsKD", gammaB = 2, bindingFutility = FALSE)
of_rpact("ten-looks-pocock", wider(1:10 / 10, "pocock_classical"), "P", 1:10 / 10, 0.5)

# ---- mixed families of alpha and beta spending, frozen from gsDesign (functions of its repository, compiled), r = 40, tol = 1e-7
gs <- frozen("R gsDesign", "3.11.0.9003")
mixed <- function(id, call, design, upper, lower, inflation, target) {
  row(paste0("mixed-", id, "-bounds"), design, "bounds", upper, 0.0001, call, gs, target = target)
  row(paste0("mixed-", id, "-futility"), design, "futility", lower, 0.0001, call, gs, target = target)
  row(paste0("mixed-", id, "-inflation"), design, "inflation", inflation, 0.0001, call, gs, target = target)
}
mixed("of-hsd", "gsDesign(k = 3, test.type = 4, beta = 0.1, sfu = sfLDOF, sfl = sfHSD, sflpar = -2)",
      wider(thirds, "obrien_fleming", futility_spending = "hwang_shih_decani", futility_gamma = -2, beta = 0.1), c(3.71030287, 2.51142746, 1.99304747), c(-0.24177484, 0.93666530), 1.066513482, 0.9)
mixed("of-power-k5", "gsDesign(k = 5, test.type = 4, beta = 0.2, sfu = sfLDOF, sfl = sfPower, sflpar = 2)",
      wider(1:5 / 5, "obrien_fleming", futility_spending = "kim_demets", futility_rho = 2, beta = 0.2), c(4.87688495, 3.35701180, 2.68028003, 2.28981677, 2.03103205),
      c(-1.09558057, -0.05213049, 0.72232923, 1.38423406), 1.098786588, 0.8)
mixed("hsd-of-binding", "gsDesign(k = 3, test.type = 3, alpha = 0.05, beta = 0.1, timing = c(0.3, 0.6, 1), sfu = sfHSD, sfupar = -4, sfl = sfLDOF)",
      wider(c(0.3, 0.6, 1), "hwang_shih_decani", gamma = -4, futility_spending = "obrien_fleming", beta = 0.1, futility_rule = "binding", inner = means(superiority(1, alpha = 0.05))),
      c(2.85315680, 2.40652073, 1.64783051), c(-1.15478389, 0.46568716), 1.035004515, 0.9)
mixed("power-hsd-k8", "gsDesign(k = 8, test.type = 3, beta = 0.1, sfu = sfPower, sfupar = 3, sfl = sfHSD, sflpar = 1)",
      wider(1:8 / 8, "kim_demets", rho = 3, futility_spending = "hwang_shih_decani", futility_gamma = 1, beta = 0.1, futility_rule = "binding"),
      c(3.89634253, 3.38614417, 3.06547564, 2.81357904, 2.59619411, 2.39425165, 2.18429395, 1.87963481),
      c(-0.81229435, -0.19578059, 0.27960532, 0.67282396, 1.01128652, 1.31074822, 1.58528523), 1.230941307, 0.9)
row("emperor-reduced-bounds", wider(c(500, 841), "hwang_shih_decani", gamma = -8), "bounds", c(3.10007344, 1.96275672), 0.0001,
    "gsDesign(k = 2, timing = c(500 / 841, 1), sfu = sfHSD, sfupar = -8)", gs, "two-sided p 0.0497 at the end; the trial printed 0.0496 after its interim look", target = 0.9)
# ---- futility under the null hypothesis, frozen from gsDesign (test.type 5 binding, 6 not), alpha 0.025, power 0.9, sfHSD(-4); a: the probability spent
under_null <- function(type, t, gamma, a, upper, lower, inflation) {
  id <- paste0("type-", type, "-", length(t), "-"); call <- sprintf("gsDesign(k = %d, test.type = %d, astar = %g, sfl = sfHSD, sflpar = %g, r = 40)", length(t), type, a, gamma)
  d <- wider(t, "hwang_shih_decani", gamma = -4, futility_spending = "hwang_shih_decani", futility_gamma = gamma, null_stop = if (a == 0) 0.975 else a,
             futility_rule = if (type == 5) "binding" else "non_binding")
  row(paste0(id, "bounds"), d, "bounds", upper, 0.0001, call, gs, target = 0.9)
  row(paste0(id, "futility"), d, "futility", lower, 0.0001, call, gs, target = 0.9)
  row(paste0(id, "inflation"), d, "inflation", inflation, 0.0001, call, gs, target = 0.9)
}
under_null(5, thirds, -2, 0, c(3.01073949, 2.54652670, 1.99834019), c(-1.05975222, -0.23224384), 1.01610208)
under_null(6, thirds, -2, 0, c(3.01073949, 2.54653056, 1.99922635), c(-1.05972305, -0.23219210), 1.01662666)
under_null(5, c(0.2, 0.45, 0.8, 1), -8, 0.1, c(3.25266849, 2.89114248, 2.33795088, 2.02087809), c(-3.64701162, -3.06248846, -2.05762141), 1.02113890)
under_null(6, c(0.2, 0.45, 0.8, 1), -8, 0.1, c(3.25266849, 2.89114266, 2.33795091, 2.02087808), c(-3.64701162, -3.06248887, -2.05762129), 1.02113932)

# ---- frozen from lrstat 0.2.15 (functions of its repository, compiled): getDesign(theta = 1); futility does not bind there
ls <- frozen("R lrstat", "0.2.15")
from_lrstat <- function(id, call, t, spending, level, missed, upper, lower, inflation, ...) {
  d <- wider(t, spending, ..., inner = means(superiority(1, alpha = level)))
  call <- sprintf("getDesign(alpha = %g, beta = %g, %s)", level, missed, call)
  if (!is.null(upper)) row(paste0("lrstat-", id, "-bounds"), d, "bounds", upper, 0.0001, call, ls, target = 1 - missed)
  if (length(lower) > 1) row(paste0("lrstat-", id, "-futility"), d, "futility", lower, 0.0001, call, ls, target = 1 - missed)
  row(paste0("lrstat-", id, "-inflation"), d, "inflation", inflation, 0.0001, call, ls, target = 1 - missed)
}
from_lrstat("hsd-hsd-k5", "sfHSD(-8), sfHSD(-1)", c(0.22, 0.31, 0.64, 0.9, 1), "hwang_shih_decani", 0.005, 0.1, c(4.31239790, 4.22101072, 3.46505686, 2.85516598, 2.60730304),
            c(-0.26970722, 0.05347424, 1.51781055, 2.33721276), 1.12458525, gamma = -8, futility_spending = "hwang_shih_decani", futility_gamma = -1, beta = 0.1)
from_lrstat("hsd-kd-k3", "sfHSD(3), sfKD(2)", c(0.37, 0.71, 1), "hwang_shih_decani", 0.05, 0.2, c(1.80831861, 2.04306873, 2.27846653), c(-0.14130884, 1.15947265), 1.38423461,
            gamma = 3, futility_spending = "kim_demets", futility_rho = 2, beta = 0.2)
from_lrstat("one-look-0.3", "sfKD(0.7), sfOF", c(0.3, 1), "kim_demets", 0.1, 0.05, c(1.71632637, 1.45597683), -1.71932704, 1.09024970,
            rho = 0.7, futility_spending = "obrien_fleming", beta = 0.05)
from_lrstat("ten-looks", "sfKD(4), sfP", 1:10 / 10, "kim_demets", 0.025, 0.1,
            c(4.56478773, 3.95655491, 3.57115704, 3.27238181, 3.01991069, 2.79629930, 2.59218159, 2.40180688, 2.22129950, 2.04784043),
            c(-0.96199507, -0.39613195, 0.04430350, 0.41267008, 0.73374758, 1.02108348, 1.28305037, 1.52598836, 1.76063811), 1.33870050, rho = 4, futility_spending = "pocock", beta = 0.1)
from_lrstat("one-look-0.05", "sfP, sfHSD(-4)", c(0.05, 1), "pocock", 0.025, 0.15, c(2.86873988, 1.99295782), -2.55262718, 1.02115392,
            futility_spending = "hwang_shih_decani", futility_gamma = -4, beta = 0.15)
# of its bounds the first, 7.8088, has lost digits: 2 (1 - Phi(2.4977 / sqrt(0.1))) is 2.8e-15, whose quantile is 7.8116
from_lrstat("ten-looks-of", "sfOF, none", 1:10 / 10, "obrien_fleming", 0.0125, 0.4, NULL, NULL, 1.03221295)
# classical constants at equal looks, where lrstat and rpact agree (at uneven looks lrstat puts k/K for the information, rpact the information)
for (x in list(c(7, 2.48550, 2.06332, 1.23933, 1.03230), c(12, 2.58799, 2.09760, 1.28630, 1.03970), c(20, 2.67202, 2.12565, 1.32590, 1.04470))) {
  k <- x[1]; t <- 1:k / k; call <- paste0("getDesign(kMax = ", k, ", beta = 0.1), Pocock and O'Brien-Fleming; Jennison & Turnbull 2000, tables 2.1 to 2.4")
  row(paste0("lrstat-classical-", k, "-pocock"), wider(t, "pocock_classical"), "bounds", rep(x[2], k), 0.00002, call, ls, target = 0.9)
  row(paste0("lrstat-classical-", k, "-of"), wider(t, "obrien_fleming_classical"), "bounds", x[3] / sqrt(t), 0.0002, call, ls, target = 0.9)
  row(paste0("lrstat-classical-", k, "-pocock-inflation"), wider(t, "pocock_classical"), "inflation", x[4], 0.0001, call, ls, target = 0.9)
  row(paste0("lrstat-classical-", k, "-of-inflation"), wider(t, "obrien_fleming_classical"), "inflation", x[5], 0.0001, call, ls, target = 0.9)
}
# Worked examples of manuals and courses, as printed: rpact's vignettes (recomputed by the rpact at hand), SAS/STAT SEQDESIGN and SEQTEST
looks <- function(inner, t, spending, ...) c(plan(inner, t, spending), list(...))
by_rpact <- function(id, design, target, s, where) {
  row(paste0(id, "-total"), design, "exact_total", s$maxNumberOfSubjects, 0.001, where, pkg("rpact"), target = target)
  row(paste0(id, "-expected"), design, "expected", s$expectedNumberOfSubjectsH1, 0.001, where, pkg("rpact"), target = target)
}
upper <- superiority(1, alpha = 0.025)
trial <- looks(modifyList(means(upper, 10, 2, "t"), list(sd = 24)), c(0.3, 0.6, 1), "obrien_fleming", futility = c(0, -6))
by_rpact("vignette-means-2to1", trial, 0.8, getSampleSizeMeans(getDesignGroupSequential(sided = 1, alpha = 0.025, beta = 0.2, informationRates = c(0.3, 0.6, 1),
  typeOfDesign = "asOF", futilityBounds = c(0, -6), bindingFutility = FALSE), alternative = 10, stDev = 24, allocationRatioPlanned = 2), "rpact course 2026: 220.1 and 181.3 printed")
fewer <- superiority(1, "lower", 0.025)
by_rpact("vignette-rates", looks(rates(fewer, 0.4, 0.6), c(0.5, 0.75, 1), "obrien_fleming_classical", futility = c(0, 0.5)), 0.9,
  getSampleSizeRates(getDesignGroupSequential(informationRates = c(0.5, 0.75, 1), alpha = 0.025, beta = 0.1, typeOfDesign = "OF", futilityBounds = c(0, 0.5)),
    pi1 = 0.4, pi2 = 0.6), "rpact vignette, planning with a binary endpoint: 198.3 expected")
by_rpact("course-means", looks(modifyList(means(upper, 2, 1, "t"), list(sd = 5)), c(1, 2, 3) / 3, "obrien_fleming", futility = c(0, 0)), 0.8,
  getSampleSizeMeans(getDesignGroupSequential(informationRates = 1:3 / 3, alpha = 0.025, beta = 0.2, typeOfDesign = "asOF", futilityBounds = c(0, 0)),
    alternative = 2, stDev = 5), "rpact course 2025: 209.8 and 170.9 printed")
sas <- frozen("SAS/STAT SEQDESIGN", "14.1")
spent_both <- looks(means(upper, 0.2), 1:5 / 5, "obrien_fleming", futility_spending = "pocock", beta = 0.1, futility_rule = "binding")
row("sas-example-8", spent_both, "inflation", 1.194278, 0.000001, "SEQDESIGN, example 8: O'Brien-Fleming alpha, Pocock beta, five stages", sas, "119.4278% of the fixed information", target = 0.9)
coffee <- list(kind = "one_proportion", goal = superiority(1), p_expected = 0.7, p_reference = 0.6, method = "score")
fixed <- (qnorm(0.95) + qnorm(0.8))^2 / 0.1^2
row("sas-coffee", looks(coffee, 1:4 / 4, "wang_tsiatis", delta = 0.25), "inflation", 670.38 / fixed, 0.00001,
    "SEQTEST, testing a binomial proportion: power family, maximum information 670.38", sas, target = 0.8)
delay <- list(kind = "log_rank", goal = superiority(better = "lower"), hazard_ratio = 0.5, survival_control = exp(-0.03466 * 12), horizon = 12, accrual = 18, follow_up = 7.133226)
row("sas-survival-events", looks(delay, 1:4 / 4, "obrien_fleming"), "events_exact", 89.07847, 0.0001, "SEQDESIGN, uniform accrual of 15 a month during 18 months", sas,
    "gsDesign::gsSurv(method = Schoenfeld): 89.0784", target = 0.9)
row("sas-survival-total", looks(delay, 1:4 / 4, "obrien_fleming"), "exact_total", 270, 0.001, "SEQDESIGN, uniform accrual of 15 a month during 18 months", sas, target = 0.9)
capture <- looks(rates(superiority(better = "lower"), 0.1, 0.15), 1:4 / 4, "obrien_fleming")
row("capture-total", capture, "exact_total", getSampleSizeRates(getDesignGroupSequential(sided = 2, alpha = 0.05, beta = 0.2, informationRates = 1:4 / 4, typeOfDesign = "asOF"),
    pi1 = 0.1, pi2 = 0.15)$maxNumberOfSubjects, 0.001, "CAPTURE trial, 15% against 10%, Lancet 1997;349:1429-35", pkg("rpact"), "1400 planned", target = 0.8)
write_rows()
