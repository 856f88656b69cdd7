package talkspurt.telemetry;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.IdGenerator;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Makes the traces of calls, one for each, and has them sent over OTLP. A trace's id follows from the call's, or is
 * that which the call was started with, so all nodes that carry a call tell parts of the same. Thread-safe.
 */
public final class Traces implements AutoCloseable {

  private static final Traces OFF = new Traces(null, InstantSource.system(), 0);
  private static final String NAME = "talkspurt";

  /** It would tell by a log of its own what {@link SpanQueue} tells. */
  private static final Logger OF_SDK = Logger.getLogger("io.opentelemetry");

  private final SdkTracerProvider provider;
  private final Tracer tracer;
  private final PresetIds ids;
  private final InstantSource clock;
  private final double share;

  private Traces(SdkTracerProvider provider, InstantSource clock, double share) {
    this(provider, new PresetIds(), clock, share);
  }

  private Traces(SdkTracerProvider provider, PresetIds ids, InstantSource clock, double share) {
    this.provider = provider;
    this.tracer = provider == null ? null : provider.get(NAME);
    this.ids = ids;
    this.clock = clock;
    this.share = share;
  }

  /** None are made. */
  public static Traces off() {
    return OFF;
  }

  /** Whether any are made. */
  public boolean on() {
    return provider != null;
  }

  /** Those that are wanted. */
  static Traces of(TraceSettings settings, String version, TraceMetrics metrics) {
    if (settings.endpoint().isEmpty()) {
      return OFF;
    }
    OF_SDK.setLevel(Level.OFF);
    OtlpHttpSpanExporterBuilder exporter = OtlpHttpSpanExporter.builder()
        .setEndpoint(settings.endpoint().get().toString())
        .setTimeout(settings.timeout());
    settings.headers().forEach(exporter::addHeader);
    return of(exporter.build(), settings, version, metrics, InstantSource.system());
  }

  static Traces of(
      SpanExporter exporter,
      TraceSettings settings,
      String version,
      TraceMetrics metrics,
      InstantSource clock) {
    PresetIds ids = new PresetIds();
    SdkTracerProvider provider = SdkTracerProvider.builder()
        .setIdGenerator(ids)
        .setSampler(Sampler.alwaysOn())
        .setResource(Resource.create(Attributes.of(
            AttributeKey.stringKey("service.name"), NAME,
            AttributeKey.stringKey("service.version"), version,
            AttributeKey.stringKey("service.instance.id"), settings.node())))
        .addSpanProcessor(
            new SpanQueue(exporter, settings.maxQueued(), settings.timeout().toMillis(), metrics)
                .started())
        .build();
    return new Traces(provider, ids, clock, settings.share());
  }

  /**
   * The trace of a call.
   *
   * @param told the {@code traceparent} that the call was started with, or empty
   */
  public CallTrace of(UUID callId, String told) {
    if (!on()) {
      return CallTrace.NONE;
    }
    Optional<TraceParent> parent = TraceParent.read(told);
    String traceId = parent.map(TraceParent::traceId).orElse(TraceParent.traceIdOf(callId));
    boolean sampled = parent.map(TraceParent::sampled).orElse(kept(callId));
    return new CallTrace(
        this,
        new TraceParent(traceId, TraceParent.spanIdOf(callId), sampled),
        parent.map(TraceParent::spanId).orElse(""),
        callId);
  }

  /** The same on each node. */
  private boolean kept(UUID callId) {
    long mixed = callId.hashCode() * 0x9E3779B97F4A7C15L;
    return (mixed >>> 11) * 0x1.0p-53 < share;
  }

  long nowNanos() {
    var now = clock.instant();
    return now.getEpochSecond() * 1_000_000_000L + now.getNano();
  }

  String newSpanId() {
    return IdGenerator.random().generateSpanId();
  }

  /**
   * A span that is over.
   *
   * @param own where it stands
   * @param parentId the span above it, or empty
   * @param attributes strings, longs or doubles
   * @param error what went wrong, or empty
   */
  void tell(
      TraceParent own,
      String parentId,
      String name,
      SpanKind kind,
      long fromNanos,
      long untilNanos,
      Map<String, Object> attributes,
      String error) {
    if (!own.sampled()) {
      return;
    }
    SpanBuilder building = tracer
        .spanBuilder(name)
        .setSpanKind(kind)
        .setParent(above(own, parentId))
        .setStartTimestamp(fromNanos, TimeUnit.NANOSECONDS);
    Span span = ids.with(own.traceId(), own.spanId(), building::startSpan);
    attributes.forEach((key, value) -> {
      if (value instanceof Long number) {
        span.setAttribute(key, number);
      } else if (value instanceof Boolean known) {
        span.setAttribute(key, known);
      } else if (value instanceof Double number) {
        span.setAttribute(key, number);
      } else {
        span.setAttribute(key, String.valueOf(value));
      }
    });
    if (!error.isEmpty()) {
      span.setAttribute("error.type", error);
      span.setStatus(StatusCode.ERROR);
    }
    span.end(untilNanos, TimeUnit.NANOSECONDS);
  }

  private static Context above(TraceParent own, String parentId) {
    return parentId.isEmpty()
        ? Context.root()
        : Context.root()
            .with(Span.wrap(SpanContext.createFromRemoteParent(
                own.traceId(), parentId, TraceFlags.getSampled(), TraceState.getDefault())));
  }

  /** What waits is sent, as far as there is time. */
  @Override
  public void close() {
    if (provider != null) {
      provider.shutdown().join(1, TimeUnit.SECONDS);
    }
  }
}
