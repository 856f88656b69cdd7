package talkspurt.loadtest;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Waits for an engine that is about to start, so that the first call comes as soon as it is ready. */
final class Readiness {
  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final Duration AN_ANSWER = Duration.ofSeconds(5);
  private static final long LOOK_EVERY_MS = 20;
  private static final int OK = 200;

  private final HttpClient http = HttpClient.newBuilder()
      .version(HttpClient.Version.HTTP_1_1)
      .proxy(HttpClient.Builder.NO_PROXY)
      .connectTimeout(AN_ANSWER)
      .build();
  private final HttpRequest question;

  /** @param engine where its HTTP API is */
  Readiness(URI engine) {
    question =
        HttpRequest.newBuilder(engine.resolve("/ready")).timeout(AN_ANSWER).build();
  }

  /** @throws IOException if it does not get ready in time */
  void await() throws IOException, InterruptedException {
    long untilNanos = System.nanoTime() + PATIENCE.toNanos();
    while (!ready()) {
      if (System.nanoTime() - untilNanos > 0) throw new IOException("the engine did not get ready");
      Thread.sleep(LOOK_EVERY_MS);
    }
  }

  private boolean ready() throws InterruptedException {
    try {
      return http.send(question, HttpResponse.BodyHandlers.discarding()).statusCode() == OK;
    } catch (IOException notThere) {
      return false;
    }
  }
}
