package talkspurt.provider.stt;

import akka.NotUsed;
import akka.pattern.CircuitBreaker;
import akka.stream.javadsl.Flow;
import java.time.Duration;
import java.util.List;
import talkspurt.provider.SttInput;
import talkspurt.provider.Transcriber;
import talkspurt.provider.TranscriptEvent;
import talkspurt.telemetry.NanoClock;
import talkspurt.telemetry.ProviderMetrics;

/**
 * Transcribers in the order in which they are asked. Each utterance goes to the first that is not
 * known to be failing; where it fails, the next one is given the utterance from its beginning. What
 * it takes is measured here.
 */
public final class FallbackTranscriber implements Transcriber {

  /**
   * One of them, with what is known of its health; shared by all calls.
   *
   * @param name the adapter's name, as in a profile
   */
  public record Link(String name, Transcriber transcriber, CircuitBreaker breaker) {}

  private final List<Link> links;
  private final Duration maxKept;
  private final NanoClock clock;
  private final ProviderMetrics metrics;

  /**
   * A chain.
   *
   * @param links at least one
   * @param maxKept how much sound of an utterance is kept for the next link
   */
  public FallbackTranscriber(
      List<Link> links, Duration maxKept, NanoClock clock, ProviderMetrics metrics) {
    if (links.isEmpty()) {
      throw new IllegalArgumentException("no transcriber; allowed: one or more");
    }
    this.links = List.copyOf(links);
    this.maxKept = maxKept;
    this.clock = clock;
    this.metrics = metrics;
  }

  @Override
  public Flow<SttInput, TranscriptEvent, NotUsed> transcribe(Request request) {
    return Flow.fromGraph(new FallbackTranscribeStage(links, request, maxKept, clock, metrics));
  }
}
