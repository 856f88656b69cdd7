package talkspurt.control;

import static org.assertj.core.api.Assertions.assertThat;
import static talkspurt.call.CallSamples.AT;
import static talkspurt.call.CallSamples.words;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import talkspurt.call.CallEvent;
import talkspurt.call.CallEvent.CallEnded;
import talkspurt.call.CallEvent.LineLost;
import talkspurt.call.CallEvent.SegmentPlayed;
import talkspurt.call.EndReason;
import talkspurt.call.LineLoss;

/** What is acknowledged outlives the process, and a call outlives it too, if only to end in order. */
class DurabilityTest {

  private static final int SEGMENTS_BEFORE_THE_KILL = 60;

  @Test
  @Timeout(value = 3, unit = TimeUnit.MINUTES)
  void nothingAcknowledgedIsLostWhenTheProcessIsKilledInMidCall(@TempDir Path directory)
      throws IOException, InterruptedException {
    Map<UUID, List<String>> acknowledged = runAndKill(directory);
    assertThat(acknowledged).hasSize(DoomedNode.CALLS);
    try (Node node = Node.start(NodeConfig.h2File(directory))) {
      // nobody asks for the calls: they are brought back by themselves
      acknowledged
          .keySet()
          .forEach(id -> node.eventually(() -> assertThat(node.events(id))
              .endsWith(
                  new LineLost(AT, "A", LineLoss.NODE_LOST),
                  new CallEnded(AT, EndReason.LINE_LOST))));
      acknowledged.forEach((id, texts) -> assertKept(node.events(id), texts));
      node.eventually(() -> assertThat(node.newest(false, 100))
          .hasSize(DoomedNode.CALLS)
          .allSatisfy(entry -> assertThat(entry.endReason()).contains("LINE_LOST")));
      assertThat(node.newest(true, 100)).isEmpty();
    }
  }

  private static void assertKept(List<CallEvent> events, List<String> texts) {
    for (String text : texts) {
      assertThat(events).contains(new SegmentPlayed(AT, 1, words(text)));
    }
    int settled = 4;
    int after = 2;
    assertThat(events.size())
        .as("one more at most than was acknowledged: the one under way when the process was killed")
        .isBetween(settled + texts.size() + after, settled + texts.size() + after + 1);
  }

  /** Runs a node until enough is acknowledged; kills it; tells what was acknowledged. */
  private static Map<UUID, List<String>> runAndKill(Path directory)
      throws IOException, InterruptedException {
    Process process = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            DoomedNode.class.getName(),
            directory.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
    Map<UUID, List<String>> acknowledged = new HashMap<>();
    try (BufferedReader lines = process.inputReader()) {
      int segments = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        segments += note(line, acknowledged);
        if (segments == SEGMENTS_BEFORE_THE_KILL) {
          // by its handle, which leaves what it has printed to be read
          process.toHandle().destroyForcibly();
        }
      }
    } finally {
      process.destroyForcibly().waitFor();
    }
    return acknowledged;
  }

  private static int note(String line, Map<UUID, List<String>> acknowledged) {
    String[] words = line.split(" ", 3);
    if (!words[0].equals("ack") || !words[2].startsWith("Sentence")) {
      return 0;
    }
    acknowledged
        .computeIfAbsent(UUID.fromString(words[1]), id -> new ArrayList<>())
        .add(words[2]);
    return 1;
  }
}
