package talkspurt.http;

import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.server.Route;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import talkspurt.control.AdmissionMode;

/** What those who run the engine ask: is it alive, may it get calls, what does it count. */
public final class OperationsRoutes {

  private final Supplier<Health> health;
  private final List<ReadyCheck> checks;
  private final Supplier<AdmissionMode> admission;
  private final PrometheusRegistry metrics;
  private final HttpSettings settings;
  private final ExpositionFormats formats = ExpositionFormats.init();

  private OperationsRoutes(
      Supplier<Health> health,
      List<ReadyCheck> checks,
      Supplier<AdmissionMode> admission,
      PrometheusRegistry metrics,
      HttpSettings settings) {
    this.health = health;
    this.checks = List.copyOf(checks);
    this.admission = admission;
    this.metrics = metrics;
    this.settings = settings;
  }

  /**
   * The routes.
   *
   * @param health asked each time
   */
  public static List<Endpoint> create(
      Supplier<Health> health,
      List<ReadyCheck> checks,
      Supplier<AdmissionMode> admission,
      PrometheusRegistry metrics,
      HttpSettings settings) {
    return new OperationsRoutes(health, checks, admission, metrics, settings).endpoints();
  }

  private List<Endpoint> endpoints() {
    return Stream.of(
            read("/health", Access.ANYBODY, this::health),
            read("/ready", Access.ANYBODY, this::ready),
            read("/metrics", Access.READ, this::metrics))
        .flatMap(List::stream)
        .toList();
  }

  private List<Endpoint> read(
      String path, Access access, Function<Asked, CompletionStage<HttpResponse>> handler) {
    Function<Asked, Route> handled = new Handling(settings).bare(handler);
    return List.of(Endpoint.get(path, access, handled), Endpoint.head(path, access, handled));
  }

  private CompletionStage<HttpResponse> health(Asked asked) {
    return CompletableFuture.completedStage(Json.ok(health.get()));
  }

  private CompletionStage<HttpResponse> ready(Asked asked) {
    return Readiness.ask(admission.get().label(), checks, settings.readyCheckTimeout())
        .thenApply(readiness -> Json.answer(
            readiness.ready() ? StatusCodes.OK : StatusCodes.SERVICE_UNAVAILABLE,
            ContentTypes.APPLICATION_JSON,
            readiness));
  }

  private CompletionStage<HttpResponse> metrics(Asked asked) {
    String accept = asked.request().getHeader("Accept").map(HttpHeader::value).orElse("");
    ExpositionFormatWriter writer = writer(accept);
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    try {
      writer.write(text, metrics.scrape());
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return CompletableFuture.completedStage(HttpResponse.create()
        .withEntity(
            HttpEntities.create(ContentTypes.parse(writer.getContentType()), text.toByteArray())));
  }

  /** Scrapers that prefer Prometheus's binary form, which we do not carry, take their second choice. */
  private ExpositionFormatWriter writer(String accept) {
    ExpositionFormatWriter wanted = formats.findWriter(accept);
    if (wanted.isAvailable()) {
      return wanted;
    }
    ExpositionFormatWriter open = formats.getOpenMetricsTextFormatWriter();
    return open.accepts(accept) ? open : formats.getPrometheusTextFormatWriter();
  }

  /**
   * That the process answers, and how it is.
   *
   * @param uptimeSeconds since the process began
   * @param calls live calls that this node houses
   * @param lines audio connections that are open here
   */
  public record Health(String status, String version, long uptimeSeconds, long calls, long lines) {

    /** Of a process that answers. */
    public static Health up(String version, long uptimeSeconds, long calls, long lines) {
      return new Health("up", version, uptimeSeconds, calls, lines);
    }
  }
}
