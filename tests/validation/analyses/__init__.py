"""The analyses that the simulations run, each on shared data against another program: analysis, oracle, tolerance."""

from tests.validation.analyses.accuracy import ACCURACY
from tests.validation.analyses.clusters import CLUSTERS
from tests.validation.analyses.counts import COUNTS
from tests.validation.analyses.means import MEANS
from tests.validation.analyses.proportions import PROPORTIONS
from tests.validation.analyses.row import Analysis
from tests.validation.analyses.survival import SURVIVAL

__all__ = ["ANALYSES", "Analysis"]

ANALYSES: tuple[Analysis, ...] = (*ACCURACY, *MEANS, *PROPORTIONS, *COUNTS, *SURVIVAL, *CLUSTERS)
