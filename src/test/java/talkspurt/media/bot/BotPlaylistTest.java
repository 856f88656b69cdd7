package talkspurt.media.bot;

import static org.assertj.core.api.Assertions.assertThat;

import akka.NotUsed;
import akka.stream.javadsl.Source;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import talkspurt.call.CallRequest.Fact;
import talkspurt.call.EndReason;
import talkspurt.call.SpokenText;
import talkspurt.call.TurnInput;
import talkspurt.fake.StepTable;
import talkspurt.media.bot.BotAction.Answer;
import talkspurt.media.bot.BotAction.Order;
import talkspurt.media.bot.BotAction.Tell;
import talkspurt.media.conversation.ConversationMessage.BotWants;
import talkspurt.media.playout.PlayoutEvent;
import talkspurt.media.playout.PlayoutOrder;
import talkspurt.media.playout.TtsCut;
import talkspurt.media.playout.TtsPiece;
import talkspurt.provider.SpeechToSpeech.Input;

class BotPlaylistTest {

  private static final Source<TtsPiece, NotUsed> SPEECH = Source.empty();
  private static final SpokenText WORDS = new SpokenText("From nine");
  private static final BotWants END = new BotWants("c", "end_call", "{}", false);

  /**
   * Where each event leads in each state, and what is done on the way.
   *
   * <p>A cell begins with the state (U unbegun, S silent, A awaited, P speaking, Q asking for somebody else) and the turn.
   *
   * <p>Orders: s speak, d drop, o prepare, f forget. Facts: t turn taken, i interrupted, y yielded, k resumed, g segment
   * played, p speech played, w transcribed. To the bot: m mark reached, b broken into. Others: a
   * answer heard, u use a tool, e end.
   *
   * <p>The columns are unbegun, silent, awaited, speaking a reply, speaking without a name, dropped by
   * the bot, more to say, closed while speaking, asking for somebody else, last words behind a reply.
   */
  private static final String STEPS = """
      greet            | A0     S1     A2     P2     P2     P2     P2     P2     Q2     P2
      answer 3         | A3     A3     A3     P2     P2     P2     P2     P2     A3     P2
      listen for 5     | S4     S4     A4     P4     P4     P4     P4     P4     Q4     P4
      began            | P1:ts  P2:ts  P2:s   P2     P2     P2     P2     P2     Q2     P2
      replied          | U0     S1     S2:p   P2     P2     P2     P2     P2     Q2     P2
      took             | A1:t   A2:t   A3:iyt P2     P2     P2     P2     P2     Q2     P2
      heard            | U0     S1     A2:w   P2:w   P2:w   P2:w   P2:w   P2:w   Q2     P2:w
      heard early      | U0     S1     A2     P2     P2     P2     P2     P2     Q2     P2
      wants            | S1:tup S2:tup S2:up  P2:u   P2:u   P2     P2     P2:u   Q2     P2
      wants in a reply | U0:u   S1:u   A2:u   P2:u   P2:u   P2:u   P2:u   P2:u   Q2:u   P2:u
      wants to end     | P1:ts  P2:ts  P2:s   P2     P2     P2     P2     P2     Q2     P2
      mark             | U0:m   S1:m   A2:m   P2     P2     P2     P2     P2     Q2:m   P2
      clear            | U0     S1     A2     P2:d   P2:d   P2     P2:d   P2:d   Q2     P2:d
      failed           | P1:ts  P2:ts  P2:s   P2     P2     P2     P2     P2     Q2     P2
      failed, no words | U0     S1     A2     P2     P2     P2     P2     P2     Q2     P2
      hung up          | U0:e   S1:e   A2:e   P2     P2     P2     P2     P2     Q2     P2
      broke            | P1:ts  P2:ts  P2:s   P2     P2     P2     P2     P2     Q2     P2
      time up          | S2:iy  S2:iy  S2:iy  P2     P2     P2     P2:ofm P2     S2:iy  P2:of
      last sentence    | U0     S1     A2     P2     P2     P2     P2     P2     Q2     P2
      goodbye          | P3:s   P3:s   P3:s   P3:d   P3:d   P3:d   P3:ofmd P3:d   P3:s   P3:ofd
      close            | U0     S1     A2     P2     P2     P2     P2     P2     Q2     P2
      started          | U0     S1     A2     P2     P2     P2     P2     P2     Q2     P2
      answer begins    | U0     S1     A2     P2:a   P2:a   P2:a   P2:a   P2:a   Q2     P2:a
      reached          | U0     S1     A2     P2     P2     P2     P2     P2     Q2     P2
      segment begins   | U0     S1     A2     P2     P2     P2     P2     P2     Q2     P2
      segment          | U0     S1     A2     P2:g   P2:g   P2:g   P2:g   P2:g   Q2     P2:g
      mark reached     | U0     S1     A2     P2:m   P2:m   P2:m   P2:m   P2:m   Q2     P2:m
      paused           | U0     S1     A2     P2:i   P2:i   P2:i   P2:i   P2:i   Q2     P2:i
      resumed          | U0     S1     A2     P2:k   P2:k   P2:k   P2:k   P2:k   Q2     P2:k
      dropped          | U0     S1     A2     S2:ymb S2:ymb S2:ym  S2:ymmb S2:ymb Q2     S2:ymb
      finished         | U0     S1     A2     S2:pm  S2:pm  S2:pm  P3:pmts S2:pm  Q2     P3:pmts
      of another turn  | U0     S1     A2     P2     P2     P2     P2     P2     Q2     P2
      operator         | Q1:t   Q2:t   Q3:iyt P2     P2     P2     P2     P2     Q2     P2
      operator now     | Q1:t   Q2:t   Q3:iyt P2:d   P2:d   P2:d   P2:d   P2:d   Q2     P2:d
      theirs           | P2:s   S1     A2     P2     P2     P2     P2     P2     P2:s   P2
      the bot's        | U0     S1     A2     P2     P2     P2     P2     P2     A2     P2
      refused          | U0     S1     A2     P2     P2     P2     P2     P2     S1     P2
      hold             | U0     S1     S2:iy  P2:d   P2:d   P2:d   P2:ofmd P2:d   Q2     P2:ofd
      """;

