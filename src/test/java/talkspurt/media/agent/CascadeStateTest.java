package talkspurt.media.agent;

import static org.assertj.core.api.Assertions.assertThat;

import akka.NotUsed;
import akka.stream.javadsl.Source;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import talkspurt.call.CallRequest.Fact;
import talkspurt.call.SpokenText;
import talkspurt.call.TurnInput;
import talkspurt.fake.StepTable;
import talkspurt.media.agent.CascadeAction.BrokenInto;
import talkspurt.media.agent.CascadeAction.FillerHeard;
import talkspurt.media.agent.CascadeAction.Order;
import talkspurt.media.agent.CascadeAction.ReplyOver;
import talkspurt.media.agent.CascadeAction.Tell;
import talkspurt.media.agent.CascadeAction.Took;
import talkspurt.media.agent.FillingWait.Filler;
import talkspurt.media.agent.QuietState.Holding;
import talkspurt.media.agent.QuietState.Idle;
import talkspurt.media.agent.QuietState.TurnRefused;
import talkspurt.media.agent.QuietState.TurnTaken;
import talkspurt.media.agent.QuietState.Unbegun;
import talkspurt.media.playout.PlayoutEvent;
import talkspurt.media.playout.PlayoutOrder;
import talkspurt.media.playout.TtsPiece;
import talkspurt.provider.Responder;

class CascadeStateTest {

  private static final Source<TtsPiece, NotUsed> SPEECH = Source.empty();
  private static final SpokenText WORDS = new SpokenText("nine to five.");
  private static final TurnInput SAID = new TurnInput.Words(new SpokenText("hours"));
  private static final TurnInput KEYS = new TurnInput.Words(new SpokenText("one"));

  /** After turn 2, which this line has taken. */
  private static final TurnFile FILE =
      new TurnFile(2, true, SpokenText.NOTHING, SpokenText.NOTHING, 0, false, false);

  private static final PlayoutOrder.Speak REPLY = new PlayoutOrder.Speak(2, SPEECH);

