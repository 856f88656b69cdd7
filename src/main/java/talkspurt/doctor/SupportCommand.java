package talkspurt.doctor;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command that gathers what who helps has to know of an engine. */
@Command(
    name = "support",
    mixinStandardHelpOptions = true,
    description = {
      "Write a file with what who helps has to know of a running engine: versions, settings without secrets,",
      "the last lines of its log, metrics, threads, and one call without words and numbers of its people.",
      "Look through it before you give it away. Exit status 1 when anything is missing."
    },
    footer = {
      "",
      "Environment: TALKSPURT_TOKEN, a token of the API with role admin, where the API asks for one."
    },
    sortOptions = false)
public final class SupportCommand implements Callable<Integer> {

  private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern(
          "'talkspurt-support-'yyyyMMdd-HHmmss'.zip'")
      .withZone(ZoneOffset.UTC);

  @Spec
  private CommandSpec spec;

  @Mixin
  private EngineOptions engine;

  @Option(
      names = "--out",
      paramLabel = "FILE.zip",
      description = "the file to write (talkspurt-support-TIME.zip); must not be there yet")
  private Path out;

  @Parameters(
      arity = "0..1",
      paramLabel = "CALL",
      description = "the id of a call that is to be in it")
  private String call;

  private final Map<String, String> environment;
  private final InstantSource clock;

  /** The command, with the environment its token is in. */
  public SupportCommand(Map<String, String> environment, InstantSource clock) {
    this.environment = environment;
    this.clock = clock;
  }

  /** Returns 0, or 1 when anything is missing. */
  @Override
  public Integer call() throws InterruptedException {
    Path file = out == null ? Path.of(NAME.format(clock.instant())) : out;
    SupportBundle bundle =
        new SupportBundle(engine.client(spec, environment.getOrDefault(EngineCheck.TOKEN, "")));
    Optional<String> wanted = Optional.ofNullable(call).map(this::checked);
    List<Finding> findings;
    try (OutputStream to = open(file)) {
      findings = new ArrayList<>(bundle.write(to, wanted));
    } catch (FileAlreadyExistsException there) {
      throw new ParameterException(
          spec.commandLine(), "--out " + file + " is there already; allowed: a new file");
    } catch (IOException failed) {
      throw new ParameterException(
          spec.commandLine(),
          "--out " + file + " cannot be written (" + failed.getClass().getSimpleName()
              + "); allowed: a new file in a folder that is there");
    }
    findings.add(Finding.ok("written", file.toString()));
    return Finding.print(findings, spec.commandLine().getOut());
  }

  /** For nobody but its owner, where files have owners. */
  private static OutputStream open(Path file) throws IOException {
    boolean posix =
        Files.getFileStore(file.toAbsolutePath().getParent()).supportsFileAttributeView("posix");
    if (posix) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      return Files.newOutputStream(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    }
    return Files.newOutputStream(file, StandardOpenOption.CREATE_NEW);
  }

  private String checked(String text) {
    try {
      return UUID.fromString(text).toString();
    } catch (IllegalArgumentException none) {
      throw new ParameterException(
          spec.commandLine(), "CALL is '" + text + "'; allowed: the UUID of a call");
    }
  }
}
