"""The words of the page on qualification and maturity."""

from stats.text import Text

IS_IT = Text(fr="Est-ce un dispositif médical ?", en="Is it a medical device?")
IS_IT_HELP = Text(
    fr="Les étapes du guide européen, une à une : la lecture s'arrête dès qu'une réponse suffit.",
    en="The steps of the European guide, one by one: the reading stops as soon as an answer is enough.",
)
RESULT = {
    "device": Text(fr="Les réponses donnent : dispositif médical", en="The answers give: medical device"),
    "ivd": Text(
        fr="Les réponses donnent : dispositif de diagnostic in vitro",
        en="The answers give: in vitro diagnostic device",
    ),
    "not_a_device": Text(
        fr="Les réponses donnent : ce n'est pas un dispositif médical", en="The answers give: not a medical device"
    ),
}
OPEN = Text(fr="Les réponses ne suffisent pas encore", en="The answers do not settle it yet")
CHANGES = Text(fr="Ce que cela change", en="What it changes")
WOULD = Text(fr="Ce qui en ferait un dispositif", en="What would make it a device")
DISAGREE = Text(
    fr="La qualification retenue n'est pas celle des réponses : reprendre l'une ou l'autre avec les affaires réglementaires.",
    en="The qualification retained is not that of the answers: go over one or the other with regulatory affairs.",
)
RETAIN = Text(fr="Retenir cette qualification", en="Retain this qualification")
RULE_11 = Text(fr="Quelle classe pour un logiciel ? La règle 11", en="Which class for software? Rule 11")
RULE_11_LINE = Text(fr="Classe {name} : {what}", en="Class {name}: {what}")
RULE_11_NOTE = Text(
    fr="La classe se déclare à la page Dispositif. Un logiciel qui informe un diagnostic ou un traitement n'est pas en classe I.",
    en="The class is declared on the Device page. Software that informs diagnosis or treatment is not in class I.",
)
READY = Text(fr="Est-il prêt pour une étude de bénéfice ?", en="Is it ready for a benefit study?")
GATE_OPEN = Text(fr="Prêt : rien ne manque à l'entrée.", en="Ready: nothing is missing at the gate.")
GATE_CLOSED = Text(fr="Pas encore prêt. Il manque :", en="Not ready yet. Missing:")
OWED = Text(fr="{what} ({owner})", en="{what} ({owner})")
WAY_OUT = Text(
    fr="En attendant, une évaluation clinique précoce (DECIDE-AI) est possible : peu de patients, l'usage réel, les erreurs et "
    "les facteurs humains, sans revendication de bénéfice.",
    en="Meanwhile an early clinical evaluation (DECIDE-AI) is possible: few patients, real use, errors and human factors, "
    "without a benefit claim.",
)
VERSION = Text(
    fr="Version évaluée : {version}, figée : {frozen}. Ces réponses se donnent à la page Dispositif.",
    en="Version under evaluation: {version}, frozen: {frozen}. These answers are given on the Device page.",
)
NOT_SAID = Text(fr="non renseigné", en="not given")
NO_GATE = Text(
    fr="Sans objet : le produit n'est pas un dispositif médical.",
    en="Not applicable: the product is not a medical device.",
)
