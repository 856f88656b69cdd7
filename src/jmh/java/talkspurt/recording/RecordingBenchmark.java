package talkspurt.recording;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import talkspurt.audio.AudioFrame;
import talkspurt.audio.Heard;
import talkspurt.telemetry.Metrics;

/** What it costs to record a second of a call: both threads together, the file on a real disk. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class RecordingBenchmark {

  private static final int FRAMES = 50;
  private static final int FRAMES_A_PASS = 5;

  /** Samples per second of the line. */
  @Param({"8000", "16000"})
  public int rateHz;

  /** In which form. */
  @Param({"FLAC", "WAV"})
  public RecordingFormat format;

  /** Whether with a trace. */
  @Param({"true", "false"})
  public boolean trace;

  private Path folder;
  private Recordings recordings;
  private LineRecorder line;
  private AudioFrame[] caller;
  private AudioFrame[] bot;
  private Heard[] heard;
  private long nanos;

  /** A second of voiced sound on either side. */
  @Setup
  public void begin() throws IOException {
    folder = Files.createTempDirectory(new File("target").toPath(), "recording");
    Recordings.Disk disk = new Recordings.Disk() {
      @Override
      public long usable() {
        return 1L << 50;
      }

      @Override
      public long total() {
        return 1L << 51;
      }
    };
    RecordingSettings settings =
        new RecordingSettings(folder, format, trace, Duration.ofSeconds(5), 1L << 30);
    recordings = new Recordings(
        Optional.of(settings),
        "n1",
        disk,
        InstantSource.system(),
        Metrics.notExposed().recordings(),
        PartWatch.NONE,
        Optional.empty());
    line = recordings.line();
    line.begin(UUID.randomUUID(), 1, news -> {});
    caller = sound(new Random(1), 130);
    bot = sound(new Random(2), 190);
    Random random = new Random(3);
    heard = Arrays.stream(caller)
        .map(frame -> new Heard(frame, random.nextFloat()))
        .toArray(Heard[]::new);
  }

  private AudioFrame[] sound(Random random, int hz) {
    AudioFrame[] frames = new AudioFrame[FRAMES];
    int count = AudioFrame.samplesPerFrame(rateHz);
    for (int frame = 0; frame < FRAMES; frame++) {
      short[] samples = new short[count];
      for (int n = 0; n < count; n++) {
        double phase = 2 * Math.PI * hz * (frame * count + n) / rateHz;
        double voiced = Math.sin(phase) + 0.5 * Math.sin(2 * phase) + 0.3 * Math.sin(5 * phase);
        samples[n] = (short) (2500 * voiced + 60 * random.nextGaussian());
      }
      frames[frame] = new AudioFrame(rateHz, samples);
    }
    return frames;
  }

  /** A second of the call. */
  @Benchmark
  public void second() {
    for (int frame = 0; frame < FRAMES; frame++) {
      line.hear(caller[frame], bot[frame], heard[frame], true, nanos += 20_000_000);
      if (frame % FRAMES_A_PASS == 0) {
        recordings.pass();
      }
    }
  }

  /** Nothing stays on the disk. */
  @TearDown
  public void end() throws IOException {
    line.end(RecordingEnd.LINE_GONE);
    recordings.pass();
    try (Stream<Path> all = Files.walk(folder)) {
      all.sorted(Comparator.reverseOrder()).forEach(RecordingBenchmark::delete);
    }
  }

  private static void delete(Path path) {
    try {
      Files.delete(path);
    } catch (IOException stays) {
      throw new UncheckedIOException(stays);
    }
  }
}
