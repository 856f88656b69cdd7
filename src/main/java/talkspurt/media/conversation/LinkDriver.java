package talkspurt.media.conversation;

import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.TimerScheduler;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import talkspurt.call.CallCost;
import talkspurt.call.CallPlan;
import talkspurt.call.CallRequest;
import talkspurt.call.Instruction;
import talkspurt.call.Refusal;
import talkspurt.call.Spending;
import talkspurt.call.Variant;
import talkspurt.control.CallReply;
import talkspurt.control.CallSummary;
import talkspurt.media.conversation.ConversationMessage.AttachAnswered;
import talkspurt.media.conversation.ConversationMessage.AttachNotAnswered;
import talkspurt.media.conversation.ConversationMessage.FactAnswered;
import talkspurt.media.conversation.ConversationMessage.FactNotAnswered;
import talkspurt.media.conversation.ConversationMessage.GiveUp;
import talkspurt.media.conversation.ConversationMessage.HandOverDue;
import talkspurt.media.conversation.ConversationMessage.Instructed;
import talkspurt.media.conversation.ConversationMessage.JournalDue;
import talkspurt.media.conversation.ConversationMessage.JournalRead;
import talkspurt.media.conversation.ConversationMessage.KeepAnswered;
import talkspurt.media.conversation.ConversationMessage.KeepDue;
import talkspurt.media.conversation.ConversationMessage.Retry;
import talkspurt.media.pipeline.LineSilence;
import talkspurt.media.profile.Profile;
import talkspurt.media.profile.ProfileSource;
import talkspurt.media.settings.MediaSettings;
import talkspurt.telemetry.KnownOutage;
import talkspurt.telemetry.LimitedLog;
import talkspurt.telemetry.Metrics;
import talkspurt.telemetry.NanoClock;

/**
 * Does what a {@link CallLink} wants: asks the call, sets timers and writes the log. Every answer comes
 * back as a message of the conversation. Lives on the conversation's thread.
 */
final class LinkDriver {

  private static final Logger LOG = LoggerFactory.getLogger(Conversation.class);

  /** Anybody who reaches the port can bring any number of them. */
  private static final LimitedLog STRANGERS = new LimitedLog(NanoClock.system(), 10);

  private static final String RETRY = "retry";

  private final ActorContext<ConversationMessage> context;
  private final TimerScheduler<ConversationMessage> timers;
  private final String line;
  private final CallClient calls;
  private final ProfileSource profiles;
  private final MediaSettings settings;
  private final Metrics metrics;
  private final NanoClock clock;
  private final InstantSource instants;
  private final LineSilence silence;
  private final CallLink link;
  private final CallStart start;
  private final LineCosts costs;
  private final ActorRef<Instruction> instructions;
  private UUID callId;
  private String trace = "";

  LinkDriver(
      ActorContext<ConversationMessage> context,
      TimerScheduler<ConversationMessage> timers,
      String line,
      Conversation.Surroundings around,
      LineSilence silence,
      CallLink link,
      CallStart start,
      LineCosts costs) {
    this.context = context;
    this.timers = timers;
    this.line = line;
    this.calls = around.calls();
    this.profiles = around.profiles();
    this.settings = around.settings();
    this.metrics = around.metrics();
    this.clock = around.clock();
    this.instants = around.instants();
    this.silence = silence;
    this.link = link;
    this.start = start;
    this.costs = costs;
    this.instructions = context.messageAdapter(Instruction.class, Instructed::new);
  }

  /** Which call is asked from now on. */
  void call(UUID announced, String traceparent) {
    callId = announced;
    trace = traceparent;
  }

  /** Does one of these; what concerns the dialogue is done by whoever has that. */
  void act(LinkAction action) {
    if (action instanceof LinkAction.Attach attach) {
      ask(attach.again() ? keep() : attachNew(), AttachAnswered::new, AttachNotAnswered::new);
    } else if (action instanceof LinkAction.Begun begun) {
      onBegun(begun.call(), begun.first());
    } else if (action instanceof LinkAction.KeepOn) {
      timers.startTimerWithFixedDelay(new KeepDue(), settings.keepEvery());
    } else if (action instanceof LinkAction.KeepNoMore) {
      timers.cancel(new KeepDue());
    } else if (action instanceof LinkAction.Keep) {
      ask(
          keep(),
          reply -> new KeepAnswered(Optional.of(reply)),
          failure -> new KeepAnswered(Optional.empty()));
    } else if (action instanceof LinkAction.Ask told) {
      CallRequest request = told.request().spending(line, spent());
      ask(calls.ask(callId, request), FactAnswered::new, FactNotAnswered::new);
    } else if (action instanceof LinkAction.Prove prove) {
      prove(prove.leaving());
    } else if (action instanceof LinkAction.NotResponding not) {
      onNotResponding(not);
    } else if (action instanceof LinkAction.RetryAfter retry) {
      timers.startSingleTimer(RETRY, new Retry(), retry.pause());
    } else if (action instanceof LinkAction.JournalAfter later) {
      timers.startSingleTimer(new JournalDue(), later.pause());
    } else if (action instanceof LinkAction.ReadJournal) {
      ask(calls.story(callId), JournalRead::new, failure -> new JournalRead(Optional.empty()));
    } else if (action instanceof LinkAction.Resumed) {
      LOG.info("call entity unavailable; resuming from journal");
    } else if (action instanceof LinkAction.Answered answered) {
      onAnswered(answered);
    } else if (action instanceof LinkAction.LineRefused refused) {
      onRefused(refused.why());
    } else if (action instanceof LinkAction.LineReplaced replaced) {
      LOG.info("line released: {}", replaced.why().text());
    } else if (action instanceof LinkAction.HandOverAfter later) {
      timers.startSingleTimer(new HandOverDue(), later.pause());
    } else if (action instanceof LinkAction.HandedOver) {
      LOG.info("the line is handed over to another node");
    } else if (action instanceof LinkAction.GiveUpLater) {
      timers.startSingleTimer(new GiveUp(), settings.giveUpAfter());
    } else {
      throw new AssertionError(action);
    }
  }

