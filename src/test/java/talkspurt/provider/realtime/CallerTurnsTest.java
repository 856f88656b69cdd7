package talkspurt.provider.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import talkspurt.audio.AudioFrame;
import talkspurt.fake.RealtimeSettingsOf;
import talkspurt.fake.StepTable;
import talkspurt.language.LanguagePack;
import talkspurt.provider.SpeechToSpeech.Input.CallerTurn.Step;
import talkspurt.provider.SpeechToSpeech.Output;
import talkspurt.provider.realtime.TalkAction.Answer;
import talkspurt.provider.realtime.TalkAction.Send;
import talkspurt.provider.realtime.TalkAction.Tell;

class CallerTurnsTest {

  private static final RealtimeSettings.Limits LIMITS =
      RealtimeSettingsOf.limits(Duration.ofMinutes(50));

  /**
   * Where each event leads in each state, and what is done on the way.
   *
   * <p>States: S settled, C committing, E committing while the words of the turn before are not known,
   * U unwritten; a star where the caller is not quiet.
   *
   * <p>To the server: a append, c commit, x clear, m message. To the call: t took, s said. Others: !
   * answer.
   *
   * <p>The columns are settled, speaking, committing, committing after unwritten, two, unwritten,
   * repeated, repeated with a commit, heard by the server.
   */
  private static final String STEPS = """
      hear           | S      S*:a    C*      E*      E*        U      U      E*      S:a
      begins         | S*     S*      C*      E*      E*        U*     U*     E*      S
      pauses         | S      S*      C*      E*      E*        U      U      E*      S
      complete       | S      C*:c!   C*      E*      E*        U      U      E*      S
      none           | S      S:x     C*      E*      E*        U      U      E*      S
      silent         | S      S*      C*      E*      E*        U      U      E*      S
      keys           | S:mts! S*:mts! C*:mts! E*:mts! E*:mts!   U:mts! U:mts! E*:mts! S:mts!
      ours           | S      S*      C*      E*      E*        U      U      E*      S:x
      the server's   | S      S       C*      E*      E*        U      U      E*      S
      begin          | S      S*:a    C*:ac   E*:acac E*:acacac U:ac   U:ac   E*:acac S
      leave          | S      S*      C*      E*      E*        U      U      E*      S
      taken          | S:t    S*:t    U:t     U:t     E*:t      S:t    U      E*      S:t
      not taken      | S      S*      S       U       E*        U      U      E*      S
      said           | S      S*      C*      C*:s    C*:s      S:s    S:s    C*:s    S
      said nothing   | S      S*      C*      C*      C*        S      S      C*      S
      said elsewhere | S      S*      C*      C*      C*        S      S      C*      S
      answered       | S      S*      C*      C*      C*        S      S      C*      S
      """;

  private static Map<String, Supplier<CallerTurns>> states() {
    Map<String, Supplier<CallerTurns>> states = new LinkedHashMap<>();
    states.put("settled", () -> turns(new Memory(List.of(), 100), true));
    states.put("speaking", () -> speaking(turns(new Memory(List.of(), 100), true)));
    states.put("committing", () -> committing(turns(new Memory(List.of(), 100), true)));
    states.put("committing after unwritten", () -> committing(unwritten()));
    states.put("two committing", () -> committing(committing(unwritten())));
    states.put("unwritten", CallerTurnsTest::unwritten);
    states.put("repeated", () -> after(unwritten(), CallerTurns::begin));
    states.put("repeated with a commit", () -> after(committing(unwritten()), CallerTurns::begin));
    states.put("heard by the server", () -> turns(new Memory(List.of(), 100), false));
    return states;
  }

