package talkspurt.provider.stt;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import talkspurt.audio.AudioFrame;
import talkspurt.fake.StepTable;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.ProviderFailure.Kind;
import talkspurt.provider.SttInput;
import talkspurt.provider.TranscriptEvent;
import talkspurt.provider.TranscriptEvent.Failed;
import talkspurt.provider.TranscriptEvent.Final;
import talkspurt.provider.TranscriptEvent.GaveWay;
import talkspurt.provider.TranscriptEvent.Partial;
import talkspurt.provider.TranscriptEvent.TurnEnds;

class FallbackSessionTest {

  private static final Duration KEPT = Duration.ofMillis(60);
  private static final ProviderFailure FAILURE =
      new ProviderFailure(Kind.OVERLOADED, "a", "as asked");
  private static final ProviderFailure RESTS =
      new ProviderFailure(Kind.UNREACHABLE, "a", "not asked, since it failed too often in a row");

  /** Two links, a and b, and what is counted of them. */
  private static final class Links implements FallbackLinks {

    private final Set<Integer> resting = new HashSet<>();
    private final List<String> counted = new ArrayList<>();

    @Override
    public int count() {
      return 2;
    }

    @Override
    public String name(int link) {
      return link == 0 ? "a" : "b";
    }

    @Override
    public boolean rests(int link) {
      return resting.contains(link);
    }

    @Override
    public void asked(int link) {}

    @Override
    public void tookOver(int link) {
      counted.add(name(link) + " took over");
    }

    @Override
    public void firstWords(int link, long nanos) {
      counted.add(name(link) + " first words " + nanos);
    }

    @Override
    public void answered(int link, long nanos) {
      counted.add(name(link) + " answered " + nanos);
    }

    @Override
    public void failed(int link) {
      counted.add(name(link) + " failed");
    }

    @Override
    public void gaveWay(ProviderFailure failure) {
      counted.add(failure.provider() + " gave way");
    }
  }

  private static final class Fixture {

    private final Links links = new Links();
    private final FallbackSession session = new FallbackSession(links, KEPT);

    Fixture say(long utterance) {
      session.input(frame(utterance), 10);
      return this;
    }

    Fixture end(long utterance) {
      session.input(new SttInput.EndOfSpeech(utterance), 20);
      return this;
    }

    Fixture heard(int link, TranscriptEvent event) {
      session.heard(link, event, 50);
      return this;
    }

    Fixture over(int link) {
      session.over(link);
      return this;
    }

    Fixture rests(Integer... resting) {
      links.resting.clear();
      links.resting.addAll(List.of(resting));
      return this;
    }

    List<TranscriptEvent> events() {
      List<TranscriptEvent> events = new ArrayList<>();
      for (Optional<TranscriptEvent> next = session.takeEvent();
          next.isPresent();
          next = session.takeEvent()) {
        events.add(next.get());
      }
      return events;
    }

    List<SttInput> given(int link) {
      List<SttInput> given = new ArrayList<>();
      while (session.waits(link)) {
        given.add(session.take(link));
      }
      return given;
    }

    Fixture settled() {
      events();
      given(0);
      given(1);
      return this;
    }
  }

  private static SttInput frame(long utterance) {
    return new SttInput.Audio(utterance, AudioFrame.silence(8000));
  }

