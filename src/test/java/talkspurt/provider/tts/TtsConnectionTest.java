package talkspurt.provider.tts;

import static org.assertj.core.api.Assertions.assertThat;

import akka.util.ByteString;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Function;
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
import talkspurt.provider.Synthesizer.Sound;
import talkspurt.provider.transport.ProviderFault;
import talkspurt.provider.tts.TtsConnection.Action;
import talkspurt.provider.tts.TtsTalk.Heard;
import talkspurt.websocket.SocketMessage;

class TtsConnectionTest {

  private static final Duration READY_WITHIN = Duration.ofSeconds(3);
  private static final Sound PCM = new Sound.Pcm(new AudioFrame(8000, new short[160]));
  private static final ProviderFailure REJECTED = failure(Kind.REJECTED_CREDENTIALS, "no such key");
  private static final ProviderFailure NO_SOUND = failure(Kind.BROKE_PROTOCOL, "no sound at all");
  private static final Heard LOST =
      Heard.failed(failure(Kind.UNREACHABLE, "the connection was lost"), true);
  private static final Consumer<Heard> FIRST = heard -> {};
  private static final Consumer<Heard> OTHER = new Consumer<>() {
    @Override
    public void accept(Heard heard) {}
  };

  private static ProviderFailure failure(Kind kind, String detail) {
    return new ProviderFailure(kind, "voice", detail);
  }

  /** Takes each message for what its text tells; says goodbye in two messages. */
  private static final class Scripted implements TtsTalk {

    private boolean ready = true;
    private boolean waits = true;
    private long saidAt;
    private long askedAt;

    @Override
    public List<String> say(String text, long nowNanos) {
      saidAt = nowNanos;
      return List.of(text);
    }

    @Override
    public Heard text(String message) {
      return switch (message) {
        case "sound" -> Heard.more(List.of(PCM));
        case "nothing" -> Heard.NOTHING;
        case "over" -> Heard.over(List.of(PCM));
        case "failed" -> Heard.failed(NO_SOUND, false);
        case "refused" -> Heard.failed(REJECTED, true);
        case "broken" -> new Heard(List.of(PCM), false, true);
        default -> throw ProviderFault.of(Kind.BROKE_PROTOCOL, "voice", "not base64");
      };
    }

    @Override
    public Heard binary(byte[] message) {
      return message.length == 0 ? Heard.NOTHING : Heard.more(List.of(PCM));
    }

    @Override
    public List<String> drop() {
      return List.of("drop");
    }

    @Override
    public boolean ready(long nowNanos) {
      askedAt = nowNanos;
      return ready;
    }

    @Override
    public boolean waits() {
      return waits;
    }

    @Override
    public List<String> goodbye() {
      return List.of("bye", "bye now");
    }
  }

  private static final class Fixture {

    private final Scripted talk = new Scripted();
    private final TtsConnection connection = new TtsConnection("voice", READY_WITHIN, talk);

    List<Action> message(String text) {
      return connection.heard(new SocketMessage.Text(text), 7);
    }

    List<Action> ready(Supplier<List<Action>> event) {
      talk.ready = true;
      return event.get();
    }

    List<Action> unready(Supplier<List<Action>> event) {
      talk.ready = false;
      return event.get();
    }

    List<Action> neverReady(Supplier<List<Action>> event) {
      talk.waits = false;
      return unready(event);
    }

    Fixture opened() {
      connection.opened(Optional.empty());
      connection.room();
      return this;
    }

    Fixture saying() {
      connection.say("Hello.", FIRST, 5);
      connection.room();
      return this;
    }

    Fixture after(Function<Fixture, List<Action>> event) {
      event.apply(this);
      return this;
    }
  }

