package talkspurt.fake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import talkspurt.provider.UsageMeter;
import talkspurt.telemetry.CallTrace;
import talkspurt.telemetry.Metrics;
import talkspurt.telemetry.TraceSettings;

/** A call whose trace is told to a collector of its own. */
public final class TracedCall implements UsageMeter, AutoCloseable {

  /** The id of its trace. */
  public static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

  private final TraceSink sink;
  private final Metrics metrics;
  private final CallTrace trace;

  /** One that was started in a trace. */
  public TracedCall() {
    try {
      sink = new TraceSink();
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
    metrics = new Metrics(
        new TraceSettings(
            Optional.of(sink.url()), Map.of(), 1, 2048, Duration.ofSeconds(10), "node"),
        "test");
    trace = metrics.traces().of(UUID.randomUUID(), "00-" + TRACE + "-b7ad6b7169203331-01");
  }

  @Override
  public void used(Used used) {
    // nobody pays
  }

  @Override
  public CallTrace trace() {
    return trace;
  }

  /** What the collector is told of spans of this name, once there are so many. */
  public List<TraceSink.Told> spans(String name, int count) {
    Eventually.holds(() -> assertThat(sink.named(name)).hasSizeGreaterThanOrEqualTo(count));
    return sink.named(name);
  }

  @Override
  public void close() {
    metrics.traces().close();
    sink.close();
  }
}