  /**
   * Where each signal leads in each state, and what is done on the way.
   *
   * <p>States: U unbegun, I idle, T turn taken, R turn refused, H holding, P replying, D awaiting drop,
   * and, for words for a wait, w silent, W sounding, g giving way, each before what is behind them. A
   * number follows where the last turn is not 2.
   *
   * <p>Orders: s speak, d drop, f forget. Facts: t turn taken, i interrupted, y yielded, k resumed, g
   * segment played, p speech played. Others: x discard, o took, z stop waiting, h filler heard and the
   * caller still waits, e filler heard and a reply follows, a answer heard, b broken into, v reply
   * over, l release the line.
   *
   * <p>The columns are unbegun, idle, taken, refused, holding, replying, dropping, drop later, filler
   * before words, filler before journal, filler sounding, giving way, filler then reply, apology.
   */
  private static final String STEPS = """
      greet            | P0:s      I     T         R         H         P    D       D       WI     wT         WT         gH         WH         WT
      answer 1         | P1:s      I     T         R         H         P    D       D       WI     wT         WT         gH         WH         WT
      answer 2         | P:s       I     P:s       P:s       H         P    D       D       WI     gH:d       WH         gH         WH         WH
      answer 3         | P3:s      P3:s  P3:s      P3:s      P3:s      P3:s D3:s    D3:s    WH3    gH3:d      WH3        gH3        WH3        WH3
      listen 2         | I1        I     T         R         H         P    D       D       WI     wT         WT         gH         WH         WT
      listen 3         | I         I     I         I         H         P    D       D       WI     wI         WI         gH         WH         WI
      listen 5         | I4        I4    I4        I4        H4        P4   D4      D4      WI4    wI4        WI4        gH4        WH4        WI4
      refused 1        | U         I     T         R         H         P    D       D       WI     wT         WT         gH         WH         WT
      refused 2        | U         I:xz  R:xz      R:xz      H:xz      P:xz D:xz    D:xz    WI:xz  wR:xz      WR:xz      gH:xz      WH:xz      WR:xz
      said             | T1:xfiyto T3:to T3:xfiyto T3:xfiyto T3:xfiyto D:xd D:xd    D:xd    WT3:to wT3:xfiyto WT3:xfiyto gT3:xfiyto WT3:xfiyto WT3:xfiyto
      said, is heard   | T1:xfiyto T3:to T3:xfiyto T3:xfiyto T3:xfiyto D:x  D:x     D:x     WT3:to wT3:xfiyto WT3:xfiyto gT3:xfiyto WT3:xfiyto WT3:xfiyto
      no turn          | U         I     T         R         P:s       P    D       D       WI     wT         WT         gH         WH         WT
      silent           | U         T3:to T         R         T3:xfiyto P    D       D       WI     wT         WT         gH         WH         WT
      silent, busy     | U         I     T         R         H         P    D       D       WI     wT         WT         gH         WH         WT
      news             | U         I     T         R         H         P    D       D       WI     wT         WT         gH         WH         WT
      answered         | U         I     T         R         H         P    D       D       WI     wT         WT         gH         WH         WT
      fill             | wU0:s     wI:s  wT:s      wR:s      wH:s      P    D       D       WI     wT         WT         gH         WH         WT
      apologise        | wU0:s     wI:s  wT:s      wR:s      wH:s      P    D       D       WI     wT         WT         gH         WH         WT
      started          | U         I     T         R         H         P    D       D       WI     WT         WT         gH         WH         WT
      answer begins    | U         I:a   T:a       R         H:a       P:a  D:a     D:a     WI     wT         WT         gH         WH         WT
      answer begins 1  | U         I     T         R         H         P    D       D       WI     wT         WT         gH         WH         WT
      segment          | U:g       I:g   T:g       R:g       H:g       P:g  D:g     D:g     WI     wT         WT         gH         WH         WT
      segment begins   | U         I     T         R         H         P    D       D       WI     wT         WT         gH         WH         WT
      mark             | U         I     T         R         H         P    D       D       WI     wT         WT         gH         WH         WT
      reached          | U         I     T         R         H         P    D       D       WI     wT         WT         gH         WH         WT
      paused           | U:i       I:i   T:i       R:i       H:i       P:i  D:i     D:i     WI     wT         WT         gH         WH         WT
      resumed          | U:k       I:k   T:k       R:k       H:k       P:k  D:k     D:k     WI     wT         WT         gH         WH         WT
      dropped          | U:by      I:by  T:by      R:by      H:by      I:by T3:byto T3:byto I      T:g        T:g        P:gs       H:g        T:g
      dropped unheard  | U:by      I:by  T:by      R:by      H:by      I:by T3:byto T3:byto I      T          T          P:s        H          T
      dropped 1        | U:by      I:by  T:by      R:by      H:by      P:by D:byxd  D:byx   I      T:g        T:g        P:gs       H:g        T:g
      time up          | I:xfiy    I     I:xfiy    I:xfiy    I:xfiy    P    D       D       WI     wI:xfiy    WI:xfiy    gI:xfiy    WI:xfiy    WI:xfiy
      goodbye 1        | P1:s      P:s   P:s       P:s       P:s       P:s  P:s     P:s     WH     gH:d       WH         gH         WH         WH
      goodbye 3        | P3:s      P3:s  P3:s      P3:s      P3:s      P3:s P3:s    P3:s    WH3    gH3:d      WH3        gH3        WH3        WH3
      last sentence    | U         I     T         R         H         P    D       D       WI     wT         WT         gH         WH         WT
      finished         | U:pv      I:pv  T:pv      R:pv      H:pv      I:pv T3:pvto T3:pvto I:h    T:gh       T:gh       P:ges      P:ges      T:gl
      finished unheard | U:pv      I:pv  T:pv      R:pv      H:pv      I:pv T3:pvto T3:pvto I:h    T:h        T:h        P:es       P:es       T:l
      """;

