package talkspurt.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import talkspurt.control.RecordingEraser.Erased;

/** Files of recordings on the disks of two nodes in one process. */
class ClusterEraserTest {

  private static final UUID CALL = new UUID(7, 1);
  private static final LocalDate DAY = LocalDate.of(2026, 11, 30);

  /** A disk, whose files are of one call and one day. */
  private static final class FakeDisk implements RecordingsElsewhere.Here {

    final Map<String, byte[]> files = new ConcurrentHashMap<>();
    volatile boolean broken;

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

  @Test
  void filesOfOtherNodesAreReadAndDeleted() {
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
      assertThat(all).isEqualTo(new Erased(7, java.util.List.of()));
      assertThat(all.complete()).isTrue();
      assertThat(own.files).isEmpty();
      assertThat(others.files).isEmpty();

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
