package talkspurt.boot;

import akka.NotUsed;
import akka.actor.typed.ActorSystem;
import akka.stream.javadsl.Source;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import talkspurt.call.Spending;
import talkspurt.control.CallLog;
import talkspurt.control.CallOutcome;
import talkspurt.control.OutcomeFilter;
import talkspurt.control.Outcomes;
import talkspurt.http.OutcomeDirectory;
import talkspurt.outcome.OutcomeSettings;
import talkspurt.outcome.OutcomeWorker;
import talkspurt.telemetry.OutcomeMetrics;

/** How calls came out, as a node takes part in finding it out and tells it. */
final class NodeOutcomes implements OutcomeDirectory {

  private final Outcomes outcomes;

  private NodeOutcomes(Outcomes outcomes) {
    this.outcomes = outcomes;
  }

  /** Takes part in the work on outcomes from now on. */
  static NodeOutcomes start(
      ActorSystem<?> system,
      CallLog log,
      LiveProfiles profiles,
      OutcomeSettings settings,
      OutcomeMetrics metrics) {
    Outcomes outcomes = Outcomes.of(system);
    OutcomeWorker.start(
        system, outcomes, log::story, profiles::outcome, settings, InstantSource.system(), metrics);
    return new NodeOutcomes(outcomes);
  }

  @Override
  public CompletionStage<Optional<CallOutcome>> of(UUID callId) {
    return outcomes.of(callId);
  }

  @Override
  public CompletionStage<Spending> cost(UUID callId) {
    return outcomes.cost(callId);
  }

  @Override
  public Source<CallOutcome, NotUsed> all(OutcomeFilter filter) {
    return outcomes.all(filter);
  }
}
