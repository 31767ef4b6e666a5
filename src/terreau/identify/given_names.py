"""Given names and surnames common in France, folded: public knowledge, from no file of persons.

Guarantees that the two lists hold lower-case words without accents, and that every given name that
is also a common word, a place or a feast stands in `ALSO_WORDS`: alone it tells nothing.
"""

from __future__ import annotations


def words(text: str) -> frozenset[str]:
    """The words of a list, each once."""
    return frozenset(text.split())


GIVEN = words(
    """
    abdel abdelkader abdou abel achille adam adama adele adeline adil adrien adrienne agathe
    agnes ahmed aicha aime aimee alain alban albane albert alberte alexandra alexandre alexia
    alexis alfred ali alice alicia aline alix alphonse amadou amandine amelie amina aminata ana
    anais anatole andre andrea andree ange angela angele angelina angelique anita anna annabelle
    anne annette annick annie anouk anthony antoine antoinette antonia antonin antonio apolline
    ariane aristide arlette armand armande armelle arnaud arnold arsene arthur astrid aubin aude
    audrey auguste augustin aurelia aurelie aurelien aurore axel axelle aymeric baptiste barbara
    basile bastien beatrice benedicte benjamin benoit berenice bernadette bernard bernardin
    berthe bertrand bilal blaise blanche boris brice brigitte bruno camille candice carine carla
    carlos carmen carole caroline cassandre catherine cecile cedric celeste celestin celia
    celine chantal charlene charles charline charlotte chloe christel christelle christian
    christiane christine christophe claire clara clarisse claude claudette claudia claudie
    claudine clea clemence clement clementine clotilde colette coline come constance constant
    coralie corentin corinne cyprien cyril cyrille damien daniel daniela daniele danielle dany
    daphne david deborah delphine denis denise desire desiree diane didier dimitri djamel
    dominique dorian dorothee douglas eddy edgar edith edmond edmonde edouard edwige elena
    eleonore eliane elias elie eliette elisa elisabeth elise ella elodie eloise elsa elvire
    emeline emeric emile emilie emilien emma emmanuel emmanuelle enzo eric erica erik ernest
    ernestine erwan estelle esteban esther ethan etienne eugene eugenie eva evan eve eveline
    evelyne ezechiel fabian fabien fabienne fabrice fadila fanny fatoumata farid farida fatiha
    fatima fatma fatou faustine felicie felix ferdinand fernand fernande firmin flavie flavien
    flora florence florent florentin florian floriane francine francis franck francois francoise
    frank fred frederic frederique gabin gabriel gabriela gabrielle gaelle gael gaetan gaetane
    gaspard gaston genevieve geoffrey geoffroy george georges georgette gerald geraldine gerard
    germain germaine ghislain ghislaine gilbert gilberte gildas gilles ginette giovanni gisele
    gladys gontran grace gregoire gregory guenole guilhem guillaume gustave guy gwenael
    gwenaelle habib hakim hamid hamza hanna hannah hans hassan hector helena helene heloise
    henri henriette herve hicham hippolyte honore honorine hortense huberte hubert hugo hugues
    huguette ibrahim ibrahima igor imane ines ingrid irene irina isabelle isaac isidore ismael
    ivan jacinthe jackie jacky jacqueline jacques jade jamal james janine jasmine jean jeanine
    jeanne jeannine jeannot jennifer jenny jeremie jeremy jerome jessica jessie jimmy joachim
    joan joanna jocelyn jocelyne joel joelle johan johanna john jonas jonathan jordan jorge jose
    josee joseph josephine josette josiane josselin joy juan jules julia julian juliana julie
    julien julienne juliette justin justine kadiatou kamel karen karim karima karine karl katia
    kenza kevin khadija khalid khaled killian kylian laetitia lambert lamine laura laure laureen
    laurence laurent laurie laurianne lea leila lena leo leon leonard leone leonie leopold
    leslie liliane lilian lilly lina linda line lionel lisa lise loic lola lorena lorenzo lou
    louane louis louise louna luc luca lucas lucette lucia lucie lucien lucienne lucile ludivine
    ludovic luis lydia lydie lyna madeleine mael maelle maelys magali magalie magdalena
    mahamadou maite malik malika malo mamadou manon manuel manuela marc marceau marcel marceline
    marcelle marcellin margaux margot marguerite maria mariam mariama mariane marianne marie
    mariette marilyne marin marina marine mario marion marius marjorie marlene marthe martial
    martin martine marwa maryam maryline maryse maryvonne mateo mathieu mathilde mathis mathurin
    matthias matthieu matteo maud maurice mauricette max maxence maxime maximilien mehdi melanie
    melina melissa melodie mercedes michael michel michele michelle mickael miguel mikael milan
    mireille modeste mohamed mohammed moise monique morgane morgan mounir moussa muriel murielle
    mustapha mylene myriam nabil nadege nadia nadine naima naomi nassim natacha nathalie nathan
    nathanael nelly nicolas nicole nicolle nina noa noah noe noel noelle noemie nolan nora
    norbert nour oceane octave odette odile olga olive oliver olivia olivier omar ophelie oriane
    orlane oscar othmane oumar owen pablo paola paolo pascal pascale pascaline patrice patricia
    patrick paul paula paule paulette pauline pedro perrine peter philibert philippe philomene
    pierre pierrette pierrick placide prosper prudence quentin rachel rachid rachida raphael
    raphaelle raoul raymond raymonde rebecca regine regis reine remi remy renaud rene renee
    reynald ricardo richard robert roberte roberto robin rodolphe rodrigue roger roland rolande
    romain romane romaric rosa rosalie rose roseline roxane ruben rudy ryan saad sabine sabrina
    sacha said salima sally salome salvador sam samia samir samira samuel sandra sandrine sara
    sarah sebastien selma serena serge servane severine sidonie simeon simon simone sofia
    sofiane solange solene soline sonia sophie soraya souad stella stephane stephanie steve
    steven suzanne suzette suzy sylvain sylvaine sylvette sylvestre sylvia sylviane sylvie
    tanguy tania tatiana teddy teo thais thea theo theodore theophile therese thibaud thibault
    thierry thomas tiffany timothee tom tony toussaint tristan ulysse urbain ursule valentin
    valentine valerie valery vanessa vera veronique victoire victor victoria victorien victorine
    vincent violaine violette virgile virginie vivian viviane vladimir walid walter wilfried
    william xavier yacine yael yamina yan yanis yann yannick yasmina yasmine yassine yoann yohan
    yolande younes youssef yvan yves yvette yvon yvonne zacharie zineb zoe zohra
    """
)

