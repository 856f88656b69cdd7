package talkspurt.media.agent;

import static org.assertj.core.api.Assertions.assertThat;

import akka.NotUsed;
import akka.dispatch.Dispatchers;
import akka.stream.javadsl.Flow;
import akka.stream.javadsl.Source;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import talkspurt.call.CallEvent;
import talkspurt.call.CallRequest;
import talkspurt.call.CallRequest.Fact;
import talkspurt.call.CallSamples;
import talkspurt.call.CallState;
import talkspurt.call.Instruction;
import talkspurt.call.Refusal;
import talkspurt.call.SpokenText;
import talkspurt.call.TimeLimit;
import talkspurt.call.Verdict;
import talkspurt.fake.FakeHost;
import talkspurt.fake.FakeSynthesizer;
import talkspurt.fake.FakeToolRunner;
import talkspurt.fake.MediaSettingsOf;
import talkspurt.fake.Turns;
import talkspurt.media.conversation.Conversation;
import talkspurt.media.conversation.ConversationMessage;
import talkspurt.media.conversation.ConversationMessage.AgentFailed;
import talkspurt.media.conversation.ConversationMessage.KeyPressed;
import talkspurt.media.conversation.ConversationMessage.OfDialogue;
import talkspurt.media.conversation.ConversationMessage.Played;
import talkspurt.media.conversation.ConversationMessage.ToolCalled;
import talkspurt.media.conversation.ConversationMessage.Turned;
import talkspurt.media.conversation.ConversationMessage.VoiceFailed;
import talkspurt.media.conversation.Dialogue;
import talkspurt.media.conversation.LineCosts;
import talkspurt.media.conversation.LineProfile;
import talkspurt.media.pipeline.CallerTap;
import talkspurt.media.pipeline.LineSilence;
import talkspurt.media.pipeline.TurnOutcome;
import talkspurt.media.playout.PlayoutEvent;
import talkspurt.media.playout.PlayoutOrder;
import talkspurt.media.playout.TtsPiece;
import talkspurt.media.profile.FailurePolicy;
import talkspurt.media.profile.Filler;
import talkspurt.media.profile.Profile;
import talkspurt.media.profile.Prompt;
import talkspurt.media.profile.Voice;
import talkspurt.provider.Responder;
import talkspurt.provider.SttInput;
import talkspurt.provider.Toolbox;
import talkspurt.provider.Tools;
import talkspurt.provider.TranscriptEvent;
import talkspurt.recording.Recordings;
import talkspurt.telemetry.Metrics;
import talkspurt.turn.TurnAction;

/**
 * A line on which anything happens, in any order that can be: a caller, a playback buffer and a durable
 * half with real states round one dialogue, by counted time. It holds what must hold at any step: a
 * turn is answered once, when it is in the journal; nothing is said over something else; a reply that
 * was discarded is never spoken and uses no tool; the durable half refuses nothing it is told.
 */
final class RandomLine {

  private static final String LINE = "line";
  private static final TimeLimit LIMIT = new TimeLimit(Duration.ofHours(1), Duration.ofSeconds(20));

  private static final List<String> WORDS = List.of("hours", "hours and", "to sales", "yes", "");

  private enum Caller {
    SILENT,
    TALKS,
    TALKED,
    TALKS_OVER_THE_BOT,
    TALKED_OVER_THE_BOT
  }

  /** A reply that was asked for. */
  private static final class Asked {
    private final int turn;
    private final boolean ahead;
    private boolean discarded;
    private boolean granted;
    private int begun;

    Asked(int turn, boolean ahead) {
      this.turn = turn;
      this.ahead = ahead;
    }
  }

  private final Random random;
  private String interruption;
  private final boolean limited;
  private final FakeHost host = new FakeHost(LINE, () -> this.nowMs, this::letGo);
  private final FakeToolRunner runner = new FakeToolRunner();
  private final Deque<PlayoutOrder> orders = new ArrayDeque<>();
  private final Deque<OfDialogue> aside = new ArrayDeque<>();
  private final Deque<OfDialogue> news = new ArrayDeque<>();
  private final Dialogue dialogue;
  private CallState call;
  private long nowMs;

