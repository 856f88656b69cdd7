package talkspurt.media.agent;

import static org.assertj.core.api.Assertions.assertThat;

import akka.stream.javadsl.Source;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import talkspurt.call.CallSamples;
import talkspurt.call.Digits;
import talkspurt.call.Instruction;
import talkspurt.call.SpokenText;
import talkspurt.call.TurnInput;
import talkspurt.media.agent.Speculation.Action;

class SpeculationTest {

  private static final TurnInput HOURS = words("Hours, please.");
  private static final TurnInput SALES = words("to sales");

  private final List<PreemptiveReply> asked = new ArrayList<>();
  private final Speculation speculation = new Speculation(this::ask);

  @BeforeEach
  void listens() {
    speculation.allow(true);
    speculation.listen(listen(1));
  }

  private PreemptiveReply ask(Instruction.Answer answer, boolean ahead) {
    PreemptiveReply reply = new PreemptiveReply(
        answer, new CompletableFuture<>(), Source.empty(), new ReplyTimes(() -> 0), ahead);
    asked.add(reply);
    return reply;
  }

  @Test
  void aReplyIsAskedForAheadAndGrantedOnce() {
    assertThat(speculation.likelyOver(1, HOURS)).containsExactly(new Action.Prepare(asked.get(0)));
    assertThat(asked.get(0).ahead()).isTrue();
    assertThat(speculation.taken(1, words("hours please"))).isEmpty();
    assertThat(speculation.granted(answer(1, HOURS))).contains(asked.get(0));
    assertThat(speculation.granted(answer(1, HOURS))).isEmpty();
    assertThat(speculation.discard()).isEmpty();
    assertThat(asked).hasSize(1);
  }

  @Test
  void theSameWordsAreNotAskedForTwice() {
    speculation.likelyOver(1, HOURS);
    assertThat(speculation.likelyOver(1, words("hours please"))).isEmpty();
  }

  @Test
  void otherWordsDiscardWhatWasAskedFor() {
    speculation.likelyOver(1, HOURS);
    assertThat(speculation.likelyOver(1, SALES))
        .containsExactly(new Action.Discard(asked.get(0)), new Action.Prepare(asked.get(1)));
    assertThat(speculation.taken(1, HOURS))
        .containsExactly(new Action.Discard(asked.get(1)), new Action.Prepare(asked.get(2)));
    assertThat(asked.get(2).ahead()).isFalse();
  }

  @Test
  void aTurnIsGuessedThreeTimesAtMost() {
    for (int guess = 0; guess < 3; guess++) {
      assertThat(speculation.likelyOver(1, words("guess " + guess))).isNotEmpty();
    }
    assertThat(speculation.likelyOver(1, HOURS)).containsExactly(new Action.Discard(asked.get(2)));
    assertThat(speculation.likelyOver(1, HOURS)).isEmpty();
    speculation.taken(1, HOURS);
    speculation.listen(listen(2));
    assertThat(speculation.likelyOver(2, SALES)).hasSize(2);
  }

  @Test
  void aCallerWhoGoesOnDiscardsAGuessAndNoReplyToWhatWasTaken() {
    speculation.likelyOver(1, HOURS);
    assertThat(speculation.goesOn(0)).containsExactly(new Action.Discard(asked.get(0)));
    assertThat(speculation.goesOn(0)).isEmpty();
    speculation.taken(1, HOURS);
    assertThat(speculation.goesOn(1)).isEmpty();
    assertThat(speculation.granted(answer(1, HOURS))).contains(asked.get(1));
  }

  @Test
  void nothingIsAskedForBeforeItsTurnIsListenedForOrWhereItIsNotAllowed() {
    assertThat(speculation.likelyOver(2, HOURS)).isEmpty();
    assertThat(speculation.taken(2, HOURS)).isEmpty();
    speculation.allow(false);
    assertThat(speculation.likelyOver(1, HOURS)).isEmpty();
    assertThat(speculation.taken(1, HOURS)).isEmpty();
    assertThat(asked).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"2, hours please, ''", "1, to sales, ''", "1, hours please, From"})
  void whatDoesNotAnswerJustThisIsNotGranted(int turn, String said, String heard) {
    speculation.taken(1, HOURS);
    Instruction.Answer wanted = answer(turn, words(said));
    assertThat(speculation.granted(new Instruction.Answer(
            wanted.plan(),
            turn,
            wanted.cue(),
            wanted.history(),
            new SpokenText(heard),
            wanted.tools())))
        .isEmpty();
    assertThat(speculation.discard()).containsExactly(new Action.Discard(asked.get(0)));
  }

  @Test
  void keysAndSilenceAreAskedForWhenTheyAreTaken() {
    TurnInput keys = new TurnInput.Keys(new Digits("12"));
    assertThat(speculation.taken(1, keys)).containsExactly(new Action.Prepare(asked.get(0)));
    assertThat(asked.get(0).supposed().cue()).isEqualTo(keys);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void thereIsOneReplyAtATimeWhichIsGrantedOnceOrDiscardedOnce(long seed) {
    Random random = new Random(seed);
    Set<PreemptiveReply> over = Collections.newSetFromMap(new IdentityHashMap<>());
    Optional<PreemptiveReply> ready = Optional.empty();
    int turn = 1;
    int ahead = 0;
    int granted = 0;
    for (int step = 0; step < 20_000; step++) {
      TurnInput input = random.nextBoolean() ? HOURS : SALES;
      List<Action> actions = switch (random.nextInt(8)) {
        case 0, 1 -> speculation.likelyOver(turn, input);
        case 2 -> speculation.goesOn(turn - random.nextInt(2));
        case 3 -> speculation.taken(turn, input);
        case 4 -> speculation.discard();
        case 5 -> {
          turn++;
          yield speculation.taken(turn, input);
        }
        case 6 -> {
          speculation.listen(listen(turn));
          yield List.of();
        }
        default -> {
          Optional<PreemptiveReply> reply = speculation.granted(answer(turn, input));
          if (reply.isPresent()) {
            assertThat(reply).as("what is ready is granted").isEqualTo(ready);
            assertThat(over.add(reply.get())).isTrue();
            ready = Optional.empty();
            granted++;
          }
          yield List.of();
        }
      };
      for (Action action : actions) {
        if (action instanceof Action.Discard discard) {
          assertThat(ready).contains(discard.reply());
          assertThat(over.add(discard.reply())).as("discarded once").isTrue();
          ready = Optional.empty();
        } else if (action instanceof Action.Prepare prepare) {
          assertThat(ready).as("one at a time").isEmpty();
          assertThat(over).doesNotContain(prepare.reply());
          ready = Optional.of(prepare.reply());
          ahead += prepare.reply().ahead() ? 1 : 0;
        }
      }
    }
    assertThat(granted).isPositive();
    assertThat(ahead).isPositive();
  }

  private static TurnInput words(String text) {
    return new TurnInput.Words(new SpokenText(text));
  }

  private static Instruction.Listen listen(int turn) {
    return new Instruction.Listen(CallSamples.PLAN, turn, List.of(), List.of());
  }

  private static Instruction.Answer answer(int turn, TurnInput input) {
    return PreemptiveReply.supposed(listen(turn), input);
  }
}
