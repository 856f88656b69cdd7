package talkspurt.provider.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.ProviderFailure.Kind;

class UtteranceTest {

  private final List<String> told = new ArrayList<>();
  private final Utterance utterance = new Utterance(List.of("word"), 300, new Told());

  @Test
  void givesItsSoundInOrderAndThenItsEnd() {
    utterance.add(new short[100]);
    utterance.add(new short[0]);
    utterance.add(new short[50]);
    utterance.end();
    assertEquals(List.of(100, 50, 0), List.of(next(), next(), next()));
  }

  @Test
  void endsAtItsBound() {
    utterance.add(new short[200]);
    utterance.add(new short[200]);
    utterance.add(new short[200]);
    assertEquals(List.of(200, 200, 0), List.of(next(), next(), next()));
  }

  @Test
  void tellsAPartialOnlyWhenItsWordsChange() {
    utterance.partial("");
    utterance.partial("one");
    utterance.partial("one");
    utterance.partial("one two");
    utterance.done("one two");
    assertEquals(List.of("partial one", "partial one two", "done one two"), told);
  }

  @Test
  void endsAtOnceAndTellsNothingWhenItIsAbandoned() {
    utterance.add(new short[100]);
    utterance.abandon();
    assertFalse(utterance.wanted());
    assertEquals(0, next());
    utterance.partial("one");
    utterance.done("one");
    utterance.failed(new ProviderFailure(Kind.UNREACHABLE, "embedded", "x"));
    assertEquals(List.of(), told);
  }

  private int next() {
    return utterance.take().length;
  }

  private final class Told implements Utterance.Listener {

    @Override
    public void partial(String words) {
      told.add("partial " + words);
    }

    @Override
    public void done(String words) {
      told.add("done " + words);
    }

    @Override
    public void failed(ProviderFailure failure) {
      told.add("failed " + failure.kind());
    }
  }
}