  // the playback buffer
  private Optional<PlayoutOrder.Speak> playing = Optional.empty();
  private boolean paused;
  private boolean started;
  private SpokenText heard = SpokenText.NOTHING;
  private int playedMs;
  private Optional<Source<TtsPiece, NotUsed>> prepared = Optional.empty();

  // the caller
  private Caller caller = Caller.SILENT;
  private int said;
  private boolean hearsWell = true;

  // the agent
  private final Deque<Asked> unclaimed = new ArrayDeque<>();
  private final Map<Source<TtsPiece, NotUsed>, Asked> replies = new HashMap<>();
  private final List<Asked> asked = new ArrayList<>();
  private final Set<Integer> answered = new HashSet<>();
  private int answers;
  private int fillers;
  private int discards;
  private int toolsWanted;
  private boolean over;

  RandomLine(long seed) {
    random = new Random(seed);
    limited = random.nextInt(3) == 0;
    interruption = List.of("full", "full", "none", "dtmf-only").get(random.nextInt(4));
    Profile profile = profile();
    dialogue = new CascadeDialogue(host, surroundings(), pipeline());
    dialogue.use(profile);
    List<CallEvent> began = ((Verdict.Accept) CallState.none()
            .attachLine(LINE, Optional.of(CallSamples.PLAN.with(LIMIT)), CallSamples.AT))
        .events();
    call = CallState.after(began);
    obey(call.instruction());
  }

  private Conversation.Surroundings surroundings() {
    return new Conversation.Surroundings(
        null,
        null,
        (who, what) -> {},
        null,
        new MediaSettingsOf().takenTimeout(Duration.ofSeconds(5)).settings(),
        this::nanos,
        InstantSource.system(),
        new Metrics());
  }

  private long nanos() {
    return nowMs * 1_000_000;
  }

  private Conversation.Pipeline pipeline() {
    return new Conversation.Pipeline(
        this::ordered,
        signal -> {},
        new CallerTap(),
        new LineProfile(),
        new LineSilence(0),
        new LineCosts(new Metrics().calls(), LocalDate.EPOCH),
        Dispatchers.DefaultDispatcherId(),
        Recordings.none().line());
  }

  private Profile profile() {
    boolean fills = random.nextInt(4) > 0;
    Filler filler = fills
        ? new Filler(Duration.ofMillis(600), List.of("One moment.", "Still here."), 2)
        : Filler.none();
    Profile.Agent agent = new Profile.Agent(
        new Prompt.Say("Good morning."),
        new Prompt.Say("I am sorry."),
        new Prompt.Say("Goodbye."),
        request -> Flow.of(SttInput.class).map(input -> new TranscriptEvent.Final(0, "")),
        List.of(),
        new Agent(),
        random.nextInt(4) > 0,
        new Voice(new FakeSynthesizer(), ""),
        1,
        new Toolbox(true, Map.of("sales", "queues,sales,1"), runner),
        filler,
        Optional.of(new FailurePolicy(3, new Responder.Part.UseTool("end_call", Map.of()))));
    return new Profile("receptionist", "en", Turns.interruption(interruption), agent);
  }

  // ---- the agent: tries a tool with each reply, at once

  private final class Agent implements Responder {
    @Override
    public Source<Part, NotUsed> respond(Request request, Tools tools) {
      Asked made = new Asked(request.turn(), request.ahead());
      asked.add(made);
      unclaimed.add(made);
      tools.use("look_up", "{\"reply\":" + (asked.size() - 1) + "}");
      return Source.empty();
    }
  }

  private void letGo() {
    assertThat(host.failures())
        .as("a line is released for a failure that was told")
        .isNotEmpty();
    over = true;
    dialogue.close();
  }

  // ---- the playback

  private void ordered(PlayoutOrder order) {
    orders.add(order);
    if (order instanceof PlayoutOrder.Prepare prepare) {
      replies.put(prepare.speech(), unclaimed.removeLast());
    } else if (order instanceof PlayoutOrder.Speak speak) {
      speak(speak);
    }
  }

  /** A reply that was not prepared is spoken when it was asked for, or held until it can be. */
  private Optional<Asked> claim(PlayoutOrder.Speak order) {
    if (!replies.containsKey(order.speech())
        && !unclaimed.isEmpty()
        && unclaimed.getLast().turn == order.turn()) {
      replies.put(order.speech(), unclaimed.removeLast());
    }
    return Optional.ofNullable(replies.get(order.speech()));
  }

