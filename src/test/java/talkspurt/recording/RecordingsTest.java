package talkspurt.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ch.qos.logback.classic.Level;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import talkspurt.audio.AudioFrame;
import talkspurt.audio.Heard;
import talkspurt.fake.Allocation;
import talkspurt.fake.LogTrap;
import talkspurt.fake.Turns;
import talkspurt.recording.RecordingNews.Ended;
import talkspurt.recording.RecordingNews.Gap;
import talkspurt.recording.RecordingNews.Started;
import talkspurt.telemetry.Metrics;
import talkspurt.trace.Trace;
import talkspurt.trace.TraceEvent;

class RecordingsTest {

  private static final UUID CALL = UUID.fromString("11111111-2222-3333-4444-555555555555");
  private static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");
  private static final String FIRST = "2026-11-30/" + CALL + "-1.";

  @TempDir
  Path folder;

  private final Metrics metrics = Metrics.notExposed();
  private final List<RecordingNews> news = new ArrayList<>();
  private TestRecordings all;
  private LineRecorder line;
  private int heard;
  private long nanos;

  private void record(RecordingFormat format) {
    all = new TestRecordings(folder, format, Duration.ofSeconds(1), () -> NOON, metrics);
    line = all.recordings().line();
    line.begin(CALL, 1, news::add);
  }

  /** Frames whose samples tell their place. */
  private void hear(int frames, int rateHz) {
    int count = AudioFrame.samplesPerFrame(rateHz);
    for (int frame = 0; frame < frames; frame++) {
      short[] left = new short[count];
      short[] right = new short[count];
      for (int n = 0; n < count; n++, heard++) {
        left[n] = left(heard);
        right[n] = (short) -left[n];
      }
      AudioFrame caller = new AudioFrame(rateHz, left);
      AudioFrame bot = new AudioFrame(rateHz, right);
      line.hear(caller, bot, new Heard(caller, 0.75f), false, nanos += 20_000_000);
    }
  }

  private static short left(int place) {
    return (short) (1 + place % 30_000);
  }

  private void hear(int frames) {
    hear(frames, 8000);
  }

  private RecordedSound file(String name) throws IOException {
    return RecordedSound.of(folder.resolve(name));
  }

  /** That both tracks hold what was heard from the first sample to the last, but silence in these. */
  private static void holds(RecordedSound sound, int samples, Gap... silences) {
    short[] expected = new short[samples];
    for (int n = 0; n < samples; n++) {
      expected[n] = left(n);
    }
    for (Gap gap : silences) {
      Arrays.fill(expected, (int) gap.at(), (int) (gap.at() + gap.samples()), (short) 0);
    }
    assertThat(sound.line()).isEqualTo(expected);
    for (int n = 0; n < samples; n++) {
      assertThat(sound.bot()[n]).isEqualTo((short) -expected[n]);
    }
  }

  private double counted(String name) {
    return metrics.registry().scrape(name::equals).stream()
        .flatMap(one -> one.getDataPoints().stream())
        .mapToDouble(point -> point instanceof CounterSnapshot.CounterDataPointSnapshot counter
            ? counter.getValue()
            : ((GaugeSnapshot.GaugeDataPointSnapshot) point).getValue())
        .sum();
  }