  private static Map<String, CascadeState> states() {
    Map<String, CascadeState> states = new LinkedHashMap<>();
    Replying replying = new Replying(FILE, 2, 400, Replying.Answer.SOUNDING);
    TurnTaken taken = new TurnTaken(FILE);
    Holding holding = new Holding(FILE, REPLY);
    states.put("unbegun", new Unbegun(TurnFile.empty()));
    states.put("idle", new Idle(FILE));
    states.put("taken", taken);
    states.put("refused", new TurnRefused(FILE.refused()));
    states.put("holding", holding);
    states.put("replying", replying);
    states.put("dropping", new AwaitingDrop(replying, KEYS, true));
    states.put("drop later", new AwaitingDrop(replying, KEYS, false));
    states.put("filler before words", new FillingWait(new Idle(FILE), Filler.SOUNDING));
    states.put("filler before journal", new FillingWait(taken, Filler.SILENT));
    states.put("filler sounding", new FillingWait(taken, Filler.SOUNDING));
    states.put("giving way", new FillingWait(holding, Filler.GIVING_WAY));
    states.put("filler then reply", new FillingWait(holding, Filler.SOUNDING));
    states.put("apology", new FillingWait(new TurnTaken(FILE.apologised(true)), Filler.SOUNDING));
    return states;
  }

  private static Map<String, CascadeSignal> signals() {
    Map<String, CascadeSignal> signals = new LinkedHashMap<>();
    signals.put("greet", new CascadeSignal.Greet(SpokenText.NOTHING, SPEECH));
    signals.put("answer 1", new CascadeSignal.Answer(1, SpokenText.NOTHING, SPEECH));
    signals.put("answer 2", new CascadeSignal.Answer(2, SpokenText.NOTHING, SPEECH));
    signals.put("answer 3", new CascadeSignal.Answer(3, SpokenText.NOTHING, SPEECH));
    signals.put("listen 2", new CascadeSignal.Listen(2));
    signals.put("listen 3", new CascadeSignal.Listen(3));
    signals.put("listen 5", new CascadeSignal.Listen(5));
    signals.put("refused 1", new CascadeSignal.Refused(1));
    signals.put("refused 2", new CascadeSignal.Refused(2));
    signals.put("said", new CascadeSignal.TurnOver(SAID, true));
    signals.put("said, is heard", new CascadeSignal.TurnOver(SAID, false));
    signals.put("no turn", new CascadeSignal.TurnNotOver());
    signals.put("silent", new CascadeSignal.CallerSilent(true));
    signals.put("silent, busy", new CascadeSignal.CallerSilent(false));
    signals.put("news", new CascadeSignal.NewsCame());
    signals.put("answered", new CascadeSignal.Answered(true));
    signals.put("fill", new CascadeSignal.Fill(3, SPEECH));
    signals.put("apologise", new CascadeSignal.Apologise(2, SPEECH));
    signals.put("started", played(new PlayoutEvent.Started(2)));
    signals.put("answer begins", played(new PlayoutEvent.AnswerStarted(2)));
    signals.put("answer begins 1", played(new PlayoutEvent.AnswerStarted(1)));
    signals.put("segment", played(new PlayoutEvent.SegmentPlayed(2, WORDS)));
    signals.put("segment begins", played(new PlayoutEvent.SegmentStarted(2, 1, WORDS)));
    signals.put("mark", played(new PlayoutEvent.MarkReached(2, "m")));
    signals.put("reached", played(new PlayoutEvent.Reached(2, 1, 600, 600)));
    signals.put("paused", played(new PlayoutEvent.Paused(2, 600)));
    signals.put("resumed", played(new PlayoutEvent.Resumed(2)));
    signals.put("dropped", played(new PlayoutEvent.Dropped(2, WORDS)));
    signals.put("dropped unheard", played(new PlayoutEvent.Dropped(2, SpokenText.NOTHING)));
    signals.put("dropped 1", played(new PlayoutEvent.Dropped(1, WORDS)));
    signals.put("time up", new CascadeSignal.TimeUp(2, SpokenText.NOTHING));
    signals.put("goodbye 1", new CascadeSignal.Goodbye(1, SpokenText.NOTHING, SPEECH));
    signals.put("goodbye 3", new CascadeSignal.Goodbye(3, SpokenText.NOTHING, SPEECH));
    signals.put("last sentence", new CascadeSignal.LastSentence());
    signals.put("finished", played(new PlayoutEvent.Finished(2, WORDS)));
    signals.put("finished unheard", played(new PlayoutEvent.Finished(2, SpokenText.NOTHING)));
    return signals;
  }