  /**
   * Which link is asked after each event in each state, and what is given and told.
   *
   * <p>A state is the utterances that are not answered, each with who is asked for it: a, b, or - where
   * all have failed; 0 where there are none.
   *
   * <p>Given to a link: a, b, once for each input. Told: p words so far, t turn ends, f last words, g
   * gave way, x failed.
   *
   * <p>The columns are nothing said, 1 open at a, open at b, open and failed by all, ended at a, ended
   * at b, ended at a and 2 open there, 1 ended at a and 2 open at b, 1 ended at b and 2 at a.
   */
  private static final String STEPS = """
      sound 1              | 1a:a  1a:a  1b:b  1-    1a1a:a  1b1a:a  1a1a:a     1a1a:a  1b2a1a:a
      end 1                | 1a:a  1a:a  1b:b  0:x   1a1a:a  1b1a:a  1a1a:a     1a1a:a  1b2a1a:a
      sound 3              | 3a:a  3a:a  3a:a  3a:a  1a3a:a  1b3a:a  1a3a:a     1a3a:a  1b2a3a:a
      end 3                | 3a:a  3a:a  3a:a  3a:a  1a3a:a  1b3a:a  1a3a:a     1a3a:a  1b2a3a:a
      sound 3, a rests     | 3b:bg 3b:bg 3b:bg 3b:bg 1a3b:bg 1b3b:bg 1a3b:bg    1a3b:bg 1b2a3b:bg
      sound 3, both rest   | 3-    3-    3-    3-    1a3-    1b3-    1a3-       1a3-    1b2a3-
      end 3, both rest     | 0:x   0:x   0:x   0:x   1a:x    1b:x    1a:x       1a:x    1b2a:x
      no more              | 0     0     0     0     1a      1b      1a         1a      1b2a
      a: partial 1         | 0     1a:p  1b    1-    1a:p    1b      1a2a:p     1a2b:p  1b2a
      a: turn ends 1       | 0     1a:t  1b    1-    1a:t    1b      1a2a:t     1a2b:t  1b2a
      a: final 1           | 0     0:f   1b    1-    0:f     1b      2a:f       2b:f    1b2a
      a: failed 1          | 0     1b:bg 1b    1-    1b:bbg  1b      1b2a:bbg   2b:x    1b2a
      a: failed 1, b rests | 0     1-    1b    1-    0:x     1b      2a:x       2b:x    1b2a
      a: failed 2          | 0     1a    1b    1-    1a      1b      1a2b:bg    1a2b    1b2b:bbg
      b: final 1           | 0     1a    0:f   1-    1a      0:f     1a2a       1a2b    2a:f
      b: failed 1          | 0     1a    1-    1-    1a      0:x     1a2a       1a2b    2a:x
      b: failed 2          | 0     1a    1b    1-    1a      1b      1a2a       1a2-    1b2a
      a over               | 0     1b:bg 1b    1-    1b:bbg  1b      1b2b:bbbgg 2b:x    1b2b:bbg
      b over               | 0     1a    1-    1-    1a      0:x     1a2a       1a2-    2a:x
      a over, sound 3      | 3b:bg 3b:bg 3b:bg 3b:bg 1b3b:bg 1b3b:bg 1b3b:bg    3b:bg   1b2b3b:bg
      """;

  private static Map<String, Supplier<Fixture>> states() {
    Map<String, Supplier<Fixture>> states = new LinkedHashMap<>();
    states.put("nothing said", Fixture::new);
    states.put("open at a", () -> new Fixture().say(1));
    states.put("open at b", () -> new Fixture().say(1).heard(0, new Failed(1, FAILURE)));
    states.put("failed by all", () -> new Fixture().rests(0, 1).say(1).rests());
    states.put("ended at a", () -> new Fixture().say(1).end(1));
    states.put("ended at b", () -> new Fixture().rests(0).say(1).end(1).rests());
    states.put("both at a", () -> new Fixture().say(1).end(1).say(2));
    states.put("2 open at b", () -> new Fixture().say(1).end(1).rests(0).say(2).rests());
    states.put(
        "1 ended at b",
        () -> new Fixture().rests(0).say(1).end(1).rests().say(2).end(2));
    return states;
  }

  private static Map<String, Consumer<Fixture>> events() {
    Map<String, Consumer<Fixture>> events = new LinkedHashMap<>();
    events.put("sound 1", f -> f.say(1));
    events.put("end 1", f -> f.end(1));
    events.put("sound 3", f -> f.say(3));
    events.put("end 3", f -> f.end(3));
    events.put("sound 3, a rests", f -> f.rests(0).say(3));
    events.put("sound 3, both rest", f -> f.rests(0, 1).say(3));
    events.put("end 3, both rest", f -> f.rests(0, 1).end(3));
    events.put("no more", f -> f.session.inputEnded());
    events.put("a: partial 1", f -> f.heard(0, new Partial(1, "one")));
    events.put("a: turn ends 1", f -> f.heard(0, new TurnEnds(1)));
    events.put("a: final 1", f -> f.heard(0, new Final(1, "one")));
    events.put("a: failed 1", f -> f.heard(0, new Failed(1, FAILURE)));
    events.put("a: failed 1, b rests", f -> f.rests(1).heard(0, new Failed(1, FAILURE)));
    events.put("a: failed 2", f -> f.heard(0, new Failed(2, FAILURE)));
    events.put("b: final 1", f -> f.heard(1, new Final(1, "one")));
    events.put("b: failed 1", f -> f.heard(1, new Failed(1, FAILURE)));
    events.put("b: failed 2", f -> f.heard(1, new Failed(2, FAILURE)));
    events.put("a over", f -> f.over(0));
    events.put("b over", f -> f.over(1));
    events.put("a over, sound 3", f -> f.over(0).settled().say(3));
    return events;
  }

