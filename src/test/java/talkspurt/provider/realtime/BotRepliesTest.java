package talkspurt.provider.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import talkspurt.audio.G711;
import talkspurt.fake.Sounds;
import talkspurt.fake.StepTable;
import talkspurt.provider.SpeechToSpeech.Input;
import talkspurt.provider.SpeechToSpeech.Output;
import talkspurt.provider.realtime.ServerEvent.Status;
import talkspurt.provider.realtime.TalkAction.GoOn;
import talkspurt.provider.realtime.TalkAction.Send;
import talkspurt.provider.realtime.TalkAction.Tell;
import talkspurt.provider.realtime.TalkAction.Want;
import talkspurt.provider.realtime.ToolPart.Told;

class BotRepliesTest {

  private static final byte[] SECOND = new byte[48_000];

  /**
   * Where each event leads in each state, and what is done on the way.
   *
   * <p>States: B between, R replying, T trailing; a star where the bot is not quiet, though no reply is
   * open.
   *
   * <p>To the call: [ reply begins, a audio, w words, f tool call, m mark, c clear, ! reply failed, ]
   * reply ends. To the server: x truncate, o tool output. Others: 1 first sound, &gt; want, g go on, s
   * silence, / stop, ? warn, G give up.
   *
   * <p>The columns are between, replied, replying, sounding, waiting for a tool, its tool returned, asked
   * again, trailing.
   */
  private static final String STEPS = """
      begun             | R:[  R:[   R    R     R    R    R     R:m][
      begun, unwanted   | B    B*    R    R     R    R    R     T
      sound             | B    B*    R:1a R:a   R:1a R:1a R:1a  T:a
      words             | B    B*    R    R:w   R    R    R     T:w
      all words         | B    B*    R    R:w   R    R    R     T:w
      tool              | B:?  B*:?  R:f  R:f   R:f  R:f  R:f   T:f
      tool astray       | B:?  B*:?  R:?  R:?   R:?  R:?  R:?   T:?
      tool, stopping    | B    B*    R    R     R    R    R     T
      last tools        | B    B*    R:f  R:f   R:f  R:f  R:f   T:f
      over              | B    B*    R    R     R    R    R     T
      cancelled         | B    B*    R    R     R    R    R     T
      break off         | B    B*    R    R     R    R    R     T
      brought           | B:?> B*:g  R:?> R:g   R:g  R:g  B:?!] T:g
      go on             | B    B*    B:]  B*:m] R    R:>  B:]   T
      returned          | B:o  B*:o  R:o  R:o   R:og R:o  R:o   T:o
      late sound        | B    T:[a  R    R     R:1a R:1a T:s1a T:a
      late sound, other | B    B*    R    R     R    R    R     T
      tick              | B    B*    R    R     R    R    R     T
      tick later        | B    B*    R    R     R    R    R     B*:m]
      cut               | B    B:x   R:/  R:x/  R:/  R:/  R:/   T:x/
      cut, unknown      | B    B*    R    R     R    R    R     T
      heard             | B    B     R    R     R    R    R     T
      stop              | B    B*    B:]  B:c]  B:]  B:]  B:]   B*:c]
      superseded        | B    B*    R    R     R    R    R     T
      caller speaks     | B    B*    R    R     R    R    R     T
      leave             | B    B*    R    R     R    R    R     T
      """;

  private static Map<String, Supplier<BotReplies>> states() {
    Map<String, Supplier<BotReplies>> states = new LinkedHashMap<>();
    states.put("between", BotRepliesTest::between);
    states.put("replied", BotRepliesTest::replied);
    states.put("replying", BotRepliesTest::replying);
    states.put("sounding", BotRepliesTest::sounding);
    states.put("waiting for a tool", BotRepliesTest::waiting);
    states.put("its tool returned", () -> after(waiting(), replies -> replies.returned(RETURNED)));
    states.put("asked again", BotRepliesTest::askedAgain);
    states.put("trailing", () -> after(replied(), replies -> replies.lateSound(audio("r1"), 0)));
    return states;
  }

  private static final Input.ToolReturned RETURNED = new Input.ToolReturned("c", "1", "returned");

