package talkspurt.doctor;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Which engine a command asks. */
final class EngineOptions {

  @Option(
      names = "--engine",
      paramLabel = "URL",
      defaultValue = "http://127.0.0.1:1650",
      description = "the engine's API (${DEFAULT-VALUE})")
  private String engine;

  @Option(
      names = "--ca-file",
      paramLabel = "FILE.pem",
      description = "who vouches for its certificate, where --engine is https (else: the JVM's)")
  private Path caFile;

  /** What asks it. */
  WebClient client(CommandSpec spec, String token) {
    return WebClient.at(url(spec), token, trust(spec));
  }

  String url(CommandSpec spec) {
    return url(spec, "--engine", engine);
  }

  static String url(CommandSpec spec, String option, String text) {
    try {
      URI url = URI.create(text);
      if (String.valueOf(url.getScheme()).matches("https?")
          && url.getHost() != null
          && url.getUserInfo() == null
          && url.getQuery() == null) {
        return text;
      }
    } catch (IllegalArgumentException noUrl) {
      // told below
    }
    throw new ParameterException(
        spec.commandLine(),
        option + " is no such URL; allowed: http://host:port, without user or query");
  }

  private Optional<SSLContext> trust(CommandSpec spec) {
    try {
      return Optional.ofNullable(caFile).map(Trust::of);
    } catch (IllegalArgumentException faulty) {
      throw new ParameterException(
          spec.commandLine(),
          "--ca-file " + faulty.getMessage() + "; allowed: certificates as PEM");
    }
  }
}
