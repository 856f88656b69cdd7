package talkspurt.probe;

import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import talkspurt.call.ProbeId;
import talkspurt.probe.ProbeResult.Kind;
import talkspurt.telemetry.NanoClock;

/** Makes synthetic calls: call start, line, greeting, question, answer, hang-up. Blocks the thread it is called on. */
public final class Probe {

  private final ProbeEngine engine;
  private final ProbePlan plan;
  private final Supplier<UUID> ids;
  private final NanoClock clock;

  /**
   * One that calls the engine of this API.
   *
   * @param ids random UUIDs
   */
  public Probe(ProbeApi api, ProbePlan plan, Supplier<UUID> ids, NanoClock clock) {
    this.engine = new ProbeEngine(api);
    this.plan = plan;
    this.ids = ids;
    this.clock = clock;
  }

  /** Makes a call; it takes as long as greeting and answer do, and some 10 s at least where nobody answers. */
  public ProbeResult call() throws InterruptedException {
    UUID callId = ProbeId.of(ids.get());
    ProbeEngine.Start start = engine.start(callId, plan);
    if (start instanceof ProbeEngine.Taken taken) {
      return new ProbeLine(plan, clock)
          .call(taken.audio(), callId, result -> judged(callId, result));
    }
    if (start instanceof ProbeEngine.Busy busy) {
      return ProbeResult.early(Kind.BUSY, busy.why());
    }
    if (start instanceof ProbeEngine.Failed failed) {
      return ProbeResult.early(Kind.NOT_STARTED, failed.why());
    }
    throw new AssertionError(start);
  }

  private ProbeResult judged(UUID callId, ProbeResult result) throws InterruptedException {
    if (!result.good() || plan.expected().isEmpty()) {
      return result;
    }
    Optional<String> said = engine.said(callId).map(words -> words.toLowerCase(Locale.ROOT));
    if (said.isEmpty()) {
      return result.as(Kind.NO_TRANSCRIPT, "what the bot said cannot be read from the engine");
    }
    return plan.expected().stream().anyMatch(said.get()::contains)
        ? result
        : result.as(Kind.WRONG_WORDS, "the bot said none of " + plan.expected());
  }
}