  /**
   * Where each event leads in each state, and what is done on the way.
   *
   * <p>States: I idle, S speaking, W speaking and more is wanted, Z settling, C closing, X gone.
   *
   * <p>Actions: o opened, s send, t tell the sentence, f free, l leave, d schedule, u unschedule, c
   * complete.
   *
   * <p>The columns are opening, ended while opening, speaking while opening, idle, idle and not ready,
   * speaking, speaking and more is wanted, settling, closing, gone.
   */
  private static final String STEPS = """
      opened               | I:o   X:olc S:o     I:o   Z:o   S:o     W:o     Z:o   C:o  X:o
      not opened           | X:olc X:olc X:oltc  X:olc X:olc X:oltc  X:oltc  X:olc X:oc X:oc
      say                  | S:s   S     S:t     S:s   S:us  S:t     W:t     S:us  C:t  X:t
      more                 | I     I     W       I     Z     W       W       Z     C    X
      more, other          | I     I     S       I     Z     S       W       Z     C    X
      drop                 | I     I     I:f     I     Z     I:sf    I:sf    Z     C    X
      drop, not ready      | I     I     Z:d     I     Z     Z:sd    Z:sd    Z     C    X
      drop, never ready    | I     I     X:ldc   I     Z     X:sldc  X:sldc  Z     C    X
      drop, other          | I     I     S       I     Z     S       W       Z     C    X
      give up              | I     I     X:ltdc  I     Z     C:ltds  C:ltds  Z     C    X
      give up, other       | I     I     S       I     Z     S       W       Z     C    X
      close                | C:lds X:ldc X:ltdc  C:lds C:lds C:ltds  C:ltds  C:lds C    X
      room                 | I     I     S       I     Z     S       W       Z     C:s  X
      sound                | I     I     S:t     I     Z     S:t     S:t     I:uf  C    X
      binary               | I     I     S:t     I     Z     S:t     S:t     I:uf  C    X
      nothing              | I     I     S       I     Z     S       W       I:uf  C    X
      nothing, ready       | I     I     S       I     I:u   S       W       I:uf  C    X
      nothing, not ready   | Z:d   Z:d   S       Z:d   Z     S       W       Z     C    X
      nothing, never ready | C:lds X:ldc S       C:lds C:lds S       W       C:lds C    X
      over                 | I     I     I:ft    I     Z     I:ft    I:ft    I:uf  C    X
      over, not ready      | Z:d   Z:d   Z:dt    Z:d   Z     Z:dt    Z:dt    Z     C    X
      over, never ready    | C:lds X:ldc X:ldct  C:lds C:lds C:ldst  C:ldst  C:lds C    X
      failed               | I     I     I:ft    I     Z     I:ft    I:ft    I:uf  C    X
      refused              | C:lds X:ldc X:ltdc  C:lds C:lds C:ltds  C:ltds  C:lds C    X
      broken               | C:lds X:ldc X:tltdc C:lds C:lds C:tltds C:tltds C:lds C    X
      unreadable           | C:lds X:ldc X:ltdc  C:lds C:lds C:ltds  C:ltds  C:lds C    X
      oversized            | C:lds X:ldc X:ltdc  C:lds C:lds C:ltds  C:ltds  C:lds C    X
      due                  | C:lds X:ldc X:ltdc  C:lds C:lds C:ltds  C:ltds  C:lds X:c  X
      ended                | I     I     S       X:lc  X:lc  X:ltc   X:ltc   X:lc  X:c  X:c
      stopped              | X:l   X:l   X:lt    X:l   X:l   X:lt    X:lt    X:l   X    X
      """;

  private static Map<String, Supplier<Fixture>> states() {
    Map<String, Supplier<Fixture>> states = new LinkedHashMap<>();
    states.put("opening", () -> new Fixture().after(f -> f.connection.room()));
    states.put("ended", () -> new Fixture().after(f -> f.connection.ended()));
    states.put("said early", () -> new Fixture().saying());
    states.put("idle", () -> new Fixture().opened());
    states.put(
        "idle, not ready",
        () -> new Fixture().opened().after(f -> f.unready(() -> f.message("nothing"))));
    states.put("speaking", () -> new Fixture().opened().saying());
    states.put(
        "wanted", () -> new Fixture().opened().saying().after(f -> f.connection.more(FIRST)));
    states.put(
        "settling",
        () -> new Fixture()
            .opened()
            .saying()
            .after(f -> f.unready(() -> f.message("over")))
            .after(f -> {
              f.talk.ready = true;
              return List.of();
            }));
    states.put("closing", () -> new Fixture().opened().after(f -> f.connection.close()));
    states.put("gone", () -> new Fixture().opened().after(f -> f.connection.ended()));
    return states;
  }

