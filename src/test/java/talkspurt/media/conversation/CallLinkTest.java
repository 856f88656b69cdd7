package talkspurt.media.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import talkspurt.call.CallRequest;
import talkspurt.call.CallRequest.Fact;
import talkspurt.call.CallSamples;
import talkspurt.call.EndReason;
import talkspurt.call.Instruction;
import talkspurt.call.LineHearing;
import talkspurt.call.LineLoss;
import talkspurt.call.NextStep;
import talkspurt.call.Refusal;
import talkspurt.call.SpokenText;
import talkspurt.call.TurnInput;
import talkspurt.control.CallReply;
import talkspurt.control.CallSummary;
import talkspurt.fake.MediaSettingsOf;
import talkspurt.fake.StepTable;
import talkspurt.media.pipeline.LineEnd;
import talkspurt.media.settings.MediaSettings;

class CallLinkTest {

  private static final MediaSettings SETTINGS = new MediaSettingsOf().settings();

  private static final Instruction LISTEN =
      new Instruction.Listen(CallSamples.PLAN, 1, List.of(), List.of());
  private static final Instruction GREET =
      new Instruction.Greet(CallSamples.PLAN, SpokenText.NOTHING);
  private static final LineHearing HEARD = new LineHearing(Optional.empty(), 0, 0, 0, 0, 0);
  private static final Fact RESUMED = new Fact.Resumed(1);
  private static final Fact TAKEN =
      new Fact.TurnTaken(1, new TurnInput.Words(new SpokenText("hours")));
  private static final Fact CUT = new Fact.SpeechCut(1, new SpokenText("From"));

