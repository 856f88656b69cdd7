package talkspurt.media.bot;

import static org.assertj.core.api.Assertions.assertThat;

import akka.NotUsed;
import akka.stream.javadsl.Source;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import talkspurt.audio.AudioFrame;
import talkspurt.media.conversation.ConversationMessage.BotBegan;
import talkspurt.media.conversation.ConversationMessage.BotEnded;
import talkspurt.media.conversation.ConversationMessage.BotHeard;
import talkspurt.media.conversation.ConversationMessage.BotOpened;
import talkspurt.media.conversation.ConversationMessage.BotReplied;
import talkspurt.media.conversation.ConversationMessage.BotReplyFailed;
import talkspurt.media.conversation.ConversationMessage.BotSaid;
import talkspurt.media.conversation.ConversationMessage.BotTook;
import talkspurt.media.conversation.ConversationMessage.BotWants;
import talkspurt.media.conversation.ConversationMessage.OfDialogue;
import talkspurt.media.playout.TtsPiece;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.SpeechToSpeech.Output;

/**
 * What a bot, playback and the clock do, and what comes of it: a turn begins ({@code (1}), gives sound
 * ({@code 1~}) or a mark ({@code 1#}) and is over ({@code 1)}).
 */
class TurnSegmenterTest {

  private static final ProviderFailure GONE =
      new ProviderFailure(ProviderFailure.Kind.UNREACHABLE, "fake", "gone");
  private static final ProviderFailure MUTE =
      new ProviderFailure(ProviderFailure.Kind.BOT_SILENT, "fake", "mute");

  private final StringBuilder log = new StringBuilder();
  private final List<OfDialogue> told = new ArrayList<>();
  private final List<Playing> turns = new ArrayList<>();
  private boolean reads;
  private boolean times;
  private boolean completed;
  private int said;
  private int given;
  private final TurnSegmenter bot =
      new TurnSegmenter(Duration.ofSeconds(1), new FakeStreams(), this::tell);

  private final class Playing implements TurnSegmenter.Playback {
    private final int number = turns.size() + 1;
    private final TurnSegmenter.Turn turn;
    private int wanted;
    private boolean over;
    private int last;

    Playing(TurnSegmenter.Turn turn) {
      this.turn = turn;
    }

    @Override
    public Source<TtsPiece, NotUsed> speech() {
      return Source.empty();
    }

    @Override
    public boolean wanted() {
      return wanted > 0;
    }

    @Override
    public void give(TtsPiece piece) {
      assertThat(over).isFalse();
      assertThat(wanted--).as("playback waits").isPositive();
      if (piece instanceof TtsPiece.Sound sound && sound.frame().samples()[0] > 0) {
        assertThat(sound.frame().samples()[0]).as("in order").isGreaterThan((short) last);
        last = sound.frame().samples()[0];
        given++;
      }
      log(number + (piece instanceof TtsPiece.Mark ? "#" : "~"));
    }

    @Override
    public void complete() {
      assertThat(over).as("over once").isFalse();
      over = true;
      log(number + ")");
    }
  }

  private final class FakeStreams implements TurnSegmenter.Streams {
    @Override
    public TurnSegmenter.Playback open(TurnSegmenter.Turn turn) {
      turns.add(new Playing(turn));
      return turns.get(turns.size() - 1);
    }

    @Override
    public void read() {
      reads = true;
    }

    @Override
    public void timeGap() {
      times = true;
    }

    @Override
    public boolean timesGap() {
      return times;
    }

    @Override
    public void stopGap() {
      times = false;
    }

    @Override
    public void complete() {
      completed = true;
      log("complete");
    }
  }

  private void tell(OfDialogue message) {
    told.add(message);
    if (message instanceof BotBegan) {
      log("(" + turns.size());
    } else if (!(message instanceof BotSaid)) {
      log(message.getClass().getSimpleName());
    }
  }