  private static Map<String, Function<Fixture, List<Action>>> events() {
    Map<String, Function<Fixture, List<Action>>> events = new LinkedHashMap<>();
    events.put("opened", f -> f.connection.opened(Optional.empty()));
    events.put("not opened", f -> f.connection.opened(Optional.of(REJECTED)));
    events.put("say", f -> f.connection.say("Again.", OTHER, 9));
    events.put("more", f -> f.connection.more(FIRST));
    events.put("more, other", f -> f.connection.more(OTHER));
    events.put("drop", f -> f.connection.drop(FIRST, 9));
    events.put("drop, not ready", f -> f.unready(() -> f.connection.drop(FIRST, 9)));
    events.put("drop, never ready", f -> f.neverReady(() -> f.connection.drop(FIRST, 9)));
    events.put("drop, other", f -> f.connection.drop(OTHER, 9));
    events.put("give up", f -> f.connection.giveUp(FIRST));
    events.put("give up, other", f -> f.connection.giveUp(OTHER));
    events.put("close", f -> f.connection.close());
    events.put("room", f -> f.connection.room());
    events.put("sound", f -> f.message("sound"));
    events.put("binary", f -> f.connection.heard(binary(2), 9));
    events.put("nothing", f -> f.message("nothing"));
    events.put("nothing, ready", f -> f.ready(() -> f.message("nothing")));
    events.put("nothing, not ready", f -> f.unready(() -> f.message("nothing")));
    events.put("nothing, never ready", f -> f.neverReady(() -> f.message("nothing")));
    events.put("over", f -> f.message("over"));
    events.put("over, not ready", f -> f.unready(() -> f.message("over")));
    events.put("over, never ready", f -> f.neverReady(() -> f.message("over")));
    events.put("failed", f -> f.message("failed"));
    events.put("refused", f -> f.message("refused"));
    events.put("broken", f -> f.message("broken"));
    events.put("unreadable", f -> f.message("?"));
    events.put("oversized", f -> f.connection.heard(new SocketMessage.Oversized("long"), 9));
    events.put("due", f -> f.connection.due());
    events.put("ended", f -> f.connection.ended());
    events.put("stopped", f -> f.connection.stopped());
    return events;
  }

  private static SocketMessage binary(int bytes) {
    return new SocketMessage.Binary(ByteString.fromArray(new byte[bytes]));
  }

  @TestFactory
  Stream<DynamicTest> eachEventLeadsInEachStateWhereTheTableTells() {
    return StepTable.tests(STEPS, events(), states(), TtsConnectionTest::step);
  }

  @Test
  void theTableHasARowForEachEventAndEachActionOccurs() {
    assertThat(StepTable.names(STEPS)).containsExactlyElementsOf(events().keySet());
    List<Action> all = new ArrayList<>();
    states()
        .values()
        .forEach(state -> events().values().forEach(event -> all.addAll(event.apply(state.get()))));
    StepTable.assertEachKind(Action.class, all);
    StepTable.assertEachKind(
        TtsConnection.State.class,
        states().values().stream().map(state -> state.get().connection.state()).toList());
  }

  private static String step(Fixture fixture, Function<Fixture, List<Action>> event) {
    String done =
        event.apply(fixture).stream().map(TtsConnectionTest::name).collect(Collectors.joining());
    return name(fixture.connection.state()) + (done.isEmpty() ? "" : ":" + done);
  }

