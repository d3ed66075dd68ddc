# Several endpoints: multivariate normal probabilities of mvtnorm, own one-dimensional integration, products of marginal powers.
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(here, "common.R"))
suppressMessages({ library(mvtnorm); library(pwr); library(rpact) })

means <- function(d, goal = superiority(), method = "z", k = 1, sd = 1)
  list(kind = "two_means", goal = goal, difference = d, sd = sd, allocation = k, method = method)
rates <- function(p, p0 = 0.5, goal = superiority()) list(kind = "two_proportions", goal = goal, p_experimental = p, p_control = p0, method = "unpooled")
exact <- function(p, p0) list(kind = "one_proportion", goal = superiority(), p_expected = p, p_reference = p0)
plan <- function(components, rho, ...) list(kind = "joint", components = components, correlation = rho, ...)
one <- function(components, rho, ...) plan(components, rho, rule = "at_least_one", ...)
sugimoto <- "Sugimoto, Sozu & Hamasaki 2012, 10.1002/pst.505"

corr <- function(k, rho) diag(1 - rho, k) + rho
mvn <- function(lower, upper, k, rho) {                                # two or three endpoints: Genz's deterministic TVPACK
  pmvnorm(lower = lower, upper = upper, corr = corr(k, rho), algorithm = if (k <= 3) TVPACK(1e-10) else Miwa(512))[1] }
all_of <- function(m, rho) mvn(rep(-Inf, length(m)), m, length(m), rho)  # P(Z <= margin) for each, by symmetry
one_of <- function(m, rho) 1 - mvn(rep(-Inf, length(m)), -m, length(m), rho)
by_hand <- function(m, rho) integrate(function(x) dnorm(x) * apply(sapply(m, function(one) pnorm((one + sqrt(rho) * x) / sqrt(1 - rho))), 1, prod),
                                      -8, 8, rel.tol = 1e-10, subdivisions = 1000)$value
margin <- function(d, n, a = 0.025, k = 1, sd = 1) d / sd * sqrt(n * k / (1 + k)^2) - qnorm(1 - a)
unpooled <- function(p, n, a = 0.025, p0 = 0.5) (p - p0) / sqrt((p * (1 - p) + p0 * (1 - p0)) / (n / 2)) - qnorm(1 - a)

three <- c(0.35, 0.4, 0.45)
for (rho in c(0.1, 0.3, 0.6, 0.9)) {
  components <- lapply(three, means); f <- function(n) sapply(three, margin, n = n)
  stopifnot(abs(all_of(f(300), rho) - by_hand(f(300), rho)) < 1e-6)
  row(sprintf("three-mvtnorm-%g", rho), plan(components, rho), "attained", all_of(f(300), rho), 1e-6, paste0(sugimoto, "; mvtnorm::pmvnorm"), pkg("mvtnorm"), participants = 300)
  row(sprintf("three-hand-%g", rho), plan(components, rho), "exact_total", root(function(n) by_hand(f(n), rho) - 0.9, 20, 5000), 0.001,
      paste0(sugimoto, "; own integrate and uniroot"), base_r, target = 0.9)
  row(sprintf("one-of-three-%g", rho), one(components, rho), "attained", one_of(sapply(three, margin, n = 120, a = 0.025 / 3), rho), 1e-6,
      "Bonferroni, mvtnorm::pmvnorm", pkg("mvtnorm"), participants = 120)
}
two <- list(means(0.5), means(0.5))
for (rho in c(0, 0.5, 0.9, 0.99)) row(sprintf("two-hand-%g", rho), plan(two, rho), "exact_total", root(function(n) by_hand(rep(margin(0.5, n), 2), rho) - 0.8, 10, 2000), 0.001,
    paste0(sugimoto, "; own integrate and uniroot"), base_r, target = 0.8)
row("five-hand", plan(lapply(seq(0.3, 0.5, 0.05), means), 0.4), "attained", by_hand(sapply(seq(0.3, 0.5, 0.05), margin, n = 300), 0.4), 1e-6, "own integrate", base_r, participants = 300)
row("2to1", plan(list(means(0.4, k = 2), means(0.6, k = 2, sd = 1.3)), 0.3), "exact_total",
    root(function(n) all_of(c(margin(0.4, n, k = 2), margin(0.6, n, k = 2, sd = 1.3)), 0.3) - 0.8, 10, 2000), 0.01, "mvtnorm::pmvnorm and uniroot", pkg("mvtnorm"), target = 0.8)
