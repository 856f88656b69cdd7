package talkspurt.fake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Prometheus's own checks, where they are installed. */
public final class Promtool {

  /** Why a test is skipped. */
  public static final String MISSING = "promtool is not installed (Debian: package prometheus)";

  private static final String NAME = "promtool";

  private Promtool() {}

  /** Whether it can be run. */
  public static boolean isInstalled() {
    return Arrays.stream(System.getenv("PATH").split(":"))
        .anyMatch(dir -> Files.isExecutable(Path.of(dir, NAME)));
  }

  /** Runs it; what it finds fails the test. */
  public static void run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(NAME));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(told).isZero();
  }
}
