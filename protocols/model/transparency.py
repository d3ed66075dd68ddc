"""Open science: access, interests, dissemination."""

from __future__ import annotations

from typing import Annotated

from protocols.model.asking import Ask
from protocols.model.section import Narrative, NotApplicable, Section
from stats.text import Text


class Transparency(Section):
    """Transparency, funding and dissemination."""

    documents: Annotated[
        Narrative | None,
        Ask(
            Text(fr="Accès au protocole et au plan d'analyse", en="Access to the protocol and the analysis plan"),
            Text(
                fr="Où et à partir de quand le protocole et le plan d'analyse statistique seront consultables ; sinon, pourquoi.",
                en="Where, and from when, the protocol and the statistical analysis plan can be read; if they cannot, why.",
            ),
            shape="narrative",
            example=Text(
                fr="Le protocole est publié dans une revue en accès libre pendant les inclusions. Le plan d'analyse statistique, signé avant le gel de la base, est déposé dans le registre public avec les résultats.",
                en="The protocol is published in an open-access journal during enrolment. The statistical analysis plan, signed before database lock, is posted in the public registry with the results.",
            ),
            items=("spirit_2025:5", "stard_ai:37"),
        ),
    ] = None

    sharing: Annotated[
        Narrative | None,
        Ask(
            Text(fr="Partage des données et du code", en="Sharing of data and code"),
            Text(
                fr="Qui aura accès aux données désidentifiées, au dictionnaire, au code d'analyse et à l'algorithme, quand et comment ; sinon, pourquoi. Souvent oublié (53 % des protocoles).",
                en="Who will have access to the de-identified data, the dictionary, the analysis code and the algorithm, when and how; if no one, why. Often forgotten (53% of protocols).",
            ),
            shape="narrative",
            example=Text(
                fr="Les données désidentifiées et leur dictionnaire sont accessibles sur demande motivée, après accord du comité de pilotage et signature d'une convention, pendant cinq ans à partir de la publication. Le code d'analyse est déposé en libre accès. Le code du logiciel, propriété du fabricant, n'est pas partagé.",
                en="De-identified data and their dictionary are available on reasoned request, subject to steering committee approval and a signed agreement, for five years from publication. The analysis code is openly deposited. The software code, owned by the manufacturer, is not shared.",
            ),
            items=("spirit_2025:6", "spirit_ai:29", "stard_ai:40a", "decide_ai:17"),
        ),
    ] = None

    interests: Annotated[
        Narrative | None,
        Ask(
            Text(fr="Liens d'intérêts", en="Declared interests"),
            Text(
                fr="Liens des investigateurs, du statisticien et des membres des comités avec le fabricant ou un concurrent : emploi, parts, brevets, honoraires. Dire aussi l'absence de lien.",
                en="Interests of the investigators, the statistician and the committee members in the manufacturer or a competitor: employment, shares, patents, fees. State the absence of interests too.",
            ),
            shape="narrative",
            example=Text(
                fr="L'investigateur coordonnateur a perçu des honoraires du fabricant pour une conférence en 2025. Le statisticien et les membres du comité de surveillance n'ont aucun lien avec lui. Les déclarations complètes sont jointes.",
                en="The coordinating investigator received a speaker fee from the manufacturer in 2025. The statistician and the members of the monitoring committee have no interest in it. Full declarations are attached.",
            ),
            items=("spirit_2025:7b", "stard_ai:39", "decide_ai:X"),
        ),
    ] = None

    dissemination: Annotated[
        Narrative | None,
        Ask(
            Text(fr="Publication et diffusion des résultats", en="Publication and dissemination"),
            Text(
                fr="Comment et quand les résultats parviennent aux participants, aux soignants, au public et au registre ; règles de signature et de publication. La publication quel que soit le résultat est déjà dans le document.",
                en="How and when the results reach participants, clinicians, the public and the registry; rules of authorship and publication. Publication whatever the result is already in the document.",
            ),
            shape="narrative",
            example=Text(
                fr="Les résultats sont soumis à une revue à comité de lecture et versés au registre dans l'année qui suit la fin de l'étude. Les participants qui le souhaitent reçoivent un résumé d'une page, relu par une association de patients. Le premier et le dernier auteur sont désignés par le comité de pilotage.",
                en="The results are submitted to a peer-reviewed journal and posted in the registry within one year of the end of the study. Participants who wish receive a one-page summary reviewed by a patient organisation. The first and last authors are appointed by the steering committee.",
            ),
            items=("spirit_2025:8", "mdr_annex_xv:3.17", "iso_14155_annex_a:A.17"),
        ),
    ] = None

    agreements: Annotated[
        Narrative | NotApplicable | None,
        Ask(
            Text(fr="Convention avec les centres", en="Agreements with the sites"),
            Text(
                fr="Type de convention entre promoteur et centres (convention unique hospitalière, par exemple), surcoûts et contreparties, mise à disposition du dispositif.",
                en="Type of agreement between sponsor and sites, extra costs and payments covered, supply of the device.",
            ),
            shape="narrative",
            example=Text(
                fr="Une convention unique est signée avec chaque établissement avant son ouverture. Elle couvre les surcoûts de la recherche selon la grille nationale ; le dispositif et la formation sont fournis sans frais pour l'établissement et pour les patients.",
                en="An agreement based on the national model is signed with each institution before it opens. It covers the extra costs of the research; the device and the training are supplied free of charge to the institution and to the patients.",
            ),
            items=("mdr_annex_xv:3.1.4",),
        ),
    ] = None