  private void speak(PlayoutOrder.Speak order) {
    Optional<Asked> claimed = claim(order);
    if (claimed.isEmpty()) {
      fillers++;
      return;
    }
    Asked reply = claimed.get();
    answers++;
    reply.begun++;
    assertThat(reply.begun).as("a reply is spoken once").isEqualTo(1);
    assertThat(reply.discarded).as("a reply that was discarded is spoken").isFalse();
    assertThat(reply.turn).as("the reply to another turn").isEqualTo(order.turn());
    assertThat(answered.add(order.turn())).as("a turn is answered once").isTrue();
    assertThat(call.file().turn()).as("the turn is in the journal").isEqualTo(order.turn());
  }

  private void play(PlayoutOrder order) {
    if (order instanceof PlayoutOrder.Speak speak) {
      assertThat(playing).as("two at a time").isEmpty();
      if (prepared.filter(ready -> ready == speak.speech()).isPresent()) {
        prepared = Optional.empty();
      }
      playing = Optional.of(speak);
      paused = false;
      started = false;
      heard = SpokenText.NOTHING;
      playedMs = 0;
    } else if (order instanceof PlayoutOrder.Prepare prepare) {
      discardPrepared();
      prepared = Optional.of(prepare.speech());
    } else if (order instanceof PlayoutOrder.Forget) {
      discardPrepared();
    } else if (order instanceof PlayoutOrder.Drop) {
      drop();
    } else {
      throw new AssertionError(order);
    }
  }

  private void discardPrepared() {
    prepared.map(replies::get).ifPresent(thrown -> {
      thrown.discarded =
          !thrown.granted; // one that was granted may have been held until it was late
      discards++;
    });
    prepared = Optional.empty();
  }

  private void drop() {
    playing.ifPresent(speech -> {
      pause();
      news.add(new Played(new PlayoutEvent.Dropped(speech.turn(), heard), nanos()));
    });
    playing = Optional.empty();
  }

  private void pause() {
    if (!paused) {
      paused = true;
      news.add(
          new Played(new PlayoutEvent.Paused(playing.orElseThrow().turn(), playedMs), nanos()));
    }
  }

  private void resume() {
    if (paused) {
      paused = false;
      news.add(new Played(new PlayoutEvent.Resumed(playing.orElseThrow().turn()), nanos()));
    }
  }

  private void playOn() {
    PlayoutOrder.Speak speech = playing.orElseThrow();
    int turn = speech.turn();
    switch (random.nextInt(6)) {
      case 0 -> {
        news.add(new Played(new PlayoutEvent.Finished(turn, heard), nanos()));
        playing = Optional.empty();
      }
      case 1, 2 -> {
        if (!started) {
          started = true;
          news.add(new Played(new PlayoutEvent.Started(turn), nanos()));
          news.add(new Played(new PlayoutEvent.AnswerStarted(turn), nanos()));
        }
      }
      case 3 -> {
        if (started) {
          playedMs += 200;
          news.add(new Played(new PlayoutEvent.Reached(turn, 1, playedMs, playedMs), nanos()));
        }
      }
      default -> {
        if (started) {
          SpokenText more = new SpokenText("w" + random.nextInt(1000) + ".");
          heard = heard.then(more);
          if (replies.containsKey(speech.speech()) || turn == 0) {
            news.add(new Played(new PlayoutEvent.SegmentPlayed(turn, more), nanos()));
          }
        }
      }
    }
  }

  // ---- the durable half

  private void obey(Instruction instruction) {
    if (over) {
      return;
    }
    if (timeIsOver() && !(instruction instanceof Instruction.Judge)) {
      protectBot();
    }
    if (instruction instanceof Instruction.Greet
        || instruction instanceof Instruction.Answer
        || instruction instanceof Instruction.Listen) {
      dialogue.obey(instruction);
      collect();
    } else if (!(instruction instanceof Instruction.Judge)) {
      over = true;
      dialogue.close();
    }
  }

