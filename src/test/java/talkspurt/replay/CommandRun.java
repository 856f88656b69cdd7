package talkspurt.replay;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.InstantSource;
import picocli.CommandLine;
import talkspurt.fake.Turns;

/** One run of the command: its exit code and what it printed. */
record CommandRun(int exit, String out, String err) {

  static CommandRun of(Object... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    String[] words = new String[arguments.length];
    for (int k = 0; k < words.length; k++) {
      words[k] = arguments[k].toString();
    }
    int exit = new CommandLine(
            new ReplayCommand(InstantSource.fixed(Instant.EPOCH), () -> Turns.SETTINGS))
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(words);
    return new CommandRun(exit, out.toString(), err.toString());
  }
}
