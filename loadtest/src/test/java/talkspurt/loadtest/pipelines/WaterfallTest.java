package talkspurt.loadtest.pipelines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WaterfallTest {
  private static final String LOG = """
      2026-11-30T00:00:00.000Z INFO  [one] CascadeDialogue - turn 1 answered after 345 ms (silence 300, stt 0, journal 8, responder 0, tts 0, playout 37), ahead
      2026-11-30T00:00:01.000Z INFO  [two] CascadeDialogue - turn 1 answered after 800 ms (silence 700, stt 100)
      2026-11-30T00:00:02.000Z INFO  [one] CascadeDialogue - turn 2 answered after 1 ms (silence 1)
      """;

  @Test
  void theFirstAnswerOfACallIsRead() {
    assertEquals(
        Optional.of(Map.of(
            "silence",
            300.0,
            "stt",
            0.0,
            "journal",
            8.0,
            "responder",
            0.0,
            "tts",
            0.0,
            "playout",
            37.0,
            "whole",
            345.0)),
        Waterfall.told(LOG, "one"));
    assertEquals(
        Optional.of(Map.of("silence", 700.0, "stt", 100.0, "whole", 800.0)),
        Waterfall.told(LOG, "two"));
    assertEquals(Optional.empty(), Waterfall.told(LOG, "three"));
  }

  @Test
  void whatTheEngineDoesNotSeeIsTheRest() {
    Waterfall waterfall = new Waterfall();
    waterfall.add(400, Waterfall.told(LOG, "one").orElseThrow());
    waterfall.add(810, Waterfall.told(LOG, "two").orElseThrow());
    assertEquals(10, waterfall.percentile("hearing and line", 50).orElseThrow());
    assertEquals(55, waterfall.percentile("hearing and line", 95).orElseThrow());
    assertEquals(300, waterfall.percentile("silence", 50).orElseThrow());
    assertEquals(810, waterfall.percentile("mouth to ear", 95).orElseThrow());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    waterfall.print(new PrintStream(out, true, StandardCharsets.UTF_8));
    assertTrue(out.toString(StandardCharsets.UTF_8).contains("| stt | 0 | 100 |"), out.toString());
  }
}
