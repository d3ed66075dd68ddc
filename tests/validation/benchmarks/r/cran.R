# The calls behind the frozen rows: programs from CRAN that Debian does not package. Prints; writes nothing.
# gsDesign 3.1.1, exact2x2 1.7.0, Exact 3.3, PowerTOST 1.5-6, presize 0.3.7. A package that is absent is skipped.
have <- function(name) { ok <- suppressWarnings(suppressMessages(require(name, character.only = TRUE))); if (!ok) cat("absent:", name, "\n"); ok }
say <- function(label, ...) cat(sprintf("%-34s", label), paste(format(c(...), digits = 12), collapse = "  "), "\n")

if (have("gsDesign")) {
  for (safe in c(FALSE, TRUE)) for (x in list(c(0.8, 0.869), c(0.85, 0.92))) {
    b <- nBinomial1Sample(p0 = x[1], p1 = x[2], alpha = 0.025, beta = 0.1, n = 100:600, outtype = 2, conservative = safe)
    say(paste("nBinomial1Sample", x[2], "v", x[1], if (safe) "safe" else "first"), b$n, b$Power)
  }
  for (k in c(1, 2, 0.5)) say(paste("nBinomial .65 v .50, allocation", k), nBinomial(0.65, 0.5, beta = if (k == 1) 0.1 else 0.2, ratio = 1 / k))
  say("nBinomial NI .90 v .92, 2:1", nBinomial(0.9, 0.92, delta0 = -0.08, beta = 0.2, ratio = 0.5))
  say("nBinomial NI .85, margin .10", nBinomial(0.85, 0.85, delta0 = -0.1, beta = 0.1))
  for (x in list(c(0.7, 1, 1, 0.8), c(0.7, 2, 1, 0.8), c(0.7, 0.5, 1, 0.8), c(1, 1, 1.3, 0.9), c(0.95, 2, 1.3, 0.8), c(0.5, 1, 1, 0.5), c(0.5, 1, 1, 0.99))) {
    s <- nSurv(lambdaC = log(2) / 12, hr = x[1], hr0 = x[3], eta = -log(0.95) / 12, R = 24, T = 36, minfup = 12, alpha = 0.025, beta = 1 - x[4], ratio = x[2], gamma = 10)
    say(paste("nSurv HR", x[1], "v", x[3], "allocation", x[2]), s$n, s$d)
  }
  for (sf in c(sfLDOF, sfLDPocock)) for (beta in c(0.2, 0.1, 0.01)) for (t in list(c(0.5, 1), c(1, 2, 3) / 3, c(0.3, 0.7, 1), 1:5 / 5)) {
    g <- gsDesign(k = length(t), test.type = 1, alpha = 0.025, beta = beta, timing = t, sfu = sf, tol = 1e-9, r = 40)
    say(paste("gsDesign", g$upper$name, "power", 1 - beta), g$upper$bound, max(g$n.I))
  }
  for (x in list(list(gsDesign(k = 5), 0.75, 0.5), list(gsDesign(k = 3), 0.5, 0.5), list(gsDesign(k = 3, test.type = 1, sfu = sfLDOF), 0.9, 0.4),
                 list(gsDesign(k = 4, test.type = 3, sfu = sfLDPocock, sfl = sfPower, sflpar = 2, beta = 0.2), 1, 0.3))) {
    prior <- normalGrid(mu = x[[2]] * x[[1]]$delta, sigma = x[[3]] * x[[1]]$delta, r = 40)
    say(paste("gsPOS", x[[1]]$k), x[[1]]$delta * sqrt(x[[1]]$n.I[x[[1]]$k]), gsPOS(x = x[[1]], theta = prior$z, wgts = prior$wgts))
  }
  g <- gsDesign(k = 3, test.type = 1, alpha = 0.005, beta = 0.1, timing = c(0.6, 0.8, 1), sfu = sfLDOF, tol = 1e-9, r = 40); say("gsDesign alpha .01", g$upper$bound, max(g$n.I))
}
if (have("exact2x2"))
  for (x in list(c(312, 0.2, 0.1), c(155, 0.15, 0.05), c(12, 0.8, 0.05), c(391, 0.06, 0.02), c(60, 0.4, 0.15), c(200, 0.12, 0.05)))
    say(paste("powerPaired2x2", x[1]), powerPaired2x2(x[2], x[3], x[1], sig.level = 0.025, alternative = "one.sided", errbound = 1e-10)$power)
if (have("Exact"))
  for (x in list(c(0.9, 0.6, 30, 30), c(0.95, 0.5, 12, 12), c(0.85, 0.55, 40, 20), c(0.85, 0.55, 20, 40)))
    say(paste("power.exact.test", x[3], x[4]), power.exact.test(x[1], x[2], x[3], x[4], method = "fisher", alpha = 0.025, alternative = "greater")$power)