ALSO_WORDS = words(
    """
    aime aimee alma ange aude aurore axel blanche camille celeste claire clemence come constance
    constant desire desiree diane eden elan eve flora flore florence florent france germain
    grace hortense iris jade jasmine juste line lou luce marguerite marin marine martial max
    mercedes milan modeste noel octave olga olive orion paris pierre placide prosper prudence
    reine romain romane rose rosa salvador saint saintes stella sylvestre tom toussaint ulysse
    urbain victoire victoria violette virgile avril athena ariane angele charlotte europe
    melodie mercure lilas lola luna luc serena vera zephyr zoe adam abel ferdinand hector irene
    honore celestin marceau marius sidonie theo
    """
)

SURNAMES = words(
    """
    adam albert allard andre antoine arnaud aubert aubry auger bailly barbier baron barre
    barthelemy baudry bazin beaumont benard benoit berger bernard bertin bertrand besnard besson
    bigot blanc blanchard blanchet blondel boucher bouchet boulanger bourdon bourgeois bousquet
    bouvet bouvier boyer breton briand brun brunel brunet buisson camus caron carpentier carre
    charles charpentier chauvet chauvin chevalier chevallier clerc clement colas colin collet
    collin combes cordier cornu cousin coulon courtois da-silva daniel david delage delannoy
    delaunay delmas denis descamps deschamps diallo didier dos-santos dubois dubreuil duclos
    dufour duhamel dumas dumont dupont dupuis dupuy durand duval etienne evrard fabre faure
    favre fernandez ferrand ferreira fischer fleury fontaine fouquet fournier francois gaillard
    garcia garnier gaudin gauthier gautier georges gerard germain gilbert gillet girard giraud
    godard gomes gomez gonzalez goncalves grand grondin gros guerin guichard guillaume guillet
    guillot guyot hamel hamon hardy hebert henry herve hoarau hubert huet hugues humbert imbert
    jacob jacques jacquet jacquot jean joly jourdan julien klein lacroix lagarde laine lambert
    lamy langlois laporte laurent lebon lebreton leblanc lebrun leclerc leclercq lecomte
    lefebvre lefevre leger legrand legros lejeune lelievre lemaire lemaitre lemoine lemonnier
    leroux leroy lesage leveque levy lopez loiseau louis lucas mace mahe maillard maillet mallet
    marchal marchand marechal marie marin marion martel martin martinez martins marty masse
    masson mathieu maurice maury menard mercier merle meunier meyer michaud michel millet
    monnier moreau morel moreno morin morvan moulin muller nguyen nicolas noel olivier ollivier
    paris parent pascal pasquier paul payet pelletier pereira perez peron perret perrier perrin
    perrot petit picard pichon pierre pineau poirier pons poulain prevost prigent raymond
    raynaud regnier remy renard renaud renault rey reynaud ribeiro richard rigaud riviere robert
    robin roche rodrigues rodriguez roger rolland rossi rousseau roussel roux roy royer ruiz
    salmon sanchez schmitt schneider silva simon tanguy tessier texier thibault thomas tissot
    toussaint traore valentin vallee vallet valette vasseur verdier vidal vincent voisin wagner
    weber
    """
)