  /**
   * Where each event leads in each state, and what is done on the way.
   *
   * <p>A cell begins with what line and call know of each other (u unannounced, a attaching, A attached,
   * w away, t turned away) and what becomes of the line (o open, l leaving, r released, g gone). A dot
   * stands for what cannot be: an answer where nothing was asked.
   *
   * <p>Actions: a attach, A attach again, b begun, k keep on, n keep no more, p keep, q ask, v prove, X
   * not responding, x still not, r retry after, j journal after, J read journal, R resumed, c converse, d
   * answered, f line refused, F line replaced, h hand over after, H handed over, e release, g give up
   * later, s stop.
   *
   * <p>The columns are unannounced, attaching, in use, attached, telling, turn told, away, turned away,
   * leaving, released, gone, gone and away, gone while telling.
   */
  private static final String STEPS = """
      announced         | ao:aj  ao:aj  ao:aj  Ao:Aj  Ao:Aj  Al:Aj  wo:Aj  tr    Al:Aj  tr     Ag:Aj wg:Aj Ag:Aj
      taken             | Ao:bkc Ao:bkc Ao:bkc Ao:bkc Ao:bkc Al:bkc Ao:bkc Ar:bk Al:bkc Ar:bk  Ag:b  Ag:bq Ag:b
      taken, hang up    | Ar:bke Ar:bke Ar:bke Ar:bke Ar:bke Ar:bke Ar:bke Ar:bk Ar:bke Ar:bk  Ag:b  Ag:bq Ag:b
      not announced     | uo:r   ao:r   ao:r   Ao:r   Ao:r   Al:r   wo:r   tr:r  Al:r   Ar:r   Ag:s  wg:s  Ag:s
      line in use       | uo:r   ao:r   tr:fe  Ao:r   Ao:r   Al:r   wo:r   tr:r  Al:r   Ar:r   Ag:s  wg:s  Ag:s
      call ended        | tr:fe  tr:fe  tr:fe  tr:fe  tr:fe  tr:fe  tr:fe  tr:f  tr:fe  tr:f   Ag:s  wg:s  Ag:s
      not attached      | uo:Xr  ao:Xr  ao:Xr  Ao:Xr  Ao:Xr  Al:Xr  wo:Xr  tr:Xr Al:Xr  Ar:Xr  Ag:Xr wg:Xr Ag:Xr
      retry             | uo     ao:a   ao:a   Ao     Ao     Al     wo:A   tr    Al     Ar     Ag    wg:A  Ag
      keep due          | uo     ao     ao     Ao:p   Ao:p   Al:p   wo     tr    Al:p   Ar     Ag    wg    Ag
      kept              | uo:c   ao:c   ao:c   Ao:c   Ao:c   Al:c   wo:c   tr    Al:c   Ar     Ag    wg    Ag
      not kept          | ur:Fe  ar:Fe  ar:Fe  Ar:Fe  Ar:Fe  Ar:Fe  wr:Fe  tr    Ar:Fe  Ar     Ag    wg    Ag
      keep not answered | uo     ao     ao     Ao     Ao     Al     wo     tr    Al     Ar     Ag    wg    Ag
      journal due       | uo:J   ao:J   ao     Ao     Ao     Al     wo:J   tr    Al     Ar     Ag    wg    Ag
      journal: greet    | uo:Rc  ao:Rc  ao     Ao     Ao     Al     wo:Rc  tr    Al     Ar     Ag    wg    Ag
      journal: hang up  | uo:j   ao:j   ao     Ao     Ao     Al     wo:j   tr    Al     Ar     Ag    wg    Ag
      journal: nothing  | uo:j   ao:j   ao     Ao     Ao     Al     wo:j   tr    Al     Ar     Ag    wg    Ag
      listen            | uo:c   ao:c   ao:c   Ao:c   Ao:c   Al:c   wo:c   tr    Al:c   Ar     Ag    wg    Ag
      prove             | uo:v   ao:v   ao:v   Ao:v   Ao:v   Al:v   wo:v   tr:v  Al:v   Ar:v   Ag:v  wg:v  Ag:v
      await             | uo     ao     ao     wo:A   wo:A   wl:A   wo     tr    wl:A   Ar     Ag    wg    Ag
      judge             | uo     ao     ao     Ao     Ao     Al     wo     tr    Al     Ar     Ag    wg    Ag
      hang up           | ur:e   ar:e   ar:e   Ar:e   Ar:e   Ar:e   wr:e   tr    Ar:e   Ar     Ag    wg    Ag
      let go            | ur:e   ar:e   ar:e   Ar:e   Ar:e   Ar:e   wr:e   tr    Ar:e   Ar     Ag    wg    Ag
      transfer          | ur:e   ar:e   ar:e   Ar:e   Ar:e   Ar:e   wr:e   tr    Ar:e   Ar     Ag    wg    Ag
      release           | ur:e   ar:e   ar:e   Ar:e   Ar:e   Ar:e   wr:e   tr    Ar:e   Ar     Ag    wg    Ag
      overdue           | ur:e   ar:e   ar:e   Ar:qe  Ar:e   Ar:e   wr:e   tr    Ar:qe  Ar     Ag    wg    Ag
      hand over         | ul:h   al:h   al:h   Al:h   Al:h   Al:h   wl:h   tr    Al:h   Ar     Ag    wg    Ag
      hand over now     | ur:He  ar:He  ar:He  Ar:He  Ar:He  Ar:He  wr:He  tr    Ar:He  Ar     Ag    wg    Ag
      hand over, idle   | ur:He  ar:He  ar:He  Ar:He  Ar:He  Ar:He  wr:He  tr    Ar:He  Ar     Ag    wg    Ag
      good place        | uo     ao     ao     Ao     Ao     Ar:He  wo     tr    Ar:He  Ar     Ag    wg    Ag
      tell              | uo     ao     ao     Ao:q   Ao     Al     wo     tr    Al:q   Ar:q   Ag    wg    Ag
      answered          | .      .      .      .      Ao:dc  Ar:dHe .      .     .      .      Ag:d  .     Ag:d
      not your line     | uo     ao     ao     wo:A   wo:A   wl:A   wo     .     wl:A   .      Ag:d  .     Ag:d
      refused           | .      .      .      .      Ao:d   Al:d   .      .     .      .      Ag:d  .     Ag:d
      over              | .      .      .      .      Ar:de  Ar:de  .      .     .      .      Ag:d  .     Ag:d
      told              | uo     ao     ao     Ao     Ao     Al     wo     tr    Al     Ar     Ag    wg    Ag
      not told          | uo:Xr  ao:Xr  ao:Xr  Ao:Xr  Ao:Xr  Al:Xr  wo:Xr  tr:Xr Al:Xr  Ar:Xr  Ag:Xr wg:Xr Ag:Xr
      line gone         | ug:s   ag:gn  ag:gn  Ag:gnq Ag:gn  Ag:gn  wg:gn  tg:s  Ag:gnq Ag:gnq Ag    wg    Ag
      line broke        | ug:s   ag:gn  ag:gn  Ag:gnq Ag:gn  Ag:gn  wg:gn  tg:s  Ag:gnq Ag:gnq Ag    wg    Ag
      """;

