"""Who decides, who watches."""

from __future__ import annotations

from typing import Annotated

from protocols.model.asking import Ask
from protocols.model.section import Narrative, NotApplicable, Section
from stats.text import Text


class Governance(Section):
    """Governance, committees and monitoring."""

    sponsor_contact: Annotated[
        Narrative | None,
        Ask(
            Text(fr="Coordonnées du promoteur", en="Sponsor contact"),
            Text(
                fr="Adresse, téléphone et courriel du promoteur et de la personne à joindre ; ceux de son représentant légal dans l'Union s'il est établi ailleurs. Le promoteur est déjà nommé : ne pas le répéter.",
                en="Address, telephone and e-mail of the sponsor and of the person to contact; those of its legal representative in the Union if it is established elsewhere. The sponsor is already named: no need to repeat it.",
            ),
            shape="narrative",
            example=Text(
                fr="Direction de la recherche clinique, 1 rue de l'Exemple, 75000 Paris ; chef de projet joignable aux heures ouvrées ; astreinte de sécurité 24 heures sur 24. Le promoteur est établi en France.",
                en="Clinical research department, 1 rue de l'Exemple, 75000 Paris, France; project manager available in working hours; safety line around the clock. The sponsor is established in France.",
            ),
            items=("spirit_2025:3b", "mdr_annex_xv:3.1.2", "iso_14155_annex_a:A.1.3"),
        ),
    ] = None

    roles: Annotated[
        Narrative | None,
        Ask(
            Text(fr="Rôle du promoteur et du financeur", en="Role of sponsor and funder"),
            Text(
                fr="Leur pouvoir à chaque étape : conception, conduite, gestion et analyse des données, rédaction, décision de publier. Dire qui a le dernier mot, surtout si le fabricant est promoteur.",
                en="Their power at each stage: design, conduct, data management and analysis, writing, decision to publish. Say who has the final word, above all if the manufacturer is the sponsor.",
            ),
            shape="narrative",
            example=Text(
                fr="Le fabricant fournit le dispositif et relit le protocole. Il n'intervient ni dans l'analyse, ni dans l'interprétation ; la décision de publier appartient au comité de pilotage. Le financeur n'intervient à aucune étape.",
                en="The manufacturer supplies the device and comments on the protocol. It takes no part in the analysis or the interpretation; the decision to publish lies with the steering committee. The funder has no role at any stage.",
            ),
            items=("spirit_2025:3c", "stard_ai:38"),
        ),
    ] = None

    committees: Annotated[
        Narrative | None,
        Ask(
            Text(fr="Comités et équipes", en="Committees and teams"),
            Text(
                fr="Comité de pilotage, comité d'adjudication, centre de coordination, équipe de gestion des données : composition, missions, rythme des réunions.",
                en="Steering committee, adjudication committee, coordinating centre, data management team: membership, duties, frequency of meetings.",
            ),
            shape="narrative",
            example=Text(
                fr="Le comité de pilotage (investigateur coordonnateur, méthodologiste, représentant du promoteur, représentant de patients) se réunit chaque trimestre et décide des modifications. Les critères de jugement sont adjugés par deux experts en aveugle du groupe, un troisième en cas de désaccord.",
                en="The steering committee (coordinating investigator, methodologist, sponsor representative, patient representative) meets quarterly and decides on amendments. Endpoints are adjudicated by two experts blinded to the group, with a third in case of disagreement.",
            ),
            items=("spirit_2025:3d", "mdr_annex_xv:3.1.3", "iso_14155_annex_a:A.1.4"),
        ),
    ] = None

    dmc: Annotated[
        Narrative | NotApplicable | None,
        Ask(
            Text(fr="Comité de surveillance indépendant", en="Independent data monitoring committee"),
            Text(
                fr="Composition, indépendance, charte, résultats auxquels il a accès, pouvoir de recommander l'arrêt. S'il n'y en a pas, dire pourquoi et qui surveille la sécurité.",
                en="Membership, independence, charter, results it sees, power to recommend stopping. If there is none, say why and who watches over safety.",
            ),
            shape="narrative",
            example=Text(
                fr="Un comité de trois membres indépendants du promoteur et des centres (clinicien, spécialiste des dispositifs numériques, statisticien) examine les données de sécurité tous les six mois, selon une charte signée avant la première inclusion. Il peut recommander la suspension ou l'arrêt.",
                en="A committee of three members independent of the sponsor and the sites (clinician, digital device specialist, statistician) reviews safety data every six months, under a charter signed before the first enrolment. It may recommend suspension or stopping.",
            ),
            items=("spirit_2025:28a", "spirit_2025:28b", "iso_14155_annex_a:A.14"),
        ),
    ] = None

    monitoring: Annotated[
        Narrative | None,
        Ask(
            Text(fr="Monitoring de l'étude", en="Monitoring of the study"),
            Text(
                fr="Qui surveille la conduite, à quelle fréquence, sur place ou à distance, quelles données sont vérifiées aux documents sources, et avec quelle indépendance vis-à-vis des investigateurs : un oubli fréquent (47 % des protocoles).",
                en="Who monitors conduct, how often, on site or remotely, which data are verified against source, and how independently of the investigators: a frequent omission (47% of protocols).",
            ),
            shape="narrative",
            example=Text(
                fr="Un attaché de recherche clinique mandaté par le promoteur visite chaque centre à l'ouverture, après les trois premières inclusions, puis tous les six mois. Le consentement, l'éligibilité, le critère principal et les événements graves sont vérifiés à 100 % ; les autres données, sur 10 % des dossiers.",
                en="A clinical research associate appointed by the sponsor visits each site at opening, after the first three enrolments, then every six months. Consent, eligibility, the primary endpoint and serious events are verified at 100%; other data in 10% of records.",
            ),
            items=("spirit_2025:29", "mdr_annex_xv:3.6.6", "iso_14155_annex_a:A.6.5"),
        ),
    ] = None
