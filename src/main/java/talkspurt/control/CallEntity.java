package talkspurt.control;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.RecipientRef;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.cluster.sharding.typed.javadsl.ClusterSharding.Passivate;
import akka.cluster.sharding.typed.javadsl.EntityContext;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import akka.persistence.typed.EventAdapter;
import akka.persistence.typed.PersistenceId;
import akka.persistence.typed.RecoveryCompleted;
import akka.persistence.typed.SnapshotAdapter;
import akka.persistence.typed.javadsl.CommandHandlerWithReply;
import akka.persistence.typed.javadsl.CommandHandlerWithReplyBuilder;
import akka.persistence.typed.javadsl.EffectBuilder;
import akka.persistence.typed.javadsl.EventHandler;
import akka.persistence.typed.javadsl.EventSourcedBehaviorWithEnforcedReplies;
import akka.persistence.typed.javadsl.ReplyEffect;
import akka.persistence.typed.javadsl.RetentionCriteria;
import akka.persistence.typed.javadsl.SignalHandler;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import talkspurt.call.CallCost;
import talkspurt.call.CallEvent;
import talkspurt.call.CallRequest;
import talkspurt.call.CallState;
import talkspurt.call.EndReason;
import talkspurt.call.Expiry;
import talkspurt.call.LineLoss;
import talkspurt.call.Refusal;
import talkspurt.call.Verdict;
import talkspurt.control.CallCommand.Alarm;
import talkspurt.control.CallCommand.Ask;
import talkspurt.control.CallCommand.Attach;
import talkspurt.telemetry.LogFields;

