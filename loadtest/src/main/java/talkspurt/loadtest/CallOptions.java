package talkspurt.loadtest;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that say what the calls of a run do. */
final class CallOptions {
  private static final int MAX_CALLS = 1_000;
  private static final int MAX_SECONDS = 3_600;
  private static final int RAMP_MS_PER_CALL = 10;

  @Option(
      names = "--calls",
      paramLabel = "N",
      defaultValue = "1",
      description = "How many calls, 1 to " + MAX_CALLS + " (${DEFAULT-VALUE}).")
  private String calls;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "10",
      description = "How long each call lasts, 1 to " + MAX_SECONDS + " (${DEFAULT-VALUE}).")
  private String seconds;

  @Option(
      names = "--ramp-ms",
      paramLabel = "MS",
      description =
          "Over how long the starts of the calls are spread (" + RAMP_MS_PER_CALL + " a call).")
  private String rampMs;

  @Option(
      names = "--rate",
      paramLabel = "HZ",
      defaultValue = "8000",
      description = "Rate of what is said: 8000 (kind 0x10) to 192000 (0x18) (${DEFAULT-VALUE}).")
  private String rate;

  @Option(
      names = "--say",
      paramLabel = "FILE.wav@SECOND",
      description = "Say a 16-bit mono wav file at that second of each call; repeatable.")
  private List<String> says = List.of();

  @Option(
      names = "--dtmf",
      paramLabel = "DIGITS@SECOND",
      description = "Key digits at that second of each call, 200 ms apart; repeatable.")
  private List<String> keys = List.of();

  @Option(
      names = "--echo-db",
      paramLabel = "DB",
      description = "Feed what is heard back into what is said, so many decibels weaker, 0 to 80.")
  private String echoDb;

  @Option(
      names = "--echo-delay-ms",
      paramLabel = "MS",
      defaultValue = "180",
      description = "How much later the echo comes, 20 to 2000 (${DEFAULT-VALUE}).")
  private String echoDelayMs;

  @Option(
      names = "--record",
      paramLabel = "DIR",
      description =
          "Write what each call heard and said to DIR/<n>-heard.wav and DIR/<n>-said.wav.")
  private String recordings;

  @Option(
      names = "--call-start",
      paramLabel = "URL",
      description = "Before each call, ask GET URL/api/call-start for the address to connect to.")
  private String callStart;

  @Option(
      names = "--next",
      paramLabel = "URL[,URL]",
      split = ",",
      description =
          "When a line ends, ask GET URL/api/calls/{id}/next of one of these what to do, and do it.")
  private List<String> nexts = List.of();

  @Option(
      names = "--caller-id",
      paramLabel = "NUMBER",
      defaultValue = "5550100",
      description = "callerId of the call start (${DEFAULT-VALUE}).")
  private String callerId;

  @Option(
      names = "--dnid",
      paramLabel = "NUMBER",
      defaultValue = "100",
      description = "dnid of the call start (${DEFAULT-VALUE}).")
  private String dnid;

  @Option(
      names = "--lext",
      paramLabel = "EXTENSION",
      defaultValue = "100",
      description = "lext of the call start (${DEFAULT-VALUE}).")
  private String lext;

  /** @throws IllegalArgumentException in words for the user, if an option is wrong */
  RunPlan plan(InetSocketAddress engine, Reach reach) {
    int callCount = new OptionText("--calls", calls).whole(1, MAX_CALLS);
    int secondCount = new OptionText("--seconds", seconds).whole(1, MAX_SECONDS);
    int rateHz = new OptionText("--rate", rate).rateHz();
    long ramp = rampMs == null
        ? (long) callCount * RAMP_MS_PER_CALL
        : new OptionText("--ramp-ms", rampMs).whole(0, 1_000 * MAX_SECONDS);
    int delayMs = new OptionText("--echo-delay-ms", echoDelayMs).whole(20, 2_000);
    Optional<EchoPath.Settings> echo = Optional.ofNullable(echoDb)
        .map(loss ->
            new EchoPath.Settings(new OptionText("--echo-db", loss).decimal(0, 80), delayMs));
    return new RunPlan(
        engine,
        Optional.ofNullable(callStart).map(url -> callStart(url, reach)),
        dialplan(reach),
        callCount,
        secondCount,
        ramp,
        rateHz,
        script(rateHz, secondCount),
        echo,
        Optional.ofNullable(recordings).map(CallOptions::directory));
  }

  private Optional<Dialplan> dialplan(Reach reach) {
    if (nexts.isEmpty()) return Optional.empty();
    return Optional.of(
        new Dialplan(nexts.stream().map(url -> engine("--next", url, reach)).toList(), reach));
  }

  static URI engine(String option, String url, Reach reach) {
    OptionText text = new OptionText(option, url);
    URI address = text.httpAddress();
    new OptionText(option, address.getHost()).host(reach, Math.max(address.getPort(), 0));
    return address;
  }

  private CallStart callStart(String url, Reach reach) {
    URI address = engine("--call-start", url, reach);
    return new CallStart(address, new CallStart.Parties(callerId, dnid, lext), reach);
  }

  private static Path directory(String name) {
    try {
      return Files.createDirectories(Path.of(name));
    } catch (IOException e) {
      throw new OptionText("--record", name).refused("a directory (" + e + ")");
    }
  }

  private Script script(int rateHz, int secondCount) {
    Script script = new Script(rateHz);
    for (String say : says) {
      OptionText text = new OptionText("--say", say);
      OptionText.Cue cue = text.cue("FILE.wav", secondCount);
      try {
        script.say(WavFile.read(Path.of(cue.what())), cue.second());
      } catch (IOException e) {
        throw text.refused("a 16-bit mono wav file (" + e.getMessage() + ")");
      }
    }
    for (String key : keys) {
      OptionText.Cue cue = new OptionText("--dtmf", key).digits(secondCount);
      script.key(cue.what(), cue.second());
    }
    return script;
  }
}