  private static Map<String, Function<BotReplies, List<TalkAction>>> events() {
    Map<String, Function<BotReplies, List<TalkAction>>> events = new LinkedHashMap<>();
    events.put("begun", replies -> replies.begun(true));
    events.put("begun, unwanted", replies -> replies.begun(false));
    events.put("sound", replies -> replies.sound(audio("r1")));
    events.put("words", replies -> replies.words(new ServerEvent.Words("r1", "i1", "One two")));
    events.put(
        "all words", replies -> replies.allWords(new ServerEvent.AllWords("r1", "i1", "One two")));
    events.put("tool", replies -> replies.told(tool("d"), true, false));
    events.put("tool astray", replies -> replies.told(tool("d"), false, false));
    events.put("tool, stopping", replies -> replies.told(tool("d"), false, true));
    events.put("last tools", replies -> replies.lastTools(done(Status.COMPLETED, tool("d"))));
    events.put("over", replies -> replies.over("r1", Status.COMPLETED));
    events.put("cancelled", replies -> replies.over("r1", Status.CANCELLED));
    events.put("break off", told(BotReplies::breakOff));
    events.put(
        "brought", replies -> replies.brought(done(Status.COMPLETED), Optional.of(Wish.REPLY)));
    events.put("go on", BotReplies::goOn);
    events.put("returned", replies -> replies.returned(RETURNED));
    events.put("late sound", replies -> replies.lateSound(audio("r1"), 0));
    events.put("late sound, other", replies -> replies.lateSound(audio("r7"), 0));
    events.put("tick", replies -> replies.tick(499));
    events.put("tick later", replies -> replies.tick(500));
    events.put("cut", replies -> replies.cut("reply-1", 300, false));
    events.put("cut, unknown", replies -> replies.cut("reply-7", 300, false));
    events.put("heard", told(replies -> replies.heard("reply-1")));
    events.put("stop", BotReplies::stop);
    events.put("superseded", told(BotReplies::superseded));
    events.put("caller speaks", told(BotReplies::callerSpeaks));
    events.put("leave", told(BotReplies::leave));
    return events;
  }

  private static Function<BotReplies, List<TalkAction>> told(Consumer<BotReplies> event) {
    return replies -> {
      event.accept(replies);
      return List.of();
    };
  }

  @TestFactory
  Stream<DynamicTest> eachEventLeadsInEachStateWhereTheTableTells() {
    return StepTable.tests(STEPS, events(), states(), BotRepliesTest::step);
  }

  @Test
  void theTableHasARowForEachEventAndAColumnForEachState() {
    assertThat(StepTable.names(STEPS)).containsExactlyElementsOf(events().keySet());
    StepTable.assertEachKind(
        BotReplies.State.class,
        states().values().stream().map(state -> state.get().state()).toList());
  }

  private static String step(BotReplies replies, Function<BotReplies, List<TalkAction>> event) {
    String done =
        event.apply(replies).stream().map(BotRepliesTest::name).collect(Collectors.joining());
    boolean waits = !replies.isOpen() && !replies.quiet();
    return name(replies.state()) + (waits ? "*" : "") + (done.isEmpty() ? "" : ":" + done);
  }

  private static String name(BotReplies.State state) {
    return Map.of(
            BotReplies.Between.class, "B",
            BotReplies.Replying.class, "R",
            BotReplies.Trailing.class, "T")
        .get(state.getClass());
  }

  private static String name(TalkAction action) {
    if (action instanceof Tell tell) {
      return Map.of(
              Output.ReplyBegins.class, "[",
              Output.Audio.class, "a",
              Output.Words.class, "w",
              Output.ToolCall.class, "f",
              Output.Mark.class, "m",
              Output.Clear.class, "c",
              Output.ReplyFailed.class, "!",
              Output.ReplyEnds.class, "]")
          .get(tell.output().getClass());
    }
    if (action instanceof Send send) {
      return send.event() instanceof ClientEvent.Truncate ? "x" : "o";
    }
    return Map.of(
            TalkAction.FirstSound.class, "1",
            TalkAction.Want.class, ">",
            TalkAction.GoOn.class, "g",
            TalkAction.Silence.class, "s",
            TalkAction.Stop.class, "/",
            TalkAction.Warn.class, "?",
            TalkAction.GiveUp.class, "G")
        .get(action.getClass());
  }

  // ---- what follows on tools