/** The durable half of one call: puts requests to its state, journals what is granted, answers. */
final class CallEntity
    extends EventSourcedBehaviorWithEnforcedReplies<CallCommand, CallEvent, CallState> {

  static final EntityTypeKey<CallCommand> TYPE = EntityTypeKey.create(CallCommand.class, "call");

  /** Tag of every event of every call. */
  static final String TAG = "call";

  private static final Logger LOG = LoggerFactory.getLogger(CallEntity.class);
  private static final int EVENTS_PER_SNAPSHOT = 50;
  private static final int SNAPSHOTS_KEPT = 2;
  private static final Duration LOOK_AGAIN_AFTER = Duration.ofMillis(300);

  private final EntityContext<CallCommand> shard;
  private final RecipientRef<CallCommand> door;
  private final NodeContext house;
  private final CallSettings settings;
  private final InstantSource clock;
  private final ActorContext<CallCommand> context;
  private final ExpiryTimer timer;
  private final TimeLimitTimer limit;
  private final LiveHalf live;
  private final CallEnding ending;
  private final LineContest contest = new LineContest();
  private final TimerScheduler<CallCommand> timers;
  private final CallReplay replay;

  /** What lines have told of the call's cost: in memory only. What is lost with the node is told again. */
  private CallCost cost = CallCost.NONE;

  private boolean unreadable;
  private boolean leaving;

  /**
   * A call that is new, or brought back from the journal.
   *
   * @param shard who houses it
   * @param door where commands for it are delivered, in this life and the next
   * @param house the node it is on
   */
  static Behavior<CallCommand> create(
      EntityContext<CallCommand> shard,
      RecipientRef<CallCommand> door,
      NodeContext house,
      CallSettings settings,
      InstantSource clock) {
    return Behaviors.withMdc(
        CallCommand.class,
        Map.of(LogFields.CALL, shard.getEntityId()),
        Behaviors.<CallCommand>setup(context -> Behaviors.withTimers(
            timers -> new CallEntity(shard, door, house, settings, clock, context, timers))));
  }

  private CallEntity(
      EntityContext<CallCommand> shard,
      RecipientRef<CallCommand> door,
      NodeContext house,
      CallSettings settings,
      InstantSource clock,
      ActorContext<CallCommand> context,
      TimerScheduler<CallCommand> timers) {
    super(
        persistenceId(shard.getEntityId()),
        // told once for all calls by the journal itself: see JournalFigures
        SupervisorStrategy.restartWithBackoff(Duration.ofMillis(200), Duration.ofSeconds(3), 0.2)
            .withLoggingEnabled(false));
    this.shard = shard;
    this.door = door;
    this.house = house;
    this.settings = settings;
    this.clock = clock;
    this.context = context;
    this.timers = timers;
    this.timer = new ExpiryTimer(timers, settings);
    this.limit = new TimeLimitTimer(timers, clock);
    this.live = new LiveHalf(context);
    this.replay = new CallReplay(CallKeys.of(context.getSystem())::redaction);
    this.ending = new CallEnding(shard.getEntityId(), house.traces());
  }

  static PersistenceId persistenceId(String callId) {
    return PersistenceId.of(TYPE.name(), callId);
  }

  /** Of which call this is the persistence id. */
  static String callId(String persistenceId) {
    return PersistenceId.ofUniqueId(persistenceId).entityId();
  }

  static boolean isCall(String persistenceId) {
    return persistenceId.startsWith(persistenceId("").id());
  }

  @Override
  public CallState emptyState() {
    return CallState.none();
  }

  @Override
  public EventHandler<CallState, CallEvent> eventHandler() {
    return replay::after;
  }

  @Override
  public EventAdapter<CallEvent, ?> eventAdapter() {
    return replay;
  }

  @Override
  public SnapshotAdapter<CallState> snapshotAdapter() {
    return replay.snapshots();
  }

  @Override
  public Set<String> tagsFor(CallEvent event) {
    return Set.of(TAG);
  }

  /** Events are kept for ever: a call's story is read from them. */
  @Override
  public RetentionCriteria retentionCriteria() {
    return RetentionCriteria.snapshotEvery(EVENTS_PER_SNAPSHOT, SNAPSHOTS_KEPT);
  }

  @Override
  public CommandHandlerWithReply<CallCommand, CallEvent, CallState> commandHandler() {
    CommandHandlerWithReplyBuilder<CallCommand, CallEvent, CallState> builder =
        newCommandHandlerWithReplyBuilder();
    builder
        .forState(this::cannotBeRead)
        .onCommand(Ask.class, ask -> refuseUnread(ask.replyTo()))
        .onCommand(Attach.class, attach -> refuseUnread(attach.replyTo()));
    builder
        .forAnyState()
        .onCommand(this::mustWait, this::hold)
        .onCommand(command -> unreadable && command != Alarm.STOP, this::endUnread)
        .onCommand(Alarm.class, this::wake)
        .onCommand(command -> leaving, this::leaveToNextLife)
        .onCommand(Ask.class, this::ask)
        .onCommand(Attach.class, this::attach);
    return builder.build();
  }

  private boolean mustWait(CallCommand command) {
    return command != Alarm.IDLE && command != Alarm.STOP && !house.mayWrite().getAsBoolean();
  }

  /** Another node may be writing: nothing is granted until it is known who is right. */
  private ReplyEffect<CallEvent, CallState> hold(CallCommand command) {
    context.scheduleOnce(LOOK_AGAIN_AFTER, context.getSelf(), command);
    return Effect().noReply();
  }

  private ReplyEffect<CallEvent, CallState> ask(CallState call, Ask ask) {
    if (ask.request() instanceof CallRequest.ProveLine proof && call.carriedBy(proof.line())) {
      proved(proof);
    }
    cost = cost.and(ask.request().cost());
    return answer(call, ask.request(), ask.replyTo(), () -> {});
  }

  private ReplyEffect<CallEvent, CallState> attach(CallState call, Attach attach) {
    cost = cost.and(CallCost.on(attach.line(), attach.spent()));
    return isContested(call, attach) ? holdUp(attach) : carryOn(call, attach);
  }

  // ---- another line comes while one carries the call

  /** Whether the line that carries the call is to be asked first; without its live half it cannot be. */
  private boolean isContested(CallState call, Attach attach) {
    return !attach.again()
        && call.file().attached()
        && !call.carriedBy(attach.line())
        && live.carries(call.file().line());
  }

  private ReplyEffect<CallEvent, CallState> holdUp(Attach attach) {
    if (!contest.add(attach)) {
      return Effect().reply(attach.replyTo(), new CallReply.Refused(Refusal.LINE_IN_USE));
    }
    live.askForProof();
    if (!timers.isTimerActive(Alarm.UNPROVED)) {
      timers.startSingleTimer(Alarm.UNPROVED, Alarm.UNPROVED, LineContest.PROVED_WITHIN);
    }
    return Effect().noReply();
  }

  /** A line that is heard stays; one that is silent is replaced at once. */
  private void proved(CallRequest.ProveLine proof) {
    if (!contest.open()) {
      return;
    }
    timers.cancel(Alarm.UNPROVED);
    if (!proof.heard()) {
      context.getSelf().tell(Alarm.UNPROVED);
      return;
    }
    for (Attach other : contest.takeAll()) {
      other.replyTo().tell(new CallReply.Refused(Refusal.LINE_IN_USE));
      if (contest.tells(other.line())) {
        house
            .limit()
            .log(
                "line-in-use",
                more -> LOG.warn(
                    "line {} claims the call, but line {} carries it and its caller is heard: two"
                        + " lines were given one call id{}",
                    other.line(),
                    proof.line(),
                    more));
      }
    }
  }

  private ReplyEffect<CallEvent, CallState> takeOver(CallState call) {
    Optional<Attach> first = contest.next();
    contest.takeAll().forEach(context.getSelf()::tell);
    return first.map(attach -> carryOn(call, attach)).orElseGet(Effect()::noReply);
  }

  private ReplyEffect<CallEvent, CallState> carryOn(CallState call, Attach attach) {
    CallRequest request = attach.again()
        ? new CallRequest.KeepLine(attach.line())
        : new CallRequest.AttachLine(attach.line(), attach.stranger());
    return answer(call, request, attach.replyTo(), () -> live.take(attach.line(), attach.live()));
  }

  private ReplyEffect<CallEvent, CallState> answer(
      CallState call, CallRequest request, ActorRef<CallReply> replyTo, Runnable whenGranted) {
    Verdict verdict = settling(call, request.askOf(call, clock.instant()));
    if (verdict instanceof Verdict.Accept accept) {
      List<CallEvent> events = cost.into(accept.events(), call);
      return granted(Effect().persist(events), !unknown(call), replyTo, whenGranted, events);
    }
    if (verdict instanceof Verdict.Known) {
      return granted(Effect().none(), !unknown(call), replyTo, whenGranted, List.of());
    }
    if (verdict instanceof Verdict.Refuse refuse) {
      return Effect()
          .none()
          .thenRun(this::leaveIfUnknown)
          .thenReply(replyTo, unchanged -> new CallReply.Refused(refuse.why()));
    }
    throw new AssertionError(verdict);
  }

  /** What a line tells that changes nothing else may be news of what a call that is over has cost. */
  private Verdict settling(CallState call, Verdict verdict) {
    return verdict instanceof Verdict.Known ? call.settleCost(cost, clock.instant()) : verdict;
  }

  private ReplyEffect<CallEvent, CallState> granted(
      EffectBuilder<CallEvent, CallState> effect,
      boolean known,
      ActorRef<CallReply> replyTo,
      Runnable whenGranted,
      List<CallEvent> news) {
    return effect
        .thenRun(whenGranted::run)
        .thenRun(after -> ending.tell(after, news))
        .thenRun(this::follow)
        .thenReply(
            replyTo,
            call ->
                new CallReply.Done(CallSummary.of(shard.getEntityId(), call, house.node()), known));
  }

  private ReplyEffect<CallEvent, CallState> wake(CallState call, Alarm alarm) {
    return switch (alarm) {
      case EXPIRED -> call.expiry().map(late -> end(call, late)).orElseGet(Effect()::noReply);
      case TIME -> checkTime(call);
      case ORPHANED -> live.carries(call.file().line()) ? Effect().noReply() : loseLine(call);
      case UNPROVED -> takeOver(call);
      case UNREADABLE -> Effect().noReply();
      case IDLE -> Effect().none().thenRun(this::leaveIfOver).thenNoReply();
      case STOP -> Effect().stop().thenNoReply();
    };
  }

  private ReplyEffect<CallEvent, CallState> end(CallState call, Expiry late) {
    return askOneself(call, new CallRequest.End(late.reason()));
  }

  private ReplyEffect<CallEvent, CallState> checkTime(CallState call) {
    limit.stop();
    return askOneself(call, new CallRequest.CheckTime(cost));
  }

  private ReplyEffect<CallEvent, CallState> loseLine(CallState call) {
    LogFields.ofCall(
        shard.getEntityId(),
        () -> LOG.info("brought back without the live half of its line: the line is lost"));
    return askOneself(call, new CallRequest.LoseLine(call.file().line(), LineLoss.NODE_LOST));
  }

  // ---- a journal that cannot be read in full

  /** Not even how the call began. */
  private boolean cannotBeRead(CallState call) {
    return replay.gap().isPresent() && unknown(call);
  }

  private ReplyEffect<CallEvent, CallState> refuseUnread(ActorRef<CallReply> replyTo) {
    return Effect().reply(replyTo, new CallReply.Refused(Refusal.UNKNOWN_CALL));
  }

  /** What the call was about to do is lost: its caller is sent to a person. */
  private ReplyEffect<CallEvent, CallState> endUnread(CallState call, CallCommand command) {
    unreadable = false;
    context.getSelf().tell(command);
    return cannotBeRead(call)
        ? Effect().noReply()
        : askOneself(call, new CallRequest.End(EndReason.LINE_LOST));
  }

  private void tellGap(String reason) {
    house
        .limit()
        .log(
            "unreadable",
            more -> LogFields.ofCall(
                shard.getEntityId(),
                () -> LOG.warn(
                    "the call ends, as its journal cannot be read in full: {}{}", reason, more)));
  }

  private ReplyEffect<CallEvent, CallState> askOneself(CallState call, CallRequest request) {
    return ask(call, new Ask(request, context.getSystem().ignoreRef()));
  }

  @Override
  public SignalHandler<CallState> signalHandler() {
    return newSignalHandlerBuilder()
        .onSignal(RecoveryCompleted.instance(), this::recovered)
        .onSignal(PostStop.instance(), this::stopped)
        .build();
  }

  private void stopped(CallState call) {
    house.live().gone(shard.getEntityId());
    live.askToAttachAgain();
  }

  /** Also runs after a database fault, when the timer is lost but the live half is still known. */
  private void recovered(CallState call) {
    timer.stop();
    limit.stop();
    replay.completed(call);
    follow(call);
    unreadable = replay.gap().isPresent() && !call.ended();
    if (unreadable) {
      replay.gap().filter(gap -> !replay.erased()).ifPresent(this::tellGap);
      context.getSelf().tell(Alarm.UNREADABLE);
    } else if (call.carriedBy(call.file().line())) {
      // told, not done: a line that is attached again is in the mailbox before it
      context.getSelf().tell(Alarm.ORPHANED);
    }
  }

  /** Does whatever the state calls for outside the journal. */
  private void follow(CallState call) {
    house.live().is(shard.getEntityId(), call);
    if (call.file().attached()) {
      live.instruct(call.file().line(), call.instruction());
    }
    live.releaseUnless(call::carriedBy);
    if (contest.open() && !call.file().attached()) {
      context.getSelf().tell(Alarm.UNPROVED);
    }
    timer.waitFor(call.expiry());
    limit.wakeAt(call.timeDue(cost));
    if (over(call)) {
      context.setReceiveTimeout(settings.passivateAfter(), Alarm.IDLE);
    } else {
      context.cancelReceiveTimeout();
    }
  }

  private static boolean over(CallState call) {
    return call.ended() || unknown(call);
  }

  private static boolean unknown(CallState call) {
    return call.equals(CallState.none());
  }

  private void leaveIfOver(CallState call) {
    if (over(call)) {
      leave();
    }
  }

  private void leaveIfUnknown(CallState call) {
    if (unknown(call)) {
      leave();
    }
  }

  /** Leaves by way of the shard, which else would bring the entity back. */
  private void leave() {
    leaving = true;
    shard.getShard().tell(new Passivate<>(context.getSelf()));
  }

  /**
   * What comes between the wish to leave and the end goes through the shard once more. Otherwise a
   * call could be registered here and then be forgotten by the shard, and with it its expiry.
   */
  private ReplyEffect<CallEvent, CallState> leaveToNextLife(CallCommand command) {
    door.tell(command);
    return Effect().noReply();
  }
}
