package talkspurt.provider.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import talkspurt.provider.ProviderFailure.Kind;
import talkspurt.provider.transport.ProviderFault;

/**
 * One run of a program. Reading blocks; killing does not, may be done from any thread at any time,
 * and ends a read.
 */
final class RunningProgram {

  private static final Logger LOG = LoggerFactory.getLogger(RunningProgram.class);
  private static final int CHUNK_BYTES = 4096;
  private static final int EXIT_WITHIN_S = 1;

  private final String provider;
  private final ProgramInput line;
  private final Runnable over;
  private Process process;
  private boolean killed;

  /**
   * @param over told once, when it no longer runs or will never
   */
  RunningProgram(String provider, ProgramInput line, Runnable over) {
    this.provider = provider;
    this.line = line;
    this.over = over;
  }

  /** Starts it, and gives it its input, which fits into a pipe; what fails is told by reading. */
  RunningProgram start() {
    if (begin()) {
      try (OutputStream input = process.getOutputStream()) {
        input.write(line.input().getBytes(StandardCharsets.UTF_8));
      } catch (IOException closed) {
        LOG.debug("{} does not read its input", line.arguments().get(0)); // its status tells more
      }
    }
    return this;
  }

  private synchronized boolean begin() {
    if (killed) {
      return false;
    }
    ProcessBuilder builder = new ProcessBuilder(line.arguments()).redirectError(Redirect.DISCARD);
    builder.environment().keySet().removeIf(RunningProgram::secret);
    try {
      process = builder.start();
      return true;
    } catch (IOException missing) {
      return false;
    }
  }

  /** Keys of other providers are none of its business. */
  private static boolean secret(String variable) {
    String name = variable.toUpperCase(Locale.ROOT);
    return Stream.of("KEY", "TOKEN", "SECRET", "PASSWORD").anyMatch(name::contains);
  }

  /** The next bytes; none at the end of its output. A fault, where it did not end well. */
  Optional<byte[]> read() {
    if (process == null) {
      throw failed(Kind.UNREACHABLE, "cannot be started");
    }
    try {
      InputStream output = process.getInputStream();
      byte[] chunk = new byte[CHUNK_BYTES];
      int count = output.read(chunk);
      if (count >= 0) {
        return Optional.of(Arrays.copyOf(chunk, count));
      }
      if (process.waitFor(EXIT_WITHIN_S, TimeUnit.SECONDS) && process.exitValue() != 0) {
        throw failed(Kind.BROKE_PROTOCOL, "ended with status " + process.exitValue());
      }
      return Optional.empty();
    } catch (IOException closed) {
      throw failed(Kind.BROKE_PROTOCOL, "broke off");
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private ProviderFault failed(Kind kind, String what) {
    return ProviderFault.of(kind, provider, line.arguments().get(0) + " " + what);
  }

  /** Ends it with all it has started. Does nothing the second time. */
  synchronized void kill() {
    if (!killed) {
      killed = true;
      if (process != null) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
      over.run();
    }
  }
}
