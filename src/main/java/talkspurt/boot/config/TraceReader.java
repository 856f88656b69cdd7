package talkspurt.boot.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import talkspurt.telemetry.TraceSettings;

/** Reads where traces of calls go. */
final class TraceReader {

  private static final String NODE = "TALKSPURT_NODE";
  private static final String HOST = "HOSTNAME";

  private TraceReader() {}

  static TraceSettings settings(ConfigSection block, Map<String, String> environment) {
    Map<String, String> headers = HeaderReader.headers(block, environment).entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, header -> header.getValue().text()));
    return new TraceSettings(
        endpoint(block),
        headers,
        block.fraction("share"),
        block.number("max-queued"),
        block.duration("timeout"),
        environment.getOrDefault(NODE, environment.getOrDefault(HOST, "")));
  }

  private static Optional<URI> endpoint(ConfigSection block) {
    String text = block.text("endpoint");
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(new URI(text));
    } catch (URISyntaxException wrong) {
      throw new IllegalArgumentException(
          "endpoint is '" + text + "'; allowed: such as http://127.0.0.1:4318/v1/traces");
    }
  }
}
