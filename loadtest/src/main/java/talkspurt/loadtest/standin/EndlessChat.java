package talkspurt.loadtest.standin;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;

/** A model that never stops talking: sends as fast as it is read. */
public final class EndlessChat implements LoopbackServer.Service {
  private static final String STORY = " of a story without end.";

  private final AtomicLong sentences = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();

  /** Whether this is of what it talks. */
  static boolean tells(String text) {
    return text.contains(STORY.strip());
  }

  public long sentences() {
    return sentences.get();
  }

  public long bytes() {
    return bytes.get();
  }

  @Override
  public void serve(HttpExchange asked) throws IOException {
    asked.begin("text/event-stream");
    while (true) {
      String sentence = "This is sentence number " + (sentences.get() + 1) + STORY + " ";
      for (String word : sentence.split("(?<= )")) {
        String event = "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + word + "\"}}]}";
        asked.event(event);
        bytes.addAndGet(event.length() + 8L);
      }
      sentences.incrementAndGet();
    }
  }
}
