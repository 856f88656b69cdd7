package talkspurt.telemetry;

import io.opentelemetry.sdk.trace.IdGenerator;
import java.util.function.Supplier;

/** Gives spans the ids that are known before they are made. Thread-safe. */
final class PresetIds implements IdGenerator {

  private record Ids(String traceId, String spanId) {}

  private final ThreadLocal<Ids> preset = new ThreadLocal<>();

  /** What is made meanwhile, on this thread, has these ids. */
  <T> T with(String traceId, String spanId, Supplier<T> made) {
    preset.set(new Ids(traceId, spanId));
    try {
      return made.get();
    } finally {
      preset.remove();
    }
  }

  @Override
  public String generateSpanId() {
    return preset.get().spanId();
  }

  @Override
  public String generateTraceId() {
    return preset.get().traceId();
  }
}