  @Test
  void aReplyGoesOnWhenItsLastToolHasReturned() {
    BotReplies replies = replying();
    replies.told(tool("a"), true, false);
    replies.told(tool("b"), true, false);
    assertThat(replies.usesTools()).isTrue();
    replies.over("r1", Status.COMPLETED);
    assertThat(replies.returned(new Input.ToolReturned("a", "1", "returned")))
        .containsExactly(new Send(new ClientEvent.ToolOutput("a", "1")), new GoOn());
    assertThat(replies.goOn()).isEmpty();
    replies.returned(
        new Input.ToolReturned("b", "2", "at-the-end")); // speech is wanted all the same
    assertThat(replies.usesTools()).isTrue();
    assertThat(replies.goOn()).containsExactly(new Want(Wish.REPLY));
    assertThat(replies.usesTools()).isFalse();
    assertThat(replies.goOn()).containsExactly(new Tell(new Output.ReplyEnds()));
  }

  @Test
  void theLastToolOfASilentReplyIsFollowedByLastWords() {
    BotReplies replies = replying();
    replies.told(tool("a"), true, false);
    replies.returned(new Input.ToolReturned("a", "1", "at-the-end"));
    assertThat(replies.goOn()).containsExactly(new Want(Wish.LAST_WORDS));
  }

  @Test
  void theLastToolOfAReplyThatSpokeIsFollowedByNothing() {
    BotReplies replies = sounding();
    replies.told(tool("a"), true, false);
    replies.returned(new Input.ToolReturned("a", "1", "at-the-end"));
    assertThat(replies.goOn())
        .containsExactly(new Tell(new Output.Mark("reply-1")), new Tell(new Output.ReplyEnds()));
  }

  @Test
  void aToolOfAReplyThatWasStoppedIsNotFollowedByAnything() {
    BotReplies replies = waiting();
    replies.stop();
    replies.begun(true);
    assertThat(replies.returned(RETURNED))
        .containsExactly(new Send(new ClientEvent.ToolOutput("c", "1")));
    assertThat(replies.usesTools()).isFalse();
  }

  @Test
  void aToolOfAResponseThatWasCancelledIsNotWaitedFor() {
    BotReplies replies = replying();
    replies.told(tool("c"), true, false);
    replies.over("r1", Status.CANCELLED);
    assertThat(replies.usesTools()).isFalse();
    assertThat(names(replies.goOn())).isEqualTo("]");
  }

  @Test
  void toolsAndWhatCameOfThemAreRemembered() {
    Memory memory = new Memory(List.of(), 100);
    BotReplies replies =
        after(new BotReplies(memory, SessionAudio.PCM, false), begins -> begins.begun(true));
    replies.told(tool("c"), true, false);
    replies.returned(RETURNED);
    assertThat(memory.told())
        .containsExactly(
            new ClientEvent.ToolWish("c", "f", "{}"), new ClientEvent.ToolOutput("c", "1"));
  }

  @Test
  void theNextResponseMayWantTheSameTool() {
    BotReplies replies = after(waiting(), waits -> waits.returned(RETURNED));
    assertThat(names(replies.told(tool("c"), true, false))).isEmpty();
    replies.begun(true);
    assertThat(replies.told(tool("c"), true, false))
        .containsExactly(new Tell(new Output.ToolCall("c-2", "f", "{}")));
    replies.leave();
    assertThat(replies.returned(new Input.ToolReturned("c-2", "1", "returned")))
        .as("the next session knows our id")
        .contains(new Send(new ClientEvent.ToolOutput("c-2", "1")));
  }

  @Test
  void toolsThatAreNotToldInWholeAreForTheLog() {
    BotReplies replies = replying();
    replies.told(new ToolPart("i", "c", "f", "{\"x", Told.CUT), true, false);
    assertThat(replies.lastTools(done(Status.COMPLETED)))
        .containsExactly(new TalkAction.Warn("1 tool calls were not told in whole and do not run"));
  }

  @Test
  void aToolThatWasBegunRunsOnceItsResponseIsComplete() {
    ToolPart begun = new ToolPart("i", "c", "f", "", Told.BEGUN);
    BotReplies replies = replying();
    replies.told(begun, true, false);
    assertThat(names(replies.lastTools(done(Status.INCOMPLETE)))).isEqualTo("?");
    assertThat(names(replies.lastTools(done(Status.COMPLETED)))).isEqualTo("f");
  }