  /** The call's time is nearly over, or is. */
  private void timePasses(Duration since) {
    Verdict verdict = new CallRequest.CheckTime().askOf(call, CallSamples.AT.plus(since));
    if (verdict instanceof Verdict.Accept accept && !call.file().plan().limit().ranOut()) {
      for (CallEvent event : accept.events()) {
        call = call.after(event);
      }
      obey(call.instruction());
    }
  }

  private void hear() {
    CallRequest told = host.told().getFirst();
    Verdict verdict = told.askOf(call, CallSamples.AT);
    if (verdict instanceof Verdict.Accept accept) {
      for (CallEvent event : accept.events()) {
        call = call.after(event);
      }
    }
    host.told().removeFirst();
    Optional<Refusal> refusal =
        verdict instanceof Verdict.Refuse refuse ? Optional.of(refuse.why()) : Optional.empty();
    if (told instanceof CallRequest.Report report
        && !ofATool(report.fact())
        && !(report.fact() instanceof Fact.TurnTaken && timeIsOver())) {
      assertThat(refusal).as("refused: %s in %s", told, call).isEmpty();
    }
    dialogue.answered(told, refusal);
    collect();
    if (refusal.isEmpty()) {
      obey(call.instruction());
    }
  }

  /** A tool may be wanted too late. */
  private static boolean ofATool(Fact fact) {
    return fact instanceof Fact.ToolBegins || fact instanceof Fact.ToolWanted;
  }

  // ---- the caller

  private boolean floor() {
    return playing.isPresent();
  }

  private void act() {
    switch (caller) {
      case SILENT -> {
        if (random.nextInt(30) == 0) {
          press();
        } else if (floor()) {
          breakIn();
        } else if (random.nextInt(4) == 0) {
          turned(TurnAction.CALLER_SILENT);
        } else {
          begin(Caller.TALKS, TurnAction.SPEECH_BEGAN);
        }
      }
      case TALKS -> {
        if (floor()) {
          breakIn();
        } else {
          switch (random.nextInt(4)) {
            case 0 -> turned(TurnAction.TURN_LIKELY_OVER);
            case 1 -> begin(Caller.TALKS, TurnAction.TURN_NOT_OVER);
            default -> begin(Caller.TALKED, TurnAction.SPEECH_ENDED);
          }
        }
      }
      case TALKED -> {
        switch (random.nextInt(5)) {
          case 0 -> begin(Caller.TALKS, TurnAction.SPEECH_BEGAN);
          case 1 -> turned(TurnAction.TURN_LIKELY_OVER);
          case 2 -> begin(Caller.SILENT, TurnAction.TURN_NOT_OVER);
          default -> begin(Caller.SILENT, TurnAction.COMMIT_CALLER_TURN);
        }
      }
      case TALKS_OVER_THE_BOT -> {
        if (!floor() || random.nextInt(3) == 0) {
          giveFloor(Caller.TALKS);
        } else {
          begin(Caller.TALKED_OVER_THE_BOT, TurnAction.SPEECH_ENDED);
        }
      }
      case TALKED_OVER_THE_BOT -> {
        if (!floor()) {
          giveFloor(Caller.TALKED);
        } else if (random.nextBoolean()) {
          giveFloor(Caller.SILENT);
          turned(TurnAction.COMMIT_CALLER_TURN);
        } else {
          resume();
          begin(Caller.SILENT, TurnAction.RESUME);
        }
      }
    }
  }

  /** As the conversation has the turn taker do it. */
  private void protectBot() {
    interruption = "none";
    if (caller == Caller.TALKS_OVER_THE_BOT || caller == Caller.TALKED_OVER_THE_BOT) {
      resume();
      begin(Caller.SILENT, TurnAction.RESUME);
    }
  }

  private void breakIn() {
    if (interruption.equals("full")) {
      pause();
      begin(Caller.TALKS_OVER_THE_BOT, TurnAction.PAUSE);
    } else if (caller == Caller.TALKS) {
      begin(Caller.SILENT, TurnAction.SPEECH_ENDED);
    }
  }

  private void giveFloor(Caller next) {
    drop();
    begin(next, TurnAction.YIELD);
  }

  private void press() {
    if (floor() && !interruption.equals("none")) {
      giveFloor(Caller.SILENT);
    }
    news.add(new KeyPressed('1'));
  }