  private static Map<String, Supplier<BotPlaylist>> states() {
    Map<String, Supplier<BotPlaylist>> states = new LinkedHashMap<>();
    states.put("unbegun", BotPlaylist::new);
    states.put("silent", BotPlaylistTest::silent);
    states.put("awaited", BotPlaylistTest::awaited);
    states.put("speaking a reply", () -> speaking("r"));
    states.put("speaking without a name", () -> speaking(""));
    states.put("dropped by the bot", () -> after(speaking(""), BotPlaylist::clear));
    states.put("more to say", () -> {
      BotPlaylist list = speaking("r");
      list.began("r2", SPEECH);
      list.mark("later");
      return list;
    });
    states.put("closed while speaking", () -> after(speaking("r"), BotPlaylist::close));
    states.put("asking", () -> after(silent(), list -> list.operator("s1", false)));
    states.put("last words", () -> after(speaking("r"), list -> list.wants(END, SPEECH)));
    return states;
  }

  private static Map<String, Function<BotPlaylist, List<BotAction>>> events() {
    Map<String, Function<BotPlaylist, List<BotAction>>> events = new LinkedHashMap<>();
    events.put("greet", told(list -> list.await(0)));
    events.put("answer 3", told(list -> list.await(3)));
    events.put("listen for 5", told(list -> list.listen(4)));
    events.put("began", list -> list.began("n", SPEECH));
    events.put("replied", BotPlaylist::replied);
    events.put("took", list -> list.took("item"));
    events.put("heard", list -> list.transcribed("before", WORDS));
    events.put("heard early", list -> list.transcribed("item", WORDS));
    events.put("wants", list -> list.wants(END));
    events.put("wants in a reply", list -> list.wants(new BotWants("c", "end_call", "{}", true)));
    events.put("wants to end", list -> list.wants(END, SPEECH));
    events.put("mark", list -> list.mark("m"));
    events.put("clear", BotPlaylist::clear);
    events.put("failed", list -> list.apology(Optional.of(SPEECH)));
    events.put("failed, no words", list -> list.apology(Optional.empty()));
    events.put("hung up", list -> list.ended(EndReason.BOT_HUNG_UP, Optional.empty()));
    events.put("broke", list -> list.ended(EndReason.BOT_FAILED, Optional.of(SPEECH)));
    events.put("time up", list -> list.timeUp(2));
    events.put("last sentence", BotPlaylist::lastSentence);
    events.put("goodbye", list -> list.goodbye(3, Optional.of(SPEECH)));
    events.put("close", told(BotPlaylist::close));
    events.put("started", list -> list.played(new PlayoutEvent.Started(2)));
    events.put("answer begins", list -> list.played(new PlayoutEvent.AnswerStarted(2)));
    events.put("reached", list -> list.played(new PlayoutEvent.Reached(2, 1, 600, 600)));
    events.put("segment begins", list -> list.played(new PlayoutEvent.SegmentStarted(2, 1, WORDS)));
    events.put("segment", list -> list.played(new PlayoutEvent.SegmentPlayed(2, WORDS)));
    events.put("mark reached", list -> list.played(new PlayoutEvent.MarkReached(2, "now")));
    events.put("paused", list -> list.played(new PlayoutEvent.Paused(2, 600)));
    events.put("resumed", list -> list.played(new PlayoutEvent.Resumed(2)));
    events.put("dropped", list -> list.played(new PlayoutEvent.Dropped(2, WORDS)));
    events.put("finished", list -> list.played(new PlayoutEvent.Finished(2, WORDS)));
    events.put("of another turn", list -> list.played(new PlayoutEvent.Finished(1, WORDS)));
    events.put("operator", list -> list.operator("s1", false));
    events.put("operator now", list -> list.operator("s1", true));
    events.put("theirs", list -> list.operator(2, SpokenText.NOTHING, SPEECH));
    events.put("the bot's", told(list -> list.operator(2)));
    events.put("refused", BotPlaylist::refuse);
    events.put("hold", list -> list.hold(true));
    return events;
  }