  @TestFactory
  Stream<DynamicTest> eachEventLeadsInEachStateWhereTheTableTells() {
    return StepTable.tests(
        STEPS, events(), states(), (fixture, event) -> step(fixture.settled(), event));
  }

  @Test
  void theTableHasARowForEachEvent() {
    assertThat(StepTable.names(STEPS)).containsExactlyElementsOf(events().keySet());
  }

  private static String step(Fixture fixture, Consumer<Fixture> event) {
    event.accept(fixture);
    String done = "a".repeat(fixture.given(0).size())
        + "b".repeat(fixture.given(1).size())
        + fixture.events().stream().map(FallbackSessionTest::name).collect(Collectors.joining());
    String state = fixture.session.unanswered().stream()
        .map(one -> one.number() + one.asked().map(fixture.links::name).orElse("-"))
        .collect(Collectors.joining());
    return (state.isEmpty() ? "0" : state) + (done.isEmpty() ? "" : ":" + done);
  }

  private static String name(TranscriptEvent event) {
    return Map.of(
            Partial.class, "p",
            TurnEnds.class, "t",
            Final.class, "f",
            GaveWay.class, "g",
            Failed.class, "x")
        .get(event.getClass());
  }

  // ---- what is told, given and counted

  @Test
  void theNextLinkIsGivenWhatIsKeptAndTheCallIsToldWhy() {
    Fixture fixture = new Fixture().say(1).say(1).say(1).say(1);
    assertThat(fixture.given(0)).hasSize(4);
    fixture.heard(0, new Failed(1, FAILURE)).say(1).end(1);
    assertThat(fixture.given(1)).hasSize(5).endsWith(new SttInput.EndOfSpeech(1));
    assertThat(fixture.events()).containsExactly(new GaveWay(1, FAILURE));
  }

  @Test
  void theFailureOfTheLastIsToldAtTheEnd() {
    ProviderFailure last = new ProviderFailure(Kind.REJECTED_REQUEST, "b", "no");
    Fixture fixture = new Fixture().say(1).heard(0, new Failed(1, FAILURE));
    fixture.heard(1, new Failed(1, last));
    assertThat(fixture.events()).containsExactly(new GaveWay(1, FAILURE));
    assertThat(fixture.end(1).events()).containsExactly(new Failed(1, last));
  }

  @Test
  void whereAllRestThatIsTheFailure() {
    assertThat(new Fixture().rests(0, 1).say(1).end(1).events())
        .containsExactly(new Failed(1, RESTS));
    assertThat(new Fixture().rests(0).say(1).events()).containsExactly(new GaveWay(1, RESTS));
  }

  @Test
  void aLinkThatIsOverHasBrokenTheContract() {
    Fixture fixture = new Fixture().say(1).over(0);
    assertThat(fixture.given(0)).as("is given nothing more").isEmpty();
    assertThat(fixture.events())
        .containsExactly(new GaveWay(1, new ProviderFailure(Kind.BROKE_PROTOCOL, "a", "ended")));
    assertThat(fixture.links.counted).doesNotContain("a failed");
  }

  @Test
  void whatLinksDoIsCounted() {
    Fixture fixture = new Fixture().say(1).end(1);
    fixture.heard(0, new Partial(1, "o")).heard(0, new Partial(1, "one"));
    fixture.heard(0, new Final(1, "one"));
    assertThat(fixture.links.counted).containsExactly("a first words 40", "a answered 30");
    fixture.links.counted.clear();
    fixture.say(2).heard(0, new Failed(2, FAILURE)).heard(1, new Failed(2, FAILURE));
    assertThat(fixture.links.counted)
        .containsExactly("a failed", "b took over", "a gave way", "b failed");
  }

