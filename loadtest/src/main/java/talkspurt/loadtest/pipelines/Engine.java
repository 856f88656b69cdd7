package talkspurt.loadtest.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The product, as a user runs it: its jar, with settings of ours. */
final class Engine implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private static final int MAX_TRIES = 20;

  private final Process process;
  private final Path log;
  private final int http;
  private final int audio;
  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

  private Engine(Process process, Path log, int http, int audio) {
    this.process = process;
    this.log = log;
    this.http = http;
    this.audio = audio;
  }

  /** Starts it and waits until it is ready. */
  static Engine start(
      Path jar, Path out, String settings, Map<String, String> secrets, List<String> java)
      throws IOException, InterruptedException {
    Path config = Files.writeString(out.resolve("talkspurt.conf"), settings);
    Path log = out.resolve("engine.log");
    int http = freePort();
    int audio = freePort();
    List<String> command = new ArrayList<>(List.of("java"));
    command.addAll(java);
    command.addAll(List.of("-jar", jar.toString(), "--config", config.toString()));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().putAll(secrets);
    builder.environment().put("TALKSPURT_HTTP_PORT", String.valueOf(http));
    builder.environment().put("TALKSPURT_AUDIOSOCKET_PORT", String.valueOf(audio));
    builder.environment().put("TALKSPURT_OPERATIONS_PORT", "0");
    builder.environment().put("TALKSPURT_DATA_DIR", out.resolve("data").toString());
    Engine engine = new Engine(builder.start(), log, http, audio);
    Runtime.getRuntime().addShutdownHook(new Thread(engine.process::destroy));
    engine.awaitReady();
    return engine;
  }

  private static int freePort() throws IOException {
    try (ServerSocket door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return door.getLocalPort();
    }
  }

  private void awaitReady() throws IOException, InterruptedException {
    for (int tries = 0; tries < 1200; tries++) {
      if (!process.isAlive()) throw new IOException("the engine ended as it started: see " + log);
      if (Files.readString(log).contains(" is ready.")) return;
      Thread.sleep(100);
    }
    throw new IOException("the engine is not ready after two minutes: see " + log);
  }

  long pid() {
    return process.pid();
  }

  int audioPort() {
    return audio;
  }

  /** Announces a call, as a dialplan does. */
  void announce(UUID call, String profile) throws IOException, InterruptedException {
    text("/api/call-start?callerId=5550100&uuid=" + call + "&dnid=100&lext=100&profile=" + profile);
  }

  JsonNode story(UUID call) throws IOException, InterruptedException {
    return JSON.readTree(text("/api/calls/" + call));
  }

  /** What the dialplan is to do with the caller. */
  String next(UUID call) throws IOException, InterruptedException {
    return text("/api/calls/" + call + "/next?format=text");
  }

  /** As a dialplan tells that the caller is where they were sent. */
  String arrived(UUID call) throws IOException, InterruptedException {
    return text("/api/calls/" + call + "/transferred?format=text");
  }

  String metrics() throws IOException, InterruptedException {
    return text("/metrics");
  }

  /** All that the engine has logged. */
  String log() throws IOException {
    return Files.readString(log);
  }

  /** The lines of the log that tell of an error. */
  List<String> errors() throws IOException {
    try (var lines = Files.lines(log)) {
      return lines
          .filter(line -> line.contains(" ERROR ") || line.startsWith("\tat "))
          .toList();
    }
  }

  private String text(String path) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + http + path))
        .timeout(Duration.ofSeconds(20))
        .build();
    var answer = client.send(request, BodyHandlers.ofString());
    // "no answer in time" may be asked again, and a dialplan would
    for (int tries = 1; answer.statusCode() == 503 && tries < MAX_TRIES; tries++) {
      Thread.sleep(500);
      answer = client.send(request, BodyHandlers.ofString());
    }
    if (answer.statusCode() / 100 != 2)
      throw new IOException(path + " is answered by " + answer.statusCode() + " " + answer.body());
    return answer.body();
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
