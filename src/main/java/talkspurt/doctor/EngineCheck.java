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
import java.util.OptionalInt;

/** Asks an engine whether it is well, and for the faults of its lines. */
final class EngineCheck {

  /** The variable of the environment that holds a token of the API, where it asks for one. */
  static final String TOKEN = "TALKSPURT_TOKEN";

  private static final int WITHIN_MS = 3000;
  private static final int MAX_CALLS = 200;
  private static final int SILENT_MS = 300;
  private static final int TOKEN_NEEDED = 401;
  private static final int NOT_ALLOWED = 403;

  /** Kind 0x00, without a payload. */
  private static final byte[] HANG_UP = {0, 0, 0};

  /** The first byte of what a TLS server says to who speaks none. */
  private static final int TLS_ALERT = 21;

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
    WebClient.Answer listed = engine.get("/api/calls?limit=" + MAX_CALLS);
    if (listed.status() == TOKEN_NEEDED || listed.status() == NOT_ALLOWED) {
      findings.add(Finding.warn(
          "lines",
          "calls cannot be listed: status " + listed.status(),
          "set " + TOKEN + " to a token of the API with role read and for all profiles"));
      return;
    }
    JsonNode calls = listed.body().path("calls");
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

  /** It says nothing to who does not name a call, and closes when it is told that none comes. */
  private Finding audio() {
    String where = "AudioSocket " + audio.getHostString() + ":" + audio.getPort();
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(audio.getHostString(), audio.getPort()), WITHIN_MS);
      OptionalInt first = read(socket, SILENT_MS);
      if (first.isPresent()) {
        return first.getAsInt() < 0
            ? Finding.fail(
                where, "closes at once", "talkspurt.access.line-networks: may this host connect?")
            : other(where);
      }
      socket.getOutputStream().write(HANG_UP);
      OptionalInt end = read(socket, WITHIN_MS);
      if (end.isEmpty()) {
        return Finding.fail(
            where, "does not close when told to hang up", "is it AudioSocket that listens there?");
      }
      if (end.getAsInt() == TLS_ALERT) {
        return Finding.ok(where, "takes lines over TLS; --audio can ask through the forwarder");
      }
      return end.getAsInt() < 0 ? Finding.ok(where, "takes lines") : other(where);
    } catch (IOException failure) {
      return Finding.fail(
          where,
          "cannot be reached: " + told(failure),
          "talkspurt.bind and talkspurt.audiosocket.port; --audio says where it listens");
    }
  }

  private static Finding other(String where) {
    return Finding.fail(where, "sends something else", "another program listens at this port");
  }

  /** The next byte, -1 at the end; nothing where none comes in time. */
  private static OptionalInt read(Socket socket, int withinMs) throws IOException {
    socket.setSoTimeout(withinMs);
    try {
      return OptionalInt.of(socket.getInputStream().read());
    } catch (SocketTimeoutException silent) {
      return OptionalInt.empty();
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
