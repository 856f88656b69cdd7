package talkspurt.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import talkspurt.audio.AudioFrame;
import talkspurt.audio.FlacReader;
import talkspurt.audio.Heard;
import talkspurt.audio.NearEndDetector;
import talkspurt.telemetry.Metrics;

class TrackBlockTest {

  private static final int FRAME = 160;
  private static final int LATE = 176;

  @TempDir
  Path folder;

  private static short at(int place) {
    return (short) (1 + place % 30_000);
  }

  /** Frames of three tracks, the third as late as it is. */
  private static short[][] frame(int from) {
    short[][] tracks = new short[3][FRAME];
    for (int n = 0; n < FRAME; n++) {
      tracks[0][n] = at(from + n);
      tracks[1][n] = (short) -at(from + n);
      tracks[2][n] = at(from + n - LATE + 30_000);
    }
    return tracks;
  }

  private short[][] written(int frames, int silentFrom, int silentFrames) throws Exception {
    Path path = folder.resolve("f.flac");
    Files.deleteIfExists(path);
    RecordingFile file = RecordingFile.create(
        path,
        RecordingKeys.NONE,
        RecordingFormat.FLAC.encoder(8000, 3, java.util.List.of()),
        3,
        LATE);
    for (int frame = 0; frame < frames; frame++) {
      if (frame >= silentFrom && frame < silentFrom + silentFrames) {
        file.silence(FRAME);
      } else {
        file.add(frame(frame * FRAME), 0, FRAME);
      }
      assertThat(file.samples()).isEqualTo((frame + 1L) * FRAME);
    }
    file.close();
    return FlacReader.read(Files.readAllBytes(path)).tracks();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 25, 26, 27, 51, 52, 200})
  void theThirdTrackStandsBesideWhatItWasMadeOf(int frames) throws Exception {
    short[][] tracks = written(frames, 1000, 0);
    assertThat(tracks).hasDimensions(3, frames * FRAME);
    for (int n = 0; n < frames * FRAME; n++) {
      assertThat(tracks[0][n]).isEqualTo(at(n));
      assertThat(tracks[1][n]).isEqualTo((short) -at(n));
      boolean known = n < frames * FRAME - LATE;
      assertThat(tracks[2][n]).as("sample %s", n).isEqualTo(known ? at(n) : 0);
    }
  }

  @Test
  void nothingOfAPauseIsOnTheThirdTrack() throws Exception {
    for (int length : new int[] {1, 2, 30, 60}) {
      short[][] tracks = written(100, 20, length);
      int from = 20 * FRAME;
      int until = from + length * FRAME;
      for (int n = from; n < until; n++) {
        assertThat(tracks[0][n]).isZero();
        assertThat(tracks[2][n]).as("sample %s", n).isZero();
      }
      assertThat(tracks[2][from - LATE - 1]).isEqualTo(at(from - LATE - 1));
      for (int n = until; n < 100 * FRAME - LATE; n++) {
        assertThat(tracks[2][n]).as("sample %s", n).isEqualTo(at(n));
      }
    }
  }

  /** Sound without a bot is left as it is: where it stands tells how late it comes. */
  @ParameterizedTest
  @ValueSource(ints = {8000, 16_000, 48_000})
  void soundWithoutTheBotIsAsLateAsItIsSaidToBe(int rateHz) {
    NearEndDetector ear = NearEndDetector.of(rateHz);
    int count = AudioFrame.samplesPerFrame(rateHz);
    int late = NearEndDetector.cleanLateSamples(rateHz);
    int frames = 20;
    short[] line = new short[frames * count];
    short[] clean = new short[frames * count];
    Random random = new Random(5);
    for (int n = 0; n < line.length; n++) {
      // below 3 kHz, so that it comes through at any rate
      line[n] = (short) (3000 * Math.sin(2 * Math.PI * 440 * n / rateHz)
          + 2000 * Math.sin(2 * Math.PI * 1170.3 * n / rateHz)
          + random.nextInt(20));
    }
    for (int frame = 0; frame < frames; frame++) {
      short[] some = java.util.Arrays.copyOfRange(line, frame * count, (frame + 1) * count);
      System.arraycopy(
          ear.hear(new AudioFrame(rateHz, some), AudioFrame.silence(rateHz))
              .clean()
              .samples(),
          0,
          clean,
          frame * count,
          count);
    }
    double best = Double.MAX_VALUE;
    int found = -1;
    for (int lag = 0; lag < 2 * count; lag++) {
      double off = 0;
      for (int n = 10 * count; n < line.length; n++) {
        off += Math.pow(clean[n] - line[n - lag], 2);
      }
      if (off < best) {
        best = off;
        found = lag;
      }
    }
    assertThat(found).isEqualTo(late);
  }

  /** Where the sound without the bot is at another rate than the line, it is not recorded. */
  @Test
  void aLineHasAsManyTracksAsItsRateAllows() throws Exception {
    for (int rateHz : new int[] {8000, 12_000, 16_000}) {
      TestRecordings all = new TestRecordings(
          new RecordingSettings(
              folder,
              RecordingFormat.FLAC,
              3,
              false,
              Duration.ofSeconds(1),
              1L << 30,
              RecordingKeys.NONE,
              Optional.empty()),
          () -> Instant.parse("2026-11-30T12:00:00Z"),
          Metrics.notExposed());
      LineRecorder line = all.recordings().line();
      UUID call = new UUID(3, rateHz);
      line.begin(call, 1, news -> {});
      AudioFrame frame = AudioFrame.silence(rateHz);
      Heard heard = new Heard(AudioFrame.silence(rateHz == 12_000 ? 16_000 : rateHz), 0);
      for (int n = 0; n < 10; n++) {
        line.hear(frame, frame, heard, false, 0);
      }
      line.end(RecordingEnd.LINE_GONE);
      all.write();
      byte[] file = Files.readAllBytes(folder.resolve("2026-11-30/" + call + "-1.flac"));
      assertThat(FlacReader.read(file).tracks())
          .hasDimensions(rateHz == 12_000 ? 2 : 3, 10 * AudioFrame.samplesPerFrame(rateHz));
    }
  }
}