  private static CascadeSignal played(PlayoutEvent event) {
    return new CascadeSignal.Played(event);
  }

  @TestFactory
  Stream<DynamicTest> eachSignalLeadsInEachStateWhereTheTableTells() {
    Map<String, CascadeSignal> signals = signals();
    return StepTable.tests(STEPS, name -> steps(signals.get(name)));
  }

  @Test
  void theTableHasARowForEachSignalAndAColumnForEachState() {
    assertThat(StepTable.names(STEPS)).containsExactlyElementsOf(signals().keySet());
    StepTable.assertEachKind(CascadeSignal.class, signals().values());
    StepTable.assertEachKind(CascadeState.class, states().values());
    List<CascadeAction> all = signals().values().stream()
        .flatMap(signal -> states().values().stream().map(signal::askOf))
        .flatMap(step -> step.actions().stream())
        .toList();
    StepTable.assertEachKind(CascadeAction.class, all);
  }

  private static String steps(CascadeSignal signal) {
    return states().values().stream()
        .map(signal::askOf)
        .map(step -> name(step.next()) + turn(step.next()) + actions(step))
        .collect(Collectors.joining(" "));
  }

  private static String turn(CascadeState state) {
    int turn = state.file().turn();
    return turn == 2 || state instanceof Unbegun ? "" : Integer.toString(turn);
  }

  private static String actions(CascadeStep<?> step) {
    return step.actions().isEmpty()
        ? ""
        : step.actions().stream()
            .map(CascadeStateTest::name)
            .collect(Collectors.joining("", ":", ""));
  }

  private static String name(CascadeState state) {
    if (state instanceof FillingWait wait) {
      return List.of("w", "W", "g").get(wait.filler().ordinal()) + name(wait.behind());
    }
    return Map.of(
            Unbegun.class, "U",
            Idle.class, "I",
            TurnTaken.class, "T",
            TurnRefused.class, "R",
            Holding.class, "H",
            Replying.class, "P",
            AwaitingDrop.class, "D")
        .get(state.getClass());
  }

  private static String name(CascadeAction action) {
    if (action instanceof Order order) {
      return Map.of(
              PlayoutOrder.Speak.class, "s",
              PlayoutOrder.Drop.class, "d",
              PlayoutOrder.Forget.class, "f")
          .get(order.order().getClass());
    }
    if (action instanceof Tell tell) {
      return Map.of(
              Fact.TurnTaken.class, "t",
              Fact.Interrupted.class, "i",
              Fact.Yielded.class, "y",
              Fact.Resumed.class, "k",
              Fact.SegmentPlayed.class, "g",
              Fact.SpeechPlayed.class, "p")
          .get(tell.fact().getClass());
    }
    if (action instanceof FillerHeard heard) {
      return heard.more() ? "h" : "e";
    }
    return Map.of(
            CascadeAction.Discard.class, "x",
            Took.class, "o",
            CascadeAction.StopWaiting.class, "z",
            CascadeAction.AnswerHeard.class, "a",
            BrokenInto.class, "b",
            ReplyOver.class, "v",
            CascadeAction.Release.class, "l")
        .get(action.getClass());
  }

  // ---- what is told

  @Test
  void wordsForAWaitAreTheBeginningOfTheReplyTheyPrecede() {
    CascadeState state = new FillingWait(new TurnTaken(FILE), Filler.SOUNDING);
    state = after(state, new CascadeSignal.Answer(2, SpokenText.NOTHING, SPEECH));
    CascadeStep<?> heard =
        played(new PlayoutEvent.Finished(2, text("One moment."))).askOf(state);
    assertThat(heard.actions())
        .contains(new Tell(new Fact.SegmentPlayed(2, text("One moment."))), new Order(REPLY));
    assertThat(played(new PlayoutEvent.Finished(2, WORDS)).askOf(heard.next()).actions())
        .contains(new Tell(new Fact.SpeechPlayed(2, text("One moment. nine to five."))));
  }

