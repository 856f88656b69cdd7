package talkspurt.recording.bucket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import talkspurt.fake.FakeBucket;
import talkspurt.fake.FakeUploads;
import talkspurt.fake.LogTrap;
import talkspurt.recording.BucketSettings;
import talkspurt.recording.PartReports;
import talkspurt.recording.RecordingFolder;
import talkspurt.recording.StoredFile;
import talkspurt.telemetry.Metrics;

class BucketUploadsTest {

  private static final UUID CALL = UUID.fromString("11111111-2222-3333-4444-555555555555");
  private static final LocalDate DAY = LocalDate.of(2026, 11, 30);
  private static final String PART = DAY + "/" + CALL + "-1";
  private static final String SOUND = PART + ".flac";
  private static final String TRACE = PART + ".trace.gz";

  @TempDir
  Path folder;

  private final Metrics metrics = Metrics.notExposed();
  private final List<String> told = new ArrayList<>();
  private FakeBucket service;
  private BucketUploads uploads;
  private Instant now = Instant.parse("2026-11-30T12:00:00Z");
  private boolean callsAnswer = true;
  private boolean tooEarly;

  @BeforeEach
  void open() throws IOException {
    service = new FakeBucket();
    uploads = uploads("node-1", Optional.of(Duration.ZERO));
  }

  @AfterEach
  void close() {
    service.close();
  }

  private BucketSettings settings(Optional<Duration> deleteAfter) {
    return new BucketSettings(
        service.endpoint(), FakeBucket.NAME, "us-east-1", "rec/", true, "key", "x", deleteAfter, 5);
  }

  private Bucket bucket() {
    return new Bucket(settings(Optional.empty()), () -> now);
  }

  private BucketUploads uploads(String node, Optional<Duration> deleteAfter) {
    return new BucketUploads(
        new RecordingFolder(folder),
        settings(deleteAfter),
        new Bucket(settings(deleteAfter), () -> now),
        node,
        new Reports(),
        () -> now,
        metrics.recordings());
  }

  /** Calls, as they answer now. */
  private final class Reports implements PartReports {

    @Override
    public CompletionStage<Boolean> ended(String file, Instant written) {
      throw new AssertionError(file);
    }

    @Override
    public CompletionStage<Boolean> stored(String file, String place, Instant written) {
      told.add(file + " " + place);
      return callsAnswer
          ? CompletableFuture.completedStage(!tooEarly)
          : CompletableFuture.failedStage(new IllegalStateException("no database"));
    }
  }

  private void file(String name, String text) throws IOException {
    Files.createDirectories(folder.resolve(name).getParent());
    Files.writeString(folder.resolve(name), text);
  }

  private double counted(String name, String label) {
    return metrics.registry().scrape(name::equals).stream()
        .flatMap(one -> one.getDataPoints().stream())
        .filter(point -> label.isEmpty() || point.getLabels().toString().contains(label))
        .mapToDouble(point -> point instanceof CounterSnapshot.CounterDataPointSnapshot counter
            ? counter.getValue()
            : ((GaugeSnapshot.GaugeDataPointSnapshot) point).getValue())
        .sum();
  }

  @Test
  void aPartIsBroughtOnceItHasEndedAndDeletedHere() throws IOException {
    file(SOUND, "sound");
    file(TRACE, "trace");
    uploads.begun(SOUND);
    uploads.pass();
    assertThat(service.asked()).isEmpty();
    uploads.ended(SOUND);
    uploads.pass();
    assertThat(service.files()).containsOnlyKeys("rec/" + SOUND, "rec/" + TRACE);
    assertThat(service.files().get("rec/" + SOUND)).asString().isEqualTo("sound");
    assertThat(folder.resolve(SOUND)).doesNotExist();
    assertThat(folder.resolve(TRACE)).doesNotExist();
    assertThat(told).first().isEqualTo(SOUND + " s3://calls/rec/" + SOUND);
    assertThat(counted("talkspurt_recording_uploads", "stored")).isEqualTo(2);
    assertThat(counted("talkspurt_recording_uploads_pending", "")).isZero();
    int asked = service.asked().size();
    uploads.pass();
    assertThat(service.asked()).hasSize(asked);
  }