  @Test
  void thereIsRoomUntilFiftyWaitForOneLink() {
    Fixture fixture = new Fixture();
    for (int number = 0; number < 49; number++) {
      fixture.say(1);
    }
    assertThat(fixture.session.room()).isTrue();
    assertThat(fixture.say(1).session.room()).isFalse();
    fixture.session.take(0);
    assertThat(fixture.session.room()).isTrue();
  }

  @Test
  void allIsDoneWhenAllIsToldAndNoneIsWaitedFor() {
    Fixture fixture = new Fixture();
    assertThat(fixture.session.done()).isTrue();
    fixture.say(1).end(1);
    assertThat(fixture.session.done()).isFalse();
    fixture.heard(0, new Final(1, "one"));
    assertThat(fixture.session.done()).isFalse();
    fixture.events();
    assertThat(fixture.session.done()).isTrue();
  }

  // ---- anything in any order

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void eachUtteranceIsAnsweredOnceAndNoLinkIsGivenTwoAtATime(long seed) {
    Random random = new Random(seed);
    int replayed = 0;
    for (int walk = 0; walk < 500; walk++) {
      replayed += new Walk(random).go();
    }
    assertThat(replayed).as("utterances are given to both").isGreaterThan(500);
  }

  private static final class Walk {

    private final Random random;
    private final Fixture fixture = new Fixture();
    private final Map<Long, Integer> answers = new HashMap<>();
    private final Set<Long> ended = new HashSet<>();
    private final List<List<Long>> given = List.of(new ArrayList<>(), new ArrayList<>());
    private final Set<Integer> over = new HashSet<>();
    private long number = 1;
    private boolean speaking;

    Walk(Random random) {
      this.random = random;
    }

    int go() {
      for (int step = 0; step < 100; step++) {
        something();
        look();
      }
      fixture.session.inputEnded();
      for (int link = 0; link < 2; link++) {
        for (ReplayBuffer rest : fixture.session.unanswered()) {
          fixture.heard(link, new Failed(rest.number(), FAILURE));
        }
      }
      look();
      assertThat(fixture.session.done()).isTrue();
      assertThat(answers.keySet()).isEqualTo(ended);
      Set<Long> both = new HashSet<>(given.get(0));
      both.retainAll(given.get(1));
      return both.size();
    }

    private void something() {
      switch (random.nextInt(8)) {
        case 0, 1 -> {
          fixture.say(number);
          speaking = true;
        }
        case 2 -> {
          if (speaking) {
            fixture.end(number);
            ended.add(number);
          }
          number++;
          speaking = false;
        }
        case 3 -> {
          if (random.nextInt(4) == 0) {
            fixture.rests(random.nextInt(2));
          } else {
            fixture.rests();
          }
        }
        case 4 -> {
          int link = random.nextInt(2);
          if (random.nextInt(50) == 0 && over.add(link)) {
            fixture.over(link);
          }
        }
        default -> tell(random.nextInt(2), 1 + random.nextInt((int) number));
      }
    }

    private void tell(int link, long utterance) {
      if (over.contains(link)) {
        return;
      }
      switch (random.nextInt(4)) {
        case 0 -> fixture.heard(link, new Partial(utterance, "some"));
        case 1 -> {
          if (ended.contains(utterance)) {
            fixture.heard(link, new Final(utterance, "all"));
          }
        }
        default -> fixture.heard(link, new Failed(utterance, FAILURE));
      }
    }

    private void look() {
      for (TranscriptEvent event : fixture.events()) {
        assertThat(answers).as("nothing after the answer").doesNotContainKey(event.utterance());
        if (event instanceof Final || event instanceof Failed) {
          assertThat(ended).as("answered at its end").contains(event.utterance());
          answers.put(event.utterance(), 1);
        }
      }
      for (int link = 0; link < 2; link++) {
        List<Long> before = given.get(link);
        for (SttInput input : fixture.given(link)) {
          assertThat(over).as("is still there").doesNotContain(link);
          boolean goesOn = !before.isEmpty() && before.get(before.size() - 1) == input.utterance();
          if (!goesOn) {
            assertThat(before).as("one after the other").doesNotContain(input.utterance());
            before.add(input.utterance());
          }
        }
      }
    }
  }
}
