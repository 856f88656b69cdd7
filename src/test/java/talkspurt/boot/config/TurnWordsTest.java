package talkspurt.boot.config;

import static org.assertj.core.api.Assertions.assertThat;
import static talkspurt.turn.TurnAction.COMMIT_CALLER_TURN;
import static talkspurt.turn.TurnAction.RESUME;
import static talkspurt.turn.TurnAction.SPEECH_ENDED;
import static talkspurt.turn.TurnAction.YIELD;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import talkspurt.turn.TurnAction;
import talkspurt.turn.TurnSignal.FrameHeard;
import talkspurt.turn.TurnSignal.WordsHeard;
import talkspurt.turn.TurnTaker;

/** The lists of words that are shipped, as a caller's words meet them. */
class TurnWordsTest {

  private static final int FRAME_MS = 20;
  private static final TurnReader READER = new TurnReader(new ConfigSection(
      SettingsReader.read(null, Map.of()).config().getConfig("talkspurt"), "talkspurt"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en | Uh-huh. / Mm-hmm / Okay, great / Got it. / All right, thank you / Yes. Yes. OK.",
        "en-GB | Right, right",
        "es | Sí, sí / Ajá / Vale, de acuerdo / Entiendo / Muy bien, gracias",
        "de | Ja, ja / Ach so / Alles klar, danke / Mhm / In Ordnung",
        "fr | Oui / Ouais, d'accord / D’accord / Très bien, merci / Ah bon / C’est ça, oui",
        "FR | Oui",
        "fr_CA | Oui, oui",
        "it | Sì / Si, si / Va bene / Va bene, ho capito / D’accordo, grazie / Certo",
        "nl | Ja / Oké, prima / Oke / Ja hoor, dank je / Precies / Mhm",
        "pt-BR | Sim / Tá / Tá bom, obrigada / Uhum / Entendi, beleza",
        "pt-PT | Pois, está bem / Percebi / Sim, sim, certo"
      })
  void whoOnlyListensDoesNotStopTheBot(String language, String listed) {
    for (String said : listed.split(" / ")) {
      assertThat(overTheBot(language, said)).as(said).isEqualTo(RESUME);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en | Operator, please / No / Yes, but not today / I see it differently / OK stop",
        "es | Operadora, por favor / No / Sí, pero hoy no / Un agente / Vale, espere",
        "de | Vermittlung, bitte / Nein / Ja, aber nicht heute / Mit einem Menschen sprechen",
        "fr | Un conseiller, s’il vous plaît / Non / Oui, mais pas demain / Opératrice / Attendez",
        "it | Operatore, per favore / No / Sì, ma non domani / Va bene, basta così / Aspetti",
        "nl | Medewerker, alstublieft / Nee / Ja, maar niet morgen / Wacht even / Telefoniste",
        "pt | Atendente, por favor / Não / Sim, mas amanhã não / Espere / Operadora"
      })
  void whoWantsSomethingDoes(String language, String listed) {
    for (String said : listed.split(" / ")) {
      assertThat(overTheBot(language, said)).as(said).isEqualTo(YIELD);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en | operator",
        "es | operadora",
        "de | vermittlung",
        "fr | opérateur",
        "it | operatore",
        "nl | medewerker",
        "pt | atendente"
      })
  void aCommandNeedsHalfTheVoiceThatOtherWordsNeed(String language, String command) {
    assertThat(afterHalfTheVoice(language, command)).isEqualTo(YIELD);
    assertThat(afterHalfTheVoice(language, "xyz")).isNotEqualTo(YIELD);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "300 | en | Yes, please. / No, thank you / OK",
        "300 | es | Sí, por favor / Eso es todo",
        "300 | de | Nein, danke. / Auf Wiederhören",
        "300 | fr | Oui, s’il vous plaît / Non merci / D’accord / C’est tout, merci beaucoup/700",
        "300 | it | Sì, grazie / È tutto / Va bene",
        "300 | nl | Ja graag / Nee, dank u / Oké",
        "300 | pt | Sim, por favor / Não, obrigada / É isso",
        "1200 | en | I want to go to the / It is, um",
        "1200 | fr | Je voudrais aller à / C’est pour / Alors, euh",
        "1200 | it | Vorrei andare a / Il mio nome è / Cioè",
        "1200 | nl | Ik wil naar / Mijn naam is / Ik wil een tafel voor",
        "1200 | pt | Quero ir para / O meu nome é / Queria uma",
        "700 | en | I want to go home / Yes, I do",
        "700 | fr | Je voudrais aller chez vous demain / Pour demain soir",
        "700 | it | Vorrei un tavolo / Per domani sera",
        "700 | nl | Ik wil naar huis / Voor morgen",
        "700 | pt | Quero uma mesa / Para amanhã",
        "700 | hi | मैं कल आऊंगा",
        "700 | th | ผมอยากจองโต๊ะ"
      })
  void howMuchSilenceEndsATurn(int silenceMs, String language, String listed) {
    for (String said : listed.split(" / ")) {
      String[] own = said.split("/");
      int expected = own.length == 1 ? silenceMs : Integer.parseInt(own[1]);
      assertThat(silenceAfter(language, own[0])).as(said).isEqualTo(expected);
    }
  }

  /** What 200 ms of voice over the bot and these words come to. */
  private static TurnAction overTheBot(String language, String said) {
    TurnTaker turns = new TurnTaker(READER.turns(language));
    hear(turns, 100, false, true);
    hear(turns, 200, true, true);
    hear(turns, 240, false, true);
    return turns.on(new WordsHeard(1, said, true));
  }

  private static TurnAction afterHalfTheVoice(String language, String said) {
    TurnTaker turns = new TurnTaker(READER.turns(language));
    hear(turns, 100, false, true);
    hear(turns, 120, true, true);
    return turns.on(new WordsHeard(1, said, false));
  }

  /** How much silence after these words ends the turn, in ms. */
  static int silenceAfter(String language, String said) {
    TurnTaker turns = new TurnTaker(READER.turns(language));
    hear(turns, 400, true, false);
    turns.on(new WordsHeard(1, said, false));
    int silenceMs = 0;
    TurnAction action = TurnAction.NONE;
    while (action != COMMIT_CALLER_TURN) {
      action = turns.on(new FrameHeard(0, false));
      silenceMs += FRAME_MS;
      if (action == SPEECH_ENDED) {
        action = turns.on(new WordsHeard(1, said, true));
      }
    }
    return silenceMs;
  }

  private static void hear(TurnTaker turns, int ms, boolean voice, boolean botHasFloor) {
    for (int at = 0; at < ms; at += FRAME_MS) {
      turns.on(new FrameHeard(voice ? 1 : 0, botHasFloor));
    }
  }
}