  @Test
  void whatWasLeftBehindIsBroughtAfterARestart() throws IOException {
    file(SOUND, "sound");
    uploads.begun(SOUND);
    uploads("node-2", Optional.of(Duration.ZERO)).pass();
    assertThat(service.asked()).as("of another node").isEmpty();
    uploads("node-1", Optional.of(Duration.ZERO)).pass();
    assertThat(service.files()).containsOnlyKeys("rec/" + SOUND);
  }

  @Test
  void whileTheBucketIsDownFilesStayAndItIsToldOnce() throws IOException {
    try (LogTrap log = new LogTrap()) {
      service.down(true);
      file(SOUND, "sound");
      uploads.ended(SOUND);
      for (int second = 0; second < 60; second++) {
        uploads.pass();
        now = now.plusSeconds(1);
      }
      assertThat(folder.resolve(SOUND)).exists();
      assertThat(service.asked()).as("after 1, 2, 4, 8, 16 and 32 s").hasSizeBetween(5, 7);
      assertThat(counted("talkspurt_recording_uploads_pending", "")).isEqualTo(1);
      assertThat(counted("talkspurt_recording_upload_oldest_seconds", "")).isEqualTo(59);
      assertThat(counted("talkspurt_recording_uploads", "failed")).isBetween(5.0, 7.0);
      service.down(false);
      now = now.plusSeconds(60);
      uploads.pass();
      assertThat(service.files()).containsOnlyKeys("rec/" + SOUND);
      assertThat(folder.resolve(SOUND)).doesNotExist();
      assertThat(log.beginning("recordings cannot be uploaded")).hasSize(1);
      assertThat(log.beginning("recordings cannot be uploaded").toString())
          .contains("HEAD is answered 503");
      assertThat(log.beginning("recordings are uploaded")).hasSize(1);
      assertThat(log.of(null, Level.ERROR)).isEmpty();
    }
  }

  @Test
  void aLongFileIsBroughtInParts() throws IOException {
    byte[] sound = new byte[(5 << 20) + 1];
    Files.createDirectories(folder.resolve(SOUND).getParent());
    Files.write(folder.resolve(SOUND), sound);
    service.uploads(FakeUploads.Trouble.SECOND_PART);
    uploads.ended(SOUND);
    uploads.pass();
    assertThat(folder.resolve(SOUND)).exists();
    assertThat(told).isEmpty();
    service.uploads(FakeUploads.Trouble.NONE);
    now = now.plusSeconds(60);
    uploads.pass();
    assertThat(service.files().get("rec/" + SOUND)).isEqualTo(sound);
    assertThat(service.asked())
        .filteredOn(one -> one.contains(" part "))
        .containsExactly(
            "PUT rec/" + SOUND + " part 1",
            "PUT rec/" + SOUND + " part 2",
            "PUT rec/" + SOUND + " part 2");
    assertThat(service.begun()).isEmpty();
    assertThat(folder.resolve(SOUND)).doesNotExist();
  }

  @Test
  void nothingIsDeletedHereThatIsNotThereInWhole() throws IOException {
    service.forgets(true);
    file(SOUND, "sound");
    uploads.ended(SOUND);
    uploads.pass();
    assertThat(folder.resolve(SOUND)).hasContent("sound");
    assertThat(told).isEmpty();
    service.forgets(false);
    now = now.plusSeconds(60);
    uploads.pass();
    assertThat(folder.resolve(SOUND)).doesNotExist();
  }

  @Test
  void aCallThatCannotBeToldIsToldLater() throws IOException {
    callsAnswer = false;
    file(SOUND, "sound");
    uploads.ended(SOUND);
    uploads.pass();
    uploads.pass();
    assertThat(told).hasSize(1);
    assertThat(folder.resolve(SOUND)).exists();
    callsAnswer = true;
    now = now.plusSeconds(31);
    uploads.pass();
    assertThat(told).hasSize(2);
    assertThat(folder.resolve(SOUND)).doesNotExist();
    assertThat(service.asked()).filteredOn(one -> one.startsWith("PUT")).hasSize(1);
  }

  @Test
  void aCallThatDoesNotKnowOfTheEndYetIsToldInAMoment() throws IOException {
    tooEarly = true;
    file(SOUND, "sound");
    uploads.ended(SOUND);
    uploads.pass();
    uploads.pass();
    assertThat(told).hasSize(1);
    tooEarly = false;
    now = now.plusSeconds(2);
    uploads.pass();
    assertThat(told).hasSize(2);
    assertThat(folder.resolve(SOUND)).doesNotExist();
  }

