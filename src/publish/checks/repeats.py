"""Words that were typed twice."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from publish.checks.prose import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from publish.checks.prose import Prose, Run
    from publish.diagnostics import Diagnostic

# What may follow itself: by grammar, to stress something, as a sound, or as a word that is made so. A language that
# isn't here isn't checked: many double words as English says "very".
_NORMAL: dict[str, frozenset[str]] = {
    language: frozenset(words.split())
    for language, words in {
        "en": """
            as can did do does had has have he her is it like may not so that there was will you
            again always awfully bad best better big blue boys cold dark dead dear deep dirty easy far fast girls good
            great green happy hard hot hungry just late little long lovely low many more much naughty never nice old
            only poor pretty quick quickly quite rare real really red rich sad same sick silly slow slowly small soft
            soon sorry still sweet tall terribly tiny tired too truly very way well white wide wild years
            aye bye come go hear help hey hush knock look never no now oh okay please quiet ready right run sh stop
            thank my thanks there true wait why yes
            bang bash beep bing bla blah bong boo boom bounce bow bump buzz can cha chatter cheep chirp choo chop chug
            clang clap clatter click clink clip cluck coo crash creak croak crunch ding ding-dong dong drip drop eek
            fizz flap flip flop giggle gobble growl grr ha haha hee hi hip hiss ho hoo hoot hop hum jingle knick la
            meow mew miaow moo munch mutter neigh oink ow pat patter ping pit plink plod plop pom poo pop puff pull purr
            push quack rap rat rattle ring rub rumble rustle scratch shake sniff snip snap splash splish squeak stomp
            swing swish tap tee tick ting tock toot trip trot tum tut tweet wee whoosh woo woof yada yap yum zip zoom
            beri bora bric chi dik dum fifty gado goody half mahi night peri piri pom puff so tam tik tom tsk tuk win
            ylang yo
            """,
        "de": """
            ab alle alles als am an auf aus bei das dass dem den denen der deren des die dies diese doch durch du ein
            eine einen er es haben hat hatte hatten ich ihm ihn ihnen ihr ihre ihrer in ist kann können machen man mich
            mir mit müssen nach nicht nun sei sein seine sich sie sind um uns unter vor war waren was weg weil wenn
            wer werden will wird wir wo wollen worden wurde wurden zu zum über
            alt arg bald bitte böse danke dann echt endlich fast früh ganz genau gern gleich groß gut heiß immer ja
            jetzt kalt klein lang lange langsam laut leise lieb lieber mal mehr möglichst na nah nein nie nur oft
            recht richtig rot ruhig schnell schon schwer schön sehr so spät stark still super tief toll tot unbedingt
            viel viele vielleicht voll wahr warm weit wieder wirklich wohl zart
            ach aha ai ah bim bla blub brumm bum bumm dong eia gack ha hallo he hi hihi ho hopp hu husch klack klick
            klipp klopf kuckuck la miau muh oh oje piep pling plop psst quak ratsch rums schnipp schwupp summ tack tick
            tipp tock tralala trapp tropf tschüss tut wau zack
            """,
        "fr": """
            avoir elle elles en est eux faire fait ici la le là lui nous on plus que qui sont tout tous tu un
            une vous y être
            ainsi amusant assez beau bien bientôt bon bonne chaud cher chère chers doucement doux encore fort froid
            grand grande gros jamais joli jolie loin long longtemps lourd maintenant moins mort même non oui parfait
            pas pauvre petit petit petite peu presque profond rien rouge si souvent sûr tard toujours toute tranquille
            très trop vieux vif vite vrai vraiment
            allez allô bang bas bla bla-bla bof boum bouh bzz chut clac clap clic cocorico coin coucou crac cui
            ding do dong dodo eh flic floc glou ha hi hip ho holà miam miaou non oh ouaf ouah oups paf pan piou plouf
            pouet toc tic tac tchin tralala tut vroum youpi zzz
            """,
        "es": """
            ante como de él ella ellos en es ese esta este hasta la nos para pero que se sí sobre traje vino
            ahora así bien bueno buena casi caliente cerca claro dulce fuerte grande igual junto lejos lento luego pan
            mismo muchas mucho muy nada negro no nuevo nunca pequeño pobre poco pronto puro rápido rojo siempre solo
            sólo tal tan tanto tarde todo todos tonto tranquilo vale verdad ya
            adiós ay bah bla bum chas chin clic cua din dale eh guau ja je ji la miau muac oh ole pío plas plin pum
            toc tic tac tralará tun uy viva zas
            """,
        "nl": """
            aan af al als bij daar dat de die dit door een en er had hadden haar hebben heeft hem hen het hij hun ik in
            is je kan kunnen maken met mee men moeten na naar niet om onder ons op over te tegen toe tot u uit van
            voor waar waren was wat we wel werd werden wie wij worden wordt ze zich zij zijn zo zou zouden zullen
            arme bijna dag diep echt erg gauw goed groot heel hele ja klein kleine koud lang lange langzaam lieve maar
            mooi nee nooit nou nu oude snel steeds straks stil veel vele ver vlug waar weer weg
            ach aha bim bla boe boem bons ding dong eh ha hallo hatsjie he hi hihi ho hop hup kiekeboe klik klop knor
            kukeleku la miauw oei oh piep plons plop poe rommel sst tik tak tok toet tra waf woef zoem zzz
            """,
        "pt": """
            a ao as com como da de do e ela ele em entre era está isso lá mas na não no nos o os para pela pelo por
            quando que se seu sobre são um uma vos à é
            agora ainda assim bem boa bom cedo certo claro devagar doce forte grande igual já junto juntinho lento
            logo longe mais mesmo muita muito nada nunca perto pequeno pobre pouco pronto puro quase quente rápido
            sempre sim só tal tanto tarde tão todo todos tudo verdade vermelho
            adeus ah ai au bah blá bum clique dói eh ha hã lá miau oh oi olá pá pam piu pum quá tic tac toc tum ui
            viva xô zás
            """,
        "sv": """
            att av blev de dem den det där du en ett finns för få får gå går hade han har hon här i in inte kan komma
            man med mot nog när om på skulle som så till under upp ur ut vad var vara vi vid vill vår är över
            alldeles bra djupt fort gammal gott hemskt ja jätte lilla lite liten lugnt länge långt mer mycket många
            nej nu nästan ofta riktigt snabbt snart snälla sakta stackars stor stora stort söta tyst väldigt
            aj bla bom bra bu ding dong ha hej hi hopp hurra hysch klapp klick kvack la miau mu nöff oh oj pip plask
            plopp tick tack tut voff vov
            """,
        "da": """
            af at blev da de dem den der det din du en er et for få får før gå går ham han har have havde hun i ikke
            ind kan komme man med mod når nok om op på sig skal skulle som så til ud under var vil være ved vi år
            altid bare dybt fint gamle gerne godt helt hurtigt ja jo kære langt lang langsomt lidt lille længe mange
            meget mere nej næsten nu ofte snart stakkels stille stor store sød tit virkelig
            ak av bla bom bum ding dong eja ha hej hi hop hurra hys klap klik la miav muh nå nøf oh pip plask rap tik
            tak tut vov vuf
            """,
        "nb": """
            av at ble da de dem den der det du en er et for få får før gå går ham han har ha hadde hun i ikke inn kan
            komme man med mot når nok om opp på seg skal skulle som så til under ut var vil være ved vi år
            alltid bare bra dypt fint fort gamle gjerne godt helt ja jo kjære langt lang langsomt lenge lille litt
            lite mange mer mye nei nesten nå ofte raskt sakte snart snill stakkars stille stor store søt veldig
            virkelig
            akk au bla bom bø ding dong ha hei hi hopp hurra hysj klapp klikk la mjau mø nøff oh oi pip plask tikk takk
            tut vov voff
            """,
    }.items()
}  # fmt: skip
_NORMAL["nn"] = _NORMAL["no"] = _NORMAL["nb"]
_ONE_LETTER = {"en": "a"}
"""Words of one letter that never follow themselves; others may be variables, initials or sounds."""
# A word and itself, over the end of a line too, unless the author ends the line there, as verse does. Possessive, so
# that a long text takes no longer than its length.
_TWICE = re.compile(r"(?<![\w’'\ufffc-])([^\W\d_]++(?:[’'-][^\W\d_]++)*+)(?:[^\S\u2028]++(?i:\1)(?![\w’'\ufffc-]))+")
_SENTENCE_START = re.compile(r"(?:\A|[.!?:…\u2028][\"'”’»)]*)\s*[\"'“‘„«»¿¡(]*\Z")


def words_stand_once(prose: Prose) -> Iterator[Diagnostic]:
    """A word doesn't follow itself, over the end of a line or in other type either, where its language has it once."""
    for run in prose:
        language = run.language.partition("-")[0].lower()
        if language not in _NORMAL:
            continue
        for match in _TWICE.finditer(run.text):
            if _is_slip(run, match, language):
                words = quoted(run, *match.span())
                hint = "take one of them away"
                yield run.warning("repeated-word", f"a word stands twice: {words}", hint, *match.span())


def _is_slip(run: Run, match: re.Match[str], language: str) -> bool:
    """Say whether a word that follows itself does so by mistake: not more than once, not as names and sounds do."""
    first, *others = match[0].split()
    if len(others) != 1 or not others[0].islower() or first.lower() in _NORMAL[language]:
        return False
    if len(first) == 1 and first.lower() not in _ONE_LETTER.get(language, ""):
        return False
    return first.islower() or _SENTENCE_START.search(run.text, max(match.start() - 20, 0), match.start()) is not None
