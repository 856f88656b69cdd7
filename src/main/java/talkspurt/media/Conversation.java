package talkspurt.media;

import akka.NotUsed;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.stream.javadsl.Source;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import talkspurt.audio.EchoReport;
import talkspurt.call.CallPlan;
import talkspurt.call.CallRequest;
import talkspurt.call.CallRequest.Fact;
import talkspurt.call.Cue;
import talkspurt.call.Digits;
import talkspurt.call.Instruction;
import talkspurt.call.LineLoss;
import talkspurt.call.Refusal;
import talkspurt.call.SpokenText;
import talkspurt.control.CallReply.Done;
import talkspurt.control.CallReply.Refused;
import talkspurt.media.ConversationMessage.Announced;
import talkspurt.media.ConversationMessage.AttachAnswered;
import talkspurt.media.ConversationMessage.AttachNotAnswered;
import talkspurt.media.ConversationMessage.FactAnswered;
import talkspurt.media.ConversationMessage.FactNotAnswered;
import talkspurt.media.ConversationMessage.GiveUp;
import talkspurt.media.ConversationMessage.Instructed;
import talkspurt.media.ConversationMessage.KeyPressed;
import talkspurt.media.ConversationMessage.KeysPaused;
import talkspurt.media.ConversationMessage.LineGone;
import talkspurt.media.ConversationMessage.Played;
import talkspurt.media.ConversationMessage.Retry;
import talkspurt.media.ConversationMessage.ToolWanted;
import talkspurt.media.ConversationMessage.Turned;
import talkspurt.telemetry.LogFields;
import talkspurt.telemetry.Metrics;
import talkspurt.telemetry.NanoClock;
import talkspurt.turn.Interruption;
import talkspurt.turn.KeyCollector;
import talkspurt.turn.TurnAction;
import talkspurt.turn.TurnSignal;

/**
 * The live half of a call on one line: does what the durable half instructs, and tells it what
 * happened. It holds no truth of its own but whose reply is in the playback buffer.
 */
final class Conversation extends AbstractBehavior<ConversationMessage> {

  /** What a conversation talks to. */
  record Surroundings(
      CallDoor calls,
      Profiles profiles,
      MediaSettings settings,
      NanoClock clock,
      Metrics metrics) {}

  /** The pipeline's ends that a conversation holds. */
  record Pipeline(
      java.util.function.Consumer<PlayoutOrder> orders,
      java.util.function.Consumer<TurnSignal> signals,
      CompletableFuture<Profile> profile) {}

  private static final int NO_TURN = -1;
  private static final String RETRY = "retry";
  private static final String KEYS = "keys";

  private final String line;
  private final Surroundings around;
  private final Pipeline pipeline;
  private final TimerScheduler<ConversationMessage> timers;
  private final ActorRef<Instruction> instructions;
  private final FactLine facts = new FactLine();
  private final KeyCollector keys = new KeyCollector();

  private UUID callId;
  private Profile profile;
  private boolean attached;
  private boolean refused;
  private boolean letGo;
  private boolean gone;
  private Duration waited = Duration.ZERO;

  /** The caller's turn that was taken last, or the greeting's 0. */
  private int turn;

  /** Whose speech is in the playback buffer. */
  private int speaking = NO_TURN;

  /** Whose speech was in the playback buffer last. */
  private int spoken = NO_TURN;

  private String heardBefore = "";
  private Optional<Cue> afterDrop = Optional.empty();
  private int silences;
  private int tools;
  private int turnTaken = NO_TURN;
  private long turnTakenAt;

  private Conversation(
      ActorContext<ConversationMessage> context,
      TimerScheduler<ConversationMessage> timers,
      String line,
      Surroundings around,
      Pipeline pipeline) {
    super(context);
    this.timers = timers;
    this.line = line;
    this.around = around;
    this.pipeline = pipeline;
    this.instructions = context.messageAdapter(Instruction.class, Instructed::new);
  }

