package talkspurt.boot;

import akka.Done;
import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorSystem;
import akka.http.javadsl.server.Route;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import talkspurt.http.HttpServer;
import talkspurt.http.HttpSettings;
import talkspurt.probe.Probe;
import talkspurt.probe.ProbeApi;
import talkspurt.probe.ProbeResult;
import talkspurt.probe.ProbeSettings;
import talkspurt.telemetry.NanoClock;
import talkspurt.telemetry.ProbeMetrics;

/**
 * Calls that a node makes to itself while it runs: the call start by the API's own routes, the sound through the port that
 * Asterisk uses. Their results are counted, and are told in the log once enough of them have failed.
 */
final class NodeProbe {

  private static final Logger LOG = LoggerFactory.getLogger(NodeProbe.class);
  private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(5);
  private static final long ENDED_WITHIN_MS = 500;
  private static final String HEAD = " HTTP/1.1\r\nHost: probe\r\nConnection: close\r\n";
  private static final Pattern ANSWER =
      Pattern.compile("HTTP/1\\.1 (\\d{3}) .*?\r\n\r\n(.*)", Pattern.DOTALL);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ProbeSettings settings;
  private final Probe probe;
  private final ProbeMetrics metrics;
  private volatile ProbeRecord record = ProbeRecord.NONE;

  NodeProbe(ProbeSettings settings, ProbeApi api, NanoClock clock, ProbeMetrics metrics) {
    this.settings = settings;
    this.probe = new Probe(api, settings.plan(), UUID::randomUUID, clock);
    this.metrics = metrics;
  }

  /** What may come of synthetic calls is counted from zero. */
  static void known(ProbeMetrics metrics) {
    metrics.known(
        Arrays.stream(ProbeResult.Kind.values()).map(ProbeResult.Kind::label).toList());
  }

  /**
   * Calls from now on, until the system stops.
   *
   * @param routes of the API, for who needs no token
   */
  static NodeProbe start(
      ActorSystem<?> system,
      ProbeSettings settings,
      HttpSettings http,
      Route routes,
      ProbeMetrics metrics) {
    NodeProbe made =
        new NodeProbe(settings, api(system, http, routes), NanoClock.system(), metrics);
    ScheduledExecutorService caller = Executors.newSingleThreadScheduledExecutor(task -> {
      Thread thread = new Thread(task, "probe");
      thread.setDaemon(true);
      return thread;
    });
    caller.scheduleAtFixedRate(
        made::callGuarded, 0, settings.every().toMillis(), TimeUnit.MILLISECONDS);
    CoordinatedShutdown.get(system)
        .addTask(
            CoordinatedShutdown.PhaseBeforeServiceUnbind(),
            "probe",
            () -> CompletableFuture.supplyAsync(() -> {
              caller.shutdownNow();
              try {
                caller.awaitTermination(ENDED_WITHIN_MS, TimeUnit.MILLISECONDS);
              } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
              }
              return Done.done();
            }));
    return made;
  }

  /** Why this node takes no calls, by what its own came to; empty where that does not matter. */
  Optional<String> problem() {
    return settings.ready() ? record.problem(settings.failures()) : Optional.empty();
  }

  private void callGuarded() {
    try {
      call();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException broken) {
      LOG.error("a synthetic call failed; the next one is made as planned", broken);
    }
  }

  /** Makes one. */
  void call() throws InterruptedException {
    ProbeResult result = probe.call();
    metrics.made(result.kind().label());
    result.answerMs().ifPresent(metrics::answered);
    ProbeRecord before = record;
    record = before.after(result);
    metrics.failing(record.failed());
    switch (record.since(before, settings.failures())) {
      case FAILING ->
        LOG.error(
            "probe: callers may not be answered: {} synthetic calls in a row were not; {}",
            record.failed(),
            result.text());
      case RECOVERED -> LOG.info("probe: a synthetic call was answered again: {}", result.text());
      case NONE -> LOG.debug("probe: {}", result.text());
    }
  }

  /** As bytes through the whole of HTTP, but over no port. */
  private static ProbeApi api(ActorSystem<?> system, HttpSettings http, Route routes) {
    return new ProbeApi() {
      @Override
      public Answer get(String path) throws IOException, InterruptedException {
        return answer("GET " + path + HEAD + "\r\n");
      }

      @Override
      public Answer post(String path, String json) throws IOException, InterruptedException {
        return answer("POST " + path + HEAD + "Content-Type: application/json\r\nContent-Length: "
            + json.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + json);
      }

      private Answer answer(String request) throws IOException, InterruptedException {
        try {
          return read(HttpServer.answers(system, http, routes, request)
              .toCompletableFuture()
              .get(ANSWERED_WITHIN.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException late) {
          throw new IOException("no answer in " + ANSWERED_WITHIN.toSeconds() + " s", late);
        } catch (ExecutionException failed) {
          throw new IOException(failed.getCause().toString(), failed);
        }
      }
    };
  }

  /** An answer to the one request of its connection. */
  static ProbeApi.Answer read(String answer) throws IOException {
    Matcher parts = ANSWER.matcher(answer);
    if (!parts.matches()) {
      throw new IOException("the API closes the connection without an answer");
    }
    int status = Integer.parseInt(parts.group(1));
    try {
      return new ProbeApi.Answer(status, JSON.readTree(parts.group(2)));
    } catch (JsonProcessingException noJson) {
      return new ProbeApi.Answer(status, JSON.createObjectNode());
    }
  }
}