  @Test
  void wordsForAWaitBeforeTheTurnIsTakenAreToldWithIt() {
    CascadeState state = new FillingWait(new Idle(FILE), Filler.SOUNDING);
    state = after(state, played(new PlayoutEvent.Finished(3, text("One moment."))));
    assertThat(new CascadeSignal.TurnOver(SAID, true).askOf(state).actions())
        .containsExactly(
            new Tell(new Fact.TurnTaken(3, SAID)),
            new Tell(new Fact.SegmentPlayed(3, text("One moment."))),
            new Took(3, SAID));
  }

  @Test
  void aReplyGoesOnFromWhatWasHeardOfItOnAnEarlierLine() {
    CascadeState state =
        after(new TurnTaken(FILE), new CascadeSignal.Answer(2, text("From"), SPEECH));
    state = after(state, played(new PlayoutEvent.Reached(2, 1, 900, 900)));
    assertThat(played(new PlayoutEvent.Dropped(2, WORDS)).askOf(state).actions())
        .containsExactly(
            new BrokenInto(2, new Responder.Cut("From nine to five.", 900)),
            new Tell(new Fact.Yielded(2, text("From nine to five."))));
    state = after(state, played(new PlayoutEvent.Started(2)));
    assertThat(played(new PlayoutEvent.Dropped(2, WORDS)).askOf(state).actions())
        .contains(new BrokenInto(2, new Responder.Cut("From nine to five.", 0)));
  }

  @Test
  void whatIsGivenUpIsToldAsFarAsItWasHeard() {
    CascadeState state = new Holding(FILE.heardBefore(text("One moment.")), REPLY);
    assertThat(new CascadeSignal.TurnOver(SAID, true).askOf(state).actions())
        .contains(
            new Tell(new Fact.Interrupted(2, 0)),
            new Tell(new Fact.Yielded(2, text("One moment."))),
            new Tell(new Fact.TurnTaken(3, SAID)));
  }

  @Test
  void wordsForAWaitThatWereToldWithATurnAreNotToldWithTheNext() {
    CascadeState state = new TurnTaken(FILE.heardInWait(text("One moment.")));
    assertThat(new CascadeSignal.TurnOver(SAID, true).askOf(state).actions())
        .noneMatch(
            action -> action instanceof Tell tell && tell.fact() instanceof Fact.SegmentPlayed);
  }

  @Test
  void wordsForAWaitAreNoneOfATurnThatWasNotTakenHere() {
    CascadeState state = new FillingWait(new Idle(FILE), Filler.SOUNDING);
    state = after(state, new CascadeSignal.Answer(3, SpokenText.NOTHING, SPEECH));
    assertThat(played(new PlayoutEvent.Finished(3, text("One moment.")))
            .askOf(state)
            .actions())
        .noneMatch(Tell.class::isInstance);
  }

  @Test
  void theTurnThatWaitedForTheDropIsTakenAfterIt() {
    CascadeState state = after(new Replying(FILE, 2), new CascadeSignal.TurnOver(SAID, true));
    assertThat(played(new PlayoutEvent.Dropped(2, WORDS)).askOf(state).actions())
        .endsWith(
            new Tell(new Fact.Yielded(2, WORDS)),
            new Tell(new Fact.TurnTaken(3, SAID)),
            new Took(3, SAID));
    CascadeState later = after(state, new CascadeSignal.TurnOver(KEYS, true));
    assertThat(played(new PlayoutEvent.Dropped(2, WORDS)).askOf(later).actions())
        .contains(new Tell(new Fact.TurnTaken(3, KEYS)));
  }