  private static Function<BotPlaylist, List<BotAction>> told(Consumer<BotPlaylist> event) {
    return list -> {
      event.accept(list);
      return List.of();
    };
  }

  @TestFactory
  Stream<DynamicTest> eachEventLeadsInEachStateWhereTheTableTells() {
    return StepTable.tests(STEPS, events(), states(), BotPlaylistTest::step);
  }

  @Test
  void theTableHasARowForEachEventAndEachActionOccurs() {
    assertThat(StepTable.names(STEPS)).containsExactlyElementsOf(events().keySet());
    List<BotAction> all = new ArrayList<>();
    states()
        .values()
        .forEach(state -> events().values().forEach(event -> all.addAll(event.apply(state.get()))));
    StepTable.assertEachKind(BotAction.class, all);
    StepTable.assertEachKind(
        BotPlaylist.State.class,
        states().values().stream().map(state -> state.get().state()).toList());
  }

  private static String step(BotPlaylist list, Function<BotPlaylist, List<BotAction>> event) {
    String done =
        event.apply(list).stream().map(BotPlaylistTest::name).collect(Collectors.joining());
    return name(list.state()) + list.turn() + (done.isEmpty() ? "" : ":" + done);
  }

  private static String name(BotPlaylist.State state) {
    return Map.of(
            BotPlaylist.Unbegun.class, "U",
            BotPlaylist.Silent.class, "S",
            BotPlaylist.Awaited.class, "A",
            BotPlaylist.Asking.class, "Q",
            BotPlaylist.Speaking.class, "P")
        .get(state.getClass());
  }

  private static String name(BotAction action) {
    if (action instanceof Order order) {
      return Map.of(
              PlayoutOrder.Speak.class, "s",
              PlayoutOrder.Drop.class, "d",
              PlayoutOrder.Prepare.class, "o",
              PlayoutOrder.Forget.class, "f")
          .get(order.order().getClass());
    }
    if (action instanceof Answer answer) {
      return answer.input() instanceof Input.MarkReached ? "m" : "b";
    }
    if (action instanceof Tell tell) {
      return Map.of(
              Fact.TurnTaken.class, "t",
              Fact.Interrupted.class, "i",
              Fact.Yielded.class, "y",
              Fact.Resumed.class, "k",
              Fact.SegmentPlayed.class, "g",
              Fact.SpeechPlayed.class, "p",
              Fact.CallerTranscribed.class, "w")
          .get(tell.fact().getClass());
    }
    if (action instanceof BotAction.Use) {
      return "u";
    }
    return action instanceof BotAction.AnswerHeard ? "a" : "e";
  }

  // ---- the bot ends the call