  private void begin(Caller next, TurnAction action) {
    caller = next;
    turned(action);
  }

  private void turned(TurnAction action) {
    if (random.nextInt(3) == 0) {
      said = random.nextInt(WORDS.size());
    }
    news.add(new Turned(
        new TurnOutcome.Acted(action, WORDS.get(said), 300, 300), nanos() - 300_000_000, nanos()));
  }

  // ---- one step

  /** Something happens; false once the line is released. */
  boolean step() {
    if (over) {
      return false;
    }
    if (random.nextInt(80) == 0) {
      hearsWell = !hearsWell;
    }
    if (limited && random.nextInt(1000) == 0) {
      timePasses(Duration.ofHours(1).minusSeconds(random.nextInt(2) * 10));
    }
    switch (random.nextInt(12)) {
      case 0, 1, 2 -> next(orders).ifPresent(this::play);
      case 3, 4, 5 -> next(news).ifPresent(this::on);
      case 6, 7 -> {
        if (!host.told().isEmpty() && (hearsWell || random.nextInt(40) == 0)) {
          hear();
        }
      }
      case 8 -> next(aside).ifPresent(this::on);
      case 9 -> {
        if (floor() && !paused) {
          playOn();
        }
      }
      case 10 -> {
        if (random.nextInt(3) == 0) {
          act();
        } else if (random.nextInt(30) == 0) {
          on(random.nextBoolean() ? new AgentFailed(dialogue.turn()) : new VoiceFailed());
        }
      }
      default -> pass(random.nextInt(300));
    }
    return !over;
  }

  private void on(OfDialogue message) {
    dialogue.on(message);
    collect();
  }

  /** What streams have told. Who is granted uses the tool that was wanted before. */
  private void collect() {
    while (host.inbox().hasMessages()) {
      ConversationMessage message = host.inbox().receiveMessage();
      if (message instanceof ToolCalled called) {
        Asked reply = asked.get(Integer.parseInt(called.arguments().replaceAll("\\D", "")));
        assertThat(reply.discarded).as("a reply that was discarded uses a tool").isFalse();
        reply.granted = true;
        toolsWanted++;
      }
      if (message instanceof OfDialogue own) {
        aside.add(own);
      }
    }
  }

  private void pass(int ms) {
    nowMs += ms;
    host.due().ifPresent(this::on);
    if (random.nextInt(8) == 0 && !runner.run().isEmpty()) {
      runner.returns("look_up", "found");
    }
  }

  private static <T> Optional<T> next(Deque<T> queue) {
    return Optional.ofNullable(queue.poll());
  }

  /** All comes to rest: what is on its way arrives, what is being said is heard, nobody speaks. */
  void settle() {
    hearsWell = true;
    for (int round = 0; round < 400 && !over; round++) {
      if (!orders.isEmpty()) {
        play(orders.remove());
      } else if (!news.isEmpty()) {
        on(news.remove());
      } else if (!host.told().isEmpty()) {
        hear();
      } else if (!aside.isEmpty()) {
        on(aside.remove());
      } else if (caller != Caller.SILENT) {
        act();
      } else if (floor()) {
        started = true;
        playOn();
      } else {
        pass(100);
      }
    }
  }

  /** The caller says something to a line at rest, and is answered. */
  void isAnswered() {
    int before = answers;
    news.add(new Turned(
        new TurnOutcome.Acted(TurnAction.COMMIT_CALLER_TURN, "hours", 300, 300),
        nanos() - 300_000_000,
        nanos()));
    settle();
    assertThat(over || !timeIsOver())
        .as("a call whose time is over ends: %s", call)
        .isTrue();
    assertThat(over || answers > before)
        .as("the caller is answered in %s", call)
        .isTrue();
  }

  /** Whether the call has taken as long as it may. */
  boolean timeIsOver() {
    return call.file().plan().limit().ranOut();
  }

  boolean over() {
    return over;
  }

  int answers() {
    return answers;
  }

  int fillers() {
    return fillers;
  }

  int discards() {
    return discards;
  }

  int toolsWanted() {
    return toolsWanted;
  }

  long askedAhead() {
    return asked.stream().filter(each -> each.ahead).count();
  }
}
