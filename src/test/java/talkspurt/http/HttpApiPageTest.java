package talkspurt.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import talkspurt.call.CallEvent;
import talkspurt.call.CallState;
import talkspurt.call.EndReason;
import talkspurt.call.LineLoss;
import talkspurt.call.Unknown;

/** Holds that {@code src/docs/http-api.md} names every word a client may get. */
class HttpApiPageTest {

  private final String page = read();

  private static String read() {
    try {
      return Files.readString(Path.of("src/docs/http-api.md"));
    } catch (IOException missing) {
      throw new AssertionError(missing);
    }
  }

  private void names(Stream<String> words) {
    assertThat(words).allSatisfy(word -> assertThat(page).contains("`" + word + "`"));
  }

  @Test
  void namesEveryProblem() {
    names(Stream.of(ProblemKind.values()).map(ProblemKind::slug));
  }

  @Test
  void namesEveryEvent() {
    names(Arrays.stream(CallEvent.class.getPermittedSubclasses()).map(WireName::of));
  }

  @Test
  void namesEveryStateButThatOfCallsNobodyKnows() {
    names(Arrays.stream(CallState.class.getPermittedSubclasses())
        .filter(state -> state != Unknown.class)
        .map(WireName::of));
  }

  @Test
  void namesEveryEndAndEveryLoss() {
    names(Stream.of(EndReason.values()).map(WireName::of));
    names(Stream.of(LineLoss.values()).map(WireName::of));
  }

  @Test
  void namesEveryFieldOfACallStart() {
    names(StartCall.FIELDS.stream());
  }
}
