package talkspurt.outcome;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import talkspurt.call.EndReason;
import talkspurt.call.Spending;
import talkspurt.call.ToldOutcome;
import talkspurt.call.TranscriptEntry;
import talkspurt.control.CallOutcome;
import talkspurt.control.CallOutcome.Source;
import talkspurt.control.CallOutcome.Told;
import talkspurt.control.CallOutcome.Webhook;
import talkspurt.control.CallStory;
import talkspurt.control.DueOutcome;
import talkspurt.control.OutcomeWork;
import talkspurt.provider.Price;
import talkspurt.provider.ProviderFailure;
import talkspurt.telemetry.LogFields;
import talkspurt.telemetry.OutcomeMetrics;

/**
 * Does one piece of work on the outcome of a call: settles it by what its agent told, asks a model where that is not
 * enough, tells the webhook. What fails is put off, and given up in the end. Thread-safe.
 */
final class OutcomeDesk {

  /** What it needs of others. */
  interface Surroundings {

    /** What is known of a call. */
    CompletionStage<Optional<CallStory>> story(UUID callId);

    /** What a profile wants to know; empty where there is no such profile. */
    Optional<OutcomePolicy> policy(String profile, String version);

    /** Keeps what came of work: see {@link talkspurt.control.Outcomes#put}. */
    CompletionStage<Boolean> put(
        DueOutcome taken,
        CallOutcome now,
        Optional<OutcomeWork> next,
        Instant at,
        int attempts,
        Spending cost);
  }

  private static final Logger LOG = LoggerFactory.getLogger(OutcomeDesk.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  /** How often is looked for a profile that is not there, or a call that cannot be read. */
  private static final int MOST_LOOKS = 5;

  private final Surroundings around;
  private final OutcomeSettings settings;
  private final InstantSource clock;
  private final OutcomeMetrics metrics;

  OutcomeDesk(
      Surroundings around, OutcomeSettings settings, InstantSource clock, OutcomeMetrics metrics) {
    this.around = around;
    this.settings = settings;
    this.clock = clock;
    this.metrics = metrics;
  }

  /** Does it; whether what came of it was kept. */
  CompletionStage<Boolean> on(DueOutcome due) {
    Optional<OutcomePolicy> policy =
        around.policy(due.outcome().profile(), due.outcome().version());
    if (policy.isEmpty() && due.attempts() < MOST_LOOKS) {
      return later(due, due.outcome(), settings.waitAfter(due.attempts()));
    }
    return switch (due.work()) {
      case SETTLE -> settle(due, policy.orElse(OutcomePolicy.NONE));
      case ASK -> ask(due, policy.orElse(OutcomePolicy.NONE));
      case POST -> post(due, policy.orElse(OutcomePolicy.NONE));
    };
  }

  private CompletionStage<Boolean> later(DueOutcome due, CallOutcome now, Duration wait) {
    return later(due, now, wait, Spending.NONE);
  }

  private CompletionStage<Boolean> later(
      DueOutcome due, CallOutcome now, Duration wait, Spending cost) {
    return around.put(
        due, now, Optional.of(due.work()), clock.instant().plus(wait), due.attempts(), cost);
  }

  /** What is known of the call. */
  private record Known(ToldOutcome told, String language, List<TranscriptEntry> transcript) {

    static Known of(Optional<CallStory> story) {
      return story
          .map(known -> new Known(
              ToldOutcome.of(known.events()),
              known.state().file().plan().speech(),
              known.state().file().transcript()))
          .orElseGet(() -> new Known(ToldOutcome.NONE, "", List.of()));
    }

    boolean callerSpoke() {
      return transcript.stream().anyMatch(line -> line.speaker() == TranscriptEntry.Speaker.CALLER);
    }
  }

  private CompletionStage<Boolean> settle(DueOutcome due, OutcomePolicy policy) {
    return around.story(UUID.fromString(due.outcome().callId())).thenCompose(story -> {
      Known known = Known.of(story);
      if (policy.model().isPresent() && known.callerSpoke() && !whole(known.told(), policy)) {
        return around.put(
            due, due.outcome(), Optional.of(OutcomeWork.ASK), clock.instant(), 0, Spending.NONE);
      }
      return settled(due, policy, known, Map.of(), Optional.empty(), Spending.NONE);
    });
  }

  /** Whether the agent told all there is to tell. */
  private static boolean whole(ToldOutcome told, OutcomePolicy policy) {
    return told.settled()
        && !told.summary().isEmpty()
        && (policy.form().dispositions().isEmpty() || !told.disposition().isEmpty())
        && (policy.form().schema().isEmpty() || !told.fields().isEmpty());
  }

  private CompletionStage<Boolean> ask(DueOutcome due, OutcomePolicy policy) {
    return around.story(UUID.fromString(due.outcome().callId())).thenCompose(story -> {
      Known known = Known.of(story);
      if (policy.model().isEmpty()) {
        return settled(due, policy, known, Map.of(), Optional.empty(), Spending.NONE);
      }
      OutcomeModel.Question question = new OutcomeModel.Question(
          due.outcome().callId(),
          known.language(),
          end(due.outcome()).label(),
          known.transcript(),
          policy.form());
      OutcomeCost cost = new OutcomeCost(
          LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC),
          used -> metrics.cost(
              due.outcome().profile(), used.provider(), (double) used.parts() / Price.PARTS));
      return policy.model().get().ask(question, cost).thenCompose(answer -> {
        if (answer instanceof OutcomeModel.Answer.Told told) {
          metrics.asked("told");
          return settled(due, policy, known, told.outcome(), Optional.empty(), cost.spent());
        }
        String why = cause(((OutcomeModel.Answer.Failed) answer).failure());
        if (due.attempts() < settings.attempts()) {
          metrics.asked("failed");
          return later(due, due.outcome(), settings.waitAfter(due.attempts()), cost.spent());
        }
        metrics.asked("given-up");
        LogFields.ofCall(
            due.outcome().callId(),
            () -> LOG.warn(
                "outcome-failed: how the call came out is not known, asked {} times in vain: {}",
                due.attempts(),
                why));
        return settled(due, policy, known, Map.of(), Optional.of(why), cost.spent());
      });
    });
  }

