package talkspurt.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static talkspurt.fake.Collects.CARD;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import talkspurt.collect.Collect.Confirm;
import talkspurt.fake.Collects;

class CollectStateTest {

  private static final int WALKS = 300;
  private static final int STEPS = 60;
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 30);

  private long nowMs = 1_000_000;
  private CollectState state;
  private final List<String> done = new ArrayList<>();

  /**
   * What happens, word by word: {@code quiet}, {@code speaks}, {@code noise}, {@code +MS} for time, {@code "…"} for
   * words with _ in place of blanks, and keys.
   */
  private void happens(String story) {
    for (String each : story.split(" ")) {
      if (each.startsWith("+")) {
        passes(Long.parseLong(each.substring(1)));
      } else if (each.startsWith("\"")) {
        on(new CollectSignal.Said(each.replace("\"", "").replace('_', ' ')));
      } else if (each.equals("quiet")) {
        on(new CollectSignal.Quiet());
      } else if (each.equals("speaks")) {
        on(new CollectSignal.SpeechBegan());
      } else if (each.equals("noise")) {
        on(new CollectSignal.SpeechCameToNothing());
      } else {
        each.chars().forEach(key -> on(new CollectSignal.Key((char) key)));
      }
    }
  }

  private void passes(long ms) {
    long end = nowMs + ms;
    while (state.due().isPresent() && state.due().getAsLong() <= end) {
      nowMs = Math.max(nowMs, state.due().getAsLong());
      on(new CollectSignal.TimePassed());
    }
    nowMs = end;
  }

  private void on(CollectSignal signal) {
    CollectStep step = state.on(signal, nowMs);
    state = step.next();
    step.actions().forEach(action -> done.add(told(action)));
  }

  private static String told(CollectAction action) {
    if (action instanceof CollectAction.Ask ask) {
      if (ask.question() instanceof CollectAction.Question.Confirm confirm) {
        return "confirm " + confirm.value();
      }
      return ask.question() instanceof CollectAction.Question.Again again
          ? "again " + again.why()
          : "ask";
    }
    Collected result = ((CollectAction.End) action).result();
    return result instanceof Collected.Value value
        ? (value.keyed() ? "keyed " : "said ") + value.value()
        : ((Collected.Nothing) result).why().name();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "quiet quiet CARD#                         | ask, keyed CARD",
        "quiet CARD#                               | ask, keyed CARD",
        "CARD#                                     | keyed CARD",
        "quiet quiet CARD +999                     | ask",
        "quiet quiet CARD +1000                    | ask, keyed CARD",
        "quiet quiet 4* CARD#                      | ask, keyed CARD",
        "quiet quiet 4 +3999 539578763621486#      | ask, keyed CARD",
        "quiet quiet 4 +4000                       | ask, again TOO_SHORT",
        "quiet quiet CARD1#                        | ask, again TOO_LONG",
        "quiet quiet 4539578763621487#             | ask, again WRONG",
        "quiet quiet #                             | ask, again NOTHING_CAME",
        "quiet quiet +9999                         | ask",
        "quiet quiet +10000                        | ask, again NOTHING_CAME",
        "quiet quiet # quiet 12#                   | ask, again NOTHING_CAME, TOO_SHORT",
        "quiet quiet # quiet quiet CARD#           | ask, again NOTHING_CAME, keyed CARD",
        "quiet quiet # CARD# 5                     | ask, again NOTHING_CAME, keyed CARD",
        "quiet quiet ABCD CARD#                    | ask, keyed CARD",
        "quiet quiet \"four_five\" +9999           | ask",
        "quiet quiet \"four_five\" +10000          | ask, again TOO_SHORT",
        "quiet quiet \"4539_5787\" \"6362_1486\" +1000 | ask, said CARD",
        "quiet quiet 4539 \"5787_6362_1486\" +1000 | ask, said CARD",
        "quiet quiet \"4539_5787_6362_1\" +3999 speaks +60000 \"486\" +1000 | ask, said CARD",
        "quiet quiet \"4539_5787_6362_1\" +4000    | ask, again WRONG",
        "quiet quiet speaks +60000 noise +9999     | ask, again NOTHING_CAME",
        "quiet quiet \"let_me_look\" +9000 CARD#   | ask, keyed CARD",
        "quiet quiet \"4539_5787_6362_1486\" +500 speaks \"thank_you\" +999 | ask",
        "quiet quiet \"4539_5787_6362_1486\" +500 speaks \"thank_you\" +1000 | ask, said CARD",
        "quiet quiet \"operator_please\"           | ask, ASKED_FOR_PERSON",
        "quiet \"operator_please\"                 | ask, ASKED_FOR_PERSON",
        "\"okay\" quiet \"okay\" quiet CARD#       | ask, keyed CARD",
        "\"4539_5787_6362_1486\" +1000             | said CARD",
      })
  void asksReadsAndEnds(String story, String told) {
    state = CollectState.waiting(Collects.card(), TODAY);
    happens(story.replace("CARD", CARD));
    assertThat(String.join(", ", done)).isEqualTo(told.replace("CARD", CARD));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "quiet 1234 +4000 1                          | ask, confirm 1234, keyed 1234",
        "quiet 123456 +1000 \"yes\"                  | ask, confirm 123456, keyed 123456",
        "quiet 1234 +4000 quiet +9999                | ask, confirm 1234",
        "quiet 1234 +4000 +60000                     | ask, confirm 1234",
        "quiet 1234 +4000 quiet +10000               | ask, confirm 1234, again NOT_CONFIRMED",
        "quiet 1234 +4000 quiet +9999 speaks +9999 \"yes\" | ask, confirm 1234, keyed 1234",
        "quiet 1234 +4000 2 quiet 4321 +4000 2       | ask, confirm 1234, again NOT_CONFIRMED, confirm 4321, NOT_CONFIRMED",
        "quiet 1234 +4000 * quiet 4321 +4000 1       | ask, confirm 1234, again NOT_CONFIRMED, confirm 4321, keyed 4321",
        "quiet 1234 +4000 \"no_it_is_not\"           | ask, confirm 1234, again NOT_CONFIRMED",
        "quiet 1234 +4000 \"what\" 7 \"yes\"         | ask, confirm 1234, keyed 1234",
        "quiet 1234 +4000 \"operator\"               | ask, confirm 1234, ASKED_FOR_PERSON",
        "quiet 12#34 +4000 1                         | ask, confirm 1234, keyed 1234",
      })
  void asksWhetherItIsRight(String story, String told) {
    state = CollectState.waiting(Collects.order(Confirm.READ_BACK), TODAY);
    happens(story);
    assertThat(String.join(", ", done)).isEqualTo(told);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "quiet quiet 03051980 +999                    | ask",
        "quiet quiet 03051980 +1000 1                 | ask, confirm 1980-05-03, keyed 1980-05-03",
        "quiet quiet 030580# 1                        | ask, confirm 1980-05-03, keyed 1980-05-03",
        "quiet quiet 030580 +4000 2                   | ask, confirm 1980-05-03, again NOT_CONFIRMED",
        "quiet quiet 310280#                          | ask, again NO_DATE",
        "quiet quiet 03052030#                        | ask, again OUT_OF_BOUNDS",
        "quiet quiet 0305#                            | ask, again TOO_SHORT",
        "quiet quiet 030519801#                       | ask, again TOO_LONG",
        "quiet quiet \"the_third_of_may\" speaks +9000 \"nineteen_eighty\" +1000 1 | ask, confirm 1980-05-03, said 1980-05-03",
        "quiet quiet \"third_may_nineteen_eighty\" +999 | ask",
        "quiet quiet \"yesterday\" +1000 \"yes\"     | ask, confirm 2026-11-29, said 2026-11-29",
        "quiet quiet \"third\" \"may\" +9999          | ask",
        "quiet quiet \"third\" \"may\" +10000         | ask, again TOO_SHORT",
        "quiet quiet \"one_moment_please\" +9000 03051980# 1 | ask, confirm 1980-05-03, keyed 1980-05-03",
        "\"my_name_is_smith\" quiet                 | ask",
        "quiet quiet \"third_of_may\" 1980 +4000 1    | ask, confirm 1980-05-03, said 1980-05-03",
      })
  void aDateIsAskedForInTheSameWay(String story, String told) {
    state = CollectState.waiting(Collects.born(Confirm.READ_BACK, false), TODAY);
    happens(story);
    assertThat(String.join(", ", done)).isEqualTo(told);
  }

  /** Whatever happens, it ends once, asks no more often than it may, takes only what passes, and prints nothing. */
  @Test
  void keepsItsPromisesWhateverHappens() {
    Random random = new Random(17);
    List<String> all = List.of(
        "quiet",
        "speaks",
        "noise",
        "+500",
        "+4000",
        "+10000",
        "#",
        "*",
        "4",
        "53",
        CARD,
        CARD + "#",
        "\"4539\"",
        "\"5787_6362_1486\"",
        "\"hm\"",
        "\"yes\"",
        "\"no\"",
        "1",
        "2");
    int values = 0;
    for (int walk = 0; walk < WALKS; walk++) {
      Collect what = Collects.card(Confirm.values()[walk % Confirm.values().length], true);
      state = CollectState.waiting(what, TODAY);
      done.clear();
      for (int step = 0; step < STEPS; step++) {
        happens(all.get(random.nextInt(all.size())));
        assertThat(state.toString()).doesNotContainPattern("[0-9 ]{5,}4539|4539[0-9 ]{3,}");
      }
      long ends = done.stream().filter(CollectStateTest::ends).count();
      assertThat(ends).isEqualTo(state.over() ? 1 : 0);
      assertThat(state.over() ? ends(done.get(done.size() - 1)) : true).isTrue();
      assertThat(done.stream().filter(each -> each.startsWith("again")).count())
          .isLessThan(what.tries());
      for (String each : done) {
        if (each.startsWith("keyed ") || each.startsWith("said ")) {
          values++;
          String value = each.substring(each.indexOf(' ') + 1);
          assertThat(value.length()).isBetween(13, 16);
          assertThat(((CodeContent) what.content()).check().passes(value)).isTrue();
        }
      }
    }
    assertThat(values).as("walks that came to a value").isGreaterThan(WALKS / 10);
  }

  private static boolean ends(String told) {
    return !told.startsWith("ask") && !told.startsWith("again") && !told.startsWith("confirm");
  }
}
