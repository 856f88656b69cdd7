package talkspurt.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import talkspurt.control.RecordingEraser.Erased;
import talkspurt.recording.RecordingFolder;

/** Files of recordings on the disks of two nodes in one process. */
class ClusterEraserTest {

  private static final UUID CALL = new UUID(7, 1);
  private static final LocalDate DAY = LocalDate.of(2026, 11, 30);

  /** A disk, whose files are of one call and one day. */
  private static final class FakeDisk implements RecordingsElsewhere.Here {

    final Map<String, byte[]> files = new ConcurrentHashMap<>();
    volatile boolean broken;

    /** The disk that is read instead. */
    volatile RecordingFolder folder;

    @Override
    public long length(String name) {
      return files.containsKey(name) ? files.get(name).length : RecordingsElsewhere.NO_FILE;
    }

    @Override
    public byte[] read(String name, long from, int count) {
      byte[] file = files.get(name);
      return Arrays.copyOfRange(file, (int) from, (int) Math.min(file.length, from + count));
    }

    @Override
    public int delete(UUID call, LocalDate first, LocalDate last) throws IOException {
      if (broken) {
        throw new IOException("the disk is gone");
      }
      if (folder != null) {
        return folder.delete(call, first, last);
      }
      assertThat(call).isEqualTo(CALL);
      assertThat(first).isEqualTo(DAY);
      assertThat(last).isEqualTo(DAY.plusDays(1));
      int count = files.size();
      files.clear();
      return count;
    }
  }

  private static RecordedCall call(String... nodes) {
    return new RecordedCall(CALL, DAY, DAY.plusDays(1), Set.of(nodes));
  }

  private static RecordingFolder folder(Path path) throws IOException {
    for (String name : List.of(
        "2026-11-29/" + CALL + "-1.flac",
        "2026-11-30/" + CALL + "-1.flac",
        "2026-11-30/" + CALL + "-1.trace.gz",
        "2026-12-01/" + CALL + "-12.wav",
        "2026-12-04/" + CALL + "-1.flac",
        "2026-11-30/" + new UUID(7, 2) + "-1.flac")) {
      Files.createDirectories(path.resolve(name).getParent());
      Files.writeString(path.resolve(name), name);
    }
    return new RecordingFolder(path);
  }

  private static List<String> left(Path path) throws IOException {
    try (Stream<Path> files = Files.walk(path)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> path.relativize(file).toString().replace('\\', '/'))
          .sorted()
          .toList();
    }
  }

  @Test
  void filesOfOtherNodesAreReadAndDeleted(@TempDir Path disk, @TempDir Path othersDisk)
      throws IOException {
    Config config = NodeConfig.h2Memory("recordings");
    FakeDisk own = new FakeDisk();
    FakeDisk others = new FakeDisk();
    try (Node one = Node.start(config);
        Node two = Node.join(one, config)) {
      RecordingsElsewhere first = RecordingsElsewhere.start(one.system, own);
      RecordingsElsewhere.start(two.system, others);
      String node =
          akka.cluster.typed.Cluster.get(two.system).selfMember().address().toString();
      one.eventually(() -> assertThat(first.reachable()).containsExactly(node));
      assertThat(first.lost()).isEmpty();

      byte[] sound = new byte[200_000];
      sound[70_000] = 7;
      own.files.put("here", sound);
      others.files.put("there", sound);
      others.files.put("beside", sound);
      assertThat(Node.answer(first.length(node, "there"))).isEqualTo(200_000);
      assertThat(Node.answer(first.length(node, "nowhere"))).isEqualTo(RecordingsElsewhere.NO_FILE);
      byte[] piece = Node.answer(first.read(node, "there", 69_999, 1 << 30));
      assertThat(piece).hasSize(RecordingsElsewhere.PIECE_BYTES).startsWith(0, 7, 0);
      assertThat(Node.answer(first.read(node, "there", 199_990, 100))).hasSize(10);
      assertThatThrownBy(() -> Node.answer(first.read(node, "nowhere", 0, 1)))
          .hasMessageContaining("node " + node + ": java.lang.NullPointerException");
      assertThatThrownBy(() -> Node.answer(first.length("akka://talkspurt@192.0.2.9:1", "there")))
          .hasMessageContaining("cannot be reached");

      ClusterEraser eraser = ClusterEraser.create(
          one.system, first, Optional.of(call -> CompletableFuture.completedStage(4L)));
      Erased all = Node.answer(eraser.erase(call(node)));
      assertThat(all).isEqualTo(new Erased(7, List.of()));
      assertThat(all.complete()).isTrue();
      assertThat(own.files).isEmpty();
      assertThat(others.files).isEmpty();

      own.folder = folder(disk);
      others.folder = folder(othersDisk);
      Instant begun = Instant.parse("2026-11-30T00:00:00Z");
      RecordedCall known = RecordedCallTable.call(CALL.toString(), begun, begun, Set.of(node));
      ClusterEraser disks = ClusterEraser.create(one.system, first, Optional.empty());
      assertThat(Node.answer(disks.erase(known))).isEqualTo(new Erased(8, List.of()));
      for (Path path : List.of(disk, othersDisk)) {
        assertThat(left(path))
            .as("of another call, and of days on which this one was not")
            .containsExactly(
                "2026-11-30/" + new UUID(7, 2) + "-1.flac", "2026-12-04/" + CALL + "-1.flac");
      }
      assertThat(Node.answer(disks.erase(known))).isEqualTo(new Erased(0, List.of()));
      own.folder = null;
      others.folder = null;

      others.broken = true;
      own.broken = true;
      ClusterEraser lost = ClusterEraser.create(
          one.system,
          first,
          Optional.of(
              call -> CompletableFuture.failedStage(new IllegalStateException("no bucket"))));
      Erased left = Node.answer(lost.erase(call("akka://talkspurt@192.0.2.9:1")));
      assertThat(left.complete()).isFalse();
      assertThat(left.files()).isZero();
      assertThat(left.left())
          .hasSize(4)
          .anySatisfy(why -> assertThat(why).contains("this node").contains("the disk is gone"))
          .anySatisfy(why -> assertThat(why).contains("192.0.2.9").contains("reached"))
          .anySatisfy(why -> assertThat(why).contains(node).contains("the disk is gone"))
          .anySatisfy(why -> assertThat(why).contains("the bucket").contains("no bucket"));
    }
  }
}
