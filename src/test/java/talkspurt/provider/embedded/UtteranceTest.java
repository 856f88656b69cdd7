package talkspurt.provider.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.ProviderFailure.Kind;
import talkspurt.provider.embedded.UtteranceRecognizer.Decoding;

class UtteranceTest {

  private final List<String> told = new ArrayList<>();
  private final Utterance utterance = new Utterance(List.of("word"), 300, new Told());
  private final Given given = new Given();

  @Test
  void givesItsSoundInOrderAndThenItsEnd() {
    utterance.add(new short[100]);
    utterance.add(new short[0]);
    utterance.add(new short[50]);
    utterance.end();
    assertTrue(utterance.giveTo(given, 1000));
    assertEquals(List.of("100", "50", "end"), given.all);
  }

  @Test
  void givesSoMuchAtATime() {
    utterance.add(new short[60]);
    utterance.add(new short[60]);
    utterance.add(new short[60]);
    utterance.end();
    assertFalse(utterance.giveTo(given, 100));
    assertEquals(60, utterance.waitingSamples());
    assertTrue(utterance.giveTo(given, 100));
    assertEquals(0, utterance.waitingSamples());
    assertEquals(List.of("60", "60", "60", "end"), given.all);
  }

  @Test
  void tellsItsEndOnce() {
    utterance.end();
    assertTrue(utterance.giveTo(given, 100));
    assertTrue(utterance.giveTo(given, 100));
    assertEquals(List.of("end"), given.all);
  }

  @Test
  void isNotOverWhileItGoesOn() {
    utterance.add(new short[60]);
    assertFalse(utterance.giveTo(given, 100));
    assertEquals(List.of("60"), given.all);
  }

  @Test
  void endsAtItsBound() {
    utterance.add(new short[200]);
    assertFalse(utterance.ended());
    utterance.add(new short[200]);
    assertTrue(utterance.ended());
    utterance.add(new short[200]);
    utterance.giveTo(given, 1000);
    assertEquals(List.of("200", "200", "end"), given.all);
  }

  @Test
  void isBegunOnceWithItsPhrases() throws IOException {
    Decoding first = utterance.decoding(phrases -> {
      assertEquals(List.of("word"), phrases);
      return given;
    });
    assertSame(given, first);
    assertSame(given, utterance.decoding(phrases -> new Given()));
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
    assertEquals(0, utterance.waitingSamples());
    utterance.giveTo(given, 1000);
    assertEquals(List.of("end"), given.all);
    utterance.partial("one");
    utterance.done("one");
    utterance.failed(new ProviderFailure(Kind.UNREACHABLE, "embedded", "x"));
    assertEquals(List.of(), told);
  }

  private static final class Given extends NothingUnderstood {

    private final List<String> all = new ArrayList<>();

    @Override
    public void add(short[] samples) {
      all.add(String.valueOf(samples.length));
    }

    @Override
    public void end() {
      all.add("end");
    }
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
