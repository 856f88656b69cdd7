package talkspurt.http;

import akka.NotUsed;
import akka.stream.javadsl.Source;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import talkspurt.call.Spending;
import talkspurt.control.CallOutcome;
import talkspurt.control.OutcomeFilter;

/** Tells how calls came out. */
public interface OutcomeDirectory {

  /** That of a call; empty where it is not over, or was a moment ago. */
  CompletionStage<Optional<CallOutcome>> of(UUID callId);

  /** What it has cost to find that out; nothing, as a rule. */
  CompletionStage<Spending> cost(UUID callId);

  /** Outcomes by the end of their calls, oldest first, read as they are wanted. */
  Source<CallOutcome, NotUsed> all(OutcomeFilter filter);
}