  private void log(String what) {
    log.append(log.isEmpty() ? "" : " ").append(what);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(delimiter = '|', textBlock = """
      nobody takes it             | say; say                                    | (1                          | false
      it is taken as it is wanted | say; want 1; want 1; say                    | (1 1~ 1~                    | false
      then it is waited for       | say; want 1; want 1                         | (1 1~                       | true
      more ends the wait          | say; want 1; want 1; say                    | (1 1~ 1~                    | false
      nothing comes               | say; want 1; want 1; gap                    | (1 1~ 1)                    | false
      something waits             | say; gap                                    | (1                          | false
      the next turn               | say; want 1; want 1; gap; say               | (1 1~ 1) (2                 | false
      the next before it is taken | begins a; say; ends; begins b; say; want 1  | (1 BotReplied (2 1~         | false
      each is taken by its own    | begins a; say; ends; begins b; say; want 2; want 1; want 1 | (1 BotReplied (2 2~ 1~ 1) | false
      a mark between              | say; mark; want 1; want 1                   | (1 BotMarked 1~ 1#          | false
      a mark alone                | mark; say                                   | BotMarked (1                | false
      a reply has no gap          | begins a; say; want 1; want 1; ends         | (1 1~ BotReplied 1)         | false
      in a reply none is timed    | begins a; say; want 1; want 1               | (1 1~                       | false
      a reply ends a turn         | say; want 1; begins a; say                  | (1 1~ 1) (2                 | false
      cleared                     | say; want 1; clear; say                     | (1 1~ 1) BotCleared (2      | false
      cleared with an older one   | begins a; say; ends; say; clear             | (1 BotReplied (2 1) 2) BotCleared | false
      cleared in a gap            | say; want 1; want 1; clear                  | (1 1~ 1) BotCleared         | false
      """)
  void aTurnIsTakenAndOver(String name, String script, String expected, boolean timed) {
    run(script);
    assertThat(log.toString()).isEqualTo(expected);
    assertThat(times).as("a gap is timed").isEqualTo(timed);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(delimiter = '|', textBlock = """
      what follows at once        | say; drop 1; say; say                       | (1                          | true
      up to a gap                 | say; drop 1; say; gap; say                  | (1 (2                       | false
      up to the next reply        | say; drop 1; say; begins b; say             | (1 (2                       | true
      up to the end of a reply    | begins a; say; drop 1; say; ends; say       | (1 BotReplied (2            | true
      up to a clear               | say; drop 1; say; clear; say                | (1 BotCleared (2            | false
      up to silence               | say; drop 1; mute; say                      | (1 (2                       | false
      marks are told              | say; drop 1; mark                           | (1 BotMarked                | true
      an older one                | begins a; say; ends; say; drop 1; want 2    | (1 BotReplied (2 2~         | false
      one that is over            | say; clear; drop 1; say                     | (1 1) BotCleared (2         | false
      for ever after 5 s          | say; drop 1; long; say                      | (1 (2                       | true
      counted anew                | say; drop 1; say; gap; say; drop 2; say     | (1 (2                       | true
      """)
  void whatIsDroppedIsDroppedToABreak(String name, String script, String expected, boolean timed) {
    run(script);
    assertThat(log.toString()).isEqualTo(expected);
    assertThat(times).as("a gap is timed").isEqualTo(timed);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(delimiter = '|', textBlock = """
      with nothing said     | gone                                | BotEnded complete
      with all taken        | say; want 1; gone                   | (1 1~ 1) complete BotEnded complete
      with something left   | say; gone; want 1; want 1           | (1 BotEnded 1~ 1) complete
      dropped then          | say; gone; drop 1                   | (1 BotEnded complete
      two left              | begins a; say; ends; say; gone; drop 2; want 1; want 1 | (1 BotReplied (2 BotEnded 1~ 1) complete
      silenced              | say; silence; say; mark; gone       | (1 1) complete
      silenced after it     | say; gone; silence                  | (1 BotEnded 1) complete
      mute                  | say; mute; gone                     | (1 1) BotEnded complete
      mute with an older    | begins a; say; ends; say; mute      | (1 BotReplied (2 1) 2)
      failed                | say; fail; want 1                   | (1 1~
      """)
  void aBotIsOverWhenAllIsTaken(String name, String script, String expected) {
    run(script);
    assertThat(log.toString()).isEqualTo(expected);
  }

  @Test
  void whatABotDoesIsToldAsItIs() {
    bot.take(new Output.Opened());
    bot.take(new Output.CallerTook("item"));
    bot.take(new Output.CallerSaid("item", "yes"));
    bot.take(new Output.ToolCall("call", "book", "{\"day\":1}"));
    bot.take(new Output.ReplyBegins("r"));
    bot.take(new Output.Words("one"));
    bot.take(audio(20));
    bot.take(new Output.ReplyEnds());
    bot.take(audio(20));
    bot.take(new Output.Words("two"));
    assertThat(told).hasSize(10);
    assertThat(told.subList(0, 6))
        .containsExactly(
            new BotOpened(),
            new BotTook("item"),
            new BotHeard("item", "yes"),
            new BotWants("call", "book", "{\"day\":1}", true),
            new BotSaid("r", "one", 0),
            told.get(5));
    assertThat(((BotBegan) told.get(5)).reply()).isEqualTo("r");
    assertThat(told.get(6)).isEqualTo(new BotSaid("r", "", 20));
    assertThat(told.get(7)).isEqualTo(new BotReplied("r"));
    assertThat(((BotBegan) told.get(8)).reply()).isEmpty();
    assertThat(told.get(9)).isEqualTo(new BotSaid("", "two", 0));
  }

  @Test
  void aFailureIsToldWithTheEnd() {
    bot.take(new Output.ReplyFailed(MUTE));
    bot.take(new Output.Failed(GONE));
    bot.end();
    assertThat(told).containsExactly(new BotReplyFailed(MUTE), new BotEnded(Optional.of(GONE)));
    told.clear();
    bot.fail(MUTE);
    assertThat(told).containsExactly(new BotEnded(Optional.of(MUTE)));
  }

  @Test
  void aReplyThatFailsForSilenceEndsTheTurn() {
    bot.take(audio(20));
    bot.take(new Output.ReplyFailed(GONE));
    assertThat(log.toString()).isEqualTo("(1 BotReplyFailed");
    bot.take(new Output.ReplyFailed(MUTE));
    assertThat(log.toString()).isEqualTo("(1 BotReplyFailed 1) BotReplyFailed");
  }

  @Test
  void aBotIsReadUntilMuchWaits() {
    bot.take(audio(980));
    assertThat(reads).isTrue();
    reads = false;
    bot.take(audio(20));
    assertThat(reads).as("a second waits").isFalse();
    run("want 1");
    assertThat(reads).isTrue();
    reads = false;
    bot.take(audio(1000));
    assertThat(reads).isFalse();
    run("drop 1");
    assertThat(reads).isTrue();
    run("gap");
    bot.take(audio(2000));
    reads = false;
    bot.silence();
    assertThat(reads).isTrue();
    reads = false;
    bot.take(audio(2000));
    assertThat(reads).isTrue();
  }

  @Test
  void soundIsDroppedForFiveSecondsAtMost() {
    run("say; drop 1");
    for (int ms = 0; ms < TurnSegmenter.MAX_STALE_MS; ms += 20) {
      run("say");
      assertThat(turns).hasSize(1);
    }
    run("say");
    assertThat(turns).hasSize(2);
    run("drop 2; say");
    assertThat(turns).as("counted anew").hasSize(2);
  }

  // ---- anything in any order

  @ParameterizedTest(name = "seed {0}, dropping {1}")
  @CsvSource({"1, true", "2, true", "3, true", "4, false", "5, false"})
  void allThatIsNotDroppedIsGivenOnceInOrder(long seed, boolean drops) {
    Random random = new Random(seed);
    for (int n = 0; n < 5000; n++) {
      switch (random.nextInt(drops ? 12 : 10)) {
        case 0, 1, 2 -> bot.take(numbered());
        case 3 -> bot.take(new Output.Mark("m"));
        case 4 -> bot.take(new Output.ReplyBegins("r"));
        case 5 -> bot.take(new Output.ReplyEnds());
        case 6 -> step("gap", "");
        case 10 -> bot.take(new Output.Clear());
        case 11 -> anyTurn(random).ifPresent(this::drop);
        default -> anyTurn(random).ifPresent(this::want);
      }
    }
    bot.end();
    for (Playing turn : turns) {
      while (!turn.over) {
        want(turn);
      }
    }
    assertThat(completed).isTrue();
    assertThat(turns.size()).isGreaterThan(50);
    assertThat(given).isBetween(drops ? 300 : said, said);
  }

  private Output.Audio numbered() {
    return new Output.Audio(new AudioFrame(8000, new short[] {(short) ++said}));
  }

  /** One of those that are not over. */
  private Optional<Playing> anyTurn(Random random) {
    List<Playing> open = turns.stream().filter(turn -> !turn.over).toList();
    return open.isEmpty() ? Optional.empty() : Optional.of(open.get(random.nextInt(open.size())));
  }

  private void want(Playing turn) {
    turn.wanted = 1;
    bot.give(turn.turn);
  }

  private void drop(Playing turn) {
    turn.over = true;
    bot.dropped(turn.turn);
  }

  private void run(String script) {
    for (String step : script.split("; ")) {
      String[] words = step.split(" ");
      step(words[0], words.length > 1 ? words[1] : "");
    }
  }

  private void step(String what, String name) {
    switch (what) {
      case "say" -> bot.take(audio(20));
      case "long" -> bot.take(audio(TurnSegmenter.MAX_STALE_MS));
      case "mark" -> bot.take(new Output.Mark("m"));
      case "clear" -> bot.take(new Output.Clear());
      case "begins" -> bot.take(new Output.ReplyBegins(name));
      case "ends" -> bot.take(new Output.ReplyEnds());
      case "fail" -> bot.take(new Output.Failed(GONE));
      case "mute" -> bot.take(new Output.Failed(MUTE));
      case "gone" -> bot.end();
      case "silence" -> bot.silence();
      case "gap" -> {
        times = false;
        bot.gap();
      }
      case "want" -> {
        Playing turn = turns.get(Integer.parseInt(name) - 1);
        turn.wanted++;
        bot.give(turn.turn);
      }
      case "drop" -> bot.dropped(turns.get(Integer.parseInt(name) - 1).turn);
      default -> throw new AssertionError(what);
    }
  }

  private static Output.Audio audio(int ms) {
    return new Output.Audio(new AudioFrame(8000, new short[8 * ms]));
  }
}
