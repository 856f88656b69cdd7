package talkspurt.recording.bucket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import talkspurt.fake.FakeBucket;
import talkspurt.fake.FakeUploads;
import talkspurt.fake.FakeUploads.Trouble;
import talkspurt.fake.LogTrap;
import talkspurt.recording.BucketSettings;

/** One long file, brought part by part. */
class MultipartUploadTest {

  private static final UUID CALL = UUID.fromString("11111111-2222-3333-4444-555555555555");
  private static final LocalDate DAY = LocalDate.of(2026, 11, 30);
  private static final String NAME = DAY + "/" + CALL + "-1.flac";
  private static final String KEY = "rec/" + NAME;
  private static final int PART = FakeUploads.MIN_PART_BYTES;
  private static final byte[] SOUND = new byte[2 * PART + 100];

  @TempDir
  static Path folder;

  private static Path file;
  private static FileSums sums;

  private FakeBucket service;
  private Bucket bucket;

  @BeforeAll
  static void sound() throws IOException {
    new Random(1).nextBytes(SOUND);
    file = folder.resolve("sound");
    Files.write(file, SOUND);
    sums = FileSums.of(file);
  }

  @BeforeEach
  void open() throws IOException {
    service = new FakeBucket();
    bucket = new Bucket(
        new BucketSettings(
            service.endpoint(),
            FakeBucket.NAME,
            "us-east-1",
            "rec/",
            true,
            "key",
            "x",
            Optional.empty(),
            5),
        () -> Instant.parse("2026-11-30T12:00:00Z"));
  }

  @AfterEach
  void close() {
    service.close();
  }

  private MultipartUpload upload(Path of) {
    return new MultipartUpload(bucket.multipart(), NAME, of, sums, PART);
  }

  private List<String> parts() {
    return service.asked().stream()
        .filter(one -> one.contains(" part "))
        .map(one -> one.substring(one.length() - 1))
        .toList();
  }

  private MultipartRequests.Upload begin(String name) throws Exception {
    return bucket.multipart().begin(name, sums).toCompletableFuture().get();
  }

  private StoredObject stored() throws Exception {
    return bucket.head(NAME).toCompletableFuture().get().orElseThrow();
  }

  @Test
  void theFileIsThereOnceAllPartsAre() throws Exception {
    assertThat(upload(file).bring()).isTrue();
    assertThat(service.files().get(KEY)).isEqualTo(SOUND);
    assertThat(parts()).containsExactly("1", "2", "3");
    assertThat(stored().is(sums)).isTrue();
    assertThat(service.begun()).isEmpty();
  }

  @Test
  void anOutageIsGoneOnFromAndOlderUploadsOfTheFileAreGivenUp() throws Exception {
    begin(NAME);
    begin(NAME + "2");
    begin(NAME);
    service.uploads(Trouble.SECOND_PART);
    assertThatThrownBy(() -> upload(file).bring()).hasMessageContaining("503 SlowDown");
    assertThat(service.begun()).containsExactly(KEY + "2", KEY);
    service.uploads(Trouble.NONE);
    assertThat(upload(file).bring()).isTrue();
    assertThat(parts()).containsExactly("1", "2", "2", "3");
    assertThat(service.files().get(KEY)).isEqualTo(SOUND);
    assertThat(service.begun()).as("of another file").containsExactly(KEY + "2");
  }

  @Test
  void partsOfAnotherLengthOrContentAreBroughtAnew() throws Exception {
    MultipartRequests.Upload other = begin(NAME);
    byte[] shorter = Arrays.copyOf(SOUND, PART - 1);
    byte[] changed = new byte[PART];
    put(other, 1, shorter);
    put(other, 2, changed);
    put(other, 4, new byte[] {1});
    assertThat(upload(file).bring()).isTrue();
    assertThat(parts()).containsExactly("1", "2", "4", "1", "2", "3");
    assertThat(service.files().get(KEY)).isEqualTo(SOUND);
  }

  private void put(MultipartRequests.Upload upload, int number, byte[] part) throws Exception {
    bucket
        .multipart()
        .put(upload, number, FileSums.of(part), BodyPublishers.ofByteArray(part))
        .toCompletableFuture()
        .get();
  }

  @ParameterizedTest
  @EnumSource(
      value = Trouble.class,
      names = {"INVALID_PART", "GONE"})
  void whatIsRefusedForGoodIsGivenUpAndBegunAnew(Trouble trouble) throws Exception {
    service.uploads(trouble);
    assertThatThrownBy(() -> upload(file).bring()).hasMessageContaining("is answered 40");
    assertThat(service.begun()).isEmpty();
    service.uploads(Trouble.NONE);
    assertThat(upload(file).bring()).isTrue();
    assertThat(service.files().get(KEY)).isEqualTo(SOUND);
  }

  @Test
  void anErrorBehindAStatusOf200IsOne() throws Exception {
    service.uploads(Trouble.NOT_COMPLETED);
    assertThatThrownBy(() -> upload(file).bring())
        .hasMessageContaining("not completed: InternalError of the fake");
    assertThat(service.files()).isEmpty();
    service.uploads(Trouble.NONE);
    assertThat(upload(file).bring()).isTrue();
    assertThat(parts()).as("none is brought twice").hasSize(3);
  }

  @Test
  void whereUploadsAreNotListedTheyAreBegunAnewAndThatIsToldOnce() throws Exception {
    try (LogTrap log = new LogTrap()) {
      service.uploads(Trouble.NO_LISTS);
      assertThat(upload(file).bring()).isTrue();
      assertThat(upload(file).bring()).isTrue();
      assertThat(log.beginning("the bucket does not list multipart uploads")).hasSize(1);
    }
  }

  @Test
  void ofAFileThatWasDeletedNothingIsLeftThere() throws Exception {
    assertThat(upload(folder.resolve("none")).bring()).isFalse();
    assertThat(service.begun()).isEmpty();
    assertThat(service.files()).isEmpty();
  }

  @Test
  void deletingACallGivesUpWhatWasBegunOfIt() throws Exception {
    begin(NAME);
    begin(NAME);
    begin(NAME + ".x");
    begin(DAY + "/" + new UUID(1, 1) + "-1.flac");
    new BucketFiles(bucket).delete(CALL, DAY, DAY).toCompletableFuture().get();
    assertThat(service.begun()).containsExactly("rec/" + DAY + "/" + new UUID(1, 1) + "-1.flac");
  }

  @Test
  void aFileOfTooManyPartsGetsLongerOnes() {
    FileSums huge = new FileSums(5L << 40, "", "");
    assertThat(new MultipartUpload(bucket.multipart(), NAME, file, huge, PART).partBytes())
        .isEqualTo(525L << 20);
    assertThat(upload(file).partBytes()).isEqualTo(PART);
  }
}