  // ---- what a response has brought

  @Test
  void eachResponseHasToBringSomething() {
    BotReplies replies = after(waiting(), waits -> waits.begun(true));
    assertThat(replies.silent()).isTrue();
    assertThat(names(replies.brought(done(Status.COMPLETED), Optional.of(Wish.LAST_WORDS))))
        .isEqualTo("?>");
    replies.superseded(); // by the caller's next turn
    assertThat(replies.brought(done(Status.COMPLETED), Optional.of(Wish.LAST_WORDS)))
        .contains(new Want(Wish.LAST_WORDS));
    assertThat(sounding().silent()).isFalse();
    assertThat(between().silent()).isFalse();
  }

  @Test
  void whatAResponseThatFailedDidNotVoiceIsNotSaid() {
    for (Consumer<BotReplies> end : List.<Consumer<BotReplies>>of(
        BotReplies::breakOff, replies -> replies.over("r1", Status.CANCELLED))) {
      Memory memory = new Memory(List.of(), 100);
      BotReplies replies =
          after(new BotReplies(memory, SessionAudio.PCM, false), begins -> begins.begun(true));
      replies.sound(audio("r1"));
      replies.words(new ServerEvent.Words("r1", "i1", "one two three four five six "));
      end.accept(replies);
      assertThat(words(replies.over("r1", Status.COMPLETED))).isEmpty();
      assertThat(memory.told()).containsExactly(new ClientEvent.Message(false, "one two three"));
    }
  }

  @Test
  void eachItemIsCutWhereItWasHeard() {
    BotReplies replies = sounding();
    replies.sound(new ServerEvent.Audio("r1", "i2", SECOND));
    replies.sound(new ServerEvent.Audio("r1", "i3", SECOND));
    assertThat(replies.cut("reply-1", 2000, false))
        .startsWith(new Send(new ClientEvent.Truncate("i3", 0)))
        .hasSize(2);
    assertThat(sounding().cut("reply-1", 1000, false)).containsExactly(new TalkAction.Stop());
    assertThat(sounding().cut("reply-1", 1000, true))
        .as("more of it may come")
        .containsExactly(new Send(new ClientEvent.Truncate("i1", 1000)), new TalkAction.Stop());
  }

  @Test
  void itemsOfASessionThatIsGoneAreNotCut() {
    BotReplies replies = after(sounding(), BotReplies::leave);
    assertThat(replies.cut("reply-1", 300, false)).containsExactly(new TalkAction.Stop());
  }

  @Test
  void soundThatIsNotLinearIsToldOnce() {
    byte[] voice = G711.toMuLaw(Sounds.tones(8000, 400, -20, 150, 310, 520).samples());
    BotReplies replies = replying();
    ServerEvent.Audio audio = new ServerEvent.Audio("r1", "i1", voice);
    assertThat(names(replies.sound(audio))).isEqualTo("1a?");
    assertThat(names(replies.sound(audio))).isEqualTo("a");
    replies.leave(); // the next session may have another server
    assertThat(names(replies.sound(audio))).isEqualTo("a?");
  }

  @Test
  void halfASampleIsForgottenWithItsItem() {
    BotReplies replies = replying();
    assertThat(replies.sound(new ServerEvent.Audio("r1", "i1", new byte[] {1}))).isEmpty();
    assertThat(replies.spoke()).isFalse();
    assertThat(replies.sound(new ServerEvent.Audio("r1", "i2", new byte[] {1}))).isEmpty();
    assertThat(replies.brought(done(Status.COMPLETED), Optional.empty()))
        .contains(new Want(Wish.REPLY));
  }

  // ---- what comes behind the end of a response

  static Stream<Consumer<BotReplies>> whyLateSoundIsNotWanted() {
    return Stream.of(
        replies -> replies.begun(true),
        replies -> replies.cut("reply-1", 300, false),
        BotReplies::callerSpeaks,
        BotReplies::superseded,
        BotReplies::stop,
        BotReplies::leave);
  }

  @ParameterizedTest
  @MethodSource("whyLateSoundIsNotWanted")
  void lateSoundIsDroppedOnceItIsNotWanted(Consumer<BotReplies> why) {
    assertThat(after(replied(), why).lateSound(audio("r1"), 0)).isEmpty();
  }

