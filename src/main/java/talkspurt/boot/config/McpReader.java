package talkspurt.boot.config;

import akka.actor.typed.ActorSystem;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import talkspurt.provider.CallArguments;
import talkspurt.provider.mcp.McpAddress;
import talkspurt.provider.mcp.McpServer;
import talkspurt.provider.mcp.McpSettings;
import talkspurt.provider.mcp.McpToolRunner;
import talkspurt.provider.mcp.ToolUsage;
import talkspurt.provider.transport.Secret;
import talkspurt.telemetry.Metrics;

/** Reads the servers of a {@code tools.mcp} block. */
final class McpReader {

  private static final int MOST = 16;
  private static final String ALL = "*";
  private static final String ALLOWED_NAME = "[A-Za-z0-9_-]{1,32}";

  /** What a program needs to be found, and to find its files. */
  private static final List<String> ALWAYS = List.of("PATH", "HOME");

  private final ActorSystem<?> system;
  private final ConfigSection standards;
  private final Metrics metrics;
  private final ProviderStore.Reading made;
  private final Map<String, String> environment;

  /**
   * @param standards the block {@code talkspurt.mcp}, what holds where a profile says nothing
   * @param made where connections are, and come to
   * @param environment of this process
   */
  McpReader(
      ActorSystem<?> system,
      ConfigSection standards,
      Metrics metrics,
      ProviderStore.Reading made,
      Map<String, String> environment) {
    this.system = system;
    this.standards = standards;
    this.metrics = metrics;
    this.made = made;
    this.environment = environment;
  }

  /** The tools of each server, by the server's name. Servers are connected to, unless faults are collected. */
  Map<String, McpToolRunner> read(ConfigSection block) {
    Map<String, McpToolRunner> all = new LinkedHashMap<>();
    for (String name : block.keys()) {
      all.put(name, block.section(name).check(one -> server(name, one)));
    }
    if (all.size() > MOST) {
      throw new IllegalArgumentException("mcp has " + all.size() + "; allowed: " + MOST);
    }
    return all;
  }

  private McpToolRunner server(String name, ConfigSection own) {
    if (!name.matches(ALLOWED_NAME)) {
      own.tell("has a name of other letters; allowed: up to 32 letters, digits, _ and -");
    }
    own.only(
        "url",
        "program",
        "environment",
        "token-env",
        "token-file",
        "headers",
        "allow",
        "deny",
        "prefix",
        "tools",
        "pending-after",
        "max-characters",
        "connect-timeout",
        "answer-timeout",
        "check-every",
        "max-requests",
        "max-bytes",
        "retry-after",
        "max-retry-after");
    ConfigSection block = own.or(standards);
    McpSettings settings = new McpSettings(
        name,
        address(own),
        block.duration("connect-timeout"),
        block.duration("answer-timeout"),
        block.duration("check-every"),
        block.number("max-requests"),
        block.number("max-bytes"),
        block.duration("retry-after"),
        block.duration("max-retry-after"));
    McpServer server = made.one(
        McpServer.class,
        List.of("mcp", settings),
        () -> McpServer.create(system, settings, metrics.mcp()));
    if (!own.faults().collects()) {
      server.start();
    }
    return new McpToolRunner(server, usage(own, block), metrics.providers());
  }

  private McpAddress address(ConfigSection own) {
    if (own.has("url") == own.has("program")) {
      throw new IllegalArgumentException("has " + (own.has("url") ? "both" : "none")
          + " of url and program; allowed: one of them");
    }
    if (own.has("url")) {
      if (own.has("environment")) {
        own.tell("environment", "is for a program; allowed: with program");
      }
      Optional<Secret> token = SecretReader.secret(own, "token", environment);
      Map<String, Secret> headers = HeaderReader.headers(own, environment);
      if (token.isPresent()
          && headers.keySet().stream().anyMatch("authorization"::equalsIgnoreCase)) {
        own.tell("headers", "has Authorization beside a token; allowed: one of them");
      }
      return new McpAddress.Url(PeerReader.uri(own.text("url")), token, headers);
    }
    for (String key : List.of("token-env", "token-file", "headers")) {
      if (own.has(key)) {
        own.tell(key, "is for a url; a program gets its secrets by environment = [NAME, …]");
      }
    }
    List<String> program = own.texts("program");
    if (!program.isEmpty() && !runnable(program.get(0))) {
      own.tell(
          "program",
          "begins with " + program.get(0)
              + ", which is not a program that can be run here; allowed: one in PATH, or"
              + " the path of one");
    }
    List<String> named = own.texts("environment", List.of()).stream()
        .filter(environment::containsKey)
        .toList();
    return new McpAddress.Program(program, handedOn(own), new HashSet<>(named));
  }

  private boolean runnable(String program) {
    try {
      if (program.contains(File.separator)) {
        return Files.isExecutable(Path.of(program));
      }
      return Pattern.compile(File.pathSeparator)
          .splitAsStream(environment.getOrDefault("PATH", ""))
          .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    } catch (InvalidPathException wrong) {
      return false;
    }
  }

  private Map<String, Secret> handedOn(ConfigSection own) {
    Map<String, Secret> all = new HashMap<>();
    for (String name : ALWAYS) {
      if (environment.containsKey(name)) {
        all.put(name, new Secret(environment.get(name)));
      }
    }
    for (String name : own.texts("environment", List.of())) {
      String value = environment.get(name);
      if (value == null) {
        own.tell(
            "environment",
            "names " + name + ", which is not set; allowed: variables of the environment");
      } else {
        all.put(name, new Secret(value));
      }
    }
    return all;
  }

  private static ToolUsage usage(ConfigSection own, ConfigSection block) {
    Map<String, ToolUsage.OneTool> tools = new HashMap<>();
    ConfigSection special = own.sectionOrNothing("tools");
    for (String name : special.keys()) {
      ConfigValue value = special.config().root().get(name);
      if (value instanceof ConfigObject object) { // names of tools may have points
        ConfigSection at = new ConfigSection(
            object.toConfig(), special.path() + "." + name, ConfigFactory.empty(), own.faults());
        at.only("with", "from-call", "pending-after");
        tools.put(name, at.check(McpReader::one));
      } else {
        own.tell(
            "tools",
            "has " + name
                + ", which is no block; allowed: NAME { with, from-call, pending-after }");
      }
    }
    return new ToolUsage(
        allow(own),
        new HashSet<>(own.texts("deny", List.of())),
        own.text("prefix", ""),
        tools,
        block.duration("pending-after"),
        block.number("max-characters"));
  }

  private static ToolUsage.OneTool one(ConfigSection block) {
    Optional<Duration> patience = block.has("pending-after")
        ? Optional.of(block.duration("pending-after"))
        : Optional.empty();
    return new ToolUsage.OneTool(arguments(block), patience);
  }

  /** What a block says of arguments that no model gives. */
  static CallArguments arguments(ConfigSection block) {
    return new CallArguments(
        block.has("with") ? block.section("with").templates() : Map.of(),
        block.has("from-call") ? block.section("from-call").texts() : Map.of());
  }

  /** Whoever means all of a server's tools, also those it has tomorrow, has to say so. */
  private static Optional<Set<String>> allow(ConfigSection own) {
    if (own.has("allow")
        && own.config().getValue("allow").valueType() == ConfigValueType.STRING
        && own.text("allow").equals(ALL)) {
      return Optional.empty();
    }
    List<String> names = own.texts("allow");
    if (names.isEmpty()) {
      own.tell("allow", "is empty; allowed: names of tools, or \"" + ALL + "\" for all");
    }
    return Optional.of(new HashSet<>(names));
  }
}
