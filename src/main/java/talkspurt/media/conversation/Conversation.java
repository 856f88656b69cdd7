package talkspurt.media.conversation;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import talkspurt.audio.EchoReport;
import talkspurt.call.CallPlan;
import talkspurt.call.CallRequest;
import talkspurt.call.CallRequest.Fact;
import talkspurt.call.EndReason;
import talkspurt.call.Failure;
import talkspurt.call.Instruction;
import talkspurt.call.LineFault;
import talkspurt.call.LineHearing;
import talkspurt.call.LineLoss;
import talkspurt.call.Refusal;
import talkspurt.control.CallReply;
import talkspurt.control.CallReply.Done;
import talkspurt.control.CallReply.Refused;
import talkspurt.control.CallSummary;
import talkspurt.control.Playback;
import talkspurt.media.conversation.ConversationMessage.Announced;
import talkspurt.media.conversation.ConversationMessage.AttachAnswered;
import talkspurt.media.conversation.ConversationMessage.AttachNotAnswered;
import talkspurt.media.conversation.ConversationMessage.FactAnswered;
import talkspurt.media.conversation.ConversationMessage.FactNotAnswered;
import talkspurt.media.conversation.ConversationMessage.FaultNoticed;
import talkspurt.media.conversation.ConversationMessage.FirstSound;
import talkspurt.media.conversation.ConversationMessage.GiveUp;
import talkspurt.media.conversation.ConversationMessage.HandOver;
import talkspurt.media.conversation.ConversationMessage.HandOverDue;
import talkspurt.media.conversation.ConversationMessage.Instructed;
import talkspurt.media.conversation.ConversationMessage.JournalDue;
import talkspurt.media.conversation.ConversationMessage.JournalRead;
import talkspurt.media.conversation.ConversationMessage.KeepAnswered;
import talkspurt.media.conversation.ConversationMessage.KeepDue;
import talkspurt.media.conversation.ConversationMessage.KeyPressed;
import talkspurt.media.conversation.ConversationMessage.LineGone;
import talkspurt.media.conversation.ConversationMessage.OfDialogue;
import talkspurt.media.conversation.ConversationMessage.Played;
import talkspurt.media.conversation.ConversationMessage.Retry;
import talkspurt.media.conversation.ConversationMessage.ServiceFailed;
import talkspurt.media.pipeline.CallerTap;
import talkspurt.media.pipeline.HearingReport;
import talkspurt.media.pipeline.LineEnd;
import talkspurt.media.pipeline.LineFinding;
import talkspurt.media.pipeline.LineSilence;
import talkspurt.media.playout.PlayoutEvent;
import talkspurt.media.playout.PlayoutOrder;
import talkspurt.media.profile.Profile;
import talkspurt.media.profile.Profiles;
import talkspurt.media.settings.MediaSettings;
import talkspurt.provider.ProviderFailure;
import talkspurt.telemetry.LimitedLog;
import talkspurt.telemetry.LogFields;
import talkspurt.telemetry.Metrics;
import talkspurt.telemetry.NanoClock;
import talkspurt.turn.TurnSignal;

/**
 * The live half of a call on one line, whatever its pipeline: lets line and call find each other,
 * has its {@link Dialogue} do what the durable half instructs, and tells that what happened.
 */
public final class Conversation extends AbstractBehavior<ConversationMessage> {

  /** What a conversation talks to. */
  public record Surroundings(
      CallClient calls,
      Profiles profiles,
      BiConsumer<UUID, Playback> onlookers,
      DialogueFactory dialogues,
      MediaSettings settings,
      NanoClock clock,
      InstantSource instants,
      Metrics metrics) {}

  /** The pipeline's ends that a conversation holds. */
  public record Pipeline(
      java.util.function.Consumer<PlayoutOrder> orders,
      java.util.function.Consumer<TurnSignal> signals,
      CallerTap caller,
      CompletableFuture<Profile> profile,
      LineSilence silence) {}

  private static final Logger LOG = LoggerFactory.getLogger(Conversation.class);
  /** Anybody who reaches the port can bring any number of them. */
  private static final LimitedLog STRANGERS = new LimitedLog(NanoClock.system(), 10);

  private static final String RETRY = "retry";
  private static final int MAX_EARLY = 32;
  private static final Duration JOURNAL_AGAIN = Duration.ofSeconds(1);

  /** After so long a line that came while another carried the call asks once more: that may be gone. */
  private static final Duration TAKE_OVER_AFTER = Duration.ofMillis(1500);