  @Test
  void wordsOfAnItemThatWasHeardWithoutAnyAreToldWhereItIsStillHeard() {
    BotReplies replies = after(replied(), late -> late.lateSound(audio("r1"), 0));
    assertThat(words(replies.lateAllWords(new ServerEvent.AllWords("r1", "i1", "One two"))))
        .isEqualTo("One");
    assertThat(words(replies.tick(500))).isEqualTo(" two");
  }

  @Test
  void lateSoundBelongsBehindWhatWasHeardOfItsItem() {
    BotReplies replies = replied();
    replies.lateSound(audio("r1"), 0);
    replies.lateSound(audio("r1"), 400);
    assertThat(replies.tick(899)).isEmpty();
    assertThat(replies.tick(900))
        .containsExactly(new Tell(new Output.Mark("reply-2")), new Tell(new Output.ReplyEnds()));
    assertThat(replies.cut("reply-2", 1300, false))
        .containsExactly(new Send(new ClientEvent.Truncate("i1", 2300)));
  }

  @Test
  void anItemIsCutOnceWhereverItIsHeard() {
    BotReplies replies = replied();
    replies.lateSound(audio("r1"), 0);
    replies.tick(500);
    assertThat(replies.cut("reply-1", 300, false))
        .containsExactly(new Send(new ClientEvent.Truncate("i1", 300)));
    assertThat(replies.cut("reply-1", 300, false)).isEmpty();
    assertThat(replies.quiet()).isTrue();
  }

  @Test
  void lateSoundThatIsBeingHeardMayGrow() {
    BotReplies replies = replied();
    replies.lateSound(audio("r1"), 0);
    assertThat(replies.cut("reply-2", 1000, false))
        .containsExactly(new Send(new ClientEvent.Truncate("i1", 2000)), new TalkAction.Stop());
  }

  @Test
  void lateSoundOfAReplyThatWaitsForItsToolIsPartOfIt() {
    BotReplies replies = waiting();
    assertThat(names(replies.lateSound(audio("r1"), 0))).isEqualTo("1a");
    assertThat(replies.tick(10_000)).isEmpty();
    assertThat(names(replies.returned(RETURNED))).isEqualTo("og");
    assertThat(names(replies.goOn())).isEqualTo(">");
  }

  @Test
  void theWordsOfLateSoundAreToldWithIt() {
    BotReplies replies = replying();
    replies.words(new ServerEvent.Words("r1", "i1", "One two "));
    replies.over("r1", Status.COMPLETED);
    assertThat(replies.lateWords(new ServerEvent.Words("r1", "i1", "three"))).isEmpty();
    assertThat(words(replies.lateSound(audio("r1"), 0))).isEqualTo("One two three");
    assertThat(words(replies.lateSound(audio("r1"), 0))).isEmpty();
    assertThat(words(replies.lateWords(new ServerEvent.Words("r1", "i1", " four"))))
        .isEqualTo(" four");
    assertThat(replies.lateAllWords(new ServerEvent.AllWords("r1", "i1", "One")))
        .isEmpty();
    assertThat(replies.lateWords(new ServerEvent.Words("r7", "i1", "five"))).isEmpty();
  }

  @Test
  void wordsThatAreToldInWholeBeforeTheirLateSoundAreToldWithItOnce() {
    BotReplies replies = replying();
    replies.over("", Status.COMPLETED);
    replies.brought(done(Status.COMPLETED), Optional.empty());
    ServerEvent.AllWords all = new ServerEvent.AllWords("", "i1", "One two three");
    assertThat(replies.lateAllWords(all)).isEmpty();
    assertThat(replies.lateAllWords(all)).isEmpty();
    replies.lateSound(audio(""), 0);
    replies.lateSound(audio(""), 0);
    assertThat(words(replies.tick(500))).doesNotContain("One").endsWith("three");
  }

  @Test
  void lateWordsOfWhatWasSaidAndToldMakeNoReply() {
    BotReplies replies = replied();
    assertThat(replies.lateWords(new ServerEvent.Words("r1", "i1", "One"))).isEmpty();
    assertThat(replies.tick(10_000)).isEmpty();
    assertThat(replies.isOpen()).isFalse();
  }