ni <- non_inferiority(0.4)
row("superior-and-not-inferior", plan(list(means(0.4), means(0, ni)), 0.5), "exact_total", root(function(n) all_of(c(margin(0.4, n), margin(0.4, n)), 0.5) - 0.9, 10, 2000), 0.01,
    "mvtnorm::pmvnorm and uniroot", pkg("mvtnorm"), target = 0.9)
row("mean-and-rate", plan(list(means(0.4), rates(0.68)), 0.3), "exact_total", root(function(n) all_of(c(margin(0.4, n), unpooled(0.68, n)), 0.3) - 0.8, 10, 2000), 0.01,
    "mvtnorm::pmvnorm and uniroot", pkg("mvtnorm"), target = 0.8)
row("weighted", one(list(means(0.4), rates(0.68)), 0.3, weights = c(0.8, 0.2)), "exact_total",
    root(function(n) one_of(c(margin(0.4, n, 0.02), unpooled(0.68, n, 0.005)), 0.3) - 0.8, 10, 2000), 0.01, "shares 0.8 and 0.2, mvtnorm::pmvnorm and uniroot", pkg("mvtnorm"), target = 0.8)

# t tests at their exact marginal powers
t_power <- function(d, n, a = 0.025) pwr.t.test(n = n / 2, d = d, sig.level = a, alternative = "greater")$power
tt <- function(d) means(d, method = "t")
row("t-independent", plan(list(tt(0.5), tt(0.6)), 0), "attained", t_power(0.5, 128) * t_power(0.6, 128), 1e-6, "product of pwr::pwr.t.test", pkg("pwr"), participants = 128)
row("t-independent-one", one(list(tt(0.5), tt(0.6)), 0), "attained", 1 - (1 - t_power(0.5, 60, 0.0125)) * (1 - t_power(0.6, 60, 0.0125)), 1e-6, "Bonferroni, pwr::pwr.t.test", pkg("pwr"), participants = 60)
row("t-total", plan(list(tt(0.5), tt(0.5)), 0), "exact_total", root(function(n) t_power(0.5, n)^2 - 0.8, 10, 1000), 0.01, "square of pwr::pwr.t.test, uniroot", pkg("pwr"), target = 0.8)
row("t-correlated", plan(list(tt(0.5), tt(0.6)), 0.5), "attained", all_of(qnorm(c(t_power(0.5, 100), t_power(0.6, 100))), 0.5), 1e-5, "mvtnorm::pmvnorm at the marginal powers of pwr", pkg("mvtnorm"), participants = 100)

# two exact binomial tests, independent
binomial <- function(p, p0, n) { r <- qbinom(0.975, n, p0) + 1; while (pbinom(r - 1, n, p0, lower.tail = FALSE) > 0.025) r <- r + 1; pbinom(r - 1, n, p, lower.tail = FALSE) }
pair <- function(n) binomial(0.9, 0.8, n) * binomial(0.85, 0.7, n)
row("exact-pair-200", plan(list(exact(0.9, 0.8), exact(0.85, 0.7)), 0), "attained", pair(200), 1e-9, "product of binomial tails", base_r, participants = 200)
sizes <- 20:600; met <- sapply(sizes, pair) >= 0.8
row("exact-pair-safe", plan(list(exact(0.9, 0.8), exact(0.85, 0.7)), 0), "safe", sizes[max(which(!met)) + 1], 0, "product of binomial tails, size from which 80% holds", base_r, target = 0.8)

# ---- procedures: two claims by rectangles of the bivariate normal law, three by a million draws and stats::p.adjust
by_procedure <- function(components, rho, rule, procedure, ...) plan(components, rho, rule = rule, procedure = procedure, ...)
pair_d <- c(0.4, 0.5); pair_two <- lapply(pair_d, means)
box <- function(n, from, to, rho) {                                    # P(from_i < p_i <= to_i), p values of both claims
  drift <- pair_d * sqrt(n / 4)
  low <- qnorm(to, lower.tail = FALSE) - drift; high <- qnorm(from, lower.tail = FALSE) - drift
  below <- function(x, y) if (min(x, y) == -Inf) 0 else if (x == Inf) pnorm(y) else if (y == Inf) pnorm(x) else pmvnorm(upper = c(x, y), corr = corr(2, rho), algorithm = TVPACK(1e-12))[1]
  below(high[1], high[2]) - below(low[1], high[2]) - below(high[1], low[2]) + below(low[1], low[2]) }