  private static Map<String, Supplier<CallLink>> states() {
    Map<String, Supplier<CallLink>> states = new LinkedHashMap<>();
    states.put("unannounced", CallLinkTest::link);
    states.put("attaching", CallLinkTest::attaching);
    states.put(
        "in use", () -> after(attaching(), link -> link.attachAnswered(no(Refusal.LINE_IN_USE))));
    states.put("attached", CallLinkTest::attached);
    states.put("telling", () -> after(attached(), link -> link.tell(link.report(RESUMED))));
    states.put("turn told", () -> after(leaving(), link -> link.tell(link.report(TAKEN))));
    states.put("away", CallLinkTest::away);
    states.put(
        "turned away",
        () -> after(attaching(), link -> link.attachAnswered(no(Refusal.CALL_ENDED))));
    states.put("leaving", CallLinkTest::leaving);
    states.put("released", () -> after(attached(), CallLink::release));
    states.put("gone", () -> after(attached(), CallLinkTest::goes));
    states.put("gone and away", () -> after(away(), CallLinkTest::goes));
    states.put(
        "gone while telling",
        () ->
            after(after(attached(), link -> link.tell(link.report(RESUMED))), CallLinkTest::goes));
    return states;
  }

  private static Map<String, Function<CallLink, List<LinkAction>>> events() {
    Map<String, Function<CallLink, List<LinkAction>>> events = new LinkedHashMap<>();
    events.put("announced", CallLink::announced);
    events.put("taken", link -> link.attachAnswered(done(LISTEN)));
    events.put("taken, hang up", link -> link.attachAnswered(done(hangUp())));
    events.put("not announced", link -> link.attachAnswered(no(Refusal.NOT_ANNOUNCED)));
    events.put("line in use", link -> link.attachAnswered(no(Refusal.LINE_IN_USE)));
    events.put("call ended", link -> link.attachAnswered(no(Refusal.CALL_ENDED)));
    events.put("not attached", link -> link.attachNotAnswered(new IllegalStateException()));
    events.put("retry", CallLink::retry);
    events.put("keep due", CallLink::keepDue);
    events.put("kept", link -> link.keepAnswered(Optional.of(done(LISTEN))));
    events.put("not kept", link -> link.keepAnswered(Optional.of(no(Refusal.NOT_YOUR_LINE))));
    events.put("keep not answered", link -> link.keepAnswered(Optional.empty()));
    events.put("journal due", CallLink::journalDue);
    events.put("journal: greet", link -> link.journalRead(Optional.of(GREET)));
    events.put("journal: hang up", link -> link.journalRead(Optional.of(hangUp())));
    events.put("journal: nothing", link -> link.journalRead(Optional.empty()));
    events.put("listen", link -> link.instructed(LISTEN));
    events.put("prove", link -> link.instructed(new Instruction.Prove()));
    events.put("await", link -> link.instructed(new Instruction.Await()));
    events.put("judge", link -> link.instructed(new Instruction.Judge(CallSamples.PLAN, 1)));
    events.put("hang up", link -> link.instructed(hangUp()));
    events.put("let go", link -> link.instructed(new Instruction.LetGo()));
    events.put("transfer", link -> link.instructed(new Instruction.HandOver(CallSamples.SALES)));
    events.put("release", CallLink::release);
    events.put("overdue", CallLink::overdue);
    events.put("hand over", link -> link.handOver(Duration.ofSeconds(5), true));
    events.put("hand over now", link -> link.handOver(Duration.ZERO, true));
    events.put("hand over, idle", link -> link.handOver(Duration.ofSeconds(5), false));
    events.put("good place", CallLink::goodPlace);
    events.put("tell", link -> link.tell(link.report(RESUMED)));
    events.put("answered", link -> link.answered(done(LISTEN)));
    events.put("not your line", link -> link.answered(no(Refusal.NOT_YOUR_LINE)));
    events.put("refused", link -> link.answered(no(Refusal.NOT_NOW)));
    events.put("over", link -> link.answered(no(Refusal.CALL_ENDED)));
    events.put("told", link -> link.told(false));
    events.put("not told", link -> link.notTold(new IllegalStateException()));
    events.put("line gone", CallLinkTest::goes);
    events.put("line broke", link -> link.lineGone(LineEnd.How.FAILED, HEARD, Optional.empty()));
    return events;
  }