  @ParameterizedTest
  @EnumSource(RecordingFormat.class)
  void bothSidesAreWrittenAsTheyWereHeard(RecordingFormat format) throws IOException {
    record(format);
    for (int pass = 0; pass < 15; pass++) {
      hear(7);
      all.write();
    }
    hear(1);
    line.end(RecordingEnd.LINE_GONE);
    all.write();
    String name = FIRST + format.label();
    holds(file(name), 106 * 160);
    assertThat(news)
        .containsExactly(
            new Started(1, NOON.minusMillis(140), name, FIRST + "trace.gz", 8000),
            new Ended(
                1,
                NOON,
                RecordingEnd.LINE_GONE,
                name,
                FIRST + "trace.gz",
                8000,
                106 * 160,
                0,
                0,
                List.of()));
    assertThat(counted("talkspurt_recordings_started")).isEqualTo(1);
    assertThat(counted("talkspurt_recordings_ended")).isEqualTo(1);
    assertThat(counted("talkspurt_recorded_seconds")).isCloseTo(2.12, within(1e-9));
    assertThat(counted("talkspurt_recordings_open")).isZero();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name))))
        .isEqualTo("rw-------");
  }

  /** Whoever is killed has closed nothing: all but the last block can be read. */
  @ParameterizedTest
  @EnumSource(RecordingFormat.class)
  void whatIsNotClosedCanBeReadUpToTheLastBlock(RecordingFormat format) throws IOException {
    record(format);
    hear(40);
    all.write();
    hear(40);
    all.write();
    RecordedSound sound = file(FIRST + format.label());
    assertThat(sound.line()).hasSize(80 * 160 / 4096 * 4096);
    holds(sound, sound.line().length);
  }

  @ParameterizedTest
  @EnumSource(RecordingFormat.class)
  void whileItIsSilencedSilenceStandsInItsPlace(RecordingFormat format) throws IOException {
    record(format);
    hear(10);
    line.silence(true);
    hear(5);
    all.write();
    hear(5);
    all.write();
    line.silence(false);
    hear(10);
    line.end(RecordingEnd.STOPPED);
    hear(3);
    all.write();
    holds(file(FIRST + format.label()), 30 * 160, new Gap(10 * 160, 10 * 160));
    assertThat(news).last().isInstanceOfSatisfying(Ended.class, ended -> {
      assertThat(ended.silenced()).isEqualTo(10 * 160);
      assertThat(ended.lost()).isZero();
    });
  }

  @Test
  void whatASlowDiskLosesIsMarkedAndEverythingElseInItsPlace() throws IOException {
    try (LogTrap log = new LogTrap()) {
      record(RecordingFormat.FLAC);
      hear(60); // room for 50
      all.write();
      hear(20);
      all.write();
      hear(55);
      line.end(RecordingEnd.LINE_GONE);
      all.write();
      Gap first = new Gap(50 * 160, 10 * 160);
      Gap second = new Gap(130 * 160, 5 * 160);
      holds(file(FIRST + "flac"), 135 * 160, first, second);
      assertThat(news).last().isInstanceOfSatisfying(Ended.class, ended -> {
        assertThat(ended.gaps()).containsExactly(first, second);
        assertThat(ended.lost()).isEqualTo(15 * 160);
        assertThat(ended.silenced()).isZero();
      });
      assertThat(counted("talkspurt_recording_gaps")).isEqualTo(2);
      assertThat(counted("talkspurt_recording_gap_seconds")).isCloseTo(0.3, within(1e-9));
      assertThat(log.of(CALL.toString(), Level.WARN))
          .first()
          .asString()
          .contains("200 ms of the call could not be recorded");
    }
  }

  @Test
  void anotherRateGoesOnInAnotherFile() throws IOException {
    record(RecordingFormat.FLAC);
    hear(3);
    heard = 0;
    hear(4, 16_000);
    all.write();
    line.end(RecordingEnd.LINE_GONE);
    all.write();
    holds(file(FIRST + "flac"), 3 * 160);
    RecordedSound second = file("2026-11-30/" + CALL + "-2.flac");
    assertThat(second.rateHz()).isEqualTo(16_000);
    holds(second, 4 * 320);
    assertThat(news)
        .extracting(one -> one.getClass().getSimpleName() + one.part())
        .containsExactly("Started1", "Ended1", "Started2", "Ended2");
  }

  @Test
  void noFileIsWrittenOver() throws IOException {
    Files.createDirectories(folder.resolve("2026-11-30"));
    Files.writeString(folder.resolve(FIRST + "wav"), "another node's");
    record(RecordingFormat.WAV);
    hear(1);
    line.end(RecordingEnd.LINE_GONE);
    all.write();
    assertThat(folder.resolve(FIRST + "wav")).hasContent("another node's");
    holds(file("2026-11-30/" + CALL + "-2.wav"), 160);
    assertThat(news).allMatch(one -> one.part() == 2);
  }

  @Test
  void aLineThatBringsNothingLeavesNoFile() throws IOException {
    record(RecordingFormat.FLAC);
    all.write();
    line.end(RecordingEnd.LINE_GONE);
    all.write();
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
    assertThat(news)
        .containsExactly(new Ended(1, NOON, RecordingEnd.LINE_GONE, "", "", 0, 0, 0, 0, List.of()));
  }

  @Test
  void withTooLittleRoomRecordingsEndAndNoneBegins() throws IOException {
    try (LogTrap log = new LogTrap()) {
      record(RecordingFormat.FLAC);
      hear(10);
      all.look();
      all.usable((1L << 30) - 1);
      hear(10);
      all.look();
      holds(file(FIRST + "flac"), 20 * 160);
      assertThat(news)
          .last()
          .isInstanceOfSatisfying(
              Ended.class, ended -> assertThat(ended.why()).isEqualTo(RecordingEnd.DISK_FULL));
      assertThat(counted("talkspurt_recording_disk_full")).isEqualTo(1);
      line.begin(CALL, 2, news::add);
      hear(10);
      all.usable(1L << 30); // more is needed before it begins again
      all.look();
      assertThat(news).last().isInstanceOfSatisfying(Ended.class, ended -> {
        assertThat(ended.file()).isEmpty();
        assertThat(ended.why()).isEqualTo(RecordingEnd.DISK_FULL);
      });
      all.usable(3L << 29);
      all.look();
      line.begin(CALL, 3, news::add);
      hear(10);
      all.write();
      assertThat(news).last().isInstanceOf(Started.class);
      assertThat(log.beginning("calls are not recorded")).hasSize(1);
      all.unknown();
      all.look();
      assertThat(counted("talkspurt_recording_disk_full")).isZero();
    }
  }

  @Test
  void whereNothingIsRecordedAFullDiskIsNotTold() {
    try (LogTrap log = new LogTrap()) {
      all = new TestRecordings(
          folder, RecordingFormat.FLAC, Duration.ofSeconds(1), () -> NOON, metrics);
      all.usable(0);
      all.look();
      all.usable(1L << 40);
      all.look();
      assertThat(log.beginning("calls are")).isEmpty();
      assertThat(counted("talkspurt_recording_disk_free_bytes")).isEqualTo(1L << 40);
    }
  }

  @Test
  void whatCannotBeWrittenEndsAndDisturbsNobody() throws IOException {
    try (LogTrap log = new LogTrap()) {
      Files.writeString(folder.resolve("2026-11-30"), "in the way");
      record(RecordingFormat.FLAC);
      hear(10);
      all.write();
      hear(10);
      all.write();
      assertThat(news).singleElement().isInstanceOfSatisfying(Ended.class, ended -> {
        assertThat(ended.why()).isEqualTo(RecordingEnd.FAILED);
        assertThat(ended.file()).isEmpty();
      });
      assertThat(log.of(CALL.toString(), Level.WARN))
          .singleElement()
          .asString()
          .contains("the call goes on");
      assertThat(counted("talkspurt_recordings_ended")).isEqualTo(1);
    }
  }

  @TestFactory
  Stream<DynamicTest> nothingIsAllocatedOnTheThreadOfTheLine() {
    all = new TestRecordings(
        folder, RecordingFormat.FLAC, Duration.ofSeconds(60), () -> NOON, metrics);
    line = all.recordings().line();
    line.begin(CALL, 1, news::add);
    AudioFrame frame = AudioFrame.silence(8000);
    Heard quiet = new Heard(frame, 0);
    return Stream.of(Allocation.atMost(
        0, "a frame that is recorded", () -> line.hear(frame, frame, quiet, false, 0)));
  }

  @Test
  void settingsAreHeldToTheirBounds() {
    assertThatThrownBy(() -> new RecordingSettings(
            folder, RecordingFormat.FLAC, true, Duration.ofMillis(999), 1L << 30))
        .hasMessageContaining("queue");
    assertThatThrownBy(() ->
            new RecordingSettings(folder, RecordingFormat.FLAC, true, Duration.ofSeconds(1), 1))
        .hasMessageContaining("min-free");
    assertThatThrownBy(() -> RecordingFormat.of("mp3")).hasMessageContaining("flac, wav");
  }

  @Test
  void aDiskOfAnySizeHasAReserve() {
    FreeRoom room = new FreeRoom(1 << 30);
    assertThat(room.isShort(1 << 30, 1L << 40, false)).isFalse();
    assertThat(room.isShort((1 << 30) - 1, 1L << 40, false)).isTrue();
    assertThat(room.isShort(1 << 30, 1L << 40, true)).isTrue();
    assertThat(room.isShort(3L << 29, 1L << 40, true)).isFalse();
    assertThat(room.isShort(1000, 3000, false)).isFalse();
    assertThat(room.isShort(999, 3000, false)).isTrue();
    assertThat(room.isShort((1 << 30) - 1, 0, false)).isTrue();
  }

  private Trace trace() throws IOException {
    return Trace.read(Files.newInputStream(folder.resolve(FIRST + "trace.gz")));
  }

  private static String told(Trace.Event event) {
    return event.frame() + " "
        + (event.what() instanceof TraceEvent.Frames frames
            ? frames.speech().length + " frames of " + frames.speech()[0] + " %"
            : event.what());
  }

  @Test
  void aTraceTellsOfEachFrameAndOfWhatHappenedButNotWhileItIsPaused() throws IOException {
    all = new TestRecordings(
        folder, RecordingFormat.FLAC, Duration.ofSeconds(1), () -> NOON, metrics);
    line = all.recordings().line();
    TraceEvent turns = new TraceEvent.Turns(Turns.SETTINGS);
    line.note(turns);
    hear(3);
    line.begin(CALL, 1, news::add);
    hear(10);
    line.note(new TraceEvent.Key('1'));
    line.silence(true);
    line.note(new TraceEvent.Key('2'));
    line.note(new TraceEvent.Unheard(true));
    hear(5);
    all.write();
    hear(5);
    line.silence(false);
    hear(2);
    line.note(new TraceEvent.Key('3'));
    nanos += 300_000_000;
    hear(60); // room for 50
    line.end(RecordingEnd.LINE_GONE);
    all.write();
    assertThat(trace().head().before()).isEqualTo(3);
    assertThat(trace().head().call()).isEqualTo(CALL);
    assertThat(trace().events())
        .extracting(RecordingsTest::told)
        .containsExactlyInAnyOrder(
            told(new Trace.Event(0, turns)),
            "0 10 frames of 75 %",
            "10 Key[key=1]",
            "10 Paused[frames=10]",
            told(new Trace.Event(20, turns)),
            "20 Unheard[unheard=true]",
            "20 50 frames of 75 %",
            "22 Key[key=3]",
            "22 Stall[ms=300]",
            "70 Lost[frames=12]");
    assertThat(file(FIRST + "flac").line()).hasSize(82 * 160);
    assertThat(PosixFilePermissions.toString(
            Files.getPosixFilePermissions(folder.resolve(FIRST + "trace.gz"))))
        .isEqualTo("rw-------");
  }

  @Test
  void aCallIsRecordedFromItsFirstSoundThoughItIsKnownLater() throws IOException {
    all = new TestRecordings(
        folder, RecordingFormat.FLAC, Duration.ofSeconds(1), () -> NOON, metrics);
    line = all.recordings().line();
    hear(25);
    line.beginWithFirstSound(CALL, 1, news::add);
    hear(5);
    line.end(RecordingEnd.LINE_GONE);
    all.write();
    holds(file(FIRST + "flac"), 30 * 160);
    assertThat(news)
        .first()
        .isInstanceOfSatisfying(
            Started.class, started -> assertThat(started.at()).isEqualTo(NOON.minusMillis(600)));
    assertThat(trace().head().before()).isZero();
    assertThat(trace().events())
        .extracting(RecordingsTest::told)
        .containsExactly("0 30 frames of 75 %");
  }

  /** Not what was long ago, was paused, was of another rate, or is asked for later. */
  @ParameterizedTest
  @CsvSource({"26, false, false", "25, true, false", "25, false, true"})
  void whatIsNotTheCallsFirstSoundIsNotRecorded(int frames, boolean silenced, boolean asked)
      throws IOException {
    all = new TestRecordings(
        folder, RecordingFormat.FLAC, Duration.ofSeconds(1), () -> NOON, metrics);
    line = all.recordings().line();
    hear(frames);
    heard = 0;
    line.silence(silenced);
    if (asked) {
      line.begin(CALL, 1, news::add);
    } else {
      line.beginWithFirstSound(CALL, 1, news::add);
    }
    hear(5);
    line.end(RecordingEnd.LINE_GONE);
    all.write();
    assertThat(file(FIRST + "flac").line()).hasSize(5 * 160);
    assertThat(trace().head().before()).isEqualTo(frames);
  }

  @Test
  void soundOfAnotherRateIsLeftOut() throws IOException {
    all = new TestRecordings(
        folder, RecordingFormat.FLAC, Duration.ofSeconds(1), () -> NOON, metrics);
    line = all.recordings().line();
    hear(5);
    line.beginWithFirstSound(CALL, 1, news::add);
    heard = 0;
    hear(5, 16_000);
    line.end(RecordingEnd.LINE_GONE);
    all.write();
    holds(file(FIRST + "flac"), 5 * 320);
  }

  @Test
  void ofEventsAsManyAreKeptAsMayWait() throws IOException {
    record(RecordingFormat.WAV);
    hear(1);
    for (int n = 0; n < 520; n++) {
      line.note(new TraceEvent.Key('1'));
    }
    all.write();
    line.note(new TraceEvent.Key('2'));
    line.end(RecordingEnd.LINE_GONE);
    all.write();
    assertThat(trace().events())
        .extracting(RecordingsTest::told)
        .hasSize(503)
        .contains("1 Untold[events=20]", "1 Key[key=2]");
  }

  @Test
  void aTraceThatIsNotClosedCanBeReadUpToTheLastSecond() throws IOException {
    record(RecordingFormat.FLAC);
    for (int pass = 0; pass < 26; pass++) {
      hear(5);
      all.write();
    }
    assertThat(trace().events()).extracting(Trace.Event::frame).containsExactly(0L, 50L);
  }

  @Test
  void withoutATraceThereIsNone() throws IOException {
    RecordingSettings plain =
        new RecordingSettings(folder, RecordingFormat.FLAC, false, Duration.ofSeconds(1), 1L << 30);
    Recordings without = new Recordings(
        Optional.of(plain),
        "n1",
        new RoomyDisk(),
        () -> NOON,
        metrics.recordings(),
        PartWatch.NONE,
        Optional.empty());
    line = without.line();
    line.begin(CALL, 1, news::add);
    hear(10);
    line.note(new TraceEvent.Key('1'));
    line.end(RecordingEnd.LINE_GONE);
    without.pass();
    try (Stream<Path> files = Files.list(folder.resolve("2026-11-30"))) {
      assertThat(files).containsExactly(folder.resolve(FIRST + "flac"));
    }
    assertThat(news)
        .first()
        .isInstanceOfSatisfying(
            Started.class, started -> assertThat(started.trace()).isEmpty());
  }

  private static final class RoomyDisk implements Recordings.Disk {

    @Override
    public long usable() {
      return 1L << 40;
    }

    @Override
    public long total() {
      return 1L << 41;
    }
  }
}