  private static String cause(ProviderFailure failure) {
    return failure.kind().label() + ", " + failure.provider() + ", " + failure.detail();
  }

  private CompletionStage<Boolean> settled(
      DueOutcome due,
      OutcomePolicy policy,
      Known known,
      Map<String, String> model,
      Optional<String> failure,
      Spending cost) {
    Told told = merged(policy, known, model);
    Source source =
        !model.isEmpty() ? Source.MODEL : known.told().empty() ? Source.CALL : Source.AGENT;
    CallOutcome outcome = due.outcome();
    CallOutcome now = outcome.settled(
        source,
        told,
        policy.reached(new Goal.Outcome(told.disposition(), end(outcome), tree(told.fields()))),
        failure,
        clock.instant(),
        policy.webhook().isPresent());
    return around
        .put(due, now, policy.webhook().map(any -> OutcomeWork.POST), clock.instant(), 0, cost)
        .thenApply(kept -> {
          if (kept) {
            tell(now, policy);
          }
          return kept;
        });
  }

  private void tell(CallOutcome now, OutcomePolicy policy) {
    metrics.known(now.profile(), now.told().disposition());
    if (policy.equals(OutcomePolicy.NONE) && now.source() == Source.CALL) {
      return;
    }
    List<String> reached = now.goals().entrySet().stream()
        .filter(Map.Entry::getValue)
        .map(Map.Entry::getKey)
        .toList();
    LogFields.ofCall(
        now.callId(),
        () -> LOG.info(
            "outcome {}: disposition {}, told by {}, goals reached {}",
            now.state().label(),
            now.told().disposition().isEmpty() ? "none" : now.told().disposition(),
            now.source().label(),
            reached));
  }

  /** What the agent told stands, unless it was taken back and the model knows better. */
  private static Told merged(OutcomePolicy policy, Known known, Map<String, String> model) {
    ToldOutcome told = known.told();
    boolean stands = told.settled();
    String disposition =
        first(stands, told.disposition(), model.getOrDefault(ToldOutcome.DISPOSITION, ""));
    return new Told(
        disposition.isEmpty() && !known.callerSpoke() ? policy.withoutWords() : disposition,
        told.reason(),
        first(stands, told.summary(), model.getOrDefault(ToldOutcome.SUMMARY, "")),
        first(stands, told.fields(), model.getOrDefault(ToldOutcome.FIELDS, "")));
  }

  private static String first(boolean stands, String told, String model) {
    return model.isEmpty() || stands && !told.isEmpty() ? told : model;
  }

  /** A reason that only a later version knows is no end that anybody wished for. */
  private static EndReason end(CallOutcome outcome) {
    return EndReason.kept(outcome.endReason()).orElse(EndReason.LINE_LOST);
  }

  private static JsonNode tree(String fields) {
    try {
      return fields.isEmpty() ? MissingNode.getInstance() : JSON.readTree(fields);
    } catch (JsonProcessingException cut) {
      return MissingNode.getInstance();
    }
  }

  private CompletionStage<Boolean> post(DueOutcome due, OutcomePolicy policy) {
    CallOutcome outcome = due.outcome();
    if (policy.webhook().isEmpty()) {
      return gone(due, "the profile has no webhook any more");
    }
    return policy.webhook().get().tell(outcome.id(), body(outcome)).thenCompose(failure -> {
      if (failure.isEmpty()) {
        metrics.posted("delivered");
        return done(due, outcome.webhook(Webhook.DELIVERED, Optional.empty()));
      }
      String why = cause(failure.get());
      Instant since = outcome.settledAt().orElse(outcome.endedAt());
      if (clock.instant().isBefore(since.plus(settings.giveUpAfter()))) {
        metrics.posted("failed");
        return later(
            due,
            outcome.webhook(Webhook.DUE, Optional.of(why)),
            settings.waitAfter(due.attempts()));
      }
      return gone(due, why);
    });
  }

  private static String body(CallOutcome outcome) {
    try {
      return JSON.writeValueAsString(outcome.told("call-outcome"));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private CompletionStage<Boolean> gone(DueOutcome due, String why) {
    metrics.posted("given-up");
    LogFields.ofCall(
        due.outcome().callId(),
        () -> LOG.warn(
            "the webhook of profile {} was not told the call's outcome, and will not be: {}",
            due.outcome().profile(),
            why));
    return done(due, due.outcome().webhook(Webhook.GIVEN_UP, Optional.of(why)));
  }

  private CompletionStage<Boolean> done(DueOutcome due, CallOutcome now) {
    return around.put(due, now, Optional.empty(), clock.instant(), due.attempts(), Spending.NONE);
  }
}