  @TestFactory
  Stream<DynamicTest> eachEventLeadsInEachStateWhereTheTableTells() {
    return StepTable.tests(STEPS, events(), states(), CallLinkTest::step);
  }

  @Test
  void theTableHasARowForEachEventAndEachActionOccurs() {
    assertThat(StepTable.names(STEPS)).containsExactlyElementsOf(events().keySet());
    List<LinkAction> all = new ArrayList<>();
    List<Object> conditions = new ArrayList<>();
    states()
        .values()
        .forEach(state -> events().values().forEach(event -> {
          CallLink link = state.get();
          conditions.add(link.state());
          conditions.add(link.line());
          try {
            all.addAll(event.apply(link));
          } catch (NoSuchElementException nothingAsked) {
            // cannot be
          }
        }));
    StepTable.assertEachKind(LinkAction.class, all);
    StepTable.assertEachKind(CallLink.State.class, conditions);
    StepTable.assertEachKind(CallLink.Line.class, conditions);
  }

  private static String step(CallLink link, Function<CallLink, List<LinkAction>> event) {
    List<LinkAction> actions;
    try {
      actions = event.apply(link);
    } catch (NoSuchElementException nothingAsked) {
      return ".";
    }
    String done = actions.stream().map(CallLinkTest::name).collect(Collectors.joining());
    return name(link.state()) + name(link.line()) + (done.isEmpty() ? "" : ":" + done);
  }

  private static String name(CallLink.State state) {
    return Map.of(
            CallLink.Unannounced.class, "u",
            CallLink.Attaching.class, "a",
            CallLink.Attached.class, "A",
            CallLink.Away.class, "w",
            CallLink.Turned.class, "t")
        .get(state.getClass());
  }

  private static String name(CallLink.Line line) {
    return Map.of(
            CallLink.Open.class, "o",
            CallLink.Leaving.class, "l",
            CallLink.Released.class, "r",
            CallLink.Gone.class, "g")
        .get(line.getClass());
  }

  private static String name(LinkAction action) {
    if (action instanceof LinkAction.Attach attach) {
      return attach.again() ? "A" : "a";
    }
    if (action instanceof LinkAction.NotResponding not) {
      return not.first() ? "X" : "x";
    }
    return Map.ofEntries(
            Map.entry(LinkAction.Begun.class, "b"),
            Map.entry(LinkAction.KeepOn.class, "k"),
            Map.entry(LinkAction.KeepNoMore.class, "n"),
            Map.entry(LinkAction.Keep.class, "p"),
            Map.entry(LinkAction.Ask.class, "q"),
            Map.entry(LinkAction.Prove.class, "v"),
            Map.entry(LinkAction.RetryAfter.class, "r"),
            Map.entry(LinkAction.JournalAfter.class, "j"),
            Map.entry(LinkAction.ReadJournal.class, "J"),
            Map.entry(LinkAction.Resumed.class, "R"),
            Map.entry(LinkAction.Converse.class, "c"),
            Map.entry(LinkAction.Answered.class, "d"),
            Map.entry(LinkAction.LineRefused.class, "f"),
            Map.entry(LinkAction.LineReplaced.class, "F"),
            Map.entry(LinkAction.HandOverAfter.class, "h"),
            Map.entry(LinkAction.HandedOver.class, "H"),
            Map.entry(LinkAction.Release.class, "e"),
            Map.entry(LinkAction.GiveUpLater.class, "g"),
            Map.entry(LinkAction.Stop.class, "s"))
        .get(action.getClass());
  }

  // ---- what is asked, and how often

  @Test
  void aLineWithoutACallStartWaitsForOneAsLongAsTheSettingsSay() {
    CallLink link = attaching();
    for (int waited = 200; waited <= 2000; waited += 200) {
      assertThat(link.attachAnswered(no(Refusal.NOT_ANNOUNCED)))
          .containsExactly(new LinkAction.RetryAfter(Duration.ofMillis(200)));
    }
    assertThat(link.attachAnswered(no(Refusal.NOT_ANNOUNCED)))
        .containsExactly(
            new LinkAction.LineRefused(Refusal.NOT_ANNOUNCED), new LinkAction.Release());
  }