  @Test
  void whatHasToBeHeardBeforeTheEndIsAndThenTheCallEnds() {
    BotPlaylist list = after(speaking("r"), one -> one.wants(END, SPEECH));
    assertThat(list.played(new PlayoutEvent.Finished(2, WORDS)))
        .doesNotContain(new BotAction.Use(END));
    assertThat(list.played(new PlayoutEvent.Finished(3, WORDS))).contains(new BotAction.Use(END));
  }

  @Test
  void aCallerWhoBreaksInBeforeOrIntoThatGoesOnWithTheCall() {
    BotPlaylist before = after(speaking("r"), one -> one.wants(END, SPEECH));
    before.played(new PlayoutEvent.Dropped(2, WORDS));
    assertThat(before.idle()).isTrue();
    BotPlaylist into = after(speaking("r"), one -> one.wants(END, SPEECH));
    into.played(new PlayoutEvent.Finished(2, WORDS));
    assertThat(into.played(new PlayoutEvent.Dropped(3, WORDS)))
        .doesNotContain(new BotAction.Use(END));
    assertThat(into.idle()).isTrue();
  }

  // ---- the call's time is over

  private static final BotAction DROP = new Order(new PlayoutOrder.Drop());

  @Test
  void whatABotGoesOnSayingIsCutAtTheEndOfASentence() {
    BotPlaylist list = speaking("r");
    list.said("r", "From nine. To five.", 1900);
    list.timeUp(2);
    assertThat(list.played(new PlayoutEvent.Reached(2, 1, 1000, 1000))).isEmpty();
    assertThat(list.lastSentence()).isEmpty();
    assertThat(list.played(new PlayoutEvent.Reached(2, 1, 600, 600))).isEmpty();
    assertThat(list.played(new PlayoutEvent.Reached(2, 1, 1100, 1100))).containsExactly(DROP);
  }

  @Test
  void whatStandsForTheRestOfAReplyIsSaidWhereTheBotDropsThatButNotWhereTheCallerBreaksIn() {
    BotPlaylist dropped = speaking("r");
    dropped.clear();
    dropped.apology(Optional.of(SPEECH));
    assertThat(dropped.played(new PlayoutEvent.Dropped(2, WORDS)))
        .contains(new Order(new PlayoutOrder.Speak(3, SPEECH)));
    BotPlaylist broken = speaking("r");
    broken.apology(Optional.of(SPEECH));
    assertThat(broken.played(new PlayoutEvent.Dropped(2, WORDS)))
        .noneMatch(Order.class::isInstance);
  }

  @Test
  void aBotThatTellsNoWordsIsCutAtOnce() {
    BotPlaylist list = speaking("");
    assertThat(list.lastSentence()).isEmpty();
    list.timeUp(2);
    assertThat(list.lastSentence()).containsExactly(DROP);
  }

  @Test
  void whatABotBeginsAfterTheTimeIsNotHeardButTaken() {
    BotPlaylist list = silent();
    list.timeUp(1);
    assertThat(list.began("late", SPEECH))
        .containsExactly(
            new Order(new PlayoutOrder.Prepare(SPEECH)), new Order(new PlayoutOrder.Forget()));
    assertThat(list.took("item")).isEmpty();
    assertThat(list.replied()).isEmpty();
    assertThat(list.ended(EndReason.BOT_HUNG_UP, Optional.empty())).isEmpty();
    assertThat(list.state()).isInstanceOf(BotPlaylist.Silent.class);
  }

  @Test
  void theBotsNextWordsAreTheGoodbyeAndBehindThemIsTheEnd() {
    BotPlaylist list = silent();
    assertThat(list.goodbye(2, Optional.empty())).isEmpty();
    assertThat(list.replied()).as("the end of a reply that was cancelled").isEmpty();
    assertThat(list.began("last", SPEECH))
        .containsExactly(new Order(new PlayoutOrder.Speak(2, SPEECH)));
    assertThat(list.ended(EndReason.BOT_HUNG_UP, Optional.empty())).isEmpty();
    assertThat(list.played(new PlayoutEvent.Finished(2, WORDS)))
        .containsExactly(
            new Tell(new Fact.SpeechPlayed(2, WORDS)),
            new BotAction.End(EndReason.LONGEST_REACHED));
  }

