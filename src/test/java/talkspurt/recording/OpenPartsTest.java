package talkspurt.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenPartsTest {

  private static final String ONE = "2026-11-20/11111111-2222-3333-4444-555555555555-1.flac";
  private static final String OTHER = "2026-11-20/11111111-2222-3333-4444-555555555555-2.flac";

  @TempDir
  private Path folder;

  private final List<String> unqueued = new ArrayList<>();

  private OpenParts parts(Path in) {
    return new OpenParts(
        new PartQueue(in, "node"),
        InstantSource.fixed(Instant.EPOCH),
        (file, failure) -> unqueued.add(file));
  }

  private static List<String> closed(OpenParts parts) throws IOException {
    return parts.closed().stream().map(PartQueue.Entry::part).toList();
  }

  @Test
  void aPartIsClosedOnceItHasEnded() throws IOException {
    OpenParts parts = parts(folder);
    parts.begun(ONE);
    parts.begun(OTHER);
    assertThat(closed(parts)).isEmpty();
    parts.ended(OTHER);
    assertThat(closed(parts)).containsExactly(PartQueue.part(OTHER));
    assertThat(unqueued).isEmpty();
  }

  @Test
  void oneThatWasOpenWhenTheNodeWasKilledIsClosedAfterwards() throws IOException {
    parts(folder).begun(ONE);
    assertThat(closed(parts(folder))).containsExactly(PartQueue.part(ONE));
  }

  @Test
  void whatCannotBePutInTheQueueIsTold() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "no folder");
    parts(file).begun(ONE);
    assertThat(unqueued).containsExactly(ONE);
  }
}