  private <T> void ask(
      CompletionStage<T> question,
      Function<T, ConversationMessage> answered,
      Function<Throwable, ConversationMessage> failed) {
    context.pipeToSelf(
        question,
        (reply, failure) -> failure == null ? answered.apply(reply) : failed.apply(failure));
  }

  private CompletionStage<CallReply> keep() {
    return calls.keep(callId, line, instructions, spent());
  }

  private Spending spent() {
    return costs.spending(clock.nanoTime());
  }

  /** The line is gone, and the call knows: what providers tell after that it is told, too. Whether it answers is of no matter. */
  void over() {
    UUID call = callId;
    if (call != null) {
      costs.closed(all -> calls.ask(call, new CallRequest.CheckTime(CallCost.on(line, all))));
    }
  }

  private CompletionStage<CallReply> attachNew() {
    Profile standard = answering();
    Variant variant = standard.choose(callId);
    Optional<CallPlan> stranger = settings.takeUnannounced()
        ? Optional.of(CallPlan.unannounced(standard.name())
            .with(standard.as(variant).limit())
            .version(standard.version())
            .variant(variant)
            .trace(trace))
        : Optional.empty();
    return calls.attach(callId, line, stranger, instructions);
  }

  /** The default profile, or who answers in its place outside of its hours. */
  private Profile answering() {
    Profile standard = profiles.standard();
    String name = standard.answersAt(instants.instant());
    return name.equals(standard.name()) ? standard : profiles.get(name, "");
  }

  /** Whether the answer arrives is of no matter: without one the other line takes the call over. */
  private void prove(boolean leaving) {
    long silentMs = leaving ? Long.MAX_VALUE : silence.ms(clock.nanoTime());
    calls.ask(callId, new CallRequest.ProveLine(line, silentMs));
  }

  /** What carried the call before has told that it began. */
  private void onBegun(CallSummary call, boolean first) {
    if (first && !call.plan().announced()) {
      STRANGERS.log(
          "unannounced",
          more -> LOG.warn(
              "no call start announced call {}: the default profile {} answers{}",
              callId,
              call.plan().profile(),
              more));
    }
    LOG.debug("attached; the call is {}", call.state());
    Profile profile = profiles.get(call.plan().profile(), call.plan().version());
    boolean firstLine = call.tally().lines() == 1;
    Spending fees =
        costs.perCall(profile.name(), profile.as(call.plan().variant()).fees(), first && firstLine);
    if (!fees.equals(Spending.NONE)) {
      calls.ask(callId, new CallRequest.CheckTime(CallCost.on(CallCost.WHOLE_CALL, fees)));
    }
    if (firstLine) {
      start
          .attached(
              profile.name(),
              profile.version(),
              call.plan().variant(),
              call.plan().announced())
          .ifPresent(LOG::info);
      if (link.gone()) {
        start.noSound().ifPresent(LOG::info);
      }
    }
  }

  private void onNotResponding(LinkAction.NotResponding not) {
    metrics.calls().factRetried();
    if (not.first() && !KnownOutage.leavesOut()) {
      LOG.warn("call entity not responding, retrying: {}", not.why().toString());
    }
  }

  private void onRefused(Refusal why) {
    if (why == Refusal.LINE_IN_USE) {
      metrics.lines().takeOverRefused(); // the call has told it, with both lines
    } else {
      if (why == Refusal.NOT_ANNOUNCED) {
        metrics.lines().notAnnounced();
      }
      LOG.warn("line released: {}", why.text());
    }
  }

  private void onAnswered(LinkAction.Answered answered) {
    answered.refusal().ifPresent(why -> {
      metrics.calls().factRefused();
      LOG.info("refused: {} ({})", name(answered.request()), why.text());
    });
  }

  private static String name(CallRequest request) {
    return request instanceof CallRequest.Report report
        ? report.fact().getClass().getSimpleName()
        : request.getClass().getSimpleName();
  }
}