  @Test
  void aLineThatComesWhileAnotherCarriesTheCallAsksOnceMore() {
    CallLink link = attaching();
    assertThat(link.attachAnswered(no(Refusal.LINE_IN_USE)))
        .containsExactly(new LinkAction.RetryAfter(CallLink.TAKE_OVER_AFTER));
    assertThat(link.attachAnswered(no(Refusal.LINE_IN_USE)))
        .containsExactly(new LinkAction.LineRefused(Refusal.LINE_IN_USE), new LinkAction.Release());
  }

  @Test
  void aCallThatDoesNotAnswerIsNoticedOnceUntilItDoes() {
    CallLink link = attaching();
    assertThat(link.attachNotAnswered(null)).contains(new LinkAction.NotResponding(null, true));
    assertThat(link.attachNotAnswered(null)).contains(new LinkAction.NotResponding(null, false));
    link.attachAnswered(done(LISTEN));
    link.tell(link.report(RESUMED));
    assertThat(link.notTold(null)).contains(new LinkAction.NotResponding(null, true));
    link.retry();
    link.answered(done(LISTEN));
    link.tell(link.report(RESUMED));
    assertThat(link.notTold(null)).contains(new LinkAction.NotResponding(null, true));
  }

  @Test
  void whatWasNotAnsweredIsToldAgainBeforeAllElse() {
    CallLink link = attached();
    assertThat(link.tell(link.report(RESUMED))).containsExactly(ask(RESUMED));
    assertThat(link.tell(link.report(TAKEN))).isEmpty();
    link.notTold(null);
    assertThat(link.retry()).containsExactly(ask(RESUMED));
    link.answered(no(Refusal.NOT_YOUR_LINE));
    assertThat(link.settled()).isFalse();
    assertThat(link.attachAnswered(done(LISTEN))).contains(ask(RESUMED));
    link.answered(done(LISTEN));
    assertThat(link.told(false)).containsExactly(ask(TAKEN));
    link.answered(done(LISTEN));
    assertThat(link.told(false)).isEmpty();
    assertThat(link.settled()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "open, CLOSED, PEER_CLOSED, true", "open, FAILED, FAILED, true",
    "leaving, CLOSED, PEER_CLOSED, true", "leaving, FAILED, FAILED, true",
    "released, CLOSED, PEER_CLOSED, false", "handed over, CLOSED, HANDED_OVER, false",
    "handed over, FAILED, FAILED, false", "open, HOST_LOST, HOST_LOST, true"
  })
  void theCallIsToldWhyTheLineIsGoneAndWhatWasCutOff(
      String line, LineEnd.How how, LineLoss loss, boolean cut) {
    CallLink link = attached();
    if (line.equals("leaving") || line.equals("handed over")) {
      link.handOver(Duration.ofSeconds(5), true);
    }
    if (line.equals("released") || line.equals("handed over")) {
      link.release();
    }
    List<CallRequest> told = new ArrayList<>();
    List<LinkAction> next = link.lineGone(how, HEARD, Optional.of(CUT));
    while (!next.contains(new LinkAction.Stop())) {
      next.forEach(action -> {
        if (action instanceof LinkAction.Ask asked) {
          told.add(asked.request());
        }
      });
      link.answered(done(LISTEN));
      next = link.told(false);
    }
    CallRequest lost = new CallRequest.LoseLine("line", loss, Optional.of(HEARD));
    assertThat(told).isEqualTo(cut ? List.of(link.report(CUT), lost) : List.of(lost));
  }

  @Test
  void aLineThatIsGoneBeforeItWasTakenIsToldAsLostOnceItIs() {
    CallLink link = attaching();
    goes(link);
    assertThat(link.attachAnswered(done(LISTEN)))
        .contains(new LinkAction.Ask(
            new CallRequest.LoseLine("line", LineLoss.PEER_CLOSED, Optional.of(HEARD))))
        .doesNotContain(new LinkAction.KeepOn(), new LinkAction.Converse(LISTEN));
    link.answered(done(LISTEN));
    assertThat(link.told(true)).as("a tool still runs").isEmpty();
    assertThat(link.told(false)).containsExactly(new LinkAction.Stop());
  }