  private static Map<String, Function<CallerTurns, List<TalkAction>>> events() {
    Map<String, Function<CallerTurns, List<TalkAction>>> events = new LinkedHashMap<>();
    events.put("hear", turns -> turns.hear(sound(100, 1)));
    events.put("begins", turns -> turns.turn(Step.BEGINS));
    events.put("pauses", turns -> turns.turn(Step.PAUSES));
    events.put("complete", turns -> turns.turn(Step.COMPLETE));
    events.put("none", turns -> turns.turn(Step.NONE));
    events.put("silent", turns -> turns.turn(Step.SILENT));
    events.put("keys", turns -> {
      turns.press('7', 0);
      return turns.tellKeys();
    });
    events.put("ours", turns -> turns.detect(true));
    events.put("the server's", turns -> turns.detect(false));
    events.put("begin", CallerTurns::begin);
    events.put("leave", told(CallerTurns::leave));
    events.put("taken", turns -> turns.taken("i2"));
    events.put("not taken", told(CallerTurns::notTaken));
    events.put("said", turns -> turns.said("i1", "Hello"));
    events.put("said nothing", turns -> turns.said("i1", ""));
    events.put("said elsewhere", turns -> turns.said("i9", "Hello"));
    events.put("answered", told(CallerTurns::answered));
    return events;
  }

  private static Function<CallerTurns, List<TalkAction>> told(Consumer<CallerTurns> event) {
    return turns -> {
      event.accept(turns);
      return List.of();
    };
  }

  @TestFactory
  Stream<DynamicTest> eachEventLeadsInEachStateWhereTheTableTells() {
    return StepTable.tests(STEPS, events(), states(), CallerTurnsTest::step);
  }

  @Test
  void theTableHasARowForEachEventAndAColumnForEachState() {
    assertThat(StepTable.names(STEPS)).containsExactlyElementsOf(events().keySet());
    StepTable.assertEachKind(
        CallerTurns.State.class,
        states().values().stream().map(state -> state.get().state()).toList());
  }

  private static String step(CallerTurns turns, Function<CallerTurns, List<TalkAction>> event) {
    String done =
        event.apply(turns).stream().map(CallerTurnsTest::name).collect(Collectors.joining());
    return name(turns.state()) + (turns.quiet() ? "" : "*") + (done.isEmpty() ? "" : ":" + done);
  }

  private static String name(CallerTurns.State state) {
    if (state instanceof CallerTurns.Committing committing) {
      return committing.earlier().empty() ? "C" : "E";
    }
    return state instanceof CallerTurns.Settled ? "S" : "U";
  }

  private static String name(TalkAction action) {
    if (action instanceof Send send) {
      return Map.of(
              ClientEvent.Append.class, "a",
              ClientEvent.Commit.class, "c",
              ClientEvent.ClearInput.class, "x",
              ClientEvent.Message.class, "m")
          .get(send.event().getClass());
    }
    if (action instanceof Tell tell) {
      return tell.output() instanceof Output.CallerTook ? "t" : "s";
    }
    assertThat(action).isEqualTo(new Answer());
    return "!";
  }

  // ---- what is sent

  @Test
  void aShortTurnIsFilledUpToWhatCanBeCommitted() {
    CallerTurns turns = turns(new Memory(List.of(), 100), true);
    turns.turn(Step.BEGINS);
    turns.hear(sound(20, 1));
    assertThat(samples(turns.turn(Step.COMPLETE))).isEqualTo(2400);
    turns.turn(Step.BEGINS);
    assertThat(samples(turns.hear(sound(100, 1)))).isEqualTo(2400);
    assertThat(samples(turns.turn(Step.COMPLETE))).isZero();
  }

  @Test
  void whatWasHeardBeforeTheTurnBeganGoesFirst() {
    CallerTurns turns = turns(new Memory(List.of(), 100), true);
    for (int frame = 0; frame < 40; frame++) {
      assertThat(turns.hear(sound(20, frame))).isEmpty();
    }
    List<TalkAction> begun = turns.turn(Step.BEGINS);
    assertThat(samples(begun)).isEqualTo(9600);
    assertThat(marks(begun)).startsWith(20).endsWith(39);
  }

