package talkspurt.doctor;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;

/**
 * What one check came to.
 *
 * @param remedy what to do about it; empty where nothing is to be done
 */
public record Finding(Level level, String subject, String text, String remedy) {

  /** How bad it is. */
  public enum Level {
    OK,
    WARN,
    FAIL
  }

  /** All is well. */
  public static Finding ok(String subject, String text) {
    return new Finding(Level.OK, subject, text, "");
  }

  /** It works, but not as it should. */
  public static Finding warn(String subject, String text, String remedy) {
    return new Finding(Level.WARN, subject, text, remedy);
  }

  /** It does not work. */
  public static Finding fail(String subject, String text, String remedy) {
    return new Finding(Level.FAIL, subject, text, remedy);
  }

  /** Whether something does not work. */
  public boolean failed() {
    return level == Level.FAIL;
  }

  /** Prints them, one line each; the exit status is 1 where anything does not work, else 0. */
  public static int print(List<Finding> findings, PrintWriter out) {
    findings.forEach(finding -> out.println(finding.line()));
    out.flush();
    return findings.stream().anyMatch(Finding::failed)
        ? CommandLine.ExitCode.SOFTWARE
        : CommandLine.ExitCode.OK;
  }

  /** One line; whatever came from elsewhere is cut down to what may be printed. */
  public String line() {
    String all = String.format("%-5s %s: %s", level.name().toLowerCase(Locale.ROOT), subject, text)
        + (remedy.isEmpty() ? "" : ". Remedy: " + remedy);
    return all.replaceAll("\\p{Cntrl}+", " ");
  }
}
