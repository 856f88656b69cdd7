package talkspurt.recording.bucket;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a bucket tells of a file decides whether the file is deleted here. */
class StoredObjectTest {

  private static final FileSums SUMS = new FileSums(5, "a".repeat(64), "b".repeat(32));

  @Test
  void lengthAndSumsHaveToBeThoseOfTheFile() {
    String sha256 = SUMS.sha256();
    assertThat(new StoredObject(5, sha256, SUMS.md5()).is(SUMS)).isTrue();
    assertThat(new StoredObject(4, sha256, SUMS.md5()).is(SUMS)).isFalse();
    assertThat(new StoredObject(4, sha256, "x").is(SUMS)).isFalse();
    assertThat(new StoredObject(5, "", SUMS.md5()).is(SUMS)).isFalse();
    assertThat(new StoredObject(5, sha256, "c".repeat(32)).is(SUMS)).isFalse();
    assertThat(new StoredObject(5, sha256, "not-an-md5-of-a-service-that-encrypts").is(SUMS))
        .isTrue();
  }
}