a <- 0.025
holm_all <- function(n, rho) box(n, c(0, 0), c(a, a), rho) - box(n, c(a, a) / 2, c(a, a), rho)
hochberg_any <- function(n, rho) 1 - box(n, c(a, a) / 2, c(1, 1), rho) + box(n, c(a, a) / 2, c(a, a), rho)
for (rho in c(0.3, 0.7)) {
  row(sprintf("holm-both-%g", rho), by_procedure(pair_two, rho, "all", "holm"), "attained", holm_all(130, rho), 1e-6, "Holm 1979, rectangles by mvtnorm::pmvnorm", pkg("mvtnorm"), participants = 130)
  row(sprintf("hochberg-one-%g", rho), by_procedure(pair_two, rho, "at_least_one", "hochberg"), "attained", hochberg_any(90, rho), 1e-6, "Hochberg 1988, rectangles by mvtnorm::pmvnorm", pkg("mvtnorm"), participants = 90)
  row(sprintf("fallback-both-%g", rho), by_procedure(pair_two, rho, "all", "fallback", weights = c(0.7, 0.3)), "attained",
      box(130, c(0, 0), c(0.7 * a, a), rho), 1e-6, "Wiens 2003, rectangle by mvtnorm::pmvnorm", pkg("mvtnorm"), participants = 130)
  row(sprintf("graph-both-%g", rho), by_procedure(pair_two, rho, "all", "graphical", weights = c(0.7, 0.3), transitions = c(0, 1, 1, 0)), "attained",
      box(130, c(0, 0), c(a, a), rho) - box(130, c(0.7, 0.3) * a, c(a, a), rho), 1e-6, "Bretz et al. 2009, rectangles by mvtnorm::pmvnorm", pkg("mvtnorm"), participants = 130)
}
row("holm-both-total", by_procedure(pair_two, 0.3, "all", "holm"), "exact_total", root(function(n) holm_all(n, 0.3) - 0.8, 20, 2000), 0.01, "rectangles by mvtnorm::pmvnorm, uniroot", pkg("mvtnorm"), target = 0.8)
row("sequence-total", by_procedure(pair_two, 0.3, "all", "fixed_sequence"), "exact_total", root(function(n) box(n, c(0, 0), c(a, a), 0.3) - 0.8, 20, 2000), 0.01,
    "rectangle by mvtnorm::pmvnorm, uniroot", pkg("mvtnorm"), target = 0.8)

set.seed(20261122); draws <- 1e6; rho3 <- 0.4; n3 <- 200
drawn <- sqrt(rho3) * rnorm(draws) + sqrt(1 - rho3) * matrix(rnorm(3 * draws), draws)
p3 <- pnorm(sweep(drawn, 2, three * sqrt(n3 / 4), "+"), lower.tail = FALSE)
holm_by_hand <- function(p) { s <- t(apply(p, 1, sort)); s <- cbind(3 * s[, 1], 2 * s[, 2], s[, 3]); pmax(s[, 1], s[, 2], s[, 3]) }  # largest adjusted p value
stopifnot(all(abs(holm_by_hand(p3[1:500, ]) - apply(p3[1:500, ], 1, function(p) max(p.adjust(p, "holm")))) < 1e-12 | holm_by_hand(p3[1:500, ]) > 1))
hochberg_smallest <- function(p) { s <- t(apply(p, 1, sort)); pmin(3 * s[, 1], 2 * s[, 2], s[, 3]) }
stopifnot(all(abs(hochberg_smallest(p3[1:500, ]) - apply(p3[1:500, ], 1, function(p) min(p.adjust(p, "hochberg")))) < 1e-12))
graph_all <- function(p, alpha, w, g) {                                # Bretz et al. 2009, algorithm 1, one set of p values
  left <- seq_along(p)
  while (length(left)) {
    go <- left[p[left] <= alpha * w[left]]
    if (!length(go)) return(FALSE)
    j <- go[1]; left <- setdiff(left, j); w2 <- w; g2 <- matrix(0, 3, 3)
    for (l in left) { w2[l] <- w[l] + w[j] * g[j, l]
      for (k in left) if (k != l && g[l, j] * g[j, l] < 1) g2[l, k] <- (g[l, k] + g[l, j] * g[j, k]) / (1 - g[l, j] * g[j, l]) }
    w <- w2; g <- g2 }
  TRUE }
