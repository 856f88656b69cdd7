package talkspurt.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.http.HttpTimeoutException;
import java.util.ArrayList;
import java.util.List;

/** Asks an engine whether it is well, and for the faults of its lines. */
final class EngineCheck {

  private static final int WITHIN_MS = 3000;
  private static final int MAX_CALLS = 200;
  private static final int FIRST_AUDIO_KIND = 0x10;
  private static final int LAST_AUDIO_KIND = 0x18;

  private final WebClient engine;
  private final InetSocketAddress audio;

  EngineCheck(WebClient engine, InetSocketAddress audio) {
    this.engine = engine;
    this.audio = audio;
  }

  List<Finding> run() throws InterruptedException {
    List<Finding> findings = new ArrayList<>();
    try {
      health(findings);
      ready(findings);
      calls(findings);
    } catch (IOException failure) {
      findings.add(Finding.fail(
          "engine " + engine.base(),
          "cannot be asked: " + told(failure),
          "is it running? --engine is where its API listens (talkspurt.http.port)"));
    }
    findings.add(audio());
    return findings;
  }

  private void health(List<Finding> findings) throws IOException, InterruptedException {
    WebClient.Answer health = engine.get("/health");
    if (health.status() == 200 && health.body().path("status").asText().equals("up")) {
      findings.add(Finding.ok(
          "engine " + engine.base(),
          "Talkspurt " + health.body().path("version").asText()));
    } else {
      findings.add(Finding.fail(
          "engine " + engine.base(),
          "/health answers with status " + health.status(),
          "is it Talkspurt that listens there?"));
    }
  }

  private void ready(List<Finding> findings) throws IOException, InterruptedException {
    WebClient.Answer ready = engine.get("/ready");
    findings.add(
        ready.status() == 200
            ? Finding.ok("ready", "takes calls")
            : Finding.fail(
                "ready",
                "takes no calls: " + ready.body(),
                "the check that is not well tells what is missing"));
  }

  /** A fault of a line that is up is a failure; one of a call that is over is a hint. */
  private void calls(List<Finding> findings) throws IOException, InterruptedException {
    JsonNode calls = engine.get("/api/calls?limit=" + MAX_CALLS).body().path("calls");
    int live = 0;
    int faults = 0;
    for (JsonNode call : calls) {
      boolean over = call.path("state").asText().equals("ended");
      live += over ? 0 : 1;
      String callId = call.path("callId").asText();
      for (JsonNode fault : engine.get("/api/calls/" + callId).body().path("faults")) {
        boolean open = !over && !fault.has("clearedAt");
        faults++;
        String subject = (over ? "past call " : "call ") + callId;
        String text = fault.path("fault").asText() + ": " + fault.path("what").asText() + " ("
            + fault.path("detail").asText() + ")" + (open || over ? "" : ", and is over");
        String remedy = fault.path("remedy").asText();
        findings.add(
            open ? Finding.fail(subject, text, remedy) : Finding.warn(subject, text, remedy));
      }
    }
    if (faults == 0) {
      findings.add(
          Finding.ok("lines", "no fault in " + calls.size() + " calls, " + live + " of them live"));
    }
  }

  /** It speaks first: silence, from the moment it accepts. */
  private Finding audio() {
    String where = "AudioSocket " + audio.getHostString() + ":" + audio.getPort();
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(audio.getHostString(), audio.getPort()), WITHIN_MS);
      socket.setSoTimeout(WITHIN_MS);
      int kind = socket.getInputStream().read();
      return kind >= FIRST_AUDIO_KIND && kind <= LAST_AUDIO_KIND
          ? Finding.ok(where, "sends audio")
          : Finding.fail(
              where,
              kind < 0 ? "closes at once" : "sends something else",
              "talkspurt.audiosocket.max-lines, or another program at this port");
    } catch (IOException failure) {
      return Finding.fail(
          where,
          "cannot be reached: " + told(failure),
          "talkspurt.bind and talkspurt.audiosocket.port; --audio says where it listens");
    }
  }

  /** In words, where Java has none. */
  static String told(IOException failure) {
    if (failure instanceof SocketTimeoutException || failure instanceof HttpTimeoutException) {
      return "no answer in time";
    }
    if (failure instanceof ConnectException) {
      return "connection refused";
    }
    return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
  }
}
