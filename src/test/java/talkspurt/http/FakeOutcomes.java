package talkspurt.http;

import akka.NotUsed;
import akka.stream.javadsl.Source;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import talkspurt.call.Spending;
import talkspurt.control.CallOutcome;
import talkspurt.control.OutcomeFilter;

/** Outcomes that are told to it. */
final class FakeOutcomes implements OutcomeDirectory {

  final List<CallOutcome> known = new CopyOnWriteArrayList<>();
  final List<OutcomeFilter> asked = new CopyOnWriteArrayList<>();
  volatile Spending later = Spending.NONE;

  @Override
  public CompletionStage<Optional<CallOutcome>> of(UUID callId) {
    return CompletableFuture.completedFuture(
        known.stream().filter(one -> one.callId().equals(callId.toString())).findFirst());
  }

  @Override
  public CompletionStage<Spending> cost(UUID callId) {
    return CompletableFuture.completedFuture(later);
  }

  @Override
  public Source<CallOutcome, NotUsed> all(OutcomeFilter filter) {
    asked.add(filter);
    return Source.from(known);
  }
}
