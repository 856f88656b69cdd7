package talkspurt.telemetry;

import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/** Everything that is counted, by whose it is; each figure under the name Prometheus sees. Thread-safe. */
public final class Metrics {

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final Figures figures = new Figures(registry);
  private final LineMetrics lines = new LineMetrics(figures);
  private final LoopMetrics loops = new LoopMetrics(figures);
  private final PlayoutMetrics playout = new PlayoutMetrics(figures);
  private final TurnMetrics turns = new TurnMetrics(figures);
  private final ProviderMetrics providers = new ProviderMetrics(figures, NanoClock.system());
  private final RecognizerMetrics recognizer = new RecognizerMetrics(figures);
  private final BotMetrics bots = new BotMetrics(figures, providers);
  private final CallMetrics calls = new CallMetrics(figures);
  private final DatabaseMetrics database = new DatabaseMetrics(figures);
  private final MidCallMetrics midCall = new MidCallMetrics(figures);
  private final TlsMetrics tls = new TlsMetrics(figures);
  private final ProfileMetrics profiles = new ProfileMetrics(figures);
  private final McpMetrics mcp = new McpMetrics(figures);
  private final NodeMetrics node = new NodeMetrics(figures);
  private final OutcomeMetrics outcomes = new OutcomeMetrics(figures, calls);
  private final EventMetrics events = new EventMetrics(figures);
  private final RecordingMetrics recordings = new RecordingMetrics(figures);
  private final ExchangeMetrics exchange = new ExchangeMetrics(figures);
  private final ProbeMetrics probes = new ProbeMetrics(figures);
  private final KeepingMetrics keeping = new KeepingMetrics(figures);
  private final OutboundMetrics outbound = new OutboundMetrics(figures);

  private final Traces traces;

  /** Counters at zero, and the JVM's own figures; no traces. */
  public Metrics() {
    this(true, TraceSettings.OFF, "");
  }

  /**
   * The same with the traces that are wanted.
   *
   * @param version of the engine
   */
  public Metrics(TraceSettings tracing, String version) {
    this(true, tracing, version);
  }

  private Metrics(boolean ofJvm, TraceSettings tracing, String version) {
    traces = Traces.of(tracing, version, new TraceMetrics(figures));
    if (ofJvm) {
      JvmMetrics.builder().register(registry);
    }
  }

  /** Figures that nobody reads, without those of the JVM. */
  public static Metrics notExposed() {
    return new Metrics(false, TraceSettings.OFF, "");
  }

  /** Where everything is registered. */
  public PrometheusRegistry registry() {
    return registry;
  }

  /** Those of {@link LineMetrics}. */
  public LineMetrics lines() {
    return lines;
  }

  /** Those of {@link LoopMetrics}. */
  public LoopMetrics loops() {
    return loops;
  }

  /** Those of {@link PlayoutMetrics}. */
  public PlayoutMetrics playout() {
    return playout;
  }

  /** Those of {@link TurnMetrics}. */
  public TurnMetrics turns() {
    return turns;
  }

  /** Those of {@link ProviderMetrics}. */
  public ProviderMetrics providers() {
    return providers;
  }

  /** Those of {@link RecognizerMetrics}. */
  public RecognizerMetrics recognizer() {
    return recognizer;
  }

  /** Those of {@link BotMetrics}. */
  public BotMetrics bots() {
    return bots;
  }

  /** Those of {@link CallMetrics}. */
  public CallMetrics calls() {
    return calls;
  }

  /** Those of {@link MidCallMetrics}. */
  public MidCallMetrics midCall() {
    return midCall;
  }

  /** Those of {@link DatabaseMetrics}. */
  public DatabaseMetrics database() {
    return database;
  }

  /** The traces of calls. */
  public Traces traces() {
    return traces;
  }

  /** Those of {@link NodeMetrics}. */
  public NodeMetrics node() {
    return node;
  }

  /** Those of {@link OutcomeMetrics}. */
  public OutcomeMetrics outcomes() {
    return outcomes;
  }

  /** Those of {@link EventMetrics}. */
  public EventMetrics events() {
    return events;
  }

  /** Those of {@link KeepingMetrics}. */
  public KeepingMetrics keeping() {
    return keeping;
  }

  /** Those of {@link OutboundMetrics}. */
  public OutboundMetrics outbound() {
    return outbound;
  }

  /** Those of {@link RecordingMetrics}. */
  public RecordingMetrics recordings() {
    return recordings;
  }

  /** Those of {@link ExchangeMetrics}. */
  public ExchangeMetrics exchange() {
    return exchange;
  }

  /** Those of {@link ProbeMetrics}. */
  public ProbeMetrics probes() {
    return probes;
  }

  /** Those of {@link ProfileMetrics}. */
  public ProfileMetrics profiles() {
    return profiles;
  }

  /** Those of {@link TlsMetrics}. */
  public TlsMetrics tls() {
    return tls;
  }

  /** Those of {@link McpMetrics}. */
  public McpMetrics mcp() {
    return mcp;
  }
}