  @Test
  void theGoodbyeFollowsWhatIsStillBeingSaid() {
    BotPlaylist list = speaking("r");
    assertThat(list.goodbye(3, Optional.of(SPEECH))).containsExactly(DROP);
    assertThat(list.played(new PlayoutEvent.Dropped(2, WORDS)))
        .endsWith(new Order(new PlayoutOrder.Speak(3, SPEECH)))
        .doesNotContain(new Tell(new Fact.TurnTaken(3, new TurnInput.Unprompted())));
  }

  // ---- what is told

  @Test
  void whatWasHeardOfAReplyIsToldInTheBotsOwnWords() {
    BotPlaylist list = speaking("r");
    list.said("r", "From nine to five.", 1800);
    list.played(new PlayoutEvent.Paused(2, 900));
    assertThat(list.played(new PlayoutEvent.Dropped(2, SpokenText.NOTHING)))
        .contains(
            new Tell(new Fact.Yielded(2, new SpokenText("From nine"))),
            new Answer(new Input.Interrupted(900, "", "r")));
  }

  @Test
  void whatIsCutByTheEndOfTheLineIsKnownAsFarAsItWasReached() {
    BotPlaylist list = speaking("r");
    assertThat(list.cut()).isEmpty();
    list.said("r", "From nine to five.", 1800);
    list.played(new PlayoutEvent.Reached(2, 1, 900, 900));
    assertThat(list.cut()).contains(new TtsCut(2, new SpokenText("From nine")));
    list.forgetWords();
    assertThat(list.cut()).isEmpty();
  }

  @Test
  void aBotIsToldTheLastMarkThatWasHeardBeforeItWasBrokenInto() {
    BotPlaylist list = speaking("");
    list.mark("later");
    list.played(new PlayoutEvent.MarkReached(2, "now"));
    list.played(new PlayoutEvent.Paused(2, 400));
    assertThat(list.played(new PlayoutEvent.Dropped(2, WORDS)))
        .containsExactly(
            new Tell(new Fact.Yielded(2, WORDS)),
            new Answer(new Input.MarkReached("later")),
            new Answer(new Input.Interrupted(400, "now", "")));
  }

  @Test
  void wordsThatWereHeardBeforeTheirTurnAreToldWithIt() {
    BotPlaylist list = silent();
    assertThat(list.transcribed("item", WORDS)).isEmpty();
    assertThat(list.took("item"))
        .containsExactly(
            new Tell(new Fact.TurnTaken(2, new TurnInput.Words(SpokenText.NOTHING))),
            new Tell(new Fact.CallerTranscribed(2, WORDS)));
  }

  @Test
  void theEndIsToldOnce() {
    BotPlaylist list = silent();
    assertThat(list.ended(EndReason.BOT_HUNG_UP, Optional.empty()))
        .containsExactly(new BotAction.End(EndReason.BOT_HUNG_UP));
    assertThat(list.replied()).isEmpty();
  }

  @Test
  void aTurnThatIsWantedAgainIsNotWaitedForAgain() {
    BotPlaylist list = silent();
    list.await(1);
    assertThat(list.idle()).isTrue();
    list.await(2);
    assertThat(list.idle()).isFalse();
  }

  @Test
  void namesAreForgottenWhenThereAreTooMany() {
    BotPlaylist list = silent();
    for (int item = 0; item < 33; item++) {
      list.took("item " + item);
    }
    assertThat(list.transcribed("item 0", WORDS)).isEmpty();
    assertThat(list.transcribed("item 1", WORDS))
        .containsExactly(new Tell(new Fact.CallerTranscribed(3, WORDS)));
  }

  // ---- anything in any order

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void eachRunIsPlayedOnceEachMarkReturnedOnceAndTheEndComesLast(long seed) {
    Random random = new Random(seed);
    int ended = 0;
    for (int walk = 0; walk < 1000; walk++) {
      ended += new Walk(random).go();
    }
    assertThat(ended).isEqualTo(1000);
  }

  private static final class Walk {
    private final Random random;
    private final BotPlaylist list = new BotPlaylist();
    private final List<Source<TtsPiece, NotUsed>> said = new ArrayList<>();
    private final Deque<Integer> marks = new ArrayDeque<>();
    private final Set<Integer> returned = new HashSet<>();
    private final Set<Integer> over = new HashSet<>();
    private Optional<Integer> playing = Optional.empty();
    private int lastSpoken = -1;
    private int turn;
    private int number;
    private int ends;