  private static String name(TtsConnection.State state) {
    if (state instanceof TtsConnection.Speaking speaking) {
      return speaking.wanted() ? "W" : "S";
    }
    return Map.of(
            TtsConnection.Idle.class, "I",
            TtsConnection.Settling.class, "Z",
            TtsConnection.Closing.class, "C",
            TtsConnection.Gone.class, "X")
        .get(state.getClass());
  }

  private static String name(Action action) {
    return Map.of(
            TtsConnection.Opened.class, "o",
            TtsConnection.Send.class, "s",
            TtsConnection.Tell.class, "t",
            TtsConnection.Free.class, "f",
            TtsConnection.Leave.class, "l",
            TtsConnection.Schedule.class, "d",
            TtsConnection.Unschedule.class, "u",
            TtsConnection.Complete.class, "c")
        .get(action.getClass());
  }

  // ---- what is told and sent

  private static Fixture speaking() {
    return new Fixture().opened().saying();
  }

  private static List<Heard> told(List<Action> actions) {
    return actions.stream()
        .filter(TtsConnection.Tell.class::isInstance)
        .map(action -> ((TtsConnection.Tell) action).heard())
        .toList();
  }

  @Test
  void aSentenceIsToldWhatTheServerSays() {
    assertThat(told(speaking().message("sound"))).containsExactly(Heard.more(List.of(PCM)));
    assertThat(told(speaking().connection.heard(binary(2), 9)))
        .containsExactly(Heard.more(List.of(PCM)));
    assertThat(told(speaking().connection.heard(binary(0), 9))).isEmpty();
    assertThat(told(speaking().message("failed"))).containsExactly(Heard.failed(NO_SOUND, false));
    assertThat(told(speaking().message("refused"))).containsExactly(Heard.failed(REJECTED, true));
    assertThat(told(speaking().message("broken")))
        .containsExactly(new Heard(List.of(PCM), false, true), LOST);
    assertThat(told(speaking().message("?")))
        .containsExactly(Heard.failed(failure(Kind.BROKE_PROTOCOL, "not base64"), true));
    assertThat(told(speaking().connection.heard(new SocketMessage.Oversized("longer than 9"), 9)))
        .containsExactly(
            Heard.failed(failure(Kind.BROKE_PROTOCOL, "sent a message longer than 9"), true));
    assertThat(told(speaking().connection.giveUp(FIRST))).containsExactly(LOST);
  }

  @Test
  void theConnectionIsFreeBeforeItsSentenceIsToldThatItIsOver() {
    assertThat(speaking().message("over"))
        .containsExactly(
            new TtsConnection.Free(), new TtsConnection.Tell(FIRST, Heard.over(List.of(PCM))));
  }

  @Test
  void messagesAreReadOnlyAsTheSentenceWantsThem() {
    Fixture fixture = new Fixture().opened();
    assertThat(fixture.connection.reading()).isTrue();
    fixture.saying();
    assertThat(fixture.connection.reading()).isFalse();
    fixture.connection.more(OTHER);
    assertThat(fixture.connection.reading()).isFalse();
    fixture.connection.more(FIRST);
    assertThat(fixture.connection.reading()).isTrue();
    fixture.message("nothing");
    assertThat(fixture.connection.reading()).isTrue();
    fixture.message("sound");
    assertThat(fixture.connection.reading()).isFalse();
    fixture.unready(() -> fixture.message("over"));
    assertThat(fixture.connection.reading()).isTrue();
    fixture.connection.close();
    assertThat(fixture.connection.reading()).isFalse();
    fixture.connection.ended();
    assertThat(fixture.connection.reading()).isFalse();
  }