  @Test
  void filesStayHereForAsLongAsIsWanted() throws IOException {
    BucketUploads anHour = uploads("hour", Optional.of(Duration.ofHours(1)));
    file(SOUND, "sound");
    anHour.ended(SOUND);
    anHour.pass();
    now = now.plus(Duration.ofMinutes(59));
    anHour.pass();
    assertThat(folder.resolve(SOUND)).exists();
    now = now.plus(Duration.ofMinutes(1));
    anHour.pass();
    assertThat(folder.resolve(SOUND)).doesNotExist();
    BucketUploads never = uploads("never", Optional.empty());
    file(SOUND, "sound");
    never.ended(SOUND);
    never.pass();
    now = now.plus(Duration.ofDays(400));
    never.pass();
    assertThat(folder.resolve(SOUND)).exists();
    assertThat(counted("talkspurt_recording_uploads_pending", "")).isZero();
  }

  @Test
  void aPartThatWasDeletedMeanwhileIsForgotten() throws IOException {
    file(SOUND, "sound");
    uploads.ended(SOUND);
    new RecordingFolder(folder).delete(CALL, DAY, DAY);
    uploads.pass();
    assertThat(service.asked()).isEmpty();
    assertThat(counted("talkspurt_recording_uploads_pending", "")).isZero();
  }

  @Test
  void filesInTheBucketAreReadAndDeleted() throws Exception {
    BucketFiles files = new BucketFiles(bucket());
    service.has("rec/" + SOUND, "some sound".getBytes());
    for (int n = 2; n < 7; n++) {
      service.has("rec/" + DAY + "/" + CALL + "-" + n + ".flac", new byte[0]);
    }
    service.has("rec/" + DAY + "/" + new UUID(1, 1) + "-1.flac", new byte[0]);
    service.has("rec/" + DAY.plusDays(2) + "/" + CALL + "-9.flac", new byte[0]);
    StoredFile file = files.find(SOUND).toCompletableFuture().get().orElseThrow();
    assertThat(file.length()).isEqualTo(10);
    assertThat(file.read(5, 100).toCompletableFuture().get()).asString().isEqualTo("sound");
    assertThat(files.find("none").toCompletableFuture().get()).isEmpty();
    assertThat(files
            .delete(CALL, DAY.minusDays(1), DAY.plusDays(1))
            .toCompletableFuture()
            .get())
        .isEqualTo(6);
    assertThat(service.files()).hasSize(2);
    assertThat(files
            .delete(CALL, DAY.minusDays(1), DAY.plusDays(1))
            .toCompletableFuture()
            .get())
        .isZero();
    service.down(true);
    assertThatThrownBy(() -> files.delete(CALL, DAY, DAY).toCompletableFuture().get())
        .hasMessageContaining("GET is answered 503 SlowDown of the fake");
  }

  @Test
  void aServiceThatIsNotThereIsNamed() {
    service.close();
    assertThatThrownBy(() -> bucket().head("x").toCompletableFuture().get())
        .hasMessageContaining(": cannot connect");
  }

  @Test
  void settingsAreHeldToWhatS3Takes() {
    record Wrong(
        String endpoint, String bucket, String region, String prefix, int partMib, String told) {}
    for (Wrong wrong : List.of(
        new Wrong("s3.example.com", "calls", "x", "", 64, "endpoint is 's3.example.com'"),
        new Wrong("http://x/y", "calls", "x", "", 64, "endpoint is 'http://x/y'"),
        new Wrong("http://x", "Calls", "x", "", 64, "bucket is 'Calls'"),
        new Wrong("http://x", "calls", " ", "", 64, "region is empty"),
        new Wrong("http://x", "calls", "x", "a", 64, "prefix is 'a'"),
        new Wrong("http://x", "calls", "x", "/a/", 64, "prefix is '/a/'"),
        new Wrong("http://x", "calls", "x", "", 4, "multipart-mib is 4"),
        new Wrong("http://x", "calls", "x", "", 5121, "multipart-mib is 5121"))) {
      assertThatThrownBy(() -> new BucketSettings(
              URI.create(wrong.endpoint()),
              wrong.bucket(),
              wrong.region(),
              wrong.prefix(),
              true,
              "k",
              "s3cret",
              Optional.empty(),
              wrong.partMib()))
          .hasMessageContaining(wrong.told());
    }
    assertThat(settings(Optional.empty()).toString())
        .startsWith("s3://calls/rec/ at http://127.0.0.1")
        .doesNotContain("key");
  }
}