  /** A conversation on a line that has not said yet which call it brings. */
  static Behavior<ConversationMessage> create(String line, Surroundings around, Pipeline pipeline) {
    return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
      Conversation made = new Conversation(context, timers, line, around, pipeline);
      return Behaviors.withMdc(ConversationMessage.class, message -> made.logFields(), made);
    }));
  }

  private Map<String, String> logFields() {
    return callId == null
        ? Map.of(LogFields.LINE, line)
        : Map.of(LogFields.LINE, line, LogFields.CALL, callId.toString());
  }

  @Override
  public Receive<ConversationMessage> createReceive() {
    return newReceiveBuilder()
        .onMessage(Announced.class, this::onAnnounced)
        .onMessage(AttachAnswered.class, this::onAttachAnswered)
        .onMessage(Instructed.class, told -> onInstruction(told.instruction()))
        .onMessage(Played.class, played -> onPlayed(played.event()))
        .onMessage(Turned.class, turned -> onTurned(turned.acted()))
        .onMessage(KeyPressed.class, this::onKey)
        .onMessage(KeysPaused.class, paused -> onKeys(keys.finish()))
        .onMessage(ToolWanted.class, this::onToolWanted)
        .onMessage(FactAnswered.class, this::onFactAnswered)
        .onMessage(AttachNotAnswered.class, not -> onNotAnswered(not.why()))
        .onMessage(FactNotAnswered.class, this::onFactNotAnswered)
        .onMessage(Retry.class, again -> onRetry())
        .onMessage(LineGone.class, this::onLineGone)
        .onMessage(GiveUp.class, giveUp -> onGiveUp())
        .onSignal(PostStop.class, stop -> onStop())
        .build();
  }

  // ---- the line and the call find each other

  private Behavior<ConversationMessage> onAnnounced(Announced announced) {
    callId = announced.callId();
    attach();
    return this;
  }

  private void attach() {
    Optional<CallPlan> stranger = around.settings().takeUnannounced()
        ? Optional.of(CallPlan.unannounced(around.profiles().standard().name()))
        : Optional.empty();
    getContext()
        .pipeToSelf(
            around.calls().attach(callId, line, stranger, instructions),
            (reply, failure) ->
                failure == null ? new AttachAnswered(reply) : new AttachNotAnswered(failure));
  }

  private Behavior<ConversationMessage> onAttachAnswered(AttachAnswered answered) {
    if (answered.reply() instanceof Done done) {
      attached = true;
      getContext().getLog().info("attached; the call is {}", done.call().state());
      if (gone) {
        loseLine(LineLoss.PEER_CLOSED);
      }
      tellNext();
      return onInstruction(done.call().instruction());
    }
    Refusal why = ((Refused) answered.reply()).why();
    if (gone) {
      return Behaviors.stopped();
    }
    if (why == Refusal.NOT_ANNOUNCED && waited.compareTo(around.settings().announceWithin()) < 0) {
      retryLater();
    } else {
      getContext().getLog().warn("line let go: {}", why.text());
      refused = true;
      release();
    }
    return this;
  }

  private void retryLater() {
    waited = waited.plus(around.settings().retryEvery());
    timers.startSingleTimer(RETRY, new Retry(), around.settings().retryEvery());
  }

  private Behavior<ConversationMessage> onFactNotAnswered(FactNotAnswered not) {
    facts.again();
    return onNotAnswered(not.why());
  }

  private Behavior<ConversationMessage> onNotAnswered(Throwable why) {
    around.metrics().factRetried();
    getContext().getLog().warn("the call does not answer, asked again: {}", why.toString());
    retryLater();
    return this;
  }

  private Behavior<ConversationMessage> onRetry() {
    if (attached) {
      tellNext();
    } else {
      attach();
    }
    return this;
  }

  /** The durable half has moved to another place; there it does not know us. */
  private void attachAgain() {
    if (attached) {
      attached = false;
      waited = Duration.ZERO;
      attach();
    }
  }

  // ---- what the durable half wants

  private Behavior<ConversationMessage> onInstruction(Instruction instruction) {
    if (letGo || gone) {
      return this;
    }
    if (instruction instanceof Instruction.Greet greet) {
      useProfile(greet.plan());
      if (spoken == NO_TURN) {
        heardBefore = greet.heard().text();
        speak(0, speech(0).greeting(greet));
      }
    } else if (instruction instanceof Instruction.Answer answer) {
      useProfile(answer.plan());
      answer(answer);
    } else if (instruction instanceof Instruction.Listen listen) {
      useProfile(listen.plan());
      turn = Math.max(turn, listen.turn() - 1);
      spoken = Math.max(spoken, listen.turn() - 1);
    } else if (instruction instanceof Instruction.HandOver
        || instruction instanceof Instruction.HangUp
        || instruction instanceof Instruction.LetGo) {
      release();
    } else if (instruction instanceof Instruction.Await) {
      attachAgain();
    } else if (!(instruction instanceof Instruction.Judge)) {
      throw new AssertionError(instruction);
    }
    return this;
  }

  /** Answers a turn once; the answer to a turn that the caller has gone beyond is not wanted. */
  private void answer(Instruction.Answer answer) {
    if (answer.turn() <= spoken || answer.turn() < turn) {
      return;
    }
    turn = answer.turn();
    heardBefore = answer.heard().text();
    speak(turn, speech(turn).reply(answer));
  }

  private void speak(int ofTurn, Source<SpeechPiece, NotUsed> speech) {
    speaking = ofTurn;
    spoken = ofTurn;
    pipeline.orders().accept(new PlayoutOrder.Speak(ofTurn, speech));
  }

  private Speech speech(int ofTurn) {
    ActorRef<ConversationMessage> self = getContext().getSelf();
    Metrics metrics = around.metrics();
    return new Speech(
        profile,
        tool -> self.tell(new ToolWanted(ofTurn, tool)),
        failure -> metrics.providerFailed(failure.provider(), failure.kind().name()));
  }

  private void useProfile(CallPlan plan) {
    Profile wanted = around.profiles().get(plan.profile());
    if (wanted != profile) {
      profile = wanted;
      keys.mostKeys(wanted.mostKeys());
      pipeline.profile().complete(wanted);
      pipeline.signals().accept(new TurnSignal.SettingsChanged(wanted.turns()));
    }
  }

  private void release() {
    if (!letGo) {
      letGo = true;
      pipeline.orders().accept(new PlayoutOrder.HangUp());
    }
  }

  // ---- what happens on the line

  private Behavior<ConversationMessage> onPlayed(PlayoutEvent event) {
    if (letGo) {
      return this;
    }
    if (event instanceof PlayoutEvent.Started) {
      onStarted(event.turn());
    } else if (event instanceof PlayoutEvent.SegmentPlayed segment) {
      tell(new Fact.SegmentPlayed(event.turn(), new SpokenText(segment.words())));
    } else if (event instanceof PlayoutEvent.Paused paused) {
      tell(new Fact.Interrupted(event.turn(), paused.playedMs()));
    } else if (event instanceof PlayoutEvent.Resumed) {
      tell(new Fact.Kept(event.turn()));
    } else if (event instanceof PlayoutEvent.Dropped dropped) {
      speechOver(event.turn());
      tell(new Fact.Yielded(event.turn(), heard(dropped.heard())));
      afterDrop.ifPresent(this::takeTurn);
    } else if (event instanceof PlayoutEvent.Finished finished) {
      speechOver(event.turn());
      tell(new Fact.SpeechPlayed(event.turn(), heard(finished.heard())));
      afterDrop.ifPresent(this::takeTurn);
    } else {
      throw new AssertionError(event);
    }
    return this;
  }

  /** A greeting, and an answer to a turn of an earlier line, have kept nobody waiting. */
  private void onStarted(int ofTurn) {
    if (ofTurn == turnTaken) {
      around.metrics().responded(around.clock().nanoTime() - turnTakenAt);
    }
  }

  private void speechOver(int ofTurn) {
    if (speaking == ofTurn) {
      speaking = NO_TURN;
    }
  }

  private SpokenText heard(String now) {
    return new SpokenText(heardBefore).then(new SpokenText(now));
  }

  private Behavior<ConversationMessage> onTurned(TurnOutcome.Acted acted) {
    if (acted.action() == TurnAction.COMMIT_CALLER_TURN) {
      silences = 0;
      takeTurn(new Cue.Words(new SpokenText(acted.words())));
    } else if (acted.action() == TurnAction.CALLER_SILENT && idle()) {
      silences++;
      takeTurn(new Cue.Silence(silences));
    }
    return this;
  }

  private Behavior<ConversationMessage> onKey(KeyPressed pressed) {
    timers.startSingleTimer(KEYS, new KeysPaused(), around.settings().keyPause());
    return onKeys(keys.press(pressed.key()));
  }

  private Behavior<ConversationMessage> onKeys(Optional<String> input) {
    input.ifPresent(pressed -> {
      timers.cancel(KEYS);
      silences = 0;
      takeTurn(new Cue.Keys(new Digits(pressed)));
    });
    return this;
  }

  private boolean idle() {
    return attached && facts.empty() && speaking == NO_TURN && spoken == turn;
  }

  /**
   * The caller's turn is complete. What the bot was saying or about to say is settled first: the
   * durable half hears of turns one after the other; what must be heard to its end is waited for.
   * What is said before the two halves have met
   * is no turn: the greeting follows.
   */
  private void takeTurn(Cue cue) {
    if (profile == null) {
      return;
    }
    if (speaking != NO_TURN) {
      afterDrop = Optional.of(cue);
      if (profile.turns().interruption().by() != Interruption.By.NOTHING) {
        pipeline.orders().accept(new PlayoutOrder.Drop());
      }
      return;
    }
    afterDrop = Optional.empty();
    if (spoken != turn) {
      tell(new Fact.Interrupted(turn, 0));
      tell(new Fact.Yielded(turn, SpokenText.NOTHING));
    }
    turn++;
    turnTaken = turn;
    turnTakenAt = around.clock().nanoTime();
    tell(new Fact.TurnTaken(turn, cue));
  }

  private Behavior<ConversationMessage> onToolWanted(ToolWanted wanted) {
    tools++;
    String key = callId + "-" + wanted.turn() + "-" + tools;
    tell(new Fact.ToolWanted(
        wanted.turn(), key, wanted.tool().name(), wanted.tool().arguments()));
    return this;
  }

  // ---- facts, one after the other

  /** An instruction may be here before the answer to our line being attached; facts wait for it. */
  private void tell(Fact fact) {
    facts.add(new CallRequest.Report(line, fact));
    if (attached) {
      tellNext();
    }
  }

  private void tellNext() {
    facts
        .tell()
        .ifPresent(request -> getContext()
            .pipeToSelf(
                around.calls().ask(callId, request),
                (reply, failure) ->
                    failure == null ? new FactAnswered(reply) : new FactNotAnswered(failure)));
  }

  private Behavior<ConversationMessage> onFactAnswered(FactAnswered answered) {
    if (answered.reply() instanceof Refused lost
        && lost.why() == Refusal.NOT_YOUR_LINE
        && !letGo
        && !gone) {
      facts.again();
      attachAgain();
      return this;
    }
    CallRequest request = facts.answered();
    if (answered.reply() instanceof Refused no) {
      around.metrics().factRefused();
      getContext().getLog().info("refused: {} ({})", name(request), no.why().text());
      if (no.why() == Refusal.CALL_ENDED) {
        release();
      }
    } else if (answered.reply() instanceof Done done) {
      onInstruction(done.call().instruction());
    }
    if (gone && facts.empty()) {
      return Behaviors.stopped();
    }
    tellNext();
    return this;
  }

  private static String name(CallRequest request) {
    return request instanceof CallRequest.Report report
        ? report.fact().getClass().getSimpleName()
        : request.getClass().getSimpleName();
  }

  // ---- the end

  private Behavior<ConversationMessage> onLineGone(LineGone lost) {
    if (gone) {
      return this;
    }
    gone = true;
    note(lost.heard());
    pipeline.profile().cancel(false);
    if (callId == null || refused) {
      return Behaviors.stopped();
    }
    timers.startSingleTimer(new GiveUp(), around.settings().giveUpAfter());
    if (attached) {
      loseLine(lost.failed() ? LineLoss.FAILED : LineLoss.PEER_CLOSED);
    }
    return this;
  }

  private void note(HearingReport heard) {
    getContext().getLog().info("hearing: {}", heard.text());
    EchoReport echo = heard.echo();
    if (echo.delayMs() < 0) {
      around.metrics().noEcho();
    } else {
      around.metrics().echoKnown(echo.delayMs(), echo.lossDb(), echo.removedDb(), echo.jumps());
    }
    around.metrics().falsePauses(heard.falsePauses());
  }

  private void loseLine(LineLoss cause) {
    facts.add(new CallRequest.LoseLine(line, cause));
    tellNext();
  }

  /** A conversation that stops with its line open has failed; the call is told, if it can be. */
  private Behavior<ConversationMessage> onStop() {
    if (profile != null && !gone) {
      around.calls().ask(callId, new CallRequest.LoseLine(line, LineLoss.FAILED));
    }
    return this;
  }

  private Behavior<ConversationMessage> onGiveUp() {
    getContext().getLog().error("the call could not be told that its line is gone");
    return Behaviors.stopped();
  }
}
