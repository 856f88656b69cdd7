package talkspurt.boot.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What callers dictate, by the words that are shipped for their language. */
class DictationWordsTest {

  private static final int MOST_MS = 1200;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en | five five five / five-five-five / 555-12 / oh seven seven oh",
        "en | my number is oh one seven / double oh seven / triple five two / +1 (555)",
        "en | 5 5 5, / my number's 555 / my zip code is nine oh / it's plus four four",
        "en | area code 212 / four one five, / twenty twenty five / one hundred and five six",
        "en | nine nine nine dash four / reference is B 2 / my postcode is SW1A / account number 00",
        "en | it's 07 700 / call me on 0170 / B as in bravo / D like David",
        "en | M for Mary / S-M-I-T / that's J O H / capital J o",
        "en | double U / double L / B, R, A / my email is john dot",
        "en | john underscore smith / john at / jane.doe at / it's jane dot doe at gmail",
        "en | jane hyphen / my e-mail address is john / J for juliet O / W W W dot",
        "en | www dot example / example dot / me at 555 1234 / nine nine nine dash four",
        "en | a 5 b 3 / P M X / u s e r / my name is J P",
        "de | null eins sieben / null eins sieben eins / meine Nummer ist null / 0171",
        "de | 01 71 / null-eins-sieben / plus vier neun / vier neun drei null",
        "de | einundzwanzig fünfunddreißig / meine Nummer lautet 030 / Postleitzahl 10 / PLZ 10",
        "de | eins null eins eins / zwo drei / Vorwahl 030 / die Nummer ist 0 30",
        "de | Doppel null / Kundennummer 47 / Kundennummer vier sieben / achtundzwanzig null drei",
        "de | hundertzwölf drei / M wie Martha / M wie München / Anton Berta",
        "de | B wie Berta E / H A N / mit Doppel S / hans punkt",
        "de | hans punkt müller at / hans punkt müller ät / hans unterstrich / meine Mailadresse ist hans",
        "de | meine E-Mail ist hans punkt / hans minus / info ät beispiel / hans@",
        "de | hans.müller@beispiel / Klammeraffe / Kundennummer lautet 5 / Telefonnummer ist fünf",
        "de | meine Handynummer ist 0",
        "es | cinco cinco cinco / mi número es el seis / seis uno dos / seis-uno-dos",
        "es | 612 / 612 34 / más tres cuatro / treinta y cuatro cincuenta y seis",
        "es | seiscientos doce / novecientos uno / doble cero / código postal 28",
        "es | el código es 28 / cero cero / veintiuno treinta / es el 91",
        "es | mi DNI es cinco / mi móvil es seis / be de barcelona / B de Barcelona",
        "es | eme a ere / J U A / ana punto / ana guion bajo",
        "es | ana arroba / ana arroba gmail / mi correo es ana / mi correo electrónico es ana punto",
        "es | ana punto garcía arroba / ana@ / ene eñe / a de ana",
        "es | hache o / uve doble / guión / mi número es treinta y cinco",
        "es | seiscientos doce / treinta y cinco cuarenta y dos",
        "fr | zéro six / zéro six douze / mon numéro est le zéro six / 06 12",
        "fr | 06.12.34 / 06-12 / zéro six, douze, / soixante-quinze douze",
        "fr | plus trente-trois / plus 33 / mon numéro c'est le 06 / mon numéro c’est le 06",
        "fr | code postal 75 / soixante-dix-huit quatre-vingts / le zéro un / c'est le 01",
        "fr | quatre-vingt-douze zéro / mon numéro est : zéro / A comme Anatole / D comme David",
        "fr | D U P / deux L / D.U.P. / jean point",
        "fr | jean point dupont arobase / jean tiret / jean arobase / jean arobase gmail",
        "fr | mon mail est jean / mon adresse mail c'est jean / mon e-mail est jean point / jean underscore",
        "fr | jean@ / tiret du bas / jean tiret du six",
        "it | tre tre tre / tre-tre-tre / il mio numero è tre / trentatré quarantadue",
        "it | zero due / zero sei / 333 / 333 12",
        "it | più trentanove / più 39 / il numero è il tre / doppio zero",
        "it | cap 20 / il codice è 20 / venti ventuno / tre quattro sette",
        "it | cellulare tre / partita iva 0 / A come Ancona / A di Ancona",
        "it | D come domodossola / emme a / M A R / mario punto",
        "it | mario punto rossi / mario punto rossi chiocciola / mario chiocciola / mario chiocciola gmail",
        "it | la mia mail è mario / la mia e-mail è mario punto / trattino basso / mario trattino",
        "it | mario underscore / mario@ / empoli roma / la mia posta è mario",
        "it | il mio numero è 5",
        "nl | nul zes / nul zes een twee / mijn nummer is nul / 06 12",
        "nl | 06-12 / nul zes, / vijfentwintig dertig / plus drie een",
        "nl | plus 31 / postcode 10 / mijn postcode is 1012 / 1012 A",
        "nl | dubbel nul / tweeëntwintig drie / mijn nummer is 06 / klantnummer 12",
        "nl | klantnummer vier / eenentwintig tweeëndertig / A van Anna / B van Bernard",
        "nl | J A N / Anna Bernard / jan punt / jan punt de vries",
        "nl | jan apenstaartje / jan apenstaartje gmail / mijn e-mail is jan / mijn mailadres is jan punt",
        "nl | jan streepje / jan underscore / jan@ / liggend streepje",
        "nl | de b van / v r i",
        "pt | nove um dois / nove-um-dois / o meu número é nove / o meu número é o nove",
        "pt | meu número é 11 / 912 / 912 34 / mais trinta e cinco um",
        "pt | mais 351 / zero zero / vinte e um trinta / meia três",
        "pt | código postal 10 / o cep é 01 / meu cpf é um / duplo zero",
        "pt | trinta e três quarenta e dois / dois um dois / nove, um, dois, / A de Aveiro",
        "pt | A de amor / M de Maria / M A R / eme a",
        "pt | ana ponto / ana ponto silva arroba / ana arroba / ana arroba gmail",
        "pt | meu email é ana / o meu e-mail é ana ponto / ana underline / ana traço",
        "pt | ana hífen / ana@ / sublinhado"
      })
  void inTheMiddleOfDictationTheCallerIsGivenTime(String language, String listed) {
    for (String said : listed.split(" / ")) {
      assertThat(TurnWordsTest.silenceAfter(language, said)).as(said).isEqualTo(MOST_MS);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en | at five / for four people / twenty five / at half past five",
        "en | in 2024 / on the 3rd / room 12 / yes I do",
        "en | I would like a table for 2 / between 5 and 6 / two or three / from 5 to 6",
        "en | I have a 5 / for 2 or 3 people / not before 10 / it is 5 o'clock",
        "en | I live at home / look at me / one moment / I have one",
        "en | no one / that one / the first one / this is the one",
        "en | I am twenty five / nineteen / about fifty dollars / that is the point",
        "en | send me an email / plan b / vitamin c / a and b",
        "en | I was born in 1985 / at a quarter to 9 / 5 pm / May 5th",
        "en | a dozen / by bus 42 / at 5 p.m. / at 5 P.M.",
        "en | at 5:30 p.m. / at five fifteen / at ten ten / O.K.",
        "en | I live in the U.S. / in the U.S.A. / I watch T.V. / it's the point I made",
        "en | that is the dot / I have a 5 / two or three / one",
        "en | for a 5 / at twelve thirty / by 5 30",
        "de | um fünf / um fünf Uhr dreißig / für vier Personen / am dritten Mai",
        "de | am 3. Mai / einundzwanzig / zwei oder drei / ich habe zwei",
        "de | einen Moment / ich habe eins / um halb 5 / um 5",
        "de | von 5 bis 6 / im Jahr 2024 / Zimmer 12 / nein danke",
        "de | auf den Punkt / das ist der Punkt / zehn nach fünf / um zwanzig nach fünf",
        "de | Variante B / fünf vor zwölf / so gegen 8 / hundert Euro",
        "de | die eins / Hausnummer 12 / Zimmernummer fünf / am 3.",
        "de | auf den Punkt",
        "es | a las cinco / a las cinco y media / para cuatro personas / veinticinco",
        "es | dos o tres / de 3 a 5 / a las 5 / entre 5 y 6",
        "es | uno / un momento / tengo dos / somos cuatro",
        "es | el 3 de mayo / a las tres y diez / en 2024 / habitación 12",
        "es | plan b / treinta y cinco / a las 10 y 20 / mesa para 3",
        "es | ese es el punto",
        "fr | à cinq heures / à 5 heures / à 5 / pour quatre personnes",
        "fr | pour 4 / vingt-cinq / deux ou trois / de 5 à 6",
        "fr | entre 5 et 6 / à cinq heures et demie / le 3 mai / en 2024",
        "fr | un moment / j'en ai deux / quatre-vingts / quatre-vingt-dix ans",
        "fr | plan b / le point est là / à 8 h 30 / à vingt heures trente",
        "fr | soixante-quinze / dix-huit / vers 20 h / 8h30",
        "fr | à 8h30 / à 8 h / quatre-vingt-dix-neuf / quatre-vingt-dix ans",
        "it | alle cinque / alle cinque e mezza / per quattro persone / venticinque",
        "it | due o tre / dalle 3 alle 5 / da 3 a 5 / alle 5 e 30",
        "it | il 3 maggio / un momento / siamo in quattro / nel 2024",
        "it | camera 12 / sono le tre / ne ho due / a 5",
        "it | trentatré / tra 5 e 6 / piano b / verso le 8",
        "it | per uno / è 5",
        "nl | om vijf uur / om 5 uur / om 5 / voor vier personen",
        "nl | vijfentwintig / twee of drie / van 5 tot 6 / om half zes",
        "nl | een moment / ik heb er twee / in 2024 / kamer 12",
        "nl | op 3 mei / met z'n vieren / om kwart over 5 / rond 8",
        "nl | plan b / tussen 5 en 6 / een / alleen",
        "nl | een / vijf / het punt",
        "pt | às cinco / às cinco e meia / para quatro pessoas / vinte e cinco",
        "pt | dois ou três / das 3 às 5 / de 3 a 5 / às 5 e 30",
        "pt | a 5 / um momento / somos quatro / uma",
        "pt | em 2024 / quarto 12 / tenho dois / dia 3 de maio",
        "pt | entre 5 e 6 / plano b / por volta das 8 / é 5",
        "pt | trinta e três / são duas / às três e meia / uma e meia",
        "pt | meia / vinte e cinco",
        "zh | 你 好 / 我 要 三 个",
        "hi | मैं कल आऊंगा / हाँ जी",
        "ru | пять",
        "pl | o 5 / i ja"
      })
  void ordinaryAnswersAreNotKeptWaiting(String language, String listed) {
    for (String said : listed.split(" / ")) {
      assertThat(TurnWordsTest.silenceAfter(language, said)).as(said).isLessThan(MOST_MS);
    }
  }
}