    Walk(Random random) {
      this.random = random;
    }

    int go() {
      if (random.nextBoolean()) {
        list.await(0);
      } else {
        list.listen(0);
      }
      for (int step = 0; step < 60; step++) {
        check(something());
      }
      check(list.ended(EndReason.BOT_HUNG_UP, Optional.empty()));
      for (int rest = 0; rest < 60 && playing.isPresent(); rest++) {
        check(finish());
      }
      assertThat(returned).as("each mark is returned").hasSameSizeAs(marks);
      assertThat(playing).isEmpty();
      return ends;
    }

    private List<BotAction> something() {
      return switch (random.nextInt(14)) {
        case 0, 1, 2 -> {
          Source<TtsPiece, NotUsed> speech = Source.<TtsPiece>empty().named("run");
          said.add(speech);
          yield list.began(random.nextBoolean() ? "r" + random.nextInt(9) : "", speech);
        }
        case 3 -> list.replied();
        case 4 -> list.took("item" + number++);
        case 5, 6, 7 -> {
          marks.add(marks.size());
          yield list.mark(Integer.toString(marks.size() - 1));
        }
        case 8 -> random.nextInt(3) == 0 ? list.clear() : List.of();
        case 9 -> list.transcribed("item" + random.nextInt(number + 1), WORDS);
        case 10, 11 -> playing.isPresent() ? finish() : List.of();
        case 12 -> playing.isPresent() ? drop() : List.of();
        default ->
          playing.isPresent()
              ? list.played(new PlayoutEvent.Reached(playing.get(), 1, 200, 200))
              : list.played(new PlayoutEvent.Finished(turn, WORDS));
      };
    }

    private List<BotAction> finish() {
      int now = playing.orElseThrow();
      playing = Optional.empty();
      return list.played(new PlayoutEvent.Finished(now, WORDS));
    }

    private List<BotAction> drop() {
      int now = playing.orElseThrow();
      playing = Optional.empty();
      List<BotAction> actions = new ArrayList<>(list.played(new PlayoutEvent.Paused(now, 200)));
      actions.addAll(list.played(new PlayoutEvent.Dropped(now, WORDS)));
      return actions;
    }

    private void check(List<BotAction> actions) {
      for (BotAction action : actions) {
        if (action instanceof Order order && order.order() instanceof PlayoutOrder.Speak speak) {
          assertThat(playing).as("one at a time").isEmpty();
          int which = said.indexOf(speak.speech());
          assertThat(which).as("in order, once").isGreaterThan(lastSpoken);
          lastSpoken = which;
          playing = Optional.of(speak.turn());
          assertThat(speak.turn()).isEqualTo(turn);
        } else if (action instanceof Answer answer
            && answer.input() instanceof Input.MarkReached mark) {
          assertThat(returned.add(Integer.valueOf(mark.name())))
              .as("returned once")
              .isTrue();
        } else if (action instanceof Tell tell) {
          told(tell.fact());
        } else if (action instanceof BotAction.End) {
          assertThat(playing).as("all was heard").isEmpty();
          ends++;
        }
      }
    }

    private void told(Fact fact) {
      if (fact instanceof Fact.TurnTaken taken) {
        assertThat(taken.turn()).as("turns are counted").isEqualTo(turn + 1);
        turn++;
      } else if (fact instanceof Fact.SpeechPlayed played) {
        assertThat(over.add(played.turn())).as("a turn is over once").isTrue();
      } else if (fact instanceof Fact.Yielded yielded) {
        assertThat(over.add(yielded.turn())).as("a turn is over once").isTrue();
      }
    }
  }

  // ---- in which state

  private static BotPlaylist silent() {
    BotPlaylist list = new BotPlaylist();
    list.listen(1);
    return list;
  }

  private static BotPlaylist awaited() {
    BotPlaylist list = silent();
    list.took("before");
    return list;
  }

  private static BotPlaylist speaking(String reply) {
    BotPlaylist list = awaited();
    list.began(reply, SPEECH);
    list.mark("now");
    return list;
  }

  private static BotPlaylist after(BotPlaylist list, Consumer<BotPlaylist> event) {
    event.accept(list);
    return list;
  }
}
