package talkspurt.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import talkspurt.fake.LogTrap;

class EndedPartsTest {

  private static final String SOUND = "2026-11-30/11111111-2222-3333-4444-555555555555-1.flac";
  private static final Instant WRITTEN = Instant.parse("2026-11-30T11:59:00Z");

  @TempDir
  Path folder;

  private final List<String> told = new ArrayList<>();
  private Supplier<CompletionStage<Boolean>> answer = () -> CompletableFuture.completedStage(true);
  private Instant now = Instant.parse("2026-11-30T12:00:00Z");
  private EndedParts parts;

  @BeforeEach
  void start() throws IOException {
    parts = parts("node-1");
    Path file = folder.resolve(SOUND);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "sound");
    Files.setLastModifiedTime(file, FileTime.from(WRITTEN));
  }

  @AfterEach
  void stop() {
    parts.close();
  }

  private EndedParts parts(String node) {
    return new EndedParts(
        new PartQueue(folder, node),
        new PartReports() {
          @Override
          public CompletionStage<Boolean> ended(String file, Instant written) {
            told.add(file + " " + written);
            return answer.get();
          }

          @Override
          public CompletionStage<Boolean> stored(String file, String place, Instant written) {
            throw new AssertionError(file);
          }
        },
        () -> now);
  }

  private void pass(int secondsLater) {
    now = now.plusSeconds(secondsLater);
    parts.pass();
  }

  @Test
  void theCallIsAskedAMomentAfterTheEndAndNotAgain() {
    parts.begun(SOUND);
    pass(100);
    parts.ended(SOUND);
    pass(9);
    assertThat(told).isEmpty();
    pass(1);
    pass(100);
    assertThat(told).containsExactly(SOUND + " " + WRITTEN);
  }

  @Test
  void whatAKilledNodeLeftIsToldByTheSameNodeAlone() {
    parts.begun(SOUND);
    parts.close();
    parts = parts("node-2");
    pass(1);
    assertThat(told).isEmpty();
    parts.close();
    parts = parts("node-1");
    pass(1);
    assertThat(told).hasSize(1);
  }

  @Test
  void aCallIsToldAgainUntilItKnows() {
    try (LogTrap log = new LogTrap()) {
      parts.ended(SOUND);
      answer = () -> CompletableFuture.completedStage(false);
      pass(10);
      pass(29);
      assertThat(told).hasSize(1);
      assertThat(log.beginning("the call of")).isEmpty();
      answer = () -> CompletableFuture.failedStage(new IllegalStateException("no database"));
      pass(1);
      assertThat(told).hasSize(2);
      assertThat(log.beginning("the call of").toString()).contains("no database");
      answer = () -> CompletableFuture.completedStage(true);
      pass(30);
      pass(30);
      assertThat(told).hasSize(3);
    }
  }

  @Test
  void ofADeletedPartNobodyIsTold() throws IOException {
    parts.ended(SOUND);
    Files.delete(folder.resolve(SOUND));
    pass(10);
    assertThat(told).isEmpty();
    assertThat(new PartQueue(folder, "node-1").waiting()).isEmpty();
  }
}
