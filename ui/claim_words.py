"""The words of the page on the claim."""

from stats.text import Text

IMPOSED = Text(fr="Ce que votre revendication impose", en="What your claim imposes")
NOTHING_YET = Text(
    fr="Choisir le but de l'étude : les hypothèses, les tests et la preuve attendue s'afficheront ici.",
    en="Choose the aim of the study: hypotheses, tests and the proof expected will show here.",
)
WHERE = Text(fr="À traiter :", en="To act on:")
SOURCES = Text(fr="Sources, dates et confiance", en="Sources, dates and confidence")
JOINT = Text(fr="Puissance conjointe des deux tests", en="Joint power of the two tests")
JOINT_HEAD = Text(fr="Chaque test", en="Each test")
JOINT_RHO = Text(fr="Corrélation {rho}", en="Correlation {rho}")
JOINT_NONE = Text(fr="Indépendants", en="Independent")
JOINT_NOTE = Text(
    fr="Une étude qui vise {each} pour chaque test garde {joint} de chances de réussir les deux, si les statistiques sont "
    "indépendantes. Une corrélation négative, possible entre coûts et effets, abaisse encore ce chiffre.",
    en="A study that aims at {each} for each test keeps a {joint} chance of success on both, if the statistics are "
    "independent. A negative correlation, possible between costs and effects, lowers it further.",
)
YOURS = Text(
    fr="Votre calcul vise {each} : {joint} pour les deux tests.",
    en="Your calculation aims at {each}: {joint} for both tests.",
)
NO_DEVICE = Text(
    fr="D'après vos réponses, le produit n'est pas un dispositif médical, et ce but est réservé aux dispositifs. Ce qui suit "
    "ne vaudrait que si le produit en devenait un : choisir un autre but, ou revoir la qualification.",
    en="By your answers the product is not a medical device, and this aim is reserved for devices. What follows would only "
    "hold if the product became one: choose another aim, or review the qualification.",
)