if (have("PowerTOST")) {
  power <- function(d, lower, upper, n) power.TOST(alpha = 0.025, logscale = FALSE, theta0 = d, theta1 = -lower, theta2 = upper, CV = 1, n = n, design = "parallel")
  say("power.TOST 172", power(0, 0.5, 0.5, 172)); say("power.TOST 220", power(0.1, 0.5, 0.5, 220)); say("power.TOST 26", power(0, 1.5, 1.5, 26))
  say("power.TOST 150 + 75", power(0.1, 0.5, 0.5, c(150, 75))); say("power.TOST 200", power(-0.1, 0.4, 0.6, 200))
  for (x in list(c(0, 0.8), c(0.1, 0.9))) say("sampleN.TOST", sampleN.TOST(alpha = 0.025, targetpower = x[2], logscale = FALSE, theta0 = x[1], theta1 = -0.5, theta2 = 0.5, CV = 1, design = "parallel", print = FALSE)[["Sample size"]])
}
if (have("presize")) {
  say("prec_prop wilson", prec_prop(0.9, conf.width = 0.1, method = "wilson")$n)
  for (m in c("exact", "wald", "wilson")) say(paste("prec_prop .99", m), prec_prop(0.99, conf.width = 0.02, method = m)$n)
  say("prec_prop agresti-coull", prec_prop(0.9, conf.width = 0.1, method = "agresti-coull", tol = 1e-9)$n, prec_prop(0.97, conf.width = 0.05, conf.level = 0.9, method = "agresti-coull", tol = 1e-9)$n)
  say("prec_mean", prec_mean(5, 2.5, conf.width = 1, tol = 1e-10)$n, prec_mean(0, 1, conf.width = 0.2, conf.level = 0.9, tol = 1e-10)$n, prec_mean(0, 10, n = 8)$conf.width, prec_mean(0, 3, conf.width = 6, conf.level = 0.99, tol = 1e-10)$n)
  difference <- function(s1, s2, w, r = 1, v = "unequal", level = 0.95) { x <- prec_meandiff(0, s1, s2, r = r, conf.width = w, conf.level = level, variance = v, tol = 1e-10); x$n1 + x$n2 }
  say("prec_meandiff", difference(10, 12, 5), difference(10, 12, 5, v = "equal"), difference(10, 10, 6, 0.6, "equal"), difference(8, 15, 6, 2), difference(1, 3, 2.5, 0.75, level = 0.9))
  say("prec_meandiff width", prec_meandiff(0, 2, 3, n1 = 8, r = 2, variance = "unequal")$conf.width, prec_meandiff(0, 2, 3, n1 = 8, r = 0.75, variance = "equal")$conf.width)
  risks <- function(p1, p2, w, m, r = 1, level = 0.95) { x <- prec_riskdiff(p1, p2, conf.width = w, method = m, r = r, conf.level = level, tol = 1e-10); x$n1 + x$n2 }
  for (m in c("newcombe", "ac", "wald", "mn")) say(paste("prec_riskdiff", m), risks(0.85, 0.7, 0.2, m), risks(0.97, 0.9, 0.1, m, 2), risks(0.6, 0.4, 0.25, m, 0.5, 0.9), risks(0.5, 0.3, 0.7, m), risks(0.02, 0.05, 0.06, m, 1, 0.99))
  person_time <- function(r, w, m, level = 0.95) { x <- prec_rate(r, conf.width = w, method = m, conf.level = level, tol = 1e-10); x$x / r }
  for (m in c("exact", "score", "wald", "vs")) say(paste("prec_rate", m), person_time(0.1, 0.05, m), person_time(2, 0.8, m, 0.9), person_time(0.5, 0.9, m), person_time(0.02, 0.01, m, 0.99))
  say("prec_lr", prec_lr(0.3, 0.9, 0.2, conf.width = 3, tol = 1e-10)$n, prec_lr(0.5, 0.1, 0.8, conf.width = 0.1, tol = 1e-10)$n, prec_lr(0.1, 0.95, 0.05, conf.width = 20, conf.level = 0.9, tol = 1e-10)$n, prec_lr(0.2, 0.7, 0.3, n = 100)$conf.width)
  say("prec_neg_lr, prec_pos_lr", prec_neg_lr(0.4, 0.9, 0.8, n = 300)$conf.width, prec_pos_lr(0.4, 0.9, 0.8, n = 300)$conf.width)
}
if (have("blindrecalc")) {
  for (x in list(c(128, 0.5, 0.5, 256, 1), c(128, 0.5, 0.25, 512, 1), c(144, 0.5, 0.5, 288, 2), c(60, 0.8, 0.5, 120, 1))) {
    balance <- x[5] / (1 + x[5])^2; power <- pnorm(sqrt(x[1] * balance) * x[2] - qnorm(0.975))
    s <- setupStudent(alpha = 0.025, beta = 1 - power, r = x[5], delta = x[2], delta_NI = 0, alternative = "greater", n_max = x[4])
    say(paste("blindrecalc Student", x[1], x[2]), pow(s, n1 = x[3] * x[1], nuisance = 1, recalculation = TRUE, iters = 4e5, seed = 1))
  }
  s <- setupStudent(alpha = 0.025, beta = 1 - pnorm(sqrt(33) * 0.5 - qnorm(0.975)), r = 1, delta = 0, delta_NI = 0.5, n_max = 264)
  say("blindrecalc Student NI", pow(s, 66, 1, TRUE, iters = 4e5, seed = 1), toer(s, 66, 1, TRUE, iters = 4e5, seed = 3))
  for (x in list(c(0.3, 80), c(0.3, 120), c(0.4, 92)))
    say(paste("blindrecalc ChiSquare", x[2]), pow(setupChiSquare(alpha = 0.025, beta = 0.2, r = 1, delta = 0.2), n1 = x[2], nuisance = x[1],
        recalculation = TRUE, allocation = "kf_approx", variance = "homogeneous"))
}
