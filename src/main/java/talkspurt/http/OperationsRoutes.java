package talkspurt.http;

import static akka.http.javadsl.server.Directives.concat;
import static akka.http.javadsl.server.Directives.get;
import static akka.http.javadsl.server.Directives.head;
import static akka.http.javadsl.server.Directives.path;

import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
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

/** What those who run the engine ask: is it alive, may it get calls, what does it count. */
public final class OperationsRoutes {

  private final String version;
  private final List<ReadyCheck> checks;
  private final PrometheusRegistry metrics;
  private final HttpSettings settings;
  private final ExpositionFormats formats = ExpositionFormats.init();

  private OperationsRoutes(
      String version, List<ReadyCheck> checks, PrometheusRegistry metrics, HttpSettings settings) {
    this.version = version;
    this.checks = List.copyOf(checks);
    this.metrics = metrics;
    this.settings = settings;
  }

  /** The routes. */
  public static Route create(
      String version, List<ReadyCheck> checks, PrometheusRegistry metrics, HttpSettings settings) {
    return new OperationsRoutes(version, checks, metrics, settings).routes();
  }

  private Route routes() {
    return concat(
        path("health", () -> read(this::health)),
        path("ready", () -> read(this::ready)),
        path("metrics", () -> read(this::metrics)));
  }

  private Route read(Function<HttpRequest, CompletionStage<HttpResponse>> handler) {
    Route handled = new Handling(settings).bare(handler);
    return concat(get(() -> handled), head(() -> handled));
  }

  private CompletionStage<HttpResponse> health(HttpRequest request) {
    return CompletableFuture.completedStage(Json.ok(new Health("up", version)));
  }

  private CompletionStage<HttpResponse> ready(HttpRequest request) {
    return Readiness.ask(checks, settings.readyCheckTimeout())
        .thenApply(readiness -> Json.answer(
            readiness.ready() ? StatusCodes.OK : StatusCodes.SERVICE_UNAVAILABLE,
            ContentTypes.APPLICATION_JSON,
            readiness));
  }

  private CompletionStage<HttpResponse> metrics(HttpRequest request) {
    String accept = request.getHeader("Accept").map(HttpHeader::value).orElse("");
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

  /** That the process answers. */
  record Health(String status, String version) {}
}
