package talkspurt.media.agent;

import static org.assertj.core.api.Assertions.assertThat;

import akka.NotUsed;
import akka.stream.javadsl.Source;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import talkspurt.call.CallRequest.Fact;
import talkspurt.call.SpokenText;
import talkspurt.call.TurnInput;
import talkspurt.media.agent.CascadeAction.Order;
import talkspurt.media.agent.CascadeAction.Tell;
import talkspurt.media.agent.CascadeAction.Took;
import talkspurt.media.playout.PlayoutEvent;
import talkspurt.media.playout.PlayoutOrder;
import talkspurt.media.playout.TtsPiece;

/** Signals in any order, also such as cannot be: certain things hold all the same. */
class CascadeStateWalkTest {

  private static final List<SpokenText> WORDS =
      List.of(SpokenText.NOTHING, new SpokenText("yes."), new SpokenText("nine to five."));

  private final Set<Source<TtsPiece, NotUsed>> fillers =
      Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<Source<TtsPiece, NotUsed>> begun =
      Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<Integer> answered = new HashSet<>();
  private final Set<Integer> taken = new HashSet<>();
  private CascadeState state = CascadeState.none();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void aTurnIsTakenOnceAndAnsweredOnceByASpeechThatIsSpokenOnce(long seed) {
    Random random = new Random(seed);
    for (int step = 0; step < 20_000; step++) {
      CascadeState before = state;
      CascadeStep<?> next = signal(random).askOf(before);
      state = next.next();
      assertThat(state.file().turn()).isGreaterThanOrEqualTo(before.file().turn());
      assertThat(state.quiet() ? state.playedMs() : 0).isZero();
      next.actions().forEach(action -> check(before, action));
      assertThat(took(next)).as("taken and told").isEqualTo(toldAsTaken(next));
    }
    assertThat(answered.size()).isGreaterThan(100);
    assertThat(fillers.size()).isGreaterThan(100);
    assertThat(taken.size()).isGreaterThan(100);
    settle();
  }

  private void check(CascadeState before, CascadeAction action) {
    if (action instanceof Took took) {
      assertThat(taken.add(took.turn()))
          .as("turn %d is taken once", took.turn())
          .isTrue();
      assertThat(took.turn()).isEqualTo(before.file().turn() + 1);
    } else if (action instanceof Order order && order.order() instanceof PlayoutOrder.Speak speak) {
      assertThat(begun.add(speak.speech())).as("a speech is begun once").isTrue();
      if (fillers.contains(speak.speech())) {
        assertThat(before.quiet()).as("words for a wait where nothing is said").isTrue();
      } else {
        assertThat(answered.add(speak.turn()))
            .as("turn %d is answered once", speak.turn())
            .isTrue();
      }
    }
  }

  private static boolean took(CascadeStep<?> step) {
    return step.actions().stream().anyMatch(Took.class::isInstance);
  }

  private static boolean toldAsTaken(CascadeStep<?> step) {
    return step.actions().stream()
        .anyMatch(action -> action instanceof Tell tell && tell.fact() instanceof Fact.TurnTaken);
  }

  private CascadeSignal signal(Random random) {
    int turn = Math.max(0, state.file().turn() + random.nextInt(4) - 2);
    Source<TtsPiece, NotUsed> speech = Source.<TtsPiece>empty().named("speech");
    SpokenText words = WORDS.get(random.nextInt(WORDS.size()));
    return switch (random.nextInt(22)) {
      case 20 -> new CascadeSignal.TimeUp(turn, words);
      case 21 -> new CascadeSignal.LastSentence();
      case 0 -> new CascadeSignal.Greet(words, speech);
      case 1, 2, 3 -> new CascadeSignal.Answer(Math.max(1, turn), words, speech);
      case 4 -> new CascadeSignal.Listen(turn + random.nextInt(2));
      case 5 -> new CascadeSignal.Refused(turn);
      case 6, 7 -> new CascadeSignal.TurnOver(new TurnInput.Words(words), random.nextBoolean());
      case 8 -> new CascadeSignal.TurnNotOver();
      case 9 -> new CascadeSignal.CallerSilent(random.nextBoolean());
      case 10 -> new CascadeSignal.NewsCame();
      case 11 -> new CascadeSignal.Answered(random.nextBoolean());
      case 12, 13 -> {
        fillers.add(speech);
        yield random.nextInt(5) == 0
            ? new CascadeSignal.Apologise(turn, speech)
            : new CascadeSignal.Fill(turn, speech);
      }
      default -> new CascadeSignal.Played(event(random, turn, words));
    };
  }

  private PlayoutEvent event(Random random, int turn, SpokenText words) {
    int whose = state instanceof Replying reply && random.nextInt(4) > 0 ? reply.speaking() : turn;
    return switch (random.nextInt(8)) {
      case 0 -> new PlayoutEvent.Started(whose);
      case 1 -> new PlayoutEvent.Reached(whose, 1, 200, random.nextInt(5000));
      case 2 -> new PlayoutEvent.SegmentPlayed(whose, words);
      case 3 -> new PlayoutEvent.Paused(whose, random.nextInt(5000));
      case 4 -> new PlayoutEvent.Resumed(whose);
      case 5, 6 -> new PlayoutEvent.Finished(whose, words);
      default -> new PlayoutEvent.Dropped(whose, words);
    };
  }

  /** Once what is in the buffer is over the caller can be answered. */
  private void settle() {
    for (int over = 0; over < 3 && !state.quiet(); over++) {
      int speaking = state instanceof Replying reply
          ? reply.speaking()
          : state instanceof AwaitingDrop drop ? drop.reply().speaking() : 0;
      SpokenText all = SpokenText.NOTHING;
      state = new CascadeSignal.Played(new PlayoutEvent.Finished(speaking, all))
          .askOf(state)
          .next();
    }
    assertThat(state.quiet()).isTrue();
    CascadeStep<?> took =
        new CascadeSignal.TurnOver(new TurnInput.Words(WORDS.get(1)), true).askOf(state);
    int turn = took.next().file().turn();
    assertThat(took.next().awaitsReply()).isTrue();
    assertThat(new CascadeSignal.Answer(turn, SpokenText.NOTHING, Source.empty())
            .askOf(took.next())
            .next())
        .isInstanceOf(Replying.class);
  }
}