  @Test
  void aTurnThatWasTakenInAnEarlierSessionKeepsItsFirstName() {
    Memory memory = new Memory(List.of(), 100);
    CallerTurns turns = committing(turns(memory, true));
    turns.taken("i1");
    turns.leave();
    turns.begin();
    assertThat(turns.taken("i7")).isEmpty();
    assertThat(turns.said("i7", "Hello"))
        .containsExactly(new Tell(new Output.CallerSaid("i1", "Hello")));
    assertThat(memory.told()).containsExactly(new ClientEvent.Message(true, "Hello"));
  }

  @Test
  void aRepetitionThatWasNotTakenIsNotWaitedForInTheNextSession() {
    CallerTurns turns = unwritten();
    turns.begin();
    turns.leave();
    turns.answered();
    turns.begin();
    assertThat(turns.taken("i2")).containsExactly(new Tell(new Output.CallerTook("i2")));
  }

  @Test
  void aRepetitionThatIsRefusedIsNotWaitedFor() {
    CallerTurns turns = unwritten();
    turns.begin();
    turns.notTaken();
    assertThat(turns.taken("i2")).containsExactly(new Tell(new Output.CallerTook("i2")));
  }

  @Test
  void theServerHearsWhatWasHeardLastOnceItFindsTheTurns() {
    CallerTurns turns = speaking(turns(new Memory(List.of(), 100), true));
    turns.turn(Step.PAUSES);
    turns.hear(sound(100, 7));
    assertThat(marks(turns.detect(false))).containsExactly(7);
    assertThat(turns.detect(false)).isEmpty();
    assertThat(marks(turns.hear(sound(100, 8)))).containsExactly(8);
    assertThat(turns.turn(Step.COMPLETE)).isEmpty();
    assertThat(turns.begin()).as("nothing waits for a commit").isEmpty();
    turns.detect(true);
    assertThat(turns.hear(sound(100, 9))).isEmpty();
  }

  @Test
  void lessThanAHundredMillisecondsAreFilledUpAtTheRateOfTheSession() {
    CallerTurns turns = new CallerTurns(
        new Memory(List.of(), 100), LIMITS, LanguagePack.shipped("en").wording(), true, true, 8000);
    turns.begin();
    turns.turn(Step.BEGINS);
    turns.hear(new AudioFrame(8000, new short[160]));
    assertThat(samples(turns.turn(Step.COMPLETE))).isEqualTo(800);
  }

  @Test
  void whereNothingIsWrittenDownATurnIsSettledOnceItIsTaken() {
    CallerTurns turns = committing(new CallerTurns(
        new Memory(List.of(), 100),
        LIMITS,
        LanguagePack.shipped("en").wording(),
        false,
        true,
        24_000));
    turns.taken("i1");
    assertThat(turns.state()).isInstanceOf(CallerTurns.Settled.class);
  }

  @Test
  void turnsAreTakenInTheirOrder() {
    CallerTurns turns = turns(new Memory(List.of(), 100), true);
    turn(turns, 1);
    turn(turns, 2);
    turn(turns, 3);
    turns.taken("i1");
    turns.notTaken();
    turns.leave();
    turns.begin();
    assertThat(turns.taken("i7")).isEmpty();
    assertThat(turns.taken("i8")).containsExactly(new Tell(new Output.CallerTook("i8")));
    turns.leave();
    assertThat(marks(turns.begin())).containsExactly(3);
  }

  @Test
  void turnsThatAreCompleteWithoutASessionAreOne() {
    CallerTurns turns = turns(new Memory(List.of(), 100), true);
    turn(turns, 1);
    turns.leave();
    turn(turns, 2);
    turn(turns, 3);
    assertThat(turns.begin().stream().map(CallerTurnsTest::name))
        .containsExactly("a", "a", "a", "c");
  }

