package talkspurt.turn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import talkspurt.fake.Turns;
import talkspurt.turn.TurnSignal.FrameHeard;
import talkspurt.turn.TurnSignal.KeyPressed;
import talkspurt.turn.TurnSignal.SettingsChanged;
import talkspurt.turn.TurnSignal.WordsHeard;

class TurnReasonTest {

  private final TurnTaker turns = new TurnTaker(Turns.likely(400));
  private final List<String> told = new ArrayList<>();

  private void on(TurnSignal signal) {
    TurnAction action = turns.on(signal);
    String reason = TurnReason.of(signal, action, turns);
    if (action == TurnAction.NONE) {
      assertThat(reason).isEmpty();
    } else {
      told.add(action + " " + reason);
    }
  }

  /** Frames are {@code S} and {@code _} over the bot, {@code s} and {@code .} without it; words stand in braces. */
  private void happens(String script) {
    for (int at = 0; at < script.length(); at++) {
      char one = script.charAt(at);
      switch (one) {
        case 'S', '_' -> on(new FrameHeard(one == 'S' ? 1 : 0, true));
        case 's', '.' -> on(new FrameHeard(one == 's' ? 1 : 0, false));
        case '#' -> on(new KeyPressed('5'));
        case '~' -> on(new WordsHeard(turns.utterance(), "", true, true));
        case '!' -> on(new SettingsChanged(Turns.SETTINGS.uninterruptible()));
        case '{' -> {
          int end = script.indexOf('}', at);
          String words = script.substring(at + 1, end);
          boolean last = words.endsWith(".");
          on(new WordsHeard(turns.utterance(), words.replace(".", ""), last));
          at = end;
        }
        default -> throw new AssertionError(one);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "_SSSSSSSSSSSSSSS{the hours}, PAUSE voice; YIELD words",
    "_SSSSSSSSSSSSSSS{operator please}, PAUSE voice; YIELD command",
    "_SSSSSSSSSSSSS{operator}S, PAUSE voice; YIELD command",
    "_SSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSS, PAUSE voice; YIELD voice",
    "_SSSSSSSSSS{yes}SSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSS, PAUSE voice; YIELD voice",
    "_SSSSSS{hours}SSSSSSSSSS, PAUSE voice; YIELD words",
    "_SSSSSS., PAUSE voice; YIELD bot-ended",
    "_SSSSSS#, PAUSE voice; YIELD key",
    "_SSSSSS_______________{.}, PAUSE voice; SPEECH_ENDED silence; RESUME nothing-said",
    "_SSSSSS_______________~, PAUSE voice; SPEECH_ENDED silence; RESUME noise",
    "_SSSSSS_______________{ok.}, PAUSE voice; SPEECH_ENDED silence; RESUME backchannel",
    "_SSSSSS________________________________________, PAUSE voice; SPEECH_ENDED silence; RESUME words-late",
    "_SSSSSS!, PAUSE voice; RESUME uninterruptible"
  })
  void aReasonIsToldForWhatHappensOverTheBot(String script, String expected) {
    happens(script);
    assertThat(told).startsWith(expected.split("; "));
  }

  @ParameterizedTest
  @CsvSource({"yes, answer", "and, unfinished", "what are your hours, open", "an offer please, open"
  })
  void aTurnEndsByWhatItsWordsAre(String words, String kind) {
    happens("ssssssssss{" + words + "}" + ".".repeat(100) + "{" + words + ".}");
    assertThat(told)
        .startsWith("SPEECH_BEGAN voice")
        .contains("SPEECH_ENDED silence")
        .endsWith("COMMIT_CALLER_TURN " + kind);
  }

  @ParameterizedTest
  @CsvSource({"{.}, TURN_NOT_OVER nothing-said", "~, TURN_NOT_OVER nothing-said"})
  void aNoiseIsNoTurn(String words, String expected) {
    happens("ssss" + ".".repeat(50) + words);
    assertThat(told).endsWith(expected);
  }

  @ParameterizedTest
  @CsvSource({"ssssssssss{the hours}......................ssss, TURN_NOT_OVER goes-on"})
  void aTurnThatWasLikelyOverMayGoOn(String script, String expected) {
    happens(script);
    assertThat(told).contains("TURN_LIKELY_OVER open").endsWith(expected);
  }

  @ParameterizedTest
  @CsvSource("500, CALLER_SILENT silence")
  void aSilenceIsTold(int frames, String expected) {
    happens(".".repeat(frames));
    assertThat(told).containsExactly(expected);
  }
}
