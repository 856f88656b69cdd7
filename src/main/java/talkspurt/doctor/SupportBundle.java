package talkspurt.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Asks an engine what it is and does, and puts that into one file, which holds no secret, word or number of a caller. */
final class SupportBundle {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int FOUND = 200;
  private static final int NOT_READY = 503;

  private final WebClient engine;
  private final List<Finding> findings = new ArrayList<>();

  SupportBundle(WebClient engine) {
    this.engine = engine;
  }

  /**
   * Writes the file.
   *
   * @return what is in it, and what is not
   */
  List<Finding> write(OutputStream to, Optional<String> callId)
      throws IOException, InterruptedException {
    try (ZipOutputStream zip = new ZipOutputStream(to, StandardCharsets.UTF_8)) {
      put(zip, "health.json", "/health");
      put(zip, "ready.json", "/ready");
      put(zip, "metrics.txt", "/metrics");
      put(zip, "cluster.json", "/api/cluster");
      Optional<JsonNode> node = asked("/api/support").map(SupportBundle::json);
      if (node.isPresent()) {
        put(zip, node.get());
      }
      if (callId.isPresent()) {
        Optional<JsonNode> call = asked("/api/calls/" + callId.get()).map(SupportBundle::json);
        if (call.isPresent()) {
          entry(zip, "call.json", pretty(CallRedaction.of(call.get())));
        }
      }
      StringBuilder told = new StringBuilder();
      findings.forEach(finding -> told.append(finding.line()).append('\n'));
      entry(zip, "contents.txt", told.toString());
    }
    return findings;
  }

  private void put(ZipOutputStream zip, JsonNode node) throws IOException {
    entry(zip, "settings.txt", lines(node.path("settings")));
    entry(zip, "threads.txt", texts(node.path("threads"), "\n\n"));
    entry(zip, "log.txt", texts(node.path("log"), "\n"));
    entry(
        zip,
        "versions.txt",
        "at = " + node.path("at").asText() + "\n" + lines(node.path("engine"))
            + lines(node.path("jvm")));
  }

  private void put(ZipOutputStream zip, String name, String path)
      throws IOException, InterruptedException {
    Optional<byte[]> body = asked(path);
    if (body.isPresent()) {
      entry(zip, name, new String(body.get(), StandardCharsets.UTF_8));
    }
  }

  /** What cannot be had is told, and the rest is as good without it. */
  private Optional<byte[]> asked(String path) throws InterruptedException {
    try {
      WebClient.Raw answer = engine.raw(path);
      if (answer.status() == FOUND || answer.status() == NOT_READY && path.equals("/ready")) {
        findings.add(Finding.ok(path, answer.body().length + " bytes"));
        return Optional.of(answer.body());
      }
      findings.add(Finding.fail(
          path,
          "not in the bundle: status " + answer.status(),
          answer.status() == 401 || answer.status() == 403
              ? "set " + EngineCheck.TOKEN + " to a token of the API with role admin"
              : ""));
    } catch (IOException gone) {
      findings.add(Finding.fail(
          path,
          "not in the bundle: " + EngineCheck.told(gone),
          "is the engine running? --engine is where its API listens"));
    }
    return Optional.empty();
  }

  private static JsonNode json(byte[] body) {
    try {
      return JSON.readTree(body);
    } catch (IOException noJson) {
      return JSON.createObjectNode();
    }
  }

  private static String pretty(JsonNode node) throws IOException {
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(node) + "\n";
  }

  private static String lines(JsonNode block) {
    StringBuilder lines = new StringBuilder();
    block
        .properties()
        .forEach(one -> lines
            .append(one.getKey())
            .append(" = ")
            .append(one.getValue().asText().replace("\n", "\\n"))
            .append('\n'));
    return lines.toString();
  }

  private static String texts(JsonNode list, String between) {
    List<String> texts = new ArrayList<>();
    list.forEach(one -> texts.add(one.asText()));
    return String.join(between, texts) + "\n";
  }

  private static void entry(ZipOutputStream zip, String name, String text) throws IOException {
    zip.putNextEntry(new ZipEntry("talkspurt-support/" + name));
    zip.write(text.getBytes(StandardCharsets.UTF_8));
    zip.closeEntry();
  }
}
