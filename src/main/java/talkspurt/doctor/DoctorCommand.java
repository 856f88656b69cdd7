package talkspurt.doctor;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command that says what is wrong with an engine, its lines and its Asterisk. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = {
      "Say what is wrong with an engine, its lines and its Asterisk, and what to do about it.",
      "One line a finding: ok, warn or fail. Exit status 1 when anything failed."
    },
    footer = {
      "",
      "Environment, needed with --ami-user and --ari-url: TALKSPURT_AMI_SECRET,",
      "  TALKSPURT_ARI_PASSWORD. They are sent to Asterisk and printed nowhere."
    },
    sortOptions = false)
public final class DoctorCommand implements Callable<Integer> {

  private static final String AMI_SECRET = "TALKSPURT_AMI_SECRET";
  private static final String ARI_PASSWORD = "TALKSPURT_ARI_PASSWORD";
  private static final int AUDIOSOCKET_PORT = 3000;
  private static final int MAX_PORT = 65_535;

  @Spec
  private CommandSpec spec;

  @Mixin
  private EngineOptions engine;

  @Option(
      names = "--audio",
      paramLabel = "HOST:PORT",
      description = "its AudioSocket (port " + AUDIOSOCKET_PORT + " of the same host)")
  private String audio;

  @Option(names = "--asterisk", paramLabel = "HOST", description = "an Asterisk to ask, by AMI")
  private String asterisk;

  @Option(
      names = "--ami-port",
      paramLabel = "PORT",
      defaultValue = "5038",
      description = "its AMI (${DEFAULT-VALUE})")
  private int amiPort;

  @Option(names = "--ami-user", paramLabel = "NAME", description = "a user of manager.conf")
  private String amiUser;

  @Option(
      names = "--ari-url",
      paramLabel = "URL",
      description = "its ARI, such as http://127.0.0.1:8088/ari")
  private String ariUrl;

  @Option(names = "--ari-user", paramLabel = "NAME", description = "a user of ari.conf")
  private String ariUser;

  private final Map<String, String> environment;

  /** The command, with the environment its secrets are in. */
  public DoctorCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  /** Returns 0, or 1 when anything failed. */
  @Override
  public Integer call() throws InterruptedException {
    List<Finding> findings = new ArrayList<>();
    EngineCheck ofEngine = new EngineCheck(
        engine.client(spec, environment.getOrDefault(EngineCheck.TOKEN, "")), audioAddress());
    boolean ami = asterisk != null;
    AmiCheck ofAsterisk = ami ? amiCheck() : null;
    AriCheck ofAri = ariUrl == null
        ? null
        : new AriCheck(
            WebClient.at(
                EngineOptions.url(spec, "--ari-url", ariUrl),
                needed("--ari-user", ariUser),
                secret(ARI_PASSWORD)),
            !ami);
    findings.addAll(ofEngine.run());
    if (ami) {
      findings.addAll(ofAsterisk.run());
    }
    if (ofAri != null) {
      findings.addAll(ofAri.run());
    }
    return Finding.print(findings, spec.commandLine().getOut());
  }

  private AmiCheck amiCheck() {
    if (amiPort < 1 || amiPort > MAX_PORT) {
      throw misuse("--ami-port " + amiPort + "; allowed: 1 to " + MAX_PORT);
    }
    return new AmiCheck(asterisk, amiPort, needed("--ami-user", amiUser), secret(AMI_SECRET));
  }

  private InetSocketAddress audioAddress() {
    if (audio == null) {
      return InetSocketAddress.createUnresolved(
          URI.create(engine.url(spec)).getHost(), AUDIOSOCKET_PORT);
    }
    int colon = audio.lastIndexOf(':');
    if (colon < 1 || !audio.substring(colon + 1).matches("[0-9]{1,5}")) {
      throw misuse("--audio " + audio + "; allowed: host:port");
    }
    int port = Integer.parseInt(audio.substring(colon + 1));
    if (port < 1 || port > MAX_PORT) {
      throw misuse("--audio " + audio + "; allowed: a port of 1 to " + MAX_PORT);
    }
    return InetSocketAddress.createUnresolved(audio.substring(0, colon), port);
  }

  private String needed(String option, String value) {
    if (value == null || value.isBlank() || value.chars().anyMatch(Character::isISOControl)) {
      throw misuse(option + " is needed");
    }
    return value;
  }

  private String secret(String name) {
    String value = environment.get(name);
    if (value == null || value.isEmpty() || value.chars().anyMatch(Character::isISOControl)) {
      throw misuse("environment " + name + " is needed, in one line");
    }
    return value;
  }

  private ParameterException misuse(String what) {
    return new ParameterException(spec.commandLine(), what);
  }
}