  @Test
  void turnsThatAreNotKnownToBeTakenGoTogetherInTheNextSession() {
    CallerTurns turns = turns(new Memory(List.of(), 100), true);
    turn(turns, 1);
    turn(turns, 2);
    turns.leave();
    List<TalkAction> again = turns.begin();
    assertThat(marks(again)).containsExactly(1, 2);
    assertThat(again.stream().map(CallerTurnsTest::name)).containsExactly("a", "a", "c");
  }

  @Test
  void theWordsOfAnEarlierTurnLeaveTheNextOneOnItsWay() {
    CallerTurns turns = committing(unwritten());
    turns.said("i1", "Hello");
    assertThat(marks(turns.begin())).containsExactly(3);
  }

  @Test
  void noMoreIsKeptThanTheSettingsAllow() {
    CallerTurns turns = turns(new Memory(List.of(), 100), true);
    turns.turn(Step.BEGINS);
    for (int tenth = 0; tenth < 150; tenth++) {
      turns.hear(sound(100, tenth));
    }
    turns.turn(Step.COMPLETE);
    assertThat(marks(turns.begin())).hasSize(100).startsWith(50);
  }

  @Test
  void keysAreCompleteAfterAPauseOrTheirLastOne() {
    Memory memory = new Memory(List.of(), 100);
    CallerTurns turns = turns(memory, true);
    assertThat(turns.keysPause(9000)).isFalse();
    assertThat(turns.press('7', 1000)).isFalse();
    assertThat(turns.keysPause(1999)).isFalse();
    assertThat(turns.keysPause(2000)).isTrue();
    assertThat(turns.press('#', 1900)).isTrue();
    assertThat(turns.keysPause(2000)).isFalse();
    assertThat(turns.tellKeys())
        .contains(new Tell(new Output.CallerSaid("keys-1", "[The caller pressed 7 #.]")));
    assertThat(turns.keysPause(9000)).isFalse();
    turns.press('8', 3000);
    assertThat(turns.tellKeys())
        .contains(new Tell(new Output.CallerSaid("keys-2", "[The caller pressed 8.]")));
    assertThat(memory.told())
        .containsExactly(
            new ClientEvent.Message(true, "[The caller pressed 7 #.]"),
            new ClientEvent.Message(true, "[The caller pressed 8.]"));
  }

  // ---- anything in any order

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void eachTurnIsTakenOnceAndCommittedOnceInASession(long seed) {
    Random random = new Random(seed);
    int taken = 0;
    for (int walk = 0; walk < 200; walk++) {
      taken += new Walk(random).go();
    }
    assertThat(taken).isGreaterThan(200);
  }

  /** A server that takes what is committed, late, and whose sessions end. */
  private static final class Walk {
    private final Random random;
    private final CallerTurns turns = turns(new Memory(List.of(), 100), true);
    private final List<Integer> appended = new ArrayList<>();
    private final List<List<Integer>> commits = new ArrayList<>();
    private final Set<Integer> committed = new HashSet<>();
    private final Set<Integer> complete = new LinkedHashSet<>();
    private final Set<Integer> taken = new HashSet<>();
    private boolean inSession;
    private int said;
    private int items;

    Walk(Random random) {
      this.random = random;
    }

    int go() {
      for (int step = 0; step < 80; step++) {
        something();
      }
      if (!inSession) {
        begin();
      }
      while (!commits.isEmpty()) {
        take();
      }
      assertThat(taken).as("each turn is taken").containsExactlyInAnyOrderElementsOf(complete);
      return taken.size();
    }