  private final String line;
  private final Surroundings around;
  private final Pipeline pipeline;
  private final TimerScheduler<ConversationMessage> timers;
  private final ActorRef<Instruction> instructions;
  private final ReportQueue facts = new ReportQueue();
  private final PlaybackTeller playback;
  private final FailureTally failures = new FailureTally();
  private final CallStart start;

  private UUID callId;
  private Profile profile;
  private Optional<Dialogue> dialogue = Optional.empty();
  private final List<KeyPressed> early = new ArrayList<>();
  private boolean attached;
  private boolean known;
  private boolean moving;
  private LineLoss loss = LineLoss.PEER_CLOSED;
  private boolean refused;
  private boolean inUse;
  private boolean deaf;
  private boolean letGo;
  private boolean gone;
  private Optional<LineHearing> heard = Optional.empty();
  private Duration waited = Duration.ZERO;

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
    this.playback = new PlaybackTeller(line);
    this.start = new CallStart(line);
    this.instructions = context.messageAdapter(Instruction.class, Instructed::new);
  }

  /** A conversation on a line that has not said yet which call it brings. */
  public static Behavior<ConversationMessage> create(
      String line, Surroundings around, Pipeline pipeline) {
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
        .onMessage(OfDialogue.class, this::onDialogue)
        .onMessage(FaultNoticed.class, noticed -> onFault(noticed.finding()))
        .onMessage(ServiceFailed.class, this::onFailed)
        .onMessage(FirstSound.class, first -> onFirstSound(first.rateHz()))
        .onMessage(FactAnswered.class, this::onFactAnswered)
        .onMessage(AttachNotAnswered.class, not -> onNotAnswered(not.why()))
        .onMessage(FactNotAnswered.class, this::onFactNotAnswered)
        .onMessage(Retry.class, again -> onRetry())
        .onMessage(KeepDue.class, due -> onKeepDue())
        .onMessage(KeepAnswered.class, this::onKeepAnswered)
        .onMessage(JournalDue.class, due -> onJournalDue())
        .onMessage(JournalRead.class, this::onJournalRead)
        .onMessage(HandOver.class, this::onHandOver)
        .onMessage(HandOverDue.class, due -> moveOn())
        .onMessage(LineGone.class, this::onLineGone)
        .onMessage(GiveUp.class, giveUp -> onGiveUp())
        .onSignal(PostStop.class, stop -> onStop())
        .build();
  }

  // ---- the line and the call find each other

  private Behavior<ConversationMessage> onAnnounced(Announced announced) {
    callId = announced.callId();
    if (letGo) {
      refused = true;
      return this;
    }
    attach();
    timers.startSingleTimer(new JournalDue(), around.settings().journalAfter());
    return this;
  }

  private void attach() {
    getContext()
        .pipeToSelf(
            known ? around.calls().keep(callId, line, instructions) : attachNew(),
            (reply, failure) ->
                failure == null ? new AttachAnswered(reply) : new AttachNotAnswered(failure));
  }

  private CompletionStage<CallReply> attachNew() {
    Optional<CallPlan> stranger = around.settings().takeUnannounced()
        ? Optional.of(CallPlan.unannounced(around.profiles().standard().name()))
        : Optional.empty();
    return around.calls().attach(callId, line, stranger, instructions);
  }

  private Behavior<ConversationMessage> onAttachAnswered(AttachAnswered answered) {
    deaf = false;
    inUse = answered.reply() instanceof Refused no && no.why() == Refusal.LINE_IN_USE;
    if (answered.reply() instanceof Done done) {
      attached = true;
      if (!known && !done.call().plan().announced()) {
        STRANGERS.log(
            "unannounced",
            more -> LOG.warn(
                "no call start announced call {}: the default profile {} answers{}",
                callId,
                done.call().plan().profile(),
                more));
      }
      known = true;
      begun(done.call());
      if (gone) {
        loseLine(loss);
      } else {
        timers.startTimerWithFixedDelay(new KeepDue(), around.settings().keepEvery());
      }
      tellNext();
      return onInstruction(done.call().instruction());
    }
    Refusal why = ((Refused) answered.reply()).why();
    if (gone) {
      return Behaviors.stopped();
    }
    if (why == Refusal.NOT_ANNOUNCED && waited.compareTo(around.settings().announceTimeout()) < 0) {
      retryLater();
    } else if (inUse && waited.compareTo(TAKE_OVER_AFTER) < 0) {
      retryAfter(TAKE_OVER_AFTER);
    } else {
      if (inUse) {
        around.metrics().takeOverRefused(); // the call has told it, with both lines
      } else {
        LOG.warn("line released: {}", why.text());
      }
      refused = true;
      release();
    }
    return this;
  }

  /** What carried the call before has told that it began. */
  private void begun(CallSummary call) {
    LOG.debug("attached; the call is {}", call.state());
    if (call.tally().lines() == 1) {
      String name = around.profiles().get(call.plan().profile()).name();
      start.attached(name, call.plan().announced()).ifPresent(LOG::info);
      if (gone) {
        start.noSound().ifPresent(LOG::info);
      }
    }
  }

  private Behavior<ConversationMessage> onFirstSound(int rateHz) {
    start.sounds(rateHz).ifPresent(LOG::info);
    return this;
  }

  private void retryLater() {
    retryAfter(around.settings().retryEvery());
  }

  private void retryAfter(Duration pause) {
    waited = waited.plus(pause);
    timers.startSingleTimer(RETRY, new Retry(), pause);
  }

  private Behavior<ConversationMessage> onFactNotAnswered(FactNotAnswered not) {
    facts.again();
    return onNotAnswered(not.why());
  }

  private Behavior<ConversationMessage> onNotAnswered(Throwable why) {
    around.metrics().factRetried();
    if (!deaf) {
      deaf = true;
      LOG.warn("call entity not responding, retrying: {}", why.toString());
    }
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

  private Behavior<ConversationMessage> onKeepDue() {
    if (attached && !letGo && !gone) {
      getContext()
          .pipeToSelf(
              around.calls().keep(callId, line, instructions),
              (reply, failure) -> new KeepAnswered(Optional.ofNullable(reply)));
    }
    return this;
  }

  /** A missing answer does no harm: facts are retried, and this timer comes again. */
  private Behavior<ConversationMessage> onKeepAnswered(KeepAnswered answered) {
    CallReply reply = answered.reply().orElse(null);
    if (reply instanceof Done done) {
      return onInstruction(done.call().instruction());
    }
    if (reply instanceof Refused no && !letGo) {
      LOG.info("line released: {}", no.why().text());
      release();
    }
    return this;
  }

  // ---- while the durable half is away

  private Behavior<ConversationMessage> onJournalDue() {
    if (!attached && !letGo && !gone && !inUse) {
      getContext()
          .pipeToSelf(
              around.calls().story(callId),
              (story, failure) -> new JournalRead(failure == null ? story : Optional.empty()));
    }
    return this;
  }

  /**
   * Goes on with what was being said, before the durable half is there. What comes of it is told
   * when it is: nothing is written, and no tool is run, without it.
   */
  private Behavior<ConversationMessage> onJournalRead(JournalRead read) {
    if (attached || letGo || gone || inUse) {
      return this;
    }
    Optional<Instruction> toDo =
        read.story().flatMap(story -> story.toDoOn(line, around.instants().instant()));
    toDo.filter(Conversation::isSpoken)
        .ifPresentOrElse(
            instruction -> {
              LOG.info("call entity unavailable; resuming from journal");
              onInstruction(instruction);
            },
            () -> timers.startSingleTimer(new JournalDue(), JOURNAL_AGAIN));
    return this;
  }

  private static boolean isSpoken(Instruction instruction) {
    return instruction instanceof Instruction.Greet
        || instruction instanceof Instruction.Answer
        || instruction instanceof Instruction.Listen;
  }

  // ---- another node takes the call

  private Behavior<ConversationMessage> onHandOver(HandOver order) {
    if (letGo || gone) {
      return this;
    }
    moving = true;
    if (order.within().isZero() || dialogue.isEmpty()) {
      return moveOn();
    }
    timers.startSingleTimer(new HandOverDue(), order.within());
    return this;
  }

  /** Between two sentences, and when the caller has finished, nothing is lost by going elsewhere. */
  private void moveOnAfter(PlayoutEvent event) {
    if (event instanceof PlayoutEvent.SegmentPlayed || event instanceof PlayoutEvent.Finished) {
      moveOn();
    }
  }

  private Behavior<ConversationMessage> moveOn() {
    if (!letGo && !gone) {
      moving = true;
      LOG.info("the line is handed over to another node");
      release();
    }
    return this;
  }

  // ---- what the durable half wants

  private Behavior<ConversationMessage> onInstruction(Instruction instruction) {
    if (instruction instanceof Instruction.Prove) {
      prove();
      return this;
    }
    if (letGo || gone) {
      return this;
    }
    if (instruction instanceof Instruction.Greet greet) {
      converse(greet.plan(), greet);
    } else if (instruction instanceof Instruction.Answer answer) {
      converse(answer.plan(), answer);
    } else if (instruction instanceof Instruction.Listen listen) {
      converse(listen.plan(), listen);
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

  /** Whether the answer arrives is of no matter: without one the other line takes the call over. */
  private void prove() {
    long silentMs =
        letGo || gone ? Long.MAX_VALUE : pipeline.silence().ms(around.clock().nanoTime());
    around.calls().ask(callId, new CallRequest.ProveLine(line, silentMs));
  }

  private void converse(CallPlan plan, Instruction instruction) {
    useProfile(plan);
    dialogue.ifPresent(open -> {
      open.obey(instruction);
      early.forEach(open::on);
      early.clear();
    });
  }

  /** A call start that comes after its line may name a profile with another pipeline. */
  private Dialogue dialogueOf(Profile wanted) {
    if (dialogue.filter(open -> open.serves(wanted.pipeline())).isPresent()) {
      return dialogue.get();
    }
    dialogue.ifPresent(other -> {
      other.close();
      pipeline.orders().accept(new PlayoutOrder.Drop());
    });
    return around.dialogues().open(wanted.pipeline(), new Side(), around, pipeline);
  }

  private void useProfile(CallPlan plan) {
    Profile wanted = around.profiles().get(plan.profile());
    if (wanted != profile) {
      profile = wanted;
      dialogue = Optional.of(dialogueOf(wanted));
      dialogue.ifPresent(open -> open.use(wanted));
      pipeline.profile().complete(wanted);
      pipeline.signals().accept(new TurnSignal.SettingsChanged(wanted.turns()));
    }
  }

  private void release() {
    if (!letGo) {
      letGo = true;
      dialogue.ifPresent(Dialogue::close);
      pipeline.orders().accept(new PlayoutOrder.HangUp());
    }
  }

  // ---- what happens on the line

  /**
   * What happens before the two halves have met is no part of the dialogue: that begins then, with the
   * keys that were pressed before.
   */
  private Behavior<ConversationMessage> onDialogue(OfDialogue message) {
    if (message instanceof Played played
        && played.event().turn() >= 0
        && !(played.event() instanceof PlayoutEvent.AnswerStarted)) {
      around.onlookers().accept(callId, playback.tell(played.event()));
    }
    if (isEarly() && message instanceof KeyPressed key) {
      early.add(key);
    }
    if (!(letGo && message instanceof Played)) {
      dialogue.ifPresent(open -> open.on(message));
    }
    if (moving && message instanceof Played played) {
      moveOnAfter(played.event());
    }
    return this;
  }

  /** The line has said which call it brings, and waits for it: for longer where that call is away. */
  private boolean isEarly() {
    return callId != null && dialogue.isEmpty() && early.size() < MAX_EARLY;
  }

  /** This conversation, as its dialogue sees it. */
  private final class Side implements Dialogue.Host {

    @Override
    public ActorSystem<?> system() {
      return getContext().getSystem();
    }

    @Override
    public UUID callId() {
      return callId;
    }

    @Override
    public ActorRef<ConversationMessage> self() {
      return getContext().getSelf();
    }

    @Override
    public void remind(OfDialogue message, Duration after) {
      timers.startSingleTimer(message, message, after);
    }

    @Override
    public void forget(OfDialogue message) {
      timers.cancel(message);
    }

    @Override
    public boolean settled() {
      return attached && facts.empty();
    }

    @Override
    public void tell(Fact fact) {
      Conversation.this.tell(fact);
    }

    @Override
    public void failed(Failure.Part part, int turn, ProviderFailure failure) {
      Conversation.this.failed(part, turn, failure, false);
    }

    @Override
    public void letGo() {
      release();
    }

    @Override
    public void end(EndReason reason) {
      Conversation.this.add(new CallRequest.End(reason));
    }

    @Override
    public void toolReturned(String key, String outcome) {
      Conversation.this.add(new CallRequest.ReturnTool(key, outcome));
    }
  }

  private Behavior<ConversationMessage> onFailed(ServiceFailed failed) {
    int turn = failed.turn() == ServiceFailed.NEXT_TURN
        ? dialogue.map(open -> open.turn() + 1).orElse(0)
        : failed.turn();
    failed(failed.part(), turn, failed.failure(), failed.madeGood());
    return this;
  }

  private void failed(Failure.Part part, int turn, ProviderFailure why, boolean madeGood) {
    String name = part.name().toLowerCase(Locale.ROOT);
    around
        .metrics()
        .callFailure(profile == null ? "" : profile.name(), name, why.kind().label());
    failures.count(part, why, madeGood).ifPresent(failure -> {
      LOG.warn(
          "{} failed in turn {}: {}{}: {}, {}{}{}",
          name,
          turn,
          failure.provider(),
          failure.address().isEmpty() ? "" : " at " + failure.address(),
          failure.kind(),
          failure.detail(),
          madeGood ? "; another took over" : "",
          failure.times() > 1 ? " (" + failure.times() + " times)" : "");
      tell(new Fact.Failed(part, turn, failure));
    });
  }

  private Behavior<ConversationMessage> onFault(LineFinding finding) {
    LineFault fault = finding.fault();
    if (fault == LineFault.NO_INBOUND_FRAMES) {
      start.noSound().ifPresent(LOG::info);
    }
    if (finding.cleared()) {
      LOG.info("line fault {} is over", fault.label());
      tell(new Fact.FaultCleared(fault));
    } else {
      around.metrics().lineFault(fault.label());
      LOG.warn(
          "line fault {}: {} ({}). Usually: {}. Remedy: {}",
          fault.label(),
          fault.what(),
          finding.detail(),
          fault.cause(),
          fault.remedy());
      tell(new Fact.FaultFound(fault, finding.detail()));
    }
    return this;
  }

  // ---- facts, one after the other

  /** An instruction may be here before the answer to our line being attached; facts wait for it. */
  private void tell(Fact fact) {
    add(new CallRequest.Report(line, fact));
  }

  private void add(CallRequest request) {
    facts.add(request);
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
    deaf = false;
    if (answered.reply() instanceof Refused lost
        && lost.why() == Refusal.NOT_YOUR_LINE
        && !letGo
        && !gone) {
      facts.again();
      attachAgain();
      return this;
    }
    CallRequest request = facts.answered();
    tellDialogue(request, answered.reply());
    if (answered.reply() instanceof Refused no) {
      around.metrics().factRefused();
      LOG.info("refused: {} ({})", name(request), no.why().text());
      if (no.why() == Refusal.CALL_ENDED) {
        release();
      }
    } else if (moving && took(request)) {
      moveOn();
    } else if (answered.reply() instanceof Done done) {
      onInstruction(done.call().instruction());
    }
    if (gone && facts.empty() && !dialogue.map(Dialogue::busy).orElse(false)) {
      return Behaviors.stopped();
    }
    tellNext();
    return this;
  }

  private static boolean took(CallRequest request) {
    return request instanceof CallRequest.Report report && report.fact() instanceof Fact.TurnTaken;
  }

  private void tellDialogue(CallRequest told, CallReply reply) {
    Optional<Refusal> refusal =
        reply instanceof Refused no ? Optional.of(no.why()) : Optional.empty();
    dialogue.ifPresent(open -> open.answered(told, refusal));
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
    start.noSound().ifPresent(LOG::info);
    dialogue.ifPresent(Dialogue::close);
    LineEnd end = lost.end();
    if (profile != null) {
      note(end.heard());
    }
    heard = Optional.of(end.heard().figures());
    pipeline.profile().cancel(false);
    if (callId == null || refused) {
      return Behaviors.stopped();
    }
    timers.startSingleTimer(new GiveUp(), around.settings().giveUpAfter());
    timers.cancel(new KeepDue());
    loss = end.failed()
        ? LineLoss.FAILED
        : moving && letGo ? LineLoss.HANDED_OVER : LineLoss.PEER_CLOSED;
    if (attached) {
      end.cut()
          .or(() -> dialogue.flatMap(Dialogue::cut))
          .filter(cut -> !letGo && cut.turn() >= 0)
          .map(cut -> new Fact.SpeechCut(cut.turn(), cut.words()))
          .ifPresent(cut -> facts.add(new CallRequest.Report(line, cut)));
      loseLine(loss);
    }
    return this;
  }

  private void note(HearingReport heard) {
    LOG.info("hearing: {}", heard.text());
    EchoReport echo = heard.echo();
    if (echo.delayMs() < 0) {
      around.metrics().noEcho();
    } else {
      around.metrics().echoKnown(echo.delayMs(), echo.lossDb(), echo.removedDb(), echo.jumps());
    }
    around.metrics().falsePauses(heard.falsePauses());
  }

  private void loseLine(LineLoss cause) {
    facts.add(new CallRequest.LoseLine(line, cause, heard));
    tellNext();
  }

  /** A conversation that stops with its line open has failed; the call is told, if it can be. */
  private Behavior<ConversationMessage> onStop() {
    dialogue.ifPresent(Dialogue::close);
    if (profile != null && !gone) {
      around.calls().ask(callId, new CallRequest.LoseLine(line, LineLoss.FAILED));
    }
    return this;
  }

  private Behavior<ConversationMessage> onGiveUp() {
    LOG.error("the call could not be told that its line is gone");
    return Behaviors.stopped();
  }
}