  @Test
  void aLineThatGoesWhileTheCallMovesIsToldAsLostWhateverWasAnsweredMeanwhile() {
    CallLink link = attached();
    link.tell(link.report(RESUMED));
    link.instructed(new Instruction.Await());
    goes(link);
    link.answered(done(LISTEN));
    assertThat(link.told(false)).as("the call does not know yet").isEmpty();
    assertThat(link.attachAnswered(done(LISTEN)))
        .contains(new LinkAction.Ask(
            new CallRequest.LoseLine("line", LineLoss.PEER_CLOSED, Optional.of(HEARD))));
  }

  // ---- anything in any order

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void allIsToldOnceInItsOrderAndALineIsReleasedOnce(long seed) {
    Random random = new Random(seed);
    int stopped = 0;
    for (int walk = 0; walk < 2000; walk++) {
      stopped += new Walk(random).go() ? 1 : 0;
    }
    assertThat(stopped).isGreaterThan(1000);
  }

  /** One line, from its beginning to its end, with a call that answers in any way. */
  private static final class Walk {
    private final Random random;
    private final CallLink link = link();
    private final Deque<CallRequest> toTell = new ArrayDeque<>();
    private Optional<CallRequest> asked = Optional.empty();
    private int number;
    private int attaching;
    private int released;
    private int lost;
    private boolean stopped;

    Walk(Random random) {
      this.random = random;
    }

    boolean go() {
      for (int step = 0; step < 200 && !stopped; step++) {
        int turn = random.nextInt(20);
        if (link.state() instanceof CallLink.Unannounced && turn < 5) {
          check(link.announced());
        } else if (asked.isPresent() && turn < 8) {
          answer();
        } else if (attaching > 0 && turn < 10) {
          attaching--;
          check(attachAnswer());
        } else if (turn < 13) {
          tell();
        } else {
          check(other());
        }
      }
      for (int step = 0; step < 200 && !stopped; step++) {
        end();
      }
      assertThat(stopped || link.state() instanceof CallLink.Unannounced).isTrue();
      assertThat(lost).isLessThanOrEqualTo(1);
      return stopped && lost == 1;
    }

    /** The call answers, and the line goes. */
    private void end() {
      if (asked.isPresent()) {
        answered(done(LISTEN));
      } else if (attaching > 0) {
        attaching--;
        check(link.attachAnswered(done(LISTEN)));
      } else if (!link.gone()) {
        goesNow();
      } else {
        check(link.retry());
        check(link.told(false));
      }
    }

    private void tell() {
      if (!link.gone()) {
        number++;
        CallRequest report = link.report(new Fact.Resumed(number));
        toTell.add(report);
        check(link.tell(report));
      }
    }

    private void answer() {
      switch (random.nextInt(5)) {
        case 0 -> {
          asked = Optional.empty();
          check(link.notTold(null));
        }
        case 1 -> answered(no(Refusal.NOT_YOUR_LINE));
        case 2 -> answered(no(Refusal.NOT_NOW));
        default -> answered(done(instruction()));
      }
    }

    private void answered(CallReply reply) {
      CallRequest request = asked.orElseThrow();
      asked = Optional.empty();
      List<LinkAction> actions = link.answered(reply);
      if (actions.stream().anyMatch(LinkAction.Answered.class::isInstance)) {
        assertThat(request).as("in order").isEqualTo(toTell.remove());
      }
      check(actions);
      check(link.told(false));
    }

    private List<LinkAction> attachAnswer() {
      return switch (random.nextInt(6)) {
        case 0 -> link.attachNotAnswered(null);
        case 1 -> link.attachAnswered(no(Refusal.NOT_ANNOUNCED));
        case 2 -> link.attachAnswered(no(Refusal.LINE_IN_USE));
        default -> link.attachAnswered(done(random.nextInt(30) == 0 ? hangUp() : LISTEN));
      };
    }