graph <- rbind(c(0, 0.7, 0.3), c(0.5, 0, 0.5), c(1, 0, 0))
drawn_by <- frozen("base R Monte Carlo", "4.2.2, seed 20261122, 1e6 draws")
row("holm-three-drawn", by_procedure(lapply(three, means), rho3, "all", "holm"), "attained", mean(holm_by_hand(p3) <= a), 0.002, "stats::p.adjust, Holm", drawn_by, "4 standard errors", participants = n3)
row("hochberg-three-drawn", by_procedure(lapply(three, means), rho3, "at_least_one", "hochberg"), "attained", mean(hochberg_smallest(p3) <= a), 0.002, "stats::p.adjust, Hochberg", drawn_by, "4 standard errors", participants = n3)
row("graph-three-drawn", by_procedure(lapply(three, means), rho3, "all", "graphical", weights = c(0.5, 0.3, 0.2), transitions = as.vector(t(graph))), "attained",
    mean(apply(p3[1:300000, ], 1, graph_all, a, c(0.5, 0.3, 0.2), graph)), 0.004, "Bretz et al. 2009, algorithm 1", frozen("base R Monte Carlo", "4.2.2, seed 20261122, 3e5 draws"), "4 standard errors", participants = n3)

# ---- unequal and negative correlations, in the order 1-2, 1-3, ..., 2-3, ...
by_pair <- function(components, pairs, ...) list(kind = "joint", components = components, correlations = pairs, ...)
matrix_of <- function(pairs, k) { m <- diag(k); m[lower.tri(m)] <- pairs; m + t(m) - diag(k) }   # lower triangle by column: 2-1, 3-1, ..., 3-2
below <- function(m, pairs) { k <- length(m); pmvnorm(upper = m, corr = matrix_of(pairs, k), algorithm = if (k <= 3) TVPACK(1e-10) else if (k == 4) Miwa(512) else GenzBretz(1e6, 1e-6, 0))[1] }
for (x in list(list("unequal", c(0.5, -0.2, 0.1)), list("negative", c(-0.3, -0.3, -0.3)), list("strong", c(0.9, 0.55, 0.8)))) {
  row(sprintf("pairs-%s", x[[1]]), by_pair(lapply(three, means), x[[2]]), "attained", below(sapply(three, margin, n = 300), x[[2]]), 2e-6, "mvtnorm::pmvnorm, correlations by pair", pkg("mvtnorm"), participants = 300)
  row(sprintf("pairs-%s-total", x[[1]]), by_pair(lapply(three, means), x[[2]]), "exact_total", root(function(n) below(sapply(three, margin, n = n), x[[2]]) - 0.9, 20, 5000), 0.01,
      "mvtnorm::pmvnorm and uniroot, correlations by pair", pkg("mvtnorm"), target = 0.9)
  row(sprintf("pairs-%s-one", x[[1]]), by_pair(lapply(three, means), x[[2]], rule = "at_least_one"), "attained", 1 - below(-sapply(three, margin, n = 120, a = 0.025 / 3), x[[2]]), 2e-6,
      "Bonferroni, mvtnorm::pmvnorm, correlations by pair", pkg("mvtnorm"), participants = 120)
}
row("common-negative", plan(lapply(three, means), -0.3), "attained", below(sapply(three, margin, n = 300), rep(-0.3, 3)), 2e-6, "mvtnorm::pmvnorm", pkg("mvtnorm"), participants = 300)
for (rho in c(-0.4, -0.9)) row(sprintf("two-negative%g", rho), plan(two, rho), "exact_total", root(function(n) below(rep(margin(0.5, n), 2), rho) - 0.8, 10, 2000), 0.001,
    "mvtnorm::pmvnorm and uniroot", pkg("mvtnorm"), target = 0.8)
