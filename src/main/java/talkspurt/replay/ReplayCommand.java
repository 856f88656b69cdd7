package talkspurt.replay;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import javax.imageio.ImageIO;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import talkspurt.audio.HearingNet;
import talkspurt.trace.Trace;
import talkspurt.turn.TurnSettings;

/** The command that hears recordings again, offline. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    description = {
      "Hear recordings again, offline.",
      "CALL.wav: print a timeline of what was heard and decided in one call.",
      "--trace: compare what is decided now with what the live call decided.",
      "--manifest: write down when the caller was found to speak, for scoring."
    },
    customSynopsis = {
      "talkspurt replay CALL.wav [--plot OUT.png] [--out FILE] [--weights FILE]",
      "       talkspurt replay CALL.flac --trace CALL.trace.gz [--json] [--least PERCENT]",
      "       talkspurt replay --manifest M.json --out FILE [--stt] [--clean DIR]",
      "         [--evidence FILE] [--threads N] [--weights FILE] [--system NAME]"
    },
    sortOptions = false)
public final class ReplayCommand implements Callable<Integer> {

  /** The exit code where the replay decides otherwise than the live call. */
  private static final int APART = 3;

  private static final List<String> OF_A_CALL = List.of("--plot", "--trace");
  private static final List<String> OF_A_TRACE = List.of("--json", "--least");
  private static final List<String> NOT_WITH_A_TRACE = List.of("--plot", "--out");
  private static final List<String> OF_A_MANIFEST =
      List.of("--stt", "--clean", "--evidence", "--threads", "--system");

  @Spec
  private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "CALL.wav",
      description = "a call in stereo: the caller's line left, what the bot sent right")
  private Path recording;

  @Option(names = "--manifest", paramLabel = "M.json", description = "recorded situations")
  private Path manifest;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "write what was heard there, as JSON (needed with --manifest)")
  private Path out;

  @Option(
      names = "--weights",
      paramLabel = "FILE",
      description = "use these weights instead of those that come with Talkspurt")
  private Path weights;

  @Option(names = "--plot", paramLabel = "OUT.png", description = "of a call: draw it")
  private Path plot;

  @Option(
      names = "--trace",
      paramLabel = "CALL.trace.gz",
      description = "of a recorded call: its trace, to compare decisions with")
  private Path trace;

  @Option(names = "--json", description = "with --trace: print the comparison as JSON")
  private boolean json;

  @Option(
      names = "--least",
      paramLabel = "PERCENT",
      description = "with --trace: how many decisions have to be within 40 ms, or exit with 3"
          + " (${DEFAULT-VALUE})",
      defaultValue = "99")
  private double least;

  @Option(
      names = "--stt",
      description = "of situations: write down what recognition would have got, too")
  private boolean stt;

  @Option(
      names = "--clean",
      paramLabel = "DIR",
      description = "of situations: write the sound without the bot's echo there")
  private Path clean;

  @Option(
      names = "--evidence",
      paramLabel = "FILE",
      description = "of situations: write the numbers each frame is judged by, for training")
  private Path evidence;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "situations heard at the same time (as many as there are processors)")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--system",
      paramLabel = "NAME",
      description = "of situations: name to write into the file (${DEFAULT-VALUE})",
      defaultValue = "talkspurt")
  private String system;

  private final InstantSource clock;
  private final Supplier<TurnSettings> turns;

  /**
   * The command.
   *
   * @param clock tells how long it took
   * @param turns how turns are taken
   */
  public ReplayCommand(InstantSource clock, Supplier<TurnSettings> turns) {
    this.clock = clock;
    this.turns = turns;
  }

  /** Returns 0, or 1 with a line on standard error where a file is of no use. */
  @Override
  public Integer call() throws InterruptedException {
    checkUsage();
    try {
      if (trace != null) {
        return compare();
      }
      if (manifest == null) {
        replayCall();
      } else {
        replaySituations();
      }
      return CommandLine.ExitCode.OK;
    } catch (IOException failure) {
      spec.commandLine().getErr().println(spec.qualifiedName() + ": " + line(failure));
      return CommandLine.ExitCode.SOFTWARE;
    }
  }

  private void checkUsage() {
    if ((recording == null) == (manifest == null)) {
      throw misuse("give either CALL.wav or --manifest");
    }
    if (manifest != null && out == null) {
      throw misuse("--manifest needs --out");
    }
    if (threads < 1) {
      throw misuse("--threads " + threads + "; allowed: 1 and more");
    }
    refuse(
        trace == null ? OF_A_TRACE : NOT_WITH_A_TRACE,
        (trace == null ? "without" : "with") + " --trace");
    if (!(least >= 0 && least <= 100)) {
      throw misuse("--least " + least + "; allowed: 0 to 100");
    }
    refuse(
        manifest == null ? OF_A_MANIFEST : OF_A_CALL,
        "with " + (manifest == null ? "CALL.wav" : "--manifest"));
  }

  private void refuse(List<String> options, String where) {
    for (String option : options) {
      if (spec.commandLine().getParseResult().hasMatchedOption(option)) {
        throw misuse(option + " does not go " + where);
      }
    }
  }

  private ParameterException misuse(String what) {
    return new ParameterException(spec.commandLine(), what);
  }

  private int compare() throws IOException {
    LiveComparison comparison = TraceReplay.of(CallRecording.read(recording), trace(), net());
    spec.commandLine()
        .getOut()
        .print(
            json
                ? json().writeValueAsString(ComparisonView.of(comparison)) + System.lineSeparator()
                : comparison.text());
    spec.commandLine().getOut().flush();
    return comparison.share() >= least ? CommandLine.ExitCode.OK : APART;
  }

  private Trace trace() throws IOException {
    try (InputStream in = Files.newInputStream(trace)) {
      return Trace.read(in);
    } catch (FileSystemException unreadable) {
      throw unreadable;
    } catch (IOException wrong) {
      throw new InputFailure(trace, wrong.getMessage());
    }
  }

  private static JsonMapper json() {
    return JsonMapper.builder()
        .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
        .enable(SerializationFeature.INDENT_OUTPUT)
        .build();
  }

  private void replayCall() throws IOException {
    CallTrack track = CallTrack.of(CallRecording.read(recording), net());
    Decisions decisions = Decisions.of(track);
    spec.commandLine().getOut().print(Timeline.text(decisions));
    spec.commandLine().getOut().flush();
    if (out != null) {
      Files.write(out, json().writeValueAsBytes(decisions));
    }
    if (plot != null) {
      System.setProperty("java.awt.headless", "true");
      try (var png = Files.newOutputStream(plot)) {
        ImageIO.write(CallPlot.draw(track, decisions), "png", png);
      }
    }
  }

  private void replaySituations() throws IOException, InterruptedException {
    List<Situation> situations = Manifest.read(manifest);
    ManifestReplay.Job job =
        new ManifestReplay.Job(situations, system, out, stt, turns.get(), clean, evidence, threads);
    long startedMs = clock.millis();
    double seconds = new ManifestReplay(job, net()).run();
    double tookS = Math.max(1, clock.millis() - startedMs) / 1000.0;
    spec.commandLine()
        .getOut()
        .printf(
            Locale.ROOT,
            "%d situations, %.1f s of audio, %.1f times real time%n",
            situations.size(),
            seconds,
            seconds / tookS);
  }

  private HearingNet net() throws IOException {
    if (weights == null) {
      return HearingNet.standard();
    }
    try (InputStream in = new BufferedInputStream(Files.newInputStream(weights))) {
      return HearingNet.read(in);
    } catch (FileSystemException unreadable) {
      throw unreadable;
    } catch (EOFException cut) {
      throw new InputFailure(weights, "weights that end too early");
    } catch (IOException wrong) {
      throw new InputFailure(weights, wrong.getMessage());
    }
  }

  /** What went wrong with a file; the JDK's own messages leave out what, or which file. */
  private static String line(IOException failure) {
    if (failure instanceof NoSuchFileException missing) {
      return missing.getFile() + ": no such file or directory";
    }
    if (failure instanceof AccessDeniedException denied) {
      return denied.getFile() + ": permission denied";
    }
    return failure.getMessage();
  }
}