  @Test
  void aSentenceThatBeginsTooLateIsToldWhy() {
    Fixture refused = new Fixture();
    refused.connection.opened(Optional.of(REJECTED));
    assertThat(refused.connection.why()).isEqualTo(Heard.failed(REJECTED, true));
    assertThat(told(refused.connection.say("Late.", OTHER, 9)))
        .containsExactly(Heard.failed(REJECTED, true));

    Fixture quick = new Fixture().opened();
    quick.message("refused");
    assertThat(told(quick.connection.say("Late.", OTHER, 9)))
        .containsExactly(Heard.failed(REJECTED, true));

    Fixture later = speaking();
    later.message("refused");
    assertThat(told(later.connection.say("Late.", OTHER, 9))).containsExactly(LOST);

    Fixture broken = new Fixture().opened();
    broken.message("broken");
    assertThat(broken.connection.why()).isEqualTo(LOST);

    Fixture failed = new Fixture().opened();
    failed.message("failed");
    assertThat(failed.connection.why()).isEqualTo(LOST);
  }

  @Test
  void aSentenceThatWasBegunWhileOpeningIsToldWhyThatFailed() {
    Fixture fixture = new Fixture().saying();
    assertThat(fixture.connection.ended()).isEmpty();
    assertThat(told(fixture.connection.opened(Optional.of(REJECTED))))
        .containsExactly(Heard.failed(REJECTED, true));
  }

  @Test
  void messagesAreSentOneByOneAndGoodbyeLast() {
    TtsConnection connection = new Fixture().opened().connection;
    assertThat(connection.say("Hello.", FIRST, 5))
        .containsExactly(new TtsConnection.Send("Hello."));
    assertThat(connection.drop(FIRST, 6)).containsExactly(new TtsConnection.Free());
    assertThat(connection.room()).containsExactly(new TtsConnection.Send("drop"));
    assertThat(connection.room()).isEmpty();
    assertThat(connection.close())
        .containsExactly(
            new TtsConnection.Leave(),
            new TtsConnection.Schedule(Duration.ofSeconds(1)),
            new TtsConnection.Send("bye"));
    assertThat(connection.room()).containsExactly(new TtsConnection.Send("bye now"));
    assertThat(connection.room()).containsExactly(new TtsConnection.Complete());
  }

  @Test
  void whereGoodbyeCannotBeSaidAtOnceItIsNotSaid() {
    TtsConnection connection = new Fixture().opened().connection;
    connection.say("Hello.", FIRST, 5);
    assertThat(connection.close())
        .endsWith(new TtsConnection.Schedule(Duration.ofSeconds(1)), new TtsConnection.Complete());
  }

  @Test
  void theServerHasSoLongToBecomeReady() {
    Fixture fixture = speaking();
    assertThat(fixture.unready(() -> fixture.connection.drop(FIRST, 9)))
        .contains(new TtsConnection.Schedule(READY_WITHIN));
    assertThat(fixture.message("nothing")).as("scheduled once").isEmpty();
    assertThat(fixture.connection.due()).contains(new TtsConnection.Leave());
  }

  @Test
  void theProtocolIsToldTheTime() {
    Fixture fixture = speaking();
    assertThat(fixture.talk.saidAt).isEqualTo(5);
    fixture.message("over");
    assertThat(fixture.talk.askedAt).isEqualTo(7);
    fixture.saying();
    fixture.connection.drop(FIRST, 9);
    assertThat(fixture.talk.askedAt).isEqualTo(9);
  }

  // ---- anything in any order

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void eachSentenceIsToldItsEndOnceAndNothingIsSentAfterwards(long seed) {
    Random random = new Random(seed);
    int freed = 0;
    for (int walk = 0; walk < 1000; walk++) {
      freed += new Walk(random).go();
    }
    assertThat(freed).as("walks are not over at once").isGreaterThan(1000);
  }

  /** A sentence is begun where the owner believes that the connection is free, and late ones. */
  private static final class Walk {

    private final Random random;
    private final Fixture fixture = new Fixture();
    private final Map<Consumer<Heard>, Integer> ends = new HashMap<>();
    private final List<Consumer<Heard>> dropped = new ArrayList<>();
    private final Deque<Consumer<Heard>> begun = new ArrayDeque<>();
    private final List<String> sent = new ArrayList<>();
    private boolean free = true;
    private boolean left;
    private boolean room;
    private boolean completed;
    private boolean opened;
    private int freed;