row("holm-both-negative", by_procedure(pair_two, -0.4, "all", "holm"), "attained", holm_all(130, -0.4), 1e-6, "Holm 1979, rectangles by mvtnorm::pmvnorm", pkg("mvtnorm"), participants = 130)
four <- c(0.5, -0.2, 0.1, 0.3, 0, 0.2); d4 <- c(0.35, 0.4, 0.45, 0.5)
row("pairs-four", by_pair(lapply(d4, means), four), "attained", below(sapply(d4, margin, n = 300), four), 3e-6, "mvtnorm::pmvnorm (Miwa), correlations by pair", pkg("mvtnorm"), participants = 300)
five <- c(0.5, -0.2, 0.1, 0.3, 0, 0.2, 0.1, 0.1, 0.2, 0.3); d5 <- c(d4, 0.5)
row("pairs-five", by_pair(lapply(d5, means), five), "attained", below(sapply(d5, margin, n = 300), five), 1e-4, "mvtnorm::pmvnorm (Genz and Bretz), correlations by pair", pkg("mvtnorm"), participants = 300)
set.seed(20261123); mixed <- c(0.5, -0.2, 0.1)
p3m <- pnorm(sweep(matrix(rnorm(3 * draws), draws) %*% chol(matrix_of(mixed, 3)), 2, three * sqrt(n3 / 4), "+"), lower.tail = FALSE)
row("holm-pairs-drawn", by_pair(lapply(three, means), mixed, rule = "all", procedure = "holm"), "attained", mean(holm_by_hand(p3m) <= a), 0.002, "stats::p.adjust, Holm, correlations by pair",
    frozen("base R Monte Carlo", "4.2.2, seed 20261123, 1e6 draws"), "4 standard errors", participants = n3)
variances <- rWishart(4000, 2 * 100 - 2, matrix_of(mixed, 3))          # t tests: the critical values follow the pooled variances
t_all <- mean(apply(variances, 3, function(w) below(three * sqrt(100 / 2) - qt(0.975, 198) * sqrt(diag(w) / 198), mixed)))
row("t-pairs-drawn", by_pair(lapply(three, tt), mixed), "attained", t_all, 0.002, "Sozu et al. 2011, rWishart and mvtnorm::pmvnorm, correlations by pair",
    frozen("R mvtnorm", "1.1.3, seed 20261123, 4000 draws"), "three means by t tests; the marginal powers are exact, the joint law is the normal one", participants = 200)
mpe <- frozen("R mpe", "1.0 (github.com/cran/mpe)")                      # power.known.var(K = 3, sig.level = 0.025, rho = c(0.5, -0.2, 0.1)), n by group
row("mpe-power", by_pair(lapply(three, means), mixed), "attained", 0.7989997, 5e-5, "Sozu et al. 2010, power.known.var", mpe, "mean of 50 runs: its pmvnorm is randomised", participants = 300)
row("mpe-size", by_pair(lapply(three, means), mixed), "exact_total", 300.568, 0.05, "Sozu et al. 2010, power.known.var", mpe, "mean of 20 runs: its pmvnorm is randomised", target = 0.8)

# ---- the shared tables
row("peer-mt-coprim-02", plan(lapply(three, means), 0.3), "attained", 0.79746553461, 1e-6, "pmvnorm(GenzBretz)", peers("mvtnorm", "mt-coprim-02"), participants = 300)
n80 <- 16 * (qnorm(0.975) + qnorm(0.8))^2
for (x in list(c(0, 0.640), c(0.5, 0.687), c(0.9, 0.750))) row(sprintf("peer-two-%g", x[1]), plan(two, x[1]), "attained", x[2], 0.0005, "two endpoints at 80% each",
    frozen("Python SciPy multivariate_normal", "shared stats_peers"), "three printed decimals", participants = n80)
# Sozu, Sugimoto, Hamasaki and Evans, Sample size determination in clinical trials with multiple endpoints (2015): pages 20 and 66, table 2.1
book <- frozen("Sozu et al. 2015, printed", "10.1007/978-3-319-22005-5")
for (x in list(c(0, 92), c(0.3, 90), c(0.5, 87), c(0.8, 82)))
  row(sprintf("book-all-%g", x[1]), plan(list(means(0.47), means(0.48)), x[1]), "total", 2 * x[2], 0, "page 20, effects 0.47 and 0.48", book, target = 0.8)
for (x in list(c(0, 50), c(0.3, 56), c(0.8, 70)))
  row(sprintf("book-one-%g", x[1]), one(list(means(0.47), means(0.48)), x[1], procedure = "bonferroni"), "total", 2 * x[2], 0, "page 66, effects 0.47 and 0.48, level halved", book, target = 0.8)
for (x in list(c(0, 516), c(0.3, 503), c(0.5, 490), c(0.8, 458)))
  row(sprintf("book-table-2.1-%g", x[1]), plan(list(means(0.2), means(0.2)), x[1]), "total", 2 * x[2], 0, "table 2.1, effects 0.2 and 0.2", book, target = 0.8)
write_rows()
