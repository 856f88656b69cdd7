package talkspurt.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import talkspurt.collect.ConsentTerms.Yes;

class ConsentStateTest {

  private static final CodeWords WORDS =
      CodeWords.NONE.answering(List.of("yes", "I agree"), List.of("no", "sí no"));

  private long nowMs = 1_000_000;
  private ConsentState state;
  private final List<String> done = new ArrayList<>();

  private static ConsentTerms terms(String by, boolean silence) {
    Yes yes = by.equals("word")
        ? new Yes.Word()
        : by.equals("going-on") ? new Yes.GoingOn() : new Yes.Key(by.charAt(0));
    return new ConsentTerms(yes, WORDS, silence, 2, Duration.ofSeconds(5));
  }

  /**
   * What happens, word by word: {@code heard} and {@code unheard} (what was said is over), {@code speaks}, {@code noise},
   * {@code +MS} for time, {@code "…"} for words with _ in place of blanks, and keys.
   */
  private void happens(String story) {
    for (String each : story.split(" ")) {
      if (each.startsWith("+")) {
        passes(Long.parseLong(each.substring(1)));
      } else if (each.startsWith("\"")) {
        on(new ConsentSignal.Said(each.replace("\"", "").replace('_', ' ')));
      } else if (each.equals("heard") || each.equals("unheard")) {
        on(new ConsentSignal.Told(each.equals("heard")));
      } else if (each.equals("speaks")) {
        on(new ConsentSignal.SpeechBegan());
      } else if (each.equals("noise")) {
        on(new ConsentSignal.SpeechCameToNothing());
      } else {
        on(new ConsentSignal.Key(each.charAt(0)));
      }
    }
  }

  private void passes(long ms) {
    long end = nowMs + ms;
    while (state.due().isPresent() && state.due().getAsLong() <= end) {
      nowMs = Math.max(nowMs, state.due().getAsLong());
      on(new ConsentSignal.TimePassed());
    }
    nowMs = end;
  }

  private void on(ConsentSignal signal) {
    follow(state.on(signal, nowMs));
  }

  private void follow(ConsentStep step) {
    state = step.next();
    step.actions().forEach(action -> done.add(told(action)));
  }

  private static String told(ConsentAction action) {
    if (action instanceof ConsentAction.Ask ask) {
      return ask.again() ? "again" : "ask";
    }
    ConsentAnswer answer = ((ConsentAction.End) action).answer();
    return (answer.yes() ? "yes " : "no ") + answer.by();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1        | heard 1                              | ask, yes KEY",
        "1        | 1                                    | ask, yes KEY",
        "1        | heard 2                              | ask, no KEY",
        "1        | #                                    | ask, no KEY",
        "1        | heard \"yes\"                        | ask, again",
        "1        | heard \"yes\" heard \"yes\"          | ask, again, no UNCLEAR",
        "1        | heard \"no\"                         | ask, no WORD",
        "1        | \"no\"                               | ask, no WORD",
        "1        | heard +4999                          | ask",
        "1        | heard +5000                          | ask, again",
        "1        | heard +5000 +60000                   | ask, again",
        "1        | heard +5000 heard +5000              | ask, again, no SILENCE",
        "1        | heard +5000 heard 1 1 +9000          | ask, again, yes KEY",
        "*        | heard *                              | ask, yes KEY",
        "word     | heard \"oh_yes_please\"              | ask, yes WORD",
        "word     | \"I_agree\"                          | ask, yes WORD",
        "word     | heard \"yes_and_no\"                 | ask, no WORD",
        "word     | heard \"sí\" heard \"No!\"           | ask, again, no WORD",
        "word     | \"what\" heard \"what\" heard \"ah\" | ask, again, no UNCLEAR",
        "word     | heard 1 +5000                        | ask, again",
        "word     | heard speaks +60000 \"yes\"          | ask, yes WORD",
        "word     | heard speaks +60000 noise +4999      | ask",
        "word     | heard speaks +60000 noise +5000      | ask, again",
        "word     | heard \"yes\" \"no\" 1 +9000 heard   | ask, yes WORD",
        "going-on | heard                                | ask, yes GOING_ON",
        "going-on | \"no_thank_you\"                     | ask, no WORD",
        "going-on | \"yes\" 5 speaks noise heard         | ask, yes GOING_ON",
        "going-on | speaks heard \"oh_no\"               | ask, no WORD",
        "going-on | speaks heard \"hello\"               | ask, yes GOING_ON",
        "going-on | speaks heard +60000 noise            | ask, yes GOING_ON",
        "going-on | speaks \"no\" heard                  | ask, no WORD",
        "going-on | speaks \"well\" heard                | ask, yes GOING_ON",
        "going-on | speaks unheard +60000 \"no\"         | ask, no WORD",
        "going-on | speaks unheard \"hello\" heard       | ask, again, yes GOING_ON",
        "going-on | speaks unheard noise +4999           | ask",
        "going-on | speaks unheard noise +5000           | ask, again",
        "going-on | unheard                              | ask, again",
        "going-on | unheard heard                        | ask, again, yes GOING_ON",
        "going-on | unheard unheard                      | ask, again, no SILENCE",
        "word     | unheard unheard                      | ask, again, no SILENCE"
      })
  void whatACallerDoesIsAnAnswer(String by, String story, String expected) {
    follow(ConsentState.begin(terms(by, false)));
    happens(story);
    assertThat(String.join(", ", done)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1    | heard +5000 heard +5000          | ask, again, yes SILENCE",
        "1    | unheard unheard                  | ask, again, no SILENCE",
        "word | heard \"what\" heard \"what\"    | ask, again, no UNCLEAR",
      })
  void silenceMayAgreeAndNothingElseThatIsNoYes(String by, String story, String expected) {
    follow(ConsentState.begin(terms(by, true)));
    happens(story);
    assertThat(String.join(", ", done)).isEqualTo(expected);
  }

  @Test
  void termsHaveBounds() {
    Duration time = Duration.ofSeconds(5);
    assertThatThrownBy(() -> new Yes.Key('A')).hasMessage("key is A; allowed: 0 to 9, *, #");
    assertThatThrownBy(() -> new ConsentTerms(new Yes.Word(), WORDS, false, 0, time))
        .hasMessage("tries is 0; allowed: 1 to 5");
    assertThatThrownBy(
            () -> new ConsentTerms(new Yes.Word(), WORDS, false, 1, Duration.ofSeconds(61)))
        .hasMessage("timeout is 61000 ms; allowed: 1000 to 60000 ms");
  }

  @Test
  void whatWasSaidIsNotPrinted() {
    assertThat(new ConsentSignal.Said("seven").toString()).isEqualTo("Said[5]");
  }
}