    Walk(Random random) {
      this.random = random;
    }

    int go() {
      for (int step = 0; step < 60 && !completed; step++) {
        fixture.talk.ready = random.nextInt(3) > 0;
        fixture.talk.waits = random.nextInt(20) > 0;
        check(something());
      }
      check(fixture.connection.stopped());
      assertThat(left).as("its owner knows").isTrue();
      for (Consumer<Heard> sentence : begun) {
        int told = ends.getOrDefault(sentence, 0);
        assertThat(told).as("told its end").isEqualTo(dropped.contains(sentence) ? 0 : 1);
      }
      assertThat(sent.stream().filter("bye"::equals).count()).isLessThan(2);
      assertThat(String.join(" ", sent)).matches("((Hello\\.|drop) ?)*(bye( bye now)?)?");
      return freed;
    }

    private List<Action> something() {
      TtsConnection connection = fixture.connection;
      return switch (random.nextInt(16)) {
        case 0, 1, 2 -> free || left ? say() : List.of();
        case 3, 4 -> {
          room = true;
          yield connection.room();
        }
        case 5 -> connection.more(last());
        case 6, 7 -> drop();
        case 8 -> {
          boolean first = !opened;
          opened = true;
          Optional<ProviderFailure> failure =
              random.nextInt(4) == 0 ? Optional.of(REJECTED) : Optional.empty();
          yield first ? connection.opened(failure) : List.of();
        }
        case 9 -> random.nextInt(20) == 0 ? connection.giveUp(last()) : List.of();
        case 10 -> random.nextInt(20) == 0 ? connection.close() : List.of();
        case 11 -> random.nextInt(20) == 0 ? ended() : List.of();
        case 12 -> random.nextInt(20) == 0 ? message("refused", "broken", "?") : List.of();
        case 13 ->
          connection.state() instanceof TtsConnection.Settling && random.nextInt(9) == 0
              ? connection.due()
              : List.of();
        default -> message("sound", "nothing", "over", "failed");
      };
    }

    private List<Action> message(String... texts) {
      return fixture.message(texts[random.nextInt(texts.length)]);
    }

    private List<Action> ended() {
      room = false;
      return fixture.connection.ended();
    }

    private Consumer<Heard> last() {
      return begun.isEmpty() ? OTHER : begun.getLast();
    }

    private List<Action> say() {
      free = false;
      Consumer<Heard> sentence = new Consumer<>() {
        @Override
        public void accept(Heard heard) {
          if (heard.over()) {
            ends.merge(this, 1, Integer::sum);
          }
          assertThat(dropped).as("not told after it was dropped").doesNotContain(this);
        }
      };
      begun.add(sentence);
      return fixture.connection.say("Hello.", sentence, 5);
    }

    private List<Action> drop() {
      if (begun.isEmpty() || ends.containsKey(last()) || dropped.contains(last())) {
        return List.of();
      }
      dropped.add(last());
      return fixture.connection.drop(last(), 9);
    }

    private void check(List<Action> actions) {
      for (Action action : actions) {
        assertThat(completed && !(action instanceof TtsConnection.Tell))
            .as("nothing is done after the end")
            .isFalse();
        if (action instanceof TtsConnection.Send send) {
          assertThat(room).as("there is room").isTrue();
          room = false;
          sent.add(send.message());
        } else if (action instanceof TtsConnection.Tell tell) {
          tell.sentence().accept(tell.heard());
        } else if (action instanceof TtsConnection.Free) {
          assertThat(free || left).as("freed once, and not when gone").isFalse();
          free = true;
          freed++;
        } else if (action instanceof TtsConnection.Leave) {
          assertThat(left).as("gone once").isFalse();
          left = true;
        } else if (action instanceof TtsConnection.Complete) {
          completed = true;
        }
      }
    }
  }
}