    private List<LinkAction> other() {
      return switch (random.nextInt(12)) {
        case 0, 1 -> link.retry();
        case 2 -> link.keepDue();
        case 3 -> link.keepAnswered(Optional.of(done(instruction())));
        case 4 -> link.journalDue();
        case 5 -> link.journalRead(Optional.of(GREET));
        case 6 -> link.instructed(instruction());
        case 7 -> random.nextInt(10) == 0 ? link.handOver(Duration.ofSeconds(1), true) : List.of();
        case 8 -> link.goodPlace();
        case 9 -> random.nextInt(10) == 0 ? link.release() : List.of();
        case 10 -> random.nextInt(10) == 0 ? goesNow() : List.of();
        default -> link.told(true);
      };
    }

    private List<LinkAction> goesNow() {
      if (!link.gone() && link.state() instanceof CallLink.Attached) {
        if (!link.released()) {
          toTell.add(link.report(CUT));
        }
        toTell.add(lineLost());
      }
      boolean released = link.released();
      check(link.lineGone(LineEnd.How.CLOSED, HEARD, Optional.of(CUT)));
      assertThat(link.released()).isEqualTo(released);
      return List.of();
    }

    private CallRequest lineLost() {
      LineLoss loss = link.line() instanceof CallLink.Released line && line.handedOver()
              || link.line() instanceof CallLink.Gone gone && gone.loss() == LineLoss.HANDED_OVER
          ? LineLoss.HANDED_OVER
          : LineLoss.PEER_CLOSED;
      return new CallRequest.LoseLine("line", loss, Optional.of(HEARD));
    }

    private Instruction instruction() {
      return switch (random.nextInt(12)) {
        case 0 -> new Instruction.Await();
        case 1 -> new Instruction.Prove();
        case 2 -> random.nextInt(6) == 0 ? hangUp() : LISTEN;
        case 3 -> new Instruction.Judge(CallSamples.PLAN, 1);
        default -> LISTEN;
      };
    }

    private void check(List<LinkAction> actions) {
      for (LinkAction action : actions) {
        assertThat(stopped).as("nothing after the end").isFalse();
        if (action instanceof LinkAction.Ask ask) {
          assertThat(link.state()).isInstanceOf(CallLink.Attached.class);
          assertThat(asked).as("one at a time").isEmpty();
          asked = Optional.of(ask.request());
          if (ask.request() instanceof CallRequest.LoseLine && !toTell.contains(ask.request())) {
            toTell.add(ask.request()); // taken when it was gone
          }
          lost = ask.request() instanceof CallRequest.LoseLine ? 1 : lost;
        } else if (action instanceof LinkAction.Attach) {
          attaching++;
        } else if (action instanceof LinkAction.Release) {
          released++;
          assertThat(released).as("released once").isEqualTo(1);
        } else if (action instanceof LinkAction.Converse) {
          assertThat(link.released() || link.gone()).as("converses on no line").isFalse();
        } else if (action instanceof LinkAction.Stop) {
          stopped = true;
          assertThat(link.gone()).isTrue();
        }
      }
    }
  }

  // ---- in which state

  private static CallLink link() {
    return new CallLink("line", SETTINGS);
  }

  private static CallLink attaching() {
    return after(link(), CallLink::announced);
  }

  private static CallLink attached() {
    return after(attaching(), link -> link.attachAnswered(done(LISTEN)));
  }

  private static CallLink away() {
    return after(attached(), link -> link.instructed(new Instruction.Await()));
  }

  private static CallLink leaving() {
    return after(attached(), link -> link.handOver(Duration.ofSeconds(5), true));
  }

  private static List<LinkAction> goes(CallLink link) {
    return link.lineGone(LineEnd.How.CLOSED, HEARD, Optional.of(CUT));
  }

  private static CallLink after(CallLink link, Function<CallLink, List<LinkAction>> event) {
    event.apply(link);
    return link;
  }

  private static LinkAction ask(Fact fact) {
    return new LinkAction.Ask(new CallRequest.Report("line", fact));
  }

  private static Instruction hangUp() {
    return new Instruction.HangUp(EndReason.BOT_HUNG_UP);
  }

  private static CallReply.Done done(Instruction instruction) {
    CallSummary call = new CallSummary(
        "call", "Listening", CallSamples.PLAN, instruction, new NextStep.Reconnect(), "");
    return new CallReply.Done(call, true);
  }

  private static CallReply.Refused no(Refusal why) {
    return new CallReply.Refused(why);
  }
}
