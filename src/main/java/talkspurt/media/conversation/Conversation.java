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
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import talkspurt.call.CallPlan;
import talkspurt.call.CallRequest;
import talkspurt.call.CallRequest.Fact;
import talkspurt.call.EndReason;
import talkspurt.call.Failure;
import talkspurt.call.Instruction;
import talkspurt.call.Intervention;
import talkspurt.call.LineFault;
import talkspurt.call.LineLoss;
import talkspurt.call.TimeLimit;
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
import talkspurt.media.conversation.ConversationMessage.Overdue;
import talkspurt.media.conversation.ConversationMessage.Played;
import talkspurt.media.conversation.ConversationMessage.Recorded;
import talkspurt.media.conversation.ConversationMessage.Retry;
import talkspurt.media.conversation.ConversationMessage.ServiceFailed;
import talkspurt.media.conversation.ConversationMessage.Typed;
import talkspurt.media.pipeline.CallerTap;
import talkspurt.media.pipeline.LineEnd;
import talkspurt.media.pipeline.LineFinding;
import talkspurt.media.pipeline.LineSilence;
import talkspurt.media.playout.PlayoutEvent;
import talkspurt.media.playout.PlayoutOrder;
import talkspurt.media.profile.Profile;
import talkspurt.media.profile.ProfileSource;
import talkspurt.media.settings.MediaSettings;
import talkspurt.media.settings.ProfileAmbience;
import talkspurt.provider.ProviderFailure;
import talkspurt.recording.LineRecorder;
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
      ProfileSource profiles,
      BiConsumer<UUID, Playback> onlookers,
      DialogueFactory dialogues,
      MediaSettings settings,
      NanoClock clock,
      InstantSource instants,
      Metrics metrics) {}

  /** The pipeline's ends that a conversation holds, and the dispatcher that it runs on. */
  public record Pipeline(
      java.util.function.Consumer<PlayoutOrder> orders,
      java.util.function.Consumer<TurnSignal> signals,
      CallerTap caller,
      LineProfile profile,
      LineSilence silence,
      LineCosts costs,
      String dispatcher,
      LineRecorder recorder) {}

  private static final Logger LOG = LoggerFactory.getLogger(Conversation.class);
  private static final int MAX_EARLY = 32;

  private final String line;
  private final Surroundings around;
  private final Pipeline pipeline;
  private final TimerScheduler<ConversationMessage> timers;
  private final CallLink link;
  private final LinkDriver driver;
  private final LineReports reports;
  private final PlaybackTeller playback;
  private final CallStart start;
  private final CallProfile profiles;
  private final RecordingControl recording;
  private UUID callId;
  private Profile profile;
  private TimeLimit limit = TimeLimit.NONE;
  private Optional<Dialogue> dialogue = Optional.empty();
  private final List<OfDialogue> early = new ArrayList<>();

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
    this.link = new CallLink(line, around.settings());
    this.reports = new LineReports(around.metrics(), this::tell);
    this.playback = new PlaybackTeller(line);
    this.start = new CallStart(line);
    this.profiles = new CallProfile(around.profiles());
    ActorRef<ConversationMessage> self = context.getSelf();
    this.recording = new RecordingControl(
        pipeline.recorder(),
        line,
        request -> act(link.tell(request)),
        news -> self.tell(new Recorded(news)));
    this.driver = new LinkDriver(
        context, timers, line, around, pipeline.silence(), link, start, pipeline.costs());
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
        .onMessage(AttachAnswered.class, answered -> act(link.attachAnswered(answered.reply())))
        .onMessage(AttachNotAnswered.class, not -> act(link.attachNotAnswered(not.why())))
        .onMessage(Instructed.class, this::onInstructed)
        .onMessage(FactAnswered.class, this::onFactAnswered)
        .onMessage(FactNotAnswered.class, not -> act(link.notTold(not.why())))
        .onMessage(Retry.class, again -> act(link.retry()))
        .onMessage(KeepDue.class, due -> act(link.keepDue()))
        .onMessage(KeepAnswered.class, answered -> act(link.keepAnswered(answered.reply())))
        .onMessage(JournalDue.class, due -> act(link.journalDue()))
        .onMessage(JournalRead.class, this::onJournalRead)
        .onMessage(
            HandOver.class, order -> act(link.handOver(order.within(), dialogue.isPresent())))
        .onMessage(HandOverDue.class, due -> act(link.goodPlace()))
        .onMessage(OfDialogue.class, this::onDialogue)
        .onMessage(FaultNoticed.class, noticed -> onFault(noticed.finding()))
        .onMessage(ServiceFailed.class, this::onFailed)
        .onMessage(Recorded.class, this::onRecorded)
        .onMessage(FirstSound.class, first -> onFirstSound(first.rateHz()))
        .onMessage(LineGone.class, this::onLineGone)
        .onMessage(Overdue.class, overdue -> onOverdue())
        .onMessage(GiveUp.class, giveUp -> onGiveUp())
        .onSignal(PostStop.class, stop -> onStop())
        .build();
  }

  // ---- the line and the call

  private Behavior<ConversationMessage> onAnnounced(Announced announced) {
    callId = announced.callId();
    driver.call(callId, announced.trace());
    return act(link.announced());
  }

  private Behavior<ConversationMessage> onFactAnswered(FactAnswered answered) {
    act(link.answered(answered.reply()));
    return act(link.told(busy()));
  }

  /** Whoever pauses a recording does not wait until an interruption is judged. */
  private Behavior<ConversationMessage> onInstructed(Instructed told) {
    if (told.instruction() instanceof Instruction.Judge judge) {
      recording.asked(judge.plan().session().recording());
    }
    return act(link.instructed(told.instruction()));
  }

  private Behavior<ConversationMessage> onRecorded(Recorded told) {
    recording.news(told.news());
    return act(link.told(busy()));
  }

  private boolean busy() {
    return recording.busy() || dialogue.map(Dialogue::busy).orElse(false);
  }

  private Behavior<ConversationMessage> onJournalRead(JournalRead read) {
    Instant now = around.instants().instant();
    return act(link.journalRead(read.story().flatMap(story -> story.toDoOn(line, now))));
  }

  private void tell(Fact fact) {
    act(link.tell(link.report(fact)));
  }

  private Behavior<ConversationMessage> act(List<LinkAction> actions) {
    actions.forEach(this::act);
    if (actions.contains(new LinkAction.Stop())) {
      driver.over();
      return Behaviors.stopped();
    }
    return this;
  }

  private void act(LinkAction action) {
    if (action instanceof LinkAction.Converse converse) {
      converse(converse.instruction());
    } else if (action instanceof LinkAction.Answered answered) {
      dialogue.ifPresent(open -> open.answered(answered.request(), answered.refusal()));
      driver.act(action);
    } else if (action instanceof LinkAction.Release) {
      dialogue.ifPresent(Dialogue::close);
      pipeline.orders().accept(new PlayoutOrder.HangUp());
    } else if (!(action instanceof LinkAction.Stop)) {
      driver.act(action);
    }
  }

  // ---- the dialogue

  private void converse(Instruction instruction) {
    if (instruction instanceof Instruction.Greet greet) {
      useProfile(greet.plan());
    } else if (instruction instanceof Instruction.Answer answer) {
      useProfile(answer.plan());
    } else if (instruction instanceof Instruction.Listen listen) {
      useProfile(listen.plan());
    } else {
      throw new AssertionError(instruction);
    }
    dialogue.ifPresent(open -> {
      open.obey(instruction);
      early.forEach(open::on);
      early.clear();
    });
  }

  private void useProfile(CallPlan plan) {
    Profile wanted = profiles.of(plan);
    if (wanted != profile) {
      boolean sameTurns = profile != null && profile.turns().equals(wanted.turns());
      if (!wanted
          .ambience()
          .equals(profile == null ? ProfileAmbience.ENGINE : profile.ambience())) {
        pipeline.orders().accept(new PlayoutOrder.Accompany(wanted.ambience()));
      }
      if (profile == null || !profile.missing().equals(wanted.missing())) {
        tellLanguage(wanted);
      }
      profile = wanted;
      pipeline.costs().in(around.metrics().traces().of(callId, plan.trace()));
      pipeline.costs().use(wanted.name(), wanted.priceOfTime(), around.clock().nanoTime());
      if (!sameTurns && !limit.ranOut()) {
        pipeline.signals().accept(new TurnSignal.SettingsChanged(wanted.turns()));
      }
      dialogue = Optional.of(dialogueOf(wanted));
      dialogue.ifPresent(open -> open.use(wanted));
      pipeline
          .profile()
          .use(wanted, !plan.spoken().isEmpty() || plan.session().language().isPresent());
    }
    keep(plan.limit());
    recording.use(callId, wanted.recording(), plan.session().recording(), plan.consent());
  }

  /** What is in another language than the call is never so without a word. */
  private static void tellLanguage(Profile wanted) {
    if (!wanted.missing().isEmpty()) {
      LOG.warn(
          "the call is in {}, and profile {} has no {} in that language: they are said in {}, or not at all",
          wanted.language(),
          wanted.name(),
          wanted.missing(),
          wanted.languages().spoken().get(0));
    }
  }

  /** The caller does not break into last words, and nobody waits for an end that does not come. */
  private void keep(TimeLimit other) {
    if (other.equals(limit)) {
      return;
    }
    if (other.ranOut() && !limit.ranOut()) {
      LOG.debug("the call's time is over");
      pipeline.signals().accept(new TurnSignal.SettingsChanged(profile.turns().uninterruptible()));
    }
    limit = other;
    timers.cancel(new Overdue()); // a call start that comes late may lift the limit
    Instant now = around.instants().instant();
    other
        .hardEnd()
        .map(end -> Duration.between(now, end))
        .ifPresent(left -> timers.startSingleTimer(
            new Overdue(),
            new Overdue(),
            other.ranOut() || left.compareTo(TimeLimit.LAST_WORDS) > 0
                ? left
                : TimeLimit.LAST_WORDS));
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

  private String profileName() {
    return profile == null ? "" : profile.name();
  }

  /**
   * What happens before the two halves have met is no part of the dialogue: that begins then, with the
   * keys that were pressed before.
   */
  private Behavior<ConversationMessage> onDialogue(OfDialogue message) {
    if (message instanceof Played played) {
      recording.played(played.event());
    }
    if (message instanceof Played played
        && played.event().turn() >= 0
        && !(played.event() instanceof PlayoutEvent.AnswerStarted)) {
      around.onlookers().accept(callId, playback.tell(played.event()));
    }
    if (isEarly() && (message instanceof KeyPressed || message instanceof Typed)) {
      early.add(message);
    }
    if (!(link.released() && message instanceof Played)) {
      dialogue.ifPresent(open -> open.on(message));
    }
    return message instanceof Played played && isGoodPlace(played.event())
        ? act(link.goodPlace())
        : this;
  }

  /** Between two sentences, and when the caller has finished, nothing is lost by going elsewhere. */
  private static boolean isGoodPlace(PlayoutEvent event) {
    return event instanceof PlayoutEvent.SegmentPlayed || event instanceof PlayoutEvent.Finished;
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
    public void secret(boolean asked) {
      recording.secret(asked);
    }

    @Override
    public void note(String id, String words) {
      Instant now = around.instants().instant();
      act(link.tell(new CallRequest.Intervene(
          Intervention.hint(id, words, "", false, Intervention.When.WHEN_QUIET, now))));
    }

    @Override
    public boolean settled() {
      return link.settled();
    }

    @Override
    public void tell(Fact fact) {
      if (fact instanceof Fact.ConsentTold told) {
        recording.told(told.consent());
      }
      Conversation.this.tell(fact);
    }

    @Override
    public void failed(Failure.Part part, int turn, ProviderFailure failure) {
      reports.failed(profileName(), part, turn, failure, false);
    }

    @Override
    public void misused(int turn, String tool, String objection) {
      reports.misused(profileName(), turn, tool, objection);
    }

    @Override
    public void letGo() {
      act(link.release());
    }

    @Override
    public void end(EndReason reason) {
      act(link.tell(new CallRequest.End(reason)));
    }

    @Override
    public void toolReturned(String key, String outcome) {
      act(link.tell(new CallRequest.ReturnTool(key, outcome)));
    }
  }

  // ---- what else happens on the line

  private Behavior<ConversationMessage> onFirstSound(int rateHz) {
    start.sounds(rateHz).ifPresent(LOG::info);
    return this;
  }

  private Behavior<ConversationMessage> onFailed(ServiceFailed failed) {
    int turn = failed.turn() == ServiceFailed.NEXT_TURN
        ? dialogue.map(open -> open.turn() + 1).orElse(0)
        : failed.turn();
    reports.failed(profileName(), failed.part(), turn, failed.failure(), failed.madeGood());
    return this;
  }

  private Behavior<ConversationMessage> onFault(LineFinding finding) {
    if (finding.fault() == LineFault.NO_INBOUND_FRAMES) {
      start.noSound().ifPresent(LOG::info);
    }
    reports.fault(finding);
    return this;
  }

  // ---- the end

  private Behavior<ConversationMessage> onLineGone(LineGone lost) {
    if (link.gone()) {
      return this;
    }
    start.noSound().ifPresent(LOG::info);
    dialogue.ifPresent(Dialogue::close);
    recording.close();
    pipeline.costs().over(around.clock().nanoTime());
    LineEnd end = lost.end();
    if (end.how() == LineEnd.How.HOST_LOST) {
      LOG.warn("the line is given up: its Asterisk stands still, or is cut off");
    }
    if (profile != null) {
      reports.heard(end.heard());
    }
    pipeline.profile().cancel();
    Optional<Fact> cut = end.cut()
        .or(() -> dialogue.flatMap(Dialogue::cut))
        .filter(part -> part.turn() >= 0)
        .map(part -> new Fact.SpeechCut(part.turn(), part.words()));
    return act(link.lineGone(end.how(), end.heard().figures(), cut));
  }

  /** A conversation that stops with its line open has failed; the call is told, if it can be. */
  private Behavior<ConversationMessage> onStop() {
    dialogue.ifPresent(Dialogue::close);
    recording.close();
    profiles.release();
    if (profile != null && !link.gone()) {
      around.calls().ask(callId, new CallRequest.LoseLine(line, LineLoss.FAILED));
    }
    return this;
  }

  private Behavior<ConversationMessage> onOverdue() {
    if (!link.released()) {
      LOG.warn("the call did not end at the time limit of its profile: it is ended now");
    }
    return act(link.overdue());
  }

  private Behavior<ConversationMessage> onGiveUp() {
    LOG.error("the call could not be told that its line is gone");
    return Behaviors.stopped();
  }
}
