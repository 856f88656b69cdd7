package talkspurt.provider.deepgram;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.StringJoiner;

/** The query in which Deepgram is told everything it is to do. */
final class ListenQuery {

  private static final int MAX_KEYTERMS = 100;

  private final StringJoiner query = new StringJoiner("&", "?", "");

  /** Refuses what cannot be asked for. */
  static void check(String model, List<String> keyterms, List<String> parameters) {
    if (model.isBlank()) {
      throw new IllegalArgumentException("model is empty; allowed: a model such as nova-3");
    }
    if (keyterms.size() > MAX_KEYTERMS) {
      throw new IllegalArgumentException(
          "keyterms has " + keyterms.size() + " entries; allowed: at most " + MAX_KEYTERMS);
    }
    for (String parameter : parameters) {
      if (!parameter.matches("[a-z_]+=.*")) {
        throw new IllegalArgumentException(
            "parameters has '" + parameter + "'; allowed: name=value");
      }
    }
  }

  /** Refuses what cannot be taken out of words. */
  static void checkRedacted(List<String> redact, List<String> parameters) {
    for (String kind : redact) {
      if (!kind.matches("[a-z_]{1,60}")) {
        throw new IllegalArgumentException("redact has '" + kind
            + "'; allowed: pii, pci, phi, numbers, or a kind of entity such as phone_number");
      }
    }
    for (String parameter : parameters) {
      if (parameter.startsWith("redact=")) {
        throw new IllegalArgumentException("parameters has " + parameter + "; allowed: redact = ["
            + parameter.substring("redact=".length()) + "]");
      }
      if (!redact.isEmpty() && parameter.equals("no_delay=true")) {
        throw new IllegalArgumentException(
            "redact is there, but parameters has no_delay=true, with which words come before it is known"
                + " what they are; allowed: redact without no_delay");
      }
    }
  }

  ListenQuery with(String name, Object value) {
    query.add(name + "=" + URLEncoder.encode(value.toString(), StandardCharsets.UTF_8));
    return this;
  }

  ListenQuery withEach(String name, List<String> values) {
    values.forEach(value -> with(name, value));
    return this;
  }

  /** Each as {@code name=value}. */
  ListenQuery withAll(List<String> parameters) {
    parameters.forEach(parameter -> {
      int equals = parameter.indexOf('=');
      with(parameter.substring(0, equals), parameter.substring(equals + 1));
    });
    return this;
  }

  URI of(URI address) {
    return URI.create(address + query.toString());
  }
}