  @Test
  void soundWithoutTheIdOfItsResponseIsLateWhereItsItemIsKnown() {
    BotReplies replies = replied();
    assertThat(replies.lateSound(new ServerEvent.Audio("", "i9", SECOND), 0)).isEmpty();
    assertThat(names(replies.lateSound(audio(""), 0))).isEqualTo("[a");
  }

  @ParameterizedTest
  @EnumSource(
      value = Status.class,
      names = {"FAILED", "CANCELLED"})
  void lateSoundOfAResponseThatDidNotComeToItsEndIsNotWanted(Status status) {
    BotReplies replies = sounding();
    replies.over("r1", status);
    assertThat(replies.lateSound(audio("r1"), 0)).isEmpty();
  }

  @Test
  void lateSoundIsNotWantedOnceTheNextResponseIsHeard() {
    BotReplies replies = waiting();
    replies.begun(true);
    assertThat(names(replies.lateSound(audio("r1"), 0))).isEqualTo("1a");
    replies.sound(new ServerEvent.Audio("r2", "i2", SECOND));
    assertThat(replies.lateSound(audio("r1"), 0)).isEmpty();
  }

  // ---- words

  @Test
  void aBlankIsToldBetweenItemsThatHaveNone() {
    BotReplies replies = replying();
    replies.words(new ServerEvent.Words("r1", "i1", "One."));
    replies.sound(audio("r1"));
    List<TalkAction> next = replies.words(new ServerEvent.Words("r1", "i2", "Two."));
    assertThat(words(next)).isEqualTo("One.");
    assertThat(words(replies.over("r1", Status.COMPLETED))).isEqualTo(" Two.");
    replies.goOn();
    replies.begun(true);
    replies.words(new ServerEvent.Words("r2", "i3", "Three."));
    replies.sound(new ServerEvent.Audio("r2", "i3", SECOND));
    assertThat(words(replies.over("r2", Status.COMPLETED))).isEqualTo("Three.");
  }

  @Test
  void onlyTheLastRepliesCanBeCut() {
    BotReplies replies = new BotReplies(new Memory(List.of(), 100), SessionAudio.PCM, false);
    for (int reply = 1; reply <= 17; reply++) {
      replies.begun(true);
      replies.sound(new ServerEvent.Audio("r" + reply, "i" + reply, SECOND));
      replies.over("r" + reply, Status.COMPLETED);
      replies.goOn();
    }
    assertThat(replies.cut("reply-1", 300, false)).isEmpty();
    assertThat(replies.cut("reply-2", 300, false)).hasSize(16);
    assertThat(replies.spoke()).isTrue();
  }

  // ---- in which state

  private static BotReplies between() {
    return new BotReplies(new Memory(List.of(), 100), SessionAudio.PCM, false);
  }

  private static BotReplies replying() {
    return after(between(), replies -> replies.begun(true));
  }

  private static BotReplies sounding() {
    return after(replying(), replies -> replies.sound(audio("r1")));
  }

  private static BotReplies replied() {
    return after(sounding(), replies -> {
      replies.over("r1", Status.COMPLETED);
      replies.goOn();
    });
  }

  private static BotReplies waiting() {
    return after(replying(), replies -> {
      replies.told(tool("c"), true, false);
      replies.over("r1", Status.COMPLETED);
    });
  }

  private static BotReplies askedAgain() {
    return after(replying(), replies -> {
      replies.over("r1", Status.COMPLETED);
      replies.brought(done(Status.COMPLETED), Optional.empty());
    });
  }

  private static BotReplies after(BotReplies replies, Consumer<BotReplies> event) {
    event.accept(replies);
    return replies;
  }

  private static ServerEvent.Audio audio(String response) {
    return new ServerEvent.Audio(response, "i1", SECOND);
  }

  private static ToolPart tool(String call) {
    return new ToolPart("item-" + call, call, "f", "{}", Told.WHOLE);
  }

  private static ServerEvent.ResponseDone done(Status status, ToolPart... tools) {
    return new ServerEvent.ResponseDone("r1", status, "", List.of(tools));
  }

  private static String names(List<TalkAction> actions) {
    return actions.stream().map(BotRepliesTest::name).collect(Collectors.joining());
  }

  private static String words(List<TalkAction> actions) {
    return actions.stream()
        .map(action -> action instanceof Tell tell && tell.output() instanceof Output.Words words
            ? words.more()
            : "")
        .collect(Collectors.joining());
  }
}