    private void something() {
      switch (random.nextInt(9)) {
        case 0, 1, 2 -> {
          said++;
          complete.add(said);
          check(turns.turn(Step.BEGINS));
          check(turns.hear(sound(100, said)));
          check(turns.turn(random.nextInt(4) == 0 ? Step.PAUSES : Step.COMPLETE));
          check(turns.turn(Step.COMPLETE));
        }
        case 3 -> {
          check(turns.turn(Step.BEGINS));
          check(turns.hear(sound(100, 0)));
          check(turns.turn(Step.NONE));
        }
        case 4, 5 -> {
          if (!commits.isEmpty()) {
            take();
          }
        }
        case 6 -> check(turns.said("i" + random.nextInt(items + 1), "words"));
        case 7 -> turns.answered();
        default -> {
          if (inSession) {
            inSession = false;
            turns.leave();
            commits.clear();
          } else {
            begin();
          }
        }
      }
    }

    private void begin() {
      inSession = true;
      appended.clear();
      committed.clear();
      check(turns.begin());
    }

    private void take() {
      List<Integer> first = commits.remove(0);
      items++;
      boolean news = !check(turns.taken("i" + items)).isEmpty();
      for (int turn : first) {
        assertThat(taken.add(turn)).as("turn %d is taken once", turn).isEqualTo(news);
      }
    }

    private List<TalkAction> check(List<TalkAction> actions) {
      if (inSession) {
        actions.forEach(this::sent);
      }
      return actions;
    }

    private void sent(TalkAction action) {
      if (!(action instanceof Send send)) {
        return;
      }
      if (send.event() instanceof ClientEvent.Append append) {
        appended.add((int) append.samples()[0]);
      } else if (send.event() instanceof ClientEvent.ClearInput) {
        appended.clear();
      } else if (send.event() instanceof ClientEvent.Commit) {
        assertThat(appended).as("no commit is empty").isNotEmpty();
        for (int turn : appended) {
          assertThat(committed.add(turn)).as("turn %d is committed once", turn).isTrue();
        }
        commits.add(List.copyOf(appended));
        appended.clear();
      }
    }
  }

  // ---- in which state

  private static CallerTurns turns(Memory memory, boolean ours) {
    return after(
        new CallerTurns(memory, LIMITS, LanguagePack.shipped("en").wording(), true, ours, 24_000),
        CallerTurns::begin);
  }

  private static CallerTurns speaking(CallerTurns turns) {
    turns.turn(Step.BEGINS);
    turns.hear(sound(100, 2));
    return turns;
  }

  private static CallerTurns committing(CallerTurns turns) {
    return turn(turns, 3);
  }

  private static CallerTurns unwritten() {
    CallerTurns turns = turn(turns(new Memory(List.of(), 100), true), 1);
    turns.taken("i1");
    return turns;
  }

  private static CallerTurns turn(CallerTurns turns, int mark) {
    turns.turn(Step.BEGINS);
    turns.hear(sound(100, mark));
    turns.turn(Step.COMPLETE);
    return turns;
  }

  private static CallerTurns after(CallerTurns turns, Consumer<CallerTurns> event) {
    event.accept(turns);
    return turns;
  }

  /** Sound that is known again by the first of its samples. */
  private static AudioFrame sound(int ms, int mark) {
    short[] samples = new short[24 * ms];
    samples[0] = (short) mark;
    return new AudioFrame(24_000, samples);
  }

  private static int samples(List<TalkAction> actions) {
    return appends(actions).mapToInt(append -> append.samples().length).sum();
  }

  private static List<Integer> marks(List<TalkAction> actions) {
    List<Integer> marks = new ArrayList<>();
    appends(actions).forEach(append -> {
      for (int at = 0; at < append.samples().length; at += 480) {
        if (at == 0 || append.samples()[at] != 0) {
          marks.add((int) append.samples()[at]);
        }
      }
    });
    return marks;
  }

  private static Stream<ClientEvent.Append> appends(List<TalkAction> actions) {
    return actions.stream()
        .filter(Send.class::isInstance)
        .map(action -> ((Send) action).event())
        .filter(ClientEvent.Append.class::isInstance)
        .map(ClientEvent.Append.class::cast);
  }
}