  @Test
  void silencesAreCountedUntilTheCallerDoesSomething() {
    CascadeState state = after(new Idle(FILE), new CascadeSignal.CallerSilent(true));
    state = after(state, new CascadeSignal.Listen(4));
    CascadeStep<?> second = new CascadeSignal.CallerSilent(true).askOf(state);
    assertThat(second.actions()).contains(new Took(4, new TurnInput.Silence(2)));
    state = after(second.next(), new CascadeSignal.Listen(5));
    state = after(state, new CascadeSignal.TurnOver(SAID, true));
    state = after(state, new CascadeSignal.Listen(6));
    assertThat(new CascadeSignal.CallerSilent(true).askOf(state).actions())
        .contains(new Took(6, new TurnInput.Silence(1)));
  }

  @Test
  void newsIsToldOnceAsSoonAsNothingElseIs() {
    CascadeState state = after(new Replying(FILE, 2), new CascadeSignal.NewsCame());
    assertThat(new CascadeSignal.Answered(true).askOf(state).actions()).isEmpty();
    state = after(state, played(new PlayoutEvent.Finished(2, WORDS)));
    assertThat(new CascadeSignal.Answered(false).askOf(state).actions()).isEmpty();
    CascadeStep<?> told = new CascadeSignal.Answered(true).askOf(state);
    assertThat(told.actions()).contains(new Took(3, new TurnInput.Silence(1)));
    state = after(told.next(), new CascadeSignal.Listen(4));
    assertThat(new CascadeSignal.Answered(true).askOf(state).actions()).isEmpty();
  }

  @Test
  void theApologyIsForOneTurn() {
    CascadeState state = after(new TurnTaken(FILE), new CascadeSignal.Apologise(2, SPEECH));
    assertThat(state.file().apologised()).isTrue();
    state = after(state, played(new PlayoutEvent.Dropped(2, WORDS)));
    assertThat(state.file().apologised()).isTrue();
    assertThat(after(state, new CascadeSignal.TurnOver(SAID, true)).file().apologised())
        .isFalse();
  }

  @Test
  void aTurnOfAnotherLineIsNotMeasured() {
    CascadeState state =
        after(new Idle(FILE), new CascadeSignal.Answer(3, SpokenText.NOTHING, SPEECH));
    assertThat(played(new PlayoutEvent.AnswerStarted(3)).askOf(state).actions()).isEmpty();
  }

  @Test
  void whatIsNotHeardYetIsDroppedWhenTimeIsUpAndElseEndsWithItsSentence() {
    Replying awaited = new Replying(FILE, 2);
    CascadeAction drop = new CascadeAction.Order(new PlayoutOrder.Drop());
    CascadeSignal timeUp = new CascadeSignal.TimeUp(2, SpokenText.NOTHING);
    assertThat(timeUp.askOf(awaited).actions()).containsExactly(drop);
    assertThat(new CascadeSignal.TimeUp(1, SpokenText.NOTHING).askOf(awaited).actions())
        .isEmpty();
    assertThat(new CascadeSignal.LastSentence().askOf(awaited).actions()).containsExactly(drop);
    assertThat(timeUp.askOf(new AwaitingDrop(awaited, KEYS, false)).actions())
        .containsExactly(drop);

    CascadeState sounding = after(awaited, played(new PlayoutEvent.AnswerStarted(2)));
    assertThat(timeUp.askOf(sounding).actions()).isEmpty();
    CascadeSignal segment = played(new PlayoutEvent.SegmentPlayed(2, WORDS));
    assertThat(segment.askOf(sounding).actions()).doesNotContain(drop);
    CascadeState ending = after(sounding, new CascadeSignal.LastSentence());
    CascadeState waiting =
        after(new AwaitingDrop((Replying) sounding, KEYS, false), new CascadeSignal.LastSentence());
    assertThat(segment.askOf(ending).actions()).endsWith(drop);
    assertThat(segment.askOf(waiting).actions()).endsWith(drop);
    assertThat(segment
            .askOf(after(ending, played(new PlayoutEvent.AnswerStarted(2))))
            .actions())
        .endsWith(drop);
  }

  private static CascadeState after(CascadeState state, CascadeSignal signal) {
    return signal.askOf(state).next();
  }

  private static SpokenText text(String words) {
    return new SpokenText(words);
  }
}
